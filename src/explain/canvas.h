/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Draws the lines of a picture into a report, in UTF-8 or ASCII. */
#ifndef LSOCK_CANVAS_H
#define LSOCK_CANVAS_H

#include "builder.h"
#include "report.h"

struct canvas {
    struct report *report;
    bool utf8;
    struct builder line;
    size_t column; /* of the next character */
};

/* Returns the ASCII replacement of a line-drawing character; '+' for a corner. */
char canvas_ascii(uint32_t character);

/* Appends UTF-8 text, one column per character; NULL: nothing. */
void canvas_put(struct canvas *canvas, const char *text);
void canvas_repeat(struct canvas *canvas, const char *text, size_t count);
/* Appends blanks up to this column. */
void canvas_go(struct canvas *canvas, size_t column);
/* Appends text from this column on. */
void canvas_at(struct canvas *canvas, size_t column, const char *text);
/* Draws "┌───────▼────────┐": the top or bottom of a box, with what crosses it. */
void canvas_edge(struct canvas *canvas, size_t column, size_t inner, const char *left,
                 const char *passes, const char *right);
void canvas_end_line(struct canvas *canvas);
void canvas_free(struct canvas *canvas);

#endif
