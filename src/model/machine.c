/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "machine.h"

#include <stdlib.h>

#include "text.h"

bool kernel_at_least(const char *release, unsigned long major, unsigned long minor)
{
    char *rest;
    unsigned long first = strtoul(release, &rest, 10), second;

    if (!ascii_is_digit(release[0]) || rest[0] != '.' || !ascii_is_digit(rest[1]))
        return false;
    second = strtoul(rest + 1, NULL, 10);
    return first > major || (first == major && second >= minor);
}
