/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Buffered standard output that remembers failures. The first error sticks and later writes do
 * nothing; the run checks once at its end. A pipe closed by its reader is not an error.
 */
#ifndef LSOCK_OUTPUT_H
#define LSOCK_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "compiler.h"
#include "errors.h"
#include "text.h"

#define OUTPUT_BUFFER ((size_t)64 * 1024)

struct output {
    FILE *file; /* not owned */

    /* Replaces fwrite to `file`. Returns 0 or an errno (EPIPE: the reader has gone). */
    int (*write)(void *context, const char *bytes, size_t length);
    void *context;

    size_t used; /* less than OUTPUT_BUFFER between calls */
    int failure; /* errno of the first failed write; 0: none */
    bool closed; /* the reader has gone: stop silently */
    char buffer[OUTPUT_BUFFER];
};

void output_init(struct output *output, FILE *file);

/* A `write` that appends to the struct builder in `context`. */
int output_append(void *context, const char *bytes, size_t length);

void output_text(struct output *output, struct text text);

/* Writes at most 4095 bytes. */
void output_printf(struct output *output, const char *format, ...) PRINTF_LIKE(2, 3);

/* Passes the buffered bytes to the system. */
void output_flush(struct output *output);

/*
 * Returns room for `size` bytes (less than OUTPUT_BUFFER / 2), to be written in place. Call
 * output_advance with the number written.
 */
static inline char *output_room(struct output *output, size_t size)
{
    if (size >= OUTPUT_BUFFER - output->used)
        output_flush(output);
    return output->buffer + output->used;
}

static inline void output_advance(struct output *output, size_t size)
{
    output->used += size;
}

static inline void output_byte(struct output *output, char byte)
{
    *output_room(output, 1) = byte;
    output_advance(output, 1);
}
void output_fill(struct output *output, char byte, size_t count);

/* Whether further writes make sense: no failure, and the reader is still there. */
bool output_alive(const struct output *output);

/* Passes everything to the system. False: some output was lost since the start. */
bool output_finish(struct output *output, struct error *error) NODISCARD;

#endif
