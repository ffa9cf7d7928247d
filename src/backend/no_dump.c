/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Raw netlink dumps are read where there is netlink. */
#include "backend.h"

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
