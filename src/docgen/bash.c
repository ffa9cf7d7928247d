/* SPDX-License-Identifier: GPL-2.0-or-later */
/* completions/lsock.bash */
#include "blocks.h"
#include "candidate.h"
#include "verb.h"

static const char head[] =
    "# SPDX-License-Identifier: GPL-2.0-or-later\n"
    "# Completion for bash, made by docgen from the program's tables: `ninja docs`.\n"
    "\n"
    "# Offers the words of $1 that begin as $current does.\n"
    "_lsock_words()\n"
    "{\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$current\")\n"
    "}\n"
    "\n"
    "_lsock_files()\n"
    "{\n"
    "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
    "    compopt -o filenames 2>/dev/null\n"
    "}\n"
    "\n"
    "# Offers the words of $1 that a comma-separated list has not named yet. $2 may stand before "
    "the\n"
    "# list, $3 before each of its words.\n"
    "_lsock_list()\n"
    "{\n"
    "    local item=$current head='' taken=, word\n"
    "\n"
    "    if [[ -n $2 && $item == \"$2\"* ]]; then\n"
    "        head=$2 item=${item#\"$2\"}\n"
    "    fi\n"
    "    if [[ $item == *,* ]]; then\n"
    "        taken=,${item%,*}, head+=${item%,*}, item=${item##*,}\n"
    "    fi\n"
    "    if [[ -n $3 ]]; then\n"
    "        taken=${taken//,\"$3\"/,}\n"
    "        [[ $item == \"$3\"* ]] && head+=$3 item=${item#\"$3\"}\n"
    "    fi\n"
    "    for word in $1; do\n"
    "        [[ $word == \"$item\"* && $taken != *,\"$word\",* ]] && COMPREPLY+=(\"$head$word\")\n"
    "    done\n"
    "    compopt -o nospace 2>/dev/null\n"
    "}\n"
    "\n";

static const char begin[] =
    "\n"
    "_lsock()\n"
    "{\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    local option='' attached=''\n"
    "\n"
    "    COMPREPLY=()\n"
    "    # Readline cuts --color=never into three words, unless '=' is not in COMP_WORDBREAKS.\n"
    "    if [[ $current == = ]]; then\n"
    "        option=$previous current=\n"
    "    elif [[ $previous == = ]] && ((COMP_CWORD >= 2)); then\n"
    "        option=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    elif [[ $current == --*=* ]]; then\n"
    "        option=${current%%=*} attached=${current%%=*}= current=${current#*=}\n"
    "    else\n";

static const char tail[] = "    COMPREPLY=(\"${COMPREPLY[@]/#/$attached}\")\n"
                           "}\n"
                           "\n"
                           "complete -F _lsock lsock\n";

/* -A|-[!-]*A|--query: the letter may stand behind others. */
static void add_patterns(struct builder *out, const struct option *option)
{
    if (option->letter != '\0')
        builder_printf(out, "-%c | -[!-]*%c", option->letter, option->letter);
    if (option->name != NULL)
        builder_printf(out, "%s--%s", option->letter == '\0' ? "" : " | ", option->name);
}

/* Which options take the word that follows them. */
static void add_takers(struct builder *out)
{
    size_t count;
    const struct option *options = options_all(&count);
    bool first = true;

    builder_add(out, TEXT("        case $previous in\n        "));
    for (size_t i = 0; i < count; i++) {
        if (options[i].argument != ARGUMENT_REQUIRED)
            continue;
        builder_add(out, first ? TEXT("") : TEXT(" | \\\n            "));
        add_patterns(out, &options[i]);
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
    size_t count;
    const struct option *options = options_all(&count);

    builder_add(out, TEXT("    case $option in\n    '') _lsock_options_and_words ;;\n"));
    for (size_t i = 0; i < count; i++) {
        if (options[i].argument == ARGUMENT_NONE)
            continue;
        builder_add(out, TEXT("    "));
        add_patterns(out, &options[i]);
        builder_add(out, TEXT(") "));
        add_offer(out, options[i].completion, options[i].choices);
        builder_add(out, TEXT(" ;;\n"));
    }
    builder_add(out, TEXT("    esac\n"));
}

static void add_option_names(struct builder *out)
{
    size_t count;
    const struct option *options = options_all(&count);

    builder_add(out, TEXT("        _lsock_words '"));
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            builder_add_byte(out, ' ');
        if (options[i].name != NULL)
            builder_printf(out, "--%s", options[i].name);
        else
            builder_printf(out, "-%c", options[i].letter);
    }
    builder_add(out, TEXT("'\n"));
}

/* Words: a verb comes first, and what follows it is the verb's. */
static void add_words(struct builder *out)
{
    size_t count;
    const struct verb *const *verbs = verbs_all(&count);

    builder_add(out, TEXT("_lsock_options_and_words()\n{\n    local word\n\n"
                          "    if [[ $current == -* ]]; then\n"));
    add_option_names(out);
    builder_add(out, TEXT("        return\n    fi\n"
                          "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD - 1}\"; do\n"
                          "        case $word in\n"));
    for (size_t i = 1; i < count; i++) {
        builder_printf(out, "        %s)\n            ", verbs[i]->name);
        add_offer(out, verbs[i]->words, NULL);
        builder_add(out, TEXT("\n            return\n            ;;\n"));
    }
    builder_add(out, TEXT("        esac\n    done\n    case $previous in\n    "));
    filter_state_words(out, " | ");
    builder_add(out, TEXT(")\n        "));
    add_offer(out, COMPLETE_FILTER_STATES, NULL);
    builder_add(out, TEXT("\n        return\n        ;;\n    esac\n    _lsock_words '"));
    for (size_t i = 1; i < count; i++)
        builder_printf(out, "%s ", verbs[i]->name);
    candidate_words(out, verbs[0]->words, NULL);
    builder_add(out, TEXT("'\n}\n"));
}

void completion_bash(struct builder *out)
{
    builder_add(out, text_of(head));
    add_words(out);
    builder_add(out, text_of(begin));
    add_takers(out);
    add_arguments(out);
    builder_add(out, text_of(tail));
}
