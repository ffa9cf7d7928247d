/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "number.h"

#include <string.h>

/* Writing two digits at a time halves the number of divisions. */
static const char digit_pairs[] = "00010203040506070809101112131415161718192021222324"
                                  "25262728293031323334353637383940414243444546474849"
                                  "50515253545556575859606162636465666768697071727374"
                                  "75767778798081828384858687888990919293949596979899";

size_t number_write(char *out, uint64_t number)
{
    size_t digits, at;

    if (number < 10) { /* most queues are empty */
        *out = (char)('0' + number);
        return 1;
    }
    digits = at = number_width(number);
    while (number >= 100) {
        const char *pair = digit_pairs + 2 * (number % 100);

        out[--at] = pair[1];
        out[--at] = pair[0];
        number /= 100;
    }
    if (number >= 10)
        out[1] = digit_pairs[2 * number + 1];
    out[0] = digit_pairs[2 * number + (number < 10)];
    return digits;
}

size_t number_write_signed(char *out, int64_t number)
{
    if (number >= 0)
        return number_write(out, (uint64_t)number);
    *out = '-';
    return 1 + number_write(out + 1, (uint64_t)0 - (uint64_t)number);
}

size_t number_write_hex64(char *out, uint64_t number)
{
    for (size_t i = 0; i < 16; i++)
        out[i] = "0123456789abcdef"[(number >> (60 - 4 * i)) & 15];
    return 16;
}

static int digit_value(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

static bool parse(struct text text, unsigned base, uint64_t max, uint64_t *number)
{
    uint64_t sum = 0;

    if (text.length == 0)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned digit = (unsigned)digit_value(text.bytes[i]);

        if (digit >= base || digit > max || sum > (max - digit) / base)
            return false;
        sum = sum * base + digit;
    }
    *number = sum;
    return true;
}

bool number_parse(struct text text, uint64_t max, uint64_t *number)
{
    return parse(text, 10, max, number);
}

bool number_parse_hex(struct text text, uint64_t max, uint64_t *number)
{
    return parse(text, 16, max, number);
}

size_t number_unescape(char *bytes, size_t length, struct text lead, unsigned base, size_t digits)
{
    size_t size = lead.length + digits, kept = 0;

    for (size_t at = 0; at < length;) {
        struct text rest = {bytes + at, length - at};
        uint64_t number;

        if (rest.length >= size && text_starts_with(rest, lead) &&
            parse((struct text){rest.bytes + lead.length, digits}, base, UINT16_MAX, &number)) {
            bytes[kept++] = (char)number;
            at += size;
        } else {
            bytes[kept++] = bytes[at++];
        }
    }
    return kept;
}

/* Constant sizes: memcpy of these is one instruction. */
uint64_t number_load(const void *from, size_t size)
{
    uint64_t eight;
    uint32_t four;
    uint16_t two;

    switch (size) {
    case 8:
        memcpy(&eight, from, sizeof(eight));
        return eight;
    case 4:
        memcpy(&four, from, sizeof(four));
        return four;
    case 2:
        memcpy(&two, from, sizeof(two));
        return two;
    default:
        return *(const uint8_t *)from;
    }
}

bool number_store(void *to, size_t size, uint64_t number)
{
    uint32_t four = (uint32_t)number;
    uint16_t two = (uint16_t)number;

    switch (size) {
    case 8:
        memcpy(to, &number, sizeof(number));
        return true;
    case 4:
        memcpy(to, &four, sizeof(four));
        return four == number;
    case 2:
        memcpy(to, &two, sizeof(two));
        return two == number;
    default:
        *(uint8_t *)to = (uint8_t)number;
        return number <= UINT8_MAX;
    }
}
