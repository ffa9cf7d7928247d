/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes a table for people in two passes: measure, then print. Formatting dominates the time of a
 * long listing, so two threads share it. Text of simple cells (printable ASCII without colours) is
 * kept from the first pass for the second, up to a limit. This covers the millions of rows that go
 * to files and pipes; all other cells are formatted twice.
 */
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "fit.h"
#include "in_two.h"
#include "line.h"
#include "style.h"
#include "table.h"
#include "wrap.h"

/* Blanks between columns; NARROW_GAP if the lines would not fit the terminal otherwise. */
#define GAP        ((size_t)2)
#define NARROW_GAP ((size_t)1)

/* Average bytes of text kept per row: about as much memory as sorting the rows took. The last kept
 * row may exceed it. */
#define KEPT_OF_A_ROW ((size_t)46)
#define KEPT_MORE     ((size_t)4096)

/* Shorter tables are measured before a thread would have started. */
#define ROWS_WORTH_A_THREAD ((size_t)4096)

/* Rows measured by one thread. */
struct part {
    const struct table *table;
    const struct text_style *style;
    size_t begin, end;   /* its rows */
    size_t *widths;      /* of its cells */
    struct builder kept; /* cells of the rows before kept_end: length byte and text */
    size_t kept_end;
    size_t budget;    /* bytes to keep */
    bool marked;      /* a cell is marked */
    uint32_t *counts; /* counted as in fit_count; NULL: not needed */
};

#define PARTS ((size_t)2)

struct text_stream {
    const struct table *table;
    size_t first, rows; /* those that are written */
    const struct text_style *style;
    struct output *output;
    struct builder cell; /* buffer for the current cell */
    size_t *widths;
    size_t gap;
};

/* Returns the width of the terminal; 0: no limit. */
static size_t line_width(const struct text_style *style)
{
    return style->one_line ? 0 : style->width;
}

/* What does not fit a window is cut there. */
static size_t cells_width(const struct text_style *style)
{
    return style->window != NULL ? 0 : line_width(style);
}

static bool is_marked(enum role role, const struct text_style *style)
{
    return role == ROLE_ALARM && style->marks;
}

static size_t format(const struct table *table, const struct text_style *style,
                     struct builder *builder, size_t row, size_t column, enum role *role)
{
    struct value value;
    bool marked;

    table->cell(table->context, row, column, &value);
    *role = value.role;
    marked = is_marked(value.role, style);
    if (marked)
        builder_add_byte(builder, TABLE_MARK);
    return marked + cell_write(builder, &value, table->names, style->resolve);
}

static void widen(size_t *widths, size_t column, size_t width)
{
    if (width > widths[column])
        widths[column] = width;
}

/* Measures a row and keeps its cells. False: they cannot be kept. */
static bool measure_row(struct part *part, size_t row)
{
    struct builder *kept = &part->kept;
    bool simple = true;

    for (size_t column = 0; column < part->table->column_count; column++) {
        size_t begin = kept->length, width;
        enum role role;

        builder_add_byte(kept, 0);
        width = format(part->table, part->style, kept, row, column, &role);
        widen(part->widths, column, width);
        if (part->counts != NULL)
            fit_count(part->counts, column, width);
        part->marked |= is_marked(role, part->style);
        /* One column per byte: ASCII. */
        simple = simple && !kept->failed && width <= UINT8_MAX && kept->length - begin - 1 == width;
        if (simple)
            kept->bytes[begin] = (char)width;
    }
    return simple;
}

static void measure_part(void *context)
{
    struct part *part = context;
    bool keeping = true;

    part->kept_end = part->begin;
    for (size_t row = part->begin; row < part->end; row++) {
        size_t before = part->kept.length;

        table_expect(part->table, row);
        keeping = measure_row(part, row) && keeping && before < part->budget;
        if (keeping)
            part->kept_end = row + 1;
        else
            part->kept.length = before;
    }
}

/* Allocates in this thread, which can reuse the memory that earlier work has freed. */
static void begin_part(struct part *part, const struct text_stream *writer, size_t number)
{
    size_t first = writer->first, rows = writer->rows;

    *part = (struct part){
        .table = writer->table,
        .style = writer->style,
        .begin = first + number * rows / PARTS,
        .end = first + (number + 1) * rows / PARTS,
        .widths = writer->widths + (number + 1) * writer->table->column_count,
    };
    if (line_width(writer->style) != 0)
        part->counts = calloc(writer->table->column_count * FIT_WIDTHS + 1, sizeof(*part->counts));
    if (writer->style->colour || writer->table->change != NULL || part->counts != NULL ||
        part->end == part->begin)
        return;
    part->budget = KEPT_OF_A_ROW * (part->end - part->begin);
    if (builder_reserve(&part->kept, part->budget + KEPT_MORE) == NULL) {
        part->budget = 0;
        part->kept = (struct builder){0};
    }
}

static void measure(struct text_stream *writer, struct part parts[PARTS])
{
    const struct table *table = writer->table;

    for (size_t i = 0; i < PARTS; i++)
        begin_part(&parts[i], writer, i);
    if (table->concurrent && writer->rows >= ROWS_WORTH_A_THREAD) {
        in_two(measure_part, &parts[0], &parts[1]);
    } else {
        for (size_t i = 0; i < PARTS; i++)
            measure_part(&parts[i]);
    }
    for (size_t i = 0; i < PARTS; i++)
        for (size_t column = 0; column < table->column_count; column++)
            widen(writer->widths, column, parts[i].widths[column]);
}

static void choose_gap(struct text_stream *writer)
{
    bool fits = writer->style->width == 0 ||
                fit_length(writer->table, writer->widths, GAP) <= writer->style->width;

    writer->gap = fits ? GAP : NARROW_GAP;
}

static void fit(struct text_stream *writer, const struct part parts[PARTS])
{
    size_t count = writer->table->column_count * FIT_WIDTHS;
    struct table seen = *writer->table;

    if (parts[0].counts == NULL || parts[1].counts == NULL)
        return;
    for (size_t i = 0; i < count; i++)
        parts[0].counts[i] += parts[1].counts[i];
    seen.row_count = writer->rows;
    fit_columns(&seen, writer->style->heading, writer->gap, line_width(writer->style),
                parts[0].counts, writer->widths);
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

static void print_titles(struct text_stream *writer)
{
    struct line line = begin_line(writer);
    size_t start = 0;

    if (writer->style->heading)
        print_change(writer, TABLE_SAME);
    for (size_t column = 0; column < writer->table->column_count && writer->style->heading;
         column++) {
        struct text title = text_of(writer->table->columns[column].title);

        print_cell(writer, &line, column, start, title, title.length, ROLE_HEADING);
        start += writer->widths[column] + writer->gap;
    }
    if (writer->style->heading)
        output_byte(writer->output, '\n');
}

/* Prints the details of a row: after the cells with one_line, otherwise below them. */
static void print_details(struct text_stream *writer, size_t row)
{
    bool colour = writer->style->colour;
    struct wrap wrap = {.output = writer->output,
                        .width = line_width(writer->style),
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

/* Copies and fills in steps of a fixed size, each a single store. Only the requested bytes count,
 * so both buffers need STEP spare bytes. */
#define STEP ((size_t)16)

static char *put_text(char *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length; at += STEP)
        memcpy(out + at, text + at, STEP);
    return out + length;
}

static char *put_blanks(char *out, size_t count)
{
    for (size_t at = 0; at < count; at += STEP)
        memset(out + at, ' ', STEP);
    return out + count;
}

/* Returns the maximum length of a line of kept cells. */
static size_t kept_line_room(const struct text_stream *writer)
{
    size_t room = STEP + 1;

    for (size_t column = 0; column < writer->table->column_count; column++)
        room += writer->widths[column] + writer->gap + UINT8_MAX;
    return room;
}

/* Prints all kept cells of a row in place. Returns the start of the next row. */
static const char *print_kept_cells(struct text_stream *writer, const char *at, size_t room)
{
    char *begin = output_room(writer->output, room), *out = begin;
    size_t blanks = 0;

    for (size_t column = 0; column < writer->table->column_count; column++) {
        size_t length = (unsigned char)*at++, pad = writer->widths[column] - length;
        bool right = writer->table->columns[column].right;

        blanks += right ? pad : 0;
        if (length > 0) {
            out = put_text(put_blanks(out, blanks), at, length);
            blanks = 0;
        }
        at += length;
        blanks += (right ? 0 : pad) + writer->gap;
    }
    output_advance(writer->output, (size_t)(out - begin));
    return at;
}

static void print_cells(struct text_stream *writer, size_t row)
{
    struct line line = begin_line(writer);
    size_t start = 0;

    if (writer->table->change != NULL)
        print_change(writer, writer->table->change(writer->table->context, row));
    for (size_t column = 0; column < writer->table->column_count; column++) {
        enum role role;
        size_t width;

        builder_clear(&writer->cell);
        width = format(writer->table, writer->style, &writer->cell, row, column, &role);
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
        const char *end = memchr(rest.bytes, '\n', rest.length);
        size_t length = end == NULL ? rest.length : (size_t)(end - rest.bytes);

        output_fill(writer->output, ' ', TEXT_INDENT);
        wrap_write(&wrap, (struct text){rest.bytes, length}, TEXT_INDENT);
        output_byte(writer->output, '\n');
        length += end != NULL;
        rest = text_from(rest, length);
    }
}

/* Writes what follows the cells of a row, and the lines below it. */
static void end_row(struct text_stream *writer, size_t row)
{
    if (writer->table->detail != NULL)
        print_details(writer, row);
    output_byte(writer->output, '\n');
    if (writer->table->below != NULL)
        print_below(writer, row);
}

static void print_part(struct text_stream *writer, struct part *part)
{
    size_t room = kept_line_room(writer);
    bool use_kept = room < OUTPUT_BUFFER / 2 && builder_reserve(&part->kept, STEP) != NULL;
    const char *kept = part->kept.bytes; /* reserving may have moved it */

    for (size_t row = part->begin; row < part->end && output_alive(writer->output); row++) {
        if (use_kept && row < part->kept_end) {
            kept = print_kept_cells(writer, kept, room);
        } else {
            table_expect(writer->table, row);
            print_cells(writer, row);
        }
        end_row(writer, row);
    }
}

/* `sets`: number of sets of widths; the first is the table's. */
static bool begin_text(struct text_stream *writer, const struct table *table,
                       const struct text_style *style, struct output *output, size_t sets)
{
    *writer = (struct text_stream){
        .table = table, .rows = table->row_count, .style = style, .output = output};
    writer->widths = calloc(table->column_count * sets + 1, sizeof(*writer->widths));
    if (writer->widths == NULL)
        return false;
    for (size_t column = 0; style->heading && column < table->column_count; column++)
        widen(writer->widths, column, text_of(table->columns[column].title).length);
    return true;
}

static bool end_text(struct text_stream *writer)
{
    bool whole = !writer->cell.failed;

    builder_free(&writer->cell);
    free(writer->widths);
    return whole;
}

/* Chooses the rows of the window, and keeps its columns as wide as they were. */
static void begin_window(struct text_stream *writer, struct table_window *window)
{
    size_t total = writer->table->row_count, columns = writer->table->column_count;
    size_t least = window->least < total ? window->least : total;

    if (window->first > total - least)
        window->first = total - least;
    if (window->column_count != columns)
        memset(window->widths, 0, sizeof(window->widths));
    window->column_count = columns;
    window->total = total;
    window->used = true;
    window->marked = writer->table->change != NULL;
    writer->first = window->first;
    writer->rows = total - window->first < window->rows ? total - window->first : window->rows;
}

static void keep_widths(struct text_stream *writer, struct table_window *window)
{
    for (size_t i = 0; i < writer->table->column_count && i < TABLE_WINDOW_COLUMNS; i++) {
        widen(writer->widths, i, window->widths[i]);
        window->widths[i] = writer->widths[i];
        window->keys[i] = writer->table->columns[i].key;
    }
}

bool table_write_text(const struct table *table, const struct text_style *style,
                      struct output *output)
{
    struct text_stream writer;
    struct part parts[PARTS];
    bool whole = true;

    if (!begin_text(&writer, table, style, output, 1 + PARTS))
        return false;
    if (style->window != NULL)
        begin_window(&writer, style->window);
    measure(&writer, parts);
    if (style->window != NULL)
        keep_widths(&writer, style->window);
    choose_gap(&writer);
    fit(&writer, parts);
    print_titles(&writer);
    for (size_t i = 0; i < PARTS; i++)
        print_part(&writer, &parts[i]);
    for (size_t i = 0; i < PARTS; i++) {
        whole = whole && !parts[i].kept.failed;
        if (table->marked != NULL)
            *table->marked |= parts[i].marked;
        builder_free(&parts[i].kept);
        free(parts[i].counts);
    }
    return end_text(&writer) && whole;
}

struct text_stream *table_stream_text(const struct table *table, const struct text_style *style,
                                      const unsigned *rooms, struct output *output)
{
    struct text_stream *stream = malloc(sizeof(*stream));

    if (stream == NULL || !begin_text(stream, table, style, output, 1)) {
        free(stream);
        return NULL;
    }
    for (size_t column = 0; column < table->column_count; column++)
        widen(stream->widths, column, rooms[column]);
    choose_gap(stream);
    print_titles(stream);
    return stream;
}

bool text_stream_row(struct text_stream *stream, size_t row)
{
    for (size_t column = 0; column < stream->table->column_count; column++) {
        size_t before = stream->widths[column], width = line_width(stream->style);
        enum role role;

        builder_clear(&stream->cell);
        widen(stream->widths, column,
              format(stream->table, stream->style, &stream->cell, row, column, &role));
        if (width != 0 && fit_length(stream->table, stream->widths, stream->gap) > width)
            stream->widths[column] = before;
    }
    print_cells(stream, row);
    end_row(stream, row);
    return !stream->cell.failed;
}

void text_stream_free(struct text_stream *stream)
{
    if (stream != NULL)
        (void)end_text(stream);
    free(stream);
}
