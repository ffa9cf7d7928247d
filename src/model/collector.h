/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a backend puts what it reads: the filter's first pass, then the snapshot. */
#ifndef LSOCK_COLLECTOR_H
#define LSOCK_COLLECTOR_H

#include <stdbool.h>

#include "errors.h"
#include "snapshot.h"

struct collector {
    struct snapshot *snapshot;

    /* Whether a row may be wanted; NULL keeps all. */
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

/* As above for a socket that says its source itself. */
static inline bool collector_offer_as_is(const struct collector *collector,
                                         const struct socket *socket)
{
    if (collector->keep != NULL && !collector->keep(collector->context, socket))
        return true;
    return snapshot_add_as_is(collector->snapshot, socket);
}

#endif
