/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "distinct.h"

#include <stdlib.h>

#include "array.h"

/* Returns the number of the value. DISTINCT_NONE: not found; *last is then the last value with this
 * hash, or DISTINCT_NONE. */
static uint32_t find(const struct distinct *distinct, uint64_t hash, distinct_same *same,
                     const void *value, uint32_t *last)
{
    uint32_t number;

    *last = DISTINCT_NONE;
    if (!map_find(&distinct->first, hash, &number))
        return DISTINCT_NONE;
    for (;; number = distinct->next[number] - 1) {
        if (same(value, number))
            return number;
        if (distinct->next[number] == 0)
            break;
    }
    *last = number;
    return DISTINCT_NONE;
}

uint32_t distinct_find(const struct distinct *distinct, uint64_t hash, distinct_same *same,
                       const void *value)
{
    uint32_t last;

    return find(distinct, hash, same, value, &last);
}

uint32_t distinct_enter(struct distinct *distinct, uint64_t hash, distinct_same *same,
                        const void *value)
{
    uint32_t last, number = find(distinct, hash, same, value, &last);
    uint32_t *next;

    if (number != DISTINCT_NONE)
        return number;
    next = array_grow(distinct->next, distinct->count, sizeof(*next));
    if (next == NULL)
        return DISTINCT_NONE;
    distinct->next = next;
    number = (uint32_t)distinct->count;
    if (last != DISTINCT_NONE)
        next[last] = number + 1;
    else if (map_reserve(&distinct->first, distinct->first.count + 1))
        (void)map_enter(&distinct->first, hash, number);
    else
        return DISTINCT_NONE;
    next[number] = 0;
    distinct->count++;
    return number;
}

void distinct_free(struct distinct *distinct)
{
    map_free(&distinct->first);
    free(distinct->next);
    *distinct = (struct distinct){.next = NULL};
}
