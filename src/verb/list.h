/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What list and kill share: a listing of gathered rows. */
#ifndef LSOCK_LIST_H
#define LSOCK_LIST_H

#include "gather.h"
#include "run.h"

/* Prints the rows, or their count; writes the recording. For people the notes follow, after
 * `outcome`, which may be NULL. */
bool list_print(const struct gathering *gathering, struct column_list *columns,
                const struct run *run, const char *outcome, struct error *error) NODISCARD;

extern const struct schema list_schema; /* lsock/1 */

#endif
