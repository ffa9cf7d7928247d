/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Candidates for the word being typed, taken from the tables. */
#ifndef LSOCK_CANDIDATES_H
#define LSOCK_CANDIDATES_H

#include "bare_names.h"
#include "completion.h"
#include "next.h"
#include "output.h"

struct offering {
    struct output *output;
    struct text kept;    /* the part of the last word that stays */
    struct text typed;   /* the rest of it; candidates must start with it, ASCII case ignored */
    struct text taken;   /* for a list: the words before this one */
    char sign;           /* allowed before each word of the list; '\0': none */
    bool within;         /* not the first word of the list */
    const char *choices; /* as in struct option */
};

/* Moves the next `count` bytes of the typed text to `kept`. */
void offer_keep(struct offering *offering, size_t count);

/* Writes the first line; see complete.h. */
void offer_begin(const struct offering *offering, const char *how);

/* Writes a line for the word if it matches the typed text and is not in the list yet. `help` may be
 * NULL. */
void offer(const struct offering *offering, struct text word, const char *help);

/* Writes the whole answer for an argument of this kind; nothing if the kind has no candidates. */
void offer_kind(struct offering *offering, enum completion kind, const char *choices);

void offer_verbs(struct offering *offering);

/* `names`: names that exist now; NULL: offer none. */
void offer_filter(struct offering *offering, const struct filter_next *next,
                  struct bare_names *names);

#endif
