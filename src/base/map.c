/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "map.h"

#include <stdlib.h>

#include "hash.h"

/*
 * Returns the slot of this key, or the free slot for it. Most keys are sequential numbers (inodes:
 * fs/inode.c, get_next_ino; pids; cookies) and are looked up in runs. So eight consecutive keys
 * stay adjacent, and the groups of eight are spread.
 */
static struct map_slot *slot_of(const struct map *map, uint64_t key)
{
    size_t at = (size_t)(hash_of(key >> 3) ^ (key & 7)) & (map->room - 1);

    while (map->slots[at].value_plus_1 != 0 && map->slots[at].key != key)
        at = (at + 1) & (map->room - 1);
    return &map->slots[at];
}

bool map_reserve(struct map *map, size_t count)
{
    struct map larger = {.room = map->room == 0 ? 64 : map->room, .count = map->count};

    if (count >= UINT32_MAX)
        return false;
    while (3 * count >= 2 * larger.room)
        larger.room *= 2;
    if (larger.room == map->room)
        return true;
    larger.slots = calloc(larger.room, sizeof(*larger.slots));
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].value_plus_1 != 0)
            *slot_of(&larger, map->slots[i].key) = map->slots[i];
    free(map->slots);
    *map = larger;
    return true;
}

void map_free(struct map *map)
{
    free(map->slots);
    *map = (struct map){0};
}

uint32_t map_enter(struct map *map, uint64_t key, uint32_t value)
{
    struct map_slot *slot = slot_of(map, key);

    if (slot->value_plus_1 == 0) {
        *slot = (struct map_slot){key, value + 1};
        map->count++;
    }
    return slot->value_plus_1 - 1;
}

bool map_find(const struct map *map, uint64_t key, uint32_t *value)
{
    const struct map_slot *slot = map->room == 0 ? NULL : slot_of(map, key);

    if (slot == NULL || slot->value_plus_1 == 0)
        return false;
    *value = slot->value_plus_1 - 1;
    return true;
}
