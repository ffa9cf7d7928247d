/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arrays of malloc that grow by one item at a time. */
#ifndef LSOCK_ARRAY_H
#define LSOCK_ARRAY_H

#include <stddef.h>

#include "compiler.h"

/*
 * Makes room for one more item behind `count` of `size` bytes; returns the array, which may have
 * moved. Room doubles whenever the count reaches a power of two, so callers need not store it.
 * NULL: out of memory, or over UINT32_MAX items, and the array is as it was.
 */
void *array_grow(void *array, size_t count, size_t size) NODISCARD;

#endif
