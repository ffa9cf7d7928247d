/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For allocators without this setting, or whose settings are not known to lsock. */
#include "startup.h"

void memory_keep_freed(void)
{
}
