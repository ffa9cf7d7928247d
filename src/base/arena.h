/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A memory arena: allocations are freed all at once. */
#ifndef LSOCK_ARENA_H
#define LSOCK_ARENA_H

#include <stddef.h>

#include "compiler.h"
#include "text.h"

struct arena_block;

/* Zeroed: empty and ready for use. */
struct arena {
    struct arena_block *newest;
};

/* Returns zeroed memory, aligned for any type; NULL: out of memory. */
void *arena_alloc(struct arena *arena, size_t size) NODISCARD;

/* As arena_alloc, for count * size bytes; NULL also if the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size) NODISCARD;

/* Returns a zero-terminated copy; .bytes is NULL if out of memory. */
struct text arena_copy(struct arena *arena, struct text text) NODISCARD;

void arena_free(struct arena *arena);

#endif
