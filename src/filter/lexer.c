/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lexer.h"

#include <string.h>

#include "filter.h"

static char byte_at(const struct lexer *lexer, size_t at)
{
    return at < lexer->source->text.length ? lexer->source->text.bytes[at] : '\0';
}

static bool at_end(const struct lexer *lexer)
{
    return lexer->at >= lexer->source->text.length;
}

static void skip_line(struct lexer *lexer)
{
    while (!at_end(lexer) && byte_at(lexer, lexer->at) != '\n')
        lexer->at++;
}

static void skip_blanks(struct lexer *lexer)
{
    while (!at_end(lexer)) {
        if (lexer->source->file != NULL && byte_at(lexer, lexer->at) == '#')
            skip_line(lexer);
        else if (ascii_is_space(byte_at(lexer, lexer->at)))
            lexer->at++;
        else
            return;
    }
}

static struct text rest(const struct lexer *lexer)
{
    struct text whole = lexer->source->text;

    return text_from(whole, lexer->at);
}

static bool ends_word(char c)
{
    return ascii_is_space(c) || c == '(' || c == ')' || c == '=' || c == '!' || c == '<' ||
           c == '>' || c == '&' || c == '|';
}

void filter_quote(struct builder *out, struct text value)
{
    size_t length;
    bool plain = value.length > 0 && value.bytes[0] != '\'' && value.bytes[0] != '"' &&
                 value.bytes[0] != '#' && filter_word(value, false) == WORD_NONE &&
                 filter_sign(value, &length) == WORD_NONE;
    char quote = memchr(value.bytes, '\'', value.length) == NULL ? '\'' : '"';

    for (size_t i = 0; i < value.length && plain; i++)
        plain = !ends_word(value.bytes[i]);
    if (!plain)
        builder_add_byte(out, quote);
    builder_add(out, value);
    if (!plain)
        builder_add_byte(out, quote);
}

static void take_quoted(struct lexer *lexer, struct token *token, char quote)
{
    size_t begin = ++lexer->at;

    while (!at_end(lexer) && byte_at(lexer, lexer->at) != quote)
        lexer->at++;
    token->kind = at_end(lexer) ? TOKEN_UNTERMINATED : TOKEN_QUOTED;
    token->text = text_part(lexer->source->text, begin, lexer->at);
    if (!at_end(lexer))
        lexer->at++;
}

static void take_word(struct lexer *lexer, struct token *token)
{
    while (!at_end(lexer) && !ends_word(byte_at(lexer, lexer->at)))
        lexer->at++;
    token->kind = TOKEN_TEXT;
    token->text = text_part(lexer->source->text, token->begin, lexer->at);
    token->word = filter_word(token->text, false);
}

struct token lexer_next(struct lexer *lexer)
{
    struct token token = {.kind = TOKEN_END};
    size_t length;

    skip_blanks(lexer);
    token.begin = lexer->at;
    if (!at_end(lexer)) {
        char c = byte_at(lexer, lexer->at);

        token.word = filter_sign(rest(lexer), &length);
        if (token.word != WORD_NONE) {
            token.kind = TOKEN_SIGN;
            token.text = (struct text){lexer->source->text.bytes + lexer->at, length};
            lexer->at += length;
        } else if (c == '\'' || c == '"') {
            take_quoted(lexer, &token, c);
        } else {
            take_word(lexer, &token);
        }
    }
    token.end = lexer->at;
    return token;
}
