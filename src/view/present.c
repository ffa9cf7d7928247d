/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "present.h"

#include "cell.h"
#include "number.h"
#include "style.h"

bool format_is_json(enum format format)
{
    return format == FORMAT_JSON || format == FORMAT_JSON_PRETTY || format == FORMAT_JSON_LINES;
}

enum json_mode format_json_mode(enum format format)
{
    return format == FORMAT_JSON_PRETTY  ? JSON_PRETTY
           : format == FORMAT_JSON_LINES ? JSON_LINES
                                         : JSON_COMPACT;
}

bool present(const struct presentation *presentation, const struct document *document,
             const struct table *table, struct error *error)
{
    const struct text_style *style = &presentation->style;
    struct output *output = presentation->output;
    bool written;

    if (presentation->format == FORMAT_TABLE)
        written = table_write_text(table, style, output);
    else if (presentation->format == FORMAT_CSV)
        written = table_write_csv(table, style, output);
    else
        written = document_write(document, table, format_json_mode(presentation->format), output);
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
    struct output *output = presentation->output;

    *stream = (struct present_stream){.presentation = presentation, .table = table};
    if (format_is_json(presentation->format))
        stream->lines = document_stream(document, table, output);
    else if (presentation->format == FORMAT_TABLE)
        stream->text = table_stream_text(table, &presentation->style, rooms, output);
    else if (presentation->style.heading)
        table_write_csv_heading(table, output);
    return stream->lines != NULL || stream->text != NULL || presentation->format == FORMAT_CSV ||
           error_out_of_memory(error);
}

bool present_stream_row(struct present_stream *stream, struct error *error)
{
    bool written = true;

    if (stream->lines != NULL)
        document_stream_row(stream->lines, 0);
    else if (stream->text != NULL)
        written = text_stream_row(stream->text, 0);
    else
        written = table_write_csv_row(stream->table, 0, &stream->presentation->style,
                                      stream->presentation->output);
    return written || error_out_of_memory(error);
}

void present_stream_end(struct present_stream *stream, const struct notes *notes)
{
    text_stream_free(stream->text);
    document_stream_end(stream->lines, notes != NULL && !notes_incomplete(notes), notes);
    stream->text = NULL;
    stream->lines = NULL;
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

/* If the builder ran out of memory, that is written instead. */
static void write_line(const struct presentation *presentation, struct builder *line)
{
    builder_add_byte(line, '\n');
    output_text(presentation->notes,
                line->failed ? TEXT("lsock: out of memory\n") : builder_text(line));
    output_flush(presentation->notes);
    builder_free(line);
}

void present_note(const struct presentation *presentation, const char *message)
{
    struct builder line = {0};

    builder_add(&line, style_begin(ROLE_ATTENTION, presentation->colour_notes));
    builder_add(&line, TEXT("lsock:"));
    builder_add(&line, style_end(ROLE_ATTENTION, presentation->colour_notes));
    builder_add_byte(&line, ' ');
    cell_escape(&line, text_of(message));
    write_line(presentation, &line);
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
    struct builder line = {0};

    builder_add(&line, style_begin(ROLE_DIM, presentation->colour_notes));
    cell_escape(&line, text_of(remark));
    builder_add(&line, style_end(ROLE_DIM, presentation->colour_notes));
    write_line(presentation, &line);
}
