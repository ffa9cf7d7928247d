/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parsers for the kernel's files of counters and settings. They accept any bytes, allocate nothing
 * and make no system calls. */
#ifndef LSOCK_PROC_COUNTERS_H
#define LSOCK_PROC_COUNTERS_H

#include "counter.h"
#include "setting.h"
#include "sockstat.h"

/* /proc/net/netstat and /proc/net/snmp: pairs of lines, `Group: name name …` and `Group: number
 * number …`. Negative numbers (MaxConn) and anything unexpected are skipped. */
void proc_counters_parse(struct text file, struct counter_values *values);

/* /proc/net/sockstat: `TCP: inuse 5 orphan 0 tw 12 …`; the group of these counters is "sockstat".
 */
void proc_sockstat_parse(struct text file, struct counter_values *values);

/* Reads the same file, or sockstat6, for a summary; adds to the numbers already in `values`. The
 * file counts memory in pages of `page` bytes. */
void proc_sockstat_summary(struct text file, uint64_t page, struct sockstat_values *values);

/* Reads tcp_mem or udp_mem of /proc/sys/net/ipv4: the last of three numbers of pages. */
bool proc_memory_limit(struct text file, uint64_t page, uint64_t *bytes);

/* Reads a file of /proc/sys that contains exactly `numbers` numbers, separated by blanks. */
bool proc_setting_parse(struct text file, unsigned numbers, struct setting_value *value);

#endif
