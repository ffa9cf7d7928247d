/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every fuzz target defines: libFuzzer calls it, and so does replay.c over the corpus. */
#ifndef LSOCK_FUZZ_H
#define LSOCK_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy for the caller to free, so that no byte behind it can be read unseen; NULL: no memory. */
static inline char *fuzz_copy(const uint8_t *data, size_t size)
{
    char *copy = malloc(size);

    return copy == NULL ? NULL : memcpy(copy, data, size);
}

#endif
