/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many sockets there are, and what waits in them, by protocol, state and family. */
#ifndef LSOCK_SUMMARY_H
#define LSOCK_SUMMARY_H

#include <stdint.h>

#include "socket.h"
#include "sockstat.h"
#include "state.h"

/* Unknown if the number of one socket is. A socket without such a number adds nothing. */
struct summary_sum {
    uint64_t number;
    bool unknown;
};

struct summary_cell {
    uint64_t sockets;
    struct summary_sum recv_queue, send_queue; /* bytes */
    struct summary_sum drops;
};

/* By state and family; of protocols without states of RFC 9293, ESTABLISHED are the connected ones,
 * LISTEN those with an accept queue, CLOSED the others, and STATE_NONE those of which the system
 * does not say it. */
struct summary_counts {
    struct summary_cell cells[STATE_COUNT][FAMILY_COUNT];
    uint64_t whole; /* of them, those that are no small records of the kernel */
};

/* Zeroed: nothing is counted. */
struct summary {
    struct summary_counts protocols[PROTOCOL_COUNT];
};

/* Counts one row of a sealed snapshot: before that, a row may be a duplicate or be discarded. */
void summary_count(struct summary *summary, const struct socket *socket);

#endif
