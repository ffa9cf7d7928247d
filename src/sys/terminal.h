/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal, if there is one. */
#ifndef LSOCK_TERMINAL_H
#define LSOCK_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Whether a person reads what is written to `file`. */
bool terminal_is(FILE *file);

/* Whether it is a terminal that knows the escape sequences of ECMA-48. */
bool terminal_has_colour(FILE *file);

/* A way to `file` past stdio. Zeroed but for the file it is ready. */
struct terminal_writer {
    FILE *file; /* not owned */
    char rest[4];
    size_t rest_length; /* the begin of a character whose end is yet to come */
};

/*
 * Writes all of it; `writer` is a struct terminal_writer. Returns 0 or an errno: EPIPE where the
 * reader has gone away. A Windows console gets characters, not bytes: before Windows 8 it loses
 * count of bytes that are UTF-8.
 */
int terminal_write(void *writer, const char *bytes, size_t length);

/* How many columns the terminal behind `file` has; 0: unknown, or no terminal. */
unsigned terminal_columns(FILE *file);

/* Whether the locale says that text is UTF-8. */
bool terminal_takes_utf8(void);

#endif
