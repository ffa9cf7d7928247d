/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "random.h"

#include <stdint.h>

#include "clock.h"
#include "hash.h"

void random_hash_key(void)
{
    uint64_t key[2];

    if (!random_bytes(key, sizeof(key))) {
        /* The time and the program's load address can be guessed, but not in advance. */
        struct timespec now = clock_now();

        key[0] = (uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec;
        key[1] = (uint64_t)(uintptr_t)&key << 20 ^ (uint64_t)(uintptr_t)&hash_start;
    }
    hash_set_key(key);
}
