/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hash function for tables with keys from outside: SipHash-1-3 (Aumasson and Bernstein, 2012)
 * with a random key, so that an attacker cannot choose values that collide. */
#ifndef LSOCK_HASH_H
#define LSOCK_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "text.h"

struct hash {
    uint64_t v[4];
};

/* The initial state; see hash_set_key. */
extern struct hash hash_start;

/* Call it once, before the first table and the first thread. Until then the key is a constant. */
void hash_set_key(const uint64_t key[2]);

static inline uint64_t hash_rotate(uint64_t word, unsigned bits)
{
    return word << bits | word >> (64 - bits);
}

static inline void hash_round(struct hash *hash)
{
    uint64_t *v = hash->v;

    v[0] += v[1];
    v[2] += v[3];
    v[1] = hash_rotate(v[1], 13) ^ v[0];
    v[3] = hash_rotate(v[3], 16) ^ v[2];
    v[0] = hash_rotate(v[0], 32) + v[3];
    v[2] += v[1];
    v[1] = hash_rotate(v[1], 17) ^ v[2];
    v[3] = hash_rotate(v[3], 21) ^ v[0];
    v[2] = hash_rotate(v[2], 32);
}

static inline void hash_add(struct hash *hash, uint64_t word)
{
    hash->v[3] ^= word;
    hash_round(hash);
    hash->v[0] ^= word;
}

/* Hashes a fixed number of bytes in words of 8. */
static inline void hash_add_bytes(struct hash *hash, const void *bytes, size_t size)
{
    const char *at = bytes;
    uint64_t word;

    for (; size >= sizeof(word); size -= sizeof(word), at += sizeof(word)) {
        memcpy(&word, at, sizeof(word));
        hash_add(hash, word);
    }
    if (size > 0) {
        word = 0;
        memcpy(&word, at, size);
        hash_add(hash, word);
    }
}

static inline void hash_add_text(struct hash *hash, struct text text)
{
    hash_add(hash, text.length);
    hash_add_bytes(hash, text.bytes, text.length);
}

static inline uint64_t hash_end(struct hash hash)
{
    hash.v[2] ^= 0xff;
    hash_round(&hash);
    hash_round(&hash);
    hash_round(&hash);
    return hash.v[0] ^ hash.v[1] ^ hash.v[2] ^ hash.v[3];
}

/* Returns the hash of a single word. */
static inline uint64_t hash_of(uint64_t word)
{
    struct hash hash = hash_start;

    hash_add(&hash, word);
    return hash_end(hash);
}

#endif
