/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes topics for people: headings, wrapped paragraphs, and small tables whose last column is
 * wrapped. */
#include "topic.h"

#include <string.h>

#include "cell.h"
#include "column.h"
#include "line.h"
#include "style.h"
#include "wrap.h"

#define INDENT      ((size_t)2)
#define GAP         ((size_t)2)
#define BRIEF_WIDTH ((size_t)16) /* titles beside their text */
#define COLUMNS_MAX ((size_t)12)
#define NAME_MAX    ((size_t)26) /* of a name with a text beside it; a longer one is above it */

struct topic_writer {
    const struct text_style *style;
    const struct names *names;
    struct output *output;
    size_t width;
    struct builder cell; /* buffer for a word or cell */
    bool failed;
};

static void styled(struct topic_writer *writer, enum role role, struct text text)
{
    output_text(writer->output, style_begin(role, writer->style->colour));
    output_text(writer->output, text);
    output_text(writer->output, style_end(role, writer->style->colour));
}

/* Writes words from column `at`, where the cursor is; further lines start there too. */
static void wrap(struct topic_writer *writer, struct text text, size_t at)
{
    struct wrap wrap = {writer->output, &writer->cell, writer->width, at, false};

    wrap_write(&wrap, text, at);
    writer->failed = writer->failed || writer->cell.failed;
}

static void write_paragraph(struct topic_writer *writer, struct text text)
{
    output_fill(writer->output, ' ', INDENT);
    wrap(writer, text, INDENT);
    output_byte(writer->output, '\n');
}

/* Writes preformatted lines; they are our own text, so they are not escaped. */
static void write_lines(struct topic_writer *writer, const struct report_block *block)
{
    for (const struct report_line *line = block->lines; line != NULL; line = line->next) {
        size_t at = 0, end = line->text.length;

        while (end > 0 && line->text.bytes[end - 1] == ' ')
            end--;
        for (const struct report_mark *mark = line->marks; mark != NULL; mark = mark->next) {
            output_text(writer->output, text_part(line->text, at, mark->begin));
            styled(writer, mark->role, text_part(line->text, mark->begin, mark->end));
            at = mark->end;
        }
        output_text(writer->output, text_part(line->text, at, end));
        output_byte(writer->output, '\n');
    }
}

static size_t format(struct topic_writer *writer, const struct value *value)
{
    struct value shown = *value;

    if (value->type == VALUE_ENDPOINT)
        endpoint_unmap(&shown.endpoint);
    builder_clear(&writer->cell);
    return cell_write(&writer->cell, &shown, writer->names, NULL);
}

/* Whether the column is printed as a column; the others are joined into one wrapped text. */
static bool stands(const struct report_column *column)
{
    return !column->only_data && column->lead == NULL;
}

/* Whether any column after the first one is shown. */
static bool has_more_columns(const struct report_block *block)
{
    for (size_t i = 1; i < block->column_count; i++)
        if (stands(&block->columns[i]))
            return true;
    return false;
}

static void measure(struct topic_writer *writer, const struct report_block *block, size_t *widths)
{
    for (size_t i = 0; i < block->column_count; i++) {
        widths[i] = text_of(block->columns[i].title).length;
        for (const struct report_row *row = block->rows; row != NULL; row = row->next) {
            size_t columns = stands(&block->columns[i]) ? format(writer, &row->cells[i]) : 0;

            if (columns > widths[i])
                widths[i] = columns;
        }
        if (i == 0 && widths[i] > NAME_MAX && !has_more_columns(block))
            widths[i] = NAME_MAX;
    }
}

static struct line begin_line(const struct topic_writer *writer)
{
    return (struct line){
        .output = writer->output,
        .colour = writer->style->colour,
        .width = writer->width,
        .indent = 3 * INDENT,
    };
}

/* `start`: of the column. */
static void write_cell(struct line *line, const struct report_column *column, size_t start,
                       size_t width, struct text text, size_t columns, enum role role)
{
    struct line_cell cell = {
        .start = start,
        .pad = column->right ? width - columns : 0,
        .text = text,
        .columns = columns,
        .role = role,
        .right = column->right,
    };

    line_put(line, &cell);
}

static void write_heading(struct topic_writer *writer, const struct report_block *block,
                          const size_t *widths)
{
    struct line line = begin_line(writer);
    size_t start = INDENT;

    for (size_t i = 0; i < block->column_count; i++) {
        const struct report_column *column = &block->columns[i];
        struct text title = text_of(column->title);

        if (!column->only_data)
            write_cell(&line, column, start, widths[i], title, title.length, ROLE_HEADING);
        if (stands(column))
            start += widths[i] + GAP;
    }
    if (line.at > 0)
        output_byte(writer->output, '\n');
}

/* Joins the remaining values: "receives SYN; sends SYN,ACK; RFC 3.10.7.2". A sentence keeps its
 * full stop. */
static void write_folded(struct topic_writer *writer, const struct report_block *block,
                         const struct report_row *row, struct line *line, size_t start)
{
    struct builder text = {0};

    for (size_t i = 0; i < block->column_count; i++) {
        const struct value *value = &row->cells[i];

        if (stands(&block->columns[i]) || block->columns[i].only_data ||
            value->presence != VALUE_KNOWN)
            continue;
        if (text.length > 0)
            builder_add(&text, text.bytes[text.length - 1] == '.' ? TEXT(" ") : TEXT("; "));
        builder_add(&text, text_of(block->columns[i].lead));
        builder_add(&text, value->text);
    }
    if (text.length > 0 && line->at >= start) {
        output_byte(writer->output, '\n');
        line->at = 0;
    }
    if (text.length > 0)
        wrap(writer, builder_text(&text), line_go(line, start));
    writer->failed = writer->failed || text.failed;
    builder_free(&text);
}

static void write_row(struct topic_writer *writer, const struct report_block *block,
                      const struct report_row *row, const size_t *widths)
{
    struct line line = begin_line(writer);
    size_t start = INDENT;

    for (size_t i = 0; i < block->column_count; i++) {
        const struct value *value = &row->cells[i];
        size_t columns;

        if (!stands(&block->columns[i]))
            continue;
        columns = format(writer, value);
        write_cell(&line, &block->columns[i], start, widths[i], builder_text(&writer->cell),
                   columns, value->role);
        start += widths[i] + GAP;
    }
    write_folded(writer, block, row, &line, start);
    output_byte(writer->output, '\n');
}

static void write_table(struct topic_writer *writer, const struct report_block *block)
{
    size_t widths[COLUMNS_MAX];

    if (block->column_count > COLUMNS_MAX || block->rows == NULL)
        return;
    measure(writer, block, widths);
    write_heading(writer, block, widths);
    for (const struct report_row *row = block->rows; row != NULL; row = row->next)
        write_row(writer, block, row, widths);
}

static void write_block(struct topic_writer *writer, const struct report_block *block)
{
    switch (block->kind) {
    case REPORT_PARAGRAPH:
        write_paragraph(writer, block->text);
        break;
    case REPORT_LINES:
        write_lines(writer, block);
        break;
    case REPORT_TABLE:
        write_table(writer, block);
        break;
    }
}

static void write_brief(struct topic_writer *writer, const struct report_section *section)
{
    struct text title = text_of(section->title);

    output_fill(writer->output, ' ', INDENT);
    styled(writer, ROLE_HEADING, title);
    output_fill(writer->output, ' ', title.length < BRIEF_WIDTH ? BRIEF_WIDTH - title.length : 1);
    wrap(writer, section->blocks->text, INDENT + BRIEF_WIDTH);
    output_byte(writer->output, '\n');
}

/* Whether the section has anything to print: not if all its tables are empty. */
static bool has_content(const struct report_section *section)
{
    for (const struct report_block *block = section->blocks; block != NULL; block = block->next)
        if (block->kind != REPORT_TABLE || block->rows != NULL)
            return true;
    return false;
}

static void write_section(struct topic_writer *writer, const struct report_section *section,
                          bool after_brief)
{
    if (section->brief) {
        if (!after_brief)
            output_byte(writer->output, '\n');
        write_brief(writer, section);
        for (const struct report_block *block = section->blocks->next; block != NULL;
             block = block->next)
            write_block(writer, block);
        return;
    }
    output_byte(writer->output, '\n');
    if (section->title[0] != '\0') {
        styled(writer, ROLE_HEADING, text_of(section->title));
        output_byte(writer->output, '\n');
    }
    for (const struct report_block *block = section->blocks; block != NULL; block = block->next)
        write_block(writer, block);
}

static enum role topic_role(const struct report_topic *topic)
{
    if (topic->role != ROLE_PLAIN)
        return topic->role;
    return topic->state == STATE_NONE ? ROLE_HEADING : state_role((enum state)topic->state);
}

static bool is_shown(const struct report_topic *topic, const struct report_section *section,
                     bool whole)
{
    if (!has_content(section))
        return false;
    if (topic->only != NULL)
        return section->group != NULL && strcmp(section->group, topic->only) == 0;
    return whole || section->group == NULL;
}

/* Writes how to see the parts that are not shown. */
static void write_more(struct topic_writer *writer, const struct report_topic *topic,
                       bool after_brief)
{
    struct builder more = {0};
    const char *last = NULL;

    for (const struct report_section *section = topic->sections; section != NULL;
         section = section->next) {
        if (section->group == NULL || !has_content(section) ||
            (last != NULL && strcmp(section->group, last) == 0))
            continue;
        builder_printf(&more, "%s%s", last == NULL ? "" : ", ", section->group);
        last = section->group;
    }
    if (last != NULL) {
        builder_add(&more, TEXT(", --full"));
        output_text(writer->output, after_brief ? TEXT("  More: ") : TEXT("\n  More: "));
        wrap(writer, builder_text(&more), INDENT + 6);
        output_byte(writer->output, '\n');
    }
    writer->failed = writer->failed || more.failed;
    builder_free(&more);
}

static void write_topic(struct topic_writer *writer, const struct report_topic *topic, bool whole)
{
    bool after_brief = false, any = false;

    builder_clear(&writer->cell);
    if (topic->asked.length > 0) {
        cell_escape(&writer->cell, topic->asked);
        builder_add(&writer->cell, TEXT(": "));
    }
    cell_escape(&writer->cell, text_of(topic->name));
    styled(writer, topic_role(topic), builder_text(&writer->cell));
    if (topic->role != ROLE_PLAIN) {
        output_text(writer->output, TEXT(": "));
        wrap(writer, topic->title, strlen(topic->name) + 2);
    }
    output_byte(writer->output, '\n');
    if (topic->title.length > 0 && topic->role == ROLE_PLAIN)
        write_paragraph(writer, topic->title);
    for (const struct report_section *section = topic->sections; section != NULL;
         section = section->next) {
        if (!is_shown(topic, section, whole))
            continue;
        write_section(writer, section, after_brief);
        after_brief = section->brief;
        any = true;
    }
    if (topic->only != NULL && !any)
        output_printf(writer->output, "\n  No %s.\n", topic->only);
    if (!whole && !topic->brief && topic->only == NULL)
        write_more(writer, topic, after_brief);
}

bool topic_write_text(const struct report *report, const struct text_style *style,
                      const struct names *names, struct output *output)
{
    struct topic_writer writer = {
        .style = style, .names = names, .output = output, .width = TOPIC_WIDTH_MAX};

    if (style->width != 0 && style->width < TOPIC_WIDTH_MAX)
        writer.width = style->width < TOPIC_WIDTH_MIN ? TOPIC_WIDTH_MIN : style->width;
    for (const struct report_topic *topic = report->topics; topic != NULL; topic = topic->next) {
        write_topic(&writer, topic, report->whole);
        if (topic->next != NULL)
            output_byte(output, '\n');
    }
    builder_free(&writer.cell);
    return !writer.failed && !report->failed;
}
