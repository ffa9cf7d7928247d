/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One value as text that is safe on a terminal; "-" for what is unknown. */
#ifndef LSOCK_CELL_H
#define LSOCK_CELL_H

#include <stddef.h>

#include "builder.h"
#include "names.h"
#include "value.h"

/*
 * Appends bytes of unknown origin so that a terminal only ever sees printable characters: control
 * characters, bytes that are no UTF-8, and the invisible marks that reorder text come out as \n,
 * \t, \x1b, \u{202e}; a backslash is doubled, so that the text can be read back. Returns the
 * columns taken.
 */
size_t cell_escape(struct builder *builder, struct text text);

/*
 * Nearly all cells are simple: printable ASCII of at most CELL_SIMPLE_MAX bytes that no look-up of
 * names can change. They can be measured without being written, and written in place.
 */
#define CELL_SIMPLE_MAX ((size_t)64)

/* Bytes and columns that a simple value takes; 0 where the value is not simple, or empty. */
size_t cell_simple_width(const struct value *value);

/* Writes a simple value, without a zero byte; returns its width, or 0, and writes nothing, where it
 * is not simple. */
size_t cell_simple_write(char *out, const struct value *value);

/*
 * Appends any value; returns the columns of a terminal that it takes. `names` turns interface
 * numbers into names; `resolve` (may be NULL) also hosts and services (-r).
 */
size_t cell_write(struct builder *builder, const struct value *value, const struct names *names,
                  const struct names *resolve);

#endif
