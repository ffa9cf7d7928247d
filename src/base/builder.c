/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "builder.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

char *builder_grow(struct builder *builder, size_t more)
{
    size_t room = builder->room < 128 ? 128 : builder->room;
    char *bytes;

    if (builder->bytes == NULL && more > room)
        room = more; /* a large first request is usually the final size */
    if (more > SIZE_MAX / 4 || builder->length > SIZE_MAX / 4) {
        builder->failed = true;
        return NULL;
    }
    while (room - builder->length < more)
        room *= 2;
    bytes = realloc(builder->bytes, room);
    if (bytes == NULL) {
        builder->failed = true;
        return NULL;
    }
    builder->bytes = bytes;
    builder->room = room;
    return bytes + builder->length;
}

void builder_add(struct builder *builder, struct text text)
{
    char *end = builder_reserve(builder, text.length);

    if (end == NULL || text.length == 0)
        return;
    memcpy(end, text.bytes, text.length);
    builder->length += text.length;
}

void builder_fill(struct builder *builder, char byte, size_t count)
{
    char *end = builder_reserve(builder, count);

    if (end == NULL)
        return;
    memset(end, byte, count);
    builder->length += count;
}

void builder_vprintf(struct builder *builder, const char *format, va_list arguments)
{
    va_list again;
    char *end;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    end = length < 0 ? NULL : builder_reserve(builder, (size_t)length + 1);
    if (end == NULL) {
        builder->failed = true;
        return;
    }
    vsnprintf(end, (size_t)length + 1, format, arguments);
    builder->length += (size_t)length;
}

void builder_printf(struct builder *builder, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    builder_vprintf(builder, format, arguments);
    va_end(arguments);
}

void builder_clear(struct builder *builder)
{
    builder->length = 0;
}

void builder_free(struct builder *builder)
{
    free(builder->bytes);
    *builder = (struct builder){0};
}

struct text builder_text(const struct builder *builder)
{
    return (struct text){builder->bytes, builder->length};
}
