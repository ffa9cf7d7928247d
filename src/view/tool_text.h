/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists sockets in the layout of another tool, for --as: its headings, words and columns. */
#ifndef LSOCK_TOOL_TEXT_H
#define LSOCK_TOOL_TEXT_H

#include "output.h"
#include "tool_listing.h"

/* Returns which of TOOL_… the tool supports. */
unsigned tool_shows(enum format format);

/* Whether the tool lists sockets of this kind. */
bool tool_lists(enum format format, const struct socket *socket);

/*
 * Writes the sockets that the tool lists. Unknown values are `-`. Addresses are never truncated: an
 * address as wide as a truncated one is written with an extra zero, so that it cannot be mistaken.
 * False: out of memory.
 */
bool tool_write(const struct tool_listing *listing, struct output *output);

#endif
