/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers distinct values 0, 1, 2, ... in order of first occurrence. */
#ifndef LSOCK_DISTINCT_H
#define LSOCK_DISTINCT_H

#include "map.h"

/* Zeroed: empty and ready for use. The caller stores the values by number. */
struct distinct {
    struct map first; /* first value with this hash */
    uint32_t *next;   /* 1 + number of the next value with the same hash; 0: none */
    size_t count;
};

/* Returns whether value `number` equals `value`. */
typedef bool distinct_same(const void *value, uint32_t number);

#define DISTINCT_NONE UINT32_MAX

/* Returns the number of a value; a new value gets the number `count`. `hash` must come from
 * hash_end, so that an attacker cannot choose values that collide. DISTINCT_NONE: out of memory. */
uint32_t distinct_enter(struct distinct *distinct, uint64_t hash, distinct_same *same,
                        const void *value) NODISCARD;

/* Returns the number of a known value, or DISTINCT_NONE. */
uint32_t distinct_find(const struct distinct *distinct, uint64_t hash, distinct_same *same,
                       const void *value);

void distinct_free(struct distinct *distinct);

#endif
