/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a filter to tokens: signs, words, quoted words. */
#ifndef LSOCK_FILTER_LEXER_H
#define LSOCK_FILTER_LEXER_H

#include "source.h"
#include "words.h"

enum token_kind {
    TOKEN_END,
    TOKEN_SIGN,         /* `word` says which */
    TOKEN_TEXT,         /* `word` says which of the table's it is, or WORD_NONE */
    TOKEN_QUOTED,       /* never a word of the table */
    TOKEN_UNTERMINATED, /* a quote that is not closed */
};

struct token {
    enum token_kind kind;
    enum word word;
    struct text text;  /* without the quotes */
    size_t begin, end; /* in the source's text, with the quotes */
};

struct lexer {
    const struct filter_source *source;
    size_t at;
};

/*
 * A word ends at a blank or a sign. In a word of its own `~` is a sign at the beginning only, so
 * that backup files need no quotes; 'single' or "double" quotes around a whole word keep
 * everything.
 */
struct token lexer_next(struct lexer *lexer);

#endif
