/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of completions/lsock.bash. */
#include "blocks.h"
#include "candidate.h"
#include "verb.h"

/* Which options take the word that follows them. */
static void add_takers(struct builder *out)
{
    const struct option *option;
    bool first = true;

    builder_add(out, TEXT("        case $previous in\n        "));
    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        if (option->argument != ARGUMENT_REQUIRED)
            continue;
        builder_add(out, first ? TEXT("") : TEXT(" | \\\n            "));
        option_patterns(out, option);
        first = false;
    }
    builder_add(out, TEXT(") option=$previous ;;\n        esac\n    fi\n\n"));
}

static void add_offer(struct builder *out, enum completion kind, const char *choices)
{
    switch (shape_of(kind)) {
    case SHAPE_NOTHING:
        builder_add(out, TEXT(":"));
        return;
    case SHAPE_FILE:
        builder_add(out, TEXT("_lsock_files"));
        return;
    case SHAPE_WORD:
    case SHAPE_LIST:
        break;
    }
    builder_add(out, shape_of(kind) == SHAPE_LIST ? TEXT("_lsock_list '") : TEXT("_lsock_words '"));
    candidate_words(out, kind, choices);
    builder_add_byte(out, '\'');
    if (shape_of(kind) == SHAPE_LIST)
        builder_printf(out, " '%s' '%s'", list_sign(kind), word_sign(kind));
}

static void add_arguments(struct builder *out)
{
    const struct option *option;

    builder_add(out, TEXT("    case $option in\n    '') _lsock_options_and_words ;;\n"));
    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        if (option->argument == ARGUMENT_NONE)
            continue;
        builder_add(out, TEXT("    "));
        option_patterns(out, option);
        builder_add(out, TEXT(") "));
        add_offer(out, option->completion, option->choices);
        builder_add(out, TEXT(" ;;\n"));
    }
    builder_add(out, TEXT("    esac\n"));
}

/* Those that the verb takes; of the default verb, all: a verb may still follow. */
static void add_option_names(struct builder *out, const struct verb *verb)
{
    const struct option *option;
    const char *before = "";

    builder_printf(out, "        %s) _lsock_words '", verb->name == NULL ? "*" : verb->name);
    for (size_t i = 0; (option = option_at(i)) != NULL; i++)
        if (verb->name == NULL || option_is_taken(option, verb)) {
            builder_printf(out, "%s--%s", before, option->name);
            before = " ";
        }
    builder_add(out, TEXT("' ;;\n"));
}

/* Words: a verb comes first, and what follows it is the verb's. */
void bash_words(struct builder *out)
{
    const struct verb *verb;

    builder_add(out, TEXT("_lsock_options_and_words()\n{\n    local word verb=''\n\n"
                          "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD - 1}\"; do\n"));
    verb_cases(out, "        ");
    builder_add(out, TEXT("    done\n    if [[ $current == -* ]]; then\n        case $verb in\n"));
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++)
        add_option_names(out, verb);
    add_option_names(out, verb_at(0));
    builder_add(out, TEXT("        esac\n        return\n    fi\n    case $verb in\n"));
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++) {
        if (!verb_is_word(verb))
            continue;
        builder_printf(out, "    %s)\n        ", verb->name);
        add_offer(out, verb->words, NULL);
        builder_add(out, TEXT("\n        return\n        ;;\n"));
    }
    builder_add(out, TEXT("    esac\n    case $previous in\n    "));
    filter_state_words(out, " | ");
    builder_add(out, TEXT(")\n        "));
    add_offer(out, COMPLETE_FILTER_STATES, NULL);
    builder_add(out, TEXT("\n        return\n        ;;\n    esac\n    _lsock_words '"));
    candidate_words(out, COMPLETE_VERBS, NULL);
    builder_add_byte(out, ' ');
    candidate_words(out, verb_at(0)->words, NULL);
    builder_add(out, TEXT("'\n}\n"));
}

void bash_arguments(struct builder *out)
{
    add_takers(out);
    add_arguments(out);
}
