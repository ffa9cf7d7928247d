/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "recorded_names.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"

struct recorded_name {
    enum recorded_kind kind;
    uint32_t number;
    struct text name;
};

#define MADE_UP 0x80000000u /* Linux counts interfaces up from 1, in a signed int */

/* The slot of a name that is like this one, by its text or by its number; 0 in it: there is none.
 * The table has room. */
static uint32_t *find_slot(const struct recorded_names *names, const struct recorded_name *like,
                           bool by_name)
{
    uint32_t *slots = by_name ? names->by_name : names->by_number;
    struct hash hash = hash_start;
    size_t at;

    hash_add(&hash, like->kind);
    if (by_name)
        hash_add_text(&hash, like->name);
    else
        hash_add(&hash, like->number);
    for (at = (size_t)hash_end(hash);; at++) {
        uint32_t *slot = &slots[at & (names->room - 1)];
        const struct recorded_name *name = *slot == 0 ? NULL : &names->list[*slot - 1];

        if (name == NULL ||
            (name->kind == like->kind &&
             (by_name ? text_equal(name->name, like->name) : name->number == like->number)))
            return slot;
    }
}

static const struct recorded_name *find(const struct recorded_names *names,
                                        struct recorded_name like, bool by_name)
{
    uint32_t slot = names->room == 0 ? 0 : *find_slot(names, &like, by_name);

    return slot == 0 ? NULL : &names->list[slot - 1];
}

static void enter(struct recorded_names *names, size_t place)
{
    const struct recorded_name *name = &names->list[place];
    uint32_t *by_name = find_slot(names, name, true);

    *find_slot(names, name, false) = (uint32_t)place + 1;
    if (*by_name == 0)
        *by_name = (uint32_t)place + 1;
}

static bool make_room(struct recorded_names *names)
{
    size_t room = names->room == 0 ? 64 : 2 * names->room;
    struct recorded_name *list;

    if (names->room != 0 && 2 * (names->count + 1) <= names->room)
        return true;
    if (room > UINT32_MAX / sizeof(*list))
        return false;
    list = realloc(names->list, room / 2 * sizeof(*list));
    if (list == NULL)
        return false;
    names->list = list;
    free(names->by_number);
    free(names->by_name);
    names->by_number = calloc(room, sizeof(*names->by_number));
    names->by_name = calloc(room, sizeof(*names->by_name));
    names->room = room;
    if (names->by_number == NULL || names->by_name == NULL) {
        recorded_names_free(names);
        return false;
    }
    for (size_t i = 0; i < names->count; i++)
        enter(names, i);
    return true;
}

bool recorded_names_add(struct recorded_names *names, enum recorded_kind kind, uint32_t number,
                        struct text name)
{
    struct recorded_name added = {kind, number, name};

    if (!make_room(names))
        return false;
    if (find(names, added, false) != NULL)
        return true;
    added.name = arena_copy(&names->arena, name);
    if (added.name.bytes == NULL)
        return false;
    names->list[names->count] = added;
    enter(names, names->count++);
    return true;
}

uint32_t recorded_names_interface(struct recorded_names *names, struct text name)
{
    uint32_t number = MADE_UP + (uint32_t)names->count;
    struct recorded_name like = {RECORDED_INTERFACE, number, name};
    const struct recorded_name *known = find(names, like, true);

    if (known != NULL)
        return known->number;
    return recorded_names_add(names, RECORDED_INTERFACE, number, name) ? number : 0;
}

static struct text name_of(const struct recorded_names *names, enum recorded_kind kind,
                           uint32_t number)
{
    const struct recorded_name *known =
        find(names, (struct recorded_name){.kind = kind, .number = number}, false);

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

/* The machine may well have had one that no socket was bound to. */
static bool interface_index(void *context, struct text name, uint32_t *index)
{
    *index = recorded_names_interface(context, name);
    return *index != 0;
}

static struct text host(void *context, const struct host_address *address)
{
    const struct names *system = ((struct recorded_names *)context)->system;

    return system->host(system->context, address);
}

static struct text service(void *context, uint16_t port, const char *protocol)
{
    const struct names *system = ((struct recorded_names *)context)->system;

    return system->service(system->context, port, protocol);
}

static size_t host_addresses(void *context, struct text name, struct host_address *out, size_t room)
{
    const struct names *system = ((struct recorded_names *)context)->system;

    return system->host_addresses(system->context, name, out, room);
}

static bool service_port(void *context, struct text name, uint16_t *port)
{
    const struct names *system = ((struct recorded_names *)context)->system;

    return system->service_port(system->context, name, port);
}

void recorded_names_init(struct recorded_names *names, const struct names *system)
{
    *names = (struct recorded_names){
        .names = {.context = names,
                  .user = user,
                  .interface = interface,
                  .interface_index = interface_index},
        .system = system,
    };
    if (system == NULL)
        return;
    names->names.host = system->host != NULL ? host : NULL;
    names->names.service = system->service != NULL ? service : NULL;
    names->names.host_addresses = system->host_addresses != NULL ? host_addresses : NULL;
    names->names.service_port = system->service_port != NULL ? service_port : NULL;
}

void recorded_names_free(struct recorded_names *names)
{
    free(names->list);
    free(names->by_number);
    free(names->by_name);
    arena_free(&names->arena);
    names->list = NULL;
    names->by_number = names->by_name = NULL;
    names->count = names->room = 0;
}
