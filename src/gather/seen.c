/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "seen.h"

void seen_init(struct seen *seen)
{
    *seen = (struct seen){.newest = 0};
    for (unsigned i = 0; i < COUNT_OF(seen->readings); i++)
        snapshot_init(&seen->readings[i].snapshot);
}

void seen_free(struct seen *seen)
{
    for (unsigned i = 0; i < COUNT_OF(seen->readings); i++) {
        cookie_index_free(&seen->readings[i].index);
        snapshot_free(&seen->readings[i].snapshot);
    }
}

static struct reading *other(struct seen *seen)
{
    return &seen->readings[1 - seen->newest];
}

struct snapshot *seen_begin(struct seen *seen)
{
    struct reading *reading = other(seen);

    cookie_index_free(&reading->index);
    snapshot_free(&reading->snapshot);
    snapshot_init(&reading->snapshot);
    return &reading->snapshot;
}

bool seen_end(struct seen *seen)
{
    if (!cookie_index_make(&other(seen)->index, &other(seen)->snapshot))
        return false;
    seen->newest = 1 - seen->newest;
    return true;
}

const struct snapshot *seen_newest(const struct seen *seen)
{
    return &seen->readings[seen->newest].snapshot;
}

/* Returns the row with this cookie. A record in TIME-WAIT or FIN-WAIT-2 has the cookie of the
 * socket that it replaced, but does not describe it. */
static const struct socket *find(const struct reading *reading, uint64_t cookie)
{
    const struct socket *row = cookie_index_find(&reading->index, cookie);

    if (row != NULL && (row->flags & SOCKET_MINI) != 0 && row->state != STATE_SYN_RECEIVED)
        return NULL;
    return row;
}

/* Whether a process held it: not during a handshake, nor after the program closed it. */
static bool has_owner(const struct socket *row)
{
    return row != NULL && (row->have & HAVE_INODE) != 0 && row->inode != 0;
}

/* Copies the endpoints of the event, which are newer. */
static void take_ends(struct socket *whole, const struct socket *told)
{
    if ((told->have & HAVE_ADDRESSES) != HAVE_ADDRESSES)
        return;
    whole->local = told->local;
    whole->local_port = told->local_port;
    whole->remote = told->remote;
    whole->remote_port = told->remote_port;
    whole->interface = told->interface;
}

/* Copies the row, without queues and details: they change all the time. */
static void take_row(struct socket *socket, const struct socket *row)
{
    struct socket whole = *row;

    take_ends(&whole, socket);
    whole.detail = socket->detail;
    whole.have &=
        ~(uint32_t)(HAVE_RECV_QUEUE | HAVE_SEND_QUEUE | HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX);
    if ((row->flags & SOCKET_MINI) != 0) { /* it was only a handshake */
        whole.flags &= (uint8_t)~SOCKET_MINI;
        whole.owner_status = OWNER_UNKNOWN;
    }
    *socket = whole;
}

static void take_state(struct socket *socket, const struct socket *row)
{
    socket->state = row->state;
    socket->native_state = row->native_state;
    socket->flags = row->flags;
    socket->have = (socket->have & ~(uint32_t)HAVE_STATE) | (row->have & HAVE_STATE);
}

/* Returns the source of the table that the socket would have been in. */
static uint16_t source_of(const struct snapshot *snapshot, const struct socket *socket)
{
    for (size_t i = 0; i < snapshot->source_count; i++)
        if (snapshot->sources[i].protocol == (enum protocol)socket->protocol)
            return (uint16_t)i;
    return 0;
}

const struct snapshot *seen_complete(const struct seen *seen, struct socket *socket)
{
    const struct reading *newest = &seen->readings[seen->newest];
    const struct reading *before = &seen->readings[1 - seen->newest];
    const struct socket *late = find(newest, socket->cookie);
    const struct socket *early = find(before, socket->cookie);

    if (late == NULL && early == NULL) {
        if (newest->snapshot.owners.requested)
            socket->owner_status = OWNER_UNKNOWN;
        socket->source = source_of(&newest->snapshot, socket);
        return &newest->snapshot;
    }
    if (late != NULL && (has_owner(late) || !has_owner(early))) {
        take_row(socket, late);
        return &newest->snapshot;
    }
    take_row(socket, early);
    if (late != NULL)
        take_state(socket, late);
    return &before->snapshot;
}
