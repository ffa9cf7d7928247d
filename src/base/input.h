/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes of a file, block by block, in bounded memory: lines of /proc and recordings. Only C's own
 * stdio stands below, so that it is the same on every system.
 */
#ifndef LSOCK_INPUT_H
#define LSOCK_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "compiler.h"
#include "text.h"

/* Also the longest line that input_line gives. */
#define INPUT_BUFFER ((size_t)64 * 1024)

struct ahead;
struct recoding;

struct input {
    FILE *file; /* NULL: there is nothing behind the buffer */
    bool owned; /* close it */
    char *bytes;
    size_t begin, end; /* what has been read and not yet taken */
    bool at_end;       /* nothing follows the buffer */
    int failure;       /* errno of a failed read; 0: none */
    uint64_t line;     /* of the byte at `begin`, from 1 */

    struct ahead *ahead;       /* NULL: it is read when it is wanted */
    struct recoding *recoding; /* of UTF-16; else NULL */
    const char *rest;          /* of the block that was taken last */
    size_t rest_length;
};

/* Opens a file, "-" for standard input; 0 or errno. Close it also after a failure. */
int input_open(struct input *input, const char *path) NODISCARD;
void input_close(struct input *input);

/*
 * Lets a thread read what does not fit one buffer. For files of the kernel, which makes what it is
 * asked for: closing waits for the read that is under way, which of a pipe might last for ever.
 */
void input_read_ahead(struct input *input);

/*
 * Makes UTF-8 of a text in UTF-16 and skips the byte order mark of either. PowerShell's `>` writes
 * them. For files that people name, before anything is taken from them; 0 or ENOMEM.
 */
int input_decode(struct input *input) NODISCARD;

/* Reads until the buffer is full or the file ends; what was not taken stays in front. */
void input_fill(struct input *input);

/* What comes next, at least one byte of it; length 0: the end, or a failure. */
struct text input_peek(struct input *input);

/* Takes bytes that were seen by input_peek; counts the lines in them. */
void input_take(struct input *input, size_t count);

enum input_line {
    INPUT_LINE,      /* a whole line, without its newline */
    INPUT_LINE_LONG, /* longer than INPUT_BUFFER: skipped */
    INPUT_LINE_CUT,  /* the file ends within it */
    INPUT_END,       /* no more lines; see `failure` */
};

/* The next line; it points into the buffer and is good until the next call. */
enum input_line input_line(struct input *input, struct text *line);

#endif
