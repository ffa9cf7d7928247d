/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One error: set where the cause is known and passed up to cli, which alone prints it and exits. An
 * error about user input also holds the input and the position, so that the wrong words can be
 * underlined.
 */
#ifndef LSOCK_ERRORS_H
#define LSOCK_ERRORS_H

#include <stdbool.h>
#include <stddef.h>

#include "compiler.h"
#include "text.h"

/* Exit statuses for scripts, documented by exit_status_meanings. */
enum exit_status {
    STATUS_DONE = 0,
    STATUS_NO = 1,
    STATUS_USAGE = 2,
    STATUS_TIMEOUT = 3,
    STATUS_FAILED = 4,
    STATUS_COUNT
};

/* One sentence each, for the man page. */
extern const char *const exit_status_meanings[STATUS_COUNT];

struct error {
    enum exit_status status; /* STATUS_DONE: no error */
    char message[512];       /* "what: why", without a newline; truncated if too long */
    char remedy[256];        /* what to do about it, or empty */
    struct text typed;       /* what the user typed; not owned; length 0: nothing to underline */
    size_t begin, end;       /* the wrong bytes within `typed` */
    bool out_of_memory;      /* trying another source is pointless */

    /* If the wrong bytes end in a later word of the command line: that word; `end` then counts in
     * it. Otherwise empty. */
    struct text until;
};

/* Return false, so that a failing function can `return error_set(…)`. */
bool error_set(struct error *error, enum exit_status status, const char *format, ...)
    PRINTF_LIKE(3, 4);
bool error_out_of_memory(struct error *error);

void error_remedy(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3);

/* Sets the remedy "did you mean NEAREST?"; if `nearest` is empty, sets `otherwise` unless it is
 * NULL. */
void error_suggest(struct error *error, struct text nearest, const char *otherwise);

/* Marks bytes begin..end of `typed`, which must outlive the error. Returns false. */
bool error_mark(struct error *error, struct text typed, size_t begin, size_t end);

/* As error_mark, for a part of `typed`. */
bool error_mark_part(struct error *error, struct text typed, struct text part);

/* Call it after error_mark: extends the mark to byte `end` of a later word of the command line. */
void error_mark_until(struct error *error, struct text until, size_t end);

#endif
