/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counters that a system keeps of its TCP, since it started or since the network namespace was
 * made: one table of what they mean, and a struct of what they stand at, which the host layer
 * fills.
 */
#ifndef LSOCK_COUNTER_H
#define LSOCK_COUNTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct counter {
    const char *group;   /* "TcpExt", "Tcp"; "sockstat" for what is a number of now */
    const char *name;    /* as the system writes it */
    const char *meaning; /* what makes it rise, in one line */
    uint32_t states;     /* STATE_BIT of the states that it tells something of */
};

extern const struct counter counter_table[];
extern const size_t counter_count;

/* Whether it only ever rises: it is no number of now. */
bool counter_grows(const struct counter *counter);

/* By name, ignoring case where no name is exactly so; NULL: there is none such. */
const struct counter *counter_find(struct text name);

#define COUNTERS_MAX 48

/* Zeroed: nothing is known. */
struct counter_values {
    struct counter_value {
        bool have;
        uint64_t number;
    } values[COUNTERS_MAX]; /* in the order of the table */
};

const struct counter_value *counter_value(const struct counter_values *values,
                                          const struct counter *counter);

#endif
