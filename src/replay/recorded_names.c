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

static uint64_t hash_of_name(enum recorded_kind kind, struct text name)
{
    struct hash hash = hash_start;

    hash_add(&hash, kind);
    hash_add_text(&hash, name);
    return hash_end(hash);
}

static uint32_t *slot_of_number(const struct recorded_names *names, enum recorded_kind kind,
                                uint32_t number)
{
    size_t at = (size_t)hash_of((uint64_t)kind << 32 | number) & (names->room - 1);

    for (; names->by_number[at] != 0; at = (at + 1) & (names->room - 1)) {
        const struct recorded_name *name = &names->list[names->by_number[at] - 1];

        if (name->kind == kind && name->number == number)
            break;
    }
    return &names->by_number[at];
}

static uint32_t *slot_of_name(const struct recorded_names *names, enum recorded_kind kind,
                              struct text text)
{
    size_t at = (size_t)hash_of_name(kind, text) & (names->room - 1);

    for (; names->by_name[at] != 0; at = (at + 1) & (names->room - 1)) {
        const struct recorded_name *name = &names->list[names->by_name[at] - 1];

        if (name->kind == kind && text_equal(name->name, text))
            break;
    }
    return &names->by_name[at];
}

static void enter(struct recorded_names *names, size_t place)
{
    const struct recorded_name *name = &names->list[place];
    uint32_t *by_name = slot_of_name(names, name->kind, name->name);

    *slot_of_number(names, name->kind, name->number) = (uint32_t)place + 1;
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
    struct text copy;

    if (!make_room(names))
        return false;
    if (*slot_of_number(names, kind, number) != 0)
        return true;
    copy = arena_copy(&names->arena, name);
    if (copy.bytes == NULL)
        return false;
    names->list[names->count] = (struct recorded_name){kind, number, copy};
    enter(names, names->count++);
    return true;
}

uint32_t recorded_names_interface(struct recorded_names *names, struct text name)
{
    uint32_t slot = names->room == 0 ? 0 : *slot_of_name(names, RECORDED_INTERFACE, name);
    uint32_t number = MADE_UP + (uint32_t)names->count;

    if (slot != 0)
        return names->list[slot - 1].number;
    return recorded_names_add(names, RECORDED_INTERFACE, number, name) ? number : 0;
}

static struct text name_of(const struct recorded_names *names, enum recorded_kind kind,
                           uint32_t number)
{
    uint32_t slot = names->room == 0 ? 0 : *slot_of_number(names, kind, number);

    return slot == 0 ? TEXT("") : names->list[slot - 1].name;
}

static bool number_of(const struct recorded_names *names, enum recorded_kind kind, struct text name,
                      uint32_t *number)
{
    uint32_t slot = names->room == 0 ? 0 : *slot_of_name(names, kind, name);

    if (slot != 0)
        *number = names->list[slot - 1].number;
    return slot != 0;
}

static struct text user(void *context, uint32_t uid)
{
    return name_of(context, RECORDED_USER, uid);
}

static struct text interface(void *context, uint32_t index)
{
    return name_of(context, RECORDED_INTERFACE, index);
}

static bool user_id(void *context, struct text name, uint32_t *uid)
{
    return number_of(context, RECORDED_USER, name, uid);
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
                  .user_id = user_id,
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
