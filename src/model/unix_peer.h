/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who holds the other ends of unix sockets: their inodes, and owners of the same snapshot. */
#ifndef LSOCK_UNIX_PEER_H
#define LSOCK_UNIX_PEER_H

#include "snapshot.h"

/* The inode of a unix socket's peer; 0: it has none, or one that no process can hold, or nobody
 * said. */
uint32_t unix_peer_inode(const struct socket *socket);

/* Of a snapshot that was read with its owners: every unix socket may be a peer. False: out of
 * memory. */
bool unix_peers_index(struct snapshot *snapshot) NODISCARD;

/* The first owner, `more` more behind it; NULL: none is known. */
const struct owner *unix_peer_first(const struct owners *owners, uint32_t inode);

#endif
