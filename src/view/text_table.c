/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two passes: the first measures, the second prints. Nothing is kept between them but the widths,
 * so that a million rows cost no memory here. */
#include <stdlib.h>
#include <string.h>

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

static size_t format(struct text_writer *writer, const struct value *value)
{
    builder_clear(&writer->cell);
    return cell_write(&writer->cell, value, writer->table->names, writer->style->resolve);
}

/* Whether hosts and services would stand here by name. */
static bool is_resolved(const struct text_writer *writer, const struct value *value)
{
    return writer->style->resolve != NULL && value->type == VALUE_ENDPOINT;
}

static size_t width_of(struct text_writer *writer, const struct value *value)
{
    size_t width = is_resolved(writer, value) ? 0 : cell_simple_width(value);

    return width != 0 ? width : format(writer, value);
}

static void measure_cell(struct text_writer *writer, size_t row, size_t column)
{
    struct value value;
    size_t width;

    writer->table->cell(writer->table->context, row, column, &value);
    width = width_of(writer, &value);
    if (width > writer->widths[column])
        writer->widths[column] = width;
}

static void measure(struct text_writer *writer)
{
    const struct table *table = writer->table;

    for (size_t column = 0; column < table->column_count; column++)
        writer->widths[column] =
            writer->style->heading ? text_of(table->columns[column].title).length : 0;
    for (size_t row = 0; row < table->row_count; row++) {
        table_expect(table, row);
        for (size_t column = 0; column < table->column_count; column++)
            measure_cell(writer, row, column);
    }
}

static void pay_blanks(struct text_writer *writer)
{
    output_fill(writer->output, ' ', writer->blanks);
    writer->blanks = 0;
}

static void print_styled(struct text_writer *writer, struct text text, enum role role)
{
    if (text.length == 0)
        return;
    pay_blanks(writer);
    if (writer->style->colour)
        output_text(writer->output, style_begin(role, true));
    output_text(writer->output, text);
    if (writer->style->colour)
        output_text(writer->output, style_end(role, true));
}

#define FEW_BLANKS ((size_t)16)

/* Straight into the output, as most cells go: no colour, nothing to escape or to look up. 0: not
 * so. */
static size_t print_simple(struct text_writer *writer, const struct value *value)
{
    char *room;
    size_t width;

    if (writer->style->colour || is_resolved(writer, value) || writer->blanks > FEW_BLANKS)
        return 0;
    room = output_room(writer->output, FEW_BLANKS + CELL_SIMPLE_MAX);
    memset(room, ' ', FEW_BLANKS); /* of a fixed size it is one store; those that are owed count */
    width = cell_simple_write(room + writer->blanks, value);
    if (width != 0) {
        output_advance(writer->output, writer->blanks + width);
        writer->blanks = 0;
    }
    return width;
}

static size_t print_formatted(struct text_writer *writer, const struct value *value)
{
    size_t width = format(writer, value);

    print_styled(writer, builder_text(&writer->cell), value->role);
    return width;
}

/* Never less than 0, also where memory ran out while a cell was measured. */
static size_t missing(size_t room, size_t width)
{
    return room > width ? room - width : 0;
}

static void print_cell(struct text_writer *writer, size_t row, size_t column)
{
    struct value value;
    size_t room = writer->widths[column], width;

    writer->table->cell(writer->table->context, row, column, &value);
    if (writer->table->columns[column].right) {
        writer->blanks += missing(room, width_of(writer, &value));
        room = 0;
    }
    width = print_simple(writer, &value);
    if (width == 0)
        width = print_formatted(writer, &value);
    writer->blanks += missing(room, width) + GAP;
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
        size_t pad = writer->widths[column] - title.length;
        bool right = writer->table->columns[column].right;

        writer->blanks += right ? pad : 0;
        print_styled(writer, title, ROLE_HEADING);
        writer->blanks += (right ? 0 : pad) + GAP;
    }
    end_line(writer);
}

static void print_rows(struct text_writer *writer)
{
    const struct table *table = writer->table;

    for (size_t row = 0; row < table->row_count && output_alive(writer->output); row++) {
        table_expect(table, row);
        for (size_t column = 0; column < table->column_count; column++)
            print_cell(writer, row, column);
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
