/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the subjects of the words. All words together are tried first ("syn cookie"), then a system
 * and a number, then two states, and finally each word by itself. */
#include <string.h>

#include "commands.h"
#include "explain.h"
#include "find_name.h"
#include "nearest.h"
#include "texts.h"
#include "topic_names.h"

/* Handles "solaris -3", "linux 0A", "windows LISTENING". */
static bool find_in_dialect(struct subjects *subjects, const struct text *words, size_t count,
                            struct error *error)
{
    struct subject number = {.kind = SUBJECT_NUMBER};
    enum state_dialect dialect;

    if (count != 2 || !name_find_dialect(words[0], &dialect))
        return false;
    number.typed = words[1];
    if (!name_read_number(words[1], &number))
        return name_find(subjects, words[1]);
    if (name_add_number(subjects, number, dialect))
        return true;
    error_set(error, STATUS_NO, "%s has no state with this number", state_dialects[dialect].title);
    error_remedy(error, "`lsock explain %s` lists its states", state_dialects[dialect].name);
    return error_mark(error, words[1], 0, words[1].length);
}

static enum state one_state(struct text word)
{
    struct state_match match = state_from_name(word);

    return match.kind == STATE_MATCH_ONE || match.kind == STATE_MATCH_EXTRA ? match.state
                                                                            : STATE_NONE;
}

static bool contains_nocase(struct text text, struct text part)
{
    for (size_t at = 0; at + part.length <= text.length; at++)
        if (text_equal_nocase(text_part(text, at, at + part.length), part))
            return true;
    return false;
}

/* Adds the errors that a pasted message names: "connect: Connection refused (111)". */
static bool find_in_message(struct subjects *subjects, struct text message)
{
    size_t before = subjects->count;

    for (const struct term *one = error_table; one < error_table + error_count; one++) {
        struct text rest = text_of(one->aliases), alias = text_of(one->name);
        bool found = contains_nocase(message, alias);

        while (!found && topic_name_next(&rest, &alias))
            found = alias.length >= 8 && contains_nocase(message, alias);
        if (found)
            subjects_add(subjects,
                         (struct subject){.kind = SUBJECT_ERROR, .name = one->name, .row = one});
    }
    return subjects->count > before;
}

/* Joins words with blanks in a buffer; empty if they do not fit. */
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

/* Handles two states of one or more words each: "SYN-SENT ESTABLISHED", "fin wait 1 fin wait 2". */
static bool find_pair(struct subjects *subjects, const struct text *words, size_t count)
{
    char left[64], right[64];

    for (size_t split = 1; split < count; split++) {
        struct subject subject = {
            .kind = SUBJECT_PAIR,
            .typed = words[0],
            .state = one_state(join(words, split, left, sizeof(left))),
            .other = one_state(join(words + split, count - split, right, sizeof(right))),
        };

        if (subject.state == STATE_NONE || subject.other == STATE_NONE)
            continue;
        subjects_add(subjects, subject);
        subjects->states = 0;
        return true;
    }
    return false;
}

struct suggestion {
    struct nearest nearest;
    struct text typed;
    struct text longer; /* the first name that starts with the whole word and a blank */
};

static void offer_longer(struct suggestion *suggestion, struct text name)
{
    size_t length = suggestion->typed.length;

    if (suggestion->longer.length == 0 && name.length > length && name.bytes[length] == ' ' &&
        text_equal_nocase(text_part(name, 0, length), suggestion->typed))
        suggestion->longer = name;
}

static void offer_names(void *context, const struct named *named)
{
    struct suggestion *suggestion = context;
    struct text rest = text_of(named->aliases), alias;

    nearest_offer(&suggestion->nearest, suggestion->typed, text_of(named->name));
    offer_longer(suggestion, text_of(named->name));
    while (topic_name_next(&rest, &alias))
        nearest_offer(&suggestion->nearest, suggestion->typed, alias);
}

static bool unknown(struct text typed, struct text whole, struct error *error)
{
    struct suggestion search = {.typed = whole};
    struct text near = state_from_name(whole).nearest;

    if (near.length == 0)
        near = state_from_name(typed).nearest;
    names_each(offer_names, &search);
    if (search.nearest.best.length == 0) {
        search.typed = typed;
        names_each(offer_names, &search);
    }
    if (near.length == 0 || (search.nearest.best.length > 0 && search.nearest.distance <= 1))
        near = search.nearest.best;
    if (search.longer.length > 0)
        near = search.longer;
    error_set(error, STATUS_NO, "unknown topic");
    error_suggest(error, near, "`lsock explain --list` lists all topics");
    return error_mark(error, typed, 0, typed.length);
}

/* Equal, case included; blanks and - _ are the same. */
static bool is_exact(struct text typed, struct text name)
{
    for (size_t i = 0; i < typed.length && i < name.length; i++)
        if (typed.bytes[i] != name.bytes[i] &&
            (memchr(" -_", typed.bytes[i], 3) == NULL || memchr(" -_", name.bytes[i], 3) == NULL))
            return false;
    return typed.length == name.length;
}

/* Moves the term with exactly this name to the front; its other meanings follow in brief. The
 * meanings of an ambiguous word are dropped: the term's text names them. */
static bool put_exact_first(struct subjects *subjects, struct text typed)
{
    for (size_t i = 0; i < subjects->count && subjects->count > 1; i++) {
        struct subject exact = subjects->list[i];

        if ((exact.kind != SUBJECT_TERM && exact.kind != SUBJECT_LADDER) ||
            !is_exact(typed, text_of(exact.name)))
            continue;
        if (subjects->list[0].kind == SUBJECT_AMBIGUOUS)
            subjects->count = i = 0;
        memmove(subjects->list + 1, subjects->list, i * sizeof(exact));
        subjects->list[0] = exact;
        subjects->count += subjects->count == 0;
        return true;
    }
    return false;
}

/* Marks topics as brief if there are several, except an exact first one. */
static void shorten(struct subjects *subjects, bool but_first)
{
    for (size_t i = but_first ? 1 : 0; i < subjects->count && subjects->count > 1; i++)
        subjects->list[i].brief = true;
}

/* Announces a word with several meanings before its topics. */
static void announce(struct subjects *subjects, struct text typed)
{
    const struct subject *first = &subjects->list[0];

    if (put_exact_first(subjects, typed) || first->kind == SUBJECT_TOOL ||
        first->kind == SUBJECT_COMMAND) {
        shorten(subjects, true);
        return;
    }
    shorten(subjects, false);
    if (subjects->count < 2 || subjects->count == SUBJECTS_MAX || first->kind == SUBJECT_AMBIGUOUS)
        return;
    memmove(subjects->list + 1, subjects->list, subjects->count * sizeof(*subjects->list));
    subjects->list[0] =
        (struct subject){.kind = SUBJECT_AMBIGUOUS, .typed = subjects->list[1].typed};
    subjects->count++;
}

/* Words that join two names. */
static const char joints[] = "and;or;against;vs;versus";

/* Whether this is a word between two others with no meaning of its own: "Recv-Q and Send-Q". */
static bool is_joint(const struct text *words, size_t count, size_t i)
{
    return i > 0 && i + 1 < count && topic_name_in(joints, words[i]);
}

/* The parts of topics, and the kinds of topics that have them. */
static unsigned kinds_with_part(struct text word, const char **part)
{
    static const struct {
        const char *name;
        unsigned kinds;
    } parts[] = {
        {"neighbours", 1u << SUBJECT_STATE},
        {"transitions", 1u << SUBJECT_STATE},
        {"settings", 1u << SUBJECT_STATE},
        {"counters", 1u << SUBJECT_STATE},
        {"names", 1u << SUBJECT_STATE | 1u << SUBJECT_DIALECT},
        {"mistakes", 1u << SUBJECT_STATE | TEXTS},
        {"proof", 1u << SUBJECT_STATE},
        {"steps", 1u << SUBJECT_LADDER},
        {"others", 1u << SUBJECT_TOOL | 1u << SUBJECT_DIALECT},
    };

    if (topic_name_in("neighbors;arrows", word))
        word = TEXT("neighbours");
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        *part = parts[i].name;
        if (topic_name_equal(word, text_of(*part)))
            return parts[i].kinds;
    }
    for (size_t i = 0; i < picture_count; i++) {
        *part = picture_table[i].part;
        if (topic_name_equal(word, text_of(*part)))
            return 1u << SUBJECT_STATE;
    }
    return 0;
}

/* "CLOSE-WAIT transitions": the last word asks for a part of one topic. */
static bool find_part(struct subjects *subjects, const struct text *words, size_t count,
                      char *buffer)
{
    const char *part = NULL;
    unsigned kinds = count < 2 ? 0 : kinds_with_part(words[count - 1], &part);

    if (kinds == 0)
        return false;
    (void)name_find(subjects, join(words, count - 1, buffer, EXPLAIN_BUFFER));
    for (size_t i = 0; i < subjects->count; i++) {
        struct subject one = subjects->list[i];

        if ((kinds & 1u << one.kind) == 0)
            continue;
        one.only = part;
        *subjects = (struct subjects){.count = 0};
        subjects_add(subjects, one);
        return true;
    }
    *subjects = (struct subjects){.count = 0};
    return false;
}

/* Adds what a name means, or only the term that is called exactly so. */
static bool find_one(struct subjects *subjects, struct text typed)
{
    struct subjects found = {.count = 0};

    if (!name_find(&found, typed))
        return false;
    if (put_exact_first(&found, typed))
        found.count = 1;
    for (size_t i = 0; i < found.count; i++)
        subjects_add(subjects, found.list[i]);
    return true;
}

/* "SYN queue vs accept queue": names of one word or more, between words that join them. */
static bool find_joined(struct subjects *subjects, const struct text *words, size_t count,
                        struct text whole)
{
    size_t begin = 0, at = 0;
    bool all = true;

    for (size_t i = 0; i < count && all; i++) {
        if (is_joint(words, count, i)) {
            all = find_one(subjects, text_part(whole, begin, at - 1));
            begin = at + words[i].length + 1;
        }
        at += words[i].length + 1;
    }
    all = all && begin > 0 && at == whole.length + 1 &&
          find_one(subjects, text_part(whole, begin, whole.length));
    if (!all)
        *subjects = (struct subjects){.count = 0};
    return all;
}

/* A word that starts an operand of a command, or that is nothing by itself. */
static bool is_operand(struct text word)
{
    struct subjects scratch = {.count = 0};

    return topic_name_exactly_in("state;exclude;src;dst;sport;dport;dev;not;(", word, false) ||
           (command_tool_find(word) == NULL && !topic_name_in(joints, word) &&
            !name_find(&scratch, word));
}

static bool has_option(const struct text *words, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (command_is_option(words[i]))
            return true;
    return false;
}

/* "netstat -an": a tool and what is typed behind it. */
static bool find_command(struct subjects *subjects, const struct text *words, size_t count,
                         struct text whole)
{
    const struct command_tool *tool = command_tool_find(words[0]);

    if (tool == NULL)
        return false;
    *subjects = (struct subjects){.words = words, .word_count = count};
    subjects_add(subjects, (struct subject){.kind = SUBJECT_COMMAND,
                                            .typed = whole.length > 0 ? whole : words[0],
                                            .name = tool->name,
                                            .row = tool});
    return true;
}

/* Each word by itself; NULL, or the first that is unknown. */
static const struct text *find_each(struct subjects *subjects, const struct text *words,
                                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_joint(words, count, i) && !find_one(subjects, words[i]))
            return &words[i];
    return NULL;
}

/* Words of a question, and nouns that people append: "what is a SYN packet". */
static const char *const noise[] = {
    "a;an;the;is;are;was;be;it;of;in;on;to;for;from;with;what;who;why;how;when;where;which;"
    "does;do;did;can;mean;means;meaning;define;definition;too;many;much;so;my;i;have;has;"
    "difference;between;explain;about;tell;me;exist;exists;happen;happens;forever;always;high;"
    "long;stay;stays;?",
    "tcp;state;packet;segment;flag;socket;option;connection;error;protocol;algorithm;number;"
    "message;queue;problem",
};

/* Copies the words that are not in the list; returns how many. */
static size_t without(const char *list, const struct text *words, size_t count,
                      struct text kept[SUBJECTS_MAX])
{
    size_t found = 0;

    for (size_t i = 0; i < count && found < SUBJECTS_MAX; i++) {
        struct text word = words[i];

        if (word.length > 1 && word.bytes[word.length - 1] == '?')
            word.length--;
        if (!topic_name_in(list, word))
            kept[found++] = word;
    }
    return found;
}

/* `copied`: the words do not outlive the call, so they are no command. */
static bool understand(const struct text *words, size_t count, bool copied,
                       char buffer[EXPLAIN_BUFFER], struct subjects *subjects, struct error *error)
{
    struct text whole = join(words, count, buffer, EXPLAIN_BUFFER), kept[SUBJECTS_MAX];
    const struct text *stranger;

    *subjects = (struct subjects){.count = 0};
    if (!copied && has_option(words, count) && find_command(subjects, words, count, whole))
        return true;
    if (name_find(subjects, whole)) {
        announce(subjects, whole);
        return true;
    }
    if (find_part(subjects, words, count, buffer) || find_in_dialect(subjects, words, count, error))
        return true;
    if (error->status != STATUS_DONE)
        return false;
    if (!copied && count > 1 && is_operand(words[1]) && find_command(subjects, words, count, whole))
        return true;
    if (find_pair(subjects, words, count) || find_in_message(subjects, whole))
        return true;
    stranger =
        find_joined(subjects, words, count, whole) ? NULL : find_each(subjects, words, count);
    for (size_t i = 0; i < COUNT_OF(noise) && stranger != NULL && count <= SUBJECTS_MAX; i++) {
        size_t rest = without(noise[i], words, count, kept);

        if (rest > 0 && rest < count)
            return understand(kept, rest, true, buffer, subjects, error);
    }
    if (stranger != NULL)
        return unknown(*stranger, whole, error);
    shorten(subjects, false);
    return true;
}

bool explain_understand(const struct text *words, size_t count, char buffer[EXPLAIN_BUFFER],
                        struct subjects *subjects, struct error *error)
{
    size_t before = 0;

    while (before + 1 < count && command_is_prefix(words[before]))
        before++;
    if (before < count && command_tool_find(words[before]) != NULL) {
        words += before;
        count -= before;
    }
    if (count > 0)
        return understand(words, count, false, buffer, subjects, error);
    *subjects = (struct subjects){.count = 0};
    subjects_add(subjects, (struct subject){.kind = SUBJECT_DIAGRAM});
    return true;
}

void explain_everything(struct subjects *subjects)
{
    *subjects = (struct subjects){.count = 1};
    subjects->list[0] = (struct subject){.kind = SUBJECT_LIST};
}
