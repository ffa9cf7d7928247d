/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a role looks on a terminal: the one place that knows colours. */
#ifndef LSOCK_STYLE_H
#define LSOCK_STYLE_H

#include <stdbool.h>

#include "text.h"
#include "value.h"

/* The escape sequence that begins a role; empty where it looks like plain text. */
struct text style_begin(enum role role, bool colour);

/* The one that ends it; empty exactly where style_begin is. */
struct text style_end(enum role role, bool colour);

#endif
