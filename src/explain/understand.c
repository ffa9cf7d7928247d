/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From words to subjects. All words together come first ("syn cookie"), then a system and a number,
 * two states, and at last each word by itself. */
#include <string.h>

#include "equivalents.h"
#include "explain.h"
#include "ladders.h"
#include "nearest.h"
#include "number.h"
#include "terms.h"
#include "topic_names.h"

/* Further names of dialects, as people say them. */
static const struct {
    const char *names; /* separated by ';' */
    enum state_dialect dialect;
} dialect_aliases[] = {
    {"macos;mac;freebsd;openbsd;netbsd;darwin", DIALECT_BSD},
    {"illumos;sun;hp-ux;hpux", DIALECT_SOLARIS},
    {"dotnet;.net;Get-NetTCPConnection", DIALECT_POWERSHELL},
    {"net-tools", DIALECT_NETSTAT},
    {"win;win32;microsoft", DIALECT_WINDOWS},
    {"proc;/proc;kernel", DIALECT_LINUX},
    {"tcp-mib;snmp", DIALECT_MIB},
};

static bool find_dialect(struct text word, enum state_dialect *dialect)
{
    if (state_dialect_from_name(word, dialect, NULL))
        return true;
    for (size_t i = 0; i < COUNT_OF(dialect_aliases); i++)
        if (topic_name_in(dialect_aliases[i].names, word)) {
            *dialect = dialect_aliases[i].dialect;
            return true;
        }
    return false;
}

static void add(struct subjects *subjects, struct subject subject)
{
    if (subject.kind == SUBJECT_DIAGRAM)
        subjects->states = STATES_ALL;
    if (subjects->count < SUBJECTS_MAX)
        subjects->list[subjects->count++] = subject;
    if (subject.state != STATE_NONE)
        subjects->states |= STATE_BIT(subject.state);
}

static void add_row(struct subjects *subjects, enum subject_kind kind, struct text typed,
                    const void *row)
{
    add(subjects, (struct subject){.kind = kind, .typed = typed, .row = row});
}

static void find_texts(struct subjects *subjects, struct text typed);

/* What a word can mean is explained below it: a state, or what the glossary has. */
static void find_meanings(struct subjects *subjects, const struct state_match *match)
{
    for (size_t i = 0; i < match->meaning_count; i++) {
        const struct state_meaning *meaning = &match->meanings[i];

        for (unsigned s = STATE_NONE + 1; s < STATE_COUNT; s++)
            if (meaning->states == (uint32_t)STATE_BIT(s))
                add(subjects,
                    (struct subject){.kind = SUBJECT_STATE, .state = (enum state)s, .brief = true});
        if (meaning->topic != NULL)
            find_texts(subjects, text_of(meaning->topic));
    }
}

static void find_states(struct subjects *subjects, struct text typed)
{
    struct state_match match = state_from_name(typed);

    switch (match.kind) {
    case STATE_MATCH_ONE:
        add(subjects,
            (struct subject){.kind = SUBJECT_STATE, .typed = typed, .state = match.state});
        break;
    case STATE_MATCH_EXTRA:
        add(subjects,
            (struct subject){.kind = SUBJECT_EXTRA, .typed = typed, .state = match.state});
        break;
    case STATE_MATCH_AMBIGUOUS:
        add(subjects, (struct subject){.kind = SUBJECT_AMBIGUOUS, .typed = typed});
        find_meanings(subjects, &match);
        break;
    case STATE_MATCH_GROUP: /* the glossary has it */
    case STATE_MATCH_NONE:
        break;
    }
}

static void find_texts(struct subjects *subjects, struct text typed)
{
    size_t count;
    const struct ladder *ladders = ladders_all(&count);

    for (size_t i = 0; i < count; i++)
        if (topic_name_equal(typed, text_of(ladders[i].name)) ||
            topic_name_in(ladders[i].aliases, typed))
            add_row(subjects, SUBJECT_LADDER, typed, &ladders[i]);
    for (size_t i = 0; i < term_count(); i++) {
        const struct term *term = term_at(i);

        if (topic_name_equal(typed, text_of(term->name)) || topic_name_in(term->aliases, typed))
            add_row(subjects, SUBJECT_TERM, typed, term);
    }
}

static void find_tools(struct subjects *subjects, struct text typed)
{
    size_t count;
    const struct equivalent_tool *tools = equivalents_all(&count);

    for (size_t i = 0; i < count; i++)
        if (topic_name_equal(typed, text_of(tools[i].topic))) {
            add_row(subjects, SUBJECT_TOOL, typed, tools[i].topic);
            return;
        }
}

static void find_settings(struct subjects *subjects, struct text typed)
{
    const struct setting *setting = setting_find(typed);
    const struct counter *counter = counter_find(typed);

    if (setting != NULL)
        add_row(subjects, SUBJECT_SETTING, typed, setting);
    else if (counter != NULL)
        add_row(subjects, SUBJECT_COUNTER, typed, counter);
}

/* A number as /proc, a manual or a header writes it. */
static bool read_number(struct text typed, int *number, bool *hexadecimal)
{
    bool negative = typed.length > 0 && typed.bytes[0] == '-';
    struct text digits = negative ? (struct text){typed.bytes + 1, typed.length - 1} : typed;
    bool is_0x = text_starts_with(digits, TEXT("0x")) || text_starts_with(digits, TEXT("0X"));
    uint64_t value;

    *hexadecimal = is_0x;
    if (is_0x)
        digits = (struct text){digits.bytes + 2, digits.length - 2};
    if (digits.length == 0)
        return false;
    if (is_0x || !number_parse(digits, 9999, &value)) {
        if (negative || digits.length > 2 || !number_parse_hex(digits, 0xff, &value))
            return false;
        *hexadecimal = true;
    }
    *number = negative ? -(int)value : (int)value;
    return true;
}

static void add_number(struct subjects *subjects, struct text typed, enum state_dialect dialect,
                       int number, bool hexadecimal)
{
    struct subject subject = {.kind = SUBJECT_NUMBER, .typed = typed};

    subject.dialect = dialect;
    subject.number = number;
    subject.hexadecimal = hexadecimal;
    if (dialect != DIALECT_COUNT)
        subject.state = state_from_number(dialect, number, NULL);
    add(subjects, subject);
}

/* Whether somebody has this number; hexadecimal ones are Linux' alone. */
static bool is_a_number(enum state_dialect dialect, int number, bool hexadecimal)
{
    const struct state_extra *extra;

    for (unsigned d = 0; d < DIALECT_COUNT; d++) {
        if ((dialect != DIALECT_COUNT && d != dialect) || (hexadecimal && d != DIALECT_LINUX))
            continue;
        if (state_from_number((enum state_dialect)d, number, &extra) != STATE_NONE || extra != NULL)
            return true;
    }
    return false;
}

/* Only two hex digits with a letter can be told from a word: "0A". Words such as "be" are none. */
static void find_number(struct subjects *subjects, struct text typed)
{
    bool hexadecimal;
    int number;

    if (typed.length == 0 || (!ascii_is_digit(typed.bytes[0]) && typed.bytes[0] != '-'))
        return;
    if (read_number(typed, &number, &hexadecimal) &&
        is_a_number(DIALECT_COUNT, number, hexadecimal))
        add_number(subjects, typed, DIALECT_COUNT, number, hexadecimal);
}

/* "LISTEN", written so, is the state and nothing else; "listen" is also the call. */
static bool is_plain_state(const struct subjects *subjects, size_t before, struct text typed)
{
    return subjects->count == before + 1 && subjects->list[before].kind == SUBJECT_STATE &&
           text_equal(typed, text_of(state_name(subjects->list[before].state)));
}

/* "(time-wait)", as a listing shows it in the place of an owner. */
static struct text without_brackets(struct text typed)
{
    if (typed.length > 2 && typed.bytes[0] == '(' && typed.bytes[typed.length - 1] == ')')
        return (struct text){typed.bytes + 1, typed.length - 2};
    return typed;
}

/* All that one name can mean; false: nothing. */
static bool find(struct subjects *subjects, struct text typed)
{
    size_t before = subjects->count;
    enum state_dialect dialect;

    typed = without_brackets(typed);
    if (topic_name_equal(typed, TEXT("diagram")))
        add(subjects, (struct subject){.kind = SUBJECT_DIAGRAM, .typed = typed});
    if (topic_name_equal(typed, TEXT("topics")))
        add(subjects, (struct subject){.kind = SUBJECT_LIST, .typed = typed});
    find_tools(subjects, typed);
    find_states(subjects, typed);
    if (is_plain_state(subjects, before, typed))
        return true;
    find_texts(subjects, typed);
    if (find_dialect(typed, &dialect))
        add(subjects,
            (struct subject){.kind = SUBJECT_DIALECT, .typed = typed, .dialect = dialect});
    find_number(subjects, typed);
    if (subjects->count == before)
        find_settings(subjects, typed);
    return subjects->count > before;
}

/* "solaris -3", "linux 0A", "windows LISTENING". */
static bool find_in_dialect(struct subjects *subjects, const struct text *words, size_t count,
                            struct error *error)
{
    enum state_dialect dialect;
    bool hexadecimal;
    int number;

    if (count != 2 || !find_dialect(words[0], &dialect))
        return false;
    if (!read_number(words[1], &number, &hexadecimal))
        return find(subjects, words[1]);
    if (is_a_number(dialect, number, hexadecimal)) {
        add_number(subjects, words[1], dialect, number, hexadecimal);
        return true;
    }
    error_set(error, STATUS_NO, "%s has no state of this number",
              state_dialect_info(dialect)->title);
    error_remedy(error, "`lsock explain %s` lists those it has", state_dialect_info(dialect)->name);
    error_mark(error, words[1], 0, words[1].length);
    return false;
}

static enum state one_state(struct text word)
{
    struct state_match match = state_from_name(word);

    return match.kind == STATE_MATCH_ONE || match.kind == STATE_MATCH_EXTRA ? match.state
                                                                            : STATE_NONE;
}

/* Words joined by blanks, in a buffer; empty where they do not fit. */
static struct text join(const struct text *words, size_t count, char *buffer, size_t room)
{
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        if (words[i].length + 1 > room - used)
            return (struct text){buffer, 0};
        if (i > 0)
            buffer[used++] = ' ';
        if (words[i].length > 0)
            memcpy(buffer + used, words[i].bytes, words[i].length);
        used += words[i].length;
    }
    return (struct text){buffer, used};
}

/* Two states, of one word or more each: "SYN-SENT ESTABLISHED", "fin wait 1 fin wait 2". */
static bool find_pair(struct subjects *subjects, const struct text *words, size_t count)
{
    char left[64], right[64];

    for (size_t split = 1; split < count; split++) {
        enum state from = one_state(join(words, split, left, sizeof(left)));
        enum state to = one_state(join(words + split, count - split, right, sizeof(right)));
        struct subject subject = {.kind = SUBJECT_PAIR, .typed = words[0]};

        if (from == STATE_NONE || to == STATE_NONE)
            continue;
        subject.state = from;
        subject.other = to;
        add(subjects, subject);
        subjects->states = 0;
        return true;
    }
    return false;
}

struct search {
    struct nearest nearest;
    struct text typed;
};

static void offer_name(void *context, const char *kind, struct text name, const char *title,
                       bool is_alias)
{
    struct search *search = context;

    (void)kind;
    (void)title;
    (void)is_alias;
    nearest_offer(&search->nearest, search->typed, name);
}

static bool unknown(struct text typed, struct text whole, struct error *error)
{
    struct search search = {{{NULL, 0}, 0}, whole};
    struct text near = state_from_name(typed).nearest;

    explain_each_name(offer_name, &search);
    if (search.nearest.best.length == 0) {
        search.typed = typed;
        explain_each_name(offer_name, &search);
    }
    if (near.length == 0 || (search.nearest.best.length > 0 && search.nearest.distance <= 1))
        near = search.nearest.best;
    error_set(error, STATUS_NO, "nothing is known of this word");
    if (near.length > 0)
        error_remedy(error, "did you mean %.*s?", (int)near.length, near.bytes);
    else
        error_remedy(error, "`lsock explain --list` names all topics");
    error_mark(error, typed, 0, typed.length);
    return false;
}

/* A word that is more than one thing is announced before its topics. */
static void announce(struct subjects *subjects)
{
    const struct subject *first = &subjects->list[0];

    if (subjects->count < 2 || subjects->count == SUBJECTS_MAX ||
        first->kind == SUBJECT_AMBIGUOUS || first->kind == SUBJECT_TOOL)
        return;
    memmove(subjects->list + 1, subjects->list, subjects->count * sizeof(*subjects->list));
    subjects->list[0] =
        (struct subject){.kind = SUBJECT_AMBIGUOUS, .typed = subjects->list[1].typed};
    subjects->count++;
}

/* "Recv-Q and Send-Q": what stands between two words and is none itself. */
static bool is_joint(const struct text *words, size_t count, size_t i)
{
    return i > 0 && i + 1 < count && topic_name_in("and;or;against;vs;versus", words[i]);
}

bool explain_understand(const struct text *words, size_t count, char buffer[EXPLAIN_BUFFER],
                        struct subjects *subjects, struct error *error)
{
    struct text whole;

    *subjects = (struct subjects){.count = 0};
    if (count == 0) {
        add(subjects, (struct subject){.kind = SUBJECT_DIAGRAM});
        return true;
    }
    whole = join(words, count, buffer, EXPLAIN_BUFFER);
    if (find(subjects, whole)) {
        announce(subjects);
        return true;
    }
    if (find_in_dialect(subjects, words, count, error))
        return true;
    if (error->status != STATUS_DONE)
        return false;
    if (find_pair(subjects, words, count))
        return true;
    for (size_t i = 0; i < count; i++)
        if (!is_joint(words, count, i) && !find(subjects, words[i]))
            return unknown(words[i], whole, error);
    return true;
}

void explain_everything(struct subjects *subjects)
{
    *subjects = (struct subjects){.count = 1};
    subjects->list[0] = (struct subject){.kind = SUBJECT_LIST};
}

/* The names of a list, each told of. */
static void visit_aliases(void (*visit)(void *, const char *, struct text, const char *, bool),
                          void *context, const char *kind, const char *aliases, const char *title)
{
    struct text rest = text_of(aliases), name;

    while (topic_name_next(&rest, &name))
        visit(context, kind, name, title, true);
}

void explain_each_name(void (*visit)(void *context, const char *kind, struct text name,
                                     const char *title, bool is_alias),
                       void *context)
{
    size_t count;
    const struct ladder *ladders = ladders_all(&count);

    visit(context, "diagram", TEXT("diagram"), "the states of a TCP connection", false);
    visit(context, "list", TEXT("topics"), "all topics", false);
    for (size_t i = 0; i < count; i++) {
        visit(context, "exchange", text_of(ladders[i].name), ladders[i].text, false);
        visit_aliases(visit, context, "exchange", ladders[i].aliases, ladders[i].text);
    }
    for (size_t i = 0; i < term_count(); i++) {
        visit(context, "term", text_of(term_at(i)->name), term_at(i)->text, false);
        visit_aliases(visit, context, "term", term_at(i)->aliases, term_at(i)->text);
    }
    const struct equivalent_tool *tools = equivalents_all(&count);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || !text_equal(text_of(tools[i].topic), text_of(tools[i - 1].topic)))
            visit(context, "tool", text_of(tools[i].topic), tools[i].title, false);
    for (unsigned d = 0; d < DIALECT_COUNT; d++) {
        const struct state_dialect_info *info = state_dialect_info((enum state_dialect)d);

        visit(context, "system", text_of(info->name), info->title, false);
    }
    for (size_t i = 0; i < COUNT_OF(dialect_aliases); i++)
        visit_aliases(visit, context, "system", dialect_aliases[i].names,
                      state_dialect_info(dialect_aliases[i].dialect)->title);
    const struct setting *settings = settings_all(&count);
    for (size_t i = 0; i < count; i++)
        visit(context, "setting", text_of(setting_name(&settings[i])), settings[i].governs, false);
    const struct counter *counters = counters_all(&count);
    for (size_t i = 0; i < count; i++)
        visit(context, "counter", text_of(counters[i].name), counters[i].meaning, false);
}
