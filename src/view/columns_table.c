/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "columns_table.h"

const char *column_type_word(const struct column *column)
{
    static const char *const words[VALUE_TYPE_COUNT] = {
        [VALUE_TEXT] = "text",       [VALUE_NUMBER] = "number",   [VALUE_INTEGER] = "number",
        [VALUE_BOOL] = "true/false", [VALUE_ADDRESS] = "address", [VALUE_ENDPOINT] = "text",
        [VALUE_HEX64] = "text",      [VALUE_LIST] = "list",
    };

    return words[column->type];
}

const char *column_default_word(const struct column *column)
{
    unsigned flags = column->flags;

    if ((flags & COLUMN_CORE) != 0 && (flags & COLUMN_TABLE) != 0)
        return "table, core";
    if ((flags & COLUMN_CORE) != 0)
        return "core";
    if ((flags & COLUMN_TABLE) != 0)
        return "table";
    if ((flags & COLUMN_CSV) != 0)
        return "json, csv";
    return (flags & COLUMN_JSON) != 0 ? "json" : "";
}

static void columns_cell(const void *context UNUSED, size_t row, size_t column, struct value *value)
{
    const struct column *shown = column_at(row);
    const char *words[] = {shown->name, shown->title, column_type_word(shown),
                           column_default_word(shown), shown->help};

    *value = (struct value){.presence = VALUE_KNOWN, .type = VALUE_TEXT};
    value->text = text_of(words[column]);
}

void columns_table_init(struct table *table)
{
    static const struct table_column columns[] = {
        {"name", .title = "NAME"},       {"title", .title = "HEADING"}, {"type", .title = "TYPE"},
        {"default", .title = "DEFAULT"}, {"help", .title = "MEANING"},
    };
    *table = (struct table){
        .columns = columns,
        .column_count = COUNT_OF(columns),
        .row_count = column_count(),
        .cell = columns_cell,
    };
}
