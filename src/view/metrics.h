/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of metrics: what --prometheus and --openmetrics print is made from it and the rows
 * of -s, and so is the list in the man page.
 */
#ifndef LSOCK_METRICS_H
#define LSOCK_METRICS_H

#include "summary_table.h"

struct metric {
    const char *name; /* with its unit, and _total if it is a counter */
    const char *unit; /* "bytes"; NULL: it has none */
    bool is_counter;
    uint32_t kinds;  /* bits of enum summary_kind: the rows that have it; of bytes only by unit */
    uint32_t labels; /* bits of enum summary_column; those that a row lacks are left out */
    enum summary_column column; /* where its value is; a row without one has no sample */
    const char *help;           /* a sentence without quotes and backslashes */
};

/* NULL past the last one. */
const struct metric *metric_at(size_t index);

/* The labels of a metric by number; NULL past the last one. */
const char *metric_label(const struct metric *metric, size_t index);

/* `table`: a struct summary_table made for metrics. False: out of memory. */
bool metrics_write(const void *table, enum format format, struct output *output) NODISCARD;

#endif
