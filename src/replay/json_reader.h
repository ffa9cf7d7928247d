/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A JSON reader (RFC 8259): one token at a time, in bounded memory, because a recording of a
 * million sockets must not stand in memory as a tree; and our own, because it is also needed on
 * Windows and nothing else here is. Values may follow one another, so it reads JSON lines too.
 * Nothing is taken that the RFC does not allow; texts are valid UTF-8.
 */
#ifndef LSOCK_JSON_READER_H
#define LSOCK_JSON_READER_H

#include "builder.h"
#include "input.h"

#define JSON_DEPTH_MAX 64
#define JSON_TEXT_MAX  ((size_t)1024 * 1024) /* of one text, key or number */

enum token {
    TOKEN_END,   /* of the input, between two values */
    TOKEN_ERROR, /* see `problem`; every later token is one, too */
    TOKEN_BEGIN_OBJECT,
    TOKEN_END_OBJECT,
    TOKEN_BEGIN_ARRAY,
    TOKEN_END_ARRAY,
    TOKEN_KEY,    /* `text` */
    TOKEN_TEXT,   /* `text` */
    TOKEN_NUMBER, /* `text`: as it is written */
    TOKEN_TRUE,
    TOKEN_FALSE,
    TOKEN_NULL,
};

/* What may come next. */
enum json_expect { EXPECT_VALUE, EXPECT_FIRST_VALUE, EXPECT_FIRST_KEY, EXPECT_COMMA };

struct json_reader {
    struct input *input; /* not owned; its `line` is where the reader stands */
    enum json_expect expect;
    unsigned depth;
    bool is_object[JSON_DEPTH_MAX]; /* what is open, the outermost first */
    struct builder text;            /* of the token; good until the next one */
    const char *problem;            /* TOKEN_ERROR: a literal */
    bool cut;                       /* TOKEN_ERROR: because the input ends too early */
};

void json_reader_init(struct json_reader *reader, struct input *input);
void json_reader_free(struct json_reader *reader);

enum token json_read(struct json_reader *reader);

/* Goes over the rest of a value that begins with `token`. False: TOKEN_ERROR. */
bool json_skip(struct json_reader *reader, enum token token);

#endif
