/* SPDX-License-Identifier: GPL-2.0-or-later */
/* TCP counters of the system since it started, or since its network namespace was created: one
 * table of their meanings, and a struct of values, which the host layer fills. */
#ifndef LSOCK_COUNTER_H
#define LSOCK_COUNTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct counter {
    const char *group;   /* "TcpExt", "Tcp"; "sockstat" for current counts */
    const char *name;    /* as the system writes it */
    const char *meaning; /* when it increases, in one line */
    uint32_t states;     /* STATE_BIT of the related states */
};

extern const struct counter counter_table[];
extern const size_t counter_count;

/* Whether it never decreases, unlike a current count. */
bool counter_grows(const struct counter *counter);

/* Finds a counter by name; an exact match wins over one that ignores case. NULL: not found. */
const struct counter *counter_find(struct text name);

#define COUNTERS_MAX 48

/* Zeroed: all values are unknown. */
struct counter_values {
    struct counter_value {
        bool have;
        uint64_t number;
    } values[COUNTERS_MAX]; /* in the order of counter_table */
};

const struct counter_value *counter_value(const struct counter_values *values,
                                          const struct counter *counter);

#endif
