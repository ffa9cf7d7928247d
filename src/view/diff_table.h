/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A diff as a table of typed cells, and the JSON Schema of lsock-diff/1. */
#ifndef LSOCK_DIFF_TABLE_H
#define LSOCK_DIFF_TABLE_H

#include "column.h"
#include "diff.h"
#include "table.h"

#define DIFF_COLUMNS_MAX 32

struct diff_table {
    struct table table;
    const struct diff *diff;
    struct column_context contexts[DIFF_SIDES];
    const struct diff_column *chosen[DIFF_COLUMNS_MAX];
    const struct column *sources[DIFF_COLUMNS_MAX]; /* NULL: a column of the diff itself */
    struct table_column columns[DIFF_COLUMNS_MAX];
};

enum diff_view { DIFF_VIEW_PEOPLE, DIFF_VIEW_OWNERS, DIFF_VIEW_SCRIPTS };

/*
 * Chooses the columns for people (OWNERS: with processes on both sides) or for JSON and CSV.
 * Everything the contexts point to must outlive the table, which must not be moved.
 */
void diff_table_init(struct diff_table *table, const struct diff *diff,
                     const struct column_context contexts[DIFF_SIDES], enum diff_view view);

extern const struct schema diff_schema;

#endif
