/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Topics that stand in tables of texts: terms, exchanges, tools, settings, counters, the list. */
#include "column.h"
#include "equivalents.h"
#include "fill.h"
#include "ladders.h"
#include "state_texts.h"
#include "terms.h"

void fill_term(struct report *report, const struct subject *subject)
{
    const struct term *term = subject->row;

    report_topic(report, "term", term->name, text_of(term->text));
    if (term->more != NULL) {
        report_section(report, "more", "");
        report_paragraph(report, "%s", term->more);
    }
    add_corrections(report, 0, term->name);
    report_brief(report, "source", "Source", text_of(term->source));
    add_see(report, term->see);
}

static const char *arrow(enum ladder_way way)
{
    switch (way) {
    case WAY_RIGHT:
        return "-------->";
    case WAY_LEFT:
        return "<--------";
    case WAY_BOTH:
        return "<-cross->";
    default:
        return NULL;
    }
}

static struct value state_value(enum state state)
{
    struct value value = report_text(state_name(state));

    value.role = state_role(state);
    return value;
}

static void add_steps(struct report *report, const struct ladder *ladder)
{
    struct report_column *columns = arena_array(report->arena, 6, sizeof(*columns));

    if (columns == NULL) {
        report->failed = true;
        return;
    }
    columns[0] = (struct report_column){"left", ladder->left, false, NULL, false};
    columns[1] = (struct report_column){"way", "", false, NULL, false};
    columns[2] = (struct report_column){"segment", "", false, NULL, false};
    columns[3] = (struct report_column){"right", ladder->right, false, NULL, false};
    columns[4] = (struct report_column){"note", "", false, "", false};
    report_table(report, columns, 5);
    for (const struct ladder_step *step = ladder->steps; step->left != STATE_NONE; step++) {
        struct value *cells = report_row(report);

        if (cells == NULL)
            return;
        cells[0] = state_value(step->left);
        cells[1] = report_text(arrow(step->way));
        cells[2] = report_text(step->segment);
        cells[3] = state_value(step->right);
        cells[4] = report_text(step->note);
    }
}

void fill_ladder(struct report *report, const struct subject *subject)
{
    const struct ladder *ladder = subject->row;

    report_topic(report, "exchange", ladder->name, text_of(ladder->text));
    report_section(report, "steps", "The state of both ends after each step");
    add_steps(report, ladder);
    report_section(report, "first", "");
    report_paragraph(report, "%s", ladder->first);
    if (ladder->more != NULL)
        report_paragraph(report, "%s", ladder->more);
    add_corrections(report, 0, ladder->name);
    report_brief(report, "source", "Source", text_of(ladder->source));
}

void fill_tool(struct report *report, const struct subject *subject)
{
    static const struct report_column columns[] = {
        {"there", "THERE", false, NULL, false},
        {"here", "HERE", false, NULL, false},
        {"remark", "", false, "", false},
    };
    struct text name = text_of(subject->row);
    size_t count;
    const struct equivalent_tool *tools = equivalents_all(&count);

    report_topic(report, "tool", subject->row,
                 TEXT("What was typed there, and what to type here."));
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(text_of(tools[i].topic), name))
            continue;
        report_section(report, "equivalents", tools[i].title);
        report_table(report, columns, COUNT_OF(columns));
        for (size_t k = 0; k < tools[i].count; k++) {
            struct value *cells = report_row(report);

            if (cells == NULL)
                return;
            cells[0] = report_text(tools[i].rows[k].there);
            cells[1] = report_text(tools[i].rows[k].here);
            cells[2] = report_text(tools[i].rows[k].remark);
        }
    }
}

static bool is_setting(const struct setting *setting, const void *wanted)
{
    return setting == wanted;
}

void fill_setting(struct report *report, const struct subject *subject,
                  const struct explain_facts *facts)
{
    const struct setting *setting = subject->row;

    report_topic(report, "setting", setting_name(setting), text_of(setting->key));
    add_settings(report, facts, is_setting, setting);
    if (setting->states != 0)
        report_brief(report, "states", "States", states_value(report, setting->states).text);
}

static bool is_counter(const struct counter *counter, const void *wanted)
{
    return counter == wanted;
}

void fill_counter(struct report *report, const struct subject *subject,
                  const struct explain_facts *facts)
{
    const struct counter *counter = subject->row;

    report_topic(report, "counter", counter->name, text_of(counter->meaning));
    add_counters(report, facts, is_counter, counter);
    report_brief(report, "states", "States", states_value(report, counter->states).text);
}

struct listing {
    struct report *report;
    const char *kind;
};

/* The first sentence says enough here. */
static struct text first_sentence(const char *title)
{
    struct text text = text_of(title);

    for (size_t i = 0; i + 1 < text.length; i++)
        if (text.bytes[i] == '.' && text.bytes[i + 1] == ' ')
            return (struct text){text.bytes, i + 1};
    return text;
}

static void list_name(void *context, const char *kind, struct text name, const char *title,
                      bool is_alias)
{
    struct listing *listing = context;
    struct value *cells;

    if (is_alias || !text_equal(text_of(kind), text_of(listing->kind)) ||
        (cells = report_row(listing->report)) == NULL)
        return;
    cells[0] = (struct value){.presence = VALUE_KNOWN, .type = VALUE_TEXT, .text = name};
    cells[1] = report_text(kind);
    cells[2] =
        (struct value){.presence = VALUE_KNOWN, .type = VALUE_TEXT, .text = first_sentence(title)};
}

void fill_list(struct report *report)
{
    static const struct report_column columns[] = {
        {"name", "", false, NULL, false},
        {"kind", "", false, NULL, true},
        {"title", "", false, "", false},
    };
    static const struct {
        const char *kind, *key, *title;
    } groups[] = {
        {"exchange", "exchanges", "Exchanges, step by step"},
        {"term", "terms", "Terms"},
        {"tool", "tools", "Coming from another tool"},
        {"system", "systems", "Words and numbers of a system; with a number, what it is there"},
        {"setting", "settings", "Settings"},
        {"counter", "counters", "Counters"},
    };
    struct listing listing = {.report = report};

    report_topic(report, "list", "topics", TEXT("What `lsock explain` knows."));
    report_section(report, "states", "States, in any spelling of any system");
    report_table(report, columns, COUNT_OF(columns));
    for (unsigned s = STATE_NONE + 1; s < STATE_COUNT; s++) {
        struct value *cells = report_row(report);

        if (cells == NULL)
            return;
        cells[0] = state_value((enum state)s);
        cells[1] = report_text("state");
        cells[2] = report_text(state_text((enum state)s)->sentence);
    }
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        report_section(report, groups[i].key, groups[i].title);
        report_table(report, columns, COUNT_OF(columns));
        listing.kind = groups[i].kind;
        explain_each_name(list_name, &listing);
    }
}
