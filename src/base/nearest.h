/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "Did you mean …?": the word of a list that is nearest to what was typed. */
#ifndef LSOCK_NEAREST_H
#define LSOCK_NEAREST_H

#include "text.h"

/*
 * Collects the best candidate while the caller walks its own table: start with a zeroed struct,
 * offer each word, read `best`, which points into the candidate. Distance is Damerau-Levenshtein
 * over bytes, ignoring ASCII case. A candidate further away than a third of the longer word (at
 * least 1, at most 3) is never taken, nor another word of one letter, so that a suggestion is a
 * likely typo and not a guess. The first of equals wins. An empty word, or one of more than 64
 * bytes, is near nothing.
 */
struct nearest {
    struct text best; /* length 0: nothing near */
    unsigned distance;
};

void nearest_offer(struct nearest *nearest, struct text typed, struct text candidate);

#endif
