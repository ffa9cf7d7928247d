/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sections that several kinds of topics have. */
#include "corrections.h"
#include "fill.h"
#include "topic_names.h"

struct value states_value(struct report *report, uint32_t states)
{
    struct value value = {.presence = VALUE_ABSENT, .type = VALUE_TEXT};

    for (unsigned i = STATE_NONE + 1; i < STATE_COUNT; i++) {
        const char *name = state_name((enum state)i);

        if ((states & STATE_BIT(i)) == 0)
            continue;
        if (value.presence == VALUE_ABSENT)
            value = report_text(name);
        else
            value =
                report_printf(report, "%.*s, %s", (int)value.text.length, value.text.bytes, name);
    }
    return value;
}

static struct value from_value(struct report *report, uint32_t states)
{
    uint32_t synchronized =
        STATES_ALL & ~(STATE_BIT(STATE_CLOSED) | STATE_BIT(STATE_LISTEN) |
                       STATE_BIT(STATE_SYN_SENT) | STATE_BIT(STATE_SYN_RECEIVED));

    if ((states & synchronized) != synchronized)
        return states_value(report, states);
    return report_text((states & STATE_BIT(STATE_SYN_SENT)) != 0 ? "any but LISTEN"
                       : states == synchronized                  ? "synchronized"
                                                                 : "any connection");
}

static struct value note_value(struct report *report, const struct transition *transition)
{
    static const char *const leads[] = {
        "Linux: ", "Linux differs: ", "not on Linux: ", "only on Linux: "};

    if (transition->note == NULL)
        return report_text(NULL);
    return report_printf(report, "%s%s", leads[transition->on_linux], transition->note);
}

static void add_transition(struct report *report, const struct transition *transition)
{
    static const char *const on_linux[] = {"same", "differs", "never", "only"};
    struct value *cells = report_row(report);

    if (cells == NULL)
        return;
    cells[0] = from_value(report, transition->from);
    cells[1] =
        transition->to == 0 ? report_text("no change") : states_value(report, transition->to);
    cells[2] = report_text(transition->event);
    cells[3] = report_text(transition->receives);
    cells[4] = report_text(transition->sends);
    cells[5] = report_text(transition->rfc);
    cells[6] = report_text(on_linux[transition->on_linux]);
    cells[7] = note_value(report, transition);
}

#define TRANSITION_COLUMNS(hide_from, hide_to)                                                  \
    {                                                                                           \
        {"from", "FROM", false, NULL, hide_from}, {"to", "TO", false, NULL, hide_to},           \
            {"event", "WHAT HAPPENS", false, "", false},                                        \
            {"receives", "", false, "receives ", false}, {"sends", "", false, "sends ", false}, \
            {"rfc", "", false, "RFC ", false}, {"on_linux", "", false, NULL, true},             \
        {                                                                                       \
            "note", "", false, "", false                                                        \
        }                                                                                       \
    }

void add_transitions(struct report *report, bool (*wanted)(const struct transition *, uint32_t),
                     uint32_t states, bool show_from, bool show_to)
{
    static const struct report_column both[] = TRANSITION_COLUMNS(false, false);
    static const struct report_column from[] = TRANSITION_COLUMNS(false, true);
    static const struct report_column to[] = TRANSITION_COLUMNS(true, false);
    static const struct report_column neither[] = TRANSITION_COLUMNS(true, true);
    size_t count;
    const struct transition *all = transitions_all(&count);

    report_table(report,
                 show_from && show_to ? both
                 : show_from          ? from
                 : show_to            ? to
                                      : neither,
                 COUNT_OF(both));
    for (size_t i = 0; i < count; i++)
        if (wanted(&all[i], states))
            add_transition(report, &all[i]);
}

void add_corrections(struct report *report, uint32_t states, const char *topic)
{
    size_t count;
    const struct correction *all = corrections_all(&count);
    bool begun = false;

    for (size_t i = 0; i < count; i++) {
        if ((all[i].states & states) == 0 &&
            (topic == NULL || !topic_name_in(all[i].topics, text_of(topic))))
            continue;
        if (!begun)
            report_section(report, "corrections", "Strictly speaking");
        begun = true;
        report_paragraph(report, "Many notes say %s. Strictly, %s (%s).", all[i].notes,
                         all[i].strictly, all[i].source);
    }
}

static struct value setting_now(struct report *report, const struct setting *setting,
                                const struct explain_facts *facts)
{
    const struct setting_value *value =
        facts->settings == NULL ? NULL : setting_value(facts->settings, setting);

    if (value == NULL || !value->have)
        return report_unknown();
    if (setting->numbers == 2)
        return report_printf(report, "%lld to %lld", (long long)value->numbers[0],
                             (long long)value->numbers[1]);
    return report_printf(report, "%lld", (long long)value->numbers[0]);
}

void add_settings(struct report *report, const struct explain_facts *facts,
                  bool (*wanted)(const struct setting *, const void *), const void *argument)
{
    static const struct report_column columns[] = {
        {"setting", "SETTING", false, NULL, false},
        {"value", "NOW", true, NULL, false},
        {"unit", "", false, NULL, true},
        {"system", "", false, NULL, true},
        {"governs", "WHAT IT GOVERNS", false, "", false},
        {"caution", "", false, "", false},
        {"usual", "", false, "default: ", false},
    };
    size_t count;
    const struct setting *all = settings_all(&count);
    bool begun = false;

    for (size_t i = 0; i < count; i++) {
        struct value *cells;

        if (!wanted(&all[i], argument))
            continue;
        if (!begun) {
            report_section(report, "settings", "Settings, as they are here now");
            report_table(report, columns, COUNT_OF(columns));
        }
        begun = true;
        cells = report_row(report);
        if (cells == NULL)
            return;
        cells[0] = report_text(setting_name(&all[i]));
        cells[1] = setting_now(report, &all[i], facts);
        cells[2] = report_text(all[i].unit);
        cells[3] = report_text(all[i].system == SETTING_LINUX ? "linux" : "windows");
        cells[4] = report_text(all[i].governs);
        cells[5] = report_text(all[i].caution);
        cells[6] = all[i].unit[0] == '\0' || !ascii_is_digit(all[i].usual[0])
                       ? report_text(all[i].usual)
                       : report_printf(report, "%s (%s)", all[i].usual, all[i].unit);
    }
}

void add_counters(struct report *report, const struct explain_facts *facts,
                  bool (*wanted)(const struct counter *, const void *), const void *argument)
{
    static const struct report_column columns[] = {
        {"counter", "COUNTER", false, NULL, false},
        {"value", "NOW", true, NULL, false},
        {"group", "", false, NULL, true},
        {"meaning", "WHAT IT COUNTS", false, "", false},
    };
    size_t count;
    const struct counter *all = counters_all(&count);
    bool begun = false;

    for (size_t i = 0; i < count; i++) {
        const struct counter_value *value =
            facts->counters == NULL ? NULL : counter_value(facts->counters, &all[i]);
        struct value *cells;

        if (!wanted(&all[i], argument))
            continue;
        if (!begun) {
            report_section(report, "counters", "Counters of Linux, here since they began");
            report_table(report, columns, COUNT_OF(columns));
        }
        begun = true;
        cells = report_row(report);
        if (cells == NULL)
            return;
        cells[0] = report_text(all[i].name);
        cells[1] = value != NULL && value->have ? report_number(value->number) : report_unknown();
        cells[2] = report_text(all[i].group);
        cells[3] = report_text(all[i].meaning);
    }
}

void add_see(struct report *report, const char *names)
{
    struct text rest = text_of(names), name;
    struct value list = {.presence = VALUE_ABSENT};

    if (names == NULL)
        return;
    while (topic_name_next(&rest, &name))
        list = list.presence == VALUE_ABSENT
                   ? report_printf(report, "%.*s", (int)name.length, name.bytes)
                   : report_printf(report, "%.*s, %.*s", (int)list.text.length, list.text.bytes,
                                   (int)name.length, name.bytes);
    report_brief(report, "see", "See also", list.text);
}
