/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The input for the layout of another tool. */
#ifndef LSOCK_TOOL_LISTING_H
#define LSOCK_TOOL_LISTING_H

#include "column.h"
#include "format.h"

/* What is shown besides the tool's fixed columns. */
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
