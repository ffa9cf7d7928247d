/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may stand where a word is being typed, from the tables. */
#ifndef LSOCK_CANDIDATES_H
#define LSOCK_CANDIDATES_H

#include "bare_names.h"
#include "completion.h"
#include "next.h"
#include "output.h"

struct offering {
    struct output *output;
    struct text kept;    /* of the last word: what stays */
    struct text typed;   /* and what follows: candidates start with it, ASCII case ignored */
    struct text taken;   /* of a list: what it has already */
    char sign;           /* that may stand before each word of the list; '\0': none */
    bool within;         /* the list goes on: the word is not all of it */
    const char *choices; /* as in struct option */
};

/* The next `count` bytes of what was typed are kept, too. */
void offer_keep(struct offering *offering, size_t count);

/* The first line; see complete.h. */
void offer_begin(const struct offering *offering, const char *how);

/* A line for the word, unless something else was typed or the list has it. `help` may be NULL. */
void offer(const struct offering *offering, struct text word, const char *help);

/* The whole answer for an argument of this kind; nothing if nothing is known of it. */
void offer_kind(struct offering *offering, enum completion kind, const char *choices);

void offer_verbs(struct offering *offering);

/* `names`: of what exists; NULL: none are offered. */
void offer_filter(struct offering *offering, const struct filter_next *next,
                  struct bare_names *names);

#endif
