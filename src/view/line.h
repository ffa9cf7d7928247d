/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cells side by side, each at its column if there is room. Where a terminal is too narrow, a cell
 * moves left as far as it takes, or goes to a line below: no value is broken and nothing is cut.
 */
#ifndef LSOCK_LINE_H
#define LSOCK_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "output.h"
#include "value.h"

/* Words go below one another in no less room than this. */
#define LINE_WORDS ((size_t)24)

struct line {
    struct output *output;
    bool colour;
    size_t width;  /* of the terminal; 0: a line is as long as its cells */
    size_t indent; /* of the lines below */
    size_t at;     /* the cursor; 0: nothing is on this line */
    size_t shift;  /* what was meant for a column is so much further left on the lines below */
};

struct line_cell {
    size_t start;     /* of its column */
    size_t pad;       /* blanks before it in its column */
    struct text text; /* safe on a terminal */
    size_t columns;   /* that it takes */
    enum role role;
    bool right; /* stays in its column, or goes below */
    bool last;  /* its words may go below one another */
};

/* Writes a cell, unless it is empty. */
void line_put(struct line *line, const struct line_cell *cell);

/* Moves the cursor to where a text of several words may start; returns the column. */
size_t line_go(struct line *line, size_t start);

#endif
