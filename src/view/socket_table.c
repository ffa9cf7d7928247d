/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "socket_table.h"

static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct socket_table *table = context;

    column_get(table->list->columns[column], &table->context,
               snapshot_at(table->context.snapshot, table->rows[row]), value);
}

static void expect(const void *context, size_t row)
{
    const struct socket_table *table = context;
    const char *socket = (const char *)snapshot_at(table->context.snapshot, table->rows[row]);

    __builtin_prefetch(socket);
    __builtin_prefetch(socket + sizeof(struct socket) - 1); /* it may lie across two cache lines */
}

void socket_table_init(struct socket_table *table, const struct column_context *context,
                       const struct column_list *list, const uint32_t *rows, size_t row_count)
{
    table->context = *context;
    table->list = list;
    table->rows = rows;
    for (size_t i = 0; i < list->count; i++)
        table->columns[i] = (struct table_column){
            .key = list->columns[i]->name,
            .title = list->columns[i]->title,
            .right = (list->columns[i]->flags & COLUMN_RIGHT) != 0,
        };
    table->table = (struct table){
        .columns = table->columns,
        .column_count = list->count,
        .row_count = row_count,
        .cell = cell,
        .expect = expect,
        .context = table,
        .names = context->names,
    };
}
