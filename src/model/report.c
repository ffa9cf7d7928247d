/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report.h"

#include <stdarg.h>
#include <string.h>

#include "builder.h"

const char *report_kinds(size_t index)
{
    static const char *const kinds[] = {
        "state",  "extra_state", "transition", "word",    "number",  "system",
        "term",   "exchange",    "tool",       "setting", "counter", "diagram", "list",
        "error",  "finding",     "sentence",   "note",    "column",  "value",   "command",
    };

    return index < COUNT_OF(kinds) ? kinds[index] : NULL;
}

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

/* Returns a zero-terminated copy; "" if out of memory. */
static struct text copy(struct report *report, struct text text)
{
    struct text made = arena_copy(report->arena, text);

    if (made.bytes != NULL)
        return made;
    report->failed = true;
    return TEXT("");
}

struct report_topic *report_topic(struct report *report, const char *kind, struct text name,
                                  struct text title)
{
    struct report_topic *topic = take(report, sizeof(*topic));

    report->section = NULL;
    report->block = NULL;
    report->group = NULL;
    report->topic = topic;
    if (topic == NULL)
        return NULL;
    *topic = (struct report_topic){.kind = kind, .title = title};
    topic->name = copy(report, name).bytes;
    topic->next_section = &topic->sections;
    *report->next_topic = topic;
    report->next_topic = &topic->next;
    report->topic_count++;
    return topic;
}

bool report_section(struct report *report, const char *key, const char *title)
{
    struct report_section *section = report->section;

    if (section != NULL && strcmp(section->key, key) == 0 && strcmp(section->title, title) == 0)
        return false;
    report->section = NULL;
    report->block = NULL;
    if (report->topic == NULL || (section = take(report, sizeof(*section))) == NULL)
        return true;
    *section = (struct report_section){.key = key, .title = title, .group = report->group};
    section->next_block = &section->blocks;
    *report->topic->next_section = section;
    report->topic->next_section = &section->next;
    report->section = section;
    return true;
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
    struct text made;

    builder_vprintf(&builder, format, arguments);
    made = copy(report, builder_text(&builder));
    report->failed |= builder.failed;
    builder_free(&builder);
    return made;
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
    line->text = copy(report, text);
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

void report_table(struct report *report, const char *key, const char *title,
                  const struct report_column *columns, size_t count)
{
    struct report_block *block;
    struct report_column *copied;

    if (key != NULL && !report_section(report, key, title))
        return;
    block = add_block(report, REPORT_TABLE);
    if (block == NULL || (copied = take(report, count * sizeof(*copied))) == NULL)
        return;
    memcpy(copied, columns, count * sizeof(*copied));
    block->columns = copied;
    block->column_count = count;
}

void report_cells(struct report *report, const struct value *cells)
{
    struct report_block *block = report->block;
    struct report_row *row;
    size_t size;

    if (block == NULL || block->kind != REPORT_TABLE)
        return;
    size = block->column_count * sizeof(*cells);
    row = take(report, sizeof(*row) + size);
    if (row == NULL)
        return;
    memcpy(row->cells, cells, size);
    *block->next_row = row;
    block->next_row = &row->next;
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

void report_join(struct report *report, struct value *list, const char *separator, struct text text)
{
    struct text before = list->text;

    if (list->presence == VALUE_ABSENT)
        *list = report_printf(report, "%.*s", (int)text.length, text.bytes);
    else
        *list = report_printf(report, "%.*s%s%.*s", (int)before.length, before.bytes, separator,
                              (int)text.length, text.bytes);
}
