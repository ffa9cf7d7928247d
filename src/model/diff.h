/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compares two snapshots: sockets that were closed, opened or changed. */
#ifndef LSOCK_DIFF_H
#define LSOCK_DIFF_H

#include "snapshot.h"

/* The sides of a diff. */
enum diff_side { DIFF_BEFORE, DIFF_AFTER, DIFF_SIDES };

enum diff_kind { DIFF_CLOSED, DIFF_OPENED, DIFF_CHANGED, DIFF_KIND_COUNT };

/* What changed in a socket. */
enum diff_what { DIFF_STATE = 1u << 0, DIFF_OWNER = 1u << 1, DIFF_WHAT_COUNT = 1u << 2 };

struct diff_row {
    enum diff_kind kind;
    unsigned what;             /* DIFF_CHANGED: DIFF_STATE, DIFF_OWNER */
    uint32_t rows[DIFF_SIDES]; /* of the snapshots; `kind` determines which are valid */
};

/* One side: the rows of a snapshot to compare, in output order. */
struct diff_input {
    const struct snapshot *snapshot;
    const uint32_t *rows;
    size_t count;
};

struct diff {
    struct diff_row *
        rows; /* first the closed ones in the order of `before`, then the opened and changed ones */
    size_t count;
};

/*
 * Matches the sockets of both sides: same cookie, protocol, local port and namespace, if both have
 * a cookie; otherwise same ends and inode; otherwise same ends. A value that is unknown on one side
 * is not a change. Linear. False: out of memory.
 */
bool diff_make(struct diff *diff, const struct diff_input sides[DIFF_SIDES]) NODISCARD;
void diff_free(struct diff *diff);

/* "closed", "opened", "changed" */
extern const char *const diff_kind_names[DIFF_KIND_COUNT];

/* "state", "owner", "state,owner"; NULL for 0. */
extern const char *const diff_what_names[DIFF_WHAT_COUNT];

#endif
