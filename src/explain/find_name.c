/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the subjects of one name, which may be several words: the tables of texts, states in any
 * spelling, tools, systems, numbers, settings and counters. */
#include "find_name.h"

#include <string.h>

#include "commands.h"
#include "number.h"
#include "texts.h"
#include "topic_names.h"

/* Other common names of dialects, separated by ';'. */
static const char *const dialect_aliases[DIALECT_COUNT] = {
    [DIALECT_BSD] = "macos;mac;freebsd;openbsd;netbsd;darwin",
    [DIALECT_SOLARIS] = "illumos;sun;hp-ux;hpux",
    [DIALECT_POWERSHELL] = "dotnet;.net;Get-NetTCPConnection",
    [DIALECT_NETSTAT] = "net-tools",
    [DIALECT_WINDOWS] = "win;win32;microsoft",
    [DIALECT_LINUX] = "proc;/proc;kernel",
    [DIALECT_MIB] = "tcp-mib;snmp",
};

static bool has_examples(const char *tool)
{
    for (size_t i = 0; i < equivalent_count; i++)
        if (strcmp(equivalent_table[i].topic, tool) == 0)
            return true;
    return false;
}

#define VISIT(...) visit(context, &(struct named){__VA_ARGS__})

void names_each(void (*visit)(void *context, const struct named *named), void *context)
{
    VISIT(SUBJECT_DIAGRAM, "diagram", "state diagram;TCP diagram;TCP state diagram",
          "the states of a TCP connection", NULL);
    VISIT(SUBJECT_LIST, "topics", NULL, "all topics", NULL);
    for (const struct ladder *one = ladder_table; one < ladder_table + ladder_count; one++)
        VISIT(SUBJECT_LADDER, one->name, one->aliases, one->text, one);
    for (unsigned g = 0; g < GLOSSARIES; g++)
        for (const struct term *one = glossaries[g].rows;
             one < glossaries[g].rows + *glossaries[g].count; one++)
            VISIT(g == GLOSSARY_ERRORS ? SUBJECT_ERROR : SUBJECT_TERM, one->name, one->aliases,
                  one->text, one);
    for (const struct equivalent_tool *one = equivalent_table;
         one < equivalent_table + equivalent_count; one++)
        if (one == equivalent_table || !text_equal(text_of(one->topic), text_of(one[-1].topic)))
            VISIT(SUBJECT_TOOL, one->topic, NULL, one->title, NULL);
    for (const struct command_tool *one = command_tools; one < command_tools + command_tool_count;
         one++)
        if (!has_examples(one->name))
            VISIT(SUBJECT_COMMAND, one->name, NULL, one->does, one);
    for (enum state_dialect d = 0; d < DIALECT_COUNT; d++) {
        const struct state_dialect_info *info = &state_dialects[d];

        VISIT(SUBJECT_DIALECT, info->name, dialect_aliases[d], info->title, NULL);
    }
    for (const struct setting *one = setting_table; one < setting_table + setting_count; one++)
        VISIT(SUBJECT_SETTING, setting_name(one), NULL, one->governs, one);
    for (const struct counter *one = counter_table; one < counter_table + counter_count; one++)
        VISIT(SUBJECT_COUNTER, one->name, NULL, one->meaning, one);
}

bool name_find_dialect(struct text word, enum state_dialect *dialect)
{
    if (state_dialect_from_name(word, dialect, NULL))
        return true;
    for (*dialect = 0; *dialect < DIALECT_COUNT; ++*dialect)
        if (topic_name_in(dialect_aliases[*dialect], word))
            return true;
    return false;
}

void subjects_add(struct subjects *subjects, struct subject subject)
{
    if (subject.kind == SUBJECT_DIAGRAM)
        subjects->states = STATES_ALL;
    if (subject.kind == SUBJECT_STATE)
        subject.name = state_name(subject.state);
    if (subjects->count < SUBJECTS_MAX)
        subjects->list[subjects->count++] = subject;
    if (subject.state != STATE_NONE)
        subjects->states |= STATE_BIT(subject.state);
}

struct search {
    struct subjects *subjects;
    struct text typed;
    unsigned kinds;
};

static void add_named(void *context, const struct named *named)
{
    struct search *search = context;

    if ((search->kinds & 1u << named->kind) != 0 &&
        (topic_name_equal(search->typed, text_of(named->name)) ||
         topic_name_in(named->aliases, search->typed)))
        subjects_add(search->subjects, (struct subject){.kind = named->kind,
                                                        .typed = search->typed,
                                                        .name = named->name,
                                                        .row = named->row});
}

/* Adds the topics with this name. `kinds`: bits of the kinds to search. */
static void find_named(struct subjects *subjects, struct text typed, unsigned kinds)
{
    struct search search = {subjects, typed, kinds};

    names_each(add_named, &search);
}

#define BEFORE_STATES (1u << SUBJECT_DIAGRAM | 1u << SUBJECT_LIST | 1u << SUBJECT_TOOL)

/* Adds each meaning of a word: states, or terms of the glossary. */
static void find_meanings(struct subjects *subjects, const struct state_match *match)
{
    for (size_t i = 0; i < match->meaning_count; i++) {
        const struct state_meaning *meaning = &match->meanings[i];

        for (unsigned s = STATE_NONE + 1; s < STATE_COUNT; s++)
            if (meaning->states == (uint32_t)STATE_BIT(s))
                subjects_add(
                    subjects,
                    (struct subject){.kind = SUBJECT_STATE, .state = (enum state)s, .brief = true});
        if (meaning->topic != NULL)
            find_named(subjects, text_of(meaning->topic), TEXTS);
    }
}

static void find_states(struct subjects *subjects, struct text typed)
{
    /* Groups of states are in the glossary. */
    static const enum subject_kind kinds[] = {
        [STATE_MATCH_ONE] = SUBJECT_STATE,
        [STATE_MATCH_EXTRA] = SUBJECT_EXTRA,
        [STATE_MATCH_AMBIGUOUS] = SUBJECT_AMBIGUOUS,
    };
    struct state_match match = state_from_name(typed);

    if (match.kind == STATE_MATCH_NONE || match.kind == STATE_MATCH_GROUP)
        return;
    subjects_add(subjects,
                 (struct subject){.kind = kinds[match.kind], .typed = typed, .state = match.state});
    find_meanings(subjects, &match);
}

static void find_settings(struct subjects *subjects, struct text typed)
{
    const struct setting *setting = setting_find(typed);
    const struct counter *counter = counter_find(typed);

    if (setting != NULL)
        subjects_add(subjects,
                     (struct subject){.kind = SUBJECT_SETTING, .typed = typed, .row = setting});
    else if (counter != NULL)
        subjects_add(subjects,
                     (struct subject){.kind = SUBJECT_COUNTER, .typed = typed, .row = counter});
}

/* Reads a number as written in /proc, a manual or a header. */
bool name_read_number(struct text typed, struct subject *subject)
{
    bool negative = typed.length > 0 && typed.bytes[0] == '-';
    struct text digits = negative ? text_from(typed, 1) : typed;
    bool is_0x = text_starts_with(digits, TEXT("0x")) || text_starts_with(digits, TEXT("0X"));
    uint64_t value;

    subject->hexadecimal = is_0x;
    if (is_0x)
        digits = text_from(digits, 2);
    if (digits.length == 0)
        return false;
    if (is_0x || !number_parse(digits, 9999, &value)) {
        if (negative || digits.length > 2 || !number_parse_hex(digits, 0xff, &value))
            return false;
        subject->hexadecimal = true;
    }
    subject->number = negative ? -(int)value : (int)value;
    return true;
}

/* Adds a number if some state has it, in this dialect or in any. Only Linux uses hexadecimal
 * numbers. */
bool name_add_number(struct subjects *subjects, struct subject number, enum state_dialect dialect)
{
    const struct state_extra *extra;
    bool found = false;

    for (enum state_dialect d = 0; d < DIALECT_COUNT && !found; d++)
        found = (dialect == DIALECT_COUNT || d == dialect) &&
                (!number.hexadecimal || d == DIALECT_LINUX) &&
                (state_from_number(d, number.number, &extra) != STATE_NONE || extra != NULL);
    number.dialect = dialect;
    if (dialect != DIALECT_COUNT)
        number.state = state_from_number(dialect, number.number, NULL);
    if (found)
        subjects_add(subjects, number);
    return found;
}

/* A hexadecimal number starts with a digit ("0A"): words such as "be" are not numbers. */
static void find_number(struct subjects *subjects, struct text typed)
{
    struct subject number = {.kind = SUBJECT_NUMBER, .typed = typed};

    if (typed.length > 0 && (ascii_is_digit(typed.bytes[0]) || typed.bytes[0] == '-') &&
        name_read_number(typed, &number))
        (void)name_add_number(subjects, number, DIALECT_COUNT);
}

/* Upper-case "LISTEN" means only the state; "listen" also means the call. */
static bool is_plain_state(const struct subjects *subjects, size_t before, struct text typed)
{
    return subjects->count == before + 1 && subjects->list[before].kind == SUBJECT_STATE &&
           text_equal(typed, text_of(state_name(subjects->list[before].state)));
}

/* Removes brackets: "(time-wait)" is shown in listings instead of an owner. */
static struct text without_brackets(struct text typed)
{
    if (typed.length > 2 && typed.bytes[0] == '(' && typed.bytes[typed.length - 1] == ')')
        return (struct text){typed.bytes + 1, typed.length - 2};
    return typed;
}

/* Adds a tool without a page of examples: its options. */
static void find_tool(struct subjects *subjects, struct text typed)
{
    const struct command_tool *tool = command_tool_find(typed);

    if (tool != NULL)
        subjects_add(subjects,
                     (struct subject){
                         .kind = SUBJECT_COMMAND, .typed = typed, .name = tool->name, .row = tool});
}

/* Adds all meanings of one name; false: none. */
bool name_find(struct subjects *subjects, struct text typed)
{
    size_t before = subjects->count;
    enum state_dialect dialect;

    typed = without_brackets(typed);
    find_named(subjects, typed, BEFORE_STATES);
    if (subjects->count == before)
        find_tool(subjects, typed);
    find_states(subjects, typed);
    if (is_plain_state(subjects, before, typed))
        return true;
    find_named(subjects, typed, TEXTS);
    if (name_find_dialect(typed, &dialect))
        subjects_add(subjects, (struct subject){.kind = SUBJECT_DIALECT,
                                                .typed = typed,
                                                .dialect = dialect,
                                                .name = state_dialects[dialect].name});
    find_number(subjects, typed);
    if (subjects->count == before)
        find_settings(subjects, typed);
    return subjects->count > before;
}

struct naming {
    void (*visit)(void *context, const char *kind, struct text name, const char *title,
                  bool is_alias);
    void *context;
};

static void visit_names(void *context, const struct named *named)
{
    static const char *const kinds[SUBJECT_KINDS] = {
        [SUBJECT_DIAGRAM] = "diagram", [SUBJECT_LIST] = "list",       [SUBJECT_LADDER] = "exchange",
        [SUBJECT_TERM] = "term",       [SUBJECT_TOOL] = "tool",       [SUBJECT_DIALECT] = "system",
        [SUBJECT_SETTING] = "setting", [SUBJECT_COUNTER] = "counter", [SUBJECT_ERROR] = "error",
        [SUBJECT_COMMAND] = "tool",
    };
    const struct naming *naming = context;
    const char *kind = kinds[named->kind];
    struct text rest = text_of(named->aliases), alias;

    naming->visit(naming->context, kind, text_of(named->name), named->title, false);
    while (topic_name_next(&rest, &alias))
        naming->visit(naming->context, kind, alias, named->title, true);
}

void explain_each_name(void (*visit)(void *context, const char *kind, struct text name,
                                     const char *title, bool is_alias),
                       void *context)
{
    struct naming naming = {visit, context};

    names_each(visit_names, &naming);
}
