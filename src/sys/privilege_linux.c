/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "privilege.h"

#include <sys/auxv.h>

bool privilege_is_raised(void)
{
    return getauxval(AT_SECURE) != 0;
}
