/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A system that has no network namespaces: all of them is its only one. */
#include "namespaces.h"

bool namespaces_enter(struct text which, struct namespace_place *place, struct error *error)
{
    *place = (struct namespace_place){.name = which};
    error_set(error, STATUS_FAILED, "there are no network namespaces on this system");
    error_mark(error, which, 0, which.length);
    return false;
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
