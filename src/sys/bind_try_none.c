/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bind_try.h"

#include "compiler.h"

const char *bind_try(const struct bind_trial *trial UNUSED, char room[BIND_TRY_ROOM] UNUSED)
{
    return "not supported on this system";
}
