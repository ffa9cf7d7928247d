/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "complete.h"

#include <stdio.h>
#include <string.h>

#include "candidates.h"
#include "command_line.h"
#include "mode_check.h"
#include "option_platform.h"
#include "option_table.h"
#include "verb.h"

struct completing {
    struct command_line line; /* without the word being completed */
    struct options options;
    struct offering offering;
    const struct names *names;
};

/* Whether some verb accepts these options. While no verb is chosen, any verb may still be. */
static bool is_accepted(const struct command_line *line, const struct options *options)
{
    const struct verb *verb = verb_find(line->words, line->word_count, options);
    bool chosen = verb->name != NULL;

    for (size_t i = 0; verb != NULL; verb = chosen ? NULL : verb_at(++i))
        if ((chosen || line->word_count == 0 || !verb_is_word(verb)) &&
            modes_refused(line, verb, options) == NULL)
            return true;
    return false;
}

/* Returns an argument to try the option with: its first choice. */
static struct text trial_of(const struct option *option)
{
    struct text choices = text_of(option->choices);

    if (option->argument != ARGUMENT_REQUIRED)
        return text_of(NULL);
    return choices.length == 0 ? TEXT("") : text_take_until(&choices, ' ');
}

/* Whether the option can be added to the command line. */
static bool is_offered(struct completing *completing, size_t index)
{
    const struct option *option = option_at(index);
    struct given *given = &completing->line.given[index], before = *given;
    struct options options = completing->options;
    bool takes = option->argument == ARGUMENT_REQUIRED, fits;
    struct error error;

    if (option_platform_refusal(option_platform, option) != NULL ||
        (given->typed.bytes != NULL && option->argument == ARGUMENT_NONE) ||
        (!option_set(option, &options, trial_of(option), &error) && !takes))
        return false;
    given->typed = TEXT("--");
    fits = is_accepted(&completing->line, &options);
    *given = before;
    return fits;
}

/* `before`: the text before a letter ("-"); NULL: offer no letters. */
static void offer_options(struct completing *completing, const char *before, bool names)
{
    const struct option *option;
    char word[64];

    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        if (!is_offered(completing, i))
            continue;
        snprintf(word, sizeof(word), "%s%c", before == NULL ? "" : before, option->letter);
        if (before != NULL && option->letter != '\0')
            offer(&completing->offering, text_of(word), option->summary);
        snprintf(word, sizeof(word), "--%s", option->name);
        if (names)
            offer(&completing->offering, text_of(word), option->summary);
    }
}

/* Completes the argument of the option, which starts after `kept` bytes of the word. */
static void complete_argument(struct completing *completing, const struct option *option,
                              size_t kept)
{
    if (option == NULL || option->argument == ARGUMENT_NONE)
        return;
    offer_keep(&completing->offering, kept);
    offer_kind(&completing->offering, option->completion, option->choices);
}

static void complete_name(struct completing *completing, struct text word)
{
    struct text rest = text_from(word, 2), name = text_take_until(&rest, '=');

    if (2 + name.length < word.length) {
        complete_argument(completing, option_at(option_find('\0', name)), 3 + name.length);
        return;
    }
    offer_begin(&completing->offering, "words");
    offer_options(completing, NULL, true);
}

/* Completes joined letters: -t, -tA, -tAtcp. */
static void complete_letters(struct completing *completing, struct text word)
{
    struct error error;
    bool begun = word.length > 1;

    for (size_t at = 1; at < word.length; at++) {
        size_t index = option_find(word.bytes[at], TEXT(""));
        const struct option *option = option_at(index);

        if (option == NULL || option->argument != ARGUMENT_NONE) {
            complete_argument(completing, option, at + 1);
            return;
        }
        completing->line.given[index].typed = word;
        if (!option_set(option, &completing->options, text_of(NULL), &error))
            return;
    }
    offer_keep(&completing->offering, begun ? word.length : 0);
    offer_begin(&completing->offering, begun ? "list" : "words");
    offer_options(completing, begun ? "" : "-", !begun);
}

/* Offers names that exist now, such as processes. Only listings take them without a column name. */
static void offer_more(struct completing *completing, const struct filter_next *next,
                       const struct verb *verb, struct arena *arena)
{
    const struct options *options = &completing->options;
    struct query query = {.netns = options->netns, .proc_root = options->proc_root};
    struct bare_names names = {
        .query = &query,
        .system = completing->names,
        .interfaces_are_here = options->netns.length == 0,
        .arena = arena,
    };
    bool takes = options->read == NULL && (verb->names || !next->test);

    bare_names_init(&names);
    offer_filter(&completing->offering, next, takes ? &names : NULL);
    bare_names_free(&names);
}

static void complete_filter(struct completing *completing, const struct verb *verb)
{
    struct command_line *line = &completing->line;
    struct offering *offering = &completing->offering;
    size_t own = verb_is_word(verb);
    struct arena arena = {NULL};
    struct filter_source source;
    struct filter_next next;

    line->words[line->word_count] = offering->typed; /* `words` has room for one more */
    if (filter_source_words(&source, &arena, line->words + own, line->word_count + 1 - own)) {
        source.text.length--; /* a blank follows every word */
        next = filter_next(&source);
        if (next.typed.length <= offering->typed.length)
            offer_keep(offering, offering->typed.length - next.typed.length);
        offer_begin(offering, "words");
        if (line->word_count == 0 && offering->kept.length == 0)
            offer_verbs(offering);
        offer_more(completing, &next, verb, &arena);
    }
    arena_free(&arena);
}

static void complete_word(struct completing *completing)
{
    const struct command_line *line = &completing->line;
    const struct verb *verb = verb_find(line->words, line->word_count, &completing->options);
    bool helps = completing->options.action == ACTION_HELP;

    if (!helps && verb->words == COMPLETE_FILTER)
        complete_filter(completing, verb);
    else if (!helps || line->word_count == 0)
        offer_kind(&completing->offering, helps ? COMPLETE_VERBS : verb->words, NULL);
}

static void complete_last(struct completing *completing)
{
    struct text word = completing->offering.typed;

    if (completing->line.open != NULL)
        complete_argument(completing, completing->line.open, 0);
    else if (completing->line.only_words || !text_starts_with(word, TEXT("-")))
        complete_word(completing);
    else if (text_starts_with(word, TEXT("--")))
        complete_name(completing, word);
    else
        complete_letters(completing, word);
}

void complete(int argc, char **argv, const struct names *names, struct output *output)
{
    struct text last = argc > 2 ? text_of(argv[argc - 1]) : TEXT("");
    struct completing completing = {
        .offering = {.output = output, .kept = {last.bytes, 0}, .typed = last},
        .names = names,
    };
    struct error error;

    if (command_line_parse(&completing.line, argc > 2 ? argc - 2 : 1, argv + 1, &completing.options,
                           &error) ||
        completing.line.open != NULL)
        complete_last(&completing);
    command_line_free(&completing.line);
}
