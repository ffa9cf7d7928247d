/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text.h"

#include <stdint.h>
#include <string.h>

char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

char ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ascii_is_alpha(char c)
{
    return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}

bool ascii_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct text text_of(const char *string)
{
    return (struct text){string, string == NULL ? 0 : strlen(string)};
}

bool text_equal(struct text a, struct text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool text_equal_nocase(struct text a, struct text b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (ascii_lower(a.bytes[i]) != ascii_lower(b.bytes[i]))
            return false;
    return true;
}

struct text text_take_until(struct text *rest, char separator)
{
    const char *end = rest->length == 0 ? NULL : memchr(rest->bytes, separator, rest->length);
    struct text part = {rest->bytes, end == NULL ? rest->length : (size_t)(end - rest->bytes)};
    size_t taken = part.length + (end != NULL);

    *rest = taken == 0 ? *rest : (struct text){rest->bytes + taken, rest->length - taken};
    return part;
}

bool text_next(struct text *rest, char separator, struct text *word)
{
    size_t length = rest->length;

    if (rest->bytes == NULL)
        return false;
    *word = text_take_until(rest, separator);
    if (word->length == length)
        *rest = (struct text){NULL, 0};
    return true;
}

size_t text_count(struct text text, char byte)
{
    size_t count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] == byte;
    return count;
}

bool text_contains(struct text text, struct text part)
{
    for (size_t at = 0; at + part.length <= text.length; at++)
        if (memcmp(text.bytes + at, part.bytes, part.length) == 0)
            return true;
    return false;
}

bool text_starts_with(struct text whole, struct text start)
{
    return whole.length >= start.length &&
           text_equal((struct text){whole.bytes, start.length}, start);
}

bool text_ends_with(struct text whole, struct text end)
{
    return whole.length >= end.length &&
           text_equal((struct text){whole.bytes + whole.length - end.length, end.length}, end);
}

int text_compare(struct text a, struct text b)
{
    size_t common = a.length < b.length ? a.length : b.length;
    int order = common == 0 ? 0 : memcmp(a.bytes, b.bytes, common);

    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

static bool is_plain(char byte)
{
    return byte >= 0x20 && byte < 0x7f && byte != '\\' && byte != '"';
}

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (uint64_t)(value))

/* The high bit of some byte is set if any of 8 ASCII bytes is zero. */
static uint64_t has_zero(uint64_t word)
{
    return (word - EACH_BYTE(1)) & ~word;
}

static uint64_t load8(const char bytes[8])
{
    uint64_t word;

    memcpy(&word, bytes, sizeof(word));
    return word;
}

static uint64_t load4(const char bytes[4])
{
    uint32_t word;

    memcpy(&word, bytes, sizeof(word));
    return word;
}

/* Loads 1 to 7 bytes as 8: each byte at least once, padded with plain bytes. */
static uint64_t load_short(struct text text)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes;

    if (text.length >= 4)
        return load4(text.bytes) << 32 | load4(text.bytes + text.length - 4);
    return EACH_BYTE('a') << 24 | (uint64_t)bytes[0] << 16 | (uint64_t)bytes[text.length / 2] << 8 |
           bytes[text.length - 1];
}

/* Whether all of 8 bytes are plain. Checked in one step, because it runs for every cell and most
 * text is plain. */
static bool are_plain(uint64_t word)
{
    uint64_t marks;

    marks = word | (word + EACH_BYTE(1)) | (word - EACH_BYTE(0x20)); /* not ASCII, DEL, below ' ' */
    marks |= has_zero(word ^ EACH_BYTE('\\')) | has_zero(word ^ EACH_BYTE('"'));
    return (marks & EACH_BYTE(0x80)) == 0;
}

size_t text_plain_length(struct text text)
{
    size_t length = 0;

    if (text.length < 8 && text.length > 0 && are_plain(load_short(text)))
        return text.length;
    while (text.length - length >= 8 && are_plain(load8(text.bytes + length)))
        length += 8;
    /* The last 8 bytes in one step, even if some of them were checked before. */
    if (length > 0 && text.length - length < 8 && are_plain(load8(text.bytes + text.length - 8)))
        return text.length;
    while (length < text.length && is_plain(text.bytes[length]))
        length++;
    return length;
}
