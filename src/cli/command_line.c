/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Not getopt_long: it takes abbreviated long options, which would break scripts when an option is
 * added. */
#include "command_line.h"

#include <stdlib.h>
#include <string.h>

#include "habits.h"
#include "nearest.h"
#include "option_platform.h"
#include "option_table.h"
#include "privilege.h"
#include "verb.h"

struct parser {
    struct command_line *line;
    struct options *options;
    struct error *error;
    int next; /* argument that comes next */

    /* The option right before it, without an argument, and as typed; NULL: another argument. */
    const struct option *last;
    struct given last_given;

    struct given habit; /* typed, where another option is parsed in its place; else empty */
};

static bool parse_argument(struct parser *parser, struct text typed);

static bool refuse_here(const struct option_refused *option, struct text typed, size_t begin,
                        size_t end, struct error *error)
{
    error_set(error, STATUS_USAGE, "--%s has no meaning on %s: %s", option->name,
              option_platform->name, option->reason);
    error_mark(error, typed, begin, end);
    return false;
}

static bool no_such_option(struct text typed, size_t begin, size_t end, struct text nearest,
                           struct error *error)
{
    error_set(error, STATUS_USAGE, "there is no such option");
    if (nearest.length != 0)
        error_remedy(error, "did you mean --%.*s?", (int)nearest.length, nearest.bytes);
    else
        error_remedy(error, "`lsock --help` lists them all");
    error_mark(error, typed, begin, end);
    return false;
}

/* The argument behind the one that is parsed; empty: none. */
static struct text next_argument(const struct parser *parser)
{
    return parser->next < parser->line->argc ? text_of(parser->line->argv[parser->next])
                                             : TEXT("");
}

/* Does what an option of another tool means; `argument` NULL bytes: it has none with it. */
static bool follow_habit(struct parser *parser, const struct habit *habit, struct given typed,
                         struct text argument)
{
    struct command_line *line = parser->line;
    struct text instead = text_of(habit->instead), next = next_argument(parser);

    if (habit->instead == NULL)
        return habit_refuse(habit, typed, argument.bytes != NULL ? argument : next,
                            parser->error);
    if (instead.length == 0)
        return true;
    if (instead.bytes[0] == '-') {
        bool good;

        parser->habit = typed;
        good = parse_argument(parser, instead);
        parser->habit.typed = text_of(NULL);
        return good;
    }
    if (argument.bytes == NULL && next.length == 0) {
        error_set(parser->error, STATUS_USAGE, "an argument is missing: --%s X", habit->name);
        error_mark(parser->error, typed.typed, typed.begin, typed.end);
        return false;
    }
    line->words[line->word_count++] = instead;
    line->words[line->word_count++] = argument.bytes != NULL ? argument : next;
    parser->next += argument.bytes == NULL;
    return true;
}

static bool no_such_letter(struct parser *parser, struct text typed, size_t at)
{
    const struct habit *habit = habit_find(typed.bytes[at], TEXT(""));

    if (habit != NULL)
        return follow_habit(parser, habit, (struct given){typed, at, at + 1}, text_of(NULL));
    return no_such_option(typed, at, at + 1, TEXT(""), parser->error);
}

static bool no_such_name(struct parser *parser, struct text typed, struct text name,
                         struct text argument)
{
    const struct habit *habit = habit_find('\0', name);
    struct nearest nearest = {{NULL, 0}, 0};
    const struct option *option;

    if (habit != NULL)
        return follow_habit(parser, habit, (struct given){typed, 0, 2 + name.length}, argument);
    for (size_t i = 0; (option = option_at(i)) != NULL; i++)
        nearest_offer(&nearest, name, text_of(option->name));
    return no_such_option(typed, 0, 2 + name.length, nearest.best, parser->error);
}

/* The argument that an option takes from the next word. */
static bool take_next(struct parser *parser, const struct option *option, struct text typed,
                      struct text *argument)
{
    if (parser->next >= parser->line->argc) {
        parser->line->open = option;
        error_set(parser->error, STATUS_USAGE, "%s is missing: --%s %s", option->metavar,
                  option->name, option->metavar);
        error_mark(parser->error, typed, 0, typed.length);
        return false;
    }
    *argument = text_of(parser->line->argv[parser->next++]);
    return true;
}

/*
 * A caller who may not read a file must not read it, or write it, through us where lsock has been
 * given privilege: every option that names a file or directory is refused.
 */
static bool is_allowed(struct parser *parser, const struct option *option, struct text typed)
{
    char name[64];

    snprintf(name, sizeof(name), "--%s", option->name);
    if (option->completion != COMPLETE_FILE || privilege_permits(name, parser->error))
        return true;
    error_mark(parser->error, typed, 0, typed.length);
    return false;
}

static bool set(struct parser *parser, size_t option, struct text argument, struct given given)
{
    given = parser->habit.typed.bytes != NULL ? parser->habit : given;
    parser->line->given[option] = given;
    parser->last = argument.bytes == NULL ? option_at(option) : NULL;
    parser->last_given = given;
    return option_set(option_at(option), parser->options, argument, parser->error);
}

static bool parse_long(struct parser *parser, struct text typed)
{
    struct text name = {typed.bytes + 2, typed.length - 2}, argument = {NULL, 0};
    const char *equals = memchr(name.bytes, '=', name.length);
    const struct option_refused *refused_here;
    const struct option *option;
    size_t index;

    if (equals != NULL) {
        argument = text_of(equals + 1);
        name.length = (size_t)(equals - name.bytes);
    }
    refused_here = option_platform_refused(option_platform, '\0', name);
    if (refused_here != NULL)
        return refuse_here(refused_here, typed, 0, 2 + name.length, parser->error);
    index = option_find('\0', name);
    option = option_at(index);
    if (option == NULL)
        return no_such_name(parser, typed, name, argument);
    if (!is_allowed(parser, option, typed))
        return false;
    if (option->argument == ARGUMENT_NONE && equals != NULL) {
        error_set(parser->error, STATUS_USAGE, "--%s takes no argument", option->name);
        error_mark(parser->error, typed, 2 + name.length, typed.length);
        return false;
    }
    if (option->argument == ARGUMENT_REQUIRED && equals == NULL &&
        !take_next(parser, option, typed, &argument))
        return false;
    return set(parser, index, argument, (struct given){typed, 0, 2 + name.length});
}

/* -iTCP:443 of lsof */
static bool take_rest(struct parser *parser, struct text typed, size_t at)
{
    struct command_line *line = parser->line;
    struct text rest = {typed.bytes + at + 1, typed.length - at - 1};
    size_t count = habit_take_rest(typed.bytes[at], rest, line->words + line->word_count);

    line->word_count += count;
    return count > 0;
}

static bool parse_letters(struct parser *parser, struct text typed)
{
    for (size_t at = 1; at < typed.length; at++) {
        char letter = option_platform_letter(option_platform, typed.bytes[at]);
        const struct option_refused *refused_here =
            option_platform_refused(option_platform, letter, TEXT(""));
        size_t index = option_find(letter, TEXT(""));
        const struct option *option = option_at(index);
        struct given given = {typed, at, at + 1};
        struct text argument = {NULL, 0};

        if (refused_here != NULL)
            return refuse_here(refused_here, typed, at, at + 1, parser->error);
        if (take_rest(parser, typed, at))
            return true;
        if (option == NULL && no_such_letter(parser, typed, at))
            continue;
        if (option == NULL)
            return false;
        if (!is_allowed(parser, option, typed))
            return false;
        if (option->argument == ARGUMENT_REQUIRED) {
            argument = (struct text){typed.bytes + at + 1, typed.length - at - 1};
            if (argument.length == 0 && !take_next(parser, option, typed, &argument))
                return false;
            return set(parser, index, argument, given);
        }
        if (!set(parser, index, argument, given))
            return false;
        if (option_platform_shows_units(option_platform, typed.bytes[at]))
            parser->options->owners |= OWNERS_UNITS;
    }
    return true;
}

/* "-3" after a verb that takes numbers. */
static bool is_number_word(const struct parser *parser, struct text typed)
{
    const struct command_line *line = parser->line;

    if (line->word_count == 0 ||
        !verb_find(line->words, line->word_count, parser->options)->numbers)
        return false;
    for (size_t i = 1; i < typed.length; i++)
        if (!ascii_is_digit(typed.bytes[i]))
            return false;
    return true;
}

/* `lsock help VERB` is `lsock VERB --help`. */
static void take_help_word(struct command_line *line, struct options *options)
{
    if (line->word_count == 0 || verb_find(line->words, 1, options)->run != NULL)
        return;
    options->action = ACTION_HELP;
    line->word_count--;
    memmove(line->words, line->words + 1, line->word_count * sizeof(*line->words));
}

static bool take_word(struct parser *parser, struct text typed)
{
    struct command_line *line = parser->line;
    const struct option *last = parser->last;

    parser->last = NULL;
    line->words[line->word_count++] = typed;
    if (last == NULL || line->only_words ||
        verb_find(line->words, line->word_count, parser->options)->words != COMPLETE_FILTER ||
        (line->word_count == 1 && verb_is_word(verb_find(line->words, 1, parser->options))))
        return true;
    return habit_allows_word(last, parser->last_given, typed, parser->error);
}

static bool parse_argument(struct parser *parser, struct text typed)
{
    struct command_line *line = parser->line;

    if (line->only_words || typed.length < 2 || typed.bytes[0] != '-' ||
        is_number_word(parser, typed))
        return take_word(parser, typed);
    parser->last = NULL;
    if (typed.bytes[1] != '-')
        return parse_letters(parser, typed);
    line->only_words = typed.length == 2;
    return line->only_words || parse_long(parser, typed);
}

bool command_line_parse(struct command_line *line, int argc, char **argv, struct options *options,
                        struct error *error)
{
    struct parser parser = {.line = line, .options = options, .error = error, .next = 1};
    size_t count = 0, room = 1;

    while (option_at(count) != NULL)
        count++;
    for (int i = 0; i < argc; i++) /* no argument becomes more words than it has bytes, but one */
        room += 1 + strlen(argv[i]);
    *options = OPTIONS_DEFAULT;
    *line = (struct command_line){.argc = argc, .argv = argv};
    line->words = calloc(room, sizeof(*line->words));
    line->given = calloc(count, sizeof(*line->given));
    if (line->words == NULL || line->given == NULL)
        return error_out_of_memory(error);
    while (parser.next < argc)
        if (!parse_argument(&parser, text_of(argv[parser.next++])))
            return false;
    take_help_word(line, options);
    return true;
}

void command_line_free(struct command_line *line)
{
    free(line->words);
    free(line->given);
    line->words = NULL;
    line->given = NULL;
}
