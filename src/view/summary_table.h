/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts of sockets as a table of typed cells, and as metrics. */
#ifndef LSOCK_SUMMARY_TABLE_H
#define LSOCK_SUMMARY_TABLE_H

#include "summary.h"
#include "table.h"

#define SUMMARY_ROWS_MAX (PROTOCOL_COUNT * (STATE_COUNT + 2) + SOCKSTAT_COUNT)

/* What a row counts. */
enum summary_kind {
    SUMMARY_TOTAL,    /* all sockets of a protocol that were asked for */
    SUMMARY_STATE,    /* those in one state */
    SUMMARY_KERNEL,   /* what the kernel itself counts */
    SUMMARY_UNLISTED, /* allocated on this machine and not among those */
};

struct summary_row {
    enum summary_kind kind;
    enum protocol protocol;
    const char *name;
    bool by_family, has_limit;
    bool machine_wide; /* of all network namespaces */
    uint64_t number, inet, inet6, limit;
};

struct summary_table {
    struct table table;
    struct summary_row rows[SUMMARY_ROWS_MAX];
    size_t count;
};

enum summary_view {
    SUMMARY_VIEW_PEOPLE,  /* what is there */
    SUMMARY_VIEW_SCRIPTS, /* zeroes, and what kind a row is of */
};

/*
 * Fills the rows: the protocols of the mask, of all that was counted. `kernel` is NULL where the
 * counts are not of this system's sockets, or not of all of them. The table must not be moved.
 */
void summary_table_init(struct summary_table *table, const struct summary *summary,
                        uint32_t protocols, const struct sockstat_values *kernel,
                        enum summary_view view);

/* JSON Schema of lsock-summary/1. */
void summary_schema_write(struct output *output);

#endif
