/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sockets of a snapshot as a table of typed cells. */
#ifndef LSOCK_SOCKET_TABLE_H
#define LSOCK_SOCKET_TABLE_H

#include "column.h"
#include "table.h"

struct socket_table {
    struct table table;
    struct column_context context;
    const struct column_list *list;
    const uint32_t *rows; /* rows of the snapshot in the order of the listing; not owned */
    struct table_column columns[COLUMN_LIST_MAX];
};

/* `list` and `rows` must live as long as the table, which must not be moved. */
void socket_table_init(struct socket_table *table, const struct column_context *context,
                       const struct column_list *list, const uint32_t *rows, size_t row_count);

#endif
