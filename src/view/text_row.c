/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text_row.h"

#include <stdlib.h>

#include "fit.h"
#include "line.h"
#include "style.h"
#include "wrap.h"

/* Blanks between columns; NARROW_GAP if the lines would not fit the terminal otherwise. */
#define GAP        ((size_t)2)
#define NARROW_GAP ((size_t)1)

size_t text_line_width(const struct text_style *style)
{
    return style->one_line ? 0 : style->width;
}

/* What does not fit a window is cut there. */
static size_t cells_width(const struct text_style *style)
{
    return style->window != NULL ? 0 : text_line_width(style);
}

bool text_is_marked(enum role role, const struct text_style *style)
{
    return role == ROLE_ALARM && style->marks;
}

size_t text_format(const struct table *table, const struct text_style *style,
                   struct builder *builder, size_t row, size_t column, enum role *role)
{
    struct value value;
    bool marked;

    table->cell(table->context, row, column, &value);
    *role = value.role;
    marked = text_is_marked(value.role, style);
    if (marked)
        builder_add_byte(builder, TABLE_MARK);
    return marked + cell_write(builder, &value, table->names, style->resolve);
}

void text_choose_gap(struct text_stream *writer)
{
    bool fits = writer->style->width == 0 ||
                fit_length(writer->table, writer->widths, GAP) <= writer->style->width;

    writer->gap = fits ? GAP : NARROW_GAP;
}

#define BELOW_INDENT ((size_t)6)

static struct line begin_line(const struct text_stream *writer)
{
    return (struct line){
        .output = writer->output,
        .colour = writer->style->colour,
        .width = cells_width(writer->style),
        .indent = BELOW_INDENT,
    };
}

static void print_change(const struct text_stream *writer, enum table_change change)
{
    static const struct {
        const char *mark;
        enum role role;
    } changes[TABLE_CHANGE_COUNT] = {
        [TABLE_SAME] = {" ", ROLE_PLAIN},
        [TABLE_OPENED] = {"+", ROLE_OPEN},
        [TABLE_CHANGED] = {"~", ROLE_ATTENTION},
        [TABLE_CLOSED] = {"-", ROLE_ERROR},
    };
    bool colour = writer->style->colour;

    if (writer->table->change == NULL)
        return;
    output_text(writer->output, style_begin(changes[change].role, colour));
    output_text(writer->output, text_of(changes[change].mark));
    output_text(writer->output, style_end(changes[change].role, colour));
    output_byte(writer->output, ' ');
}

/* `start`: start of the column. */
static void print_cell(const struct text_stream *writer, struct line *line, size_t column,
                       size_t start, struct text text, size_t width, enum role role)
{
    /* Never below 0, even if memory ran out while a cell was measured. */
    size_t room = writer->widths[column], pad = room > width ? room - width : 0;
    bool right = writer->table->columns[column].right;
    struct line_cell cell = {
        .start = start,
        .pad = right ? pad : 0,
        .text = text,
        .columns = width,
        .role = role,
        .right = right,
        .last = column + 1 == writer->table->column_count,
    };

    line_put(line, &cell);
}

void text_print_titles(struct text_stream *writer)
{
    struct line line = begin_line(writer);
    size_t start = 0;

    if (!writer->style->heading)
        return;
    print_change(writer, TABLE_SAME);
    for (size_t column = 0; column < writer->table->column_count; column++) {
        struct text title = text_of(writer->table->columns[column].title);

        print_cell(writer, &line, column, start, title, title.length, ROLE_HEADING);
        start += writer->widths[column] + writer->gap;
    }
    output_byte(writer->output, '\n');
}

/* Prints the details of a row: after the cells with one_line, otherwise below them. */
static void print_details(struct text_stream *writer, size_t row)
{
    bool colour = writer->style->colour;
    struct wrap wrap = {.output = writer->output,
                        .width = text_line_width(writer->style),
                        .indent = BELOW_INDENT + 2,
                        .phrases = true};
    struct text text;

    builder_clear(&writer->cell);
    writer->table->detail(writer->table->context, row, &writer->cell);
    text = builder_text(&writer->cell);
    if (text.length > 0 && colour)
        output_text(writer->output, style_begin(ROLE_DIM, true));
    while (text.length > 0) {
        struct text line = text_take_until(&text, '\n');

        output_text(writer->output, writer->style->one_line ? TEXT("  ") : TEXT("\n      "));
        if (wrap.width == 0)
            output_text(writer->output, line);
        else
            wrap_write(&wrap, line, BELOW_INDENT);
    }
    if (colour)
        output_text(writer->output, style_end(ROLE_DIM, true));
}

void text_print_cells(struct text_stream *writer, size_t row)
{
    struct line line = begin_line(writer);
    size_t start = 0;

    if (writer->table->change != NULL)
        print_change(writer, writer->table->change(writer->table->context, row));
    for (size_t column = 0; column < writer->table->column_count; column++) {
        enum role role;
        size_t width;

        builder_clear(&writer->cell);
        width = text_format(writer->table, writer->style, &writer->cell, row, column, &role);
        print_cell(writer, &line, column, start, builder_text(&writer->cell), width, role);
        start += writer->widths[column] + writer->gap;
    }
}

#define TEXT_INDENT     ((size_t)4)
#define BELOW_WIDTH_MIN 40
#define BELOW_WIDTH_MAX 100 /* longer lines are hard to read */

static size_t below_width(const struct text_stream *writer)
{
    unsigned width = writer->style->width;

    if (width == 0)
        return 80;
    return width < BELOW_WIDTH_MIN   ? BELOW_WIDTH_MIN
           : width > BELOW_WIDTH_MAX ? BELOW_WIDTH_MAX
                                     : width;
}

static void print_below(struct text_stream *writer, size_t row)
{
    struct wrap wrap = {.output = writer->output,
                        .word = &writer->cell,
                        .width = below_width(writer),
                        .indent = TEXT_INDENT};
    struct text rest = writer->table->below(writer->table->below_context, row);

    while (rest.length > 0) {
        struct text line = text_take_until(&rest, '\n');

        output_fill(writer->output, ' ', TEXT_INDENT);
        wrap_write(&wrap, line, TEXT_INDENT);
        output_byte(writer->output, '\n');
    }
}

void text_end_row(struct text_stream *writer, size_t row)
{
    if (writer->table->detail != NULL)
        print_details(writer, row);
    output_byte(writer->output, '\n');
    if (writer->table->below != NULL)
        print_below(writer, row);
}

bool text_begin(struct text_stream *writer, const struct table *table,
                const struct text_style *style, struct output *output, size_t sets)
{
    *writer = (struct text_stream){
        .table = table, .rows = table->row_count, .style = style, .output = output};
    writer->widths = calloc(table->column_count * sets + 1, sizeof(*writer->widths));
    if (writer->widths == NULL)
        return false;
    for (size_t column = 0; style->heading && column < table->column_count; column++)
        text_widen(writer->widths, column, text_of(table->columns[column].title).length);
    return true;
}

bool text_end(struct text_stream *writer)
{
    bool whole = !writer->cell.failed;

    builder_free(&writer->cell);
    free(writer->widths);
    return whole;
}

struct text_stream *table_stream_text(const struct table *table, const struct text_style *style,
                                      const unsigned *rooms, struct output *output)
{
    struct text_stream *stream = malloc(sizeof(*stream));

    if (stream == NULL || !text_begin(stream, table, style, output, 1)) {
        free(stream);
        return NULL;
    }
    for (size_t column = 0; column < table->column_count; column++)
        text_widen(stream->widths, column, rooms[column]);
    text_choose_gap(stream);
    text_print_titles(stream);
    return stream;
}

bool text_stream_row(struct text_stream *stream, size_t row)
{
    for (size_t column = 0; column < stream->table->column_count; column++) {
        size_t before = stream->widths[column], width = text_line_width(stream->style);
        enum role role;

        builder_clear(&stream->cell);
        text_widen(stream->widths, column,
                   text_format(stream->table, stream->style, &stream->cell, row, column, &role));
        if (width != 0 && fit_length(stream->table, stream->widths, stream->gap) > width)
            stream->widths[column] = before;
    }
    text_print_cells(stream, row);
    text_end_row(stream, row);
    return !stream->cell.failed;
}

void text_stream_free(struct text_stream *stream)
{
    if (stream != NULL)
        (void)text_end(stream);
    free(stream);
}
