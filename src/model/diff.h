/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changed between two snapshots: sockets that are gone, new, or not as they were. */
#ifndef LSOCK_DIFF_H
#define LSOCK_DIFF_H

#include "snapshot.h"

/* Which side of a diff. */
enum diff_side { DIFF_BEFORE, DIFF_AFTER, DIFF_SIDES };

enum diff_kind { DIFF_CLOSED, DIFF_OPENED, DIFF_CHANGED, DIFF_KIND_COUNT };

/* What of a changed socket differs. */
enum diff_what { DIFF_STATE = 1u << 0, DIFF_OWNER = 1u << 1, DIFF_WHAT_COUNT = 1u << 2 };

struct diff_row {
    enum diff_kind kind;
    unsigned what;             /* DIFF_CHANGED: DIFF_STATE, DIFF_OWNER */
    uint32_t rows[DIFF_SIDES]; /* of the snapshots; see `kind` for which there is */
};

/* One side: which rows of a snapshot, in the order in which they are to be told. */
struct diff_input {
    const struct snapshot *snapshot;
    const uint32_t *rows;
    size_t count;
};

struct diff {
    struct diff_row *rows; /* those closed, in the order of before; then opened and changed */
    size_t count;
};

/*
 * One socket on both sides is: the same cookie, protocol, local port and namespace, where both have
 * a cookie; else the same ends and inode; else the same ends. Unknown on one side is no change.
 * Linear. False: out of memory.
 */
bool diff_make(struct diff *diff, const struct diff_input sides[DIFF_SIDES]) NODISCARD;
void diff_free(struct diff *diff);

/* "closed", "opened", "changed" */
extern const char *const diff_kind_names[DIFF_KIND_COUNT];

/* "state", "owner", "state,owner"; NULL for 0. */
extern const char *const diff_what_names[DIFF_WHAT_COUNT];

#endif
