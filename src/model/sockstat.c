/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sockstat.h"

/* net/ipv4/proc.c, sockstat_seq_show; net/ipv6/proc.c, sockstat6_seq_show. */
const struct sockstat_info sockstat_infos[SOCKSTAT_COUNT] = {
    [SOCKSTAT_TCP_IN_USE] = {PROTOCOL_TCP, "in_use", "TCP", "inuse", false, false},
    [SOCKSTAT_TCP_ALLOCATED] = {PROTOCOL_TCP, "allocated", "TCP", "alloc", false, true},
    [SOCKSTAT_TCP_ORPHANS] = {PROTOCOL_TCP, "orphans", "TCP", "orphan", false, true},
    [SOCKSTAT_TCP_TIME_WAIT] = {PROTOCOL_TCP, "time_wait", "TCP", "tw", false, false},
    [SOCKSTAT_TCP_MEMORY] = {PROTOCOL_TCP, "memory_bytes", "TCP", "mem", true, true},
    [SOCKSTAT_UDP_IN_USE] = {PROTOCOL_UDP, "in_use", "UDP", "inuse", false, false},
    [SOCKSTAT_UDP_MEMORY] = {PROTOCOL_UDP, "memory_bytes", "UDP", "mem", true, true},
    [SOCKSTAT_UDPLITE_IN_USE] = {PROTOCOL_UDPLITE, "in_use", "UDPLITE", "inuse", false, false},
    [SOCKSTAT_RAW_IN_USE] = {PROTOCOL_RAW, "in_use", "RAW", "inuse", false, false},
};
