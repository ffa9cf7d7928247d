/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two passes: the first measures, the second prints. Formatting is most of the work of a long
 * listing, so it is done in two halves at the same time, and the text of the cells is kept from the
 * first pass to the second, as long as that is simple and takes little memory: printable ASCII
 * without colours, which is what the millions of rows are that go into files and pipes. The rest is
 * formatted again.
 */
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "in_two.h"
#include "style.h"
#include "table.h"
#include "wrap.h"

/* Between columns; the second where the lines would not fit the terminal otherwise. */
#define GAP        ((size_t)2)
#define NARROW_GAP ((size_t)1)

/* So much text is kept of a row, on the average: about what ordering the rows took before. The last
 * one that is kept may be longer. */
#define KEPT_OF_A_ROW ((size_t)46)
#define KEPT_MORE     ((size_t)4096)

/* Shorter tables are measured before a thread has begun. */
#define ROWS_WORTH_A_THREAD ((size_t)4096)

/* Rows that are measured by one thread. */
struct part {
    const struct table *table;
    const struct text_style *style;
    size_t begin, end;   /* its rows */
    size_t *widths;      /* of its cells */
    struct builder cell; /* the one that is being formatted */
    struct builder kept; /* cells of the rows before kept_end: a byte of length, then the text */
    size_t kept_end;
    size_t budget; /* bytes to keep */
};

#define PARTS 2

struct text_writer {
    const struct table *table;
    const struct text_style *style;
    struct output *output;
    struct part parts[PARTS];
    struct builder cell; /* the one that is being formatted */
    size_t *widths;
    size_t gap;
    size_t blanks; /* owed before the next visible cell; never paid at the end of a line */
};

static size_t format(const struct table *table, const struct text_style *style,
                     struct builder *builder, size_t row, size_t column, enum role *role)
{
    struct value value;

    table->cell(table->context, row, column, &value);
    *role = value.role;
    return cell_write(builder, &value, table->names, style->resolve);
}

static void widen(size_t *widths, size_t column, size_t width)
{
    if (width > widths[column])
        widths[column] = width;
}

/* False: a cell of this row cannot be kept. */
static bool keep_row(struct part *part, size_t row)
{
    struct builder *kept = &part->kept;

    for (size_t column = 0; column < part->table->column_count; column++) {
        size_t begin = kept->length, length;
        enum role role;

        builder_add_byte(kept, 0);
        length = format(part->table, part->style, kept, row, column, &role);
        /* As many columns as bytes: ASCII. */
        if (kept->failed || length > UINT8_MAX || kept->length - begin - 1 != length)
            return false;
        kept->bytes[begin] = (char)length;
        widen(part->widths, column, length);
    }
    return true;
}

static void measure_row(struct part *part, size_t row)
{
    for (size_t column = 0; column < part->table->column_count; column++) {
        enum role role;

        builder_clear(&part->cell);
        widen(part->widths, column,
              format(part->table, part->style, &part->cell, row, column, &role));
    }
}

static void measure_part(void *context)
{
    struct part *part = context;
    size_t row = part->begin;

    for (; row < part->end && part->kept.length < part->budget; row++) {
        table_expect(part->table, row);
        if (!keep_row(part, row))
            break;
    }
    part->kept_end = row;
    for (; row < part->end; row++) {
        table_expect(part->table, row);
        measure_row(part, row);
    }
}

/* Memory is asked for here, once: what other work has given back is this thread's. */
static void begin_part(struct part *part, const struct text_writer *writer, size_t number)
{
    part->table = writer->table;
    part->style = writer->style;
    part->begin = number * writer->table->row_count / PARTS;
    part->end = (number + 1) * writer->table->row_count / PARTS;
    if (!writer->style->colour && part->end > part->begin)
        part->budget = KEPT_OF_A_ROW * (part->end - part->begin);
    if (part->budget > 0 && builder_reserve(&part->kept, part->budget + KEPT_MORE) == NULL)
        part->budget = 0;
}

static void measure(struct text_writer *writer)
{
    const struct table *table = writer->table;
    bool at_once = table->concurrent && table->row_count >= ROWS_WORTH_A_THREAD;

    for (size_t i = 0; i < PARTS; i++)
        begin_part(&writer->parts[i], writer, i);
    if (at_once) {
        in_two(measure_part, &writer->parts[0], &writer->parts[1]);
    } else {
        for (size_t i = 0; i < PARTS; i++)
            measure_part(&writer->parts[i]);
    }
    for (size_t column = 0; column < table->column_count; column++) {
        if (writer->style->heading)
            widen(writer->widths, column, text_of(table->columns[column].title).length);
        for (size_t i = 0; i < PARTS; i++)
            widen(writer->widths, column, writer->parts[i].widths[column]);
    }
}

static size_t choose_gap(const struct text_writer *writer)
{
    size_t line = 0;

    for (size_t column = 0; column < writer->table->column_count; column++)
        line += (column > 0 ? GAP : 0) + writer->widths[column];
    return writer->style->width != 0 && line > writer->style->width ? NARROW_GAP : GAP;
}

#define FEW_BLANKS ((size_t)16)

static void print_blanks(struct output *output, size_t blanks)
{
    if (blanks > FEW_BLANKS) {
        output_fill(output, ' ', blanks);
        return;
    }
    /* Of a fixed size this is one store; only those that are meant are counted. */
    memset(output_room(output, FEW_BLANKS), ' ', FEW_BLANKS);
    output_advance(output, blanks);
}

static void print_text(struct text_writer *writer, struct text text, enum role role)
{
    bool colour = writer->style->colour;

    if (text.length == 0)
        return;
    print_blanks(writer->output, writer->blanks);
    writer->blanks = 0;
    if (colour)
        output_text(writer->output, style_begin(role, true));
    output_text(writer->output, text);
    if (colour)
        output_text(writer->output, style_end(role, true));
}

static void print_cell(struct text_writer *writer, size_t column, struct text text, size_t width,
                       enum role role)
{
    /* Never less than 0, also where memory ran out while a cell was measured. */
    size_t room = writer->widths[column], pad = room > width ? room - width : 0;
    bool right = writer->table->columns[column].right;

    if (right)
        writer->blanks += pad;
    print_text(writer, text, role);
    writer->blanks += (right ? 0 : pad) + writer->gap;
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

        print_cell(writer, column, title, title.length, ROLE_HEADING);
    }
    end_line(writer);
}

/* Copying and filling in steps of a fixed size, which are a store each; only what is meant is
 * counted, and both sides have STEP bytes to spare. */
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

/* What the longest line of kept cells may take. */
static size_t kept_line_room(const struct text_writer *writer)
{
    size_t room = STEP + 1;

    for (size_t column = 0; column < writer->table->column_count; column++)
        room += writer->widths[column] + writer->gap + UINT8_MAX;
    return room;
}

/*
 * The details of a row, and the end of its last line. One line: all behind the cells; else each
 * below them.
 */
static void print_details(struct text_writer *writer, size_t row)
{
    bool colour = writer->style->colour;
    struct text text;

    builder_clear(&writer->cell);
    writer->table->detail(writer->table->context, row, &writer->cell);
    text = builder_text(&writer->cell);
    writer->blanks = 0;
    if (text.length > 0 && colour)
        output_text(writer->output, style_begin(ROLE_DIM, true));
    for (size_t at = 0; at < text.length;) {
        const char *rest = text.bytes + at, *stop = memchr(rest, '\n', text.length - at);
        size_t length = stop == NULL ? text.length - at : (size_t)(stop - rest);

        output_text(writer->output, writer->style->one_line ? TEXT("  ") : TEXT("\n      "));
        output_text(writer->output, (struct text){rest, length});
        at += length + 1;
    }
    if (text.length > 0 && colour)
        output_text(writer->output, style_end(ROLE_DIM, true));
    output_byte(writer->output, '\n');
}

/* A line at once, in place; its end is the details' where there are any. Returns where the next row
 * begins. */
static const char *print_kept_line(struct text_writer *writer, const char *at, size_t room)
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
    if (writer->table->detail == NULL)
        *out++ = '\n';
    output_advance(writer->output, (size_t)(out - begin));
    return at;
}

static void print_row(struct text_writer *writer, size_t row)
{
    for (size_t column = 0; column < writer->table->column_count; column++) {
        enum role role;
        size_t width;

        builder_clear(&writer->cell);
        width = format(writer->table, writer->style, &writer->cell, row, column, &role);
        print_cell(writer, column, builder_text(&writer->cell), width, role);
    }
    if (writer->table->detail == NULL)
        end_line(writer);
    else
        print_details(writer, row);
}

#define BELOW_INDENT    ((size_t)4)
#define BELOW_WIDTH_MIN 40
#define BELOW_WIDTH_MAX 100 /* longer lines are hard to read */

static size_t below_width(const struct text_writer *writer)
{
    unsigned width = writer->style->width;

    if (width == 0)
        return 80;
    return width < BELOW_WIDTH_MIN ? BELOW_WIDTH_MIN : width > BELOW_WIDTH_MAX ? BELOW_WIDTH_MAX : width;
}

static void print_below(struct text_writer *writer, size_t row)
{
    struct wrap wrap = {writer->output, &writer->cell, below_width(writer), BELOW_INDENT};
    struct text rest = writer->table->below(writer->table->below_context, row);

    while (rest.length > 0) {
        const char *end = memchr(rest.bytes, '\n', rest.length);
        size_t length = end == NULL ? rest.length : (size_t)(end - rest.bytes);

        output_fill(writer->output, ' ', BELOW_INDENT);
        wrap_write(&wrap, (struct text){rest.bytes, length}, BELOW_INDENT);
        output_byte(writer->output, '\n');
        length += end != NULL;
        rest = (struct text){rest.bytes + length, rest.length - length};
    }
}

/* Returns the row after them. */
static size_t print_kept_rows(struct text_writer *writer, struct part *part)
{
    size_t room = kept_line_room(writer), row = part->begin;
    const char *kept;

    if (writer->table->below != NULL || room >= OUTPUT_BUFFER / 2 ||
        builder_reserve(&part->kept, STEP) == NULL)
        return row;
    kept = part->kept.bytes; /* not before: reserving may move it */
    for (; row < part->kept_end && output_alive(writer->output); row++) {
        kept = print_kept_line(writer, kept, room);
        if (writer->table->detail != NULL)
            print_details(writer, row);
    }
    return row;
}

static void print_part(struct text_writer *writer, struct part *part)
{
    size_t row = print_kept_rows(writer, part);

    for (; row < part->end && output_alive(writer->output); row++) {
        table_expect(writer->table, row);
        print_row(writer, row);
        if (writer->table->below != NULL)
            print_below(writer, row);
    }
}

/* Widths of the whole, and of each part. */
static bool allocate_widths(struct text_writer *writer)
{
    size_t count = writer->table->column_count;

    writer->widths = calloc((count + 1) * (1 + PARTS), sizeof(*writer->widths));
    if (writer->widths == NULL)
        return false;
    for (size_t i = 0; i < PARTS; i++)
        writer->parts[i].widths = writer->widths + (count + 1) * (1 + i);
    return true;
}

static bool free_part(struct part *part)
{
    bool whole = !part->cell.failed;

    builder_free(&part->kept);
    builder_free(&part->cell);
    return whole;
}

bool table_write_text(const struct table *table, const struct text_style *style,
                      struct output *output)
{
    struct text_writer writer = {.table = table, .style = style, .output = output};
    bool whole = true;

    if (!allocate_widths(&writer))
        return false;
    measure(&writer);
    writer.gap = choose_gap(&writer);
    if (style->heading)
        print_heading(&writer);
    for (size_t i = 0; i < PARTS; i++)
        print_part(&writer, &writer.parts[i]);
    for (size_t i = 0; i < PARTS; i++)
        whole = free_part(&writer.parts[i]) && whole;
    whole = !writer.cell.failed && whole;
    builder_free(&writer.cell);
    free(writer.widths);
    return whole;
}

struct text_stream {
    struct text_writer writer;
};

struct text_stream *table_stream_text(const struct table *table, const struct text_style *style,
                                      const unsigned *rooms, struct output *output)
{
    struct text_stream *stream = malloc(sizeof(*stream));
    struct text_writer *writer;

    if (stream == NULL)
        return NULL;
    writer = &stream->writer;
    *writer = (struct text_writer){.table = table, .style = style, .output = output};
    if (!allocate_widths(writer)) {
        free(stream);
        return NULL;
    }
    for (size_t column = 0; column < table->column_count; column++) {
        widen(writer->widths, column, rooms[column]);
        if (style->heading)
            widen(writer->widths, column, text_of(table->columns[column].title).length);
    }
    writer->gap = choose_gap(writer);
    if (style->heading)
        print_heading(writer);
    return stream;
}

bool text_stream_row(struct text_stream *stream, size_t row)
{
    struct text_writer *writer = &stream->writer;

    for (size_t column = 0; column < writer->table->column_count; column++) {
        enum role role;

        builder_clear(&writer->cell);
        widen(writer->widths, column,
              format(writer->table, writer->style, &writer->cell, row, column, &role));
    }
    print_row(writer, row);
    return !writer->cell.failed;
}

void text_stream_free(struct text_stream *stream)
{
    if (stream == NULL)
        return;
    builder_free(&stream->writer.cell);
    free(stream->writer.widths);
    free(stream);
}
