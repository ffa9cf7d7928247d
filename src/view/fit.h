/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses column widths if the terminal is too narrow for the widest cells. */
#ifndef LSOCK_FIT_H
#define LSOCK_FIT_H

#include "table.h"

/* Cells are counted by column and width; the last count includes all wider cells. */
#define FIT_WIDTHS ((size_t)64)

static inline void fit_count(uint32_t *counts, size_t column, size_t width)
{
    counts[column * FIT_WIDTHS + (width < FIT_WIDTHS ? width : FIT_WIDTHS - 1)]++;
}

/* Returns the length of a line with these columns. */
size_t fit_length(const struct table *table, const size_t *widths, size_t gap);

/*
 * Narrows columns until lines fit, but not below the width of the title and of three quarters of
 * the cells. A few long cells then do not widen the column for all rows.
 */
void fit_columns(const struct table *table, bool heading, size_t gap, size_t terminal,
                 const uint32_t *counts, size_t *widths);

#endif
