/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "random.h"

#include <sys/random.h>

bool random_bytes(void *bytes, size_t size)
{
    return getrandom(bytes, size, GRND_NONBLOCK) == (ssize_t)size;
}
