/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A run of bytes that somebody else owns. Not zero-terminated, any bytes allowed: what comes from
 * the kernel, a file or another process is held in this form and escaped where it is printed.
 */
#ifndef LSOCK_TEXT_H
#define LSOCK_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
    const char *bytes; /* NULL only where length is 0 */
    size_t length;
};

/* A string literal as text. */
#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})

/* The bytes from `begin` on; those from `begin` up to `end`. Both are within the text. */
static inline struct text text_from(struct text text, size_t begin)
{
    return (struct text){text.bytes + begin, text.length - begin};
}

static inline struct text text_part(struct text text, size_t begin, size_t end)
{
    return (struct text){text.bytes + begin, end - begin};
}

/* The bytes before the terminating zero; NULL gives the empty text. */
struct text text_of(const char *string);

bool text_equal(struct text a, struct text b);

/* Equal where ASCII letters differ in case only; other bytes must be the same. */
bool text_equal_nocase(struct text a, struct text b);

/* Takes the bytes before the first `separator` off `rest`, or all of it; drops that separator. */
struct text text_take_until(struct text *rest, char separator);

/* Takes the words between separators one by one, empty ones too; false after the last. */
bool text_next(struct text *rest, char separator, struct text *word);

bool text_contains(struct text text, struct text part);
bool text_starts_with(struct text whole, struct text start);
bool text_ends_with(struct text whole, struct text end);

/* Byte order, the shorter first where one is the start of the other: <0, 0 or >0. */
int text_compare(struct text a, struct text b);

/* How many bytes at the start are printable ASCII other than '"' and '\\': those that every writer
 * prints as they are. */
size_t text_plain_length(struct text text);

/* ASCII only, whatever the locale says. */
char ascii_lower(char c);
char ascii_upper(char c);
bool ascii_is_digit(char c);
bool ascii_is_alpha(char c);
bool ascii_is_space(char c);

#endif
