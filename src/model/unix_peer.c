/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unix_peer.h"

#include <stdlib.h>

uint32_t unix_peer_inode(const struct socket *socket)
{
    const struct ends_detail *ends = socket->family == FAMILY_UNIX ? socket_ends(socket) : NULL;

    return ends == NULL || (ends->have & ENDS_PEER_INODE) == 0 ? 0 : ends->peer_inode;
}

bool unix_peers_add(struct owners *owners, uint32_t inode, uint32_t owner)
{
    if (owners->unix_peer_count == owners->unix_peer_room) {
        size_t room = owners->unix_peer_room == 0 ? 64 : 2 * owners->unix_peer_room;
        struct unix_peer *peers = realloc(owners->unix_peers, room * sizeof(*peers));

        if (peers == NULL)
            return false;
        owners->unix_peers = peers;
        owners->unix_peer_room = room;
    }
    owners->unix_peers[owners->unix_peer_count++] = (struct unix_peer){inode, owner};
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct unix_peer *one = a, *other = b;

    return (one->inode > other->inode) - (one->inode < other->inode);
}

void unix_peers_seal(struct owners *owners)
{
    if (owners->unix_peer_count > 0)
        qsort(owners->unix_peers, owners->unix_peer_count, sizeof(*owners->unix_peers), compare);
}

bool unix_peers_index(struct snapshot *snapshot)
{
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);

        if (socket->family == FAMILY_UNIX && socket->owner_status == OWNER_FOUND &&
            socket->inode != 0 && socket->inode <= UINT32_MAX &&
            !unix_peers_add(&snapshot->owners, (uint32_t)socket->inode, socket->owner))
            return false;
    }
    unix_peers_seal(&snapshot->owners);
    return true;
}

const struct owner *unix_peer_first(const struct owners *owners, uint32_t inode)
{
    struct unix_peer wanted = {inode, 0};
    const struct unix_peer *found;

    if (inode == 0 || owners->unix_peer_count == 0)
        return NULL;
    found = bsearch(&wanted, owners->unix_peers, owners->unix_peer_count, sizeof(wanted), compare);
    return found == NULL ? NULL : &owners->list[found->owner];
}
