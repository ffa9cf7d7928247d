/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cookie_index.h"

#include <stdlib.h>

/* Cookies count up: their low bits alone would do, if each CPU did not count a range of its own
 * (include/linux/cookie.h). */
static size_t first_slot(const struct cookie_index *index, uint64_t cookie)
{
    return (size_t)(cookie * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (index->room - 1);
}

static size_t next_slot(const struct cookie_index *index, size_t slot)
{
    return (slot + 1) & (index->room - 1);
}

static void enter(struct cookie_index *index, size_t row)
{
    const struct socket *socket = snapshot_at(index->snapshot, row);
    size_t slot;

    if ((socket->have & HAVE_COOKIE) == 0)
        return;
    slot = first_slot(index, socket->cookie);
    while (index->slots[slot] != 0)
        slot = next_slot(index, slot);
    index->slots[slot] = (uint32_t)row + 1;
}

bool cookie_index_make(struct cookie_index *index, const struct snapshot *snapshot)
{
    *index = (struct cookie_index){.snapshot = snapshot, .room = 16};
    if (snapshot->count >= UINT32_MAX / 4)
        return false;
    while (index->room < 2 * snapshot->count)
        index->room *= 2;
    index->slots = calloc(index->room, sizeof(*index->slots));
    if (index->slots == NULL)
        return false;
    for (size_t row = 0; row < snapshot->count; row++)
        enter(index, row);
    return true;
}

void cookie_index_free(struct cookie_index *index)
{
    free(index->slots);
    *index = (struct cookie_index){0};
}

const struct socket *cookie_index_find(const struct cookie_index *index, uint64_t cookie)
{
    if (index->slots == NULL)
        return NULL;
    for (size_t slot = first_slot(index, cookie); index->slots[slot] != 0;
         slot = next_slot(index, slot)) {
        const struct socket *socket = snapshot_at(index->snapshot, index->slots[slot] - 1);

        if (socket->cookie == cookie)
            return socket;
    }
    return NULL;
}
