/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --help and --columns help, from the tables. */
#ifndef LSOCK_HELP_H
#define LSOCK_HELP_H

#include "output.h"
#include "table.h"

/* What --help and the man page begin with. */
struct example {
    const char *question;
    const char *command;
};
const struct example *examples_all(size_t *count);

void help_write(struct output *output, bool colour);

/* All columns as a table, for any writer. */
void help_columns_table(struct table *table);

#endif
