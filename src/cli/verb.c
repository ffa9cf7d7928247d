/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verb.h"

#include "list.h"

/* The default one stands first. */
static const struct verb verbs[] = {
    {NULL, "[OPTIONS] [FILTER]", "list sockets", COMPLETE_NOTHING, list_run},
};

const struct verb *verbs_all(size_t *count)
{
    *count = COUNT_OF(verbs);
    return verbs;
}

const struct verb *verb_find(const struct text *words, size_t count)
{
    for (size_t i = 1; i < COUNT_OF(verbs) && count > 0; i++)
        if (text_equal(words[0], text_of(verbs[i].name)))
            return &verbs[i];
    return &verbs[0];
}
