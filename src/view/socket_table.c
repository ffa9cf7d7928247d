/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "socket_table.h"

#include "detail_text.h"
#include "tool_text.h"

static enum table_change change(const void *context, size_t row)
{
    const struct socket_table *table = context;

    return table->changed->list[row].change;
}

static bool is_closed(const struct socket_table *table, size_t row)
{
    return table->changed != NULL && table->changed->list[row].change == TABLE_CLOSED;
}

static const struct column_context *context_of(const struct socket_table *table, size_t row)
{
    return is_closed(table, row) ? &table->changed->earlier : &table->context;
}

static const struct socket *socket_of(const struct socket_table *table, size_t row)
{
    if (table->changed != NULL)
        return snapshot_at(context_of(table, row)->snapshot, table->changed->list[row].row);
    return table->single != NULL ? table->single
                                 : snapshot_at(table->context.snapshot, table->rows[row]);
}

static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct socket_table *table = context;

    column_get(table->list->columns[column], context_of(table, row), socket_of(table, row), value);
    if (is_closed(table, row))
        value->role = ROLE_DIM;
}

static void expect(const void *context, size_t row)
{
    const struct socket_table *table = context;
    const char *socket = (const char *)snapshot_at(table->context.snapshot, table->rows[row]);

    __builtin_prefetch(socket);
    __builtin_prefetch(socket + sizeof(struct socket) - 1); /* it may span two cache lines */
}

static const char *group(const void *context, size_t column)
{
    const struct socket_table *table = context;

    return table->groups[column];
}

static void detail(const void *context, size_t row, struct builder *out)
{
    const struct socket_table *table = context;

    detail_text(out, socket_of(table, row), table->details, table->context.names);
}

void socket_table_add_details(struct socket_table *table, uint32_t groups)
{
    table->details = groups;
    table->table.detail = groups == 0 ? NULL : detail;
}

static bool write_tool(const void *context, enum format format, bool heading, struct output *output)
{
    const struct socket_table *table = context;
    uint32_t details = table->details;
    struct tool_listing listing = {.format = format,
                                   .heading = heading,
                                   .context = &table->context,
                                   .rows = table->rows,
                                   .count = table->table.row_count};

    if ((column_list_need(table->list) & NEED_OWNERS) != 0)
        listing.shown |= TOOL_OWNERS;
    if ((details & DETAILS_BIT(DETAILS_EXTENDED)) != 0)
        listing.shown |= TOOL_EXTENDED;
    if ((details & DETAILS_BIT(DETAILS_TIMER)) != 0)
        listing.shown |= TOOL_TIMER;
    return tool_write(&listing, output);
}

static bool may_be_concurrent(const struct column_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if ((list->columns[i]->flags & COLUMN_ALONE) != 0)
            return false;
    return true;
}

void socket_table_init(struct socket_table *table, const struct column_context *context,
                       const struct column_list *list, const uint32_t *rows, size_t row_count)
{
    table->context = *context;
    table->list = list;
    table->rows = rows;
    table->single = NULL;
    table->changed = NULL;
    annotated_rows_init(&table->explained, &table->context, rows, row_count);
    table->details = 0;
    for (size_t i = 0; i < list->count; i++)
        table->groups[i] = detail_group_names[list->columns[i]->group];
    for (size_t i = 0; i < list->count; i++)
        table->columns[i] = (struct table_column){
            .key = list->columns[i]->name,
            .title = list->columns[i]->title,
            .right = column_is_right(list->columns[i]),
        };
    table->table = (struct table){
        .columns = table->columns,
        .column_count = list->count,
        .row_count = row_count,
        .cell = cell,
        .concurrent = may_be_concurrent(list),
        .expect = expect,
        .group = group,
        .tool = write_tool,
        .context = table,
        .names = context->names,
    };
}

void socket_table_change(struct socket_table *table, const struct changed_rows *changed)
{
    table->changed = changed;
    table->table.row_count = changed->count;
    table->table.expect = NULL;
    table->table.change = change;
}

void socket_table_show(struct socket_table *table, const struct column_context *context,
                       const struct socket *socket)
{
    table->context = *context;
    table->single = socket;
}

static struct text below(void *context, size_t row)
{
    struct socket_table *table = context;

    return annotated_rows_below(&table->explained, row);
}

void socket_table_annotate(struct socket_table *table)
{
    table->table.below = below;
    table->table.below_context = table;
}

void socket_table_free(struct socket_table *table)
{
    annotated_rows_free(&table->explained);
}
