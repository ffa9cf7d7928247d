/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of other tools: their options, and what to type here instead. */
#ifndef LSOCK_COMMANDS_H
#define LSOCK_COMMANDS_H

#include "compiler.h"
#include "text.h"

struct command_option {
    const char *names; /* letters and long names, separated by ';': "a;all" */
    enum {
        TAKES_NOTHING,
        TAKES_ARGUMENT,
        MAY_TAKE_ARGUMENT, /* the rest of its word, or the next one unless it is an option */
    } takes;
    const char *meaning;

    /* "-t": an option here; "": the default; else words of the filter. X is the argument, or each
     * part of one with commas. NULL: nothing does that here. */
    const char *here;

    /* Instead of `here`: writes the words that the argument stands for, no more than its bytes and
     * one, and returns how many; 0: not understood. */
    size_t (*words)(struct text argument, struct text *words);

    const char *instead; /* the command here of the whole, which is not about sockets; or NULL */
};

/* What the arguments that are not options mean. */
enum command_operands {
    OPERANDS_UNKNOWN,
    OPERANDS_FILTER,   /* the filter of ss, which is also ours */
    OPERANDS_PORTS,    /* of fuser: PORT/PROTOCOL */
    OPERANDS_INTERVAL, /* seconds: of netstat on Windows */
};

struct command_tool {
    const char *name;   /* as it is typed; several tools may share one */
    const char *system; /* "Linux" */
    bool windows;       /* comes first on Windows */
    bool words;         /* options are whole words: -State */
    bool either;        /* selections are joined by "or", unless -a is given */
    const char *does;
    const char *base;  /* letters that it implies */
    const char *hides; /* filter words that it implies unless one of `shows` is given */
    const char *shows; /* names of options, separated by ';' */
    enum command_operands operands;
    const struct command_option *options;
    size_t count;
};

extern const struct command_tool command_tools[];
extern const size_t command_tool_count;

/* The first tool of this name, with or without a path and ".exe"; NULL: none. */
const struct command_tool *command_tool_find(struct text word);

/* Returns the row of the option; NULL: unknown. */
const struct command_option *command_option_find(const struct command_tool *tool, struct text name);

/* Whether the word stands before a command without being one: a prompt, sudo, watch. */
bool command_is_prefix(struct text word);

/* "-t", "+D" */
bool command_is_option(struct text word);

/* Takes a line apart as a shell does, up to a pipe; drops such words. Returns how many words
 * there are, which is no more than the line has bytes. */
size_t command_line_words(struct text line, struct text *words);

/* An option with its argument, or an operand. */
struct command_part {
    const struct command_option *option; /* NULL: unknown, or an operand */
    struct text typed;                   /* a letter, or a whole word */
    struct text argument;
    bool operand;
};

#define COMMAND_PARTS_MAX 64

struct command {
    const struct text *words; /* behind the name of the tool */
    size_t word_count, next;
    const struct command_tool *tool;
    struct command_part parts[COMMAND_PARTS_MAX];
    size_t part_count;
    bool cut; /* there are more */
};

/* Splits a command line into its parts. If several tools have this name, chooses the one that
 * knows most of the options; tools of this system come first. */
void command_split(struct command *command, const char *name, bool windows);

/* See `words` above: behind -i and -s of lsof; names of protocols of netstat, such as TCPv6. */
size_t lsof_internet(struct text rest, struct text *words);
size_t lsof_states(struct text rest, struct text *words);
size_t netstat_protocol(struct text name, struct text *words);

#endif
