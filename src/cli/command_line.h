/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses argv into options and words. */
#ifndef LSOCK_COMMAND_LINE_H
#define LSOCK_COMMAND_LINE_H

#include "errors.h"
#include "option_table.h"

struct option;

struct command_line {
    int argc;
    char **argv; /* not owned */

    const struct option *open; /* the option whose argument is missing at the end; NULL: none */
    bool only_words;           /* after `--` */
    struct given *given; /* for each row of the option table: as last typed; NULL bytes: not
                          * given */

    /* The words that are not options, in order, pointing into argv. */
    struct text *words;
    size_t word_count;
};

/*
 * Parses argv. Options and words may come in any order; after `--` everything is a word. Letters
 * may be joined (-tan) and carry an argument (-fX); long options cannot be abbreviated. After a
 * verb that takes numbers, -3 is a word. An error marks the wrong part of its argument.
 */
bool command_line_parse(struct command_line *line, int argc, char **argv, struct options *options,
                        struct error *error) NODISCARD;
void command_line_free(struct command_line *line);

#endif
