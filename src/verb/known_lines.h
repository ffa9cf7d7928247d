/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of a table in the reading before: what is not among them has changed. */
#ifndef LSOCK_KNOWN_LINES_H
#define LSOCK_KNOWN_LINES_H

#include "map.h"
#include "text.h"

/* Zeroed: nothing is known. */
struct known_lines {
    struct map hashes;
};

/* In place of those that were known. False: out of memory. */
bool known_lines_set(struct known_lines *known, struct text lines) NODISCARD;
void known_lines_free(struct known_lines *known);

/* False also where nothing is known. */
bool known_lines_lack(const struct known_lines *known, struct text line);

#endif
