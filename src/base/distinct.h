/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers for distinct values: 0, 1, 2, ... in the order in which they come. */
#ifndef LSOCK_DISTINCT_H
#define LSOCK_DISTINCT_H

#include "map.h"

/* Zeroed is empty and ready. The caller keeps the values, by their numbers. */
struct distinct {
    struct map first; /* of the values with this hash */
    uint32_t *next;   /* 1 + number of the next value with the same hash; 0: none */
    size_t count;
};

/* Whether the value of this number is the one that is looked for. */
typedef bool distinct_same(const void *value, uint32_t number);

#define DISTINCT_NONE UINT32_MAX

/* The number of a value; of a new one it is the `count` before. `hash`: hash_end of the value, so
 * that nobody can choose values that collide. DISTINCT_NONE: out of memory. */
uint32_t distinct_enter(struct distinct *distinct, uint64_t hash, distinct_same *same,
                        const void *value) NODISCARD;

/* The number of a value that is there; else DISTINCT_NONE. */
uint32_t distinct_find(const struct distinct *distinct, uint64_t hash, distinct_same *same,
                       const void *value);

void distinct_free(struct distinct *distinct);

#endif
