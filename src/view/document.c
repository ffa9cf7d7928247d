/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "document.h"

#include <stdlib.h>

#include "host_values_json.h"
#include "moment.h"

static enum value_presence known(bool is_known)
{
    return is_known ? VALUE_KNOWN : VALUE_UNKNOWN;
}

static void write_source(struct json *json, const struct source *source)
{
    const struct value netns = {
        .presence = known(source->netns != 0), .type = VALUE_NUMBER, .number = source->netns};
    const struct value name = {.presence = known(source->netns_name.length != 0),
                               .type = VALUE_TEXT,
                               .text = source->netns_name};
    const struct value bound = {.presence = known(source->bound != BOUND_UNSAID),
                                .type = VALUE_BOOL,
                                .boolean = source->bound == BOUND_LISTED};

    json_put(json, "{");
    json_value_member(json, "netns", &netns, NULL);
    json_value_member(json, "netns_name", &name, NULL);
    json_put(json, "'protocol': %w, 'source': %w, 'dialect': %w, 'complete': %b",
             protocol_names[source->protocol], source->name, state_dialects[source->dialect].name,
             source->complete);
    json_value_member(json, "lists_bound", &bound, NULL);
    json_put(json, "}");
}

static void write_warnings(struct json *json, const struct notes *notes)
{
    json_put(json, "'warnings': [");
    for (size_t i = 0; i < notes->count; i++) {
        json_put(json, "{'code': %w", notes->list[i].code);
        json_text_member(json, "message", text_of(notes->list[i].message));
        json_put(json, "}");
    }
    json_put(json, "]");
}

static void write_origin(struct json *json, const struct document *document)
{
    const struct snapshot *snapshot = document->snapshot;
    char time[MOMENT_ROOM];

    json_put(json, "'version': %s, 'time': %w, 'host': {'os': %w, 'kernel': %w}, 'complete': %b",
             document->version == NULL ? LSOCK_VERSION : document->version,
             moment_write(time, &document->time) ? time : "", document->machine.os,
             document->machine.kernel, snapshot_complete(snapshot));
    json_put(json, "'sources': [");
    for (size_t i = 0; i < snapshot->source_count; i++)
        write_source(json, &snapshot->sources[i]);
    json_put(json, "]");
    write_warnings(json, &snapshot->notes);
    if (document->host != NULL)
        host_values_write(json, document->host);
}

static void write_head(struct json *json, const struct document *document)
{
    json_put(json, "'schema': '%s/1'", document->schema->name);
    write_origin(json, document);
    if (document->before == NULL)
        return;
    json_put(json, "'before': {");
    write_origin(json, document->before);
    json_put(json, "}");
}

/* What is constant for one column of the table. */
struct document_member {
    struct json_name name;
    const char *group; /* the object that contains it, or NULL */
};

static bool make_members(struct document_writer *writer)
{
    const struct table *table = writer->table;

    if (table == NULL)
        return true;
    writer->members = calloc(table->column_count + 1, sizeof(*writer->members));
    if (writer->members == NULL)
        return false;
    for (size_t i = 0; i < table->column_count; i++) {
        json_name_make(&writer->members[i].name, table->columns[i].key);
        writer->members[i].group = table->group == NULL ? NULL : table->group(table->context, i);
    }
    return true;
}

bool document_begin(struct document_writer *writer, const struct document *document,
                    const struct table *table, enum format format, struct output *output)
{
    *writer = (struct document_writer){.table = table,
                                       .schema = document->schema,
                                       .lines = format == FORMAT_JSON_LINES,
                                       .type = document->schema->row_name};
    if (!make_members(writer))
        return false;
    json_init(&writer->json, output, format == FORMAT_JSON_PRETTY);
    json_name_make(&writer->type_name, "type");
    json_put(&writer->json, writer->lines ? "{'type': 'header'" : "{");
    write_head(&writer->json, document);
    if (!writer->lines) {
        json_put(&writer->json, "'%s': [", document->schema->rows_key);
        return true;
    }
    json_put(&writer->json, "}");
    json_end_line(&writer->json);
    return true;
}

static void write_member(struct document_writer *writer, size_t row, size_t column)
{
    const struct table *table = writer->table;
    struct value value;

    table->cell(table->context, row, column, &value);
    json_named_value(&writer->json, &writer->members[column].name, &value, table->names);
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

/* Writes the object of a group; null if no column of it applies. Returns the next column. */
static size_t write_group(struct document_writer *writer, size_t row, size_t first)
{
    const char *group = writer->members[first].group;
    size_t end = first + 1;

    while (end < writer->table->column_count && writer->members[end].group == group)
        end++;
    json_key(&writer->json, group);
    if (!group_applies(writer->table, row, first, end)) {
        json_null(&writer->json);
        return end;
    }
    json_begin_object(&writer->json);
    for (size_t column = first; column < end; column++)
        write_member(writer, row, column);
    json_end_object(&writer->json);
    return end;
}

static void write_members(struct document_writer *writer, size_t row)
{
    size_t column = 0;

    while (column < writer->table->column_count)
        if (writer->members[column].group != NULL)
            column = write_group(writer, row, column);
        else
            write_member(writer, row, column++);
}

void document_begin_row(struct document_writer *writer)
{
    struct value type = {.presence = VALUE_KNOWN};

    json_begin_object(&writer->json);
    if (!writer->lines)
        return;
    type.text = text_of(writer->type);
    json_named_value(&writer->json, &writer->type_name, &type, NULL);
}

void document_end_row(struct document_writer *writer)
{
    json_end_object(&writer->json);
    if (writer->lines)
        json_end_line(&writer->json);
    writer->count += writer->type == writer->schema->row_name;
}

void document_continue(struct document_writer *writer, const struct table *table, const char *type)
{
    writer->table = table;
    writer->type = type;
}

void document_row(struct document_writer *writer, size_t row)
{
    document_begin_row(writer);
    write_members(writer, row);
    document_end_row(writer);
}

void document_end(struct document_writer *writer, const struct notes *notes)
{
    struct json *json = &writer->json;

    json_put(json, writer->lines ? "{'type': 'end', 'count': %n" : "]", writer->count);
    if (notes != NULL) {
        json_put(json, "'complete': %b", !notes_incomplete(notes));
        write_warnings(json, notes);
    }
    json_put(json, "}");
    json_end_line(json);
    document_free(writer);
}

void document_free(struct document_writer *writer)
{
    free(writer->members);
    writer->members = NULL;
}
