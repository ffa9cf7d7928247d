/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds what may follow in an unfinished filter, for completion. */
#ifndef LSOCK_FILTER_NEXT_H
#define LSOCK_FILTER_NEXT_H

#include "column.h"
#include "source.h"
#include "words.h"

struct filter_next {
    struct text typed; /* the last word, up to the end of the filter; length 0: not started */
    bool test;         /* a test may start here */
    bool operator;     /* a test is complete: `and`, `or` */
    bool comparison;   /* of `word` or `column` */
    bool value;        /* a value of `word` or `column` */
    enum word word;
    const struct column *column; /* or NULL */
};

/* Reads like the parser, but looks up no values and treats an unknown word as a test. */
struct filter_next filter_next(const struct filter_source *source);

/* Whether the test of the word, or otherwise of the column, allows this comparison. */
bool filter_compares(const struct filter_next *next, enum word comparison);

#endif
