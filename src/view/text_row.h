/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes rows of a table for people, once the widths of its columns are known. */
#ifndef LSOCK_TEXT_ROW_H
#define LSOCK_TEXT_ROW_H

#include "cell.h"
#include "table.h"

struct text_stream {
    const struct table *table;
    size_t first, rows; /* those that are written */
    const struct text_style *style;
    struct output *output;
    struct builder cell; /* buffer for the current cell */
    size_t *widths;
    size_t gap;
};

/* Returns the width of the terminal; 0: no limit. */
size_t text_line_width(const struct text_style *style);

bool text_is_marked(enum role role, const struct text_style *style);

/* Appends a cell; returns its width. */
size_t text_format(const struct table *table, const struct text_style *style,
                   struct builder *builder, size_t row, size_t column, enum role *role);

static inline void text_widen(size_t *widths, size_t column, size_t width)
{
    if (width > widths[column])
        widths[column] = width;
}

/* Columns start as wide as their titles. `sets`: number of sets of widths; the first is the
 * table's. False: out of memory. */
bool text_begin(struct text_stream *writer, const struct table *table,
                const struct text_style *style, struct output *output, size_t sets);

/* False: memory ran out. */
bool text_end(struct text_stream *writer);

/* Separates columns by two blanks, or by one if the lines would not fit the terminal. */
void text_choose_gap(struct text_stream *writer);

void text_print_titles(struct text_stream *writer);
void text_print_cells(struct text_stream *writer, size_t row);

/* Writes what follows the cells of a row, and the lines below it. */
void text_end_row(struct text_stream *writer, size_t row);

#endif
