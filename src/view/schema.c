/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "schema.h"

#include <string.h>

#include "column.h"
#include "host_values_json.h"

/* Ends an object and its properties; a text may have a sibling for bytes that are not valid
 * UTF-8. */
#define END_PROPERTIES                                                  \
    "}, 'patternProperties': {'_base64$': {"                            \
    "  'description': 'exact bytes of a text that is not valid UTF-8'," \
    "  'type': 'string', 'contentEncoding': 'base64'}}}"

/* The members before the rows. */
#define HEAD_KEYS "'version', 'time', 'host', 'complete', 'sources', 'warnings'"

static const char *word_at(const struct schema_property *property, size_t index)
{
    if (property->words != NULL)
        return property->words(index);
    return property->column == NULL ? NULL : column_word(property->column, index);
}

static bool is_repeated(const struct schema_property *property, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(word_at(property, i), word_at(property, index)) == 0)
            return true;
    return false;
}

/* Writes the words of a closed list; nothing if the property has none. */
static void put_enum(struct json *json, const struct schema_property *property, bool nullable)
{
    const char *word;

    if (word_at(property, 0) == NULL)
        return;
    json_put(json, "'enum': ![");
    for (size_t i = 0; (word = word_at(property, i)) != NULL; i++)
        if (!is_repeated(property, i))
            json_put(json, "%s", word);
    if (nullable)
        json_null(json);
    json_put(json, "]");
}

void schema_put_word(struct json *json, const char *key, const char *description,
                     closed_list *words, bool nullable)
{
    const struct schema_property property = {.words = words};

    json_put(json, "'%s': {'description': %s, 'type': ", key, description);
    json_put(json, nullable ? "['string', 'null']" : "'string'");
    put_enum(json, &property, nullable);
    json_put(json, "}");
}

static void put_warnings(struct json *json, const char *description)
{
    json_put(json,
             "'warnings': {'description': %s, 'type': 'array', 'items': {"
             "  'type': 'object', 'required': ['code', 'message'], 'properties': {",
             description);
    schema_put_word(json, "code", "stable code", note_code_words, false);
    json_put(json, "'message': {'description': 'the note as a sentence', 'type': 'string'}}}}");
}

CLOSED_LIST(protocol_words, protocol_names)

static const char *dialect_words(size_t index)
{
    return index < DIALECT_COUNT ? state_dialects[index].name : NULL;
}

static const char origin[] =
    "'version': {"
    "  'description': 'version of lsock; empty: not in the recording',"
    "  'type': 'string'},"
    "'time': {"
    "  'description': 'when the tables were read: RFC 3339, UTC', 'type': ['string', 'null']},"
    "'complete': {"
    "  'description': 'false: sockets may be missing, see warnings', 'type': 'boolean'},"
    "'host': {'type': 'object', 'required': ['os', 'kernel'], 'properties': {"
    "  'os': {'description': 'linux, windows, …', 'type': ['string', 'null']},"
    "  'kernel': {'description': 'kernel release', 'type': ['string', 'null']}}},"
    "'sources': {'description': 'All tables that were read.', 'type': 'array', 'items': {"
    "  'type': 'object', 'required': ["
    "    'netns', 'netns_name', 'protocol', 'source', 'dialect', 'complete', 'lists_bound'],"
    "  'properties': {"
    "    'netns': {"
    "      'description': 'inode of the network namespace',"
    "      'type': ['integer', 'null'], 'minimum': 0},"
    "    'netns_name': {"
    "      'description': 'its name, if it has one', 'type': ['string', 'null']},"
    "    'source': {'description': 'where it was read from: sock_diag, …', 'type': 'string'},"
    "    'complete': {'description': 'false: sockets may be missing from it', 'type': 'boolean'},"
    "    'lists_bound': {'description': 'false: it cannot list TCP sockets that are only bound to "
    "a port; null: not TCP, or unknown', 'type': ['boolean', 'null']}";

static void put_origin(struct json *json, const struct schema *schema)
{
    json_put(json, origin);
    schema_put_word(json, "protocol", "which table", protocol_words, false);
    schema_put_word(json, "dialect",
                    "the tool or system whose state names state_native and state_native_number use",
                    dialect_words, false);
    json_put(json, "}}}");
    put_warnings(json, "Notes about the result.");
    if (schema->recorded)
        host_values_put_schema(json);
}

static void put_head(struct json *json, const struct schema *schema)
{
    json_put(json,
             "'schema': {'description': 'later versions only add keys', 'type': 'string', 'const': "
             "'%s/1'}",
             schema->name);
    put_origin(json, schema);
    if (!schema->has_before && !schema->recorded)
        return;
    json_put(json, "'before': {"
                   "  'description': 'The earlier side: the members above except schema.',"
                   "  'type': 'object', 'required': [" HEAD_KEYS "], 'properties': {");
    put_origin(json, schema);
    json_put(json, "}}");
}

/* Returns the JSON Schema type of a value. */
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

/* Writes a property and leaves its object open. */
static void begin_property(struct json *json, const struct schema_property *property)
{
    json_put(json, "'%s': {'description': '%s%s', 'type': ['%s', 'null']", property->key,
             property->prefix, property->help, type_word(property->type));
    if (property->type == VALUE_NUMBER)
        json_put(json, "'minimum': 0");
    if (property->type == VALUE_HEX64)
        json_put(json, "'pattern': '^[0-9a-f]{16}$'");
    put_enum(json, property, true);
}

/* `codes`: the closed list for the member `code`. */
static void put_property(struct json *json, const struct schema_property *property,
                         closed_list *codes)
{
    const struct list_type *list = property->list;

    begin_property(json, property);
    if (list != NULL) {
        json_put(json, "'items': {'type': 'object', 'properties': {");
        for (size_t i = 0; i < list->column_count; i++) {
            const struct list_column *column = &list->columns[i];

            begin_property(json, &(struct schema_property){
                                     .key = column->key,
                                     .prefix = "",
                                     .help = column->help,
                                     .type = column->type,
                                     .words = strcmp(column->key, "code") == 0 ? codes : NULL,
                                 });
            json_put(json, "}");
        }
        json_put(json, END_PROPERTIES);
    }
    json_put(json, "}");
}

static void put_properties(struct json *json, const struct schema *schema)
{
    struct schema_property property;
    const char *group = NULL;

    for (size_t i = 0; schema->describe(i, &property); i++) {
        if (group != NULL && property.group != group)
            json_put(json, END_PROPERTIES);
        if (property.group != NULL && property.group != group)
            json_put(json,
                     "'%s': {'description': 'only on request; null: does not apply',"
                     "  'type': ['object', 'null'], 'properties': {",
                     property.group);
        group = property.group;
        put_property(json, &property, schema->codes);
    }
    if (group != NULL)
        json_put(json, END_PROPERTIES);
}

static void put_row(struct json *json, const struct schema *schema)
{
    struct schema_property property;

    json_put(json, "'%s': {'description': %s, 'type': 'object', 'required': [", schema->row_name,
             schema->row_description);
    for (size_t i = 0; schema->describe(i, &property); i++)
        if (property.required)
            json_put(json, "%s", property.key);
    json_put(json, "], 'properties': {");
    put_properties(json, schema);
    json_put(json, END_PROPERTIES);
}

static void put_row_line(struct json *json, const char *type, const char *description,
                         const char *row)
{
    json_put(json,
             "'%s_line': {'description': %s, '$ref': '#/$defs/%s', 'required': ['type'],"
             "  'properties': {'type': {'const': %s}}}",
             type, description, row, type);
}

static void put_lines(struct json *json, const struct schema *schema)
{
    const char *row = schema->row_name;

    put_row_line(json, row, "A row of --json=lines.", row);
    if (schema->recorded)
        put_row_line(json, SCHEMA_EARLIER_ROW, "A row of the earlier reading.", row);
    json_put(json, "'end_line': {'description':"
                   "    'Last line of --json=lines. If it is missing, the output was cut off.',"
                   "  'type': 'object', 'required': ['type', 'count'");
    if (schema->streamed)
        json_put(json, "'complete', 'warnings'");
    json_put(json,
             "], 'properties': {"
             "  'type': {'const': 'end'},"
             "  'count': {"
             "    'description': 'number of rows, without those of an earlier reading',"
             "    'type': 'integer', 'minimum': 0}");
    if (schema->streamed) {
        json_put(json, "'complete': {"
                       "  'description': 'false: some may be missing, see warnings',"
                       "  'type': 'boolean'}");
        put_warnings(json, "All notes about the result.");
    }
    json_put(json, "}}");
}

/* Starts the definition of a whole document or of the header; `last` is its last required key. */
static void begin_document(struct json *json, const struct schema *schema, const char *name,
                           const char *description, const char *last)
{
    json_put(json, "'%s': {'description': %s, 'type': 'object', 'required': ['schema', " HEAD_KEYS,
             name, description);
    if (schema->has_before)
        json_put(json, "'before'");
    json_put(json, "%s], 'properties': {", last);
}

static void put_documents(struct json *json, const struct schema *schema)
{
    if (!schema->streamed) {
        begin_document(json, schema, "document", "What --json and --json=pretty print.",
                       schema->rows_key);
        put_head(json, schema);
        json_put(json, "'%s': {'type': 'array', 'items': {'$ref': '#/$defs/%s'}}}},",
                 schema->rows_key, schema->row_name);
    }
    begin_document(json, schema, "header_line", "First line of --json=lines.", "type");
    json_put(json, "'type': {'const': 'header'}");
    put_head(json, schema);
    json_put(json, "}}");
}

void schema_write(const struct schema *schema, struct output *output)
{
    struct json json;

    json_init(&json, output, true);
    json_put(&json,
             "{'$schema': 'https://json-schema.org/draft/2020-12/schema',"
             " '$id': 'urn:%s:1', 'title': '%s/1', 'description': %s, 'oneOf': [",
             schema->name, schema->name, schema->description);
    if (!schema->streamed)
        json_put(&json, "{'$ref': '#/$defs/document'}");
    json_put(&json,
             "{'$ref': '#/$defs/header_line'}, {'$ref': '#/$defs/%s_line'},"
             "{'$ref': '#/$defs/end_line'}",
             schema->row_name);
    if (schema->recorded)
        json_put(&json, "{'$ref': '#/$defs/" SCHEMA_EARLIER_ROW "_line'}");
    json_put(&json, "], '$defs': {");
    put_documents(&json, schema);
    put_lines(&json, schema);
    if (schema->put_row != NULL)
        schema->put_row(&json);
    else
        put_row(&json, schema);
    json_put(&json, "}}");
    json_end_line(&json);
}

void schema_describe(const struct table_column *column, const char *prefix,
                     struct schema_property *property)
{
    const struct column *source =
        column->of_socket == NULL ? NULL : column_find(text_of(column->of_socket));
    bool own = column->help != NULL;

    *property = (struct schema_property){
        .key = column->key,
        .prefix = prefix,
        .help = own ? column->help : source->help,
        .type = own ? column->type : source->type,
        .list = own ? column->list : source->list,
        .words = column->words,
        .column = source,
        .required = true,
    };
}

bool schema_describe_socket(size_t index, struct schema_property *property)
{
    const struct column *column = index < column_count() ? column_at(index) : NULL;

    if (column == NULL)
        return false;
    *property = (struct schema_property){
        .key = column->name,
        .prefix = "",
        .help = column->help,
        .type = column->type,
        .list = column->list,
        .column = column,
        .required = (column->flags & COLUMN_CORE) != 0,
        .group = detail_group_names[column->group],
    };
    return true;
}
