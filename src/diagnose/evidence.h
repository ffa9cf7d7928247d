/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What rules may look at. NULL: unknown, and then no rule decides by it. */
#ifndef LSOCK_EVIDENCE_H
#define LSOCK_EVIDENCE_H

#include "cookie_index.h"
#include "host_reading.h"
#include "snapshot.h"

/* What there is to decide by. A check that needs more is not applied, and the run says so. */
enum evidence_kind {
    EVIDENCE_INTERVAL = 1u << 0, /* an earlier reading: `before`, `interval_ms` */
    EVIDENCE_HOST = 1u << 1,     /* settings, and counters of now */
    EVIDENCE_GROWTH = 1u << 2,   /* counters of both readings */
    EVIDENCE_OWNERS = 1u << 3,
    EVIDENCE_DETAILS = 1u << 4, /* timers and struct tcp_info */
    EVIDENCE_MEMORY = 1u << 5,  /* drops, buffers */
    EVIDENCE_WHOLE = 1u << 6,   /* every TCP socket of the namespaces, at both readings */
    EVIDENCE_LIMITS = 1u << 7,  /* descriptors of processes, and how many they may have */
};

struct evidence {
    const struct snapshot *snapshot; /* never NULL */

    /* The rest is for checks; sentences about one socket do without. */
    const uint32_t *rows; /* of the snapshot: those to examine */
    size_t row_count;
    unsigned kinds; /* EVIDENCE_… */
    const struct cookie_index *before;
    uint64_t interval_ms;
    const struct host_reading *host, *host_before;
    uint64_t netns; /* whose values the host's are; 0: of every socket here */
    const struct names *names;
};

#endif
