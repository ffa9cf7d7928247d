/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sockets that were there lately: the kernel tells of one that ends neither its state nor whose
 * it was. Two readings are kept, for what ends while the later one is made stands in the earlier.
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

/* Where the next reading goes, empty: it takes the place of the one before the last. */
struct snapshot *seen_begin(struct seen *seen);

/* It is whole, and from now on the newest. False: out of memory. */
bool seen_end(struct seen *seen) NODISCARD;

const struct snapshot *seen_newest(const struct seen *seen);

/*
 * Adds to a socket that has ended what was seen of it: its state, who made it and who had it. What
 * was not seen is unknown. Returns the snapshot that it belongs to now.
 */
const struct snapshot *seen_complete(const struct seen *seen, struct socket *socket);

#endif
