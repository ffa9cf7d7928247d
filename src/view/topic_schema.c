/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON Schema of lsock-topic/1. Its shape is that of model/report.h, which is fixed; so it is
 * written out, where that of lsock/1 is made from the table of columns. */
#include "report.h"
#include "schema.h"
#include "topic.h"

static const char head[] =
    "{'$schema': 'https://json-schema.org/draft/2020-12/schema',"
    " '$id': 'urn:lsock-topic:1',"
    " 'title': 'lsock-topic/1',"
    " 'description': 'What lsock explain says: one document, or line by line. Keys are only ever "
    "added.',"
    " 'oneOf': ["
    "  !{'$ref': '#/$defs/document'}, !{'$ref': '#/$defs/header_line'},"
    "  !{'$ref': '#/$defs/topic_line'}, !{'$ref': '#/$defs/end_line'}],"
    " '$defs': {"
    "  'document': {'$ref': '#/$defs/header', 'required': !['topics'], 'properties': {"
    "    'topics': !{'type': 'array', 'items': {'$ref': '#/$defs/topic'}}}},"
    "  'header_line': {'$ref': '#/$defs/header', 'required': !['type'],"
    "    'properties': !{'type': {'const': 'header'}}},"
    "  'header': {'type': 'object', 'required': ["
    "      'schema', 'version', 'time', 'host', 'complete', 'sources', 'warnings'],"
    "    'properties': {"
    "      'schema': !{'const': 'lsock-topic/1'}";

static const char lines[] =
    "}}, 'topic_line': {'$ref': '#/$defs/topic', 'required': !['type'],"
    "    'properties': !{'type': {'const': 'topic'}}},"
    "  'end_line': {'type': 'object', 'required': !['type', 'count'], 'properties':"
    "    !{'type': {'const': 'end'}, 'count': {'type': 'integer', 'minimum': 0}}},";

static const char topic[] =
    "'topic': {'description': 'One subject.', 'type': 'object',"
    "  'required': !['kind', 'name', 'title', 'state', 'sections'], 'properties': {";

static const char members[] =
    "    'name': !{'type': 'string'},"
    "    'title': !{'description': 'what it is, in a sentence or two', 'type': 'string'},"
    "    'sections': !{'type': 'array', 'items': {'$ref': '#/$defs/section'}}}},"
    "'section': {'type': 'object', 'required': !['key', 'title', 'blocks'], 'properties': {"
    "  'key': !{'description': 'stable', 'type': 'string'},"
    "  'title': !{'description': 'for people, may be empty', 'type': 'string'},"
    "  'blocks': {'type': 'array', 'items': {'oneOf': ["
    "    !{'$ref': '#/$defs/text'}, !{'$ref': '#/$defs/lines'}, !{'$ref': '#/$defs/table'}]}}}},"
    "'text': {'type': 'object', 'required': !['type', 'text'],"
    "  'properties': !{'type': {'const': 'text'}, 'text': {'type': 'string'}}},"
    "'lines': {'type': 'object', 'required': !['type', 'lines'], 'properties': {"
    "  'type': !{'const': 'lines'},"
    "  'lines': {'description': 'drawn, in a fixed width',"
    "    'type': 'array', 'items': !{'type': 'string'}}}},"
    "'table': {'type': 'object', 'required': !['type', 'rows'], 'properties': {"
    "  'type': !{'const': 'table'},"
    "  'rows': {'type': 'array', 'items': {'type': 'object',"
    "    'additionalProperties': !{'type': ['string', 'integer', 'boolean', 'null']}}}}}}}";

void topic_schema_write(struct output *output)
{
    struct json json;

    json_init(&json, output, true);
    json_put(&json, head);
    schema_put_origin(&json);
    json_put(&json, lines);
    json_put(&json, topic);
    schema_put_word(&json, "kind", "what it is about", report_kinds, false);
    schema_put_word(&json, "state", "the state that it is about, by RFC 9293", state_words, true);
    json_put(&json, members);
    json_end_line(&json);
}
