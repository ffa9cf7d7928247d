/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is to be written in the layout of another tool. */
#ifndef LSOCK_TOOL_LISTING_H
#define LSOCK_TOOL_LISTING_H

#include "column.h"
#include "format.h"

/* What is shown beside the columns that the tool always has. */
enum {
    TOOL_OWNERS = 1u << 0,
    TOOL_EXTENDED = 1u << 1,
    TOOL_TIMER = 1u << 2,
};

struct tool_listing {
    enum format format; /* FORMAT_AS_… */
    unsigned shown;     /* TOOL_… */
    bool heading;
    const struct column_context *context;
    const uint32_t *rows; /* of the snapshot, in order */
    size_t count;
};

#endif
