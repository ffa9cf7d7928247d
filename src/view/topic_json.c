/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json.h"
#include "topic.h"

static void member(struct json *json, const char *key, struct text text)
{
    json_key(json, key);
    json_text(json, text);
}

static void write_lines(struct json *json, const struct report_block *block)
{
    json_key(json, "lines");
    json_begin_array(json);
    for (const struct report_line *line = block->lines; line != NULL; line = line->next)
        json_text(json, line->text);
    json_end_array(json);
}

static void write_rows(struct json *json, const struct report_block *block,
                       const struct names *names)
{
    json_key(json, "rows");
    json_begin_array(json);
    for (const struct report_row *row = block->rows; row != NULL; row = row->next) {
        json_begin_object(json);
        for (size_t i = 0; i < block->column_count; i++)
            json_value_member(json, block->columns[i].key, &row->cells[i], names);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_block(struct json *json, const struct report_block *block,
                        const struct names *names)
{
    static const char *const types[] = {
        [REPORT_PARAGRAPH] = "text", [REPORT_LINES] = "lines", [REPORT_TABLE] = "table"};

    json_begin_object(json);
    member(json, "type", text_of(types[block->kind]));
    switch (block->kind) {
    case REPORT_PARAGRAPH:
        json_text_member(json, "text", block->text);
        break;
    case REPORT_LINES:
        write_lines(json, block);
        break;
    case REPORT_TABLE:
        write_rows(json, block, names);
        break;
    }
    json_end_object(json);
}

static void write_sections(struct json *json, const struct report_topic *topic,
                           const struct names *names)
{
    json_key(json, "sections");
    json_begin_array(json);
    for (const struct report_section *section = topic->sections; section != NULL;
         section = section->next) {
        json_begin_object(json);
        member(json, "key", text_of(section->key));
        member(json, "title", text_of(section->title));
        json_key(json, "blocks");
        json_begin_array(json);
        for (const struct report_block *block = section->blocks; block != NULL; block = block->next)
            write_block(json, block, names);
        json_end_array(json);
        json_end_object(json);
    }
    json_end_array(json);
}

/* Its members, into an object that is open. */
static void write_topic(struct json *json, const struct report_topic *topic,
                        const struct names *names)
{
    member(json, "kind", text_of(topic->kind));
    json_text_member(json, "name", text_of(topic->name));
    json_text_member(json, "title", topic->title);
    json_key(json, "state");
    if (topic->state == STATE_NONE)
        json_null(json);
    else
        json_text(json, text_of(state_name((enum state)topic->state)));
    write_sections(json, topic, names);
}

static void write_topic_lines(struct json *json, const struct report *report,
                              const struct document *document, const struct names *names)
{
    json_begin_object(json);
    member(json, "type", TEXT("header"));
    document_write_head(json, document);
    json_end_object(json);
    json_end_line(json);
    for (const struct report_topic *topic = report->topics; topic != NULL; topic = topic->next) {
        json_begin_object(json);
        member(json, "type", TEXT("topic"));
        write_topic(json, topic, names);
        json_end_object(json);
        json_end_line(json);
    }
    json_begin_object(json);
    member(json, "type", TEXT("end"));
    json_key(json, "count");
    json_number(json, report->topic_count);
    json_end_object(json);
    json_end_line(json);
}

static void write_whole(struct json *json, const struct report *report,
                        const struct document *document, const struct names *names)
{
    json_begin_object(json);
    document_write_head(json, document);
    json_key(json, "topics");
    json_begin_array(json);
    for (const struct report_topic *topic = report->topics; topic != NULL; topic = topic->next) {
        json_begin_object(json);
        write_topic(json, topic, names);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
    json_end_line(json);
}

void topic_write_json(const struct report *report, struct document *document, enum json_mode mode,
                      const struct names *names, struct output *output)
{
    struct json json;

    document->schema = "lsock-topic/1";
    json_init(&json, output, mode == JSON_PRETTY);
    if (mode == JSON_LINES)
        write_topic_lines(&json, report, document, names);
    else
        write_whole(&json, report, document, names);
}
