/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "complaint.h"

#include <stdint.h>
#include <stdio.h>

#include "cell.h"
#include "style.h"

static void add_styled(struct builder *builder, enum role role, struct text text, bool colour)
{
    builder_add(builder, style_begin(role, colour));
    cell_escape(builder, text);
    builder_add(builder, style_end(role, colour));
}

static void print(struct builder *builder)
{
    fwrite(builder->bytes, 1, builder->length, stderr);
    builder_free(builder);
}

/* The typed text may be one argument or a part of it: where it lies in the command line's
 * arguments. */
static bool lies_in(struct text typed, struct text argument)
{
    uintptr_t at = (uintptr_t)typed.bytes, begin = (uintptr_t)argument.bytes;

    return at >= begin && at - begin <= argument.length;
}

/* Both lines at once: what was typed, and below it the blanks and carets as wide as its escapes. */
static void add_command_line(struct builder *out, const struct command_line *line,
                             const struct error *error, bool colour)
{
    struct builder under = {0};
    const char *begin = error->typed.bytes + error->begin, *end = error->typed.bytes + error->end;

    builder_add(out, TEXT("  lsock"));
    builder_fill(&under, ' ', 7);
    for (int i = 1; i < line->argc; i++) {
        struct text argument = text_of(line->argv[i]), before, middle, after;
        size_t carets;

        builder_add_byte(out, ' ');
        builder_add_byte(&under, ' ');
        if (!lies_in(error->typed, argument)) {
            builder_fill(&under, ' ', cell_escape(out, argument));
            continue;
        }
        before = (struct text){argument.bytes, (size_t)(begin - argument.bytes)};
        middle = (struct text){begin, (size_t)(end - begin)};
        after = (struct text){end, argument.length - before.length - middle.length};
        builder_fill(&under, ' ', cell_escape(out, before));
        carets = cell_escape(out, middle);
        builder_add(&under, style_begin(ROLE_ERROR, colour));
        builder_fill(&under, '^', carets == 0 ? 1 : carets);
        builder_add(&under, style_end(ROLE_ERROR, colour));
        cell_escape(out, after);
        break; /* what follows would only push the place off the screen */
    }
    builder_add_byte(out, '\n');
    builder_add(out, builder_text(&under));
    builder_add_byte(out, '\n');
    builder_free(&under);
}

void complain(const struct command_line *line, const struct error *error, bool colour)
{
    struct builder out = {0};

    add_styled(&out, ROLE_ERROR, TEXT("lsock:"), colour);
    builder_add_byte(&out, ' ');
    cell_escape(&out, text_of(error->message));
    builder_add_byte(&out, '\n');
    if (error->typed.bytes != NULL)
        add_command_line(&out, line, error, colour);
    if (error->remedy[0] != '\0') {
        cell_escape(&out, text_of(error->remedy));
        builder_add_byte(&out, '\n');
    }
    print(&out);
}

void complain_notes(const struct notes *notes, bool colour)
{
    for (size_t i = 0; i < notes->count; i++) {
        struct builder out = {0};

        add_styled(&out, ROLE_ATTENTION, TEXT("lsock:"), colour);
        builder_add_byte(&out, ' ');
        cell_escape(&out, text_of(notes->list[i].message));
        builder_add_byte(&out, '\n');
        print(&out);
    }
}
