/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parsers for the kernel's files of counters and settings: pure, any bytes, nothing allocated. */
#ifndef LSOCK_PROC_COUNTERS_H
#define LSOCK_PROC_COUNTERS_H

#include "counter.h"
#include "setting.h"

/*
 * /proc/net/netstat and /proc/net/snmp: pairs of lines, `Group: name name …` and `Group: number
 * number …`. Numbers below zero (MaxConn) and whatever else does not fit are passed over.
 */
void proc_counters_parse(struct text file, struct counter_values *values);

/* /proc/net/sockstat: `TCP: inuse 5 orphan 0 tw 12 …`; the group of these is "sockstat". */
void proc_sockstat_parse(struct text file, struct counter_values *values);

/* A file of /proc/sys: as many numbers as the setting has, blanks between them. */
bool proc_setting_parse(struct text file, unsigned numbers, struct setting_value *value);

#endif
