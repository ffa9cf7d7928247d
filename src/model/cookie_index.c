/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cookie_index.h"

bool cookie_index_make(struct cookie_index *index, const struct snapshot *snapshot)
{
    *index = (struct cookie_index){.snapshot = snapshot};
    if (!map_reserve(&index->rows, snapshot->count))
        return false;
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);

        /* The associations of an SCTP endpoint share its cookie: the first row wins. */
        if ((socket->have & HAVE_COOKIE) != 0)
            map_enter(&index->rows, socket->cookie, (uint32_t)row);
    }
    return true;
}

void cookie_index_free(struct cookie_index *index)
{
    map_free(&index->rows);
}

const struct socket *cookie_index_find(const struct cookie_index *index, uint64_t cookie)
{
    uint32_t row;

    return map_find(&index->rows, cookie, &row) ? snapshot_at(index->snapshot, row) : NULL;
}
