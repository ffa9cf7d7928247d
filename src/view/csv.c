/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CSV (RFC 4180): comma, CRLF, doubled quotes. Its TEXTDATA excludes control characters, so texts
 * are escaped as in a table, which is also safe on terminals. JSON has the exact bytes.
 */
#include <string.h>

#include "cell.h"
#include "compiler.h"
#include "table.h"

static bool needs_quotes(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] == ',' || text.bytes[i] == '"' || text.bytes[i] == '\r' ||
            text.bytes[i] == '\n')
            return true;
    return text.length == 0;
}

/* Whether a spreadsheet would read the text as a formula. A tab or line break before it would also
 * count, but these are escaped. The last four are full-width forms of the first four. */
static bool is_formula(struct text text)
{
    static const char *const starts[] = {
        "=", "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};

    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (text_starts_with(text, text_of(starts[i])))
            return true;
    return false;
}

static void write_field(struct output *output, struct text text, bool guard)
{
    bool quotes = needs_quotes(text);

    if (quotes)
        output_byte(output, '"');
    if (guard && is_formula(text))
        output_byte(output, '\'');
    if (!quotes) {
        output_text(output, text);
        return;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"')
            output_byte(output, '"');
        output_byte(output, text.bytes[i]);
    }
    output_byte(output, '"');
}

void table_write_csv_heading(const struct table *table, struct output *output)
{
    for (size_t column = 0; column < table->column_count; column++) {
        if (column > 0)
            output_byte(output, ',');
        output_text(output, text_of(table->columns[column].key));
    }
    output_text(output, TEXT("\r\n"));
}

bool table_write_csv_row(const struct table *table, size_t row, bool for_spreadsheet,
                         struct builder *cell, struct output *output)
{
    struct value value;

    for (size_t column = 0; column < table->column_count; column++) {
        if (column > 0)
            output_byte(output, ',');
        table->cell(table->context, row, column, &value);
        if (value_is_null(&value)) {
            /* A lone empty column is quoted: many readers skip empty lines. */
            output_text(output, table->column_count == 1 ? TEXT("\"\"") : TEXT(""));
            continue;
        }
        builder_clear(cell);
        cell_write(cell, &value, table->names, NULL);
        write_field(output, builder_text(cell), for_spreadsheet && value.type != VALUE_INTEGER);
    }
    output_text(output, TEXT("\r\n"));
    return !cell->failed;
}
