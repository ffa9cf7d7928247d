/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "distinct.h"

#include <stdlib.h>

#include "array.h"

uint32_t distinct_enter(struct distinct *distinct, uint64_t hash, distinct_same *same,
                        const void *value)
{
    uint32_t new = (uint32_t)distinct->count, number;
    uint32_t *next;

    if (map_find(&distinct->first, hash, &number))
        for (;; number = distinct->next[number] - 1) {
            if (same(value, number))
                return number;
            if (distinct->next[number] == 0)
                break;
        }
    else
        number = DISTINCT_FULL;
    next = array_grow(distinct->next, distinct->count, sizeof(*next));
    if (next == NULL)
        return DISTINCT_FULL;
    distinct->next = next;
    if (number != DISTINCT_FULL)
        next[number] = new + 1;
    else if (map_reserve(&distinct->first, distinct->first.count + 1))
        (void)map_enter(&distinct->first, hash, new);
    else
        return DISTINCT_FULL;
    next[new] = 0;
    distinct->count++;
    return new;
}

void distinct_free(struct distinct *distinct)
{
    map_free(&distinct->first);
    free(distinct->next);
    *distinct = (struct distinct){.next = NULL};
}
