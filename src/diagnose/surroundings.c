/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "surroundings.h"

#include <string.h>

#include "peers.h"

static void find_full_listeners(struct surroundings *around)
{
    for (size_t row = 0; row < around->snapshot->count; row++) {
        const struct socket *socket = snapshot_at(around->snapshot, row);

        if (around->full_count < FULL_LISTENERS_MAX && socket->protocol == PROTOCOL_TCP &&
            socket->state == STATE_LISTEN && socket_accept_queue_is_full(socket))
            around->full_listeners[around->full_count++] = (uint32_t)row;
    }
}

static const struct surroundings *look_around(const struct examined *examined)
{
    struct surroundings *around = examined->evidence->around;

    if (around == NULL)
        return NULL;
    if (!around->known) {
        around->known = true;
        around->indexed = snapshot_complete(around->snapshot) && peers_make(around->snapshot);
        find_full_listeners(around);
    }
    return around->indexed ? around : NULL;
}

/* A table is not read in one instant: only for a connection without traffic do both rows surely
 * belong together. */
static bool is_quiet(const struct examined *examined)
{
    static const enum tcp_field fields[] = {TCP_LAST_DATA_SENT_MS, TCP_LAST_DATA_RECEIVED_MS,
                                            TCP_LAST_ACK_RECEIVED_MS};
    uint64_t milliseconds;

    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (!tcp_number(examined, fields[i], &milliseconds) || milliseconds < AGE_MIN_MS)
            return false;
    return true;
}

bool is_peer_gone(const struct examined *examined)
{
    const struct surroundings *around;

    if (!is_held(examined) || !is_loopback(examined) || !is_quiet(examined))
        return false;
    around = look_around(examined);
    return around != NULL && peers_lack(around->snapshot, examined->socket);
}

/* Packets to an address of this machine come from the same address, unless it is loopback. */
static bool is_to_this_machine(const struct examined *examined)
{
    const struct socket *socket = examined->socket;

    return socket->state == STATE_SYN_RECEIVED || is_loopback(examined) ||
           memcmp(&socket->local, &socket->remote, sizeof(socket->local)) == 0;
}

static bool serves(const struct socket *listener, const struct examined *examined)
{
    const struct socket *socket = examined->socket;
    const struct snapshot *snapshot = examined->evidence->snapshot;
    bool came = socket->state == STATE_SYN_RECEIVED;
    struct address wanted =
        address_mapped((enum family)socket->family, came ? &socket->local : &socket->remote);
    struct address there = address_mapped((enum family)listener->family, &listener->local);

    if (listener->local_port != (came ? socket->local_port : socket->remote_port) ||
        listener->interface != 0 ||
        !source_shares_netns(snapshot_source(snapshot, socket),
                             snapshot_source(snapshot, listener)))
        return false;
    if (!address_is_wildcard(&listener->local) || !is_to_this_machine(examined))
        return memcmp(&there, &wanted, sizeof(there)) == 0;
    return address_is_v4_mapped(&wanted)
               ? listener->family == FAMILY_INET || socket_may_be_dual_stack(listener)
               : listener->family == FAMILY_INET6;
}

const struct socket *full_listener(const struct examined *examined)
{
    const struct surroundings *around = look_around(examined);

    for (size_t i = 0; around != NULL && i < around->full_count; i++) {
        const struct socket *listener = snapshot_at(around->snapshot, around->full_listeners[i]);

        if (serves(listener, examined))
            return listener;
    }
    return NULL;
}
