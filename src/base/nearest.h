/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the word of a list that is nearest to what was typed ("did you mean …?"). */
#ifndef LSOCK_NEAREST_H
#define LSOCK_NEAREST_H

#include "text.h"

/*
 * Start with a zeroed struct, offer each word of a table, then read `best`, which points into a
 * candidate. Distance is Damerau-Levenshtein over bytes, ignoring ASCII case. A candidate is
 * rejected if its distance exceeds a third of the longer word (at least 1, at most 3), or if it is
 * a different word of one letter. The first of equal candidates wins. An empty word, or one of more
 * than 64 bytes, has no near word.
 */
struct nearest {
    struct text best; /* length 0: nothing near */
    unsigned distance;
};

void nearest_offer(struct nearest *nearest, struct text typed, struct text candidate);

#endif
