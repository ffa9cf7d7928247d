/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "changes.h"

#include <stdlib.h>

static void add(struct changed_rows *rows, uint32_t row, enum table_change change)
{
    rows->list[rows->count++] = (struct changed_row){row, change};
}

/* Closed sockets come first in the diff. */
static size_t count_closed(const struct diff *diff)
{
    size_t count = 0;

    while (count < diff->count && diff->rows[count].kind == DIFF_CLOSED)
        count++;
    return count;
}

static void merge(struct changed_rows *rows, const struct gathering *gathering, bool with_closed)
{
    const struct gathering *earlier = gathering->earlier;
    const struct diff *diff = &gathering->changes;
    size_t closed_count = count_closed(diff), other = closed_count, place = 0;
    size_t closed = with_closed && earlier != NULL ? 0 : closed_count;

    for (size_t i = 0; i <= gathering->count; i++) {
        for (; closed < closed_count; closed++) {
            uint32_t row = diff->rows[closed].rows[DIFF_BEFORE];

            while (earlier->rows[place] != row)
                place++;
            if (place >= earlier->count || (i < gathering->count && place > rows->count))
                break;
            add(rows, row, TABLE_CLOSED);
        }
        if (i == gathering->count)
            break;
        if (other < diff->count && diff->rows[other].rows[DIFF_AFTER] == gathering->rows[i])
            add(rows, gathering->rows[i],
                diff->rows[other++].kind == DIFF_OPENED ? TABLE_OPENED : TABLE_CHANGED);
        else
            add(rows, gathering->rows[i], TABLE_SAME);
    }
}

bool changes_make(struct changed_rows *rows, size_t counts[TABLE_CHANGE_COUNT],
                  const struct gathering *gathering, bool with_closed)
{
    static const enum table_change changes[DIFF_KIND_COUNT] = {
        [DIFF_CLOSED] = TABLE_CLOSED, [DIFF_OPENED] = TABLE_OPENED, [DIFF_CHANGED] = TABLE_CHANGED};
    const struct diff *diff = &gathering->changes;

    for (unsigned i = 0; i < TABLE_CHANGE_COUNT; i++)
        counts[i] = 0;
    for (size_t i = 0; i < diff->count; i++)
        counts[changes[diff->rows[i].kind]]++;
    *rows = (struct changed_rows){.list = calloc(
                                      gathering->count + diff->count + 1, sizeof(*rows->list))};
    if (rows->list != NULL)
        merge(rows, gathering, with_closed);
    return rows->list != NULL;
}
