/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Wraps running text for people. */
#ifndef LSOCK_WRAP_H
#define LSOCK_WRAP_H

#include "builder.h"
#include "output.h"

struct wrap {
    struct output *output;
    struct builder *word; /* buffer to escape a word; .failed if out of memory; NULL: the text is
                           * already escaped */
    size_t width;         /* of the terminal, in columns */
    size_t indent;        /* of continuation lines */
    bool phrases;         /* break lines only after commas */
};

/*
 * Writes the words of a text, escaped, from column `at`, where the cursor is. Starts a new line if
 * a word does not fit. Writes no final line break.
 */
void wrap_write(const struct wrap *wrap, struct text text, size_t at);

#endif
