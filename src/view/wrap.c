/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wrap.h"

#include "cell.h"

static bool ends_here(const struct text *rest, size_t length, bool phrases)
{
    return rest->bytes[length] == ' ' && (!phrases || rest->bytes[length - 1] == ',');
}

static struct text take_word(struct text *rest, bool phrases)
{
    struct text word;

    while (rest->length > 0 && rest->bytes[0] == ' ') {
        rest->bytes++;
        rest->length--;
    }
    word = (struct text){rest->bytes, rest->length > 0};
    while (word.length < rest->length && !ends_here(rest, word.length, phrases))
        word.length++;
    rest->bytes += word.length;
    rest->length -= word.length;
    return word;
}

void wrap_write(const struct wrap *wrap, struct text text, size_t at)
{
    bool first = true;
    struct text word;

    while ((word = take_word(&text, wrap->phrases)).length > 0) {
        size_t columns;

        if (wrap->word == NULL) {
            columns = cell_width(word);
        } else {
            builder_clear(wrap->word);
            columns = cell_escape_message(wrap->word, word);
            word = builder_text(wrap->word);
        }
        if (!first && at + 1 + columns > wrap->width) {
            output_byte(wrap->output, '\n');
            output_fill(wrap->output, ' ', wrap->indent);
            at = wrap->indent;
        } else if (!first) {
            output_byte(wrap->output, ' ');
            at++;
        }
        output_text(wrap->output, word);
        at += columns;
        first = false;
    }
}
