/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "document.h"

#include <stdlib.h>

#include "json.h"
#include "moment.h"

static void write_time(struct json *json, const struct timespec *time)
{
    char text[MOMENT_ROOM];

    json_key(json, "time");
    if (moment_write(text, time))
        json_text(json, text_of(text));
    else
        json_null(json);
}

static void write_word(struct json *json, const char *key, const char *word)
{
    json_key(json, key);
    if (word[0] == '\0')
        json_null(json);
    else
        json_text(json, text_of(word));
}

static void write_host(struct json *json, const struct host *host)
{
    json_key(json, "host");
    json_begin_object(json);
    write_word(json, "os", host->os);
    write_word(json, "kernel", host->kernel);
    json_end_object(json);
}

static void write_sources(struct json *json, const struct snapshot *snapshot)
{
    json_key(json, "sources");
    json_begin_array(json);
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct source *source = &snapshot->sources[i];

        json_begin_object(json);
        json_key(json, "netns");
        if (source->netns == 0)
            json_null(json);
        else
            json_number(json, source->netns);
        if (source->netns_name.length != 0) {
            json_text_member(json, "netns_name", source->netns_name);
        } else {
            json_key(json, "netns_name");
            json_null(json);
        }
        write_word(json, "protocol", protocol_name(source->protocol));
        write_word(json, "source", source->name);
        write_word(json, "dialect", state_dialect_info(source->dialect)->name);
        json_key(json, "complete");
        json_bool(json, source->complete);
        json_key(json, "lists_bound");
        if (source->bound == BOUND_UNSAID)
            json_null(json);
        else
            json_bool(json, source->bound == BOUND_LISTED);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_warnings(struct json *json, const struct notes *notes)
{
    json_key(json, "warnings");
    json_begin_array(json);
    for (size_t i = 0; i < notes->count; i++) {
        json_begin_object(json);
        write_word(json, "code", notes->list[i].code);
        json_text_member(json, "message", text_of(notes->list[i].message));
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_origin(struct json *json, const struct document *document)
{
    json_key(json, "version");
    json_text(json, text_of(document->version == NULL ? LSOCK_VERSION : document->version));
    write_time(json, &document->time);
    write_host(json, &document->host);
    json_key(json, "complete");
    json_bool(json, snapshot_complete(document->snapshot));
    write_sources(json, document->snapshot);
    write_warnings(json, &document->snapshot->notes);
}

void document_write_head(struct json *json, const struct document *document)
{
    write_word(json, "schema", document->schema);
    write_origin(json, document);
    if (document->before == NULL)
        return;
    json_key(json, "before");
    json_begin_object(json);
    write_origin(json, document->before);
    json_end_object(json);
}

/* A table on its way into JSON, with all that is the same for each of its rows. */
struct rows {
    struct json *json;
    const struct table *table;
    struct member {
        struct json_name name;
        const char *group; /* the name of the object that it stands in, or NULL */
    } * members;           /* one a column */
};

static bool rows_init(struct rows *rows, struct json *json, const struct table *table)
{
    *rows = (struct rows){json, table, calloc(table->column_count + 1, sizeof(struct member))};
    if (rows->members == NULL)
        return false;
    for (size_t i = 0; i < table->column_count; i++) {
        json_name_make(&rows->members[i].name, table->columns[i].key);
        rows->members[i].group = table->group == NULL ? NULL : table->group(table->context, i);
    }
    return true;
}

static void rows_free(struct rows *rows)
{
    free(rows->members);
}

static void write_member(const struct rows *rows, size_t row, size_t column)
{
    const struct table *table = rows->table;
    struct value value;

    table->cell(table->context, row, column, &value);
    json_named_value(rows->json, &rows->members[column].name, &value, table->names);
}

/* Whether any of the columns first..end applies to the row. */
static bool group_applies(const struct table *table, size_t row, size_t first, size_t end)
{
    struct value value;

    for (size_t column = first; column < end; column++) {
        table->cell(table->context, row, column, &value);
        if (value.presence != VALUE_ABSENT)
            return true;
    }
    return false;
}

/* The object of a group, null where nothing of it applies. Returns the column behind it. */
static size_t write_group(const struct rows *rows, size_t row, size_t first)
{
    const char *group = rows->members[first].group;
    size_t end = first + 1;

    while (end < rows->table->column_count && rows->members[end].group == group)
        end++;
    json_key(rows->json, group);
    if (!group_applies(rows->table, row, first, end)) {
        json_null(rows->json);
        return end;
    }
    json_begin_object(rows->json);
    for (size_t column = first; column < end; column++)
        write_member(rows, row, column);
    json_end_object(rows->json);
    return end;
}

static void write_row(const struct rows *rows, size_t row)
{
    size_t column = 0;

    while (column < rows->table->column_count)
        if (rows->members[column].group != NULL)
            column = write_group(rows, row, column);
        else
            write_member(rows, row, column++);
}

static void write_header_line(struct json *json, const struct document *document)
{
    json_begin_object(json);
    write_word(json, "type", "header");
    document_write_head(json, document);
    json_end_object(json);
    json_end_line(json);
}

static void write_row_line(const struct rows *rows, const struct json_name *type_name,
                           const char *row_type, size_t row)
{
    struct value type = {.presence = VALUE_KNOWN, .text = text_of(row_type)};

    json_begin_object(rows->json);
    json_named_value(rows->json, type_name, &type, NULL);
    write_row(rows, row);
    json_end_object(rows->json);
    json_end_line(rows->json);
}

/* `notes`: NULL where the header has them. */
static void write_end_line(struct json *json, uint64_t count, bool complete,
                           const struct notes *notes)
{
    json_begin_object(json);
    write_word(json, "type", "end");
    json_key(json, "count");
    json_number(json, count);
    if (notes != NULL) {
        json_key(json, "complete");
        json_bool(json, complete);
        write_warnings(json, notes);
    }
    json_end_object(json);
    json_end_line(json);
}

static void write_lines(const struct rows *rows, const struct document *document)
{
    struct json_name type_name;

    json_name_make(&type_name, "type");
    write_header_line(rows->json, document);
    for (size_t row = 0; row < rows->table->row_count && output_alive(rows->json->output); row++) {
        table_expect(rows->table, row);
        write_row_line(rows, &type_name, document->row_type, row);
    }
    write_end_line(rows->json, rows->table->row_count, true, NULL);
}

struct document_stream {
    struct json json;
    struct rows rows;
    struct json_name type_name;
    const char *row_type;
    uint64_t count;
};

struct document_stream *document_stream(const struct document *document, const struct table *table,
                                        struct output *output)
{
    struct document_stream *stream = malloc(sizeof(*stream));

    if (stream == NULL || !rows_init(&stream->rows, &stream->json, table)) {
        free(stream);
        return NULL;
    }
    json_init(&stream->json, output, false);
    json_name_make(&stream->type_name, "type");
    stream->row_type = document->row_type;
    stream->count = 0;
    write_header_line(&stream->json, document);
    return stream;
}

void document_stream_row(struct document_stream *stream, size_t row)
{
    write_row_line(&stream->rows, &stream->type_name, stream->row_type, row);
    stream->count++;
}

void document_stream_end(struct document_stream *stream, bool complete, const struct notes *notes)
{
    if (stream == NULL)
        return;
    if (notes != NULL)
        write_end_line(&stream->json, stream->count, complete, notes);
    rows_free(&stream->rows);
    free(stream);
}

static void write_whole(const struct rows *rows, const struct document *document)
{
    struct json *json = rows->json;

    json_begin_object(json);
    document_write_head(json, document);
    json_key(json, document->rows_key);
    json_begin_array(json);
    for (size_t row = 0; row < rows->table->row_count && output_alive(json->output); row++) {
        table_expect(rows->table, row);
        json_begin_object(json);
        write_row(rows, row);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
    json_end_line(json);
}

bool document_write(const struct document *document, const struct table *table, enum json_mode mode,
                    struct output *output)
{
    struct json json;
    struct rows rows;

    json_init(&json, output, mode == JSON_PRETTY);
    if (!rows_init(&rows, &json, table))
        return false;
    if (mode == JSON_LINES)
        write_lines(&rows, document);
    else
        write_whole(&rows, document);
    rows_free(&rows);
    return true;
}
