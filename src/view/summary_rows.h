/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of -s: what was counted, by namespace, and what the kernel counts itself. */
#ifndef LSOCK_SUMMARY_ROWS_H
#define LSOCK_SUMMARY_ROWS_H

#include "counter.h"
#include "groups.h"
#include "summary.h"

/* What a row counts. Those behind SUMMARY_UNLISTED are for scripts. */
enum summary_kind {
    SUMMARY_TOTAL,    /* all sockets of a protocol that were asked for */
    SUMMARY_STATE,    /* those in one state */
    SUMMARY_KERNEL,   /* what the kernel itself counts */
    SUMMARY_UNLISTED, /* allocated on this machine and not among those */
    SUMMARY_SOCKETS,  /* sockets of one state and family in one namespace */
    SUMMARY_LISTENER, /* one listener */
    SUMMARY_REMOTE,   /* the sockets that are connected to one address */
    SUMMARY_COUNTER,  /* what has happened, as the kernel counts it */
    SUMMARY_COMPLETE, /* metrics only: whether every table was read whole */
    SUMMARY_KIND_COUNT
};

/* Which cells are known follows from the kind. */
struct summary_row {
    enum summary_kind kind;
    enum protocol protocol;
    const char *name;
    const struct source *source; /* any table of its namespace; NULL: it has none, or several */
    bool by_family, has_limit;
    bool machine_wide; /* of all network namespaces */
    bool is_bytes;     /* the number and the limit are */
    uint64_t number, inet, inet6, limit;
    enum family family;
    const struct summary_cell *cell; /* SUMMARY_SOCKETS */
    const struct socket *socket;     /* SUMMARY_LISTENER */
    uint32_t group;                  /* SUMMARY_REMOTE */
};

/* A network namespace. */
struct summary_place {
    const struct source *source; /* any of its tables */
    uint32_t protocols;          /* PROTOCOL_BIT: those that were counted */
    struct summary counts;
    struct sockstat_values sockstat; /* zeroed: unknown */
    struct counter_values counters;  /* likewise */
};

struct summary_facts {
    struct summary *all; /* of every namespace together */
    uint32_t protocols;  /* PROTOCOL_BIT: those that were counted in any */
    struct summary_place *places;
    size_t place_count;

    /* The rest is for scripts. */
    bool complete;
    struct column_context context;
    const uint32_t *rows; /* of the snapshot */
    size_t row_count;
    const struct groups *remotes; /* NULL: not asked for */
    const uint32_t *remote_order;
    size_t remote_count; /* the first so many of them */
};

enum summary_view {
    SUMMARY_VIEW_PEOPLE,  /* what is there */
    SUMMARY_VIEW_SCRIPTS, /* zeroes as well, and rows for scripts */
    SUMMARY_VIEW_METRICS, /* and those for metrics */
};

struct summary_rows {
    struct summary_row *list; /* malloc */
    size_t count;
    bool failed; /* out of memory */
};

/* The facts must outlive the rows. */
void summary_rows_make(struct summary_rows *rows, const struct summary_facts *facts,
                       enum summary_view view);

/* The names of rows by number, some of them twice; NULL past the last one. */
const char *summary_names(size_t index);

#endif
