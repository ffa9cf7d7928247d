/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The function that every fuzz target defines; libFuzzer calls it, and so does replay.c. */
#ifndef LSOCK_FUZZ_H
#define LSOCK_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy of exact length, to detect reads past the end; the caller frees it. NULL: out of memory.
 */
static inline char *fuzz_copy(const uint8_t *data, size_t size)
{
    char *copy = malloc(size);

    return copy == NULL ? NULL : memcpy(copy, data, size);
}

#endif
