/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_RANDOM_H
#define LSOCK_RANDOM_H

#include <stdbool.h>
#include <stddef.h>

#include "compiler.h"

/* Fills `bytes` from the system's random source without blocking. False: there is none, or it is
 * not ready yet, early in a boot. */
bool random_bytes(void *bytes, size_t size) NODISCARD;

/* Sets the key of all hash tables (base/hash.h). Call it first in main. */
void random_hash_key(void);

#endif
