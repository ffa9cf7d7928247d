/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Socket counts that the kernel keeps without listing sockets: Linux's /proc/net/sockstat and
 * sockstat6, and the limits of some of them. */
#ifndef LSOCK_SOCKSTAT_H
#define LSOCK_SOCKSTAT_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol.h"

enum sockstat {
    SOCKSTAT_TCP_IN_USE,
    SOCKSTAT_TCP_ALLOCATED,
    SOCKSTAT_TCP_ORPHANS,
    SOCKSTAT_TCP_TIME_WAIT,
    SOCKSTAT_TCP_MEMORY,
    SOCKSTAT_UDP_IN_USE,
    SOCKSTAT_UDP_MEMORY,
    SOCKSTAT_UDPLITE_IN_USE,
    SOCKSTAT_RAW_IN_USE,
    SOCKSTAT_COUNT
};

struct sockstat_info {
    enum protocol protocol;
    const char *name;  /* for tables and scripts: "in_use" */
    const char *group; /* of its line: "TCP"; in sockstat6 with a 6 appended */
    const char *word;  /* in the line: "inuse" */
    bool pages;        /* the kernel counts pages; converted to bytes here */
    bool machine_wide; /* covers the machine, not the network namespace */
};

extern const struct sockstat_info sockstat_infos[SOCKSTAT_COUNT];

struct sockstat_values {
    struct sockstat_value {
        bool have, have_limit;
        uint64_t number, limit;
    } values[SOCKSTAT_COUNT];
};

#endif
