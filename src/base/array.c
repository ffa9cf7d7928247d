/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "array.h"

#include <stdint.h>
#include <stdlib.h>

void *array_grow(void *array, size_t count, size_t size)
{
    size_t room = count == 0 ? 1 : 2 * count;

    if ((count & (count - 1)) != 0)
        return array;
    if (count >= UINT32_MAX / 2 || room > SIZE_MAX / size)
        return NULL;
    return realloc(array, room * size);
}
