/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Draws one state with its incoming and outgoing arrows, from the table of transitions. */
#include "canvas.h"
#include "fill.h"
#include "texts.h"

#define OTHERS ((size_t)2) /* column of the states at the other ends */
#define ARROWS ((size_t)15)
#define TRUNK  ((size_t)69) /* joins the arrows to the middle of the box */
#define BOX    ((size_t)14) /* inner width */

/* Writes the event and, after the slash, what is sent: "FIN / ACK". */
static void put_label(struct canvas *canvas, const struct transition *one)
{
    canvas_put(canvas, " ");
    canvas_put(canvas, one->receives != NULL ? one->receives : one->event);
    canvas_put(canvas, one->sends != NULL ? " / " : NULL);
    canvas_put(canvas, one->sends);
    canvas_put(canvas, " ");
}

/* Returns the name of the state; "several" for states that share a row. */
static const char *name_of(uint32_t states)
{
    enum state state = STATE_NONE + 1;

    if ((states & (states - 1)) != 0)
        return "several";
    while ((states & STATE_BIT(state)) == 0)
        state++;
    return state_name(state);
}

static void draw_arrow(struct canvas *canvas, const struct transition *one, uint32_t other,
                       const char *joint)
{
    canvas_at(canvas, OTHERS, name_of(other));
    canvas_at(canvas, ARROWS, (one->from & other) != 0 ? "──" : "◄─");
    put_label(canvas, one);
    while (canvas->column < TRUNK)
        canvas_put(canvas, "─");
    canvas_put(canvas, joint);
    canvas_end_line(canvas);
}

static bool wanted(const struct transition *one, uint32_t state, bool into)
{
    return one->on_linux != LINUX_NEVER && one->to != 0 &&
           (into ? one->to == state && one->from != state
                 : (one->from & state) != 0 && one->to != state);
}

static size_t count_arrows(uint32_t state, bool into)
{
    size_t count = 0;

    for (size_t i = 0; i < transition_count; i++)
        count += wanted(&transition_table[i], state, into);
    return count;
}

/* Draws the arrows and the line that joins them, which leads down to the box or comes from it. */
static void draw_arrows(struct canvas *canvas, uint32_t state, bool into)
{
    size_t left = count_arrows(state, into), all = left;

    for (size_t i = 0; i < transition_count; i++) {
        const struct transition *one = &transition_table[i];

        if (!wanted(one, state, into))
            continue;
        draw_arrow(canvas, one, into ? one->from : one->to & ~state,
                   into && left == all  ? "╮"
                   : !into && left == 1 ? "╯"
                                        : "┤");
        left--;
    }
}

void add_neighbours(const struct filling *filling, enum state state)
{
    struct canvas canvas = {.report = filling->report, .utf8 = filling->facts->utf8};
    const char *name = state_name(state);

    report_section(filling->report, "neighbours", "");
    draw_arrows(&canvas, STATE_BIT(state), true);
    canvas_edge(&canvas, TRUNK - BOX / 2 - 1, BOX, "┌", "▼", "┐");
    canvas_at(&canvas, TRUNK - BOX / 2 - 1, "│");
    canvas_at(&canvas, TRUNK - text_of(name).length / 2, name);
    canvas_at(&canvas, TRUNK + BOX / 2, "│");
    canvas_end_line(&canvas);
    canvas_edge(&canvas, TRUNK - BOX / 2 - 1, BOX, "└", "┬", "┘");
    draw_arrows(&canvas, STATE_BIT(state), false);
    canvas_free(&canvas);
    report_section(filling->report, "legend", "");
    report_paragraph(
        filling->report,
        "Arrow labels: event / segment sent. Not drawn: transitions Linux never makes.");
}
