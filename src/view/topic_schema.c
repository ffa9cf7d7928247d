/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON Schema of lsock-topic/1. It follows model/report.h, which is fixed, so it is written by
 * hand; other schemas are generated from the tables of columns. */
#include "report.h"
#include "schema.h"
#include "topic.h"

static const char topic[] =
    "'topic': {'description': 'One topic.', 'type': 'object',"
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
    "  'lines': {'description': 'preformatted, for a fixed-width font',"
    "    'type': 'array', 'items': !{'type': 'string'}}}},"
    "'table': {'type': 'object', 'required': !['type', 'rows'], 'properties': {"
    "  'type': !{'const': 'table'},"
    "  'rows': {'type': 'array', 'items': {'type': 'object',"
    "    'additionalProperties': !{'type': ['string', 'integer', 'boolean', 'null']}}}}}";

static void put_row(struct json *json)
{
    json_put(json, topic);
    schema_put_word(json, "kind", "what it is about", report_kinds, false);
    schema_put_word(json, "state", "the RFC 9293 state that it describes", state_words, true);
    json_put(json, members);
}

const struct schema topic_schema = {
    .name = "lsock-topic",
    .description =
        "What lsock explain prints: one document, or JSON lines. Later versions only add keys.",
    .row_name = "topic",
    .rows_key = "topics",
    .put_row = put_row,
};
