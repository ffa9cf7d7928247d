/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "candidate.h"

#include "backend.h"
#include "column.h"
#include "importers.h"
#include "protocol.h"
#include "state.h"
#include "verb.h"
#include "words.h"

static bool choice_at(const char *choices, size_t index, struct candidate *candidate)
{
    for (; index > 0 && *choices != '\0'; choices++)
        index -= *choices == ' ';
    *candidate = (struct candidate){{choices, strcspn(choices, " ")}, NULL};
    return candidate->word.length > 0;
}

static bool column_candidate(size_t index, struct candidate *candidate)
{
    if (index >= column_count())
        return false;
    *candidate = (struct candidate){text_of(column_at(index)->name), column_at(index)->help};
    return true;
}

static bool state_at(size_t index, struct candidate *candidate)
{
    size_t state = STATE_LISTEN + index;

    if (state >= STATE_COUNT)
        return false;
    *candidate = (struct candidate){text_of(state_name((enum state)state)), NULL};
    return true;
}

static bool dialect_at(size_t index, struct candidate *candidate)
{
    const struct state_dialect_info *info;

    if (index >= DIALECT_COUNT)
        return false;
    info = state_dialect_info((enum state_dialect)index);
    *candidate = (struct candidate){text_of(info->name), info->title};
    return true;
}

static bool backend_at(size_t index, struct candidate *candidate)
{
    if (index >= backend_count)
        return false;
    *candidate = (struct candidate){text_of(backends[index]->name), backends[index]->help};
    return true;
}

static bool format_at(size_t index, struct candidate *candidate)
{
    *candidate = (struct candidate){TEXT("help"), "list all formats"};
    if (index > importer_count())
        return false;
    if (index > 0)
        *candidate = (struct candidate){text_of(importer_at(index - 1)->name),
                                        importer_at(index - 1)->help};
    return true;
}

/* The operators and tests that are words, each by its first spelling; then columns, protocols. */
static bool filter_word_at(size_t index, struct candidate *candidate)
{
    size_t count;
    const struct filter_word *words = filter_words(&count);

    for (size_t i = 0; i < count; i++) {
        if (!ascii_is_alpha(words[i].spelling[0]) || words[i].summary == NULL ||
            words[i].class == WORDS_COMPARISONS)
            continue;
        *candidate = (struct candidate){text_of(words[i].spelling), words[i].summary};
        if (index-- == 0)
            return true;
    }
    if (index < column_count())
        return column_candidate(index, candidate);
    index -= column_count();
    if (index >= PROTOCOL_COUNT)
        return false;
    *candidate = (struct candidate){text_of(protocol_name((enum protocol)index)), "this protocol"};
    return true;
}

static bool filter_state_at(size_t index, struct candidate *candidate)
{
    size_t count;
    const struct filter_group *groups = filter_groups(&count);

    if (index >= count)
        return state_at(index - count, candidate);
    *candidate = (struct candidate){text_of(groups[index].name), groups[index].summary};
    return true;
}

static bool verb_word_at(size_t index, struct candidate *candidate)
{
    const struct verb *verb;

    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++)
        if (verb_is_word(verb) && index-- == 0) {
            *candidate = (struct candidate){text_of(verb->name), verb->summary};
            return true;
        }
    return false;
}

static bool column_or_help_at(size_t index, struct candidate *candidate)
{
    *candidate = (struct candidate){TEXT("help"), "list all columns"};
    return index == 0 || column_candidate(index - 1, candidate);
}

static const struct {
    enum shape shape;
    const char *name;                                      /* NULL: an option has the choices */
    bool (*at)(size_t index, struct candidate *candidate); /* NULL: the same, or nothing */
    const char *list_sign, *word_sign;
} kinds[COMPLETE_COUNT] = {
    [COMPLETE_NOTHING] = {SHAPE_NOTHING, NULL, NULL, "", ""},
    [COMPLETE_FILE] = {SHAPE_FILE, NULL, NULL, "", ""},
    [COMPLETE_CHOICES] = {SHAPE_WORD, NULL, NULL, "", ""},
    [COMPLETE_CHOICE_LIST] = {SHAPE_LIST, NULL, NULL, "", ""},
    [COMPLETE_COLUMNS] = {SHAPE_LIST, "columns", column_or_help_at, "+", ""},
    [COMPLETE_SORT_COLUMNS] = {SHAPE_LIST, "sort_columns", column_candidate, "", "-"},
    [COMPLETE_DIALECTS] = {SHAPE_WORD, "dialects", dialect_at, "", ""},
    [COMPLETE_BACKENDS] = {SHAPE_WORD, "backends", backend_at, "", ""},
    [COMPLETE_FORMATS] = {SHAPE_WORD, "formats", format_at, "", ""},
    [COMPLETE_STATES] = {SHAPE_WORD, "states", state_at, "", ""},
    [COMPLETE_VERBS] = {SHAPE_WORD, "verbs", verb_word_at, "", ""},
    [COMPLETE_FILTER] = {SHAPE_WORD, "filter", filter_word_at, "", ""},
    [COMPLETE_FILTER_STATES] = {SHAPE_WORD, "filter_states", filter_state_at, "", ""},
};

enum shape shape_of(enum completion kind)
{
    return kinds[kind].shape;
}

const char *list_sign(enum completion kind)
{
    return kinds[kind].list_sign;
}

const char *word_sign(enum completion kind)
{
    return kinds[kind].word_sign;
}

const char *kind_name(enum completion kind)
{
    return kinds[kind].name;
}

bool candidate_at(enum completion kind, const char *choices, size_t index,
                  struct candidate *candidate)
{
    if (kinds[kind].at != NULL)
        return kinds[kind].at(index, candidate);
    return choices != NULL && choice_at(choices, index, candidate);
}

void candidate_words(struct builder *out, enum completion kind, const char *choices)
{
    struct candidate candidate;

    for (size_t i = 0; candidate_at(kind, choices, i, &candidate); i++) {
        if (i > 0)
            builder_add_byte(out, ' ');
        builder_add(out, candidate.word);
    }
}

void filter_state_words(struct builder *out, const char *separator)
{
    size_t count, added = 0;
    const struct filter_word *words = filter_words(&count);

    for (size_t i = 0; i < count; i++)
        if (words[i].word == WORD_STATE || words[i].word == WORD_EXCLUDE)
            builder_printf(out, "%s%s", added++ == 0 ? "" : separator, words[i].spelling);
}

const struct option *choosing_option(const struct verb *verb, size_t index)
{
    const struct option *option;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++)
        if ((option->chosen & verb->chosen) != 0 && index-- == 0)
            return option;
    return NULL;
}

void option_patterns(struct builder *out, const struct option *option)
{
    if (option->letter != '\0')
        builder_printf(out, "-%c | -[!-]*%c | ", option->letter, option->letter);
    builder_printf(out, "--%s", option->name);
}

void verb_cases(struct builder *out, const char *indent)
{
    const struct verb *verb;
    const struct option *option;

    builder_printf(out, "%scase $word in\n", indent);
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++) {
        builder_add(out, text_of(indent));
        if (verb_is_word(verb))
            builder_add(out, text_of(verb->name));
        for (size_t k = 0; (option = choosing_option(verb, k)) != NULL; k++) {
            builder_add(out, k == 0 ? TEXT("") : TEXT(" | "));
            option_patterns(out, option);
        }
        builder_printf(out, ") verb=%s ;;\n", verb->name);
    }
    builder_printf(out, "%sesac\n", indent);
}

bool kind_is_used(enum completion kind)
{
    const struct option *option;
    const struct verb *verb;

    for (size_t i = 0; (option = option_at(i)) != NULL; i++)
        if (option->completion == kind)
            return true;
    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++)
        if (verb->words == kind ||
            (verb->words == COMPLETE_FILTER && kind == COMPLETE_FILTER_STATES))
            return true;
    return false;
}

void add_escaped(struct builder *out, struct text text, const char *special, const char *escape)
{
    for (size_t i = 0; i < text.length; i++) {
        if (strchr(special, text.bytes[i]) != NULL)
            builder_add(out, text_of(escape));
        builder_add_byte(out, text.bytes[i]);
    }
}
