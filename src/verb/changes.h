/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a listing, marked with their changes since the previous reading. */
#ifndef LSOCK_CHANGES_H
#define LSOCK_CHANGES_H

#include "gather.h"
#include "socket_table.h"

/*
 * Makes the list of all rows of the gathering and, if `with_closed`, of rows that are gone, at
 * their previous positions. Counts the changes, including those past the limit. False: out of
 * memory; free rows->list even then.
 */
bool changes_make(struct changed_rows *rows, size_t counts[TABLE_CHANGE_COUNT],
                  const struct gathering *gathering, bool with_closed) NODISCARD;

#endif
