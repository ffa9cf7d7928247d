/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The restricted Damerau-Levenshtein distance: insert, delete, replace, or swap two neighbours; no
 * position is edited twice. Three rows of the table suffice, because a swap looks two rows back. */
#include "nearest.h"

/* Longer than any word in our tables; limits time and stack for hostile input. */
enum { WORD_MAX = 64 };

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static void copy_lower(char *to, struct text from)
{
    for (size_t i = 0; i < from.length; i++)
        to[i] = ascii_lower(from.bytes[i]);
}

/* Both words have at most WORD_MAX bytes. */
static unsigned distance_of(struct text typed, struct text candidate)
{
    char a[WORD_MAX], b[WORD_MAX];
    unsigned rows[3][WORD_MAX + 1] = {{0}};
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];

    copy_lower(a, typed);
    copy_lower(b, candidate);
    for (unsigned j = 0; j <= candidate.length; j++)
        above[j] = j;
    for (unsigned i = 1; i <= typed.length; i++) {
        row[0] = i;
        for (unsigned j = 1; j <= candidate.length; j++) {
            row[j] = smaller(above[j], row[j - 1]) + 1;
            row[j] = smaller(row[j], above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
        unsigned *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[candidate.length];
}

/* A third of the word, at least 1, at most 3. */
static unsigned furthest_for(size_t longer)
{
    if (longer < 6)
        return 1;
    return longer < 9 ? 2 : 3;
}

void nearest_offer(struct nearest *nearest, struct text typed, struct text candidate)
{
    bool typed_is_longer = typed.length > candidate.length;
    size_t longer = typed_is_longer ? typed.length : candidate.length;
    size_t shorter = typed_is_longer ? candidate.length : typed.length;
    unsigned furthest = furthest_for(longer);

    if (longer > WORD_MAX || shorter == 0 || longer - shorter > furthest)
        return;

    unsigned distance = distance_of(typed, candidate);

    if (distance > furthest || distance >= longer)
        return;
    if (nearest->best.length == 0 || distance < nearest->distance) {
        nearest->best = candidate;
        nearest->distance = distance;
    }
}
