/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sockets of the last two readings of the tables. The kernel reports the end of a socket
 * without its state and owner. A socket that ends during a reading is in the one before.
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

/* Returns an empty snapshot for the next reading, in the place of the older one. */
struct snapshot *seen_begin(struct seen *seen);

/* Makes this reading the newest, now that it is complete. False: out of memory. */
bool seen_end(struct seen *seen) NODISCARD;

const struct snapshot *seen_newest(const struct seen *seen);

/*
 * Adds state, uid and owner to a socket that has ended. What was not seen is unknown. Returns the
 * snapshot that the socket belongs to now.
 */
const struct snapshot *seen_complete(const struct seen *seen, struct socket *socket);

#endif
