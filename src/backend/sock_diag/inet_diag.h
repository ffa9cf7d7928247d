/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests and answers of sock_diag(7) for TCP and UDP (linux/inet_diag.h). */
#ifndef LSOCK_INET_DIAG_H
#define LSOCK_INET_DIAG_H

#include <linux/netlink.h>

#include "bytecode.h"
#include "inet_detail.h"
#include "request.h"
#include "socket.h"

/* Room for a request and its attributes. */
#define INET_DIAG_REQUEST_ROOM 256

/* Converts our state bits to the kernel's (include/net/tcp_states.h: 1 << number). */
uint32_t inet_diag_states(uint32_t states);

/* The parameters of a dump. */
struct inet_diag_query {
    enum protocol protocol;
    uint32_t native_states;
    uint16_t local_port, remote_port; /* 0: any */
    struct bytecode bytecode;
};

/*
 * Makes a dump request by SOCK_DIAG_BY_FAMILY; for FAMILY_NONE by the old TCPDIAG_GETSOCK, which
 * returns both families of TCP in one dump. `buffer` has INET_DIAG_REQUEST_ROOM bytes plus the
 * length of the bytecode, and is aligned for a struct nlmsghdr.
 */
struct nlmsghdr *inet_diag_request(void *buffer, const struct inet_diag_query *query,
                                   enum family family);

/*
 * Makes a request for the TCP connection with the ends and interface of this socket; or with
 * `destroy` a request to close the socket (SOCK_DESTROY, Linux 4.5), which must also have the same
 * protocol and cookie.
 */
struct nlmsghdr *inet_diag_request_one(void *buffer, bool destroy, const struct socket *socket);

/* Requests more for each socket: bits of idiag_ext (inet_detail_extensions). */
void inet_diag_request_extend(struct nlmsghdr *request, uint8_t extensions);

/* False: not a struct inet_diag_msg of a known family, or too short. Details are in *detail until
 * the next message is read; NULL: not wanted. */
bool inet_diag_read(const struct nlmsghdr *message, enum protocol protocol,
                    struct inet_detail *detail, struct socket *socket);

/*
 * Reads the message of a destroyed TCP or UDP socket (sock_diag(7), SKNLGRP_…_DESTROY): its ends,
 * cookie and interface, and its last tcp_info, except for disconnected TCP sockets. The other
 * fields are no longer valid: state CLOSE, uid 0, inode 0, the queues (net/ipv4/inet_diag.c,
 * inet_diag_handler_get_info).
 */
bool inet_diag_read_destroyed(const struct nlmsghdr *message, struct inet_detail *detail,
                              struct socket *socket);

#endif
