/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of -s: the counts by namespace, and the kernel's own counts. */
#ifndef LSOCK_SUMMARY_ROWS_H
#define LSOCK_SUMMARY_ROWS_H

#include "counter.h"
#include "groups.h"
#include "summary.h"

/* What a row counts. The kinds after SUMMARY_UNLISTED are for scripts. */
enum summary_kind {
    SUMMARY_TOTAL,    /* all requested sockets of a protocol */
    SUMMARY_STATE,    /* those in one state */
    SUMMARY_KERNEL,   /* the kernel's own count */
    SUMMARY_UNLISTED, /* allocated on this machine, but not listed */
    SUMMARY_SOCKETS,  /* sockets of one state and family in one namespace */
    SUMMARY_LISTENER, /* one listener */
    SUMMARY_REMOTE,   /* sockets connected to one address */
    SUMMARY_COUNTER,  /* a counter of events in the kernel */
    SUMMARY_COMPLETE, /* metrics only: whether every table was read completely */
    SUMMARY_KIND_COUNT
};

/* The kind determines which members are set. */
struct summary_row {
    enum summary_kind kind;
    enum protocol protocol;
    const char *name;
    const struct source *source; /* any table of its namespace; NULL: no namespace, or several */
    bool by_family, has_limit;
    bool machine_wide; /* covers all network namespaces */
    bool is_bytes;     /* number and limit are bytes */
    uint64_t number, inet, inet6, limit;
    enum family family;
    const struct summary_cell *cell; /* SUMMARY_SOCKETS */
    const struct socket *socket;     /* SUMMARY_LISTENER */
    uint32_t group;                  /* SUMMARY_REMOTE */
};

/* A network namespace. */
struct summary_place {
    const struct source *source; /* any of its tables */
    uint32_t protocols;          /* PROTOCOL_BIT: the protocols counted */
    struct summary counts;
    struct sockstat_values sockstat; /* zeroed: unknown */
    struct counter_values counters;  /* zeroed: unknown */
};

struct summary_facts {
    struct summary *all; /* of all namespaces together */
    uint32_t protocols;  /* PROTOCOL_BIT: the protocols counted in any namespace */
    struct summary_place *places;
    size_t place_count;

    /* The rest is for scripts. */
    bool complete;
    struct column_context context;
    const uint32_t *rows; /* of the snapshot */
    size_t row_count;
    const struct groups *remotes; /* NULL: not requested */
    const uint32_t *remote_order;
    size_t remote_count; /* use this many from the start */
};

enum summary_view {
    SUMMARY_VIEW_PEOPLE,  /* without zero rows */
    SUMMARY_VIEW_SCRIPTS, /* also zeros and rows for scripts */
    SUMMARY_VIEW_METRICS, /* also rows for metrics */
};

struct summary_rows {
    struct summary_row *list; /* malloc */
    size_t count;
    bool failed; /* out of memory */
};

/* The facts must outlive the rows. */
void summary_rows_make(struct summary_rows *rows, const struct summary_facts *facts,
                       enum summary_view view);

/* Returns the names of rows, some of them twice; NULL past the last one. */
const char *summary_names(size_t index);

#endif
