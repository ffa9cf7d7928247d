/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes --help from the tables. */
#ifndef LSOCK_HELP_H
#define LSOCK_HELP_H

#include "option_table.h"
#include "output.h"

/* The examples at the top of --help and of the man page. */
struct example {
    const char *question;
    const char *command;
};
extern const struct example help_examples[];
extern const size_t help_example_count;

/* More examples, for the help of a verb. */
extern const struct example verb_examples[];
extern const size_t verb_example_count;

/* Writes what the verb does and its options; for the default verb, everything lsock can do. */
void help_write(const struct verb *verb, struct output *output, bool colour);

/* Writes the names as in --help, such as "-h, --help" or "    --json[=STYLE]". */
#define HELP_NAMES_ROOM ((size_t)64)
void help_option_names(char room[HELP_NAMES_ROOM], const struct option *option);

/* Returns the width of the names column, without the indent of two blanks. */
int help_left_width(void);

#endif
