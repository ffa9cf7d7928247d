/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A progress line on a terminal, shown if a run takes longer than a second. */
#ifndef LSOCK_PROGRESS_H
#define LSOCK_PROGRESS_H

#include "compiler.h"
#include "output.h"

#define PROGRESS_AFTER_MS 1000

struct progress {
    struct output *output;      /* standard error */
    unsigned long long started; /* by interrupt_clock */
    bool shown;
};

/* Replaces the line. Does nothing in the first second, or without a terminal. */
void progress_show(struct progress *progress, const char *format, ...) PRINTF_LIKE(2, 3);

/* Removes the line. */
void progress_end(struct progress *progress);

#endif
