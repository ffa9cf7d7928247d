/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One error: written once, where its cause is known, and handed upwards; only cli prints it and
 * exits. An error about something that the user typed carries the user's own text and the place in
 * it, so that the offending words can be underlined.
 */
#ifndef LSOCK_ERRORS_H
#define LSOCK_ERRORS_H

#include <stdbool.h>
#include <stddef.h>

#include "compiler.h"
#include "text.h"

/* How it went, for scripts: exit_status_meaning has the promise. */
enum exit_status {
    STATUS_DONE = 0,
    STATUS_NO = 1,
    STATUS_USAGE = 2,
    STATUS_TIMEOUT = 3,
    STATUS_FAILED = 4,
    STATUS_COUNT
};

/* One sentence of the man page. */
extern const char *const exit_status_meanings[STATUS_COUNT];

struct error {
    enum exit_status status; /* STATUS_DONE: no error */
    char message[512];       /* "what: why", without a newline; cut, never overrun */
    char remedy[256];        /* what to do about it; empty where there is nothing to say */
    struct text typed;       /* what the user typed; not owned; length 0: nothing to underline */
    size_t begin, end;       /* the offending bytes within `typed` */
    bool out_of_memory;      /* trying elsewhere is pointless */

    /* Where they end in a later word of the command line: that word, and `end` counts in it; else
     * empty. */
    struct text until;
};

/* These return false, so that a failing function can `return error_set(…)`. */
bool error_set(struct error *error, enum exit_status status, const char *format, ...)
    PRINTF_LIKE(3, 4);
bool error_out_of_memory(struct error *error);

void error_remedy(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3);

/* The remedy "did you mean NEAREST?"; if that is empty, `otherwise`, unless it is NULL. */
void error_suggest(struct error *error, struct text nearest, const char *otherwise);

/* Marks bytes begin..end of `typed`, which must outlive the error. Returns false. */
bool error_mark(struct error *error, struct text typed, size_t begin, size_t end);

/* The same of a part of its bytes. */
bool error_mark_part(struct error *error, struct text typed, struct text part);

/* After error_mark: what is marked goes on up to byte `end` of a later word of the command line. */
void error_mark_until(struct error *error, struct text until, size_t end);

#endif
