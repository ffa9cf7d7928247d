/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fields.h"

struct fields fields_of(struct text line)
{
    return (struct fields){line.bytes, line.bytes + line.length};
}

static void skip_blanks(struct fields *fields)
{
    while (fields->at < fields->end && *fields->at == ' ')
        fields->at++;
}

bool fields_at_end(struct fields *fields)
{
    skip_blanks(fields);
    return fields->at == fields->end;
}

bool fields_word(struct fields *fields, struct text *word)
{
    const char *begin;

    skip_blanks(fields);
    begin = fields->at;
    while (fields->at < fields->end && *fields->at != ' ')
        fields->at++;
    *word = (struct text){begin, (size_t)(fields->at - begin)};
    return word->length > 0;
}

bool fields_byte(struct fields *fields, char byte)
{
    if (fields->at == fields->end || *fields->at != byte)
        return false;
    fields->at++;
    return true;
}

static unsigned hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'A' && c <= 'F')
        return (unsigned)(c - 'A') + 10;
    return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}

static bool take_number(struct fields *fields, unsigned base, uint64_t max, uint64_t *number)
{
    const char *begin = fields->at;
    uint64_t sum = 0;

    for (; fields->at < fields->end; fields->at++) {
        unsigned digit = hex_digit(*fields->at);

        if (digit >= base)
            break;
        if (digit > max || sum > (max - digit) / base)
            return false;
        sum = sum * base + digit;
    }
    *number = sum;
    return fields->at > begin;
}

bool fields_decimal(struct fields *fields, uint64_t max, uint64_t *number)
{
    skip_blanks(fields);
    return take_number(fields, 10, max, number);
}

bool fields_hex(struct fields *fields, uint64_t max, uint64_t *number)
{
    skip_blanks(fields);
    return take_number(fields, 16, max, number);
}

bool fields_hex32(struct fields *fields, uint32_t *number)
{
    uint32_t sum = 0;

    if (fields->end - fields->at < 8)
        return false;
    for (unsigned i = 0; i < 8; i++) {
        unsigned digit = hex_digit(fields->at[i]);

        if (digit > 15)
            return false;
        sum = sum << 4 | digit;
    }
    fields->at += 8;
    *number = sum;
    return true;
}
