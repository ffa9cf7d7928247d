/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a terminal shows, line by line from the top, cut at its edges and written at once. */
#ifndef LSOCK_FRAME_H
#define LSOCK_FRAME_H

#include "builder.h"

/* Zeroed but for the sizes it is ready. */
struct frame {
    struct builder bytes;
    size_t rows, columns;
    size_t left; /* columns of each line that are not shown, on the left */
    bool utf8;   /* the terminal takes it; other characters than ASCII are '?' otherwise */
    size_t row;  /* that comes next */
};

void frame_begin(struct frame *frame, size_t rows, size_t columns, size_t left);

/* A line, in which colours are the only escape sequences. Does nothing below the last row. */
void frame_line(struct frame *frame, struct text line);

/* Leaves the rows up to this one empty. */
void frame_skip(struct frame *frame, size_t row);

/* The cursor stays behind the last line if it is shown. */
struct text frame_end(struct frame *frame, bool cursor);

#endif
