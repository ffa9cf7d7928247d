/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ladder_picture.h"

#include <string.h>

#include "builder.h"
#include "column.h"
#include "compiler.h"

#define NAME  ((size_t)12) /* the longest name of a state */
#define ARROW ((size_t)36) /* between the ends of a whole picture */
#define SHORT ((size_t)20) /* of a small one */

/* A line of a picture, measured in columns. */
struct line {
    struct builder text;
    size_t columns;
    bool utf8;
};

static void put(struct line *line, const char *text)
{
    builder_add(&line->text, text_of(text));
    line->columns += strlen(text);
}

static void pad(struct line *line, size_t column)
{
    for (; line->columns < column; line->columns++)
        builder_add_byte(&line->text, ' ');
}

static void rule(struct line *line, size_t columns)
{
    for (size_t i = 0; i < columns; i++)
        builder_add(&line->text, line->utf8 ? TEXT("─") : TEXT("-"));
    line->columns += columns;
}

static void head(struct line *line, bool left)
{
    if (line->utf8)
        builder_add(&line->text, left ? TEXT("◄") : TEXT("►"));
    else
        builder_add_byte(&line->text, left ? '<' : '>');
    line->columns++;
}

/* "──── FIN ────►" of this width; nothing where no segment goes. */
static void arrow(struct line *line, enum ladder_way way, const char *label, size_t width)
{
    size_t inner = width - 2 - strlen(label) - 2, left = inner / 2;

    if (way == WAY_NONE)
        return;
    if (way != WAY_RIGHT)
        head(line, true);
    else
        rule(line, 1);
    rule(line, left);
    put(line, " ");
    put(line, label);
    put(line, " ");
    rule(line, inner - left);
    if (way != WAY_LEFT)
        head(line, false);
    else
        rule(line, 1);
}

static void end(struct report *report, struct line *line)
{
    while (line->text.length > 0 && line->text.bytes[line->text.length - 1] == ' ')
        line->text.length--;
    report->failed |= line->text.failed;
    report_line(report, builder_text(&line->text));
    builder_clear(&line->text);
    line->columns = 0;
}

/* Two ends at their places, with what goes between them. */
static void put_ends(struct line *line, size_t margin, size_t width, const char *left,
                     const char *right)
{
    pad(line, margin);
    put(line, left);
    pad(line, margin + NAME + 2 + width + 2);
    put(line, right);
}

void ladder_draw_small(struct report *report, const struct ladder *ladder, enum state here,
                       bool utf8)
{
    struct line line = {.utf8 = utf8};

    put_ends(&line, 2, SHORT, ladder->left, ladder->right);
    end(report, &line);
    for (const struct ladder_step *step = ladder->steps; step->left != STATE_NONE; step++) {
        pad(&line, 2);
        put(&line, state_name(step->left));
        pad(&line, 2 + NAME + 2);
        arrow(&line, step->way, step->segment == NULL ? "" : step->segment, SHORT);
        pad(&line, 2 + NAME + 2 + SHORT + 2);
        put(&line, state_name(step->right));
        if (here != STATE_NONE && (step->left == here || step->right == here)) {
            pad(&line, 2 + NAME + 2 + SHORT + 2 + NAME + 2);
            put(&line, "<- you are here");
            here = STATE_NONE; /* once */
        }
        end(report, &line);
    }
    builder_free(&line.text);
}

/* What both programs call, and the segment with its numbers, stand on a line between those of the
 * states. */
static void draw_step(struct report *report, struct line *line, const struct ladder_step *step,
                      unsigned number)
{
    struct builder label = {0};

    builder_printf(&line->text, "%2u", number);
    line->columns += 2;
    pad(line, 4);
    put(line, step->left_call == NULL ? "" : step->left_call);
    pad(line, 4 + NAME + 2);
    builder_printf(&label, "%s%s%s", step->segment == NULL ? "" : step->segment,
                   step->numbers == NULL ? "" : "  ", step->numbers == NULL ? "" : step->numbers);
    builder_add_byte(&label, '\0');
    if (!label.failed)
        arrow(line, step->way, label.bytes, ARROW);
    report->failed |= label.failed;
    builder_free(&label);
    pad(line, 4 + NAME + 2 + ARROW + 2);
    put(line, step->right_call == NULL ? "" : step->right_call);
    end(report, line);
}

void ladder_draw(struct report *report, const struct ladder *ladder, bool utf8)
{
    struct line line = {.utf8 = utf8};
    enum state left = STATE_NONE, right = STATE_NONE;

    put_ends(&line, 4, ARROW, ladder->left, ladder->right);
    end(report, &line);
    for (const struct ladder_step *step = ladder->steps; step->left != STATE_NONE; step++) {
        if (step != ladder->steps)
            draw_step(report, &line, step, (unsigned)(step - ladder->steps));
        put_ends(&line, 4, ARROW, step->left == left ? "" : state_name(step->left),
                 step->right == right ? "" : state_name(step->right));
        left = step->left;
        right = step->right;
        end(report, &line);
    }
    builder_free(&line.text);
}

const struct ladder *ladder_of(enum state state)
{
    static const unsigned char places[STATE_COUNT] = {
        [STATE_LISTEN] = LADDER_HANDSHAKE,       [STATE_SYN_SENT] = LADDER_HANDSHAKE,
        [STATE_SYN_RECEIVED] = LADDER_HANDSHAKE, [STATE_ESTABLISHED] = LADDER_HANDSHAKE,
        [STATE_FIN_WAIT_1] = LADDER_TEARDOWN,    [STATE_FIN_WAIT_2] = LADDER_TEARDOWN,
        [STATE_CLOSE_WAIT] = LADDER_TEARDOWN,    [STATE_LAST_ACK] = LADDER_TEARDOWN,
        [STATE_TIME_WAIT] = LADDER_TEARDOWN,     [STATE_CLOSING] = LADDER_SIMULTANEOUS_CLOSE,
        [STATE_CLOSED] = LADDER_HANDSHAKE,
    };

    return &ladder_table[places[state]];
}
