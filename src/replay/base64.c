/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base64.h"

#include <stdint.h>

#include "number.h"

static int digit_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (ascii_is_digit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool base64_decode(char *bytes, size_t *length)
{
    size_t out = 0, padding = 0;
    uint32_t bits = 0;

    if (*length % 4 != 0)
        return false;
    for (size_t i = 0; i < *length; i++) {
        int digit = digit_of(bytes[i]);

        if (bytes[i] == '=' && i + 2 >= *length)
            padding++;
        else if (digit < 0 || padding > 0)
            return false;
        bits = bits << 6 | (uint32_t)(digit < 0 ? 0 : digit);
        if (i % 4 == 3)
            for (int shift = 16; shift >= 0; shift -= 8)
                bytes[out++] = (char)(bits >> shift & 255);
    }
    *length = out - padding;
    return true;
}
