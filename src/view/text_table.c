/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes a table for people in two passes: measure, then print. Formatting dominates the time of a
 * long listing, so two threads share it. Text of simple cells (printable ASCII without colours) is
 * kept from the first pass for the second, up to a limit. This covers the millions of rows that go
 * to files and pipes; all other cells are formatted twice.
 */
#include <stdlib.h>
#include <string.h>

#include "fit.h"
#include "in_two.h"
#include "text_row.h"

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

/* Measures a row and keeps its cells. False: they cannot be kept. */
static bool measure_row(struct part *part, size_t row)
{
    struct builder *kept = &part->kept;
    bool simple = true;

    for (size_t column = 0; column < part->table->column_count; column++) {
        size_t begin = kept->length, width;
        enum role role;

        builder_add_byte(kept, 0);
        width = text_format(part->table, part->style, kept, row, column, &role);
        text_widen(part->widths, column, width);
        if (part->counts != NULL)
            fit_count(part->counts, column, width);
        part->marked |= text_is_marked(role, part->style);
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
    if (text_line_width(writer->style) != 0)
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
            text_widen(writer->widths, column, parts[i].widths[column]);
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
    fit_columns(&seen, writer->style->heading, writer->gap, text_line_width(writer->style),
                parts[0].counts, writer->widths);
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
            text_print_cells(writer, row);
        }
        text_end_row(writer, row);
    }
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
        text_widen(writer->widths, i, window->widths[i]);
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

    if (!text_begin(&writer, table, style, output, 1 + PARTS))
        return false;
    if (style->window != NULL)
        begin_window(&writer, style->window);
    measure(&writer, parts);
    if (style->window != NULL)
        keep_widths(&writer, style->window);
    text_choose_gap(&writer);
    fit(&writer, parts);
    text_print_titles(&writer);
    for (size_t i = 0; i < PARTS; i++)
        print_part(&writer, &parts[i]);
    for (size_t i = 0; i < PARTS; i++) {
        whole = whole && !parts[i].kept.failed;
        if (table->marked != NULL)
            *table->marked |= parts[i].marked;
        builder_free(&parts[i].kept);
        free(parts[i].counts);
    }
    return text_end(&writer) && whole;
}
