/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Readings of the tables, one after another: when the next one is due, and which failures may pass.
 */
#ifndef LSOCK_FOLLOW_H
#define LSOCK_FOLLOW_H

#include <limits.h>

#include "errors.h"

/* In the place of an interval: 20 times as long as the last reading took, so that readings take at
 * most 5 % of a processor; at least 50 ms and at most 10 s. */
#define FOLLOW_BY_COST ULLONG_MAX

struct follow {
    unsigned long long interval; /* between readings, in milliseconds; 0: there is but one */
    unsigned long long due;      /* when the next one is, by interrupt_clock */
    bool has_read;               /* a reading has succeeded */
    bool reached;                /* a reading sets it: follow_until need not go on */
    struct error passing;        /* why the last reading failed; STATUS_DONE: it did not */
};

/* Reads the tables. */
typedef bool follow_reading(void *context, struct error *error);

/*
 * Reads. If that fails although it could be done before, it may work again later: `passing` says
 * why, and it is no failure. Only memory does not come back.
 */
bool follow_read(struct follow *follow, follow_reading *read, void *context,
                 struct error *error) NODISCARD;

/* Whether the next reading has been due for so many milliseconds. */
bool follow_is_due(const struct follow *follow, unsigned long long milliseconds);

/* Milliseconds until then, for interrupt_wait. */
int follow_pause(const struct follow *follow);

enum follow_end {
    FOLLOW_REACHED,
    FOLLOW_TIMEOUT, /* the last reading was not before the deadline */
    FOLLOW_INTERRUPTED,
    FOLLOW_FAILED, /* *error says why */
};

/* Reads until a reading reaches what is waited for, or the deadline (by interrupt_clock) comes. */
enum follow_end follow_until(struct follow *follow, unsigned long long deadline,
                             follow_reading *read, void *context, struct error *error) NODISCARD;

#endif
