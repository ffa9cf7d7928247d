/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Blocks of bytes that a thread fills ahead of whoever takes them. What the kernel tells it makes
 * while it is being read: without this, half of the time would pass in the kernel and half in
 * understanding what it said.
 */
#ifndef LSOCK_AHEAD_H
#define LSOCK_AHEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "compiler.h"

/* How far ahead the thread may be. */
#define AHEAD_BLOCKS 16

/*
 * Fills a block, in the thread. Its length (0 is one), or a negative errno; AHEAD_OVER: there is
 * none, and the thread ends.
 */
typedef ptrdiff_t ahead_fill(void *context, void *block, size_t size);

#define AHEAD_OVER PTRDIFF_MIN

struct ahead;

/* Nothing begins yet. NULL: out of memory. */
struct ahead *ahead_new(size_t block_size, ahead_fill *fill, void *context) NODISCARD;
void ahead_free(struct ahead *ahead);

/* False: there are no threads here, or no more of them. */
bool ahead_begin(struct ahead *ahead) NODISCARD;

/* Between ahead_begin and ahead_end. */
bool ahead_is_going(const struct ahead *ahead);

/*
 * The next block: its length or a negative errno (ENOMEM also of the block itself), AHEAD_OVER at
 * the end. Its bytes are aligned for anything and good until the next call.
 */
ptrdiff_t ahead_next(struct ahead *ahead, const void **bytes);

/* Waits for the thread; what nobody took is forgotten. It may begin again. */
void ahead_end(struct ahead *ahead);

#endif
