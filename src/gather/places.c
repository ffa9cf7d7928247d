/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "places.h"

#include <string.h>

#include "network_namespace.h"
#include "number.h"
#include "owner_scan.h"
#include "privilege.h"
#include "system_names.h"

bool places_are_all(const struct query *query)
{
    return text_equal(query->netns, TEXT("all"));
}

bool places_are_here(const struct places *places, const struct query *query)
{
    return query->recording == NULL && query->proc_root == NULL && !places->all &&
           !places->place.outside;
}

static uint32_t number_interface(const void *context, struct text name)
{
    const struct names *names = context;
    uint32_t number;

    return names->interface_index(names->context, name, &number) ? number : 0;
}

/* --proc-root is a source of its own, which only procfs can read. */
static bool check_proc_root(const struct query *query, struct error *error)
{
    if (query->proc_root == NULL)
        return true;
    if (query->netns.length > 0)
        return error_set(error, STATUS_USAGE,
                         "--proc-root contradicts -N: the files are of one network namespace");
    return query->only == NULL || query->only == backend_find(TEXT("procfs")) ||
           error_set(error, STATUS_USAGE,
                     "--proc-root contradicts --backend %s: only procfs reads files",
                     query->only->name);
}

/* Returns the namespace to enter. `initial` becomes its inode, which is written to `digits`. */
static struct text entered(struct text which, char digits[NUMBER_MAX_LENGTH])
{
    uint64_t initial = text_equal(which, TEXT(NETNS_INITIAL)) ? netns_initial() : 0;

    return initial == 0 ? which : (struct text){digits, number_write(digits, initial)};
}

bool places_enter(struct places *places, const struct query *query, const struct names *names,
                  struct error *error)
{
    unsigned privileges = PRIVILEGE_NETNS;
    char digits[NUMBER_MAX_LENGTH];
    struct text which = entered(query->netns, digits);

    *places = (struct places){.all = places_are_all(query), .only = query->only, .names = names};
    if (!check_proc_root(query, error))
        return false;
    if (query->proc_root != NULL)
        places->only = backend_find(TEXT("procfs"));
    if (places->all)
        system_names_number_interfaces(names);
    if (places->all || query->netns.length == 0)
        return true;
    if (memchr(query->netns.bytes, '/', query->netns.length) != NULL &&
        !privilege_permits("-N PATH", error))
        return false;
    if (namespace_inode(which) != 0) /* any namespace may be named like an inode */
        privileges |= PRIVILEGE_ALL_NETNS;
    if (!privilege_use(privileges, error))
        return false;
    places->one = namespaces_enter(which, &places->place, error);
    if (which.bytes == digits)
        places->place.name = TEXT(NETNS_INITIAL);
    return places->one && privilege_limit(~privileges, error);
}

static struct text name_namespace(uint64_t inode, uint32_t pid, struct arena *arena)
{
    if (inode != 0 && inode == netns_initial())
        return TEXT(NETNS_INITIAL);
    return pid == 0 ? text_of(NULL) : owner_place(pid, arena);
}

/* Returns the name of the namespace that this process is in. */
static struct text name_of_own(struct snapshot *snapshot)
{
    uint64_t own = backend_netns();
    struct text name = name_namespace(own, 0, &snapshot->arena);
    int failure = 0;

    if (name.length == 0 && own != 0)
        name = namespaces_name_of(own, &snapshot->arena, &failure);
    if (failure != 0 && name.length == 0)
        note_add(&snapshot->notes, false, "netns_unnamed",
                 "the name of the network namespace is unknown: %s", strerror(failure));
    return name;
}

bool places_collect(const struct places *places, const struct request *request,
                    const struct collector *collector, struct error *error)
{
    const struct names *names = places->names;
    struct namespace_place place = places->place;
    struct request own = *request;

    if (!places->all && !place.outside && place.name.length == 0 && request->proc_root == NULL)
        place.name = own.netns_name = name_of_own(collector->snapshot);
    if (places->one)
        return namespaces_collect_there(&place, places->only, request, collector, error);
    if (!places->all)
        return backend_collect(places->only, &own, collector, error);
    if (names != NULL && names->interface_index != NULL) {
        collector->snapshot->number_interface = number_interface;
        collector->snapshot->number_context = names;
    }
    return namespaces_collect_all(places->only, request, collector, name_namespace, error);
}
