/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A check of `lsock doctor`: which sockets count, how they are grouped, and the number that makes a
 * finding. Each check is a row of a table.
 */
#ifndef LSOCK_CHECKS_H
#define LSOCK_CHECKS_H

#include "builder.h"
#include "examined.h"
#include "finding.h"

/* How sockets are grouped, within one network namespace. Each group can become one finding. */
enum about {
    ABOUT_SOCKET,
    ABOUT_PROCESS,     /* the first process that holds the socket, for any protocol; sockets
                        * without one form a group, too */
    ABOUT_PORT,        /* protocol and local port */
    ABOUT_DESTINATION, /* protocol, remote address and port */
    ABOUT_NETWORK,     /* protocol and remote network: see say_network */
    ABOUT_PATH,        /* local address, remote address and port: these share ephemeral ports */
    ABOUT_HOST,        /* all sockets */
};

/* A group of sockets. */
struct cluster {
    const struct evidence *evidence;
    uint64_t count;
    uint64_t sum;                    /* sum of their weights */
    uint64_t of;                     /* sum of the totals that the weights are part of */
    uint64_t fresh;                  /* sockets that did not count at the earlier reading */
    uint32_t rows[FINDING_ROWS_MAX]; /* heaviest first */
    uint64_t weights[FINDING_ROWS_MAX];
    size_t row_count;
};

/* The weight of a socket and, if any, the total that it is part of. Initially 1 and 0. */
struct weight {
    uint64_t weight, of;
};

/* The result of a judge. */
struct verdict {
    enum severity severity; /* initially that of the check */
    struct builder title;
};

struct check {
    const char *code;
    const char *finds; /* short description, for --list */
    enum severity severity;
    enum about about;
    uint32_t states;    /* STATE_BIT of the TCP sockets that can count; 0: see `protocols` */
    uint32_t protocols; /* PROTOCOL_BIT of sockets that count in every state; 0: none */
    unsigned needs;     /* EVIDENCE_… */
    bool of_listener;   /* the cause is a listener: see same_cause.h */

    /* Whether a socket counts; false if unknown. NULL: all sockets count. */
    bool (*counts)(const struct examined *examined, struct weight *weight);

    uint64_t at_least; /* minimum number of sockets in a cluster; 0: one, or none for ABOUT_HOST */

    /* Whether the cluster is a finding; writes its title. */
    bool (*judge)(const struct cluster *cluster, struct verdict *verdict);

    const char *advice;  /* what to do, in one or two sentences */
    const char *command; /* {port}, {remote}, {pid}, … come from the first socket; or NULL */
    const char *reason;  /* why this threshold, and its source */
};

struct check_table {
    const struct check *checks;
    size_t count;
};

/* Returns the checks in the order of --list; NULL past the last one. */
const struct check *check_at(size_t index);
const struct check *check_find(struct text code);

#define CHECKS_MAX 64

/* Bits by index of the check. */
typedef uint64_t check_set;
#define CHECKS_ALL (~(check_set)0)

/* Applies these checks. Texts of findings are in the arena. False: out of memory. */
bool checks_apply(check_set which, const struct evidence *evidence, struct arena *arena,
                  struct findings *findings) NODISCARD;

extern const struct check_table open_checks, port_checks, flow_checks, close_checks, host_checks;

/* Helpers for judges. */

/* Returns the first process that holds the socket; NULL if none is known. */
const struct process *process_of(const struct examined *examined);

/* Returns the heaviest socket of a cluster that is not empty. */
struct examined worst(const struct cluster *cluster);

/* Adds to a title: "nginx[812]" or "no process that is known"; "0.0.0.0:80". */
void say_owner(const struct examined *examined, struct builder *out);
void say_local(const struct examined *examined, struct builder *out);
void say_remote(const struct examined *examined, struct builder *out);

/* IPv4 in an IPv6 socket counts as IPv4. */
void remote_network(const struct socket *socket, enum family *family, struct address *network);

/* The first 24 bits of a remote IPv4 address, the first 64 of IPv6: "10.0.0.0/24". */
void say_network(const struct examined *examined, struct builder *out);

/* ", the kernel gives up in about 13 min"; nothing if that is unknown. */
void say_give_up(const struct examined *examined, struct builder *out);

/* Returns the growth of a counter between the readings. False: unknown, or `examined` (may be NULL)
 * is in another network namespace. The name must be in the table of counters. */
bool counter_grew(const struct evidence *evidence, const struct examined *examined,
                  const char *name, uint64_t *by);

/* Returns the first number of a setting, under the same conditions. */
bool setting_number(const struct evidence *evidence, const struct examined *examined,
                    const char *name, int64_t *number);

/* Returns the ephemeral ports; false if unknown, or no range. */
bool ephemeral_range(const struct evidence *evidence, const struct examined *examined,
                     int64_t *first, int64_t *last);

/* Weigh a socket by the drops since the earlier reading, of all its drops. False: it has none, or,
 * for drops_now(), none since then. */
bool weigh_drops(const struct examined *examined, struct weight *weight);
bool drops_now(const struct examined *examined, struct weight *weight);

/* Returns the socket at the earlier reading; NULL: there was none, or unknown. */
const struct socket *earlier(const struct examined *examined);

/* Returns the command of a check with its placeholders filled in; .bytes NULL: out of memory. */
struct text command_for(const struct check *check, const struct cluster *cluster,
                        struct arena *arena) NODISCARD;

#endif
