/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sockets in the layout of another tool, for --as: its headings, its words, its columns. */
#ifndef LSOCK_TOOL_TEXT_H
#define LSOCK_TOOL_TEXT_H

#include "column.h"
#include "format.h"
#include "output.h"

/* What is shown beside the columns that the tool always has. */
enum {
    TOOL_OWNERS = 1u << 0,
    TOOL_EXTENDED = 1u << 1,
    TOOL_TIMER = 1u << 2,
};

/* Which of them the tool has. */
unsigned tool_shows(enum format format);

/* Whether the tool lists sockets of this kind. */
bool tool_lists(enum format format, const struct socket *socket);

struct tool_listing {
    enum format format; /* FORMAT_AS_… */
    unsigned shown;     /* TOOL_… */
    bool heading;
    const struct column_context *context;
    const uint32_t *rows; /* of the snapshot, in order */
    size_t count;
};

/*
 * Writes the sockets that the tool lists. What is unknown is `-`. Addresses are never cut: one that
 * takes the width at which the tool cuts is written with a zero in front of a part of it, so that
 * nobody takes it for a cut one. False: out of memory.
 */
bool tool_write(const struct tool_listing *listing, struct output *output);

#endif
