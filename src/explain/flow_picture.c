/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pictures for topics of terms and states: ladders, stacked boxes, tables. */
#include "canvas.h"
#include "fill.h"
#include "ladder_picture.h"
#include "texts.h"
#include "topic_names.h"

#define MARGIN ((size_t)2)
#define BOX    ((size_t)18) /* inner width */
#define TRUNK  (MARGIN + 1 + BOX / 2)
#define SIDE   (MARGIN + 1 + BOX + 1 + 4) /* after an arrow */
#define SECOND ((size_t)58)

static void draw_row(struct canvas *canvas, const char *inside, const struct flow_side *side,
                     bool leaves)
{
    bool any = side->text != NULL;

    canvas_at(canvas, MARGIN, "│");
    canvas_at(canvas, MARGIN + 2, inside);
    canvas_at(canvas, MARGIN + 1 + BOX, !any ? "│" : leaves ? "├──►" : "├── ");
    canvas_at(canvas, SIDE, side->text);
    canvas_at(canvas, SECOND, side->second);
    canvas_end_line(canvas);
}

static void draw_stage(struct canvas *canvas, const struct flow_stage *stage, bool leaves)
{
    canvas_at(canvas, TRUNK, "│");
    canvas_at(canvas, TRUNK + 2, stage->enters);
    canvas_end_line(canvas);
    canvas_edge(canvas, MARGIN, BOX, "┌", "▼", "┐");
    for (size_t i = 0; i < 2 || stage->sides[i].text != NULL; i++)
        draw_row(canvas,
                 i == 0   ? stage->name
                 : i == 1 ? stage->below
                          : NULL,
                 &stage->sides[i], leaves);
    canvas_edge(canvas, MARGIN, BOX, "└", "┬", "┘");
}

static void draw_flow(struct report *report, const struct flow *flow, bool utf8)
{
    struct canvas canvas = {.report = report, .utf8 = utf8};

    canvas_at(&canvas, SIDE, flow->titles[0]);
    canvas_at(&canvas, SECOND, flow->titles[1]);
    canvas_end_line(&canvas);
    for (const struct flow_stage *stage = flow->stages; stage->name != NULL; stage++)
        draw_stage(&canvas, stage, flow->leaves);
    canvas_at(&canvas, TRUNK, "▼");
    canvas_at(&canvas, TRUNK + 2, flow->exits);
    canvas_end_line(&canvas);
    canvas_free(&canvas);
}

static void add_rows(struct report *report, const struct picture *picture)
{
    const struct report_column columns[] = {WORDS("case", picture->titles[0]),
                                            WORDS("result", picture->titles[1]),
                                            PROSE("effect", picture->titles[2], "")};

    report_table(report, NULL, NULL, columns, COUNT_OF(columns));
    for (const struct picture_row *row = picture->rows; row->cells[0] != NULL; row++)
        REPORT_ROW(report, report_text(row->cells[0]), report_text(row->cells[1]),
                   report_text(row->cells[2]));
}

static void add_picture(const struct filling *filling, const struct picture *picture)
{
    struct report *report = filling->report;

    report_section(report, picture->key, "");
    if (picture->ladder != NULL)
        ladder_draw(report, picture->ladder, filling->facts->utf8);
    if (picture->flow != NULL)
        draw_flow(report, picture->flow, filling->facts->utf8);
    if (picture->titles[0] != NULL) {
        if (picture->ladder != NULL)
            report_section(report, "cases", "");
        add_rows(report, picture);
    }
    if (picture->closing == NULL)
        return;
    report_section(report, "remark", "");
    report_paragraph(report, "%s", picture->closing);
}

void add_pictures(const struct filling *filling, uint32_t states, const char *topic)
{
    for (size_t i = 0; i < picture_count; i++) {
        const struct picture *picture = &picture_table[i];

        if (topic != NULL && !topic_name_in(picture->topics, text_of(topic)))
            continue;
        if (topic == NULL && (picture->states & states) == 0)
            continue;
        filling->report->group = topic == NULL ? picture->part : NULL;
        add_picture(filling, picture);
    }
    filling->report->group = NULL;
}
