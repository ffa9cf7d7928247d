/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hashes of what tells sockets apart; each table adds what it wants by hash_mix. */
#ifndef LSOCK_SOCKET_HASH_H
#define LSOCK_SOCKET_HASH_H

#include <stdint.h>
#include <string.h>

#include "socket.h"

/* The multiplier is 2^64 divided by the golden ratio (Knuth, TAOCP 6.4). */
static inline uint64_t hash_mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

/* Both addresses and both ports. */
static inline uint64_t hash_mix_ends(uint64_t hash, const struct socket *socket)
{
    uint64_t words[4];

    memcpy(words, &socket->local, sizeof(words) / 2);
    memcpy(words + 2, &socket->remote, sizeof(words) / 2);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        hash = hash_mix(hash, words[i]);
    return hash_mix(hash, (uint64_t)socket->local_port << 16 | socket->remote_port);
}

#endif
