/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads settings and counters of the system. */
#ifndef LSOCK_HOST_VALUES_H
#define LSOCK_HOST_VALUES_H

#include "counter.h"
#include "setting.h"
#include "sockstat.h"

/* False: unknown. */
bool host_setting_read(const struct setting *setting, struct setting_value *value);

/* The range of ports from which the system assigns ephemeral ports. False: unknown. */
bool host_port_range(uint16_t *low, uint16_t *high);

/* Values that cannot be read stay unknown. Settings are those of this process's network namespace;
 * counters are those of the namespace of process `pid`, or of ours if it is 0. */
void host_settings_read(struct setting_values *values);
void host_counters_read(struct counter_values *values, uint32_t pid);
void host_sockstat_read(struct sockstat_values *values, uint32_t pid);

/* The number of connections that the firewall tracks in this network namespace, and its limit. */
void host_conntrack_read(struct sockstat_value *value);

#endif
