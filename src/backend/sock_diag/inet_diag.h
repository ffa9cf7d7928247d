/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests and answers of sock_diag(7) for TCP and UDP (linux/inet_diag.h). */
#ifndef LSOCK_INET_DIAG_H
#define LSOCK_INET_DIAG_H

#include <linux/netlink.h>

#include "bytecode.h"
#include "inet_detail.h"
#include "request.h"
#include "socket.h"

/* Room for a request and the attributes behind it. */
#define INET_DIAG_REQUEST_ROOM 256

/* The kernel's state bits (include/net/tcp_states.h: 1 << number) for ours. */
uint32_t inet_diag_states(uint32_t states);

/* What a dump is asked. */
struct inet_diag_query {
    enum protocol protocol;
    uint32_t native_states;
    uint16_t local_port, remote_port; /* only these; 0: any */
    struct bytecode bytecode;
};

/*
 * A dump by SOCK_DIAG_BY_FAMILY; with FAMILY_NONE by the old TCPDIAG_GETSOCK, which gives both
 * families of TCP in one walk. `buffer` has INET_DIAG_REQUEST_ROOM bytes and the length of the
 * bytecode, aligned for a struct nlmsghdr.
 */
struct nlmsghdr *inet_diag_request(void *buffer, const struct inet_diag_query *query,
                                   enum family family);

/*
 * A look-up of the TCP connection with the ends of this socket on its interface; or, to close it
 * (SOCK_DESTROY, Linux 4.5), of the socket of its protocol that has its cookie, too.
 */
struct nlmsghdr *inet_diag_request_one(void *buffer, bool destroy, const struct socket *socket);

/* Makes the kernel send more with each socket: bits of idiag_ext (inet_detail_extensions). */
void inet_diag_request_extend(struct nlmsghdr *request, uint8_t extensions);

/*
 * False where the message is no struct inet_diag_msg of a family that we know, or too short for it.
 * Details live in *detail until the next message is read; NULL: none are wanted.
 */
bool inet_diag_read(const struct nlmsghdr *message, enum protocol protocol,
                    struct inet_detail *detail, struct socket *socket);

/*
 * The message of a destroyed TCP or UDP socket (sock_diag(7), SKNLGRP_…_DESTROY): its ends, cookie
 * and interface, and of the details its last tcp_info; of a TCP socket that was disconnected not
 * even these. What else stands there is no longer true: state CLOSE, uid 0, inode 0, the queues of
 * nobody (net/ipv4/inet_diag.c, inet_diag_handler_get_info).
 */
bool inet_diag_read_destroyed(const struct nlmsghdr *message, struct inet_detail *detail,
                              struct socket *socket);

#endif
