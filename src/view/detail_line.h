/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line of details while it is made: its name comes with the first phrase, a comma before the
 * others. */
#ifndef LSOCK_DETAIL_LINE_H
#define LSOCK_DETAIL_LINE_H

#include "quantity.h"
#include "socket.h"

struct detail_line {
    struct builder *out;
    const char *name; /* NULL: it stands there already */
};

/* Begins a phrase with these words; what follows is added to line->out. */
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

/* The lines of details that are TCP's: how the connection fares. `socket` has details. */
void tcp_text(struct builder *out, const struct socket *socket);

#endif
