/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "present.h"

#include <string.h>

#include "cell.h"
#include "compiler.h"
#include "number.h"
#include "style.h"
#include "topic.h"
#include "wrap.h"

/* How to write a format: as a whole, or start, rows and end. */
struct format_row {
    const char *title;
    bool is_json;
    bool streams;
    bool (*write)(const struct presentation *presentation, const struct table *table);
    bool (*begin)(struct present_stream *stream, const struct document *document,
                  const unsigned *rooms);
    bool (*row)(struct present_stream *stream, size_t row);
    void (*end)(struct present_stream *stream, const struct notes *notes);
};

static bool begin_text(struct present_stream *stream, const struct document *document UNUSED,
                       const unsigned *rooms)
{
    const struct presentation *presentation = stream->presentation;

    stream->text =
        table_stream_text(stream->table, &presentation->style, rooms, presentation->output);
    return stream->text != NULL;
}

static bool row_text(struct present_stream *stream, size_t row)
{
    return text_stream_row(stream->text, row);
}

static bool begin_csv(struct present_stream *stream, const struct document *document UNUSED,
                      const unsigned *rooms UNUSED)
{
    if (stream->presentation->style.heading)
        table_write_csv_heading(stream->table, stream->presentation->output);
    return true;
}

static bool row_csv(struct present_stream *stream, size_t row)
{
    const struct presentation *presentation = stream->presentation;

    return table_write_csv_row(stream->table, row, presentation->format == FORMAT_CSV_SPREADSHEET,
                               &stream->cell, presentation->output);
}

static bool begin_json(struct present_stream *stream, const struct document *document,
                       const unsigned *rooms UNUSED)
{
    return document_begin(&stream->document, document, stream->table, stream->presentation->format,
                          stream->presentation->output);
}

static bool row_json(struct present_stream *stream, size_t row)
{
    document_row(&stream->document, row);
    return true;
}

static void end_json(struct present_stream *stream, const struct notes *notes)
{
    document_end(&stream->document, notes);
}

static bool write_text(const struct presentation *presentation, const struct table *table)
{
    return table_write_text(table, &presentation->style, presentation->output);
}

static bool write_metrics(const struct presentation *presentation, const struct table *table)
{
    return table->metrics(table->context, presentation->format, presentation->output);
}

static bool write_tool(const struct presentation *presentation, const struct table *table)
{
    return table->tool(table->context, presentation->format, presentation->style.heading,
                       presentation->output);
}

static bool write_dot(const struct presentation *presentation, const struct table *table)
{
    return table->dot(table->context, presentation->output);
}

/* clang-format off */
static const struct format_row formats[FORMAT_COUNT] = {
    [FORMAT_TABLE] = {"a table", .streams = true, .write = write_text, .begin = begin_text, .row = row_text},
    [FORMAT_CSV] = {"--csv", .streams = true, .begin = begin_csv, .row = row_csv},
    [FORMAT_CSV_SPREADSHEET] = {"--csv", .streams = true, .begin = begin_csv, .row = row_csv},
    [FORMAT_JSON] = {"--json", .is_json = true, .begin = begin_json, .row = row_json, .end = end_json},
    [FORMAT_JSON_PRETTY] = {"--json", .is_json = true, .begin = begin_json, .row = row_json, .end = end_json},
    [FORMAT_JSON_LINES] = {"--json", .is_json = true, .streams = true, .begin = begin_json, .row = row_json, .end = end_json},
    [FORMAT_DOT] = {"--map=dot", .write = write_dot},
    [FORMAT_AS_SS] = {"--as", .write = write_tool},
    [FORMAT_AS_NETSTAT] = {"--as", .write = write_tool},
    [FORMAT_AS_WINDOWS] = {"--as", .write = write_tool},
    [FORMAT_AS_MACOS] = {"--as", .write = write_tool},
    [FORMAT_AS_FREEBSD] = {"--as", .write = write_tool},
    [FORMAT_OPENMETRICS] = {"--openmetrics", .write = write_metrics},
    [FORMAT_PROMETHEUS] = {"--prometheus", .write = write_metrics},
};
/* clang-format on */

bool format_is_json(enum format format)
{
    return formats[format].is_json;
}

bool format_is_tool(enum format format)
{
    return formats[format].write == write_tool;
}

bool format_is_metrics(enum format format)
{
    return formats[format].write == write_metrics;
}

bool format_streams(enum format format)
{
    return formats[format].streams;
}

const char *format_title(enum format format)
{
    return formats[format].title;
}

static void end_stream(struct present_stream *stream)
{
    document_free(&stream->document);
    text_stream_free(stream->text);
    builder_free(&stream->cell);
    *stream = (struct present_stream){.presentation = stream->presentation};
}

/* Writes row by row, without notes after the table. */
static bool write_rows(const struct presentation *presentation, const struct document *document,
                       const struct table *table)
{
    const struct format_row *format = &formats[presentation->format];
    struct present_stream stream = {.presentation = presentation, .table = table};
    bool written = format->begin(&stream, document, NULL);

    for (size_t row = 0; written && row < table->row_count && output_alive(presentation->output);
         row++) {
        table_expect(table, row);
        written = format->row(&stream, row);
    }
    if (written && format->end != NULL)
        format->end(&stream, NULL);
    end_stream(&stream);
    return written;
}

bool present(const struct presentation *presentation, const struct document *document,
             const struct table *table, struct error *error)
{
    const struct format_row *format = &formats[presentation->format];
    bool written = format->write != NULL ? format->write(presentation, table)
                                         : write_rows(presentation, document, table);

    return written || error_out_of_memory(error);
}

bool present_report(const struct presentation *presentation, struct document *document,
                    const struct report *report, const struct names *names, struct error *error)
{
    struct output *output = presentation->output;
    bool written = format_is_json(presentation->format)
                       ? topic_write_json(report, document, presentation->format, names, output)
                       : topic_write_text(report, &presentation->style, names, output);

    return written || error_out_of_memory(error);
}

void present_count(const struct presentation *presentation, size_t count)
{
    char digits[NUMBER_MAX_LENGTH];

    output_text(presentation->output, (struct text){digits, number_write(digits, count)});
    output_byte(presentation->output, '\n');
}

bool present_stream_begin(struct present_stream *stream, const struct presentation *presentation,
                          const struct document *document, const struct table *table,
                          const unsigned *rooms, struct error *error)
{
    *stream = (struct present_stream){.presentation = presentation, .table = table};
    return formats[presentation->format].begin(stream, document, rooms) ||
           error_out_of_memory(error);
}

bool present_stream_row(struct present_stream *stream, struct error *error)
{
    return formats[stream->presentation->format].row(stream, 0) || error_out_of_memory(error);
}

void present_stream_end(struct present_stream *stream, const struct notes *notes)
{
    if (stream->table != NULL && notes != NULL && formats[stream->presentation->format].end != NULL)
        formats[stream->presentation->format].end(stream, notes);
    end_stream(stream);
}

bool present_end(const struct presentation *presentation, const struct notes *notes,
                 struct error *error)
{
    if (!output_finish(presentation->output, error))
        return false;
    if (!format_is_json(presentation->format))
        present_notes(presentation, notes, NULL);
    return true;
}

void present_message(const struct presentation *presentation, size_t at, const char *message)
{
    struct builder escaped = {0};
    struct wrap wrap = {
        .output = presentation->notes, .width = presentation->notes_width, .indent = 2};

    cell_escape_message(&escaped, text_of(message));
    if (escaped.failed)
        output_text(presentation->notes, TEXT("out of memory"));
    else if (wrap.width == 0)
        output_text(presentation->notes, builder_text(&escaped));
    else
        wrap_write(&wrap, builder_text(&escaped), at);
    builder_free(&escaped);
}

void present_note(const struct presentation *presentation, const char *message)
{
    struct output *notes = presentation->notes;

    output_text(notes, style_begin(ROLE_ATTENTION, presentation->colour_notes));
    output_text(notes, TEXT("lsock:"));
    output_text(notes, style_end(ROLE_ATTENTION, presentation->colour_notes));
    output_byte(notes, ' ');
    present_message(presentation, strlen("lsock: "), message);
    output_byte(notes, '\n');
    output_flush(notes);
}

void present_notes(const struct presentation *presentation, const struct notes *notes,
                   const struct notes *told)
{
    for (size_t i = 0; i < notes->count; i++)
        if (told == NULL || !notes_have(told, &notes->list[i]))
            present_note(presentation, notes->list[i].message);
    if (notes->lost && (told == NULL || !told->lost))
        present_note(presentation, "out of memory: some notes are missing");
}

void present_remark(const struct presentation *presentation, const char *remark)
{
    struct output *notes = presentation->notes;

    output_text(notes, style_begin(ROLE_DIM, presentation->colour_notes));
    present_message(presentation, 0, remark);
    output_text(notes, style_end(ROLE_DIM, presentation->colour_notes));
    output_byte(notes, '\n');
    output_flush(notes);
}
