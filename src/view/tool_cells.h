/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells of other tools' tables: see tool_text.c, which puts them in rows. */
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
    int width;     /* at least; negative: aligned to the right */
    unsigned gap;  /* blanks in front */
    unsigned with; /* TOOL_…: only then; 0: always */
};

#define CELLS_MAX 12
#define PARTS_MAX 2

/* A table of the tool, with sockets of these protocols; a heading above the titles. */
struct tool_part {
    uint32_t protocols; /* PROTOCOL_BIT */
    const char *heading;
    struct tool_cell cells[CELLS_MAX];
};

struct tool {
    enum style style;
    enum state_dialect dialect;
    size_t cut_cell, cut_host; /* lengths at which the tool cuts an end, or its address; 0: none */
    struct tool_part parts[PARTS_MAX];
};

/* What a row is written with. */
struct writer {
    const struct tool_listing *listing;
    const struct tool *tool;
    const struct socket *socket;
    struct builder cell;
    struct output *output;
};

/* Makes the cell of the socket, as the tool writes it. */
void tool_cell(struct writer *writer, enum what what);

#endif
