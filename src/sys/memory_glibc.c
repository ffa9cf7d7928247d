/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "startup.h"

#include <malloc.h>

/* The largest threshold that glibc accepts (malloc/malloc.c, HEAP_MAX_SIZE / 2). */
#define LARGE (32 * 1024 * 1024)

void memory_keep_freed(void)
{
    mallopt(M_MMAP_THRESHOLD, LARGE);
    mallopt(M_TRIM_THRESHOLD, 8 * LARGE);
    mallopt(M_TOP_PAD, 1024 * 1024);
    mallopt(M_ARENA_MAX, 1); /* so that one thread can reuse what another has freed */
}
