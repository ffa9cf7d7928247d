/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of bytes that a thread reads ahead of the consumer. The kernel generates dumps while they
 * are being read; with a thread, the kernel and the parser work at the same time. */
#ifndef LSOCK_AHEAD_H
#define LSOCK_AHEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "compiler.h"

/* Maximum number of filled blocks. */
#define AHEAD_BLOCKS 16

/* Fills a block, in the thread. Returns its length (0 is valid) or a negative errno; AHEAD_OVER:
 * there are no more blocks, and the thread ends. */
typedef ptrdiff_t ahead_fill(void *context, void *block, size_t size);

#define AHEAD_OVER PTRDIFF_MIN

struct ahead;

/* Does not start the thread. NULL: out of memory. */
struct ahead *ahead_new(size_t block_size, ahead_fill *fill, void *context) NODISCARD;
void ahead_free(struct ahead *ahead);

/* Starts the thread. False: threads are not supported, or none could be created. */
bool ahead_begin(struct ahead *ahead) NODISCARD;

/* True between ahead_begin and ahead_end. */
bool ahead_is_going(const struct ahead *ahead);

/*
 * Returns the length of the next block, a negative errno (ENOMEM if a block could not be
 * allocated), or AHEAD_OVER at the end. The bytes are aligned for any type and valid until the next
 * call.
 */
ptrdiff_t ahead_next(struct ahead *ahead, const void **bytes);

/* Waits for the thread to end and discards the blocks that were not taken. ahead_begin may be
 * called again. */
void ahead_end(struct ahead *ahead);

#endif
