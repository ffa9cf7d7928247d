/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cookie_index.h"

#include <stdlib.h>

#include "hash.h"

/* The slot of this cookie, or the empty one where it would be. */
static uint32_t *find_slot(const struct cookie_index *index, uint64_t cookie)
{
    size_t at = (size_t)hash_of(cookie) & (index->room - 1);

    while (index->slots[at] != 0 &&
           snapshot_at(index->snapshot, index->slots[at] - 1)->cookie != cookie)
        at = (at + 1) & (index->room - 1);
    return &index->slots[at];
}

/* The associations of an SCTP endpoint share its cookie: the first row counts. */
static void enter(struct cookie_index *index, size_t row)
{
    const struct socket *socket = snapshot_at(index->snapshot, row);
    uint32_t *slot;

    if ((socket->have & HAVE_COOKIE) == 0)
        return;
    slot = find_slot(index, socket->cookie);
    if (*slot == 0)
        *slot = (uint32_t)row + 1;
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
    uint32_t slot = index->slots == NULL ? 0 : *find_slot(index, cookie);

    return slot == 0 ? NULL : snapshot_at(index->snapshot, slot - 1);
}
