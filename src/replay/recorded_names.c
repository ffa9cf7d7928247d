/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "recorded_names.h"

#include <stdlib.h>

#include "array.h"
#include "hash.h"

struct recorded_name {
    uint32_t number;
    struct text name;
};

#define MADE_UP 0x80000000u /* Linux numbers interfaces from 1 in a signed int */

static uint64_t number_key(enum recorded_kind kind, uint32_t number)
{
    return (uint64_t)kind << 32 | number;
}

static uint64_t name_key(enum recorded_kind kind, struct text name)
{
    struct hash hash = hash_start;

    hash_add(&hash, kind);
    hash_add_text(&hash, name);
    return hash_end(hash);
}

static const struct recorded_name *find(const struct recorded_names *names, const struct map *map,
                                        uint64_t key)
{
    uint32_t place;

    return map_find(map, key, &place) ? &names->list[place] : NULL;
}

bool recorded_names_add(struct recorded_names *names, enum recorded_kind kind, uint32_t number,
                        struct text name)
{
    struct recorded_name *list;

    if (find(names, &names->by_number, number_key(kind, number)) != NULL)
        return true;
    list = array_grow(names->list, names->count, sizeof(*list));
    if (list == NULL)
        return false;
    names->list = list;
    name = arena_copy(&names->arena, name);
    if (name.bytes == NULL || !map_reserve(&names->by_number, names->count + 1) ||
        !map_reserve(&names->by_name, names->count + 1))
        return false;
    list[names->count] = (struct recorded_name){number, name};
    map_enter(&names->by_number, number_key(kind, number), (uint32_t)names->count);
    map_enter(&names->by_name, name_key(kind, name), (uint32_t)names->count++);
    return true;
}

uint32_t recorded_names_interface(struct recorded_names *names, struct text name)
{
    uint32_t number = MADE_UP + (uint32_t)names->count;
    const struct recorded_name *known =
        find(names, &names->by_name, name_key(RECORDED_INTERFACE, name));

    /* different names may have the same hash */
    if (known != NULL && text_equal(known->name, name))
        return known->number;
    return recorded_names_add(names, RECORDED_INTERFACE, number, name) ? number : 0;
}

static struct text name_of(const struct recorded_names *names, enum recorded_kind kind,
                           uint32_t number)
{
    const struct recorded_name *known = find(names, &names->by_number, number_key(kind, number));

    return known == NULL ? TEXT("") : known->name;
}

static struct text user(void *context, uint32_t uid)
{
    return name_of(context, RECORDED_USER, uid);
}

static struct text interface(void *context, uint32_t index)
{
    return name_of(context, RECORDED_INTERFACE, index);
}

/* The recorded machine may have had further interfaces to which no socket was bound. */
static bool interface_index(void *context, struct text name, uint32_t *index)
{
    *index = recorded_names_interface(context, name);
    return *index != 0;
}

void recorded_names_init(struct recorded_names *names, const struct names *system)
{
    *names = (struct recorded_names){.names = system == NULL ? (struct names){0} : *system};
    names->names.context = names;
    names->names.windows = false;
    names->names.user = user;
    names->names.interface = interface;
    names->names.interface_index = interface_index;
    names->names.cgroup = NULL;
    names->names.cgroup_id = NULL;
}

void recorded_names_free(struct recorded_names *names)
{
    free(names->list);
    map_free(&names->by_number);
    map_free(&names->by_name);
    arena_free(&names->arena);
    names->list = NULL;
    names->count = 0;
}
