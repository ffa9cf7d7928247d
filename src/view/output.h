/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Standard output, buffered, with a memory for failure: the first error sticks, later writes do
 * nothing, and the run asks once at its end. A pipe that its reader has closed is no error.
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

    /* How to write, where it is not by fwrite to `file`: 0, or an errno (EPIPE: nobody reads). */
    int (*write)(void *context, const char *bytes, size_t length);
    void *context;

    size_t used; /* always less than OUTPUT_BUFFER between calls */
    int failure; /* errno of the first failed write; 0: none */
    bool closed; /* the reader went away: stop, quietly */
    char buffer[OUTPUT_BUFFER];
};

void output_init(struct output *output, FILE *file);

void output_text(struct output *output, struct text text);

/* At most 4095 bytes. */
void output_printf(struct output *output, const char *format, ...) PRINTF_LIKE(2, 3);

/* Hands what is buffered to the system. */
void output_flush(struct output *output);

/*
 * Room for `size` bytes (less than OUTPUT_BUFFER / 2) to be written in place; output_advance says
 * how many were.
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

/* Whether writing on is of use: nobody failed and somebody reads. */
bool output_alive(const struct output *output);

/* Hands everything to the system. False: something was lost, at any time since the start. */
bool output_finish(struct output *output, struct error *error) NODISCARD;

#endif
