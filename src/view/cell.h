/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Formats one value as text that is safe on a terminal; "-" if it is unknown. */
#ifndef LSOCK_CELL_H
#define LSOCK_CELL_H

#include <stddef.h>

#include "builder.h"
#include "names.h"
#include "value.h"

/*
 * Appends bytes of unknown origin so that a terminal sees only printable characters. Control
 * characters, invalid UTF-8 and invisible marks that reorder text become \n, \t, \x1b, \u{202e}. A
 * backslash is doubled, so the text can be read back. Returns the number of columns.
 */
size_t cell_escape(struct builder *builder, struct text text);

/* The same for messages, which contain paths of this system. */
size_t cell_escape_message(struct builder *builder, struct text text);

/* Returns the columns of text that is already escaped. */
size_t cell_width(struct text escaped);

/*
 * Appends any value and returns its width in terminal columns. `names` turns interface numbers into
 * names, and knows whether texts come from Windows. `resolve` (may be NULL) also resolves hosts and
 * services (-r).
 */
size_t cell_write(struct builder *builder, const struct value *value, const struct names *names,
                  const struct names *resolve);

/*
 * Fast path for simple values: printable ASCII of at most CELL_SIMPLE_MAX bytes, safe in quotes,
 * and independent of name lookups. Nearly all values are simple. Writes the value to `out`, which
 * must have CELL_SIMPLE_MAX bytes, and returns its length, or 0 if it is not simple.
 */
#define CELL_SIMPLE_MAX ((size_t)64)
size_t cell_write_simple(char *out, const struct value *value);

#endif
