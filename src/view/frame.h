/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The content of a terminal screen, written line by line from the top, cut at the edges, and output
 * at once. */
#ifndef LSOCK_FRAME_H
#define LSOCK_FRAME_H

#include "builder.h"

/* Ready to use if zeroed except for the sizes. */
struct frame {
    struct builder bytes;
    size_t rows, columns;
    size_t left; /* number of columns hidden on the left */
    bool utf8;   /* supported by the terminal; otherwise non-ASCII characters become '?' */
    size_t row;  /* the next row */
};

void frame_begin(struct frame *frame, size_t rows, size_t columns, size_t left);

/* Writes a line; colours are the only escape sequences allowed. Does nothing below the last row. */
void frame_line(struct frame *frame, struct text line);

/* Leaves the rows before this one empty. */
void frame_skip(struct frame *frame, size_t row);

/* A visible cursor stays after the last line. */
struct text frame_end(struct frame *frame, bool cursor);

#endif
