/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "holdings.h"

#include <stdlib.h>

#include "hash.h"
#include "unix_peer.h"

/*
 * Inodes of sockets are counted up (fs/inode.c, get_next_ino), and a process has many of one run:
 * eight in a row stay side by side, in one line of the processor's cache, and the eights are
 * spread.
 */
static size_t place_of(const struct holdings *holdings, uint32_t inode)
{
    return (size_t)(hash_of(inode >> 3) << 3 | (inode & 7)) & (holdings->room - 1);
}

static struct holding_slot *find_slot(const struct holdings *holdings, uint32_t inode)
{
    size_t at = place_of(holdings, inode);

    while (holdings->slots[at].number_plus_1 != 0 && holdings->slots[at].inode != inode)
        at = (at + 1) & (holdings->room - 1);
    return &holdings->slots[at];
}

/* The kernel gives sockets 32-bit inodes; a larger one is from elsewhere and nobody's here. */
static bool can_be_held(const struct socket *socket)
{
    return owner_none(socket) == OWNER_NONE_UNSAID && (socket->have & HAVE_INODE) != 0 &&
           socket->inode != 0 && socket->inode <= UINT32_MAX;
}

static void want(struct holdings *holdings, uint32_t inode)
{
    struct holding_slot *slot = find_slot(holdings, inode);

    if (slot->number_plus_1 == 0)
        *slot = (struct holding_slot){inode, ++holdings->inodes};
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
    size_t most = snapshot->count + count_peers(snapshot);

    *holdings = (struct holdings){.room = 64};
    while (3 * most >= 2 * holdings->room)
        holdings->room *= 2;
    holdings->slots = calloc(holdings->room, sizeof(*holdings->slots));
    if (holdings->slots == NULL)
        return false;
    for (size_t row = 0; row < snapshot->count; row++) {
        struct socket *socket = snapshot_at(snapshot, row);

        if (can_be_held(socket))
            want(holdings, (uint32_t)socket->inode);
        if (unix_peer_inode(socket) != 0)
            want(holdings, unix_peer_inode(socket));
    }
    holdings->has = calloc((size_t)holdings->inodes + 1, sizeof(*holdings->has));
    return holdings->has != NULL;
}

void holdings_free(struct holdings *holdings)
{
    free(holdings->slots);
    free(holdings->list);
    free(holdings->has);
}

bool holdings_find(const struct holdings *holdings, uint64_t inode, uint32_t *number)
{
    const struct holding_slot *slot;

    if (inode > UINT32_MAX)
        return false;
    slot = find_slot(holdings, (uint32_t)inode);
    *number = slot->number_plus_1 - 1;
    return slot->number_plus_1 != 0;
}

bool holdings_add(struct holdings *holdings, uint32_t number, const struct owner *owner)
{
    if (holdings->count == holdings->list_room) {
        size_t room = holdings->list_room == 0 ? 256 : 2 * holdings->list_room;
        struct holding *list;

        if (room > UINT32_MAX / sizeof(*list))
            return false;
        list = realloc(holdings->list, room * sizeof(*list));
        if (list == NULL)
            return false;
        holdings->list = list;
        holdings->list_room = room;
    }
    holdings->list[holdings->count++] = (struct holding){number, *owner};
    holdings->found += !holdings->has[number];
    holdings->has[number] = 1;
    return true;
}

/*
 * Puts the holdings of each inode side by side, in the order in which they were found: a counting
 * sort. Afterwards ends[number] is where those of inode `number` end.
 */
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

static bool settle_peer(const struct holdings *holdings, struct owners *owners, uint32_t inode,
                        const uint32_t *ends)
{
    uint32_t number, begin;

    if (inode == 0 || !holdings_find(holdings, inode, &number))
        return true;
    begin = number == 0 ? 0 : ends[number - 1];
    return begin == ends[number] || unix_peers_add(owners, inode, begin);
}

bool holdings_finish(struct holdings *holdings, struct snapshot *snapshot)
{
    struct owners *owners = &snapshot->owners;
    struct owner *list = calloc(holdings->count + 1, sizeof(*list));
    uint32_t *ends = calloc((size_t)holdings->inodes + 1, sizeof(*ends));
    bool peers_known = true;

    if (list == NULL || ends == NULL) {
        free(list);
        free(ends);
        return false;
    }
    gather(holdings, list, ends);
    count_followers(list, ends, holdings->inodes);
    for (size_t row = 0; row < snapshot->count; row++)
        settle(holdings, snapshot_at(snapshot, row), ends, owners->partial);
    owners->unix_peer_count = 0;
    for (size_t row = 0; row < snapshot->count && peers_known; row++)
        peers_known =
            settle_peer(holdings, owners, unix_peer_inode(snapshot_at(snapshot, row)), ends);
    unix_peers_seal(owners);
    free(ends);
    free(owners->list);
    owners->list = list;
    owners->count = holdings->count;
    return peers_known;
}
