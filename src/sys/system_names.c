/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One cache for all answers, negative ones included: a million sockets share few names. */
#include "system_names.h"

#include <stdlib.h>
#include <string.h>

#include "cgroup_tree.h"
#include "file.h"
#include "hash.h"
#include "in_two.h"
#include "system_lookup.h"

enum kind { KIND_HOST, KIND_SERVICE, KIND_USER, KIND_INTERFACE, KIND_CGROUP, KIND_NUMBERED };

/* The key; compared byte by byte, so it must be zeroed first. */
struct question {
    uint8_t kind;
    uint8_t is_ipv6;
    uint8_t bytes[16];
    char protocol[6];
    uint32_t number;
};

struct cached_name {
    struct question question;
    struct text answer;
    uint32_t number; /* KIND_NUMBERED */
};

static struct question ask(enum kind kind)
{
    struct question question;

    memset(&question, 0, sizeof(question));
    question.kind = (uint8_t)kind;
    return question;
}

static struct cached_name **find(struct cached_name **buckets, size_t room,
                                 const struct question *question)
{
    struct hash hash = hash_start;
    size_t at;

    hash_add_bytes(&hash, question, sizeof(*question));
    at = (size_t)hash_end(hash) & (room - 1);
    while (buckets[at] != NULL && memcmp(&buckets[at]->question, question, sizeof(*question)) != 0)
        at = (at + 1) & (room - 1);
    return &buckets[at];
}

static bool grow(struct system_names *names)
{
    size_t room = names->room == 0 ? 64 : 2 * names->room;
    struct cached_name **buckets;

    if (3 * (names->used + 1) < 2 * names->room)
        return true;
    buckets = calloc(room, sizeof(struct cached_name *));
    if (buckets == NULL)
        return false;
    for (size_t i = 0; i < names->room; i++)
        if (names->buckets[i] != NULL)
            *find(buckets, room, &names->buckets[i]->question) = names->buckets[i];
    free(names->buckets);
    names->buckets = buckets;
    names->room = room;
    return true;
}

static struct text look_up(const struct question *question, char room[LOOKUP_ROOM])
{
    struct host_address address = {.is_ipv6 = question->is_ipv6 != 0};

    switch ((enum kind)question->kind) {
    case KIND_HOST:
        memcpy(address.bytes, question->bytes, sizeof(address.bytes));
        return lookup_host(&address, room, LOOKUP_ROOM);
    case KIND_SERVICE:
        return lookup_service((uint16_t)question->number, question->protocol);
    case KIND_USER:
        return lookup_user(question->number);
    case KIND_INTERFACE:
        return lookup_interface(question->number, room);
    case KIND_CGROUP:
    case KIND_NUMBERED:
        break; /* entered elsewhere */
    }
    return TEXT("");
}

/* Returns the cached answer. If there is none, enters `given`, or the system's answer if it is
 * NULL. NULL: out of memory. */
static struct cached_name *know(struct system_names *names, const struct question *question,
                                const struct text *given)
{
    struct cached_name **place = grow(names) ? find(names->buckets, names->room, question) : NULL;
    struct cached_name *name;
    char room[LOOKUP_ROOM];

    if (place != NULL && *place != NULL)
        return *place;
    name = place == NULL ? NULL : arena_alloc(&names->arena, sizeof(*name));
    if (name != NULL) {
        memset(name, 0, sizeof(*name));
        memcpy(&name->question, question, sizeof(*question));
        name->answer = arena_copy(&names->arena, given != NULL ? *given : look_up(question, room));
    }
    if (name == NULL || name->answer.bytes == NULL) {
        names->lost = "out of memory";
        return NULL;
    }
    names->used++;
    return *place = name;
}

static struct text answer(struct system_names *names, const struct question *question)
{
    const struct cached_name *name;

    in_turn_begin();
    name = know(names, question, NULL);
    in_turn_end();
    return name == NULL ? TEXT("") : name->answer;
}

static struct text answer_number(struct system_names *names, enum kind kind, uint32_t number)
{
    struct question question = ask(kind);

    question.number = number;
    return answer(names, &question);
}

static struct text host(void *context, const struct host_address *address)
{
    struct question question = ask(KIND_HOST);

    question.is_ipv6 = address->is_ipv6;
    memcpy(question.bytes, address->bytes, sizeof(question.bytes));
    return answer(context, &question);
}

static struct text service(void *context, uint16_t port, const char *protocol)
{
    struct question question = ask(KIND_SERVICE);

    question.number = port;
    if (protocol != NULL && strlen(protocol) < sizeof(question.protocol))
        memcpy(question.protocol, protocol, strlen(protocol));
    return answer(context, &question);
}

static struct text user(void *context, uint32_t uid)
{
    return answer_number(context, KIND_USER, uid);
}

static struct text interface(void *context, uint32_t index)
{
    return answer_number(context, KIND_INTERFACE, index);
}

/* Our own interface numbers start above those of any system: Linux counts from 1 in a signed int.
 */
#define NUMBERED UINT32_C(0x80000000)

/* The cache holds both directions: name to number, and number to name. */
static bool numbered_index(void *context, struct text name, uint32_t *number)
{
    struct system_names *names = context;
    struct question by_name = ask(KIND_NUMBERED), by_number = ask(KIND_INTERFACE);
    struct cached_name *numbered;

    if (name.length > sizeof(by_name.bytes)) /* longer than any interface name (IFNAMSIZ) */
        return false;
    memcpy(by_name.bytes, name.bytes, name.length);
    numbered = know(names, &by_name, &name);
    if (numbered == NULL)
        return false;
    if (numbered->number == 0) {
        by_number.number = numbered->number = NUMBERED + names->numbered_count++;
        if (know(names, &by_number, &name) == NULL)
            return false;
    }
    *number = numbered->number;
    return true;
}

void system_names_number_interfaces(const struct names *names)
{
    struct system_names *system_names = names->context;

    system_names->names.interface_index = numbered_index;
}

static struct question ask_cgroup(uint64_t id)
{
    struct question question = ask(KIND_CGROUP);

    memcpy(question.bytes, &id, sizeof(id));
    return question;
}

static bool keep_cgroup(void *context, uint64_t id, struct text path)
{
    struct system_names *names = context;
    struct question question = ask_cgroup(id);

    return know(names, &question, &path) != NULL;
}

/* The system cannot look up a path by number, so the first query reads the whole tree. */
static struct text cgroup(void *context, uint64_t id)
{
    struct system_names *names = context;
    struct question question = ask_cgroup(id);

    in_turn_begin();
    if (!names->walked_cgroups && !cgroup_tree_walk(keep_cgroup, names))
        names->lost = "cannot read the whole cgroup tree";
    names->walked_cgroups = true;
    in_turn_end();
    return answer(names, &question);
}

void system_names_init(struct system_names *names)
{
    *names = (struct system_names){.names = {
                                       .windows = file_has_backslashes,
                                       .context = names,
                                       .resolver = names,
                                       .host = host,
                                       .service = service,
                                       .user = user,
                                       .cgroup = cgroup,
                                       .interface = interface,
                                   }};
    lookup_init(&names->names);
}

void system_names_free(struct system_names *names)
{
    free(names->buckets);
    arena_free(&names->arena);
}
