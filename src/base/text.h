/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of bytes with another owner. It is not zero-terminated and may contain any byte: text from
 * the kernel, files and other processes has this type and is escaped when printed. */
#ifndef LSOCK_TEXT_H
#define LSOCK_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
    const char *bytes; /* NULL only if length is 0 */
    size_t length;
};

/* A string literal as text. */
#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})

/* The bytes from `begin` on, or from `begin` up to `end`; both must be within the text. */
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

/* Compares ASCII letters without case and all other bytes exactly. */
bool text_equal_nocase(struct text a, struct text b);

/* Removes the bytes before the first `separator`, and the separator, from `rest`, and returns them.
 * Without a separator it takes everything. */
struct text text_take_until(struct text *rest, char separator);

/* Takes the words between separators one by one, including empty ones; false after the last. */
bool text_next(struct text *rest, char separator, struct text *word);

/* Returns how often the byte occurs. */
size_t text_count(struct text text, char byte);

bool text_contains(struct text text, struct text part);
bool text_starts_with(struct text whole, struct text start);
bool text_ends_with(struct text whole, struct text end);

/* Compares bytes; a prefix sorts before the longer text: <0, 0 or >0. */
int text_compare(struct text a, struct text b);

/* Returns the length of the leading printable ASCII other than '"' and '\\', which no writer
 * escapes. */
size_t text_plain_length(struct text text);

/* ASCII only, whatever the locale says. */
char ascii_lower(char c);
char ascii_upper(char c);
bool ascii_is_digit(char c);
bool ascii_is_alpha(char c);
bool ascii_is_space(char c);

#endif
