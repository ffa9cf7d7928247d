/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-16 as RFC 2781 has it, to UTF-8. */
#ifndef LSOCK_UTF16_H
#define LSOCK_UTF16_H

#include <stdbool.h>
#include <stddef.h>

/* What lies between two pieces of a text. Zeroed: the start of a little-endian one. */
struct utf16 {
    bool big_endian;
    bool has_odd; /* the first byte of a unit */
    unsigned char odd;
    unsigned high; /* the first half of a surrogate pair; 0: none */
};

/* The most bytes that utf16_to_utf8 writes for so many. */
#define UTF16_ROOM(length) ((length) / 2 * 3 + 6)

/*
 * Writes a piece of UTF-16 as UTF-8 to `out`; returns how many bytes that takes. Half a surrogate
 * pair becomes U+FFFD. Length 0 ends the text: what is left of it becomes U+FFFD.
 */
size_t utf16_to_utf8(struct utf16 *text, const unsigned char *bytes, size_t length, char *out);

#endif
