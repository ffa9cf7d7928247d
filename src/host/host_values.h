/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings and counters of the system. */
#ifndef LSOCK_HOST_VALUES_H
#define LSOCK_HOST_VALUES_H

#include "counter.h"
#include "setting.h"
#include "sockstat.h"

/* False: it is unknown. */
bool host_setting_read(const struct setting *setting, struct setting_value *value);

/* From which ports the system chooses where a program leaves it to it; false: it does not say. */
bool host_port_range(uint16_t *low, uint16_t *high);

/* What cannot be read stays unknown. Settings are those of this process's network namespace; what
 * the kernel counts, those of the namespace of process `pid`, or of this one if it is 0. */
void host_settings_read(struct setting_values *values);
void host_counters_read(struct counter_values *values, uint32_t pid);
void host_sockstat_read(struct sockstat_values *values, uint32_t pid);

/* Connections that the firewall tracks in this network namespace, and how many it may. */
void host_conntrack_read(struct sockstat_value *value);

#endif
