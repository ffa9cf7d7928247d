/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_GLOB_H
#define LSOCK_GLOB_H

#include "text.h"

/*
 * Whether all of `text` matches the pattern: `*` any bytes, `?` one byte, `[a-z]` one of these,
 * `[!a-z]` none of these, anything else literally; an unclosed `[` is literal. Takes at most as
 * many steps as the product of both lengths.
 */
bool glob_match(struct text pattern, struct text text, bool nocase);

#endif
