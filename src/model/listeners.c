/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "listeners.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "hash.h"

/* The address where a socket listens. Compared and hashed as bytes. */
struct place {
    struct address address; /* IPv4 as v4-mapped */
    uint64_t netns;
    uint32_t netns_pid;
    uint16_t port, protocol;
};

static_assert(sizeof(struct place) == sizeof(struct address) + 16, "no padding");

/* The value passed to distinct_same. */
struct wanted {
    const struct listeners *listeners;
    struct place place;
};

static struct place place_of(const struct snapshot *snapshot, const struct socket *socket,
                             bool remote_end)
{
    const struct source *source = snapshot_source(snapshot, socket);

    return (struct place){
        .address = address_mapped((enum family)socket->family,
                                  remote_end ? &socket->remote : &socket->local),
        .netns = source->netns,
        .netns_pid = source->netns == 0 ? source->netns_pid : 0,
        .port = remote_end ? socket->remote_port : socket->local_port,
        .protocol = socket->protocol,
    };
}

static const struct socket *listener_at(const struct listeners *listeners, uint32_t number)
{
    return snapshot_at(listeners->snapshot, listeners->rows[number]);
}

static bool same_place(const void *value, uint32_t number)
{
    const struct wanted *wanted = value;
    const struct listeners *listeners = wanted->listeners;
    struct place place = place_of(listeners->snapshot, listener_at(listeners, number), false);

    return memcmp(&place, &wanted->place, sizeof(place)) == 0;
}

static uint64_t hash_of_place(const struct place *place)
{
    struct hash hash = hash_start;

    hash_add_bytes(&hash, place, sizeof(*place));
    return hash_end(hash);
}

static bool add(struct listeners *listeners, uint32_t row)
{
    const struct socket *socket = snapshot_at(listeners->snapshot, row);
    struct wanted wanted = {listeners, place_of(listeners->snapshot, socket, false)};
    size_t before = listeners->distinct.count;
    uint32_t number =
        distinct_enter(&listeners->distinct, hash_of_place(&wanted.place), same_place, &wanted);
    uint32_t *rows;

    if (number != before)
        return number != DISTINCT_NONE;
    rows = array_grow(listeners->rows, before, sizeof(*rows));
    if (rows == NULL)
        return false;
    listeners->rows = rows;
    rows[before] = row;
    return true;
}

bool listeners_make(struct listeners *listeners, const struct snapshot *snapshot)
{
    *listeners = (struct listeners){.snapshot = snapshot};
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);

        if (socket_is_listening(socket) && family_is_ip(socket->family) &&
            !add(listeners, (uint32_t)row))
            return false;
    }
    return true;
}

void listeners_free(struct listeners *listeners)
{
    distinct_free(&listeners->distinct);
    free(listeners->rows);
    *listeners = (struct listeners){.rows = NULL};
}

static const struct socket *find(const struct listeners *listeners, const struct place *place)
{
    struct wanted wanted = {listeners, *place};
    uint32_t number =
        distinct_find(&listeners->distinct, hash_of_place(place), same_place, &wanted);

    return number == DISTINCT_NONE ? NULL : listener_at(listeners, number);
}

const struct socket *listeners_find(const struct listeners *listeners, const struct socket *socket,
                                    bool remote_end)
{
    struct place place = place_of(listeners->snapshot, socket, remote_end);
    bool is_ipv4 = address_is_v4_mapped(&place.address);
    const struct socket *found = find(listeners, &place);

    if (found == NULL && is_ipv4) {
        memset(place.address.bytes + 12, 0, 4);
        found = find(listeners, &place);
    }
    if (found == NULL) {
        place.address = (struct address){{0}};
        found = find(listeners, &place);
        if (found != NULL && is_ipv4 && found->family == FAMILY_INET6 &&
            !socket_may_be_dual_stack(found))
            found = NULL;
    }
    return found;
}
