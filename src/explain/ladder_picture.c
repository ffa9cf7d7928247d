/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ladder_picture.h"

#include <string.h>

#include "canvas.h"

#define NAME  ((size_t)12) /* longest name of a state */
#define ARROW ((size_t)36) /* between the ends of a full picture */
#define SHORT ((size_t)20) /* between the ends of a small one */

/* "──── FIN  SEQ=100 ────►" of this width; nothing where no segment goes. */
static void arrow(struct canvas *canvas, const struct ladder_step *step, const char *numbers,
                  size_t width)
{
    enum ladder_way way = step->way;
    size_t label, inner, left;

    if (way == WAY_NONE)
        return;
    label = strlen(step->segment) + (numbers == NULL ? 0 : 2 + strlen(numbers));
    inner = width - 2 - label - 2;
    left = inner / 2;
    canvas_put(canvas, way == WAY_RIGHT ? "─" : "◄");
    canvas_repeat(canvas, "─", left);
    canvas_put(canvas, " ");
    canvas_put(canvas, step->segment);
    canvas_put(canvas, numbers == NULL ? NULL : "  ");
    canvas_put(canvas, numbers);
    canvas_put(canvas, " ");
    canvas_repeat(canvas, "─", inner - left);
    canvas_put(canvas, way == WAY_LEFT ? "─" : "►");
}

/* Writes both ends, with the space between them. */
static void put_ends(struct canvas *canvas, size_t margin, size_t width, const char *left,
                     const char *right)
{
    canvas_at(canvas, margin, left);
    canvas_at(canvas, margin + NAME + 2 + width + 2, right);
}

void ladder_draw_small(struct report *report, const struct ladder *ladder, enum state here,
                       bool utf8)
{
    struct canvas canvas = {.report = report, .utf8 = utf8};

    put_ends(&canvas, 2, SHORT, ladder->left, ladder->right);
    canvas_end_line(&canvas);
    for (const struct ladder_step *step = ladder->steps; step->left != STATE_NONE; step++) {
        canvas_at(&canvas, 2, state_name(step->left));
        canvas_go(&canvas, 2 + NAME + 2);
        arrow(&canvas, step, NULL, SHORT);
        canvas_at(&canvas, 2 + NAME + 2 + SHORT + 2, state_name(step->right));
        if (here != STATE_NONE && (step->left == here || step->right == here)) {
            canvas_at(&canvas, 2 + NAME + 2 + SHORT + 2 + NAME + 2,
                      step->right == here ? "<- you are here" : "<- left: you are here");
            here = STATE_NONE; /* mark it only once */
        }
        canvas_end_line(&canvas);
    }
    canvas_free(&canvas);
}

/* Draws a step: calls of both programs and the segment with its numbers on one line, the states
 * below. Without a segment and a call, the note says what happens. */
static void draw_step(struct canvas *canvas, const struct ladder_step *step, unsigned number)
{
    char digit[] = {(char)('0' + number), '\0'};

    canvas_at(canvas, 1, digit);
    canvas_at(canvas, 4, step->left_call);
    canvas_go(canvas, 4 + NAME + 2);
    arrow(canvas, step, step->numbers, ARROW);
    if (step->way == WAY_NONE && step->left_call == NULL && step->right_call == NULL)
        canvas_put(canvas, step->note);
    canvas_at(canvas, 4 + NAME + 2 + ARROW + 2, step->right_call);
    canvas_end_line(canvas);
}

void ladder_draw(struct report *report, const struct ladder *ladder, bool utf8)
{
    struct canvas canvas = {.report = report, .utf8 = utf8};
    enum state left = STATE_NONE, right = STATE_NONE;

    put_ends(&canvas, 4, ARROW, ladder->left, ladder->right);
    canvas_end_line(&canvas);
    for (const struct ladder_step *step = ladder->steps; step->left != STATE_NONE; step++) {
        if (step != ladder->steps)
            draw_step(&canvas, step, (unsigned)(step - ladder->steps));
        if (step->left == left && step->right == right)
            continue;
        put_ends(&canvas, 4, ARROW, step->left == left ? "" : state_name(step->left),
                 step->right == right ? "" : state_name(step->right));
        left = step->left;
        right = step->right;
        canvas_end_line(&canvas);
    }
    canvas_free(&canvas);
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
