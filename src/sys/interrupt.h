/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waits for a descriptor, a deadline, or SIGINT/SIGTERM. */
#ifndef LSOCK_INTERRUPT_H
#define LSOCK_INTERRUPT_H

#include <stdbool.h>

#include "compiler.h"

enum woken {
    WOKEN_READY,   /* the descriptor is readable */
    WOKEN_TIMEOUT, /* the time is over */
    WOKEN_END,     /* SIGINT or SIGTERM came, or the reader of standard output has gone */
    WOKEN_FAILED,  /* errno says why */
};

/*
 * From now on the first SIGINT or SIGTERM ends the current or next wait instead of the process; the
 * second one ends the process. Ignored signals stay ignored. Writing to a closed pipe fails instead
 * of raising SIGPIPE. Call it once; false: errno has the reason.
 */
bool interrupt_begin(void) NODISCARD;

/* Whether SIGINT or SIGTERM came. */
bool interrupt_came(void);

/* Waits at most `milliseconds`. */
enum woken interrupt_wait(int descriptor, int milliseconds);

/* Milliseconds since a fixed point in time. */
unsigned long long interrupt_clock(void);

#endif
