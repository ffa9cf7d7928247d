/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What other sockets of a snapshot prove about a socket, if no socket is missing. */
#ifndef LSOCK_SURROUNDINGS_H
#define LSOCK_SURROUNDINGS_H

#include "examined.h"

/* The maximum examined, so that time stays linear. */
#define FULL_LISTENERS_MAX 64

/* The caller sets `snapshot` if it read every TCP socket of its namespaces; a rule fills in the
 * rest on demand. */
struct surroundings {
    struct snapshot *snapshot;
    bool known;
    bool indexed; /* nothing is missing, and the indexes exist */
    uint32_t full_listeners[FULL_LISTENERS_MAX];
    size_t full_count;
};

/* Whether the peer of a loopback connection is gone: both ends would be in the same table. */
bool is_peer_gone(const struct examined *examined);

/* Returns the local listener with a full accept queue that the SYN of this socket, or this request,
 * was sent to; NULL: none known. */
const struct socket *full_listener(const struct examined *examined);

#endif
