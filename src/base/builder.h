/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A growable byte buffer for cells, lines and messages. */
#ifndef LSOCK_BUILDER_H
#define LSOCK_BUILDER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "compiler.h"
#include "text.h"

/* Zeroed: empty and ready for use. */
struct builder {
    char *bytes; /* not zero-terminated */
    size_t length, room;
    bool failed; /* an allocation failed: the content is incomplete */
};

char *builder_grow(struct builder *builder, size_t more) NODISCARD; /* for builder_reserve */

/* Reserves `more` bytes after the content. NULL: out of memory, and `failed` is set. */
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

/* Empties the buffer and keeps its memory. */
void builder_clear(struct builder *builder);
void builder_free(struct builder *builder);

struct text builder_text(const struct builder *builder);

#endif
