/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Visits every attested spelling of a state. */
#ifndef LSOCK_EACH_SPELLING_H
#define LSOCK_EACH_SPELLING_H

#include "state.h"

/* Spellings of dialects, extras and aliases, but not ambiguous or group words. A spelling that
 * several share is visited for each of them. */
static inline void each_spelling(void (*visit)(void *context, const char *spelling,
                                               enum state state),
                                 void *context)
{
    for (size_t d = 0; d < DIALECT_COUNT; d++)
        for (size_t s = STATE_LISTEN; s < STATE_COUNT; s++) {
            const char *spelling = state_dialects[d].spelling[s];

            if (spelling != NULL)
                visit(context, spelling, (enum state)s);
        }
    for (size_t i = 0; i < state_extra_count; i++)
        visit(context, state_extras[i].spelling, state_extras[i].state);
    for (size_t i = 0; i < state_alias_count; i++)
        visit(context, state_aliases[i].spelling, state_aliases[i].state);
}

#endif
