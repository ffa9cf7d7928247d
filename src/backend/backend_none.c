/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A system that has neither network namespaces, so that all of them is its only one, nor netlink.
 */
#include "namespaces.h"

bool namespaces_enter(struct text which, struct namespace_place *place, struct error *error)
{
    *place = (struct namespace_place){.name = which};
    error_set(error, STATUS_FAILED, "there are no network namespaces on this system");
    return error_mark(error, which, 0, which.length);
}

bool namespaces_collect_there(const struct namespace_place *place, const struct backend *only,
                              const struct request *request, const struct collector *collector,
                              struct error *error)
{
    (void)place;
    return backend_collect(only, request, collector, error);
}

bool namespaces_collect_all(const struct backend *only, const struct request *request,
                            const struct collector *collector, namespace_namer *name,
                            struct error *error)
{
    (void)name;
    return backend_collect(only, request, collector, error);
}

void namespaces_names(void (*see)(void *viewer, struct text name), void *viewer)
{
    (void)see;
    (void)viewer;
}

struct text namespaces_name_of(uint64_t inode, struct arena *arena, int *failure)
{
    (void)inode;
    (void)arena;
    *failure = 0;
    return (struct text){NULL, 0};
}

uint64_t backend_netns(void)
{
    return 0;
}

uint64_t backend_netns_under(const char *proc_root)
{
    (void)proc_root;
    return 0;
}

bool backend_is_dump(struct input *input)
{
    (void)input;
    return false;
}

bool backend_read_dump(struct input *input, const char *name, const struct collector *collector,
                       struct error *error)
{
    (void)input;
    (void)collector;
    return error_set(error, STATUS_FAILED, "%s: raw dumps are read on Linux only", name);
}
