/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terms.h"

#include "compiler.h"

static const struct term_table *const tables[] = {
    &connection_terms,
    &segment_terms,
    &socket_terms,
};

size_t term_count(void)
{
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(tables); i++)
        count += tables[i]->count;
    return count;
}

const struct term *term_at(size_t index)
{
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        if (index < tables[i]->count)
            return &tables[i]->terms[index];
        index -= tables[i]->count;
    }
    return NULL;
}
