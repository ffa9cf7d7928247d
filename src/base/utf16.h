/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Converts UTF-16 (RFC 2781) to UTF-8. */
#ifndef LSOCK_UTF16_H
#define LSOCK_UTF16_H

#include <stdbool.h>
#include <stddef.h>

/* State between two pieces of a text. Zeroed: the start of a little-endian text. */
struct utf16 {
    bool big_endian;
    bool has_odd; /* first byte of an incomplete unit */
    unsigned char odd;
    unsigned high; /* first half of a surrogate pair; 0: none */
};

/* Upper bound of the bytes that utf16_to_utf8 writes for `length` bytes. */
#define UTF16_ROOM(length) ((length) / 2 * 3 + 6)

/* Converts a piece of UTF-16 to UTF-8 in `out` and returns the number of bytes written. A lone
 * surrogate becomes U+FFFD. Length 0 ends the text: an incomplete character becomes U+FFFD. */
size_t utf16_to_utf8(struct utf16 *text, const unsigned char *bytes, size_t length, char *out);

#endif
