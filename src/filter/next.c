/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "next.h"

#include "parser.h"

static const struct filter_next ended = {.test = true, .operator= true };

static struct filter_next behind_subject(const struct token *token)
{
    const struct column *column = token->word == WORD_NONE ? column_find_word(token->text) : NULL;
    bool is_bool = column != NULL && column->type == VALUE_BOOL;

    if (column == NULL && (token->word < WORD_STATE || token->word == WORD_AUTOBOUND))
        return ended;
    return (struct filter_next){.test = is_bool,
                                .operator= is_bool,
                                .comparison = true,
                                .value = !is_bool,
                                .word = token->word,
                                .column = column};
}

static struct filter_next behind(const struct filter_next *before, const struct token *token)
{
    struct filter_next next = *before;

    if (next.comparison && token->kind != TOKEN_QUOTED && word_is_comparison(token->word)) {
        next.comparison = next.test = next.operator= false;
        next.value = true;
        return next;
    }
    if (next.value || token->kind == TOKEN_QUOTED || token->word == WORD_CLOSE)
        return ended;
    if (token->word != WORD_NONE && token->word < WORD_CLOSE)
        return (struct filter_next){.test = true};
    return behind_subject(token);
}

struct filter_next filter_next(const struct filter_source *source)
{
    struct lexer lexer = {source, 0};
    struct filter_next next = {.test = true};
    size_t length = source->text.length;

    for (;;) {
        struct token token = lexer_next(&lexer);

        if (token.kind == TOKEN_END)
            return next;
        if (token.kind != TOKEN_SIGN && token.end == length) {
            next.typed = text_part(source->text, token.begin, length);
            return next;
        }
        next = behind(&next, &token);
    }
}
