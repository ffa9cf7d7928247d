/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An allocator that has no such setting, or that we do not know. */
#include "startup.h"

void memory_keep_freed(void)
{
}
