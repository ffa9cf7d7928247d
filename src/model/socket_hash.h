/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hashes and compares the ends of sockets. */
#ifndef LSOCK_SOCKET_HASH_H
#define LSOCK_SOCKET_HASH_H

#include "hash.h"
#include "socket.h"

/* Hashes both addresses and both ports. */
static inline void hash_add_ends(struct hash *hash, const struct socket *socket)
{
    hash_add_bytes(hash, &socket->local, sizeof(socket->local));
    hash_add_bytes(hash, &socket->remote, sizeof(socket->remote));
    hash_add(hash, (uint64_t)socket->local_port << 16 | socket->remote_port);
}

/* Whether two sockets have the same addresses, ports and family. */
static inline bool same_ends(const struct socket *a, const struct socket *b)
{
    return a->family == b->family && a->local_port == b->local_port &&
           a->remote_port == b->remote_port &&
           memcmp(&a->local, &b->local, sizeof(a->local)) == 0 &&
           memcmp(&a->remote, &b->remote, sizeof(a->remote)) == 0;
}

#endif
