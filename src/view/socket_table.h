/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sockets of a snapshot as a table of typed cells. */
#ifndef LSOCK_SOCKET_TABLE_H
#define LSOCK_SOCKET_TABLE_H

#include "annotated_rows.h"
#include "column.h"
#include "table.h"

/* A listing beside the one of an earlier reading. */
struct changed_rows {
    struct changed_row {
        uint32_t row; /* of the snapshot; TABLE_CLOSED: of the earlier one */
        enum table_change change;
    } * list;
    size_t count;
    struct column_context earlier;
};

struct socket_table {
    struct table table;
    struct column_context context;
    const struct column_list *list;
    const uint32_t *rows;        /* rows of the snapshot, in display order; not owned */
    const struct changed_rows *changed; /* instead of `rows`; NULL: use `rows` */
    const struct socket *single; /* the only row, instead of `rows`; NULL: use `rows` */
    uint32_t details;            /* DETAILS_BIT: details shown below a row; 0 at first */
    struct table_column columns[COLUMN_LIST_MAX];
    struct annotated_rows explained;
    const char *groups[COLUMN_LIST_MAX];
};

/* Shows details below the rows: groups by DETAILS_BIT, 0 for none. */
void socket_table_add_details(struct socket_table *table, uint32_t groups);

/* `list` and `rows` must outlive the table, which must not be moved. */
void socket_table_init(struct socket_table *table, const struct column_context *context,
                       const struct column_list *list, const uint32_t *rows, size_t row_count);

/* Shows these rows and marks them. They must live as long as the table. */
void socket_table_change(struct socket_table *table, const struct changed_rows *changed);

/* Makes this socket row 0; it need not be in the snapshot. For rows that arrive one by one. */
void socket_table_show(struct socket_table *table, const struct column_context *context,
                       const struct socket *socket);

/* Shows the annotator's text below each row. Free the memory with socket_table_free. */
void socket_table_annotate(struct socket_table *table);
void socket_table_free(struct socket_table *table);

#endif
