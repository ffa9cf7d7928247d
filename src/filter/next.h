/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may stand at the end of a filter that is still being typed: for completion. */
#ifndef LSOCK_FILTER_NEXT_H
#define LSOCK_FILTER_NEXT_H

#include "column.h"
#include "source.h"
#include "words.h"

struct filter_next {
    struct text typed; /* the last word, up to the end of the filter; length 0: it is not begun */
    bool test;         /* a test may begin */
    bool operator;     /* a test has ended: `and`, `or` */
    bool comparison;   /* of `word` or `column` */
    bool value;        /* of these, too */
    enum word word;
    const struct column *column; /* or NULL */
};

/* Reads as the parser does, but asks nobody what a value is, and takes a wrong word for a test. */
struct filter_next filter_next(const struct filter_source *source);

/* Whether the test of the word, or else of the column, takes this comparison. */
bool filter_compares(const struct filter_next *next, enum word comparison);

#endif
