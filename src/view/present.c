/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "present.h"

#include "cell.h"
#include "number.h"
#include "style.h"
#include "topic.h"

bool format_is_json(enum format format)
{
    return format == FORMAT_JSON || format == FORMAT_JSON_PRETTY || format == FORMAT_JSON_LINES;
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
        written = document_write(document, table, presentation->format, output);
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
    const struct text_style *style = &presentation->style;
    struct output *output = presentation->output;
    bool begun = true;

    *stream = (struct present_stream){.presentation = presentation, .table = table};
    if (format_is_json(presentation->format))
        begun = document_begin(&stream->lines, document, table, FORMAT_JSON_LINES, output);
    else if (presentation->format == FORMAT_TABLE)
        begun = (stream->text = table_stream_text(table, style, rooms, output)) != NULL;
    else if (style->heading)
        table_write_csv_heading(table, output);
    return begun || error_out_of_memory(error);
}

bool present_stream_row(struct present_stream *stream, struct error *error)
{
    const struct presentation *presentation = stream->presentation;
    bool written = true;

    if (format_is_json(presentation->format))
        document_row(&stream->lines, 0);
    else if (presentation->format == FORMAT_TABLE)
        written = text_stream_row(stream->text, 0);
    else
        written = table_write_csv_row(stream->table, 0, &presentation->style, &stream->cell,
                                      presentation->output);
    return written || error_out_of_memory(error);
}

void present_stream_end(struct present_stream *stream, const struct notes *notes)
{
    if (stream->lines.table != NULL && notes != NULL)
        document_end(&stream->lines, notes);
    document_free(&stream->lines);
    text_stream_free(stream->text);
    builder_free(&stream->cell);
    *stream = (struct present_stream){.presentation = stream->presentation};
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
