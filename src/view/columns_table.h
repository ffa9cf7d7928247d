/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of all columns, for --columns help and the man page. */
#ifndef LSOCK_COLUMNS_TABLE_H
#define LSOCK_COLUMNS_TABLE_H

#include "column.h"
#include "table.h"

/* Returns the type of its values, or where it is shown by default (may be ""). */
const char *column_type_word(const struct column *column);
const char *column_default_word(const struct column *column);

void columns_table_init(struct table *table);

#endif
