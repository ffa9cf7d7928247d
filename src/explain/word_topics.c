/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Topics about words and numbers: their meaning on each system. */
#include "fill.h"
#include "texts.h"

static bool moves(const struct transition *transition, uint32_t states)
{
    uint32_t from = states >> 16, to = states & 0xffff;

    return (transition->from & from) != 0 && (transition->to & to) != 0;
}

/* Whether the transition can be part of a path: Linux makes it too, and it does not end the
 * connection. */
static bool leads(const struct transition *transition, uint32_t states)
{
    return moves(transition, states) && transition->from == states >> 16 &&
           transition->on_linux != LINUX_NEVER;
}

static bool any(bool (*wanted)(const struct transition *, uint32_t), uint32_t from, uint32_t to)
{
    for (size_t i = 0; i < transition_count; i++)
        if (wanted(&transition_table[i], from << 16 | to))
            return true;
    return false;
}

/* Returns the states that are one step after `from` and one step before `to`. */
static uint32_t between(uint32_t from, uint32_t to)
{
    uint32_t found = 0;

    for (unsigned i = STATE_NONE + 1; i < STATE_CLOSED; i++) {
        uint32_t bit = STATE_BIT(i);

        if (bit != from && bit != to && any(leads, from, bit) && any(leads, bit, to))
            found |= bit;
    }
    return found;
}

static void add_way(struct report *report, uint32_t from, uint32_t to)
{
    uint32_t way = between(from, to);
    struct text names = states_value(report, way).text;

    if (way == 0)
        report_paragraph(report, "`lsock explain` draws all transitions.");
    else
        report_paragraph(report, "The path leads through %s%.*s.",
                         (way & (way - 1)) != 0 ? "one of: " : "", (int)names.length, names.bytes);
}

_Static_assert(STATE_COUNT <= 16, "a pair of states fits a word");

void fill_pair(const struct filling *filling, const struct subject *subject)
{
    struct report *report = filling->report;
    uint32_t from = STATE_BIT(subject->state), to = STATE_BIT(subject->other);
    const char *a = state_name(subject->state), *b = state_name(subject->other);

    report_topic(report, "transition", report_printf(report, "%s to %s", a, b).text,
                 report_printf(report, "What leads from %s to %s.", a, b).text);
    report_section(report, "transitions", "");
    if (any(moves, from, to))
        add_transitions(report, moves, from << 16 | to, false, false);
    else if (from == to)
        report_paragraph(report, "Both are the same state.");
    else
        report_paragraph(report, "No single step leads from %s to %s.", a, b);
    if (from != to && !any(leads, from, to)) {
        add_way(report, from, to);
        report_paragraph(report, "`lsock explain %s vs %s` compares the two.", a, b);
    }
    if (!any(moves, from, to) && any(moves, to, from)) {
        report_section(report, "back", "In the other direction");
        add_transitions(report, moves, to << 16 | from, false, false);
    }
}

static void add_meanings(struct report *report, const struct state_match *match)
{
    for (size_t i = 0; i < match->meaning_count; i++)
        report_paragraph(report, "%s", match->meanings[i].text);
}

void fill_ambiguous(const struct filling *filling, const struct subject *subject)
{
    static const char *const kinds[SUBJECT_KINDS] = {
        [SUBJECT_STATE] = "The state",     [SUBJECT_EXTRA] = "A state that only some systems have",
        [SUBJECT_TERM] = "The term",       [SUBJECT_ERROR] = "The error",
        [SUBJECT_LADDER] = "The exchange", [SUBJECT_DIALECT] = "The system or tool",
    };
    struct state_match match = state_from_name(subject->typed);
    struct report *report = filling->report;

    report_topic(report, "word", subject->typed, TEXT("This word has more than one meaning."));
    report_section(report, "meanings", "");
    if (match.kind == STATE_MATCH_AMBIGUOUS) {
        add_meanings(report, &match);
        return;
    }
    for (size_t i = 0; i < filling->all->count; i++) {
        const struct subject *other = &filling->all->list[i];

        if (kinds[other->kind] != NULL)
            report_paragraph(report, "%s%s%s: see below.", kinds[other->kind],
                             other->name == NULL ? "" : " ",
                             other->name == NULL ? "" : other->name);
    }
}

void fill_extra(const struct filling *filling, const struct subject *subject)
{
    static const struct report_column columns[] = {
        WORDS("word", "WORD"), NUMBERS("number", "NUMBER"), WORDS("state", "SHOWN AS"),
        HIDDEN("system"),      PROSE("title", "OF", ""),    PROSE("meaning", "", ""),
    };
    struct report *report = filling->report;

    report_topic(report, "extra_state", subject->typed,
                 TEXT("A state that RFC 9293 does not define."));
    report_table(report, "systems", "", columns, COUNT_OF(columns));
    for (const struct state_extra *extra = state_extras; extra < state_extras + state_extra_count;
         extra++) {
        const struct state_dialect_info *info = &state_dialects[extra->dialect];

        if (state_same_word(subject->typed, extra->spelling))
            REPORT_ROW(report, report_text(extra->spelling), state_number(extra->number),
                       report_text(state_name(extra->state)), report_text(info->name),
                       report_text(info->title), report_text(extra->meaning));
    }
}

static void add_number(struct report *report, enum state_dialect dialect, int number)
{
    const struct state_dialect_info *info = &state_dialects[dialect];
    const struct state_extra *extra;
    enum state state = state_from_number(dialect, number, &extra);

    if (state != STATE_NONE || extra != NULL)
        REPORT_ROW(report, report_text(state_name(state)),
                   report_text(extra != NULL ? extra->spelling : info->spelling[state]),
                   report_text(info->name), report_text(info->title),
                   report_text(extra != NULL ? extra->meaning : NULL));
}

void fill_number(const struct filling *filling, const struct subject *subject)
{
    static const struct report_column columns[] = {
        WORDS("state", "STATE"),  WORDS("word", "WORD"),    HIDDEN("system"),
        PROSE("title", "ON", ""), PROSE("meaning", "", ""),
    };
    struct report *report = filling->report;
    bool all = subject->dialect == DIALECT_COUNT;
    const char *system = all ? "" : state_dialects[subject->dialect].name;
    const char *space = all ? "" : " ";
    struct value name =
        subject->hexadecimal
            ? report_printf(report, "%s%s0x%02X", system, space, (unsigned)subject->number)
            : report_printf(report, "%s%s%d", system, space, subject->number);
    enum state state = subject->state;

    report_topic(report, "number", name.text,
                 text_of(all ? "The same number means different states on different systems." : ""));
    report_table(report, "systems", "", columns, COUNT_OF(columns));
    if (subject->hexadecimal)
        add_number(report, DIALECT_LINUX, subject->number);
    for (unsigned d = 0; d < DIALECT_COUNT && !subject->hexadecimal; d++)
        if (all || d == subject->dialect)
            add_number(report, (enum state_dialect)d, subject->number);
    if (state != STATE_NONE)
        report_paragraph(report, "%s: %s Read more: `lsock explain %s`.", state_name(state),
                         state_texts[state].sentence, state_name(state));
}

static void add_dialect_row(struct report *report, enum state state, const char *word, int number,
                            const char *meaning)
{
    REPORT_ROW(report, report_text(state_name(state)), report_text(word), state_number(number),
               report_text(meaning));
}

/* Words beyond those of the RFC: for states of sockets, or for something else (`others`). */
static void add_extras(struct report *report, enum state_dialect dialect, bool others)
{
    for (const struct state_extra *extra = state_extras; extra < state_extras + state_extra_count;
         extra++)
        if (extra->dialect == dialect && (extra->state == STATE_NONE) == others)
            add_dialect_row(report, extra->state, extra->spelling, extra->number, extra->meaning);
}

void fill_dialect(const struct filling *filling, const struct subject *subject)
{
    static const struct report_column columns[] = {WORDS("state", "STATE"), WORDS("word", "WORD"),
                                                   NUMBERS("number", "NUMBER"),
                                                   PROSE("meaning", "", "")};
    const struct state_dialect_info *info = &state_dialects[subject->dialect];
    struct report *report = filling->report;

    report_topic(report, "system", text_of(info->name), text_of(info->title));
    if (subject->brief)
        add_read_more(report, report_printf(report, "%s names", info->name).text.bytes);
    report->group = subject->brief || subject->only != NULL ? "names" : NULL;
    report_table(report, "states", "", columns, COUNT_OF(columns));
    for (enum state s = STATE_NONE + 1; s < STATE_COUNT; s++)
        add_dialect_row(report, s, info->spelling[s], info->number[s], NULL);
    add_extras(report, subject->dialect, false);
    if (subject->dialect == DIALECT_WINDOWS || subject->dialect == DIALECT_WINDOWS_DOC ||
        subject->dialect == DIALECT_POWERSHELL)
        report_paragraph(report,
                         "The words of netstat.exe come from secondary sources. The TCP-MIB swaps "
                         "the numbers of CLOSING and LAST-ACK.");
    report->group = "others";
    report_table(report, "others", "Words that are not states of sockets", columns,
                 COUNT_OF(columns));
    add_extras(report, subject->dialect, true);
    report->group = NULL;
}
