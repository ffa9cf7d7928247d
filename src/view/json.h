/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A JSON writer: streamed, because a document of a million sockets must not stand in memory, and
 * our own, because it is also needed on Windows and libraries build trees. The caller keeps the
 * order of calls right; commas, line breaks and escapes are kept right here. Output is always valid
 * UTF-8, and printable ASCII but for valid UTF-8 texts, so that it is safe on a terminal.
 */
#ifndef LSOCK_JSON_H
#define LSOCK_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "names.h"
#include "output.h"
#include "value.h"

struct json {
    struct output *output;
    bool pretty; /* two blanks a level; else no blank at all */
    unsigned depth;
    unsigned flat;  /* objects and arrays of this depth and more stand on one line; 0: none */
    bool comma;     /* the next member or element follows another */
    bool after_key; /* the next value belongs to a key on this line */
};

void json_init(struct json *json, struct output *output, bool pretty);

void json_begin_object(struct json *json);
void json_end_object(struct json *json);

/* `key` is printed as it is: snake_case of ours. */
void json_key(struct json *json, const char *key);

void json_null(struct json *json);
void json_integer(struct json *json, int64_t number);

/* Bytes that are no UTF-8 become U+FFFD, one each. */
void json_text(struct json *json, struct text text);

/*
 * Writes a piece of a document. It is JSON with ' for ", without escapes, whose commas need not be
 * right: it may begin and end anywhere. `!` before a bracket: up to its end everything stands on
 * one line. These stand for arguments:
 *   %s  const char *: a text; also inside a text
 *   %w  const char *: a text, null if empty
 *   %n  uint64_t
 *   %b  bool
 */
void json_put(struct json *json, const char *piece, ...);

/* Key and text; where the text is no UTF-8, a sibling KEY_base64 (RFC 4648 section 4) has its exact
 * bytes. */
void json_text_member(struct json *json, const char *key, struct text text);

/* Key and value; null where it is absent or unknown. */
void json_value_member(struct json *json, const char *key, const struct value *value,
                       const struct names *names);

/*
 * The same for the keys of a long table: made ready once, and written with its value in one piece
 * where that is simple.
 */
#define JSON_NAME_MAX 48

struct json_name {
    const char *key;
    size_t length;             /* of `bytes`; 0: the key is too long to be made ready */
    char bytes[JSON_NAME_MAX]; /* a comma, the key in quotes, a colon; the rest may be read */
};

void json_name_make(struct json_name *name, const char *key);
void json_named_value(struct json *json, const struct json_name *name, const struct value *value,
                      const struct names *names);

/* The line break behind a whole document or a line of JSON lines. */
void json_end_line(struct json *json);

#endif
