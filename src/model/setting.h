/* SPDX-License-Identifier: GPL-2.0-or-later */
/* System settings that affect sockets: one table of their meanings, and a struct of values, which
 * the host layer fills for its system and network namespace. */
#ifndef LSOCK_SETTING_H
#define LSOCK_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

enum setting_system { SETTING_LINUX, SETTING_WINDOWS };

struct setting {
    enum setting_system system;
    const char *key;     /* as the system writes it: "net.ipv4.tcp_fin_timeout" */
    const char *unit;    /* "s", "sockets", …; "" */
    unsigned numbers;    /* 1; 2 for a range; 0: not numeric */
    const char *usual;   /* the default, in words */
    const char *governs; /* one sentence */
    const char *caution; /* one sentence, or NULL */
    uint32_t states;     /* STATE_BIT of the affected states; 0: none in particular */
};

extern const struct setting setting_table[];
extern const size_t setting_count;

/* The short name: "tcp_fin_timeout". */
const char *setting_name(const struct setting *setting);

/* Finds a setting by key or name, ignoring case; NULL: not found. */
const struct setting *setting_find(struct text name);

#define SETTINGS_MAX 48

/* Zeroed: all values are unknown. */
struct setting_values {
    struct setting_value {
        bool have;
        int64_t numbers[2];
    } values[SETTINGS_MAX]; /* in the order of setting_table */
};

const struct setting_value *setting_value(const struct setting_values *values,
                                          const struct setting *setting);

#endif
