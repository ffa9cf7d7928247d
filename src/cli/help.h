/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --help and --columns help, from the tables. */
#ifndef LSOCK_HELP_H
#define LSOCK_HELP_H

#include "option_table.h"
#include "output.h"

/* What --help and the man page begin with. */
struct example {
    const char *question;
    const char *command;
};
extern const struct example help_examples[];
extern const size_t help_example_count;

/* What the verb does and its options; of the default verb, all that lsock does. */
void help_write(const struct verb *verb, struct output *output, bool colour);

/* As --help has it, such as "-h, --help" or "    --json[=STYLE]". */
#define HELP_NAMES_ROOM ((size_t)64)
void help_option_names(char room[HELP_NAMES_ROOM], const struct option *option);

/* Of the names, and the blanks before the summary; two blanks stand before them. */
int help_left_width(void);

#endif
