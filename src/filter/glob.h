/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LSOCK_GLOB_H
#define LSOCK_GLOB_H

#include "text.h"

/*
 * Whether all of `text` is like the pattern: `*` any bytes, `?` one byte, `[a-z]` and `[!a-z]` one
 * of these or none of these, anything else itself; a `[` that is not closed is itself. Takes at
 * most as many steps as the product of both lengths.
 */
bool glob_match(struct text pattern, struct text text, bool nocase);

#endif
