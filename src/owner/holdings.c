/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "holdings.h"

#include <stdlib.h>

#include "array.h"
#include "peers.h"

/* Socket inodes have 32 bits in the kernel; a larger one is from another system and has no owner
 * here. */
static bool can_be_held(const struct socket *socket)
{
    return owner_none(socket) == OWNER_NONE_UNSAID && (socket->have & HAVE_INODE) != 0 &&
           socket->inode != 0 && socket->inode <= UINT32_MAX;
}

static void want(struct map *numbers, uint32_t inode)
{
    map_enter(numbers, inode, (uint32_t)numbers->count);
}

static size_t count_peers(const struct snapshot *snapshot)
{
    size_t count = 0;

    for (size_t row = 0; row < snapshot->count; row++)
        count += unix_peer_inode(snapshot_at(snapshot, row)) != 0;
    return count;
}

bool holdings_init(struct holdings *holdings, struct snapshot *snapshot)
{
    *holdings = (struct holdings){.count = 0};
    if (!map_reserve(&holdings->numbers, snapshot->count + count_peers(snapshot)))
        return false;
    for (size_t row = 0; row < snapshot->count; row++) {
        struct socket *socket = snapshot_at(snapshot, row);

        if (can_be_held(socket))
            want(&holdings->numbers, (uint32_t)socket->inode);
        if (unix_peer_inode(socket) != 0)
            want(&holdings->numbers, unix_peer_inode(socket));
    }
    holdings->inodes = (uint32_t)holdings->numbers.count;
    holdings->has = calloc((size_t)holdings->inodes + 1, sizeof(*holdings->has));
    return holdings->has != NULL;
}

void holdings_free(struct holdings *holdings)
{
    map_free(&holdings->numbers);
    free(holdings->list);
    free(holdings->has);
}

bool holdings_find(const struct holdings *holdings, uint64_t inode, uint32_t *number)
{
    return map_find(&holdings->numbers, inode, number);
}

bool holdings_add(struct holdings *holdings, uint32_t number, const struct owner *owner)
{
    struct holding *list = array_grow(holdings->list, holdings->count, sizeof(*list));

    if (list == NULL)
        return false;
    holdings->list = list;
    list[holdings->count++] = (struct holding){number, *owner};
    holdings->found += !holdings->has[number];
    holdings->has[number] = 1;
    return true;
}

/* Groups the holdings by inode, in the order in which they were found, with a counting sort.
 * Afterwards ends[number] is the end of those of inode `number`. */
static void gather(const struct holdings *holdings, struct owner *owners, uint32_t *ends)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < holdings->count; i++)
        ends[holdings->list[i].inode_number]++;
    for (uint32_t number = 0; number < holdings->inodes; number++) {
        uint32_t here = ends[number];

        ends[number] = sum;
        sum += here;
    }
    for (size_t i = 0; i < holdings->count; i++)
        owners[ends[holdings->list[i].inode_number]++] = holdings->list[i].owner;
}

static void count_followers(struct owner *owners, const uint32_t *ends, uint32_t inodes)
{
    uint32_t at = 0;

    for (uint32_t number = 0; number < inodes; number++)
        for (; at < ends[number]; at++)
            owners[at].more = ends[number] - at - 1;
}

static void settle(const struct holdings *holdings, struct socket *socket, const uint32_t *ends,
                   bool partial)
{
    uint32_t number, begin;

    socket->owner_status = partial ? OWNER_PERMISSION_DENIED : OWNER_NOT_FOUND;
    if (owner_none(socket) != OWNER_NONE_UNSAID)
        socket->owner_status = OWNER_NONE;
    else if ((socket->have & HAVE_INODE) == 0)
        socket->owner_status = OWNER_UNKNOWN;
    if (!can_be_held(socket) || !holdings_find(holdings, socket->inode, &number))
        return;
    begin = number == 0 ? 0 : ends[number - 1];
    if (begin == ends[number])
        return;
    socket->owner_status = OWNER_FOUND;
    socket->owner = begin;
}

static void settle_peer(const struct holdings *holdings, struct map *peers, uint32_t inode,
                        const uint32_t *ends)
{
    uint32_t number, begin;

    if (inode == 0 || !holdings_find(holdings, inode, &number))
        return;
    begin = number == 0 ? 0 : ends[number - 1];
    if (begin != ends[number])
        map_enter(peers, inode, begin);
}

bool holdings_finish(struct holdings *holdings, struct snapshot *snapshot)
{
    struct owners *owners = &snapshot->owners;
    struct owner *list = calloc(holdings->count + 1, sizeof(*list));
    uint32_t *ends = calloc((size_t)holdings->inodes + 1, sizeof(*ends));

    map_free(&owners->unix_peers);
    if (list == NULL || ends == NULL || !map_reserve(&owners->unix_peers, count_peers(snapshot))) {
        free(list);
        free(ends);
        return false;
    }
    gather(holdings, list, ends);
    count_followers(list, ends, holdings->inodes);
    for (size_t row = 0; row < snapshot->count; row++)
        settle(holdings, snapshot_at(snapshot, row), ends, owners->partial);
    for (size_t row = 0; row < snapshot->count; row++)
        settle_peer(holdings, &owners->unix_peers, unix_peer_inode(snapshot_at(snapshot, row)),
                    ends);
    free(ends);
    free(owners->list);
    owners->list = list;
    owners->count = holdings->count;
    return true;
}
