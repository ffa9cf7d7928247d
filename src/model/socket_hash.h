/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a hash takes of a socket. */
#ifndef LSOCK_SOCKET_HASH_H
#define LSOCK_SOCKET_HASH_H

#include "hash.h"
#include "socket.h"

/* Both addresses and both ports. */
static inline void hash_add_ends(struct hash *hash, const struct socket *socket)
{
    hash_add_bytes(hash, &socket->local, sizeof(socket->local));
    hash_add_bytes(hash, &socket->remote, sizeof(socket->remote));
    hash_add(hash, (uint64_t)socket->local_port << 16 | socket->remote_port);
}

#endif
