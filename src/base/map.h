/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An open hash from 64-bit numbers to 32-bit ones. */
#ifndef LSOCK_MAP_H
#define LSOCK_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "compiler.h"

/* Zeroed is empty and ready. */
struct map {
    struct map_slot {
        uint64_t key;
        uint32_t value_plus_1; /* 0: free */
    } * slots;
    size_t room;  /* a power of two, at most two thirds full; or 0 */
    size_t count; /* keys that are there */
};

/* Makes room for `count` keys in all. False: out of memory, and nothing is changed. */
bool map_reserve(struct map *map, size_t count) NODISCARD;
void map_free(struct map *map);

/* Enters a key for which there is room, unless it is there; returns the value it has now. */
uint32_t map_enter(struct map *map, uint64_t key, uint32_t value);

bool map_find(const struct map *map, uint64_t key, uint32_t *value);

#endif
