/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table of 200,000 sockets has ten million digits, so these functions must be fast. */
#include "fields.h"

#include <limits.h>

bool fields_word(struct fields *fields, struct text *word)
{
    const char *begin;

    (void)fields_at_end(fields);
    begin = fields->at;
    while (fields->at < fields->end && *fields->at != ' ')
        fields->at++;
    *word = (struct text){begin, (size_t)(fields->at - begin)};
    return word->length > 0;
}

bool fields_decimal(struct fields *fields, uint64_t max, uint64_t *number)
{
    const char *at, *begin;
    uint64_t sum = 0;

    (void)fields_at_end(fields);
    begin = fields->at;
    for (at = begin; at < fields->end; at++) {
        unsigned digit = (unsigned)(unsigned char)*at - '0';

        if (digit > 9)
            break;
        if (sum >= UINT64_MAX / 10 && (sum > UINT64_MAX / 10 || digit > UINT64_MAX % 10))
            return false;
        sum = sum * 10 + digit;
    }
    fields->at = at;
    *number = sum;
    return at > begin && sum <= max;
}

/* The value of a hex digit plus 16; 0: not a hex digit. */
#define DIGIT 16u
static const uint8_t digits[UCHAR_MAX + 1] = {
    ['0'] = 16, ['1'] = 17, ['2'] = 18, ['3'] = 19, ['4'] = 20, ['5'] = 21, ['6'] = 22, ['7'] = 23,
    ['8'] = 24, ['9'] = 25, ['A'] = 26, ['B'] = 27, ['C'] = 28, ['D'] = 29, ['E'] = 30, ['F'] = 31,
    ['a'] = 26, ['b'] = 27, ['c'] = 28, ['d'] = 29, ['e'] = 30, ['f'] = 31,
};

bool fields_hex(struct fields *fields, uint64_t max, uint64_t *number)
{
    const char *at, *begin;
    uint64_t sum = 0;

    (void)fields_at_end(fields);
    begin = fields->at;
    for (at = begin; at < fields->end; at++) {
        unsigned digit = digits[(unsigned char)*at];

        if (digit == 0)
            break;
        if (sum >> 60 != 0)
            return false;
        sum = sum << 4 | (digit - DIGIT);
    }
    fields->at = at;
    *number = sum;
    return at > begin && sum <= max;
}

/* Adds all digits first, and subtracts the 16s of all digits at the end. */
static bool read_eight(const char *text, uint32_t *number)
{
    const unsigned char *at = (const unsigned char *)text;
    uint32_t a = digits[at[0]], b = digits[at[1]], c = digits[at[2]], d = digits[at[3]];
    uint32_t e = digits[at[4]], f = digits[at[5]], g = digits[at[6]], h = digits[at[7]];

    *number = (a << 28) + (b << 24) + (c << 20) + (d << 16) + (e << 12) + (f << 8) + (g << 4) + h -
              UINT32_C(0x11111110);
    return (a & b & c & d & e & f & g & h & DIGIT) != 0;
}

bool fields_hex_long(struct fields *fields, uint64_t max, uint64_t *number)
{
    uint32_t eight;

    (void)fields_at_end(fields);
    if (fields->end - fields->at <= 8 || digits[(unsigned char)fields->at[8]] != 0 ||
        !read_eight(fields->at, &eight))
        return fields_hex(fields, max, number);
    fields->at += 8;
    *number = eight;
    return eight <= max;
}

bool fields_hex32(struct fields *fields, uint32_t *number)
{
    if (fields->end - fields->at < 8 || !read_eight(fields->at, number))
        return false;
    fields->at += 8;
    return true;
}
