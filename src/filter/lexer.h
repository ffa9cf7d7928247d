/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splits the text of a filter into tokens: signs, words and quoted words. */
#ifndef LSOCK_FILTER_LEXER_H
#define LSOCK_FILTER_LEXER_H

#include "source.h"
#include "words.h"

enum token_kind {
    TOKEN_END,
    TOKEN_SIGN,         /* `word` is the sign */
    TOKEN_TEXT,         /* `word` is the word in the table, or WORD_NONE */
    TOKEN_QUOTED,       /* never a keyword */
    TOKEN_UNTERMINATED, /* an unclosed quote */
};

struct token {
    enum token_kind kind;
    enum word word;
    struct text text;  /* without quotes */
    size_t begin, end; /* in the source's text, including quotes */
};

struct lexer {
    const struct filter_source *source;
    size_t at;
};

/*
 * A word ends at a blank or a sign. `~` is a sign only at the start of a word, so that names of
 * backup files need no quotes. In 'single' or "double" quotes around a whole word all characters
 * are literal.
 */
struct token lexer_next(struct lexer *lexer);

#endif
