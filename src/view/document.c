/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "document.h"

#include <stdio.h>
#include <stdlib.h>

#include "json.h"

/* RFC 3339, which has the years 0 to 9999 in four digits; strftime does not fill them up. */
static void write_time(struct json *json, const struct timespec *time)
{
    char text[64], rest[32];
    struct tm *utc = time->tv_nsec < 0 ? NULL : gmtime(&time->tv_sec);

    json_key(json, "time");
    if (utc == NULL || utc->tm_year <= -1900 || utc->tm_year > 9999 - 1900 ||
        strftime(rest, sizeof(rest), "-%m-%dT%H:%M:%S", utc) == 0) {
        json_null(json);
        return;
    }
    snprintf(text, sizeof(text), "%04d%s.%06ldZ", utc->tm_year + 1900, rest, time->tv_nsec / 1000);
    json_text(json, text_of(text));
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

static void write_lines(const struct rows *rows, const struct document *document)
{
    struct json *json = rows->json;
    struct value type = {VALUE_KNOWN, VALUE_TEXT, ROLE_PLAIN, {.text = text_of(document->row_type)}};
    struct json_name type_name;

    json_name_make(&type_name, "type");
    json_begin_object(json);
    write_word(json, "type", "header");
    document_write_head(json, document);
    json_end_object(json);
    json_end_line(json);
    for (size_t row = 0; row < rows->table->row_count && output_alive(json->output); row++) {
        table_expect(rows->table, row);
        json_begin_object(json);
        json_named_value(json, &type_name, &type, NULL);
        write_row(rows, row);
        json_end_object(json);
        json_end_line(json);
    }
    json_begin_object(json);
    write_word(json, "type", "end");
    json_key(json, "count");
    json_number(json, rows->table->row_count);
    json_end_object(json);
    json_end_line(json);
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
