/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "schema.h"

#include "builder.h"
#include "column.h"
#include "json.h"

/* "key": "text" */
static void member(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text_of(text));
}

/* The JSON type of a value, by the words of JSON Schema. */
static const char *type_word(enum value_type type)
{
    switch (type) {
    case VALUE_NUMBER:
    case VALUE_INTEGER:
        return "integer";
    case VALUE_BOOL:
        return "boolean";
    case VALUE_LIST:
        return "array";
    default:
        return "string";
    }
}

static void write_type(struct json *json, enum value_type type, bool nullable)
{
    json_key(json, "type");
    if (!nullable) {
        json_text(json, text_of(type_word(type)));
    } else {
        json_begin_array(json);
        json_text(json, text_of(type_word(type)));
        json_text(json, TEXT("null"));
        json_end_array(json);
    }
    if (type == VALUE_NUMBER) {
        json_key(json, "minimum");
        json_number(json, 0);
    }
    if (type == VALUE_HEX64)
        member(json, "pattern", "^[0-9a-f]{16}$");
}

/* A property with its meaning; its object stays open. */
static void begin_property(struct json *json, const struct schema_property *property)
{
    struct builder description = {0};

    builder_add(&description, text_of(property->prefix));
    builder_add(&description, text_of(property->help));
    json_key(json, property->key);
    json_begin_object(json);
    json_key(json, "description");
    json_text(json, builder_text(&description));
    write_type(json, property->type, true);
    builder_free(&description);
}

/* Closes the properties of an object; a text may have a sibling for bytes that are no UTF-8. */
static void end_properties(struct json *json)
{
    json_end_object(json);
    json_key(json, "patternProperties");
    json_begin_object(json);
    json_key(json, "_base64$");
    json_begin_object(json);
    member(json, "description", "the exact bytes of a text that is no UTF-8");
    member(json, "type", "string");
    member(json, "contentEncoding", "base64");
    json_end_object(json);
    json_end_object(json);
}

static void write_items(struct json *json, const struct list_type *list)
{
    json_key(json, "items");
    json_begin_object(json);
    member(json, "type", "object");
    json_key(json, "properties");
    json_begin_object(json);
    for (size_t i = 0; i < list->column_count; i++) {
        const struct list_column *column = &list->columns[i];
        struct schema_property property = {column->key, "",    column->help, column->type,
                                           NULL,        false, NULL};

        begin_property(json, &property);
        json_end_object(json);
    }
    end_properties(json);
    json_end_object(json);
}

static void write_required(struct json *json, const struct schema *schema)
{
    json_key(json, "required");
    json_begin_array(json);
    for (size_t i = 0; i < schema->property_count; i++) {
        struct schema_property property;

        schema->describe(i, &property);
        if (property.required)
            json_text(json, text_of(property.key));
    }
    json_end_array(json);
}

static void write_property(struct json *json, const struct schema_property *property)
{
    begin_property(json, property);
    if (property->list != NULL)
        write_items(json, property->list);
    json_end_object(json);
}

/* The object of a group, whose properties come next. */
static void begin_group(struct json *json, const char *group)
{
    json_key(json, group);
    json_begin_object(json);
    member(json, "description", "only when asked for; null: nothing of it applies");
    json_key(json, "type");
    json_begin_array(json);
    json_text(json, TEXT("object"));
    json_text(json, TEXT("null"));
    json_end_array(json);
    json_key(json, "properties");
    json_begin_object(json);
}

static void end_group(struct json *json)
{
    end_properties(json);
    json_end_object(json);
}

static void write_properties(struct json *json, const struct schema *schema)
{
    const char *group = NULL;

    for (size_t i = 0; i < schema->property_count; i++) {
        struct schema_property property;

        schema->describe(i, &property);
        if (group != NULL && property.group != group)
            end_group(json);
        if (property.group != NULL && property.group != group)
            begin_group(json, property.group);
        group = property.group;
        write_property(json, &property);
    }
    if (group != NULL)
        end_group(json);
}

static void write_row(struct json *json, const struct schema *schema)
{
    json_key(json, schema->row_name);
    json_begin_object(json);
    member(json, "description", schema->row_description);
    member(json, "type", "object");
    write_required(json, schema);
    json_key(json, "properties");
    json_begin_object(json);
    write_properties(json, schema);
    end_properties(json);
    json_end_object(json);
}

/* What stands before the rows, member by member. */
struct head_member {
    const char *key;
    const char *help;
    enum value_type type;
    bool nullable;
};

static const struct head_member head_members[] = {
    {"schema", "lsock/1; only ever grows", VALUE_TEXT, false},
    {"version", "version of the program; empty: a recording does not say", VALUE_TEXT, false},
    {"time", "when the tables were read: RFC 3339, UTC", VALUE_TEXT, true},
    {"complete", "false: sockets may be missing, see warnings", VALUE_BOOL, false},
};

static const struct head_member host_members[] = {
    {"os", "linux, windows, …", VALUE_TEXT, true},
    {"kernel", "its release", VALUE_TEXT, true},
};

static const struct head_member source_members[] = {
    {"netns", "inode of the network namespace", VALUE_NUMBER, true},
    {"netns_name", "its name, where it has one", VALUE_TEXT, true},
    {"protocol", "which table", VALUE_TEXT, false},
    {"source", "where it was read: sock_diag, …", VALUE_TEXT, false},
    {"dialect", "whose words and numbers state_native and state_native_number are", VALUE_TEXT,
     false},
    {"complete", "false: sockets may be missing from it", VALUE_BOOL, false},
    {"lists_bound",
     "false: it cannot have TCP sockets that are only bound to a port; null: not TCP, or unknown",
     VALUE_BOOL, true},
};

static const struct head_member warning_members[] = {
    {"code", "a stable word", VALUE_TEXT, false},
    {"message", "the same for people", VALUE_TEXT, false},
};

static void write_members(struct json *json, const struct head_member *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        json_key(json, members[i].key);
        json_begin_object(json);
        member(json, "description", members[i].help);
        write_type(json, members[i].type, members[i].nullable);
        json_end_object(json);
    }
}

/* An object whose members are all required. */
static void write_object(struct json *json, const struct head_member *members, size_t count)
{
    member(json, "type", "object");
    json_key(json, "required");
    json_begin_array(json);
    for (size_t i = 0; i < count; i++)
        json_text(json, text_of(members[i].key));
    json_end_array(json);
    json_key(json, "properties");
    json_begin_object(json);
    write_members(json, members, count);
    json_end_object(json);
}

static void write_array_of(struct json *json, const char *key, const char *help,
                           const struct head_member *members, size_t count)
{
    json_key(json, key);
    json_begin_object(json);
    member(json, "description", help);
    member(json, "type", "array");
    json_key(json, "items");
    json_begin_object(json);
    write_object(json, members, count);
    json_end_object(json);
    json_end_object(json);
}

static void write_source_properties(struct json *json)
{
    json_key(json, "host");
    json_begin_object(json);
    write_object(json, host_members, COUNT_OF(host_members));
    json_end_object(json);
    write_array_of(json, "sources", "Every table that was read.", source_members,
                   COUNT_OF(source_members));
    write_array_of(json, "warnings", "What to know about the answer.", warning_members,
                   COUNT_OF(warning_members));
}

static void write_required_head(struct json *json, const char *first, bool before, const char *last)
{
    static const char *const keys[] = {"version",  "time",    "host",
                                       "complete", "sources", "warnings"};

    json_key(json, "required");
    json_begin_array(json);
    if (first != NULL)
        json_text(json, text_of(first));
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        json_text(json, text_of(keys[i]));
    if (before)
        json_text(json, TEXT("before"));
    if (last != NULL)
        json_text(json, text_of(last));
    json_end_array(json);
}

static void write_head_properties(struct json *json, const struct schema *schema)
{
    write_members(json, head_members, COUNT_OF(head_members));
    write_source_properties(json);
    if (!schema->has_before)
        return;
    json_key(json, "before");
    json_begin_object(json);
    member(json, "description", "The earlier side: all of the above but the schema.");
    member(json, "type", "object");
    write_required_head(json, NULL, false, NULL);
    json_key(json, "properties");
    json_begin_object(json);
    write_members(json, head_members + 1, COUNT_OF(head_members) - 1);
    write_source_properties(json);
    json_end_object(json);
    json_end_object(json);
}

static void write_constant(struct json *json, const char *key, const char *word)
{
    json_key(json, key);
    json_begin_object(json);
    member(json, "const", word);
    json_end_object(json);
}

/* "#/$defs/NAME" and, behind it, a suffix. */
static void write_reference(struct json *json, const char *name, const char *suffix)
{
    struct builder reference = {0};

    builder_printf(&reference, "#/$defs/%s%s", name, suffix);
    json_key(json, "$ref");
    json_text(json, builder_text(&reference));
    builder_free(&reference);
}

static void write_document_definition(struct json *json, const struct schema *schema)
{
    json_key(json, "document");
    json_begin_object(json);
    member(json, "description", "What --json and --json=pretty print.");
    member(json, "type", "object");
    write_required_head(json, "schema", schema->has_before, schema->rows_key);
    json_key(json, "properties");
    json_begin_object(json);
    write_head_properties(json, schema);
    json_key(json, schema->rows_key);
    json_begin_object(json);
    member(json, "type", "array");
    json_key(json, "items");
    json_begin_object(json);
    write_reference(json, schema->row_name, "");
    json_end_object(json);
    json_end_object(json);
    json_end_object(json);
    json_end_object(json);
}

static void write_header_line(struct json *json, const struct schema *schema)
{
    json_key(json, "header_line");
    json_begin_object(json);
    member(json, "description", "First line of --json=lines.");
    member(json, "type", "object");
    write_required_head(json, "schema", schema->has_before, "type");
    json_key(json, "properties");
    json_begin_object(json);
    write_constant(json, "type", "header");
    write_head_properties(json, schema);
    json_end_object(json);
    json_end_object(json);
}

static void write_row_line(struct json *json, const struct schema *schema)
{
    struct builder text = {0};

    builder_printf(&text, "%s_line", schema->row_name);
    builder_add_byte(&text, '\0');
    json_key(json, text.bytes == NULL ? "" : text.bytes);
    builder_clear(&text);
    builder_printf(&text, "A line of --json=lines for each %s.", schema->row_name);
    json_begin_object(json);
    json_key(json, "description");
    json_text(json, builder_text(&text));
    builder_free(&text);
    write_reference(json, schema->row_name, "");
    json_key(json, "required");
    json_begin_array(json);
    json_text(json, TEXT("type"));
    json_end_array(json);
    json_key(json, "properties");
    json_begin_object(json);
    write_constant(json, "type", schema->row_name);
    json_end_object(json);
    json_end_object(json);
}

static void write_end_line(struct json *json, const struct schema *schema)
{
    static const struct head_member members[] = {
        {"count", "how many lines stand between header and end", VALUE_NUMBER, false},
    };
    static const struct head_member end_members[] = {
        {"complete", "false: some may be missing, see warnings", VALUE_BOOL, false},
    };

    json_key(json, "end_line");
    json_begin_object(json);
    member(json, "description",
           "Last line of --json=lines; where it is missing, the rest was cut off.");
    member(json, "type", "object");
    json_key(json, "required");
    json_begin_array(json);
    json_text(json, TEXT("type"));
    json_text(json, TEXT("count"));
    if (schema->streamed) {
        json_text(json, TEXT("complete"));
        json_text(json, TEXT("warnings"));
    }
    json_end_array(json);
    json_key(json, "properties");
    json_begin_object(json);
    write_constant(json, "type", "end");
    write_members(json, members, COUNT_OF(members));
    if (schema->streamed) {
        write_members(json, end_members, COUNT_OF(end_members));
        write_array_of(json, "warnings",
                       "What to know about the answer, from its begin to its end.", warning_members,
                       COUNT_OF(warning_members));
    }
    json_end_object(json);
    json_end_object(json);
}

static void write_references(struct json *json, const struct schema *schema)
{
    const char *const references[][2] = {
        {"document", ""}, {"header_line", ""}, {schema->row_name, "_line"}, {"end_line", ""}};

    json_key(json, "oneOf");
    json_begin_array(json);
    for (size_t i = schema->streamed ? 1 : 0; i < COUNT_OF(references); i++) {
        json_begin_object(json);
        write_reference(json, references[i][0], references[i][1]);
        json_end_object(json);
    }
    json_end_array(json);
}

void schema_write_any(const struct schema *schema, struct output *output)
{
    struct json json;

    json_init(&json, output, true);
    json_begin_object(&json);
    member(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    member(&json, "$id", schema->id);
    member(&json, "title", schema->title);
    member(&json, "description", schema->description);
    write_references(&json, schema);
    json_key(&json, "$defs");
    json_begin_object(&json);
    if (!schema->streamed)
        write_document_definition(&json, schema);
    write_header_line(&json, schema);
    write_row_line(&json, schema);
    write_end_line(&json, schema);
    write_row(&json, schema);
    json_end_object(&json);
    json_end_object(&json);
    json_end_line(&json);
}

static void describe_column(size_t index, struct schema_property *property)
{
    const struct column *column = column_at(index);

    *property = (struct schema_property){
        .key = column->name,
        .prefix = "",
        .help = column->help,
        .type = column->type,
        .list = column->list,
        .required = (column->flags & COLUMN_CORE) != 0,
        .group = detail_group_name(column->group),
    };
}

void schema_write(struct output *output)
{
    struct schema schema = {
        .id = "urn:lsock:1",
        .title = "lsock/1",
        .description =
            "A listing of lsock: one document, or line by line. Keys are only ever added.",
        .row_name = "socket",
        .rows_key = "sockets",
        .row_description = "One socket. The core keys are required; null: does not apply, or the "
                           "system did not say.",
        .property_count = column_count(),
        .describe = describe_column,
    };

    schema_write_any(&schema, output);
}

static void describe_event(size_t index, struct schema_property *property)
{
    static const char *const keys[] = {"time", "event", "state_after"};

    describe_column(index, property);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (column_at(index) == column_find(text_of(keys[i])))
            property->required = true;
}

void event_schema_write(struct output *output)
{
    struct schema schema = {
        .id = "urn:lsock-events:1",
        .title = "lsock-events/1",
        .description = "Sockets as they end, line by line. Keys are only ever added.",
        .row_name = "event",
        .row_description = "One socket that has ended, as it was seen last, and when. Null: does "
                           "not apply, or the system did not say.",
        .streamed = true,
        .property_count = column_count(),
        .describe = describe_event,
    };

    schema_write_any(&schema, output);
}
