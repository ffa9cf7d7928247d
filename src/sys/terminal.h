/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Detects and writes to the terminal. */
#ifndef LSOCK_TERMINAL_H
#define LSOCK_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Whether `file` is a terminal. */
bool terminal_is(FILE *file);

/* Whether it is a terminal that supports the escape sequences of ECMA-48. */
bool terminal_has_colour(FILE *file);

/* Writes to `file` without stdio. Ready for use if zeroed except for `file`. */
struct terminal_writer {
    FILE *file; /* not owned */
    char rest[4];
    size_t rest_length; /* the start of an incomplete character */
};

/*
 * Writes all bytes; `writer` is a struct terminal_writer. Returns 0 or an errno: EPIPE if the
 * reader has gone. A Windows console gets characters, not bytes: before Windows 8 it miscounts
 * UTF-8 bytes.
 */
int terminal_write(void *writer, const char *bytes, size_t length);

/* Width of the terminal at `file` in columns; 0: unknown, or not a terminal. */
unsigned terminal_columns(FILE *file);

/* Whether the locale's encoding is UTF-8. */
bool terminal_takes_utf8(void);

#endif
