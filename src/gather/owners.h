/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owners of gathered sockets, and the notes about those that stay hidden. */
#ifndef LSOCK_OWNERS_H
#define LSOCK_OWNERS_H

#include "query.h"

/* Finds the owners of every socket in the snapshot. `need`: NEED_…. */
bool owners_collect(const struct query *query, unsigned need, struct snapshot *snapshot,
                    struct error *error) NODISCARD;

/* Writes why owners are hidden, with the remedy where there is one. */
void owners_reason(const struct owners *owners, char *out, size_t size);

/* Adds one note about the hidden owners of these rows, with the remedy that fits. `always`: also if
 * each row has an owner that is not hidden. */
void owners_note_hidden(struct snapshot *snapshot, const uint32_t *rows, size_t count, bool always);

#endif
