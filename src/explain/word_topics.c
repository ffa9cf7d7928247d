/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Topics about words and numbers: what they mean to whom. */
#include <string.h>

#include "fill.h"
#include "ladders.h"
#include "state_texts.h"
#include "terms.h"

static bool moves(const struct transition *transition, uint32_t states)
{
    uint32_t from = states >> 16, to = states & 0xffff;

    return (transition->from & from) != 0 && (transition->to & to) != 0;
}

static bool any_moves(uint32_t from, uint32_t to)
{
    size_t count;
    const struct transition *all = transitions_all(&count);

    for (size_t i = 0; i < count; i++)
        if (moves(&all[i], from << 16 | to))
            return true;
    return false;
}

/* A step that is worth a way: not what ends any connection, and what this system does as well. */
static bool leads_on(unsigned from, unsigned to)
{
    size_t count;
    const struct transition *all = transitions_all(&count);

    for (size_t i = 0; i < count; i++)
        if (all[i].from == (uint32_t)STATE_BIT(from) && (all[i].to & STATE_BIT(to)) != 0 &&
            all[i].on_linux != LINUX_NEVER)
            return true;
    return false;
}

/* The states that one step from `from` and one step to `to` have in common. */
static uint32_t between(enum state from, enum state to)
{
    uint32_t found = 0;

    for (unsigned i = STATE_NONE + 1; i < STATE_CLOSED; i++)
        if (i != from && i != to && leads_on(from, i) && leads_on(i, to))
            found |= STATE_BIT(i);
    return found;
}

static void add_way(struct report *report, enum state from, enum state to)
{
    uint32_t way = between(from, to);
    struct value names = states_value(report, way);

    if ((way & (way - 1)) != 0)
        report_paragraph(report, "The way leads through one of: %.*s.", (int)names.text.length,
                         names.text.bytes);
    else if (way != 0)
        report_paragraph(report, "The way leads through %.*s.", (int)names.text.length,
                         names.text.bytes);
    else
        report_paragraph(report, "`lsock explain` draws all steps.");
}

_Static_assert(STATE_COUNT <= 16, "a pair of states fits a word");

void fill_pair(struct report *report, const struct subject *subject)
{
    uint32_t from = STATE_BIT(subject->state), to = STATE_BIT(subject->other);
    const char *a = state_name(subject->state), *b = state_name(subject->other);
    struct value title = report_printf(report, "What moves %s to %s.", a, b);
    struct value name = report_printf(report, "%s to %s", a, b);
    struct text copy = arena_copy(report->arena, name.text);

    report_topic(report, "transition", copy.bytes == NULL ? "" : copy.bytes, title.text);
    report_section(report, "transitions", "");
    if (any_moves(from, to))
        add_transitions(report, moves, from << 16 | to, false, false);
    else if (subject->state == subject->other)
        report_paragraph(report, "It is the same state.");
    else
        report_paragraph(report, "Nothing moves %s to %s in one step.", a, b);
    if (subject->state != subject->other && !leads_on(subject->state, subject->other))
        add_way(report, subject->state, subject->other);
    if (!any_moves(from, to) && any_moves(to, from)) {
        report_section(report, "back", "The other way round");
        add_transitions(report, moves, to << 16 | from, false, false);
    }
}

static void add_meanings(struct report *report, const struct state_match *match)
{
    for (size_t i = 0; i < match->meaning_count; i++)
        report_paragraph(report, "%s", match->meanings[i].text);
    report_paragraph(report, "Each is explained below.");
}

/* What another topic of the same run is, in a few words. */
static const char *name_of(const struct subject *subject, const char **kind)
{
    switch (subject->kind) {
    case SUBJECT_STATE:
        *kind = "The state";
        return state_name(subject->state);
    case SUBJECT_EXTRA:
        *kind = "A state that only some systems have";
        return "";
    case SUBJECT_TERM:
        *kind = "The term";
        return ((const struct term *)subject->row)->name;
    case SUBJECT_LADDER:
        *kind = "The exchange";
        return ((const struct ladder *)subject->row)->name;
    case SUBJECT_DIALECT:
        *kind = "The system or tool";
        return state_dialect_info(subject->dialect)->name;
    default:
        return NULL;
    }
}

void fill_ambiguous(struct report *report, const struct subject *subject,
                    const struct subjects *all)
{
    struct text name = arena_copy(report->arena, subject->typed);
    struct state_match match = state_from_name(subject->typed);

    report_topic(report, "word", name.bytes == NULL ? "" : name.bytes,
                 TEXT("It means more than one thing."));
    report_section(report, "meanings", "");
    if (match.kind == STATE_MATCH_AMBIGUOUS) {
        add_meanings(report, &match);
        return;
    }
    for (size_t i = 0; i < all->count; i++) {
        const char *kind, *other = name_of(&all->list[i], &kind);

        if (other != NULL)
            report_paragraph(report, "%s%s%s: see below.", kind, other[0] == '\0' ? "" : " ",
                             other);
    }
}

void fill_extra(struct report *report, const struct subject *subject)
{
    static const struct report_column columns[] = {
        {"word", "WORD", false, NULL, false},      {"number", "NUMBER", true, NULL, false},
        {"state", "SHOWN AS", false, NULL, false}, {"system", "", false, NULL, true},
        {"title", "OF", false, "", false},         {"meaning", "", false, "", false},
    };
    struct text name = arena_copy(report->arena, subject->typed);
    size_t count;
    const struct state_extra *extras = state_extras(&count);

    report_topic(report, "extra_state", name.bytes == NULL ? "" : name.bytes,
                 TEXT("A word for a state that RFC 9293 does not have."));
    report_section(report, "systems", "");
    report_table(report, columns, COUNT_OF(columns));
    for (size_t i = 0; i < count; i++) {
        struct value *cells;

        if (!state_same_word(subject->typed, extras[i].spelling) ||
            (cells = report_row(report)) == NULL)
            continue;
        cells[0] = report_text(extras[i].spelling);
        cells[1] = (struct value){.presence = VALUE_ABSENT, .type = VALUE_INTEGER};
        if (extras[i].number != STATE_NO_NUMBER) {
            cells[1].presence = VALUE_KNOWN;
            cells[1].integer = extras[i].number;
        }
        cells[2] = report_text(state_name(extras[i].state));
        cells[3] = report_text(state_dialect_info(extras[i].dialect)->name);
        cells[4] = report_text(state_dialect_info(extras[i].dialect)->title);
        cells[5] = report_text(extras[i].meaning);
    }
}

static void add_number(struct report *report, enum state_dialect dialect, int number)
{
    const struct state_dialect_info *info = state_dialect_info(dialect);
    const struct state_extra *extra;
    enum state state = state_from_number(dialect, number, &extra);
    struct value *cells;

    if ((state == STATE_NONE && extra == NULL) || (cells = report_row(report)) == NULL)
        return;
    cells[0] = report_text(state_name(state));
    cells[1] = report_text(extra != NULL ? extra->spelling : info->spelling[state]);
    cells[2] = report_text(info->name);
    cells[3] = report_text(info->title);
    cells[4] = report_text(extra != NULL ? extra->meaning : NULL);
}

void fill_number(struct report *report, const struct subject *subject)
{
    static const struct report_column columns[] = {
        {"state", "STATE", false, NULL, false}, {"word", "WORD", false, NULL, false},
        {"system", "", false, NULL, true},      {"title", "ON", false, "", false},
        {"meaning", "", false, "", false},
    };
    bool all = subject->dialect == DIALECT_COUNT;
    const char *system = all ? "" : state_dialect_info(subject->dialect)->name;
    const char *space = all ? "" : " ";
    struct value name =
        subject->hexadecimal
            ? report_printf(report, "%s%s0x%02X", system, space, (unsigned)subject->number)
            : report_printf(report, "%s%s%d", system, space, subject->number);
    struct text copy = arena_copy(report->arena, name.text);
    enum state state = subject->state;

    report_topic(report, "number", copy.bytes == NULL ? "" : copy.bytes,
                 all ? TEXT("A number means a state only together with its system.") : TEXT(""));
    report_section(report, "systems", "");
    report_table(report, columns, COUNT_OF(columns));
    if (subject->hexadecimal)
        add_number(report, DIALECT_LINUX, subject->number);
    for (unsigned d = 0; d < DIALECT_COUNT && !subject->hexadecimal; d++)
        if (all || d == subject->dialect)
            add_number(report, (enum state_dialect)d, subject->number);
    if (state != STATE_NONE)
        report_paragraph(report, "%s: %s (`lsock explain %s` tells more.)", state_name(state),
                         state_text(state)->sentence, state_name(state));
}

void fill_dialect(struct report *report, const struct subject *subject)
{
    static const struct report_column columns[] = {
        {"state", "STATE", false, NULL, false},
        {"word", "WORD", false, NULL, false},
        {"number", "NUMBER", true, NULL, false},
        {"meaning", "", false, "", false},
    };
    const struct state_dialect_info *info = state_dialect_info(subject->dialect);
    size_t count;
    const struct state_extra *extras = state_extras(&count);

    report_topic(report, "system", info->name, text_of(info->title));
    report_section(report, "states", "");
    report_table(report, columns, COUNT_OF(columns));
    for (unsigned s = STATE_NONE + 1; s < STATE_COUNT + count; s++) {
        const struct state_extra *extra = s < STATE_COUNT ? NULL : &extras[s - STATE_COUNT];
        int number = extra == NULL ? info->number[s] : extra->number;
        struct value *cells;

        if ((extra != NULL && extra->dialect != subject->dialect) ||
            (cells = report_row(report)) == NULL)
            continue;
        cells[0] = report_text(state_name(extra == NULL ? (enum state)s : extra->state));
        cells[1] = report_text(extra == NULL ? info->spelling[s] : extra->spelling);
        cells[2] = (struct value){.presence = VALUE_ABSENT, .type = VALUE_INTEGER};
        if (number != STATE_NO_NUMBER) {
            cells[2].presence = VALUE_KNOWN;
            cells[2].integer = number;
        }
        cells[3] = report_text(extra == NULL ? NULL : extra->meaning);
    }
    if (subject->dialect == DIALECT_WINDOWS || subject->dialect == DIALECT_WINDOWS_DOC ||
        subject->dialect == DIALECT_POWERSHELL)
        report_paragraph(report,
                         "The words of netstat.exe are as others quote them; none was seen by "
                         "us. CLOSING and LAST-ACK have each other's numbers in the TCP-MIB.");
}
