/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "utf16.h"

#define REPLACEMENT 0xfffdu

static char *put(char *out, unsigned character)
{
    if (character < 0x80) {
        *out++ = (char)character;
        return out;
    }
    if (character < 0x800) {
        *out++ = (char)(0xc0 | character >> 6);
    } else {
        if (character < 0x10000) {
            *out++ = (char)(0xe0 | character >> 12);
        } else {
            *out++ = (char)(0xf0 | character >> 18);
            *out++ = (char)(0x80 | (character >> 12 & 0x3f));
        }
        *out++ = (char)(0x80 | (character >> 6 & 0x3f));
    }
    *out++ = (char)(0x80 | (character & 0x3f));
    return out;
}

static char *put_unit(struct utf16 *text, unsigned unit, char *out)
{
    bool is_low = unit >= 0xdc00 && unit <= 0xdfff;
    unsigned high = text->high;

    text->high = 0;
    if (high != 0 && is_low)
        return put(out, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
    if (high != 0)
        out = put(out, REPLACEMENT);
    if (unit < 0xd800 || unit > 0xdfff)
        return put(out, unit);
    if (is_low)
        return put(out, REPLACEMENT);
    text->high = unit;
    return out;
}

size_t utf16_to_utf8(struct utf16 *text, const unsigned char *bytes, size_t length, char *out)
{
    char *at = out;

    for (size_t i = 0; i < length; i++) {
        unsigned first = text->odd, second = bytes[i];

        text->has_odd = !text->has_odd;
        text->odd = bytes[i];
        if (!text->has_odd)
            at = put_unit(text, text->big_endian ? first << 8 | second : second << 8 | first, at);
    }
    if (length == 0 && (text->has_odd || text->high != 0)) {
        at = put(at, REPLACEMENT);
        *text = (struct utf16){.big_endian = text->big_endian};
    }
    return (size_t)(at - out);
}
