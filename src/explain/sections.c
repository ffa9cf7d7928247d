/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sections shared by several kinds of topics. */
#include "fill.h"
#include "texts.h"
#include "topic_names.h"

struct value states_value(struct report *report, uint32_t states)
{
    struct value names = report_text(NULL);

    for (unsigned i = STATE_NONE + 1; i < STATE_COUNT; i++)
        if ((states & STATE_BIT(i)) != 0)
            report_join(report, &names, ", ", text_of(state_name((enum state)i)));
    return names;
}

struct value state_number(int number)
{
    bool known = number != STATE_NO_NUMBER;

    return (struct value){.presence = known ? VALUE_KNOWN : VALUE_ABSENT,
                          .type = VALUE_INTEGER,
                          .integer = known ? number : 0};
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
        "Linux: ", "Linux differs: ", "not on Linux: ", "not in the RFC: "};

    if (transition->note == NULL)
        return report_text(NULL);
    return report_printf(report, "%s%s", leads[transition->on_linux], transition->note);
}

void add_transitions(struct report *report, bool (*wanted)(const struct transition *, uint32_t),
                     uint32_t states, bool show_from, bool show_to)
{
    static const char *const on_linux[] = {"same", "differs", "never", "only"};
    const struct report_column columns[] = {
        {"from", "FROM", false, NULL, !show_from},
        {"to", "TO", false, NULL, !show_to},
        PROSE("event", "WHAT HAPPENS", ""),
        PROSE("receives", "", "receives "),
        PROSE("sends", "", "sends "),
        PROSE("rfc", "", "RFC "),
        HIDDEN("on_linux"),
        PROSE("note", "", ""),
    };

    report_table(report, NULL, NULL, columns, COUNT_OF(columns));
    for (const struct transition *one = transition_table; one < transition_table + transition_count;
         one++)
        if (wanted(one, states))
            REPORT_ROW(report, from_value(report, one->from),
                       one->to == 0 ? report_text("no change") : states_value(report, one->to),
                       report_text(one->event), report_text(one->receives), report_text(one->sends),
                       report_text(one->rfc), report_text(on_linux[one->on_linux]),
                       note_value(report, one));
}

static struct text correction_text(struct report *report, size_t i)
{
    const struct correction *one = &correction_table[i];

    return report_printf(report, "Many notes say %s. Strictly, %s (%s).", one->notes, one->strictly,
                         one->source)
        .text;
}

void add_corrections(struct report *report, uint32_t states, const char *topic, unsigned shown)
{
    const char *group = report->group;
    bool first = true;

    for (size_t i = 0; i < correction_count; i++) {
        if ((correction_table[i].states & states) == 0 &&
            (topic == NULL || !topic_name_in(correction_table[i].topics, text_of(topic))))
            continue;
        report->group = shown == 0 ? "mistakes" : group;
        if (shown > 0) {
            report_brief(report, "correction", first ? "Often wrong" : "",
                         correction_text(report, i));
            first = false;
        } else {
            report_section(report, "corrections", "More errors in class notes");
            report_paragraph(report, "%s", correction_text(report, i).bytes);
        }
        shown -= shown > 0;
    }
    report->group = group;
}

static struct value setting_now(const struct filling *filling, const struct setting *setting)
{
    const struct setting_values *here = filling->facts->settings;
    const struct setting_value *value = here == NULL ? NULL : setting_value(here, setting);

    if (value == NULL || !value->have)
        return report_unknown();
    if (setting->numbers == 2)
        return report_printf(filling->report, "%lld to %lld", (long long)value->numbers[0],
                             (long long)value->numbers[1]);
    return report_printf(filling->report, "%lld", (long long)value->numbers[0]);
}

static struct value setting_usual(struct report *report, const struct setting *setting)
{
    if (setting->unit[0] == '\0' || !ascii_is_digit(setting->usual[0]))
        return report_text(setting->usual);
    return report_printf(report, "%s (%s)", setting->usual, setting->unit);
}

void add_settings(const struct filling *filling, uint32_t states, const struct setting *only)
{
    static const struct report_column columns[] = {
        WORDS("setting", "SETTING"),
        NUMBERS("value", "NOW"),
        HIDDEN("unit"),
        HIDDEN("system"),
        PROSE("governs", "WHAT IT GOVERNS", ""),
        PROSE("caution", "", ""),
        PROSE("usual", "", "default: "),
    };
    struct report *report = filling->report;

    for (const struct setting *one = setting_table; one < setting_table + setting_count; one++) {
        bool of_windows = one->system == SETTING_WINDOWS;

        if (one != only && ((one->states & states) == 0 || of_windows != filling->facts->windows))
            continue;
        report_table(report, "settings", "Settings of this system", columns, COUNT_OF(columns));
        REPORT_ROW(
            report, report_text(setting_name(one)), setting_now(filling, one),
            report_text(one->unit), report_text(one->system == SETTING_LINUX ? "linux" : "windows"),
            report_text(one->governs), report_text(one->caution), setting_usual(report, one));
    }
}

static struct value counter_now(const struct filling *filling, const struct counter *counter)
{
    const struct counter_values *here = filling->facts->counters;
    const struct counter_value *value = here == NULL ? NULL : counter_value(here, counter);

    return value != NULL && value->have ? report_number(value->number) : report_unknown();
}

void add_counters(const struct filling *filling, uint32_t states, const struct counter *only)
{
    static const struct report_column columns[] = {
        WORDS("counter", "COUNTER"),
        NUMBERS("value", "NOW"),
        HIDDEN("group"),
        PROSE("meaning", "WHAT IT COUNTS", ""),
    };
    struct report *report = filling->report;

    if (only == NULL && filling->facts->windows) {
        report_section(report, "counters", "Counters");
        report_paragraph(report, "Windows counts for TCP as a whole: `netstat -s -p tcp`.");
        return;
    }
    for (const struct counter *one = counter_table; one < counter_table + counter_count; one++) {
        if (one != only && (one->states & states) == 0)
            continue;
        report_table(report, "counters", "Linux counters", columns, COUNT_OF(columns));
        REPORT_ROW(report, report_text(one->name), counter_now(filling, one),
                   report_text(one->group), report_text(one->meaning));
    }
}

void add_see(struct report *report, const char *names)
{
    struct text rest = text_of(names), name;
    struct value list = report_text(NULL);

    while (topic_name_next(&rest, &name))
        report_join(report, &list, ", ", name);
    if (names != NULL)
        report_brief(report, "see", "See also", list.text);
}

void add_read_more(struct report *report, const char *name)
{
    report_brief(report, "more", "Read more", report_printf(report, "lsock explain %s", name).text);
}
