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

/* The same for paths and accounts of Windows: a backslash is plain where nothing else in the text is
 * escaped. */
size_t cell_escape_windows(struct builder *builder, struct text text);

/* The same for messages, whose paths are those of this system. */
size_t cell_escape_message(struct builder *builder, struct text text);

/* The columns of what is escaped already. */
size_t cell_width(struct text escaped);

/*
 * Appends any value; returns the columns of a terminal that it takes. `names` turns interface
 * numbers into names, and says whether the texts are of Windows; `resolve` (may be NULL) also hosts and services (-r).
 */
size_t cell_write(struct builder *builder, const struct value *value, const struct names *names,
                  const struct names *resolve);

/*
 * Nearly all values are simple: printable ASCII of at most CELL_SIMPLE_MAX bytes, safe in quotes,
 * which no look-up of names can change. Writes such a one, for which `out` has as much room, and
 * returns its length, or 0.
 */
#define CELL_SIMPLE_MAX ((size_t)64)
size_t cell_write_simple(char *out, const struct value *value);

#endif
