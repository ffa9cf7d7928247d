/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --help and --columns help, from the tables. */
#ifndef LSOCK_HELP_H
#define LSOCK_HELP_H

#include "builder.h"
#include "option_table.h"
#include "output.h"

/* What --help and the man page begin with. */
struct example {
    const char *question;
    const char *command;
};
const struct example *examples_all(size_t *count);

/* What the verb does and its options; of the default verb, all that lsock does. False: out of
 * memory, and it is not whole. */
bool help_write(const struct verb *verb, struct output *output, bool colour) NODISCARD;

/* As --help has it, such as "-h, --help" or "    --json[=STYLE]". */
void help_option_names(struct builder *builder, const struct option *option);

/* Of the names, and the blanks before the summary; two blanks stand before them. */
size_t help_left_width(void);

#endif
