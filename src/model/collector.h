/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a backend delivers sockets: to the filter's first pass, then to the snapshot. */
#ifndef LSOCK_COLLECTOR_H
#define LSOCK_COLLECTOR_H

#include <stdbool.h>

#include "errors.h"
#include "snapshot.h"

struct collector {
    struct snapshot *snapshot;

    /* Whether a row may be wanted; NULL keeps all rows. */
    bool (*keep)(void *context, const struct socket *socket);
    void *context;
};

/* False: out of memory. */
static inline bool collector_offer(const struct collector *collector, const struct socket *socket)
{
    if (collector->keep != NULL && !collector->keep(collector->context, socket))
        return true;
    return snapshot_add(collector->snapshot, socket);
}

/* As collector_offer, for a socket with its `source` already set. */
static inline bool collector_offer_as_is(const struct collector *collector,
                                         const struct socket *socket)
{
    if (collector->keep != NULL && !collector->keep(collector->context, socket))
        return true;
    return snapshot_add_as_is(collector->snapshot, socket);
}

#endif
