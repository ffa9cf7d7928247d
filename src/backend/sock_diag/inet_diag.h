/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests and answers of sock_diag(7) for TCP and UDP (linux/inet_diag.h). */
#ifndef LSOCK_INET_DIAG_H
#define LSOCK_INET_DIAG_H

#include <linux/netlink.h>

#include "request.h"
#include "socket.h"

/* Room for a request and the attributes behind it. */
#define INET_DIAG_REQUEST_ROOM 256

/* The kernel's state bits (include/net/tcp_states.h: 1 << number) for ours. */
uint32_t inet_diag_states(uint32_t states);

/*
 * A dump by the old TCPDIAG_GETSOCK, which ignores the family: one walk of the TCP table gives IPv4
 * and IPv6. `buffer` has INET_DIAG_REQUEST_ROOM bytes, aligned for a struct nlmsghdr.
 */
struct nlmsghdr *inet_diag_request_both(void *buffer, uint32_t native_states);

/* A dump by SOCK_DIAG_BY_FAMILY. */
struct nlmsghdr *inet_diag_request(void *buffer, enum protocol protocol, enum family family,
                                   uint32_t native_states);

/* False where the message is no struct inet_diag_msg of a family that we know, or too short for it.
 */
bool inet_diag_read(const struct nlmsghdr *message, enum protocol protocol, struct socket *socket);

#endif
