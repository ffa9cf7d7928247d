/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the other end of a TCP connection if both are in one snapshot. The two ends of a local
 * connection have the same addresses and ports, swapped. */
#ifndef LSOCK_PEERS_H
#define LSOCK_PEERS_H

#include "snapshot.h"

/* Whether it is a TCP connection with both ends known; others have no peer. */
bool peers_may_have(const struct socket *socket);

/* Indexes the snapshot; repeat it whenever rows are added or removed. Linear. False: out of memory.
 */
bool peers_make(struct snapshot *snapshot) NODISCARD;

/* Returns the only socket with the same ends swapped: for a loopback address in the same network
 * namespace, otherwise in any namespace of the snapshot. NULL: none, or ambiguous. */
const struct socket *peers_find(const struct snapshot *snapshot, const struct socket *socket);

/* No socket with the same ends the other way round is there. False also before peers_make. */
bool peers_lack(const struct snapshot *snapshot, const struct socket *socket);

/* As peers_find, as a row of the snapshot. */
#define PEERS_NONE UINT32_MAX
uint32_t peers_find_row(const struct snapshot *snapshot, const struct socket *socket);

/* Unix sockets: owners of the peers, by inode, from the owners of the same snapshot. */

/* The inode of a unix socket's peer; 0: none, one that no process can hold, or unknown. */
uint32_t unix_peer_inode(const struct socket *socket);

/* For a snapshot with its owners already read: every unix socket may be a peer. False: out of
 * memory. */
bool unix_peers_index(struct snapshot *snapshot) NODISCARD;

/* Returns the first owner; `more` further ones follow. NULL: none is known. */
const struct owner *unix_peer_first(const struct owners *owners, uint32_t inode);

#endif
