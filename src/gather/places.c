/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "places.h"

#include <string.h>

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

/* A tree of files is a place of its own, and only procfs reads its tables. */
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

bool places_enter(struct places *places, const struct query *query, const struct names *names,
                  struct error *error)
{
    unsigned privileges = PRIVILEGE_NETNS;

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
    if (namespace_inode(query->netns) != 0) /* any namespace may have it */
        privileges |= PRIVILEGE_ALL_NETNS;
    if (!privilege_use(privileges, error))
        return false;
    places->one = namespaces_enter(query->netns, &places->place, error);
    return places->one && privilege_limit(~privileges, error);
}

bool places_collect(const struct places *places, const struct request *request,
                    const struct collector *collector, struct error *error)
{
    const struct names *names = places->names;

    if (places->one)
        return namespaces_collect_there(&places->place, places->only, request, collector, error);
    if (!places->all)
        return backend_collect(places->only, request, collector, error);
    if (names != NULL && names->interface_index != NULL) {
        collector->snapshot->number_interface = number_interface;
        collector->snapshot->number_context = names;
    }
    return namespaces_collect_all(places->only, request, collector, owner_place, error);
}
