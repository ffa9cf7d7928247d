/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links sockets to descriptors: the wanted inodes, and the descriptors found for them. */
#ifndef LSOCK_HOLDINGS_H
#define LSOCK_HOLDINGS_H

#include "snapshot.h"

/* A descriptor of a wanted socket. */
struct holding {
    uint32_t inode_number; /* from holdings_find */
    struct owner owner;
};

struct holdings {
    struct map numbers; /* of the wanted inodes, from 0 */
    uint32_t inodes;    /* how many are wanted */
    uint32_t found;     /* how many of them have a holding */
    uint8_t *has;       /* by number: it has a holding */
    struct holding *list;
    size_t count;
};

/* Enters every socket of the snapshot that a process can hold, and every peer. False: out of
 * memory. */
bool holdings_init(struct holdings *holdings, struct snapshot *snapshot) NODISCARD;
void holdings_free(struct holdings *holdings);

/* Whether this inode is wanted; *number is its number for holdings_add. */
bool holdings_find(const struct holdings *holdings, uint64_t inode, uint32_t *number);

bool holdings_add(struct holdings *holdings, uint32_t number, const struct owner *owner) NODISCARD;

/* Writes the owners of the sockets and of their peers, and every socket's owner_status, into the
 * snapshot. snapshot->owners must already say whether they are partial. False: out of memory. */
bool holdings_finish(struct holdings *holdings, struct snapshot *snapshot) NODISCARD;

#endif
