/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Formats the cells of other tools' tables; tool_text.c arranges them in rows. */
#ifndef LSOCK_TOOL_CELLS_H
#define LSOCK_TOOL_CELLS_H

#include "builder.h"
#include "output.h"
#include "tool_listing.h"

enum what {
    PROTOCOL,
    STATE,
    RECV,
    SEND,
    LOCAL,
    REMOTE,
    USER,
    INODE,
    PROGRAM,
    PID,
    USERS,
    DETAILS,
    TIMER,
    REFERENCES,
    FLAGS,
    TYPE,
    PATH,
};

enum style { COLON, SS, DOT, WINDOWS };

struct tool_cell {
    enum what what;
    const char *title;
    int width;     /* minimum; negative: right-aligned */
    unsigned gap;  /* blanks before it */
    unsigned with; /* TOOL_…: shown only then; 0: always */
};

#define CELLS_MAX 12
#define PARTS_MAX 2

/* One table of the tool: its protocols, heading and columns. */
struct tool_part {
    uint32_t protocols; /* PROTOCOL_BIT */
    const char *heading;
    struct tool_cell cells[CELLS_MAX];
};

struct tool {
    enum style style;
    enum state_dialect dialect;
    size_t cut_cell, cut_host; /* lengths at which the tool truncates an endpoint or its address;
                                * 0: never */
    struct tool_part parts[PARTS_MAX];
};

/* The state needed to write a row. */
struct writer {
    const struct tool_listing *listing;
    const struct tool *tool;
    const struct socket *socket;
    struct builder cell;
    struct output *output;
};

/* Formats the cell as the tool does. */
void tool_cell(struct writer *writer, enum what what);

#endif
