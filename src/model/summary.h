/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts sockets and their queues by protocol, state and family. */
#ifndef LSOCK_SUMMARY_H
#define LSOCK_SUMMARY_H

#include <stdint.h>

#include "socket.h"
#include "sockstat.h"
#include "state.h"

/* Unknown if the number of any socket is unknown. Sockets without such a number add nothing. */
struct summary_sum {
    uint64_t number;
    bool unknown;
};

struct summary_cell {
    uint64_t sockets;
    struct summary_sum recv_queue, send_queue; /* bytes */
    struct summary_sum drops;
};

/* Counts by state and family. For protocols without states of RFC 9293: ESTABLISHED for connected
 * sockets, LISTEN for those with an accept queue, CLOSED for the others, STATE_NONE if unknown. */
struct summary_counts {
    struct summary_cell cells[STATE_COUNT][FAMILY_COUNT];
    uint64_t whole; /* those of them that are full sockets, not small kernel records */
};

/* Zeroed: nothing is counted. */
struct summary {
    struct summary_counts protocols[PROTOCOL_COUNT];
};

/* Counts one row of a sealed snapshot; earlier it could be a duplicate or be discarded. */
void summary_count(struct summary *summary, const struct socket *socket);

#endif
