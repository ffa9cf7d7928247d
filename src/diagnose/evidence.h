/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What rules may look at. NULL: unknown, and then no rule decides by it. */
#ifndef LSOCK_EVIDENCE_H
#define LSOCK_EVIDENCE_H

#include "counter.h"
#include "setting.h"
#include "snapshot.h"

struct evidence {
    const struct snapshot *snapshot; /* never NULL */
    const struct setting_values *settings;
    const struct counter_values *counters;
    const struct sockstat_values *limits;
};

#endif
