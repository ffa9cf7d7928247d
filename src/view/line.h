/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes cells side by side, each at its column if possible. If the terminal is too narrow, a cell
 * moves left or to the next line. Values are never broken or cut.
 */
#ifndef LSOCK_LINE_H
#define LSOCK_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "output.h"
#include "value.h"

/* Minimum width for wrapping words. */
#define LINE_WORDS ((size_t)24)

struct line {
    struct output *output;
    bool colour;
    size_t width;  /* of the terminal; 0: no limit */
    size_t indent; /* of continuation lines */
    size_t at;     /* the cursor; 0: the line is empty */
    size_t shift;  /* how far columns move left on continuation lines */
};

struct line_cell {
    size_t start;     /* of its column */
    size_t pad;       /* blanks before it in its column */
    struct text text; /* safe on a terminal */
    size_t columns;   /* its width */
    enum role role;
    bool right; /* stays in its column, or moves to the next line */
    bool last;  /* its words may wrap */
};

/* Writes a cell; does nothing if it is empty. */
void line_put(struct line *line, const struct line_cell *cell);

/* Moves the cursor to where a text of several words can start; returns the column. */
size_t line_go(struct line *line, size_t start);

#endif
