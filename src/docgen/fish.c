/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The block of completions/lsock.fish. */
#include "blocks.h"
#include "candidate.h"
#include "verb.h"

static void add_quoted(struct builder *out, struct text text)
{
    builder_add_byte(out, '\'');
    add_escaped(out, text, "\\'", "\\");
    builder_add_byte(out, '\'');
}

/* A function that prints the candidates, a line each. */
static void add_kind(struct builder *out, enum completion kind)
{
    struct candidate candidate;

    builder_printf(out, "\nfunction __lsock_%s\n    printf '%%s\\t%%s\\n'", kind_name(kind));
    for (size_t i = 0; candidate_at(kind, NULL, i, &candidate); i++) {
        builder_add(out, TEXT(" \\\n        "));
        builder_add(out, candidate.word);
        builder_add_byte(out, ' ');
        add_quoted(out, text_of(candidate.help));
    }
    if (shape_of(kind) == SHAPE_LIST)
        builder_printf(out, " | __lsock_list '%s' '%s'", list_sign(kind), word_sign(kind));
    builder_add(out, TEXT("\nend\n"));
}

/* -a '(__lsock_columns)' */
static void add_offer(struct builder *out, enum completion kind, const char *choices)
{
    if (kind_name(kind) != NULL)
        builder_printf(out, " -a '(__lsock_%s)'", kind_name(kind));
    else if (shape_of(kind) == SHAPE_WORD)
        builder_printf(out, " -a '%s'", choices);
    else if (shape_of(kind) == SHAPE_LIST)
        builder_printf(out, " -a '(string split \" \" \"%s\" | __lsock_list \"\" \"\")'", choices);
}

/* What a verb is chosen by: explain, or "-[^-]*K" --kill. */
static void add_verb_patterns(struct builder *out, const struct verb *verb)
{
    const struct option *option;

    if (verb_is_word(verb))
        builder_printf(out, " %s", verb->name);
    for (size_t i = 0; (option = choosing_option(verb, i)) != NULL; i++) {
        if (option->letter != '\0')
            builder_printf(out, " \"-[^-]*%c\"", option->letter);
        builder_printf(out, " --%s", option->name);
    }
}

/* Not after a verb that does not take it. */
static void add_condition(struct builder *out, const struct option *option)
{
    const struct verb *verb;
    struct builder others = {0};

    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++)
        if (!option_is_taken(option, verb))
            add_verb_patterns(&others, verb);
    if (others.length > 0)
        builder_printf(out, " -n 'not __lsock_verb%.*s'", (int)others.length, others.bytes);
    out->failed = out->failed || others.failed;
    builder_free(&others);
}

static void add_option(struct builder *out, const struct option *option)
{
    builder_add(out, TEXT("complete -c lsock"));
    add_condition(out, option);
    if (option->letter != '\0')
        builder_printf(out, " -s %c", option->letter);
    builder_printf(out, " -l %s", option->name);
    if (option->argument == ARGUMENT_REQUIRED)
        builder_add(out, shape_of(option->completion) == SHAPE_FILE ? TEXT(" -r -F") : TEXT(" -x"));
    add_offer(out, option->completion, option->choices);
    builder_add(out, TEXT(" -d "));
    add_quoted(out, text_of(option->summary));
    builder_add_byte(out, '\n');
    if (option->argument == ARGUMENT_REQUIRED && word_sign(option->completion)[0] != '\0') {
        builder_printf(out, "complete -c lsock -n '__lsock_follows --%s'", option->name);
        add_offer(out, option->completion, option->choices);
        builder_add_byte(out, '\n');
    }
}

static void add_verbs(struct builder *out)
{
    const struct verb *verb;
    struct builder names = {0};

    candidate_words(&names, COMPLETE_VERBS, NULL);
    builder_printf(out, "complete -c lsock -n 'not __lsock_verb %.*s'", (int)names.length,
                   names.bytes);
    add_offer(out, COMPLETE_VERBS, NULL);
    builder_add_byte(out, '\n');
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++) {
        if (!verb_is_word(verb))
            continue;
        builder_printf(out, "complete -c lsock -n '__lsock_verb %s'", verb->name);
        if (shape_of(verb->words) == SHAPE_FILE)
            builder_add(out, TEXT(" -F"));
        add_offer(out, verb->words, NULL);
        builder_add_byte(out, '\n');
    }
    builder_printf(out, "complete -c lsock -n 'not __lsock_verb %.*s; and not __lsock_follows ",
                   (int)names.length, names.bytes);
    filter_state_words(out, " ");
    builder_add_byte(out, '\'');
    add_offer(out, verb_at(0)->words, NULL);
    builder_add(out, TEXT("\ncomplete -c lsock -n '__lsock_follows "));
    filter_state_words(out, " ");
    builder_add_byte(out, '\'');
    add_offer(out, COMPLETE_FILTER_STATES, NULL);
    builder_add_byte(out, '\n');
    builder_free(&names);
}

void completion_fish(struct builder *out)
{
    const struct option *option;

    for (unsigned kind = 0; kind < COMPLETE_COUNT; kind++)
        if (kind_name((enum completion)kind) != NULL && kind_is_used((enum completion)kind))
            add_kind(out, (enum completion)kind);
    builder_add(out, TEXT("\ncomplete -c lsock -f\n"));
    for (size_t i = 0; (option = option_at(i)) != NULL; i++)
        add_option(out, option);
    add_verbs(out);
}
