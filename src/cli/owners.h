/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Owners in a listing: who wants to know them, and what to tell of those that stay hidden. */
#ifndef LSOCK_OWNERS_H
#define LSOCK_OWNERS_H

#include "column.h"
#include "options.h"

/* What the options want of owners, as NEED_ bits: by -p and its kin, or by default if no option
 * selects protocols. */
unsigned owners_wanted(const struct options *options);

/* Adds the columns of owners that the options want to the default columns of a table. */
void owners_add_columns(struct column_list *list, const struct options *options);

/* Finds the owners of every socket in the snapshot. */
bool owners_collect(const struct options *options, unsigned need, struct snapshot *snapshot,
                    struct error *error) NODISCARD;

/* One note about the hidden owners of these rows, with the remedy that fits; if `always`, also when
 * each has an owner that is not hidden. */
void owners_tell_hidden(struct snapshot *snapshot, const uint32_t *rows, size_t count, bool always);

#endif
