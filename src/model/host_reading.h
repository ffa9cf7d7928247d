/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a system reports of itself at one moment, in one network namespace. */
#ifndef LSOCK_HOST_READING_H
#define LSOCK_HOST_READING_H

#include "counter.h"
#include "setting.h"
#include "sockstat.h"

#define CONNTRACK_TOP_ROOM 128

struct host_reading {
    struct setting_values settings;
    struct counter_values counters;
    struct sockstat_values sockstat;
    struct sockstat_value conntrack; /* connections that it tracks */
    char conntrack_top[CONNTRACK_TOP_ROOM]; /* who has most of them; empty: unknown */
    uint64_t netns;                  /* inode of the network namespace; 0: unknown */
    bool every_tcp; /* every TCP socket of the namespaces that were read is in the snapshot */
};

#endif
