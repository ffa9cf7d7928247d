/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "event_writer.h"

#include "detail_text.h"
#include "listing_columns.h"
#include "printing.h"

static void insert(struct column_list *list, size_t at, const char *name)
{
    const struct column *column = column_find(text_of(name));

    if (column_list_has(list, column) || list->count == COLUMN_LIST_MAX)
        return;
    for (size_t i = list->count++; i > at; i--)
        list->columns[i] = list->columns[i - 1];
    list->columns[at] = column;
}

static size_t place_behind(const struct column_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->columns[i] == column_find(text_of(name)))
            return i + 1;
    return list->count;
}

/* In a table that nobody chose what is always the same is left out. */
static void add_event_columns(struct column_list *list, const struct options *options)
{
    bool chosen = options->columns.bytes != NULL && options->columns.bytes[0] != '+';

    if (options->format == FORMAT_TABLE && !chosen) {
        insert(list, place_behind(list, "status"), "state_after");
        insert(list, 0, "time");
    } else if (!chosen || format_is_json(options->format)) {
        insert(list, 0, "state_after");
        insert(list, 0, "event");
        insert(list, 0, "time");
    }
}

/* As wide as what mostly stands there. */
static unsigned room_of(const struct column *column)
{
    if (text_equal(text_of(column->name), TEXT("time")))
        return (unsigned)(sizeof("2026-11-21T07:53:10.000000Z") - 1);
    if (text_equal(text_of(column->name), TEXT("status")) ||
        text_equal(text_of(column->name), TEXT("state_after")))
        return (unsigned)(sizeof("ESTABLISHED") - 1);
    switch (column->type) {
    case VALUE_ENDPOINT:
        return (unsigned)(sizeof("192.168.100.100:65535") - 1);
    case VALUE_ADDRESS:
        return (unsigned)(sizeof("192.168.100.100") - 1);
    default:
        return 0;
    }
}

static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct event_writer *writer = context;

    (void)row;
    column_get(writer->columns.columns[column], &writer->context, writer->socket, value);
}

static const char *group(const void *context, size_t column)
{
    const struct event_writer *writer = context;

    return writer->groups[column];
}

static void detail(const void *context, size_t row, struct builder *out)
{
    const struct event_writer *writer = context;

    (void)row;
    detail_text(out, writer->socket, writer->run->options->details, writer->run->names);
}

static void make_table(struct event_writer *writer)
{
    struct column_list *list = &writer->columns;

    for (size_t i = 0; i < list->count; i++) {
        const struct column *column = list->columns[i];

        writer->groups[i] = detail_group_name(column->group);
        writer->titles[i] = (struct table_column){
            .key = column->name,
            .title = column->title,
            .right = column_is_right(column),
        };
    }
    writer->table = (struct table){
        .columns = writer->titles,
        .column_count = list->count,
        .row_count = 1,
        .cell = cell,
        .group = group,
        .detail = writer->run->options->details == 0 ? NULL : detail,
        .context = writer,
        .names = writer->run->names,
        .for_spreadsheet = writer->run->options->for_spreadsheet,
    };
}

bool event_writer_init(struct event_writer *writer, const struct run *run, struct error *error)
{
    struct options options = *run->options;

    *writer = (struct event_writer){.run = run};
    if (options.format == FORMAT_TABLE)
        options.no_queues = true; /* they are never known */
    if (!listing_columns_choose(&writer->columns, &options, error))
        return false;
    add_event_columns(&writer->columns, &options);
    make_table(writer);
    return true;
}

static struct text_stream *stream_text(const struct event_writer *writer)
{
    unsigned rooms[COLUMN_LIST_MAX];

    for (size_t i = 0; i < writer->columns.count; i++)
        rooms[i] = room_of(writer->columns.columns[i]);
    return table_stream_text(&writer->table, &writer->style, rooms, writer->run->output);
}

bool event_writer_begin(struct event_writer *writer, const struct document *document,
                        struct error *error)
{
    const struct options *options = writer->run->options;

    writer->style = printing_style(writer->run);
    if (format_is_json(options->format))
        writer->lines = document_stream(document, &writer->table, writer->run->output);
    else if (options->format == FORMAT_TABLE)
        writer->text = stream_text(writer);
    else if (writer->style.heading)
        table_write_csv_heading(&writer->table, writer->run->output);
    return writer->lines != NULL || writer->text != NULL || options->format == FORMAT_CSV ||
           error_out_of_memory(error);
}

bool event_writer_write(struct event_writer *writer, const struct column_context *context,
                        const struct socket *socket, struct error *error)
{
    bool whole = true;

    writer->context = *context;
    writer->socket = socket;
    if (writer->lines != NULL)
        document_stream_row(writer->lines, 0);
    else if (writer->text != NULL)
        whole = text_stream_row(writer->text, 0);
    else
        whole = table_write_csv_row(&writer->table, 0, writer->run->output);
    return whole || error_out_of_memory(error);
}

void event_writer_end(struct event_writer *writer, bool complete, const struct notes *notes)
{
    if (writer->lines != NULL)
        document_stream_end(writer->lines, complete, notes);
    writer->lines = NULL;
}

void event_writer_free(struct event_writer *writer)
{
    text_stream_free(writer->text);
    document_stream_end(writer->lines, false, NULL);
}
