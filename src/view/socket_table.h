/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sockets of a snapshot as a table of typed cells. */
#ifndef LSOCK_SOCKET_TABLE_H
#define LSOCK_SOCKET_TABLE_H

#include "annotated_rows.h"
#include "column.h"
#include "table.h"

struct socket_table {
    struct table table;
    struct column_context context;
    const struct column_list *list;
    const uint32_t *rows; /* rows of the snapshot in the order of the listing; not owned */
    const struct socket *single; /* the only row, in place of `rows`; NULL: see `rows` */
    uint32_t details;     /* DETAILS_BIT: which of them people see below a row; 0 at first */
    struct table_column columns[COLUMN_LIST_MAX];
    struct annotated_rows explained;
    const char *groups[COLUMN_LIST_MAX];
};

/* Adds details for people: groups by DETAILS_BIT, 0 for none. */
void socket_table_add_details(struct socket_table *table, uint32_t groups);

/* `list` and `rows` must live as long as the table, which must not be moved. */
void socket_table_init(struct socket_table *table, const struct column_context *context,
                       const struct column_list *list, const uint32_t *rows, size_t row_count);

/* From now on row 0 is this socket, which need not be in the snapshot: for rows as they come. */
void socket_table_show(struct socket_table *table, const struct column_context *context,
                       const struct socket *socket);

/*
 * Lets people read below each row what the context's annotator says of it. Give the memory back
 * with socket_table_free.
 */
void socket_table_annotate(struct socket_table *table);
void socket_table_free(struct socket_table *table);

#endif
