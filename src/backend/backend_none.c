/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For systems without network namespaces and netlink: their only namespace is all of them. */
#include "namespaces.h"

bool namespaces_enter(struct text which, struct namespace_place *place, struct error *error)
{
    *place = (struct namespace_place){.name = which};
    error_set(error, STATUS_FAILED, "network namespaces are not supported on this system");
    return error_mark(error, which, 0, which.length);
}

bool namespaces_collect_there(const struct namespace_place *place UNUSED,
                              const struct backend *only, const struct request *request,
                              const struct collector *collector, struct error *error)
{
    return backend_collect(only, request, collector, error);
}

bool namespaces_collect_all(const struct backend *only, const struct request *request,
                            const struct collector *collector, namespace_namer *name UNUSED,
                            struct error *error)
{
    return backend_collect(only, request, collector, error);
}

void namespaces_names(void (*see)(void *viewer, struct text name) UNUSED, void *viewer UNUSED)
{
}

struct text namespaces_name_of(uint64_t inode UNUSED, struct arena *arena UNUSED, int *failure)
{
    *failure = 0;
    return (struct text){NULL, 0};
}

uint64_t backend_netns(void)
{
    return 0;
}

uint64_t backend_netns_under(const char *proc_root UNUSED)
{
    return 0;
}

bool backend_is_dump(struct input *input UNUSED)
{
    return false;
}

bool backend_read_dump(struct input *input UNUSED, const char *name,
                       const struct collector *collector UNUSED, struct error *error)
{
    return error_set(error, STATUS_FAILED, "%s: raw dumps can be read only on Linux", name);
}
