/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sockets in the layout of another tool, for --as: its headings, its words, its columns. */
#ifndef LSOCK_TOOL_TEXT_H
#define LSOCK_TOOL_TEXT_H

#include "output.h"
#include "tool_listing.h"

/* Which of them the tool has. */
unsigned tool_shows(enum format format);

/* Whether the tool lists sockets of this kind. */
bool tool_lists(enum format format, const struct socket *socket);

/*
 * Writes the sockets that the tool lists. What is unknown is `-`. Addresses are never cut: one that
 * takes the width at which the tool cuts is written with a zero in front of a part of it, so that
 * nobody takes it for a cut one. False: out of memory.
 */
bool tool_write(const struct tool_listing *listing, struct output *output);

#endif
