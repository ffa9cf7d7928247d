/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the rows of a snapshot by cookie. */
#ifndef LSOCK_COOKIE_INDEX_H
#define LSOCK_COOKIE_INDEX_H

#include "map.h"
#include "snapshot.h"

/* Zeroed: empty. */
struct cookie_index {
    const struct snapshot *snapshot; /* not owned */
    struct map rows;                 /* by cookie */
};

/* Indexes a sealed snapshot, which must not change afterwards. Rows without a cookie are skipped.
 * False: out of memory; free the index in that case, too. */
bool cookie_index_make(struct cookie_index *index, const struct snapshot *snapshot) NODISCARD;
void cookie_index_free(struct cookie_index *index);

/* NULL: not found. */
const struct socket *cookie_index_find(const struct cookie_index *index, uint64_t cookie);

#endif
