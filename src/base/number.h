/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Converts numbers to text and back. printf would take most of the time of a listing of a million
 * sockets, and strtoul accepts blanks, signs and overflow. */
#ifndef LSOCK_NUMBER_H
#define LSOCK_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

#define NUMBER_MAX_LENGTH 20 /* digits of UINT64_MAX; also INT64_MIN with its sign */

/* Returns the number of digits that number_write writes. */
static inline size_t number_width(uint64_t number)
{
    size_t digits = 1;

    while (number >= 10000) {
        number /= 10000;
        digits += 4;
    }
    return digits + (number >= 10) + (number >= 100) + (number >= 1000);
}

/* Writes decimal digits to `out` (room for NUMBER_MAX_LENGTH, no zero byte) and returns how many.
 */
size_t number_write(char *out, uint64_t number);
size_t number_write_signed(char *out, int64_t number);

/* Writes exactly 16 lower-case hex digits. */
size_t number_write_hex64(char *out, uint64_t number);

/* Parses all of `text` as a decimal number up to `max`; false for anything else. */
bool number_parse(struct text text, uint64_t max, uint64_t *number);

/* As number_parse, in hexadecimal without 0x. */
bool number_parse_hex(struct text text, uint64_t max, uint64_t *number);

/* Decodes escapes in place: `lead` and `digits` digits, such as \x2d or \040. Returns the new
 * length. */
size_t number_unescape(char *bytes, size_t length, struct text lead, unsigned base, size_t digits);

/* Reads an unsigned number of `size` bytes (1, 2, 4 or 8) in host byte order; need not be aligned.
 */
uint64_t number_load(const void *from, size_t size);

/* Stores a number in the same way. False: it does not fit, and only its lower bytes were stored. */
bool number_store(void *to, size_t size, uint64_t number);

#endif
