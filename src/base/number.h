/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers to text and back, exactly; written here because printf costs more than all else in a
 * listing of a million sockets, and because strtoul accepts blanks, signs and overflow. */
#ifndef LSOCK_NUMBER_H
#define LSOCK_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

#define NUMBER_MAX_LENGTH 20 /* digits of UINT64_MAX; also a sign and the digits of INT64_MIN */

/* How many digits number_write gives. */
static inline size_t number_width(uint64_t number)
{
    size_t digits = 1;

    while (number >= 10000) {
        number /= 10000;
        digits += 4;
    }
    return digits + (number >= 10) + (number >= 100) + (number >= 1000);
}

/* Decimal digits into `out` (room for NUMBER_MAX_LENGTH, no zero byte); returns how many. */
size_t number_write(char *out, uint64_t number);
size_t number_write_signed(char *out, int64_t number);

/* Exactly 16 lower-case hex digits. */
size_t number_write_hex64(char *out, uint64_t number);

/* The whole of `text` as a decimal number up to `max`; false where it is anything else. */
bool number_parse(struct text text, uint64_t max, uint64_t *number);

/* As above in hexadecimal, without 0x. */
bool number_parse_hex(struct text text, uint64_t max, uint64_t *number);

/* Puts bytes in the place of their escapes: `lead` and so many digits, \x2d or \040. Returns the
 * length that is left. */
size_t number_unescape(char *bytes, size_t length, struct text lead, unsigned base, size_t digits);

/* The unsigned number of `size` bytes (1, 2, 4 or 8) in the machine's byte order; not aligned. */
uint64_t number_load(const void *from, size_t size);

/* The way back. False: it does not fit, and its lower bytes are there. */
bool number_store(void *to, size_t size, uint64_t number);

#endif
