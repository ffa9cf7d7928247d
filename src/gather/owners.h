/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owners of gathered sockets, and notes about hidden owners. */
#ifndef LSOCK_OWNERS_H
#define LSOCK_OWNERS_H

#include "query.h"

/* Finds the owners of all sockets in the snapshot. `need`: NEED_…. */
bool owners_collect(const struct query *query, unsigned need, struct snapshot *snapshot,
                    struct error *error) NODISCARD;

/* Writes why owners are hidden, and the remedy if there is one. */
void owners_reason(const struct owners *owners, char *out, size_t size);

/* Adds one note about the hidden owners of these rows, with the remedy. `always`: also if every row
 * has an owner. */
void owners_note_hidden(struct snapshot *snapshot, const uint32_t *rows, size_t count, bool always);

#endif
