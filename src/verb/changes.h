/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a listing with what has happened to them since the reading before. */
#ifndef LSOCK_CHANGES_H
#define LSOCK_CHANGES_H

#include "gather.h"
#include "socket_table.h"

/*
 * All rows of the gathering, and of the earlier one those that are gone, each on the line where it
 * was; these only `with_closed`. Counts them, also those past the limit. False: out of memory. Free
 * rows->list also then.
 */
bool changes_make(struct changed_rows *rows, size_t counts[TABLE_CHANGE_COUNT],
                  const struct gathering *gathering, bool with_closed) NODISCARD;

#endif
