/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "places.h"

#include <string.h>

#include "namespaces.h"
#include "owner_scan.h"
#include "privilege.h"
#include "system_names.h"

static bool has_many(const struct options *options)
{
    return text_equal(options->netns, TEXT("all"));
}

void places_add_columns(struct column_list *list, const struct options *options)
{
    const struct column *column = column_find(TEXT("namespace"));

    if (has_many(options) && !column_list_has(list, column) && list->count < COLUMN_LIST_MAX)
        list->columns[list->count++] = column;
}

static uint32_t number_interface(const void *context, struct text name)
{
    const struct names *names = context;
    uint32_t number;

    return names->interface_index(names->context, name, &number) ? number : 0;
}

bool places_enter(struct places *places, const struct options *options, const struct names *names,
                  struct error *error)
{
    *places = (struct places){.all = has_many(options)};
    if (places->all)
        system_names_number_interfaces(names);
    if (places->all || options->netns.length == 0)
        return true;
    if (memchr(options->netns.bytes, '/', options->netns.length) != NULL &&
        !privilege_permits("-N PATH", error))
        return false;
    if (!privilege_use(PRIVILEGE_NETNS, error))
        return false;
    places->one = namespaces_enter(options->netns, &places->place, error);
    return places->one && privilege_limit(~(unsigned)PRIVILEGE_NETNS, error);
}

bool places_collect(const struct places *places, const struct options *options,
                    const struct names *names, const struct request *request,
                    const struct collector *collector, struct error *error)
{
    const struct backend *only = options->backend.length > 0  ? backend_find(options->backend)
                                 : options->proc_root != NULL ? backend_find(TEXT("procfs"))
                                                              : NULL;

    if (places->all && names != NULL && names->interface_index != NULL) {
        collector->snapshot->number_interface = number_interface;
        collector->snapshot->number_context = names;
    }
    if (places->all)
        return namespaces_collect_all(only, request, collector, owner_place, error);
    if (places->one)
        return namespaces_collect_there(&places->place, only, request, collector, error);
    return backend_collect(only, request, collector, error);
}
