/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The other ends of TCP connections, where both are in one snapshot. Both ends of a connection
 * within this machine have the same addresses and ports, the other way round.
 */
#ifndef LSOCK_PEERS_H
#define LSOCK_PEERS_H

#include "snapshot.h"

/* Of a TCP connection with both ends known; others have no peer. */
bool peers_may_have(const struct socket *socket);

/* To be made again whenever rows come or go. Linear. False: out of memory. */
bool peers_make(struct snapshot *snapshot) NODISCARD;

/*
 * The one socket with the same ends the other way round: of a loopback address in the same network
 * namespace, else in any of the snapshot. NULL: there is none, or it cannot be told which.
 */
const struct socket *peers_find(const struct snapshot *snapshot, const struct socket *socket);

/* No socket with the same ends the other way round is there. False also before peers_make. */
bool peers_lack(const struct snapshot *snapshot, const struct socket *socket);

/* The same as a row of the snapshot. */
#define PEERS_NONE UINT32_MAX
uint32_t peers_find_row(const struct snapshot *snapshot, const struct socket *socket);

/* Unix sockets: who holds the other ends, by their inodes and the owners of the same snapshot. */

/* The inode of a unix socket's peer; 0: it has none, or one that no process can hold, or nobody
 * said. */
uint32_t unix_peer_inode(const struct socket *socket);

/* Of a snapshot that was read with its owners: every unix socket may be a peer. False: out of
 * memory. */
bool unix_peers_index(struct snapshot *snapshot) NODISCARD;

/* The first owner, `more` more behind it; NULL: none is known. */
const struct owner *unix_peer_first(const struct owners *owners, uint32_t inode);

#endif
