/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A streaming JSON writer: a document of a million sockets must not be kept in memory. It is our
 * own because it must also work on Windows, and libraries build trees. The caller must keep the
 * order of calls right; the writer adds commas, line breaks and escapes. Output is always valid
 * UTF-8, and apart from valid UTF-8 texts it is printable ASCII, so it is safe on a terminal.
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
    bool pretty; /* two blanks per level; otherwise no blanks */
    unsigned depth;
    unsigned flat;  /* objects and arrays at this depth and below are written on one line; 0:
                     * none */
    bool comma;     /* the next member or element needs a comma */
    bool after_key; /* the next value belongs to the key just written */
};

void json_init(struct json *json, struct output *output, bool pretty);

void json_begin_object(struct json *json);
void json_end_object(struct json *json);

/* `key` is written unescaped, so it must be plain snake_case. */
void json_key(struct json *json, const char *key);

void json_null(struct json *json);
void json_integer(struct json *json, int64_t number);

/* Each byte that is not valid UTF-8 becomes U+FFFD. */
void json_text(struct json *json, struct text text);

/*
 * Writes a piece of a document: JSON with ' for ", without escapes. It may start and end anywhere,
 * and its commas need not be right. `!` before a bracket keeps everything up to its end on one
 * line. Placeholders for arguments: %s  const char *: a text; also inside a text %w  const char *:
 * a text, null if empty %n  uint64_t %b  bool
 */
void json_put(struct json *json, const char *piece, ...);

/* Writes key and text. If the text is not valid UTF-8, a sibling KEY_base64 (RFC 4648 section 4)
 * has the exact bytes. */
void json_text_member(struct json *json, const char *key, struct text text);

/* Writes key and value; null if it does not apply or is unknown. */
void json_value_member(struct json *json, const char *key, const struct value *value,
                       const struct names *names);

/*
 * The same for the keys of a long table: prepared once, then written together with simple values.
 */
#define JSON_NAME_MAX 48

struct json_name {
    const char *key;
    size_t length;             /* of `bytes`; 0: the key is too long to be prepared */
    char bytes[JSON_NAME_MAX]; /* comma, quoted key, colon; the remaining bytes are initialised */
};

void json_name_make(struct json_name *name, const char *key);
void json_named_value(struct json *json, const struct json_name *name, const struct value *value,
                      const struct names *names);

/* Ends a document or a line of JSON lines with a line break. */
void json_end_line(struct json *json);

#endif
