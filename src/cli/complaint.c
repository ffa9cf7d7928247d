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
    cell_escape_message(builder, text);
    builder_add(builder, style_end(role, colour));
}

/* Prints the message even if memory ran out. A failure to write it cannot be reported anywhere. */
static void print(struct builder *builder)
{
    struct terminal_writer writer = {.file = stderr};

    if (builder->failed)
        fputs("lsock: out of memory\n", stderr);
    else
        (void)terminal_write(&writer, builder->bytes, builder->length);
    builder_free(builder);
}

/* Whether `place` points into the text or to its end. */
static bool lies_in(const char *place, struct text text)
{
    uintptr_t at = (uintptr_t)place, begin = (uintptr_t)text.bytes;

    return at >= begin && at - begin <= text.length;
}

/* The typed text, and below it the marks, aligned with its escapes. */
struct lines {
    struct builder typed, under;
    const char *edges[2]; /* start and end of the marked part */
    size_t passed;        /* number of edges passed */
    bool colour;
};

static void add(struct lines *lines, struct text text)
{
    size_t width = cell_escape_message(&lines->typed, text);

    if (lines->passed < 2)
        builder_fill(&lines->under, lines->passed == 1 ? '^' : ' ', width);
}

static void pass_edge(struct lines *lines)
{
    bool begins = lines->passed++ == 0;

    builder_add(&lines->under, begins ? style_begin(ROLE_ERROR, lines->colour)
                                      : style_end(ROLE_ERROR, lines->colour));
    if (begins && lines->edges[0] == lines->edges[1])
        builder_add_byte(&lines->under, '^');
}

/* The marked part may span several arguments. */
static void add_argument(struct lines *lines, struct text argument)
{
    while (lines->passed < 2 && lies_in(lines->edges[lines->passed], argument)) {
        size_t length = (size_t)(lines->edges[lines->passed] - argument.bytes);

        add(lines, (struct text){argument.bytes, length});
        argument = text_from(argument, length);
        pass_edge(lines);
    }
    add(lines, argument);
}

/* Adds the command line up to the end of the marked part; the rest could push it off the screen. */
static void add_command_line(struct lines *lines, const struct command_line *line)
{
    add(lines, TEXT("  lsock"));
    for (int i = 1; i < line->argc && lines->passed < 2; i++) {
        add(lines, TEXT(" "));
        add_argument(lines, text_of(line->argv[i]));
    }
}

static bool is_on(const struct command_line *line, const char *place)
{
    for (int i = 1; i < line->argc; i++)
        if (lies_in(place, text_of(line->argv[i])))
            return true;
    return false;
}

/* Adds the command line, or the line of a file, with its marks. */
static void add_marked(struct builder *out, const struct command_line *line,
                       const struct error *error, bool colour)
{
    const char *last = error->until.bytes == NULL ? error->typed.bytes : error->until.bytes;
    struct lines lines = {
        .edges = {error->typed.bytes + error->begin, last + error->end},
        .colour = colour,
    };

    if (is_on(line, lines.edges[0])) {
        add_command_line(&lines, line);
    } else {
        add(&lines, TEXT("  "));
        add_argument(&lines, error->typed);
    }
    out->failed = out->failed || lines.typed.failed || lines.under.failed;
    builder_add(out, builder_text(&lines.typed));
    builder_add_byte(out, '\n');
    builder_add(out, builder_text(&lines.under));
    builder_add_byte(out, '\n');
    builder_free(&lines.typed);
    builder_free(&lines.under);
}

void complain(const struct command_line *line, const struct error *error, bool colour)
{
    struct builder out = {0};

    add_styled(&out, ROLE_ERROR, TEXT("lsock:"), colour);
    builder_add_byte(&out, ' ');
    cell_escape_message(&out, text_of(error->message));
    builder_add_byte(&out, '\n');
    if (error->typed.bytes != NULL)
        add_marked(&out, line, error, colour);
    if (error->remedy[0] != '\0') {
        cell_escape_message(&out, text_of(error->remedy));
        builder_add_byte(&out, '\n');
    }
    print(&out);
}
