/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fit.h"

#include <string.h>

#include "line.h"

size_t fit_length(const struct table *table, const size_t *widths, size_t gap)
{
    size_t length = 0;

    for (size_t column = 0; column < table->column_count; column++)
        length += (column > 0 ? gap : 0) + widths[column];
    return length;
}

static bool is_last(const struct table *table, size_t column)
{
    return column + 1 == table->column_count;
}

/* Whether the column can become one narrower. */
static bool has_rare_width(const struct table *table, bool heading, const uint32_t *counts,
                           const size_t *widths, size_t column)
{
    size_t width = widths[column], wider = 0;
    const uint32_t *own = counts + column * FIT_WIDTHS;

    if (table->columns[column].right || width == 0 ||
        (heading && width <= strlen(table->columns[column].title)))
        return false;
    for (size_t i = width < FIT_WIDTHS ? width : FIT_WIDTHS - 1; i < FIT_WIDTHS; i++)
        wider += own[i];
    return wider <= table->row_count / 4;
}

void fit_columns(const struct table *table, bool heading, size_t gap, size_t terminal,
                 const uint32_t *counts, size_t *widths)
{
    size_t length = fit_length(table, widths, gap), widest;

    /* The words of the last column can wrap to several lines. */
    if (table->column_count > 0 && widths[table->column_count - 1] > LINE_WORDS)
        length -= widths[table->column_count - 1] - LINE_WORDS;
    for (; length > terminal; length--) {
        widest = table->column_count;
        for (size_t column = 0; !is_last(table, column) && column < table->column_count; column++)
            if (has_rare_width(table, heading, counts, widths, column) &&
                (widest == table->column_count || widths[column] > widths[widest]))
                widest = column;
        if (widest == table->column_count)
            return;
        widths[widest]--;
    }
}
