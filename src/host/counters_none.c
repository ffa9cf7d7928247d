/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counters on systems where lsock cannot read any: all are unknown. */
#include "compiler.h"
#include "conntrack.h"
#include "host_values.h"

void host_counters_read(struct counter_values *values, uint32_t pid UNUSED)
{
    *values = (struct counter_values){0};
}

void host_sockstat_read(struct sockstat_values *values, uint32_t pid UNUSED)
{
    *values = (struct sockstat_values){.values = {{false, false, 0, 0}}};
}

void host_conntrack_read(struct sockstat_value *value)
{
    *value = (struct sockstat_value){.have = false};
}

void conntrack_top(char out[CONNTRACK_TOP_ROOM])
{
    out[0] = '\0';
}

bool conntrack_redirect(struct text protocol UNUSED, uint16_t port UNUSED,
                        char out[CONNTRACK_TOP_ROOM])
{
    out[0] = '\0';
    return false;
}
