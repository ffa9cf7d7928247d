/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "peer.h"

#include <stdlib.h>

uint32_t peer_inode(const struct socket *socket)
{
    const struct ends_detail *ends = socket->family == FAMILY_UNIX ? socket_ends(socket) : NULL;

    return ends == NULL || (ends->have & ENDS_PEER_INODE) == 0 ? 0 : ends->peer_inode;
}

bool peers_add(struct owners *owners, uint32_t inode, uint32_t owner)
{
    if (owners->peer_count == owners->peer_room) {
        size_t room = owners->peer_room == 0 ? 64 : 2 * owners->peer_room;
        struct peer *peers = realloc(owners->peers, room * sizeof(*peers));

        if (peers == NULL)
            return false;
        owners->peers = peers;
        owners->peer_room = room;
    }
    owners->peers[owners->peer_count++] = (struct peer){inode, owner};
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct peer *one = a, *other = b;

    return (one->inode > other->inode) - (one->inode < other->inode);
}

void peers_seal(struct owners *owners)
{
    if (owners->peer_count > 0)
        qsort(owners->peers, owners->peer_count, sizeof(*owners->peers), compare);
}

bool peers_index(struct snapshot *snapshot)
{
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);

        if (socket->family == FAMILY_UNIX && socket->owner_status == OWNER_FOUND &&
            socket->inode != 0 && socket->inode <= UINT32_MAX &&
            !peers_add(&snapshot->owners, (uint32_t)socket->inode, socket->owner))
            return false;
    }
    peers_seal(&snapshot->owners);
    return true;
}

const struct owner *peer_first(const struct owners *owners, uint32_t inode)
{
    struct peer wanted = {inode, 0};
    const struct peer *found;

    if (inode == 0 || owners->peer_count == 0)
        return NULL;
    found = bsearch(&wanted, owners->peers, owners->peer_count, sizeof(wanted), compare);
    return found == NULL ? NULL : &owners->list[found->owner];
}
