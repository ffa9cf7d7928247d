/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The style of each role on a terminal: the only place with colours. */
#ifndef LSOCK_STYLE_H
#define LSOCK_STYLE_H

#include <stdbool.h>

#include "text.h"
#include "value.h"

/* Returns the escape sequence that starts a role; empty for plain text. */
struct text style_begin(enum role role, bool colour);

/* Returns the sequence that ends it; empty if and only if style_begin is. */
struct text style_end(enum role role, bool colour);

#endif
