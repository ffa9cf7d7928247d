/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The facts that rules and checks may use. NULL: unknown; then no rule depends on it. */
#ifndef LSOCK_EVIDENCE_H
#define LSOCK_EVIDENCE_H

#include "cookie_index.h"
#include "host_reading.h"
#include "snapshot.h"

/* Kinds of evidence. A check that needs more is skipped, and the run reports it. */
enum evidence_kind {
    EVIDENCE_INTERVAL = 1u << 0, /* an earlier reading: `before`, `interval_ms` */
    EVIDENCE_HOST = 1u << 1,     /* settings and current counters */
    EVIDENCE_GROWTH = 1u << 2,   /* counters of both readings */
    EVIDENCE_OWNERS = 1u << 3,
    EVIDENCE_DETAILS = 1u << 4, /* timers and struct tcp_info */
    EVIDENCE_MEMORY = 1u << 5,  /* drops, buffers */
    EVIDENCE_WHOLE = 1u << 6,   /* every TCP socket of the namespaces, at both readings */
    EVIDENCE_LIMITS = 1u << 7,  /* descriptors of processes, and their limits */
};

struct surroundings;

struct evidence {
    const struct snapshot *snapshot; /* never NULL */

    /* For sentences about a single socket: what the others prove. NULL: some may be missing. */
    struct surroundings *around;

    const struct host_reading *host, *host_before;
    uint64_t netns; /* the namespace of the host's values; 0: they apply to every socket here */

    /* The rest is for checks. */
    const uint32_t *rows; /* rows of the snapshot to examine */
    size_t row_count;
    unsigned kinds; /* EVIDENCE_… */
    const struct cookie_index *before;
    uint64_t interval_ms;
    const struct names *names;
};

#endif
