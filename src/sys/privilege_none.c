/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A system where a program has the rights of its caller. */
#include "privilege.h"

bool privilege_is_raised(void)
{
    return false;
}
