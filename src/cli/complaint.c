/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "complaint.h"

#include <stdint.h>
#include <stdio.h>

#include "cell.h"
#include "style.h"
#include "terminal.h"

static void add_styled(struct builder *builder, enum role role, struct text text, bool colour)
{
    builder_add(builder, style_begin(role, colour));
    cell_escape(builder, text);
    builder_add(builder, style_end(role, colour));
}

/* Says something also where there is no memory left to say it in. Where not even that can be
 * written nobody is left to be told. */
static void print(struct builder *builder)
{
    struct terminal_writer writer = {.file = stderr};

    if (builder->failed)
        fputs("lsock: out of memory\n", stderr);
    else
        (void)terminal_write(&writer, builder->bytes, builder->length);
    builder_free(builder);
}

/* The typed text may be one argument or a part of it: where it lies in the command line's
 * arguments. */
static bool lies_in(struct text typed, struct text argument)
{
    uintptr_t at = (uintptr_t)typed.bytes, begin = (uintptr_t)argument.bytes;

    return at >= begin && at - begin <= argument.length;
}

/* What is printed and what stands below it, as wide as its escapes. */
struct lines {
    struct builder typed, under;
};

static void add_plain(struct lines *lines, struct text text)
{
    builder_fill(&lines->under, ' ', cell_escape(&lines->typed, text));
}

static void add_marked(struct lines *lines, struct text text)
{
    size_t width = cell_escape(&lines->typed, text);

    builder_fill(&lines->under, '^', width);
}

static struct text part(struct text text, size_t begin, size_t end)
{
    return (struct text){text.bytes + begin, end - begin};
}

/* Where in an argument the marks begin and end: what is marked may go on in later arguments. */
struct marks {
    bool open, done;
};

static void add_argument(struct lines *lines, struct text argument, const struct error *error,
                         struct marks *marks, bool colour)
{
    bool begins = !marks->open && !marks->done && lies_in(error->typed, argument);
    bool ends =
        error->until.bytes == NULL ? begins : marks->open && lies_in(error->until, argument);
    struct text last = error->until.bytes == NULL ? error->typed : error->until;
    size_t begin = 0, end = argument.length;

    if (begins)
        begin = (size_t)(error->typed.bytes - argument.bytes) + error->begin;
    if (ends)
        end = (size_t)(last.bytes - argument.bytes) + error->end;
    if (!begins && !marks->open) {
        add_plain(lines, argument);
        return;
    }
    add_plain(lines, part(argument, 0, begin));
    if (begins)
        builder_add(&lines->under, style_begin(ROLE_ERROR, colour));
    add_marked(lines, part(argument, begin, end));
    if (ends && begins && begin == end)
        builder_add_byte(&lines->under, '^');
    marks->open = !ends;
    marks->done = ends;
    if (ends) {
        builder_add(&lines->under, style_end(ROLE_ERROR, colour));
        cell_escape(&lines->typed, part(argument, end, argument.length));
    }
}

static bool is_on(const struct command_line *line, const struct error *error)
{
    for (int i = 1; i < line->argc; i++)
        if (lies_in(error->typed, text_of(line->argv[i])))
            return true;
    return false;
}

static void add_lines(struct builder *out, struct lines *lines)
{
    out->failed = out->failed || lines->typed.failed || lines->under.failed;
    builder_add(out, builder_text(&lines->typed));
    builder_add_byte(out, '\n');
    builder_add(out, builder_text(&lines->under));
    builder_add_byte(out, '\n');
    builder_free(&lines->typed);
    builder_free(&lines->under);
}

/* Up to the marked place: what follows would only push it off the screen. */
static void add_command_line(struct builder *out, const struct command_line *line,
                             const struct error *error, bool colour)
{
    struct lines lines = {{0}, {0}};
    struct marks marks = {0};

    builder_add(&lines.typed, TEXT("  lsock"));
    builder_fill(&lines.under, ' ', 7);
    for (int i = 1; i < line->argc && !marks.done; i++) {
        builder_add_byte(&lines.typed, ' ');
        builder_add_byte(&lines.under, marks.open ? '^' : ' ');
        add_argument(&lines, text_of(line->argv[i]), error, &marks, colour);
    }
    add_lines(out, &lines);
}

/* A line of a file. */
static void add_line(struct builder *out, const struct error *error, bool colour)
{
    struct lines lines = {{0}, {0}};
    struct marks marks = {0};

    builder_add(&lines.typed, TEXT("  "));
    builder_fill(&lines.under, ' ', 2);
    add_argument(&lines, error->typed, error, &marks, colour);
    add_lines(out, &lines);
}

void complain(const struct command_line *line, const struct error *error, bool colour)
{
    struct builder out = {0};

    add_styled(&out, ROLE_ERROR, TEXT("lsock:"), colour);
    builder_add_byte(&out, ' ');
    cell_escape(&out, text_of(error->message));
    builder_add_byte(&out, '\n');
    if (error->typed.bytes != NULL && is_on(line, error))
        add_command_line(&out, line, error, colour);
    else if (error->typed.bytes != NULL)
        add_line(&out, error, colour);
    if (error->remedy[0] != '\0') {
        cell_escape(&out, text_of(error->remedy));
        builder_add_byte(&out, '\n');
    }
    print(&out);
}
