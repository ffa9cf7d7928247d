/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "complaint.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cell.h"
#include "present.h"
#include "style.h"
#include "terminal.h"

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

/* Writes the command line, or the line of a file, with its marks. */
static void write_marked(struct output *output, const struct command_line *line,
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
    builder_add_byte(&lines.typed, '\n');
    builder_add_byte(&lines.under, '\n');
    if (!lines.typed.failed && !lines.under.failed) {
        output_text(output, builder_text(&lines.typed));
        output_text(output, builder_text(&lines.under));
    }
    builder_free(&lines.typed);
    builder_free(&lines.under);
}

void complain(const struct command_line *line, const struct error *error, bool colour)
{
    static struct output output;
    struct terminal_writer writer = {.file = stderr};
    struct presentation presentation = {.notes = &output, .notes_width = terminal_columns(stderr)};

    output_init(&output, stderr);
    output.write = terminal_write;
    output.context = &writer;
    output_text(&output, style_begin(ROLE_ERROR, colour));
    output_text(&output, TEXT("lsock:"));
    output_text(&output, style_end(ROLE_ERROR, colour));
    output_byte(&output, ' ');
    present_message(&presentation, strlen("lsock: "), error->message);
    output_byte(&output, '\n');
    if (error->typed.bytes != NULL)
        write_marked(&output, line, error, colour);
    if (error->remedy[0] != '\0') {
        present_message(&presentation, 0, error->remedy);
        output_byte(&output, '\n');
    }
    output_flush(&output);
}
