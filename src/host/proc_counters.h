/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parsers for the kernel's files of counters and settings: pure, any bytes, nothing allocated. */
#ifndef LSOCK_PROC_COUNTERS_H
#define LSOCK_PROC_COUNTERS_H

#include "counter.h"
#include "setting.h"
#include "sockstat.h"

/*
 * /proc/net/netstat and /proc/net/snmp: pairs of lines, `Group: name name …` and `Group: number
 * number …`. Numbers below zero (MaxConn) and whatever else does not fit are passed over.
 */
void proc_counters_parse(struct text file, struct counter_values *values);

/* /proc/net/sockstat: `TCP: inuse 5 orphan 0 tw 12 …`; the group of these is "sockstat". */
void proc_sockstat_parse(struct text file, struct counter_values *values);

/*
 * The same file, or sockstat6, as the numbers of a summary: those of both are added up. Memory comes
 * in pages of so many bytes.
 */
void proc_sockstat_summary(struct text file, uint64_t page, struct sockstat_values *values);

/* tcp_mem and udp_mem of /proc/sys/net/ipv4: the last of three numbers of pages. */
bool proc_memory_limit(struct text file, uint64_t page, uint64_t *bytes);

/* A file of /proc/sys: as many numbers as the setting has, blanks between them. */
bool proc_setting_parse(struct text file, unsigned numbers, struct setting_value *value);

#endif
