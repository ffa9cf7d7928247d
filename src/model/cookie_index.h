/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a snapshot by cookie. */
#ifndef LSOCK_COOKIE_INDEX_H
#define LSOCK_COOKIE_INDEX_H

#include "map.h"
#include "snapshot.h"

/* Zeroed: empty. */
struct cookie_index {
    const struct snapshot *snapshot; /* not owned */
    struct map rows;                 /* by cookie */
};

/* Of a sealed snapshot, which must not change any more. Rows without a cookie are left out. False:
 * out of memory. Free it also then. */
bool cookie_index_make(struct cookie_index *index, const struct snapshot *snapshot) NODISCARD;
void cookie_index_free(struct cookie_index *index);

/* NULL: there is none. */
const struct socket *cookie_index_find(const struct cookie_index *index, uint64_t cookie);

#endif
