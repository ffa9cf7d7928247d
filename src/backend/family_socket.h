/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every table of sockets without IP addresses has in common, sock_diag(7) and /proc alike. */
#ifndef LSOCK_FAMILY_SOCKET_H
#define LSOCK_FAMILY_SOCKET_H

#include "detail.h"
#include "socket.h"

/* Begins a socket of this protocol, of the type that Linux numbers so (SOCK_STREAM is 1); both ends
 * are known and empty. Its details live in the room. */
void family_socket_begin(struct socket *socket, struct detail_room *room, enum protocol protocol,
                         uint64_t type);

/* The state: these families borrow the numbers of TCP (include/net/tcp_states.h). */
void family_socket_set_state(struct socket *socket, uint8_t native);

/* After the inode. Of a socket that no process holds, kernels before 6.16 tell a zero that is
 * nobody's uid. */
void family_socket_set_uid(struct socket *socket, uint32_t uid);

#endif
