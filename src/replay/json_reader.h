/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A JSON reader (RFC 8259) that returns one token at a time in bounded memory, because the tree of
 * a million sockets would not fit. lsock has its own, because the Windows build uses no other
 * libraries. Values may follow each other, so it also reads JSON lines. It rejects everything that
 * the RFC does not allow; texts are valid UTF-8.
 */
#ifndef LSOCK_JSON_READER_H
#define LSOCK_JSON_READER_H

#include "builder.h"
#include "input.h"

#define JSON_DEPTH_MAX 64
#define JSON_TEXT_MAX  ((size_t)1024 * 1024) /* limit for one text, key or number */

enum token {
    TOKEN_END,   /* end of the input, between two values */
    TOKEN_ERROR, /* see `problem`; all later tokens are errors, too */
    TOKEN_BEGIN_OBJECT,
    TOKEN_END_OBJECT,
    TOKEN_BEGIN_ARRAY,
    TOKEN_END_ARRAY,
    TOKEN_KEY,    /* `text` */
    TOKEN_TEXT,   /* `text` */
    TOKEN_NUMBER, /* `text`: as written */
    TOKEN_TRUE,
    TOKEN_FALSE,
    TOKEN_NULL,
};

/* What may follow. */
enum json_expect { EXPECT_VALUE, EXPECT_FIRST_VALUE, EXPECT_FIRST_KEY, EXPECT_COMMA };

struct json_reader {
    struct input *input; /* not owned; its `line` is the current position */
    enum json_expect expect;
    unsigned depth;
    bool is_object[JSON_DEPTH_MAX]; /* the open containers, outermost first */
    struct builder text;            /* of the token; valid until the next one */
    const char *problem;            /* TOKEN_ERROR: a literal */
    bool cut;                       /* TOKEN_ERROR: unexpected end of the input */
};

void json_reader_init(struct json_reader *reader, struct input *input);
void json_reader_free(struct json_reader *reader);

enum token json_read(struct json_reader *reader);

/* Skips the rest of a value that starts with `token`. False: TOKEN_ERROR. */
bool json_skip(struct json_reader *reader, enum token token);

#endif
