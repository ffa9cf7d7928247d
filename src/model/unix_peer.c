/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unix_peer.h"

uint32_t unix_peer_inode(const struct socket *socket)
{
    const struct ends_detail *ends = socket->family == FAMILY_UNIX ? socket_ends(socket) : NULL;

    return ends == NULL || (ends->have & ENDS_PEER_INODE) == 0 ? 0 : ends->peer_inode;
}

bool unix_peers_index(struct snapshot *snapshot)
{
    struct map *peers = &snapshot->owners.unix_peers;

    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);

        if (socket->family != FAMILY_UNIX || socket->owner_status != OWNER_FOUND ||
            socket->inode == 0 || socket->inode > UINT32_MAX)
            continue;
        if (!map_reserve(peers, peers->count + 1))
            return false;
        map_enter(peers, socket->inode, socket->owner);
    }
    return true;
}

const struct owner *unix_peer_first(const struct owners *owners, uint32_t inode)
{
    uint32_t owner;

    return inode != 0 && map_find(&owners->unix_peers, inode, &owner) ? &owners->list[owner] : NULL;
}
