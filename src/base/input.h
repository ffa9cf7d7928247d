/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a file block by block or line by line in bounded memory. It uses only C's stdio, so it
 * works the same on every system. */
#ifndef LSOCK_INPUT_H
#define LSOCK_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "compiler.h"
#include "text.h"

/* Also the longest line that input_line returns. */
#define INPUT_BUFFER ((size_t)64 * 1024)

struct ahead;
struct recoding;

struct input {
    FILE *file; /* NULL: no file, only the buffer */
    bool owned; /* input_close closes the file */
    char *bytes;
    size_t begin, end; /* unread bytes */
    bool at_end;       /* nothing follows the buffer */
    int failure;       /* errno of a failed read; 0: none */
    uint64_t line;     /* number of the line at `begin`, from 1 */

    struct ahead *ahead;       /* NULL: no read-ahead */
    struct recoding *recoding; /* state of the UTF-16 decoder, or NULL */
    const char *rest;          /* unread bytes of the current block of `ahead` */
    size_t rest_length;
};

/* Opens a file, or standard input for "-". Returns 0 or an errno. Close it also after a failure. */
int input_open(struct input *input, const char *path) NODISCARD;
void input_close(struct input *input);

/* Lets a thread read ahead if the file does not fit one buffer. Only for kernel files: input_close
 * waits for a read in progress, which on a pipe may never return. */
void input_read_ahead(struct input *input);

/* Converts UTF-16 to UTF-8 and skips a byte order mark. (PowerShell's `>` writes UTF-16 with one.)
 * For files named by the user; call it before anything is read. Returns 0 or ENOMEM. */
int input_decode(struct input *input) NODISCARD;

/* Reads until the buffer is full or the file ends; keeps unread bytes at the front. */
void input_fill(struct input *input);

/* Returns at least one unread byte; length 0: end of file, or a failure. */
struct text input_peek(struct input *input);

/* Consumes bytes returned by input_peek and counts their lines. */
void input_take(struct input *input, size_t count);

enum input_line {
    INPUT_LINE,      /* a complete line, without its newline */
    INPUT_LINE_LONG, /* longer than INPUT_BUFFER: skipped */
    INPUT_LINE_CUT,  /* the file ends without a newline */
    INPUT_END,       /* no more lines; see `failure` */
};

/* Reads the next line, which points into the buffer and is valid until the next call. */
enum input_line input_line(struct input *input, struct text *line);

#endif
