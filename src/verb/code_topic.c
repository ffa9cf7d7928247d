/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "code_topic.h"

#include "checks.h"
#include "column.h"
#include "columns_table.h"
#include "note.h"
#include "port_holders.h"
#include "rule.h"

static void add_check(struct report *report, const struct check *check)
{
    report_topic(
        report, "finding", text_of(check->code),
        report_printf(report, "%s: %s.", severity_names[check->severity], check->finds).text);
    if (check->reason != NULL)
        report_brief(report, "reason", "Why", text_of(check->reason));
    report_brief(report, "advice", "What to do", text_of(check->advice));
}

/* Names the states whose topics say more, and the protocols without states. */
static void add_states(struct report *report, uint32_t about)
{
    struct value names = report_text(NULL);

    for (unsigned i = STATE_NONE + 1; i < STATE_COUNT; i++)
        if ((about & STATE_BIT(i)) != 0)
            report_join(report, &names, ", ", text_of(state_name((enum state)i)));
    if ((about & RULE_UDP) != 0)
        report_join(report, &names, ", ", TEXT("UDP"));
    if ((about & RULE_UNIX) != 0)
        report_join(report, &names, ", ", TEXT("unix"));
    report_brief(report, "states", "States", names.text);
}

static bool add_sentence(struct report *report, struct text word, bool more)
{
    const struct rule *rule = rule_find(word);

    if (rule == NULL)
        return false;
    if (more)
        report_brief(report, "sentence", "Below a row", text_of(rule->meaning));
    else
        report_topic(report, "sentence", word, text_of(rule->meaning));
    add_states(report, rule->about);
    report_brief(report, "listing", "Shown by", TEXT("lsock --explain"));
    return true;
}

static bool add_note(struct report *report, struct text word)
{
    for (size_t i = 0; i < note_code_count; i++)
        if (text_equal(word, text_of(note_codes[i].code))) {
            report_topic(report, "note", word, text_of(note_codes[i].meaning));
            return true;
        }
    return false;
}

bool code_topic(struct report *report, struct text word)
{
    const struct check *check = check_find(word);

    if (check == NULL)
        check = port_reason_find(word);
    if (check == NULL)
        return add_sentence(report, word, false) || add_note(report, word);
    add_check(report, check);
    add_sentence(report, word, true);
    return true;
}

static bool has_word(const struct column *column, struct text word)
{
    const char *value;

    for (size_t i = 0; (value = column_word(column, i)) != NULL; i++)
        if (text_equal_nocase(word, text_of(value)))
            return true;
    return false;
}

bool value_topic(struct report *report, struct text word)
{
    bool found = false;

    for (size_t i = 0; i < column_count(); i++) {
        const struct column *column = column_at(i);

        if (!has_word(column, word))
            continue;
        if (!found)
            report_topic(report, "value", word, TEXT("A value in a column."));
        report_brief(report, "column", column->name, text_of(column->help));
        found = true;
    }
    return found;
}

bool column_topic(struct report *report, struct text word)
{
    const struct column *column = column_find(word);

    if (column == NULL)
        column = column_find_heading(word);
    if (column == NULL)
        return false;
    report_topic(report, "column", text_of(column->name), text_of(column->help));
    report_brief(report, "title", "Heading", text_of(column->title));
    report_brief(report, "type", "Type", text_of(column_type_word(column)));
    report_brief(report, "command", "Shown by",
                 report_printf(report, "lsock --columns +%s", column->name).text);
    return true;
}
