/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An open-addressing hash table from 64-bit numbers to 32-bit numbers. */
#ifndef LSOCK_MAP_H
#define LSOCK_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "compiler.h"

/* Zeroed: empty and ready for use. */
struct map {
    struct map_slot {
        uint64_t key;
        uint32_t value_plus_1; /* 0: free */
    } * slots;
    size_t room;  /* a power of two, at most two thirds full; or 0 */
    size_t count; /* number of keys */
};

/* Makes room for `count` keys in total. False: out of memory, and the map is unchanged. */
bool map_reserve(struct map *map, size_t count) NODISCARD;
void map_free(struct map *map);

/* Enters a key unless it exists, and returns its value. There must be room for it. */
uint32_t map_enter(struct map *map, uint64_t key, uint32_t value);

bool map_find(const struct map *map, uint64_t key, uint32_t *value);

#endif
