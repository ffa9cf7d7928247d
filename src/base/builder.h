/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes that grow at the end: one cell, one line, one message on its way out. */
#ifndef LSOCK_BUILDER_H
#define LSOCK_BUILDER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "compiler.h"
#include "text.h"

/* Zeroed is empty and ready. */
struct builder {
    char *bytes; /* not zero-terminated */
    size_t length, room;
    bool failed; /* out of memory at some time: what is here is not whole */
};

char *builder_grow(struct builder *builder, size_t more) NODISCARD; /* for builder_reserve */

/* Makes room for `more` bytes behind what is there; NULL, and failed, when out of memory. */
static inline NODISCARD char *builder_reserve(struct builder *builder, size_t more)
{
    if (builder->bytes != NULL && builder->room - builder->length >= more)
        return builder->bytes + builder->length;
    return builder_grow(builder, more);
}

void builder_add(struct builder *builder, struct text text);
void builder_fill(struct builder *builder, char byte, size_t count);
void builder_printf(struct builder *builder, const char *format, ...) PRINTF_LIKE(2, 3);
void builder_vprintf(struct builder *builder, const char *format, va_list arguments)
    PRINTF_LIKE(2, 0);

static inline void builder_add_byte(struct builder *builder, char byte)
{
    char *end = builder->length < builder->room ? builder->bytes + builder->length
                                                : builder_reserve(builder, 1);

    if (end == NULL)
        return;
    *end = byte;
    builder->length++;
}

/* Empties it and keeps its memory. */
void builder_clear(struct builder *builder);
void builder_free(struct builder *builder);

struct text builder_text(const struct builder *builder);

#endif
