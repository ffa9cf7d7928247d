/* SPDX-License-Identifier: GPL-2.0-or-later */
/* argv to options and words. */
#ifndef LSOCK_COMMAND_LINE_H
#define LSOCK_COMMAND_LINE_H

#include "errors.h"
#include "option_table.h"

struct option;

struct command_line {
    int argc;
    char **argv; /* not owned */

    const struct option *open; /* takes an argument that is missing; NULL: none */
    bool only_words;           /* after `--` */
    struct given *given; /* of each row of the option table, as typed last; NULL bytes: not given */

    /* Words that are no options, in their order, pointing into argv. */
    struct text *words;
    size_t word_count;
};

/*
 * Options and words may stand in any order; after `--` all are words. Letters may be joined (-tan)
 * and carry an argument (-fX); long options are not abbreviated. After a verb that
 * takes numbers, -3 is a word. The error marks the wrong part of
 * its argument.
 */
bool command_line_parse(struct command_line *line, int argc, char **argv, struct options *options,
                        struct error *error) NODISCARD;
void command_line_free(struct command_line *line);

#endif
