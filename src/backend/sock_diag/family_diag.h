/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests and answers of sock_diag(7) for the families without IP addresses. */
#ifndef LSOCK_FAMILY_DIAG_H
#define LSOCK_FAMILY_DIAG_H

#include <linux/netlink.h>

#include "builder.h"
#include "detail.h"
#include "socket.h"

#define FAMILY_DIAG_REQUEST_ROOM 128

/* Where answers are stored: a socket, and its details in these groups. */
struct family_reading {
    uint32_t groups; /* DETAILS_BIT */
    struct detail_room room;
    struct builder bpf; /* the code of a filter, referenced by the room; free it at the end */
};

/* Whether this file handles the protocol. False: its sockets have IP addresses; use inet_diag. */
bool family_diag_lists(enum protocol protocol);

/* `buffer` has FAMILY_DIAG_REQUEST_ROOM bytes and is aligned for a struct nlmsghdr. */
struct nlmsghdr *family_diag_request(void *buffer, enum protocol protocol, uint32_t groups);

/* False: not a message of this protocol's family, or too short. The socket's details are in
 * *reading until the next message. */
bool family_diag_read(const struct nlmsghdr *message, enum protocol protocol,
                      struct family_reading *reading, struct socket *socket);

#endif
