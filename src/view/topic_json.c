/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topic.h"

static void write_rows(struct json *json, const struct report_block *block,
                       const struct names *names)
{
    json_put(json, "{'type': 'table', 'rows': [");
    for (const struct report_row *row = block->rows; row != NULL; row = row->next) {
        json_put(json, "{");
        for (size_t i = 0; i < block->column_count; i++)
            json_value_member(json, block->columns[i].key, &row->cells[i], names);
        json_put(json, "}");
    }
    json_put(json, "]}");
}

static void write_block(struct json *json, const struct report_block *block,
                        const struct names *names)
{
    switch (block->kind) {
    case REPORT_PARAGRAPH:
        json_put(json, "{'type': 'text'");
        json_text_member(json, "text", block->text);
        json_put(json, "}");
        break;
    case REPORT_LINES:
        json_put(json, "{'type': 'lines', 'lines': [");
        for (const struct report_line *line = block->lines; line != NULL; line = line->next)
            json_text(json, line->text);
        json_put(json, "]}");
        break;
    case REPORT_TABLE:
        write_rows(json, block, names);
        break;
    }
}

static void write_topic(struct json *json, const struct report_topic *topic,
                        const struct names *names)
{
    json_put(json, "'kind': %s", topic->kind);
    json_text_member(json, "name", text_of(topic->name));
    json_text_member(json, "title", topic->title);
    json_put(json, "'state': %w, 'sections': [",
             topic->state == STATE_NONE ? "" : state_name((enum state)topic->state));
    for (const struct report_section *section = topic->sections; section != NULL;
         section = section->next) {
        json_put(json, "{'key': %s, 'title': %s, 'blocks': [", section->key, section->title);
        for (const struct report_block *block = section->blocks; block != NULL; block = block->next)
            write_block(json, block, names);
        json_put(json, "]}");
    }
    json_put(json, "]");
}

bool topic_write_json(const struct report *report, struct document *document, enum format format,
                      const struct names *names, struct output *output)
{
    struct document_writer writer;

    document->schema = &topic_schema;
    if (!document_begin(&writer, document, NULL, format, output))
        return false;
    for (const struct report_topic *topic = report->topics; topic != NULL; topic = topic->next) {
        document_begin_row(&writer);
        write_topic(&writer.json, topic, names);
        document_end_row(&writer);
    }
    document_end(&writer, NULL);
    return true;
}
