/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The block of completions/_lsock. */
#include "blocks.h"
#include "candidate.h"
#include "verb.h"

/* 'protocol:protocol: tcp, udp' for each */
static void add_described(struct builder *out, enum completion kind)
{
    struct candidate candidate;

    for (size_t i = 0; candidate_at(kind, NULL, i, &candidate); i++) {
        builder_add(out, TEXT("        '"));
        builder_add(out, candidate.word);
        if (candidate.help != NULL) {
            builder_add_byte(out, ':');
            add_escaped(out, text_of(candidate.help), "'", "'\\'");
        }
        builder_add(out, TEXT("'\n"));
    }
}

/* A function for each kind of argument that needs no choices of an option. */
static void add_kind(struct builder *out, enum completion kind)
{
    builder_printf(out, "\n_lsock_%s()\n{\n    local -a names=(\n", kind_name(kind));
    add_described(out, kind);
    builder_add(out, TEXT("    )\n\n"));
    if (shape_of(kind) == SHAPE_LIST)
        builder_printf(out, "    _lsock_list '%s' '%s' $names\n}\n", list_sign(kind),
                       word_sign(kind));
    else
        builder_add(out, TEXT("    _describe -t words word names\n}\n"));
}

static void add_action(struct builder *out, enum completion kind, const char *choices)
{
    if (kind_name(kind) != NULL) {
        builder_printf(out, "_lsock_%s", kind_name(kind));
        return;
    }
    switch (shape_of(kind)) {
    case SHAPE_NOTHING:
        builder_add_byte(out, ' ');
        return;
    case SHAPE_FILE:
        builder_add(out, TEXT("_files"));
        return;
    case SHAPE_WORD:
        builder_printf(out, "(%s)", choices);
        return;
    case SHAPE_LIST:
        builder_printf(out, "_lsock_list \"\" \"\" %s", choices);
        return;
    }
}

/* '(-t --tcp)'{-t,--tcp}'[TCP sockets]' */
static void add_option(struct builder *out, const struct option *option)
{
    builder_add(out, TEXT("        "));
    if (option->letter != '\0')
        builder_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}", option->letter, option->name,
                       option->letter, option->argument == ARGUMENT_REQUIRED ? "+" : "",
                       option->name, option->argument == ARGUMENT_REQUIRED ? "=" : "");
    else
        builder_printf(out, "--%s%s", option->name,
                       option->argument == ARGUMENT_NONE       ? ""
                       : option->argument == ARGUMENT_REQUIRED ? "="
                                                               : "=-");
    builder_add(out, TEXT("'["));
    for (const char *at = option->summary; *at != '\0'; at++) {
        if (*at == ']' || *at == '[')
            builder_add_byte(out, '\\');
        add_escaped(out, (struct text){at, 1}, "'", "'\\'");
    }
    builder_add_byte(out, ']');
    if (option->argument != ARGUMENT_NONE) {
        builder_printf(out, "%s%s:", option->argument == ARGUMENT_OPTIONAL ? "::" : ":",
                       option->metavar);
        add_action(out, option->completion, option->choices);
    }
    builder_add(out, TEXT("'\n"));
}

/* Words: a verb comes first, and what follows it is the verb's. */
static void add_words(struct builder *out)
{
    const struct verb *verb;

    builder_add(out, TEXT("\n_lsock_words()\n{\n    case $verb in\n"));
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++) {
        if (!verb_is_word(verb))
            continue;
        builder_printf(out, "    %s) ", verb->name);
        add_action(out, verb->words, NULL);
        builder_add(out, TEXT("; return ;;\n"));
    }
    builder_add(out, TEXT("    esac\n    if [[ $words[CURRENT-1] == ("));
    filter_state_words(out, "|");
    builder_add(out, TEXT(") ]]; then\n        _lsock_filter_states\n        return\n    fi\n"
                          "    [[ -z $verb ]] && _lsock_verbs\n    "));
    add_action(out, verb_at(0)->words, NULL);
    builder_add(out, TEXT("\n}\n"));
}

/* Bits of the verbs that take the option, by their index. */
static uint32_t takers(const struct option *option)
{
    const struct verb *verb;
    uint32_t bits = 0;

    for (unsigned i = 0; (verb = verb_at(i)) != NULL; i++)
        if (option_is_taken(option, verb))
            bits |= UINT32_C(1) << i;
    return bits;
}

/* The options that the same verbs take as the one at `index`, where that is the first of them.
 * Without a verb all are offered: one may still follow. */
static void add_options_like(struct builder *out, size_t index)
{
    uint32_t bits = takers(option_at(index));
    const struct option *option;
    const struct verb *verb;

    for (size_t i = 0; i < index; i++)
        if (takers(option_at(i)) == bits)
            return;
    builder_add(out, TEXT("    [[ $verb == (''"));
    for (size_t i = 1; (verb = verb_at(i)) != NULL; i++)
        if ((bits & UINT32_C(1) << i) != 0)
            builder_printf(out, "|%s", verb->name);
    builder_add(out, TEXT(") ]] && specs+=(\n"));
    for (size_t i = index; (option = option_at(i)) != NULL; i++)
        if (takers(option) == bits)
            add_option(out, option);
    builder_add(out, TEXT("    )\n"));
}

void completion_zsh(struct builder *out)
{
    for (unsigned kind = 0; kind < COMPLETE_COUNT; kind++)
        if (kind_name((enum completion)kind) != NULL && kind_is_used((enum completion)kind))
            add_kind(out, (enum completion)kind);
    add_words(out);
    builder_add(out, TEXT("\n_lsock()\n{\n    local word verb=''\n    local -a specs\n\n"
                          "    for word in \"${(@)words[2,CURRENT-1]}\"; do\n"));
    verb_cases(out, "        ");
    builder_add(out, TEXT("    done\n"));
    for (size_t i = 0; option_at(i) != NULL; i++)
        add_options_like(out, i);
    builder_add(out, TEXT("    _arguments -s -S : $specs '*: :_lsock_words'\n}\n"));
}
