/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A check of `lsock doctor`: which sockets count, what they are counted by, and from what number on
 * that is a finding. A check is a row of a table.
 */
#ifndef LSOCK_CHECKS_H
#define LSOCK_CHECKS_H

#include "builder.h"
#include "examined.h"
#include "finding.h"

/* What is counted together, within one network namespace, and becomes one finding. */
enum about {
    ABOUT_SOCKET,
    ABOUT_PROCESS,     /* the first process that holds the socket, of any protocol; none is one, too */
    ABOUT_PORT,        /* protocol and local port */
    ABOUT_DESTINATION, /* protocol, remote address and port */
    ABOUT_PATH,        /* local address, remote address and port: what shares ephemeral ports */
    ABOUT_HOST,        /* everything */
};

/* Sockets that are counted together. */
struct cluster {
    const struct evidence *evidence;
    uint64_t count;
    uint64_t sum;                    /* of their weights */
    uint64_t of;                     /* sum of what their weights are a part of */
    uint64_t fresh;                  /* of them, not so at the earlier reading */
    uint32_t rows[FINDING_ROWS_MAX]; /* the heaviest first */
    uint64_t weights[FINDING_ROWS_MAX];
    size_t row_count;
};

/* How much a socket weighs, and what that is a part of where it is one. 1 of 0 at first. */
struct weight {
    uint64_t weight, of;
};

/* What a judge says. */
struct verdict {
    enum severity severity; /* that of the check, unless it is changed */
    struct builder title;
};

struct check {
    const char *code;
    const char *finds; /* what, in a few words: --list */
    enum severity severity;
    enum about about;
    uint32_t protocols; /* PROTOCOL_BIT of the sockets that may count; 0: none do */
    uint32_t states;    /* STATE_BIT of those with states of RFC 9293; 0: every state */
    unsigned needs;     /* EVIDENCE_… */

    /* Whether a socket counts; false also where that is unknown. NULL: all do. */
    bool (*counts)(const struct examined *examined, struct weight *weight);

    uint64_t at_least; /* so many sockets in a cluster; 0: one, and of the host none */

    /* Whether that is a finding, and its title. */
    bool (*judge)(const struct cluster *cluster, struct verdict *verdict);

    const char *advice;  /* what to do, in one or two sentences */
    const char *command; /* {port}, {remote}, {pid}, … are those of the first socket; or NULL */
    const char *reason;  /* why from this number on, and where that comes from */
};

struct check_table {
    const struct check *checks;
    size_t count;
};

/* All checks, in the order of --list; NULL past the last one. */
const struct check *check_at(size_t index);
const struct check *check_find(struct text code);

#define CHECKS_MAX 64

/* Bits by the index of a check. */
typedef uint64_t check_set;

/* Applies these checks. The texts of the findings are in the arena. False: out of memory. */
bool checks_apply(check_set which, const struct evidence *evidence, struct arena *arena,
                  struct findings *findings) NODISCARD;

extern const struct check_table open_checks, flow_checks, close_checks, host_checks;

/* For judges. */

/* The first process that holds a socket; NULL: none that is known. */
const struct process *process_of(const struct examined *examined);

/* The heaviest socket of a cluster that is not empty. */
struct examined worst(const struct cluster *cluster);

/* Adds to a title: "nginx[812]", or "no process that is known"; "0.0.0.0:80". */
void say_owner(const struct examined *examined, struct builder *out);
void say_local(const struct examined *examined, struct builder *out);
void say_remote(const struct examined *examined, struct builder *out);

/* By how much a counter has grown between the readings. False: unknown, or `examined` (may be NULL)
 * is of another network namespace. The name must be in the table of counters. */
bool counter_grew(const struct evidence *evidence, const struct examined *examined,
                  const char *name, uint64_t *by);

/* The first number of a setting, in the same way. */
bool setting_number(const struct evidence *evidence, const struct examined *examined,
                    const char *name, int64_t *number);

/* The socket at the earlier reading; NULL: there was none, or that is unknown. */
const struct socket *earlier(const struct examined *examined);

/* The command of a check with its places filled in; .bytes NULL: out of memory. */
struct text command_for(const struct check *check, const struct cluster *cluster,
                        struct arena *arena) NODISCARD;

#endif
