/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Builds a line of details: the name before the first phrase, a comma before each other phrase. */
#ifndef LSOCK_DETAIL_LINE_H
#define LSOCK_DETAIL_LINE_H

#include "quantity.h"
#include "socket.h"

struct detail_line {
    struct builder *out;
    const char *name; /* NULL: already written */
};

/* Starts a phrase with these words; append the rest to line->out. */
static inline void detail_line_phrase(struct detail_line *line, const char *words)
{
    if (line->name == NULL) {
        builder_add(line->out, TEXT(", "));
    } else {
        if (line->out->length > 0)
            builder_add_byte(line->out, '\n');
        builder_add(line->out, text_of(line->name));
        builder_add(line->out, TEXT(": "));
        line->name = NULL;
    }
    builder_add(line->out, text_of(words));
}

typedef void quantity(struct builder *builder, uint64_t number);

/* Adds a phrase of words and a quantity. */
static inline void detail_line_quantity(struct detail_line *line, const char *words,
                                        quantity *write, uint64_t number)
{
    detail_line_phrase(line, words);
    write(line->out, number);
}

/* Writes the TCP lines of details. `socket` must have details. */
void tcp_text(struct builder *out, const struct socket *socket);

#endif
