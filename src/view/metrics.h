/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of metrics. --prometheus and --openmetrics are generated from it and the rows of -s; so
 * is the list in the man page.
 */
#ifndef LSOCK_METRICS_H
#define LSOCK_METRICS_H

#include "summary_table.h"

struct metric {
    const char *name; /* with unit, and _total for counters */
    const char *unit; /* "bytes"; NULL: no unit */
    bool is_counter;
    uint32_t kinds;  /* bits of enum summary_kind: rows that have it; rows of bytes only if
                      * `unit` is set */
    uint32_t labels; /* bits of enum summary_column; labels that a row lacks are omitted */
    enum summary_column column; /* has its value; rows without one give no sample */
    const char *help;           /* one sentence, without quotes and backslashes */
};

/* Returns NULL past the last one. */
const struct metric *metric_at(size_t index);

/* Returns the labels of a metric; NULL past the last one. */
const char *metric_label(const struct metric *metric, size_t index);

/* `table` is a struct summary_table made for metrics. False: out of memory. */
bool metrics_write(const void *table, enum format format, struct output *output) NODISCARD;

#endif
