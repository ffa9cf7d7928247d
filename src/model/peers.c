/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "peers.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"

struct peer_end {
    struct address address; /* IPv4 as v4-mapped: one end may speak it through an IPv6 socket */
    uint16_t port;
};

/* What both ends of a connection agree on. */
struct connection {
    struct peer_end local, remote;
    uint64_t netns; /* of a loopback address: it is another one in each namespace */
    uint32_t netns_pid;
};

static struct peer_end end_of(const struct socket *socket, const struct address *address,
                              uint16_t port)
{
    struct peer_end end = {*address, port};

    if (socket->family == FAMILY_INET) {
        end.address = (struct address){{[10] = 0xff, [11] = 0xff}};
        memcpy(end.address.bytes + 12, address->bytes, 4);
    }
    return end;
}

static struct connection connection_of(const struct snapshot *snapshot, const struct socket *socket)
{
    struct connection connection = {
        .local = end_of(socket, &socket->local, socket->local_port),
        .remote = end_of(socket, &socket->remote, socket->remote_port),
    };
    const struct source *source = snapshot_source(snapshot, socket);

    if (address_is_loopback(FAMILY_INET6, &connection.local.address) ||
        address_is_loopback(FAMILY_INET6, &connection.remote.address)) {
        connection.netns = source->netns;
        connection.netns_pid = source->netns == 0 ? source->netns_pid : 0;
    }
    return connection;
}

static bool same_end(const struct peer_end *a, const struct peer_end *b)
{
    return a->port == b->port && memcmp(&a->address, &b->address, sizeof(a->address)) == 0;
}

static bool same_connection(const struct connection *a, const struct connection *b)
{
    return same_end(&a->local, &b->local) && same_end(&a->remote, &b->remote) &&
           a->netns == b->netns && a->netns_pid == b->netns_pid;
}

static uint64_t hash_of_connection(const struct connection *connection)
{
    struct hash hash = hash_start;

    hash_add_bytes(&hash, &connection->local.address, sizeof(connection->local.address));
    hash_add_bytes(&hash, &connection->remote.address, sizeof(connection->remote.address));
    hash_add(&hash, (uint64_t)connection->netns_pid << 32 | (uint32_t)connection->local.port << 16 |
                        connection->remote.port);
    hash_add(&hash, connection->netns);
    return hash_end(hash);
}

/* The slot of these ends, or the empty one where they would stand. */
static struct peer_slot *find_slot(const struct snapshot *snapshot, const struct connection *wanted)
{
    const struct peers *peers = &snapshot->peers;
    size_t at = (size_t)hash_of_connection(wanted) & (peers->room - 1);

    for (;; at = (at + 1) & (peers->room - 1)) {
        struct peer_slot *slot = &peers->slots[at];
        struct connection there;

        if (slot->row_plus_1 == 0)
            return slot;
        there = connection_of(snapshot, snapshot_at(snapshot, slot->row_plus_1 - 1));
        if (same_connection(&there, wanted))
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

const struct socket *peers_find(const struct snapshot *snapshot, const struct socket *socket)
{
    struct connection connection;
    struct peer_end local;
    const struct peer_slot *slot;

    if (snapshot->peers.room == 0 || !peers_may_have(socket))
        return NULL;
    connection = connection_of(snapshot, socket);
    /* Another one with its own ends might be the one that the peer talks to. */
    if (find_slot(snapshot, &connection)->several)
        return NULL;
    local = connection.local;
    connection.local = connection.remote;
    connection.remote = local;
    slot = find_slot(snapshot, &connection);
    return slot->row_plus_1 == 0 || slot->several ? NULL
                                                  : snapshot_at(snapshot, slot->row_plus_1 - 1);
}
