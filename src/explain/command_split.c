/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splits a command line of another tool into its parts, with the option table of that tool. */
#include <stdint.h>
#include <string.h>

#include "commands.h"
#include "topic_names.h"

/* ss of "/usr/bin/ss" and netstat of "NETSTAT.EXE". */
static struct text bare_name(struct text word)
{
    for (size_t i = word.length; i > 0; i--)
        if (word.bytes[i - 1] == '/' || word.bytes[i - 1] == '\\')
            return text_from(word, i);
    return word;
}

const struct command_tool *command_tool_find(struct text word)
{
    struct text name = bare_name(word);

    if (name.length > 4 && text_equal_nocase(text_from(name, name.length - 4), TEXT(".exe")))
        name.length -= 4;
    for (size_t i = 0; i < command_tool_count; i++)
        if (text_equal_nocase(name, text_of(command_tools[i].name)))
            return &command_tools[i];
    return NULL;
}

const struct command_option *command_option_find(const struct command_tool *tool, struct text name)
{
    for (size_t i = 0; i < tool->count; i++)
        if (topic_name_exactly_in(tool->options[i].names, name, tool->words))
            return &tool->options[i];
    return NULL;
}

bool command_is_option(struct text word)
{
    return word.length > 1 && (word.bytes[0] == '-' || word.bytes[0] == '+');
}

static void add_part(struct command *command, struct command_part part)
{
    if (command->part_count == COMMAND_PARTS_MAX)
        command->cut = true;
    else
        command->parts[command->part_count++] = part;
}

/* The argument of an option: `rest` of its word, or the next word. */
static struct text take_argument(struct command *command, const struct command_option *option,
                                 struct text rest)
{
    bool more = command->next < command->word_count;

    if (option == NULL || option->takes == TAKES_NOTHING)
        return TEXT("");
    if (rest.length > 0 || !more)
        return rest;
    if (option->takes == MAY_TAKE_ARGUMENT && command_is_option(command->words[command->next]))
        return TEXT("");
    return command->words[command->next++];
}

static void split_whole(struct command *command, struct text word, size_t dashes)
{
    struct text rest = text_from(word, dashes), name = text_take_until(&rest, '=');
    const struct command_option *option = command_option_find(command->tool, name);

    add_part(command, (struct command_part){option, word, take_argument(command, option, rest),
                                            .operand = false});
}

/* "-tlnp": letters; the last one may have an argument. */
static void split_letters(struct command *command, struct text word)
{
    for (size_t at = 1; at < word.length && !command->cut; at++) {
        struct text letter = text_part(word, at, at + 1);
        const struct command_option *option = command_option_find(command->tool, letter);
        struct command_part part = {option, letter, {NULL, 0}, .operand = false};

        part.argument = take_argument(command, option, text_from(word, at + 1));
        add_part(command, part);
        if (option != NULL && option->takes != TAKES_NOTHING && part.argument.length > 0)
            return;
    }
}

static void split_word(struct command *command, struct text word)
{
    bool whole = command->tool->words || word.bytes[0] == '+' ||
                 command_option_find(command->tool, text_from(word, 1)) != NULL;

    if (!command_is_option(word))
        add_part(command, (struct command_part){NULL, word, {NULL, 0}, .operand = true});
    else if (text_starts_with(word, TEXT("--")))
        split_whole(command, word, 2);
    else if (whole)
        split_whole(command, word, word.bytes[0] == '-');
    else
        split_letters(command, word);
}

static bool is_understood(const struct command *command, const struct command_part *part)
{
    return part->option != NULL || (part->operand && command->tool->operands != OPERANDS_UNKNOWN);
}

/* Takes the words apart; returns how many parts the tool does not know. */
static size_t split(struct command *command, const struct command_tool *tool)
{
    size_t unknown = 0;

    command->tool = tool;
    command->part_count = command->next = 0;
    command->cut = false;
    while (command->next < command->word_count && !command->cut)
        split_word(command, command->words[command->next++]);
    for (size_t i = 0; i < command->part_count; i++)
        unknown += !is_understood(command, &command->parts[i]);
    return unknown;
}

void command_split(struct command *command, const char *name, bool windows)
{
    const struct command_tool *best = NULL;
    size_t least = SIZE_MAX;

    for (unsigned round = 0; round < 2; round++)
        for (size_t i = 0; i < command_tool_count; i++) {
            const struct command_tool *tool = &command_tools[i];
            size_t unknown;

            if (strcmp(tool->name, name) != 0 || (tool->windows == windows) != (round == 0))
                continue;
            unknown = split(command, tool);
            if (unknown < least) {
                least = unknown;
                best = tool;
            }
        }
    (void)split(command, best);
}

/* Takes a word off the line: quotes hold blanks. */
static struct text take_word(struct text *line)
{
    char first = line->bytes[0], quote = first == '\'' || first == '"' ? first : '\0';
    struct text rest = text_from(*line, quote != '\0');
    size_t end = 0;

    while (end < rest.length &&
           (quote != '\0' ? rest.bytes[end] != quote : !ascii_is_space(rest.bytes[end])))
        end++;
    *line = text_from(rest, end + (quote != '\0' && end < rest.length));
    return text_part(rest, 0, end);
}

bool command_is_prefix(struct text word)
{
    return topic_name_exactly_in("$;#;%;sudo;doas;watch", word, false);
}

size_t command_line_words(struct text line, struct text *words)
{
    size_t count = 0;

    while (line.length > 0 && memchr("|;&<>", line.bytes[0], 5) == NULL) {
        if (ascii_is_space(line.bytes[0])) {
            line = text_from(line, 1);
            continue;
        }
        words[count] = take_word(&line);
        count += count > 0 || !command_is_prefix(words[0]);
    }
    return count;
}
