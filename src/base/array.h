/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arrays from malloc that grow by one item at a time. */
#ifndef LSOCK_ARRAY_H
#define LSOCK_ARRAY_H

#include <stddef.h>

#include "compiler.h"

/*
 * Makes room for one more item after `count` items of `size` bytes. Returns the array, which may
 * have moved. Capacity doubles whenever the count reaches a power of two, so callers need not store
 * it. NULL: out of memory, or more than UINT32_MAX items; the array is unchanged.
 */
void *array_grow(void *array, size_t count, size_t size) NODISCARD;

#endif
