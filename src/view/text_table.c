/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two passes: the first measures, the second prints. Nothing is kept between them but the widths,
 * so that a million rows cost no memory here. */
#include <stdlib.h>

#include "cell.h"
#include "style.h"
#include "table.h"

#define GAP ((size_t)2)

struct text_writer {
    const struct table *table;
    const struct text_style *style;
    struct output *output;
    struct builder cell;
    size_t *widths;
    size_t blanks; /* owed before the next visible cell; never paid at the end of a line */
};

static size_t format(struct text_writer *writer, size_t row, size_t column, enum role *role)
{
    struct value value;

    writer->table->cell(writer->table->context, row, column, &value);
    builder_clear(&writer->cell);
    *role = value.role;
    return cell_write(&writer->cell, &value, writer->table->names, writer->style->resolve);
}

static void measure(struct text_writer *writer)
{
    const struct table *table = writer->table;
    enum role role;

    for (size_t column = 0; column < table->column_count; column++)
        writer->widths[column] =
            writer->style->heading ? text_of(table->columns[column].title).length : 0;
    for (size_t row = 0; row < table->row_count; row++) {
        table_expect(table, row);
        for (size_t column = 0; column < table->column_count; column++) {
            size_t width = format(writer, row, column, &role);

            if (width > writer->widths[column])
                writer->widths[column] = width;
        }
    }
}

static void print(struct text_writer *writer, size_t column, struct text text, size_t width,
                  enum role role)
{
    /* Never less than 0, also where memory ran out while a cell was measured. */
    size_t pad = width < writer->widths[column] ? writer->widths[column] - width : 0;
    bool right = writer->table->columns[column].right;

    if (right)
        writer->blanks += pad;
    if (text.length > 0) {
        output_fill(writer->output, ' ', writer->blanks);
        writer->blanks = 0;
        if (writer->style->colour)
            output_text(writer->output, style_begin(role, true));
        output_text(writer->output, text);
        if (writer->style->colour)
            output_text(writer->output, style_end(role, true));
    }
    if (!right)
        writer->blanks += pad;
    writer->blanks += GAP;
}

static void end_line(struct text_writer *writer)
{
    output_byte(writer->output, '\n');
    writer->blanks = 0;
}

static void print_heading(struct text_writer *writer)
{
    for (size_t column = 0; column < writer->table->column_count; column++) {
        struct text title = text_of(writer->table->columns[column].title);

        print(writer, column, title, title.length, ROLE_HEADING);
    }
    end_line(writer);
}

static void print_rows(struct text_writer *writer)
{
    const struct table *table = writer->table;

    for (size_t row = 0; row < table->row_count && output_alive(writer->output); row++) {
        table_expect(table, row);
        for (size_t column = 0; column < table->column_count; column++) {
            enum role role;
            size_t width = format(writer, row, column, &role);

            print(writer, column, builder_text(&writer->cell), width, role);
        }
        end_line(writer);
    }
}

bool table_write_text(const struct table *table, const struct text_style *style,
                      struct output *output)
{
    struct text_writer writer = {.table = table, .style = style, .output = output};
    bool whole;

    writer.widths = calloc(table->column_count + 1, sizeof(*writer.widths));
    if (writer.widths == NULL)
        return false;
    measure(&writer);
    if (style->heading)
        print_heading(&writer);
    print_rows(&writer);
    whole = !writer.cell.failed;
    builder_free(&writer.cell);
    free(writer.widths);
    return whole;
}
