/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decodes UTF-8 (RFC 3629) and tells how many terminal columns a character takes. */
#ifndef LSOCK_UTF8_H
#define LSOCK_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/*
 * Decodes the character at the start of `text`, which must not be empty. Returns its length in
 * bytes, 1 to 4, and its code point in *character. Returns 0 if the bytes are not valid UTF-8
 * (overlong forms, surrogates and code points above U+10FFFF included); the caller then skips one
 * byte.
 */
size_t utf8_decode(struct text text, uint32_t *character);

bool utf8_valid(struct text text);

/* 0 for combining marks and other invisible characters, 2 for East Asian wide characters and emoji,
 * otherwise 1. The table is coarse: it is only for aligning columns. */
unsigned utf8_width(uint32_t character);

/*
 * Whether writers must escape this character: it is a control character, is invisible, changes the
 * order or look of the text around it, or ends a line. Unescaped, it could disguise one name as
 * another.
 */
bool utf8_is_deceptive(uint32_t character);

#endif
