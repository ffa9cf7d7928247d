/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by list and kill: prints a listing of gathered rows. */
#ifndef LSOCK_LIST_H
#define LSOCK_LIST_H

#include "gather.h"
#include "run.h"

/* Prints the rows, or their count, and writes the recording. For people, prints `outcome` (may be
 * NULL) and the notes after them. */
bool list_print(const struct gathering *gathering, struct column_list *columns,
                const struct run *run, const char *outcome, struct error *error) NODISCARD;

extern const struct schema list_schema; /* lsock/1 */

#endif
