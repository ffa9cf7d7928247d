/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Repeated readings of the tables: when the next one is due, and which failures are temporary. */
#ifndef LSOCK_FOLLOW_H
#define LSOCK_FOLLOW_H

#include <limits.h>

#include "errors.h"

/* Instead of an interval: wait 20 times as long as the last reading took, so that reading takes at
 * most 5 % of a processor; at least 50 ms, at most 10 s. */
#define FOLLOW_BY_COST ULLONG_MAX

struct follow {
    unsigned long long interval; /* between readings, in milliseconds; 0: read once */
    unsigned long long due;      /* time of the next reading, by interrupt_clock */
    bool has_read;               /* a reading has succeeded */
    bool reached;                /* set by a reading to end follow_until */
    struct error passing;        /* why the last reading failed; STATUS_DONE: it succeeded */
};

/* Reads the tables. */
typedef bool follow_reading(void *context, struct error *error);

/*
 * Reads once. If a reading fails after an earlier one succeeded, this is not a failure: `passing`
 * has the reason, and a later reading may succeed. Running out of memory is always a failure.
 */
bool follow_read(struct follow *follow, follow_reading *read, void *context,
                 struct error *error) NODISCARD;

/* Whether the next reading is overdue by this many milliseconds. */
bool follow_is_due(const struct follow *follow, unsigned long long milliseconds);

/* Returns the milliseconds until the next reading, for interrupt_wait. */
int follow_pause(const struct follow *follow);

enum follow_end {
    FOLLOW_REACHED,
    FOLLOW_TIMEOUT, /* the deadline came first */
    FOLLOW_INTERRUPTED,
    FOLLOW_FAILED, /* *error is set */
};

/* Reads until a reading sets `reached`, or until the deadline (by interrupt_clock). */
enum follow_end follow_until(struct follow *follow, unsigned long long deadline,
                             follow_reading *read, void *context, struct error *error) NODISCARD;

#endif
