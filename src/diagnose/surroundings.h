/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the other sockets of a snapshot prove about one of them, if no socket is missing. */
#ifndef LSOCK_SURROUNDINGS_H
#define LSOCK_SURROUNDINGS_H

#include "examined.h"

/* More are not looked at, so that time stays linear. */
#define FULL_LISTENERS_MAX 64

/* `snapshot` is set by whoever reads every TCP socket of its namespaces; the rest is filled when a
 * rule first asks. */
struct surroundings {
    struct snapshot *snapshot;
    bool known;
    bool indexed; /* nothing is missing, and the indexes are there */
    uint32_t full_listeners[FULL_LISTENERS_MAX];
    size_t full_count;
};

/* Over loopback both ends are in one table, and this one's peer is not. */
bool is_peer_gone(const struct examined *examined);

/* Returns the listener here that a SYN of this socket goes to, or that this request came to, if its
 * accept queue is full; NULL: none is known. */
const struct socket *full_listener(const struct examined *examined);

#endif
