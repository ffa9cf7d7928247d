/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Topics from tables of texts: terms, exchanges, tools, settings, counters, the list of topics. */
#include "column.h"
#include "fill.h"
#include "ladder_picture.h"
#include "texts.h"
#include "topic_names.h"

/* The requested word comes first, even if the topic has another name. */
static void add_topic(struct report *report, const char *kind, const struct subject *subject,
                      const char *text)
{
    struct report_topic *topic = report_topic(report, kind, text_of(subject->name), text_of(text));

    if (topic != NULL && subject->typed.length > 0 &&
        !topic_name_equal(subject->typed, text_of(subject->name)))
        topic->asked = subject->typed;
}

void fill_term(const struct filling *filling, const struct subject *subject)
{
    const struct term *term = subject->row;
    struct report *report = filling->report;

    add_topic(report, subject->kind == SUBJECT_ERROR ? "error" : "term", subject, term->text);
    if (term->more != NULL && (!subject->brief || filling->all->count <= 2)) {
        report_section(report, "more", "");
        report_paragraph(report, "%s", term->more);
    }
    if (subject->brief) {
        add_read_more(report, term->name);
        return;
    }
    add_pictures(filling, 0, term->name);
    add_corrections(report, 0, term->name, 2);
    report_brief(report, "source", "Source", text_of(term->source));
    add_see(report, term->see);
}

struct value state_value(enum state state)
{
    struct value value = report_text(state_name(state));

    value.role = state_role(state);
    return value;
}

static void add_steps(struct report *report, const struct ladder *ladder)
{
    static const char *const arrows[] = {
        [WAY_RIGHT] = "-------->", [WAY_LEFT] = "<--------", [WAY_BOTH] = "<-cross->"};
    const struct report_column columns[] = {
        WORDS("left", ladder->left),   WORDS("way", ""),      WORDS("segment", ""),
        WORDS("right", ladder->right), PROSE("note", "", ""),
    };

    report_table(report, "steps", "The state of both ends after each step", columns,
                 COUNT_OF(columns));
    for (const struct ladder_step *step = ladder->steps; step->left != STATE_NONE; step++)
        REPORT_ROW(report, state_value(step->left), report_text(arrows[step->way]),
                   report_text(step->segment), state_value(step->right), report_text(step->note));
}

void fill_ladder(const struct filling *filling, const struct subject *subject)
{
    const struct ladder *ladder = subject->row;
    struct report *report = filling->report;

    add_topic(report, "exchange", subject, ladder->text);
    report_section(report, "picture", "");
    ladder_draw(report, ladder, filling->facts->utf8);
    report_section(report, "first", "");
    report_paragraph(report, "%s", ladder->first);
    if (ladder->more != NULL)
        report_paragraph(report, "%s", ladder->more);
    report->group = "steps";
    add_steps(report, ladder);
    report->group = NULL;
    add_corrections(report, 0, ladder->name, 1);
    report_brief(report, "source", "Source", text_of(ladder->source));
}

static void add_equivalents(struct report *report, const struct equivalent_tool *tool)
{
    static const struct report_column columns[] = {WORDS("there", "THERE"), WORDS("here", "HERE"),
                                                   PROSE("remark", "", "")};

    report_table(report, "equivalents", tool->title, columns, COUNT_OF(columns));
    for (const struct equivalent *row = tool->rows; row < tool->rows + tool->count; row++)
        REPORT_ROW(report, report_text(row->there), report_text(row->here),
                   report_text(row->remark));
}

void fill_tool(const struct filling *filling, const struct subject *subject)
{
    struct text name = text_of(subject->name);

    report_topic(filling->report, "tool", name,
                 TEXT("Commands of other tools and the equivalent lsock commands."));
    for (size_t i = 0; i < equivalent_count; i++)
        if (text_equal(text_of(equivalent_table[i].topic), name) &&
            equivalent_table[i].shown !=
                (filling->facts->windows ? NOT_ON_WINDOWS : ONLY_ON_WINDOWS)) {
            add_equivalents(filling->report, &equivalent_table[i]);
            filling->report->group = "others";
        }
    filling->report->group = NULL;
}

static void add_states(struct report *report, uint32_t states)
{
    report_brief(report, "states", "States", states_value(report, states).text);
}

void fill_setting(const struct filling *filling, const struct subject *subject)
{
    const struct setting *setting = subject->row;

    report_topic(filling->report, "setting", text_of(setting_name(setting)), text_of(setting->key));
    add_settings(filling, 0, setting);
    if (setting->states != 0)
        add_states(filling->report, setting->states);
}

void fill_counter(const struct filling *filling, const struct subject *subject)
{
    const struct counter *counter = subject->row;

    report_topic(filling->report, "counter", text_of(counter->name), text_of(counter->meaning));
    add_counters(filling, 0, counter);
    add_states(filling->report, counter->states);
}
