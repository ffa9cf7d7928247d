/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Widths of columns where a terminal is too narrow for the widest cell of each. */
#ifndef LSOCK_FIT_H
#define LSOCK_FIT_H

#include "table.h"

/* Cells are counted by column and width; those of the last width are at least so wide. */
#define FIT_WIDTHS ((size_t)64)

static inline void fit_count(uint32_t *counts, size_t column, size_t width)
{
    counts[column * FIT_WIDTHS + (width < FIT_WIDTHS ? width : FIT_WIDTHS - 1)]++;
}

/* What a line of such columns takes. */
size_t fit_length(const struct table *table, const size_t *widths, size_t gap);

/*
 * Narrows columns to the width that three quarters of their cells, and the title, keep to, as far
 * as it takes to fit: a few long cells do not push the columns of all other rows aside.
 */
void fit_columns(const struct table *table, bool heading, size_t gap, size_t terminal,
                 const uint32_t *counts, size_t *widths);

#endif
