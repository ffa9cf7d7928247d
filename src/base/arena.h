/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that lives as long as the run: taken piece by piece, given back all at once. */
#ifndef LSOCK_ARENA_H
#define LSOCK_ARENA_H

#include <stddef.h>

#include "compiler.h"
#include "text.h"

struct arena_block;

/* Zeroed is empty and ready. */
struct arena {
    struct arena_block *newest;
};

/* Zeroed memory, aligned for any type; NULL when there is none left. */
void *arena_alloc(struct arena *arena, size_t size) NODISCARD;

/* As above for count * size bytes; NULL also where the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size) NODISCARD;

/* A copy with a zero byte behind it; .bytes is NULL when there is no memory left. */
struct text arena_copy(struct arena *arena, struct text text) NODISCARD;

void arena_free(struct arena *arena);

#endif
