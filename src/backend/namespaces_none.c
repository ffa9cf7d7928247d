/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A system that has no network namespaces. */
#include "namespaces.h"

bool namespaces_collect(struct text which, const struct backend *only,
                        const struct request *request, const struct collector *collector,
                        struct error *error)
{
    if (text_equal(which, TEXT("all")))
        return backend_collect(only, request, collector, error);
    error_set(error, STATUS_FAILED, "there are no network namespaces on this system");
    error_mark(error, which, 0, which.length);
    return false;
}
