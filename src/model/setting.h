/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Settings of a system that govern its sockets: one table of what they mean, and a struct of what
 * they are set to, which the host layer fills for the system and network namespace it runs in.
 */
#ifndef LSOCK_SETTING_H
#define LSOCK_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

enum setting_system { SETTING_LINUX, SETTING_WINDOWS };

struct setting {
    enum setting_system system;
    const char *key;     /* as its system writes it: "net.ipv4.tcp_fin_timeout" */
    const char *unit;    /* "s", "sockets", …; "" */
    unsigned numbers;    /* 1; 2 for a range; 0: cannot be read as numbers */
    const char *usual;   /* the default, in words */
    const char *governs; /* one sentence */
    const char *caution; /* one sentence; NULL: nothing to warn of */
    uint32_t states;     /* STATE_BIT of the states that it governs; 0: of none in particular */
};

extern const struct setting setting_table[];
extern const size_t setting_count;

/* The part of the key that people type: "tcp_fin_timeout". */
const char *setting_name(const struct setting *setting);

/* By key or name, ignoring case; NULL: there is none such. */
const struct setting *setting_find(struct text name);

#define SETTINGS_MAX 48

/* Zeroed: nothing is known. */
struct setting_values {
    struct setting_value {
        bool have;
        int64_t numbers[2];
    } values[SETTINGS_MAX]; /* in the order of the table */
};

const struct setting_value *setting_value(const struct setting_values *values,
                                          const struct setting *setting);

#endif
