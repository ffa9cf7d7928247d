/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bind_try.h"

#include <errno.h>

#include "compiler.h"

const char *bind_try(const struct bind_trial *trial UNUSED, char room[BIND_TRY_ROOM] UNUSED)
{
    return "not supported on this system";
}

int path_check(const char *path UNUSED)
{
    return ENOSYS;
}
