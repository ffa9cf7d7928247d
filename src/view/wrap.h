/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running text for people. */
#ifndef LSOCK_WRAP_H
#define LSOCK_WRAP_H

#include "builder.h"
#include "output.h"

struct wrap {
    struct output *output;
    struct builder *word; /* to escape a word in; .failed if out of memory; NULL: it is escaped */
    size_t width;         /* of the terminal, in columns */
    size_t indent;        /* of further lines */
    bool phrases;         /* lines end behind commas only */
};

/*
 * Writes the words of a text, escaped, from column `at` on, which is where the cursor stands;
 * begins a new line where a word does not fit. No line break behind the last one.
 */
void wrap_write(const struct wrap *wrap, struct text text, size_t at);

#endif
