/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links sockets to descriptors: the wanted inodes, and a list of the descriptors found for them. */
#ifndef LSOCK_HOLDINGS_H
#define LSOCK_HOLDINGS_H

#include "snapshot.h"

/* A descriptor of a wanted socket. */
struct holding {
    uint32_t inode_number; /* as holdings_find gave it */
    struct owner owner;
};

struct holdings {
    struct map numbers; /* of the wanted inodes, counted from 0 */
    uint32_t inodes;    /* how many are wanted */
    uint32_t found;     /* how many of them have a holding */
    uint8_t *has;       /* by number: it has one */
    struct holding *list;
    size_t count;
};

/* Wants every socket of the snapshot that a process can hold, and every peer. False: out of memory. */
bool holdings_init(struct holdings *holdings, struct snapshot *snapshot) NODISCARD;
void holdings_free(struct holdings *holdings);

/* Whether this inode is wanted, and the number to add it by. */
bool holdings_find(const struct holdings *holdings, uint64_t inode, uint32_t *number);

bool holdings_add(struct holdings *holdings, uint32_t number, const struct owner *owner) NODISCARD;

/*
 * Writes the owners, those of the sockets' peers, and every socket's owner_status into the
 * snapshot, whose owners say whether they are partial. False: out of memory.
 */
bool holdings_finish(struct holdings *holdings, struct snapshot *snapshot) NODISCARD;

#endif
