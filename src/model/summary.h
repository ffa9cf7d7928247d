/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many sockets there are, counted as they come: no record is kept. */
#ifndef LSOCK_SUMMARY_H
#define LSOCK_SUMMARY_H

#include <stddef.h>
#include <stdint.h>

#include "snapshot.h"
#include "sockstat.h"

/* By state and family; of protocols without states of RFC 9293, ESTABLISHED are the connected ones,
 * LISTEN those with an accept queue, CLOSED the others, and STATE_NONE those of which the system
 * does not say it. */
struct summary_counts {
    uint64_t sockets[STATE_COUNT][FAMILY_COUNT];
    uint64_t whole; /* of them, those that are no small records of the kernel */
};

/* Zeroed: nothing is counted. */
struct summary {
    struct summary_source {
        uint32_t serial; /* of the reading that these are of: struct source */
        struct summary_counts counts;
    } * sources; /* as many as the snapshot has; malloc */
    size_t source_room;
};

/* Counts a socket of one of the snapshot's tables. False: out of memory. */
bool summary_count(struct summary *summary, const struct snapshot *snapshot, size_t table,
                   const struct socket *socket) NODISCARD;

/* Adds up what was counted of a protocol, without the tables that were thrown away. */
void summary_total(const struct summary *summary, const struct snapshot *snapshot,
                   enum protocol protocol, struct summary_counts *total);

void summary_free(struct summary *summary);

#endif
