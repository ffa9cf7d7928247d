/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The listeners of a snapshot, by where they listen. */
#ifndef LSOCK_LISTENERS_H
#define LSOCK_LISTENERS_H

#include "distinct.h"
#include "snapshot.h"

/* Zeroed: there are none. */
struct listeners {
    const struct snapshot *snapshot;
    uint32_t *rows;
    struct distinct distinct;
};

/* Linear. False: out of memory. */
bool listeners_make(struct listeners *listeners, const struct snapshot *snapshot) NODISCARD;
void listeners_free(struct listeners *listeners);

/*
 * The listener that takes what comes to the local end of a socket, or to its remote end in the same
 * namespace: on exactly that address and port, else on every address. NULL: there is none.
 */
const struct socket *listeners_find(const struct listeners *listeners, const struct socket *socket,
                                    bool remote_end);

#endif
