/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sockets of the last two readings, which provide state and owner of sockets that ended: the
 * kernel reports their end without these. A socket that ends during a reading is in the one before.
 */
#ifndef LSOCK_SEEN_H
#define LSOCK_SEEN_H

#include "cookie_index.h"

struct seen {
    struct reading {
        struct snapshot snapshot;
        struct cookie_index index;
    } readings[2];
    unsigned newest;
};

/* Empty; must not be moved afterwards. */
void seen_init(struct seen *seen);
void seen_free(struct seen *seen);

/* Returns an empty snapshot for the next reading; it replaces the older one. */
struct snapshot *seen_begin(struct seen *seen);

/* Makes this reading the newest, once it is complete. False: out of memory. */
bool seen_end(struct seen *seen) NODISCARD;

const struct snapshot *seen_newest(const struct seen *seen);

/*
 * Adds state, uid and owner to a socket that ended; unknown if it was never seen. Returns the
 * snapshot that the socket now belongs to.
 */
const struct snapshot *seen_complete(const struct seen *seen, struct socket *socket);

#endif
