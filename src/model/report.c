/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report.h"

#include <stdarg.h>

#include "builder.h"

void report_init(struct report *report, struct arena *arena)
{
    *report = (struct report){.arena = arena};
    report->next_topic = &report->topics;
}

static void *take(struct report *report, size_t size)
{
    void *memory = arena_alloc(report->arena, size);

    if (memory == NULL)
        report->failed = true;
    return memory;
}

struct report_topic *report_topic(struct report *report, const char *kind, const char *name,
                                  struct text title)
{
    struct report_topic *topic = take(report, sizeof(*topic));

    report->section = NULL;
    report->block = NULL;
    report->topic = topic;
    if (topic == NULL)
        return NULL;
    *topic = (struct report_topic){.kind = kind, .name = name, .title = title};
    topic->next_section = &topic->sections;
    *report->next_topic = topic;
    report->next_topic = &topic->next;
    report->topic_count++;
    return topic;
}

void report_section(struct report *report, const char *key, const char *title)
{
    struct report_section *section;

    report->section = NULL;
    report->block = NULL;
    if (report->topic == NULL || (section = take(report, sizeof(*section))) == NULL)
        return;
    *section = (struct report_section){.key = key, .title = title};
    section->next_block = &section->blocks;
    *report->topic->next_section = section;
    report->topic->next_section = &section->next;
    report->section = section;
}

static struct report_block *add_block(struct report *report, enum report_block_kind kind)
{
    struct report_block *block;

    report->block = NULL;
    if (report->section == NULL || (block = take(report, sizeof(*block))) == NULL)
        return NULL;
    *block = (struct report_block){.kind = kind};
    block->next_line = &block->lines;
    block->next_row = &block->rows;
    *report->section->next_block = block;
    report->section->next_block = &block->next;
    report->block = block;
    return block;
}

static struct text format_copy(struct report *report, const char *format, va_list arguments)
    PRINTF_LIKE(2, 0);

static struct text format_copy(struct report *report, const char *format, va_list arguments)
{
    struct builder builder = {0};
    struct text copy;

    builder_vprintf(&builder, format, arguments);
    copy = arena_copy(report->arena, builder_text(&builder));
    if (builder.failed || copy.bytes == NULL)
        report->failed = true;
    builder_free(&builder);
    return copy;
}

void report_paragraph(struct report *report, const char *format, ...)
{
    struct report_block *block = add_block(report, REPORT_PARAGRAPH);
    va_list arguments;

    if (block == NULL)
        return;
    va_start(arguments, format);
    block->text = format_copy(report, format, arguments);
    va_end(arguments);
}

void report_brief(struct report *report, const char *key, const char *title, struct text text)
{
    struct report_block *block;

    report_section(report, key, title);
    block = add_block(report, REPORT_PARAGRAPH);
    if (block == NULL)
        return;
    block->text = text;
    report->section->brief = true;
}

struct report_line *report_line(struct report *report, struct text text)
{
    struct report_block *block = report->block;
    struct report_line *line;

    if (block == NULL || block->kind != REPORT_LINES)
        block = add_block(report, REPORT_LINES);
    if (block == NULL || (line = take(report, sizeof(*line))) == NULL)
        return NULL;
    line->text = arena_copy(report->arena, text);
    if (line->text.bytes == NULL)
        report->failed = true;
    *block->next_line = line;
    block->next_line = &line->next;
    return line;
}

void report_mark(struct report *report, struct report_line *line, size_t begin, size_t end,
                 enum role role)
{
    struct report_mark **at, *mark;

    if (line == NULL || (mark = take(report, sizeof(*mark))) == NULL)
        return;
    for (at = &line->marks; *at != NULL && (*at)->begin < begin;)
        at = &(*at)->next;
    *mark = (struct report_mark){*at, begin, end, role};
    *at = mark;
}

void report_table(struct report *report, const struct report_column *columns, size_t count)
{
    struct report_block *block = add_block(report, REPORT_TABLE);

    if (block == NULL)
        return;
    block->columns = columns;
    block->column_count = count;
}

struct value *report_row(struct report *report)
{
    struct report_block *block = report->block;
    struct report_row *row;

    if (block == NULL || block->kind != REPORT_TABLE ||
        (row = take(report, sizeof(*row) + block->column_count * sizeof(row->cells[0]))) == NULL)
        return NULL;
    *block->next_row = row;
    block->next_row = &row->next;
    return row->cells;
}

struct value report_text(const char *text)
{
    if (text == NULL)
        return (struct value){.presence = VALUE_ABSENT, .type = VALUE_TEXT};
    return (struct value){
        .presence = VALUE_KNOWN, .type = VALUE_TEXT, .role = ROLE_PLAIN, .text = text_of(text)};
}

struct value report_printf(struct report *report, const char *format, ...)
{
    struct value value = {.presence = VALUE_KNOWN, .type = VALUE_TEXT};
    va_list arguments;

    va_start(arguments, format);
    value.text = format_copy(report, format, arguments);
    va_end(arguments);
    return value;
}

struct value report_number(uint64_t number)
{
    return (struct value){.presence = VALUE_KNOWN, .type = VALUE_NUMBER, .number = number};
}

struct value report_unknown(void)
{
    return (struct value){.presence = VALUE_UNKNOWN, .type = VALUE_TEXT, .role = ROLE_DIM};
}
