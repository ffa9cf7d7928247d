/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 as RFC 3629 has it, and how many columns of a terminal a character takes. */
#ifndef LSOCK_UTF8_H
#define LSOCK_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/*
 * The character at the start of `text` (which must not be empty): its length in bytes, 1 to 4, and
 * its number in *character; 0 where the bytes are no UTF-8 (overlong forms, surrogates and numbers
 * over U+10FFFF included): the caller then skips one byte.
 */
size_t utf8_decode(struct text text, uint32_t *character);

bool utf8_valid(struct text text);

/* 0 for combining marks and other invisible characters, 2 for East Asian wide ones and emoji,
 * else 1. The table is coarse: it aligns columns, it does not typeset. */
unsigned utf8_width(uint32_t character);

/*
 * Whether writers must escape this character: it is a control character, is invisible, changes the
 * order or the look of the text around it, or ends a line. With it a name can pass for another.
 */
bool utf8_is_deceptive(uint32_t character);

#endif
