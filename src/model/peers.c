/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "peers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"

/* The key that both ends of a connection share. Compared and hashed as bytes. */
struct connection {
    struct address local, remote; /* IPv4 as v4-mapped: one end may use an IPv6 socket for it */
    uint64_t netns;               /* only for a loopback address: each namespace has its own */
    uint32_t netns_pid;
    uint16_t local_port, remote_port;
};

static_assert(sizeof(struct connection) == 2 * sizeof(struct address) + 16, "no padding");

static struct connection connection_of(const struct snapshot *snapshot, const struct socket *socket)
{
    enum family family = (enum family)socket->family;
    struct connection connection = {
        .local = address_mapped(family, &socket->local),
        .remote = address_mapped(family, &socket->remote),
        .local_port = socket->local_port,
        .remote_port = socket->remote_port,
    };
    const struct source *source = snapshot_source(snapshot, socket);

    if (address_is_loopback(FAMILY_INET6, &connection.local) ||
        address_is_loopback(FAMILY_INET6, &connection.remote)) {
        connection.netns = source->netns;
        connection.netns_pid = source->netns == 0 ? source->netns_pid : 0;
    }
    return connection;
}

/* Returns the slot of these ends, or the empty slot for them. */
static struct peer_slot *find_slot(const struct snapshot *snapshot, const struct connection *wanted)
{
    const struct peers *peers = &snapshot->peers;
    struct hash hash = hash_start;
    size_t at;

    hash_add_bytes(&hash, wanted, sizeof(*wanted));
    at = (size_t)hash_end(hash) & (peers->room - 1);
    for (;; at = (at + 1) & (peers->room - 1)) {
        struct peer_slot *slot = &peers->slots[at];
        struct connection there;

        if (slot->row_plus_1 == 0)
            return slot;
        there = connection_of(snapshot, snapshot_at(snapshot, slot->row_plus_1 - 1));
        if (memcmp(&there, wanted, sizeof(there)) == 0)
            return slot;
    }
}

bool peers_may_have(const struct socket *socket)
{
    return socket->protocol == PROTOCOL_TCP && (socket->have & HAVE_ADDRESSES) == HAVE_ADDRESSES &&
           (socket->family == FAMILY_INET || socket->family == FAMILY_INET6) &&
           socket->local_port != 0 && socket->remote_port != 0;
}

static size_t count_connections(const struct snapshot *snapshot)
{
    size_t count = 0;

    for (size_t row = 0; row < snapshot->count; row++)
        count += peers_may_have(snapshot_at(snapshot, row));
    return count;
}

bool peers_make(struct snapshot *snapshot)
{
    struct peers *peers = &snapshot->peers;
    size_t count = count_connections(snapshot);

    free(peers->slots);
    *peers = (struct peers){NULL, 64};
    while (3 * count >= 2 * peers->room)
        peers->room *= 2;
    peers->slots = calloc(peers->room, sizeof(*peers->slots));
    if (peers->slots == NULL) {
        peers->room = 0;
        return false;
    }
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);
        struct connection connection;
        struct peer_slot *slot;

        if (!peers_may_have(socket))
            continue;
        connection = connection_of(snapshot, socket);
        slot = find_slot(snapshot, &connection);
        slot->several = slot->row_plus_1 != 0;
        slot->row_plus_1 = (uint32_t)row + 1;
    }
    return true;
}

static struct connection reverse(const struct connection *connection)
{
    struct connection back = *connection;

    back.local = connection->remote;
    back.remote = connection->local;
    back.local_port = connection->remote_port;
    back.remote_port = connection->local_port;
    return back;
}

bool peers_lack(const struct snapshot *snapshot, const struct socket *socket)
{
    struct connection connection, back;

    if (snapshot->peers.room == 0 || !peers_may_have(socket))
        return false;
    connection = connection_of(snapshot, socket);
    back = reverse(&connection);
    return find_slot(snapshot, &back)->row_plus_1 == 0;
}

uint32_t peers_find_row(const struct snapshot *snapshot, const struct socket *socket)
{
    struct connection connection, back;
    const struct peer_slot *slot;

    if (snapshot->peers.room == 0 || !peers_may_have(socket))
        return PEERS_NONE;
    connection = connection_of(snapshot, socket);
    /* If several rows have these ends, the peer's partner is ambiguous. */
    if (find_slot(snapshot, &connection)->several)
        return PEERS_NONE;
    back = reverse(&connection);
    slot = find_slot(snapshot, &back);
    return slot->row_plus_1 == 0 || slot->several ? PEERS_NONE : slot->row_plus_1 - 1;
}

const struct socket *peers_find(const struct snapshot *snapshot, const struct socket *socket)
{
    uint32_t row = peers_find_row(snapshot, socket);

    return row == PEERS_NONE ? NULL : snapshot_at(snapshot, row);
}

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
