/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "utf8.h"

static size_t expected_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return 2;
    if (first >= 0xe0 && first <= 0xef)
        return 3;
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

size_t utf8_decode(struct text text, uint32_t *character)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    static const uint32_t first_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    size_t length = expected_length((unsigned char)text.bytes[0]);
    uint32_t number;

    if (length == 0 || length > text.length)
        return 0;
    number = (unsigned char)text.bytes[0] & first_bits[length];
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];

        if ((byte & 0xc0) != 0x80)
            return 0;
        number = number << 6 | (byte & 0x3f);
    }
    if (number < smallest[length] || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff))
        return 0;
    *character = number;
    return length;
}

bool utf8_valid(struct text text)
{
    uint32_t character;

    while (text.length > 0) {
        size_t length = utf8_decode(text, &character);

        if (length == 0)
            return false;
        text.bytes += length;
        text.length -= length;
    }
    return true;
}

struct range {
    uint32_t first, last;
};

static const struct range invisible[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489},   {0x0591, 0x05bd}, {0x0610, 0x061a}, {0x064b, 0x065f},
    {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},
    {0x2028, 0x202e}, {0x2060, 0x206f},   {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
    {0xfeff, 0xfeff}, {0xe0000, 0xe01ef},
};

static const struct range wide[] = {
    {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},
    {0x4e00, 0x9fff},   {0xa000, 0xa4cf},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe30, 0xfe4f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

/*
 * Unicode 16: the controls (Cc), Default_Ignorable_Code_Point, Bidi_Control, the separators of
 * lines and paragraphs (Zl, Zp), and the format characters (Cf) that show nothing themselves.
 */
static const struct range deceptive[] = {
    {0x0000, 0x001f},   {0x007f, 0x009f},   {0x00ad, 0x00ad},   {0x034f, 0x034f},
    {0x061c, 0x061c},   {0x115f, 0x1160},   {0x17b4, 0x17b5},   {0x180b, 0x180f},
    {0x200b, 0x200f},   {0x2028, 0x202e},   {0x2060, 0x206f},   {0x3164, 0x3164},
    {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},   {0xfff0, 0xfffb},
    {0x13430, 0x1343f}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

static bool within(const struct range *ranges, size_t count, uint32_t character)
{
    for (size_t i = 0; i < count; i++)
        if (character >= ranges[i].first && character <= ranges[i].last)
            return true;
    return false;
}

bool utf8_is_deceptive(uint32_t character)
{
    return within(deceptive, sizeof(deceptive) / sizeof(deceptive[0]), character);
}

unsigned utf8_width(uint32_t character)
{
    if (character < 0x300)
        return 1;
    if (within(invisible, sizeof(invisible) / sizeof(invisible[0]), character))
        return 0;
    return within(wide, sizeof(wide) / sizeof(wide[0]), character) ? 2 : 1;
}
