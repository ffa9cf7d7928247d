/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "candidates.h"

#include <string.h>

#include "backend.h"
#include "cell.h"
#include "checks.h"
#include "filter.h"
#include "importers.h"
#include "namespaces.h"
#include "subject.h"
#include "texts.h"
#include "verb.h"

static bool starts(struct text word, struct text typed)
{
    return word.length >= typed.length &&
           text_equal_nocase((struct text){word.bytes, typed.length}, typed);
}

static bool is_taken(const struct offering *offering, struct text word)
{
    struct text rest = offering->taken;

    while (rest.length > 0) {
        struct text one = text_take_until(&rest, ',');
        bool has_sign = one.length > 0 && one.bytes[0] == offering->sign;

        if (text_equal(word, text_from(one, has_sign)))
            return true;
    }
    return false;
}

void offer_keep(struct offering *offering, size_t count)
{
    offering->kept.length += count;
    offering->typed = text_from(offering->typed, count);
}

static void write_line(const struct offering *offering, struct text left, struct text right)
{
    output_text(offering->output, left);
    output_byte(offering->output, '\t');
    output_text(offering->output, right);
    output_byte(offering->output, '\n');
}

void offer_begin(const struct offering *offering, const char *how)
{
    write_line(offering, text_of(how), offering->kept);
}

void offer(const struct offering *offering, struct text word, const char *help)
{
    if (starts(word, offering->typed) && !is_taken(offering, word))
        write_line(offering, word, text_of(help));
}

static void offer_choices(struct offering *offering)
{
    struct text rest = text_of(offering->choices);

    while (rest.length > 0)
        offer(offering, text_take_until(&rest, ' '), NULL);
}

static void offer_columns(struct offering *offering, unsigned without)
{
    for (size_t i = 0; i < column_count(); i++)
        if ((column_at(i)->flags & without) == 0)
            offer(offering, text_of(column_at(i)->name), column_at(i)->help);
}

static void offer_all_columns(struct offering *offering)
{
    offer_columns(offering, 0);
}

static void offer_columns_or_help(struct offering *offering)
{
    if (!offering->within)
        offer(offering, TEXT("help"), "list all columns");
    offer_columns(offering, 0);
}

static void offer_dialects(struct offering *offering)
{
    for (unsigned i = 0; i < DIALECT_COUNT; i++)
        offer(offering, text_of(state_dialects[i].name), state_dialects[i].title);
}

static void offer_backends(struct offering *offering)
{
    for (size_t i = 0; i < backend_count; i++)
        offer(offering, text_of(backends[i]->name), backends[i]->help);
}

static void offer_formats(struct offering *offering)
{
    offer(offering, TEXT("help"), "list all formats");
    for (size_t i = 0; i < importer_count(); i++)
        offer(offering, text_of(importer_at(i)->name), importer_at(i)->help);
}

static void offer_checks(struct offering *offering)
{
    const struct check *check;

    for (size_t i = 0; (check = check_at(i)) != NULL; i++)
        offer(offering, text_of(check->code), check->finds);
}

static void offer_rfc_states(struct offering *offering)
{
    for (unsigned state = STATE_LISTEN; state < STATE_COUNT; state++)
        offer(offering, text_of(state_name((enum state)state)), state_texts[state].sentence);
}

/* Offers "accept queue" as the word accept-queue: topic_name_equal treats a dash as a blank. */
static void offer_topic(void *context, const char *kind UNUSED, struct text name, const char *title,
                        bool is_alias)
{
    char word[64];

    if (is_alias || name.length > sizeof(word))
        return;
    for (size_t i = 0; i < name.length; i++)
        word[i] = name.bytes[i] == ' ' ? '-' : name.bytes[i];
    offer(context, (struct text){word, name.length}, title);
}

/* Existing names may contain any byte: names that are unsafe on a terminal are not offered. */
static bool is_safe(struct text name)
{
    struct builder escaped = {0};
    bool safe;

    cell_escape(&escaped, name);
    safe = !escaped.failed && text_equal(builder_text(&escaped), name);
    builder_free(&escaped);
    return safe;
}

static void offer_namespace(void *context, struct text name)
{
    if (is_safe(name))
        offer(context, name, NULL);
}

static void offer_namespaces(struct offering *offering)
{
    offer(offering, TEXT("all"), "every network namespace");
    namespaces_names(offer_namespace, offering);
}

static void offer_topics(struct offering *offering)
{
    offer_rfc_states(offering);
    explain_each_name(offer_topic, offering);
}

static void offer_states(struct offering *offering)
{
    for (size_t i = 0; i < filter_group_count; i++)
        offer(offering, text_of(filter_groups[i].name), filter_groups[i].summary);
    offer_rfc_states(offering);
}

void offer_verbs(struct offering *offering)
{
    const struct verb *verb;

    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++)
        if (verb_is_word(verb))
            offer(offering, text_of(verb->name), verb->summary);
}

/* How to complete each kind of argument. */
static const struct kind {
    void (*offer)(struct offering *offering);
    bool is_list;
    char list_sign, word_sign; /* allowed before the list, and before each of its words */
} kinds[COMPLETE_COUNT] = {
    [COMPLETE_CHOICES] = {.offer = offer_choices},
    [COMPLETE_CHOICE_LIST] = {.offer = offer_choices, .is_list = true},
    [COMPLETE_COLUMNS] = {.offer = offer_columns_or_help, .is_list = true, .list_sign = '+'},
    [COMPLETE_SORT_COLUMNS] = {.offer = offer_all_columns, .is_list = true, .word_sign = '-'},
    [COMPLETE_GROUP_COLUMNS] = {.offer = offer_all_columns, .is_list = true},
    [COMPLETE_CHECKS] = {.offer = offer_checks, .is_list = true},
    [COMPLETE_DIALECTS] = {.offer = offer_dialects},
    [COMPLETE_BACKENDS] = {.offer = offer_backends},
    [COMPLETE_FORMATS] = {.offer = offer_formats},
    [COMPLETE_NAMESPACES] = {.offer = offer_namespaces},
    [COMPLETE_TOPICS] = {.offer = offer_topics},
    [COMPLETE_VERBS] = {.offer = offer_verbs},
};

static size_t takes_sign(const struct offering *offering, char sign)
{
    return sign != '\0' && offering->typed.length > 0 && offering->typed.bytes[0] == sign;
}

/* Keeps all but the last word of the list. */
static void keep_list(struct offering *offering, const struct kind *kind)
{
    size_t before = offering->kept.length, comma;

    offer_keep(offering, takes_sign(offering, kind->list_sign));
    comma = offering->typed.length;
    while (comma > 0 && offering->typed.bytes[comma - 1] != ',')
        comma--;
    offering->taken = (struct text){offering->typed.bytes, comma};
    offer_keep(offering, comma);
    offering->sign = kind->word_sign;
    offer_keep(offering, takes_sign(offering, kind->word_sign));
    offering->within = offering->kept.length > before;
}

void offer_kind(struct offering *offering, enum completion kind, const char *choices)
{
    const struct kind *row = &kinds[kind];

    offering->choices = choices;
    if (row->is_list)
        keep_list(offering, row);
    if (kind == COMPLETE_FILE)
        offer_begin(offering, "files");
    if (row->offer == NULL)
        return;
    offer_begin(offering, row->is_list ? "list" : "words");
    row->offer(offering);
}

/* Offers the filter keywords that are valid at this point. */
static void offer_words(struct offering *offering, const struct filter_next *next)
{
    for (size_t i = 0; i < filter_word_count; i++) {
        const struct filter_word *row = &filter_words[i];
        struct text rest = text_of(row->spellings), word = text_take_until(&rest, ' ');
        bool compares = row->class == WORDS_COMPARISONS;
        bool begins = row->class == WORDS_TESTS || row->word == WORD_NOT;

        /* Prefer `lt` to `<`: a shell would take the sign for a redirection. */
        if (word.bytes[0] == '<' || word.bytes[0] == '>')
            word = text_take_until(&rest, ' ');
        if (compares ? next->comparison && filter_compares(next, row->word)
                     : ascii_is_alpha(word.bytes[0]) && (begins ? next->test : next->operator))
            offer(offering, word, row->summary);
    }
}

static void offer_name(void *context, struct text name, const char *title)
{
    struct offering *offering = context;
    struct builder word = {0};

    filter_quote(&word, name);
    if (!word.failed && is_safe(name) &&
        (starts(name, offering->typed) || starts(builder_text(&word), offering->typed)))
        write_line(offering, builder_text(&word), text_of(title));
    builder_free(&word);
}

/* Offers existing values of the column; with an empty `column`, names that are a test by
 * themselves. */
static void offer_names(struct offering *offering, struct bare_names *names, struct text column)
{
    if (names != NULL)
        bare_names_each(names, column, offer_name, offering);
}

static void offer_values(struct offering *offering, const struct column *column)
{
    const char *word;

    if (column->type == VALUE_BOOL) {
        offer(offering, TEXT("true"), NULL);
        offer(offering, TEXT("false"), NULL);
    }
    for (size_t i = 0; (word = column_word(column, i)) != NULL; i++)
        offer(offering, text_of(word), NULL);
}

/* Words that are a test by themselves are offered only after their first letter: there are too
 * many. */
static void offer_tests(struct offering *offering, struct bare_names *names)
{
    offer_columns(offering, COLUMN_NO_FILTER);
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        offer(offering, text_of(protocol_names[i]), "this protocol");
    for (unsigned i = FAMILY_INET; i <= FAMILY_INET6; i++)
        offer(offering, text_of(family_names[i]), "this address family");
    if (offering->typed.length == 0)
        return;
    offer_states(offering);
    offer_names(offering, names, TEXT(""));
}

void offer_filter(struct offering *offering, const struct filter_next *next,
                  struct bare_names *names)
{
    offer_words(offering, next);
    if (next->test)
        offer_tests(offering, names);
    if (next->value && next->column != NULL) {
        offer_values(offering, next->column);
        offer_names(offering, names, text_of(next->column->name));
    } else if (next->value && (next->word == WORD_STATE || next->word == WORD_EXCLUDE)) {
        offer_states(offering);
    } else if (next->value && next->word == WORD_DEV) {
        offer_names(offering, names, TEXT("interface"));
    }
}
