/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the listeners of a snapshot by address and port. */
#ifndef LSOCK_LISTENERS_H
#define LSOCK_LISTENERS_H

#include "distinct.h"
#include "snapshot.h"

/* Zeroed: empty. */
struct listeners {
    const struct snapshot *snapshot;
    uint32_t *rows;
    struct distinct distinct;
};

/* Linear. False: out of memory. */
bool listeners_make(struct listeners *listeners, const struct snapshot *snapshot) NODISCARD;
void listeners_free(struct listeners *listeners);

/* Returns the listener for the local end of a socket, or for its remote end in the same namespace:
 * on exactly that address and port, otherwise on all addresses. NULL: none. */
const struct socket *listeners_find(const struct listeners *listeners, const struct socket *socket,
                                    bool remote_end);

#endif
