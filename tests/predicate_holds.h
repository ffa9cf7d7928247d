/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Evaluates a predicate like the kernel, as a reference for tests. */
#ifndef LSOCK_PREDICATE_HOLDS_H
#define LSOCK_PREDICATE_HOLDS_H

#include "predicate.h"

static inline bool predicate_holds(const struct predicate *predicate, const struct socket *socket);

static inline bool prefix_holds(const struct predicate *predicate, const struct socket *socket)
{
    const struct address *address =
        predicate->side == SIDE_LOCAL ? &socket->local : &socket->remote;

    return address_in_prefix((enum family)socket->family, address, predicate->prefix.family,
                             &predicate->prefix.address, predicate->prefix.bits);
}

static inline bool ports_hold(const struct predicate *predicate, const struct socket *socket)
{
    uint16_t port = predicate->side == SIDE_LOCAL ? socket->local_port : socket->remote_port;

    return port >= predicate->ports.low && port <= predicate->ports.high;
}

static inline bool list_holds(const struct predicate *list, const struct socket *socket)
{
    bool all = list->kind == PREDICATE_AND;

    for (const struct predicate *p = list->first; p != NULL; p = p->next)
        if (predicate_holds(p, socket) != all)
            return !all;
    return all;
}

static inline bool predicate_holds(const struct predicate *predicate, const struct socket *socket)
{
    switch (predicate->kind) {
    case PREDICATE_TRUE:
        break;
    case PREDICATE_AND:
    case PREDICATE_OR:
        return list_holds(predicate, socket);
    case PREDICATE_NOT:
        return !predicate_holds(predicate->first, socket);
    case PREDICATE_PREFIX:
        return prefix_holds(predicate, socket);
    case PREDICATE_PORTS:
        return ports_hold(predicate, socket);
    case PREDICATE_INTERFACE:
        return socket->interface == predicate->interface;
    case PREDICATE_MARK:
        return (socket->mark & predicate->mark.mask) == predicate->mark.value;
    case PREDICATE_CGROUP:
        return socket_cgroup(socket) == predicate->cgroup;
    }
    return true;
}

#endif
