/* SPDX-License-Identifier: GPL-2.0-or-later */
/* getopt_long is not used: it accepts abbreviated long options, so every new option could break
 * scripts. */
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
    int next; /* index of the next argument */

    /* The option directly before the current argument, if it took no argument; NULL: none. */
    const struct option *last;
    struct given last_given;

    struct given habit; /* the foreign option as typed, while its replacement is parsed; else
                         * empty */
};

static bool parse_argument(struct parser *parser, struct text typed);

/* Returns the argument after the current one; empty if there is none. */
static struct text next_argument(const struct parser *parser)
{
    return parser->next < parser->line->argc ? text_of(parser->line->argv[parser->next]) : TEXT("");
}

/* Applies an option of another tool. `argument` has NULL bytes if none was joined to it. */
static bool follow_habit(struct parser *parser, const struct habit *habit, struct given typed,
                         struct text argument)
{
    struct command_line *line = parser->line;
    struct text instead = text_of(habit->instead), next = next_argument(parser);

    if (habit->instead == NULL)
        return habit_refuse(habit, typed, argument.bytes != NULL ? argument : next, parser->error);
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
        error_set(parser->error, STATUS_USAGE, "missing argument: --%s X", habit->name);
        return error_mark(parser->error, typed.typed, typed.begin, typed.end);
    }
    line->words[line->word_count++] = instead;
    line->words[line->word_count++] = argument.bytes != NULL ? argument : next;
    parser->next += argument.bytes == NULL;
    return true;
}

/* `name` is empty if a letter was typed. */
static bool no_such_option(struct parser *parser, const struct given *given, struct text name,
                           struct text argument)
{
    const struct habit *habit =
        habit_find(name.length > 0 ? '\0' : given->typed.bytes[given->begin], name);
    struct nearest nearest = {{NULL, 0}, 0};
    const struct option *option;

    if (habit != NULL)
        return follow_habit(parser, habit, *given, argument);
    for (size_t i = 0; (option = option_at(i)) != NULL; i++)
        nearest_offer(&nearest, name, text_of(option->name));
    error_set(parser->error, STATUS_USAGE, "unknown option");
    if (nearest.best.length != 0)
        error_remedy(parser->error, "did you mean --%.*s?", (int)nearest.best.length,
                     nearest.best.bytes);
    else
        error_remedy(parser->error, "`lsock --help` lists all options");
    return error_mark(parser->error, given->typed, given->begin, given->end);
}

/*
 * With raised privilege lsock must not read or write files for a caller who may not: every option
 * that names a file or directory is refused.
 */
static bool is_allowed(const struct option *option, struct error *error)
{
    char name[64];

    snprintf(name, sizeof(name), "--%s", option->name);
    return option->completion != COMPLETE_FILE || privilege_permits(name, error);
}

/* Takes the next argument as the argument of the option. */
static bool take_next(struct parser *parser, const struct option *option, struct text *argument)
{
    if (parser->next >= parser->line->argc) {
        parser->line->open = option;
        return error_set(parser->error, STATUS_USAGE, "missing argument: --%s %s", option->name,
                         option->metavar);
    }
    *argument = text_of(parser->line->argv[parser->next++]);
    return true;
}

/* `argument`: the text joined to the option; NULL bytes: none. */
static bool take(struct parser *parser, size_t index, struct given given, struct text argument)
{
    const struct option *option = option_at(index);
    const char *refusal = option_platform_refusal(option_platform, option);
    struct text typed = given.typed;

    if (refusal != NULL) {
        error_set(parser->error, STATUS_USAGE, "--%s is not supported on %s: %s", option->name,
                  option_platform->name, refusal);
        return error_mark(parser->error, typed, given.begin, given.end);
    }
    if (!is_allowed(option, parser->error))
        return error_mark(parser->error, typed, 0, typed.length);
    if (option->argument == ARGUMENT_NONE && argument.bytes != NULL) {
        error_set(parser->error, STATUS_USAGE, "--%s takes no argument", option->name);
        return error_mark(parser->error, typed, given.end, typed.length);
    }
    if (option->argument == ARGUMENT_REQUIRED && argument.bytes == NULL &&
        !take_next(parser, option, &argument))
        return error_mark(parser->error, typed, 0, typed.length);
    given = parser->habit.typed.bytes != NULL ? parser->habit : given;
    parser->line->given[index] = given;
    parser->last = argument.bytes == NULL ? option : NULL;
    parser->last_given = given;
    return option_set(option, parser->options, argument, parser->error);
}

static bool parse_long(struct parser *parser, struct text typed)
{
    struct text name = text_from(typed, 2), argument = {NULL, 0};
    const char *equals = memchr(name.bytes, '=', name.length);
    struct given given = {typed, 0, typed.length};
    size_t index;

    if (equals != NULL) {
        argument = text_of(equals + 1);
        name.length = (size_t)(equals - name.bytes);
        given.end = 2 + name.length;
    }
    index = option_find('\0', name);
    return option_at(index) == NULL ? no_such_option(parser, &given, name, argument)
                                    : take(parser, index, given, argument);
}

/* Handles -iTCP:443 and -sTCP:LISTEN of lsof, and -s TCP:LISTEN. */
static bool take_rest(struct parser *parser, struct text typed, size_t at)
{
    struct command_line *line = parser->line;
    struct text rest = {typed.bytes + at + 1, typed.length - at - 1};
    bool spaced = rest.length == 0 && habit_is_states(typed.bytes[at], next_argument(parser));
    size_t count = habit_take_rest(typed.bytes[at], spaced ? next_argument(parser) : rest,
                                   line->words + line->word_count);

    line->word_count += count;
    parser->next += spaced;
    return count > 0;
}

static bool parse_letters(struct parser *parser, struct text typed)
{
    for (size_t at = 1; at < typed.length; at++) {
        const struct option_alias *alias = option_platform_alias(option_platform, typed.bytes[at]);
        size_t index = option_find(alias == NULL ? typed.bytes[at] : '\0',
                                   text_of(alias == NULL ? "" : alias->option));
        const struct option *option = option_at(index);
        struct given given = {typed, at, at + 1};
        bool takes = option != NULL && option->argument == ARGUMENT_REQUIRED;
        bool joined = takes && at + 1 < typed.length;

        if (take_rest(parser, typed, at))
            return true;
        if (option == NULL
                ? !no_such_option(parser, &given, TEXT(""), text_of(NULL))
                : !take(parser, index, given, text_of(joined ? typed.bytes + at + 1 : NULL)))
            return false;
        if (takes)
            return true;
        if (alias != NULL && alias->units)
            parser->options->owners |= OWNERS_UNITS;
    }
    return true;
}

/* Whether this is a negative number, such as "-3", after a verb that takes numbers. */
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

/* Turns `lsock help VERB` into `lsock VERB --help`. */
static void take_help_word(struct command_line *line, struct options *options)
{
    if (line->word_count == 0 || verb_find(line->words, 1, options)->run != NULL)
        return;
    options->action = ACTION_HELP;
    line->word_count--;
    memmove(line->words, line->words + 1, line->word_count * sizeof(*line->words));
}

/* "-an" of `explain netstat -an`. --full and --json are still those of the verb. */
static bool is_command_word(const struct parser *parser, struct text typed)
{
    const struct command_line *line = parser->line;
    const struct verb *verb = verb_find(line->words, line->word_count, parser->options);
    struct text name = typed;
    const struct option *option;
    size_t at = 1;

    if (verb->is_command == NULL)
        return false;
    while (at < line->word_count && !verb->is_command(line->words[at]))
        at++;
    if (at == line->word_count)
        return false;
    name = text_take_until(&name, '=');
    option = text_starts_with(name, TEXT("--")) && name.length > 2
                 ? option_at(option_find('\0', text_from(name, 2)))
                 : NULL;
    return option == NULL ||
           ((option->sets & OPTIONS_JSON) == 0 && strcmp(option->name, "full") != 0);
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

    if (text_equal(typed, TEXT("/?"))) /* as in Windows programs */
        typed = TEXT("-?");
    if (line->only_words || typed.length < 2 || typed.bytes[0] != '-' ||
        is_number_word(parser, typed) || is_command_word(parser, typed))
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
    for (int i = 0; i < argc; i++) /* an argument becomes at most 1 word more than it has bytes */
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
