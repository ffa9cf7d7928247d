/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waiting for something that may never come, until somebody wants an end. */
#ifndef LSOCK_INTERRUPT_H
#define LSOCK_INTERRUPT_H

#include <stdbool.h>

#include "compiler.h"

enum woken {
    WOKEN_READY,   /* the descriptor is readable */
    WOKEN_TIMEOUT, /* it was not so long */
    WOKEN_END,     /* SIGINT or SIGTERM came, or nobody reads standard output any more */
    WOKEN_FAILED,  /* errno says why */
};

/*
 * From now on SIGINT and SIGTERM end the next wait and not the process, which a second one does;
 * what was ignored stays ignored. A closed pipe is a failed write. Once a run; false: errno says
 * why.
 */
bool interrupt_begin(void) NODISCARD;

/* Whether one of them came. */
bool interrupt_came(void);

/* Waits so many milliseconds at most. */
enum woken interrupt_wait(int descriptor, int milliseconds);

/* Milliseconds since some moment that stays the same. */
unsigned long long interrupt_clock(void);

#endif
