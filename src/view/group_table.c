/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "group_table.h"

#include "schema.h"

/* The column that says whether the grouping values are known. */
static const struct column unknown_column = {
    .name = "unknown",
    .title = "UNKNOWN",
    .help =
        "true: the grouping value is unknown for these sockets; they may belong to other groups",
    .type = VALUE_BOOL,
};

static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct group_table *table = context;
    const struct column *shown = table->shown[column];
    uint32_t group = table->order[row];

    if (shown == &unknown_column) {
        *value = (struct value){.presence = VALUE_KNOWN,
                                .type = VALUE_BOOL,
                                .boolean = groups_is_unknown(table->groups, group)};
        return;
    }
    groups_get(table->groups, group, shown, value);
    value->more = false;
    if (table->for_people && value->presence == VALUE_ABSENT && column < table->groups->by->count)
        *value = (struct value){
            .presence = VALUE_KNOWN, .type = VALUE_TEXT, .role = ROLE_DIM, .text = TEXT("(none)")};
}

static void show(struct group_table *table, const struct column *column)
{
    size_t *count = &table->table.column_count;

    table->shown[*count] = column;
    table->columns[(*count)++] = (struct table_column){
        .key = column->name, .title = column->title, .right = column_is_right(column)};
}

void group_table_init(struct group_table *table, const struct groups *groups, const uint32_t *order,
                      size_t count, bool for_people)
{
    table->groups = groups;
    table->order = order;
    table->for_people = for_people;
    table->table = (struct table){
        .columns = table->columns,
        .row_count = count,
        .cell = cell,
        .concurrent = true,
        .context = table,
        .names = groups->context.names,
    };
    for (size_t i = 0; i < groups->by->count; i++)
        show(table, groups->by->columns[i]);
    show(table, &groups_sockets);
    if (!for_people)
        show(table, &unknown_column);
    for (size_t i = 0; i < groups->sums->count; i++)
        show(table, groups->sums->columns[i]);
}

static bool is_empty(const struct group_table *table, size_t column)
{
    for (size_t row = 0; row < table->table.row_count; row++) {
        struct value value;

        cell(table, row, column, &value);
        if (value.presence != VALUE_ABSENT)
            return false;
    }
    return true;
}

void group_table_leave_out_empty(struct group_table *table)
{
    size_t kept = 0;

    for (size_t i = 0; i < table->table.column_count; i++) {
        if (is_empty(table, i))
            continue;
        table->shown[kept] = table->shown[i];
        table->columns[kept++] = table->columns[i];
    }
    table->table.column_count = kept;
}

/* The columns that sockets can be grouped by: all except lists. */
static const struct column *described(size_t index)
{
    if (index < 2)
        return index == 0 ? &groups_sockets : &unknown_column;
    index -= 2;
    for (size_t i = 0; i < column_count(); i++)
        if (column_at(i)->type != VALUE_LIST && index-- == 0)
            return column_at(i);
    return NULL;
}

static bool describe(size_t index, struct schema_property *property)
{
    const struct column *column = described(index);

    if (column == NULL)
        return false;
    *property = (struct schema_property){
        .key = column->name,
        .prefix = (column->flags & COLUMN_SUM) != 0 ? "sum, or the common value: " : "",
        .help = column->help,
        .type = column->type,
        .column = column,
        .required = index < 2,
    };
    return true;
}

const struct schema group_schema = {
    .name = "lsock-groups",
    .description = "Sockets grouped and counted. Later versions only add keys.",
    .row_name = "group",
    .rows_key = "groups",
    .row_description = "Sockets that have the same values in some columns. A sum is null if the "
                       "column does not apply to any of them, or is unknown for one of them.",
    .describe = describe,
};
