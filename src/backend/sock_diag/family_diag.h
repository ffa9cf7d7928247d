/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests and answers of sock_diag(7) for the families without IP addresses. */
#ifndef LSOCK_FAMILY_DIAG_H
#define LSOCK_FAMILY_DIAG_H

#include <linux/netlink.h>

#include "builder.h"
#include "detail.h"
#include "request.h"
#include "socket.h"

#define FAMILY_DIAG_REQUEST_ROOM 128

/* What an answer is read into: a socket, and the parts of its details that are in these groups. */
struct family_reading {
    uint32_t groups; /* DETAILS_BIT */
    struct detail_room room;
    struct builder bpf; /* the code of a filter, which the room points to; free it at the end */
};

/* How one family is asked, and how its answers are read. */
struct family_diag {
    /* `buffer` has FAMILY_DIAG_REQUEST_ROOM bytes, aligned for a struct nlmsghdr. */
    struct nlmsghdr *(*request)(void *buffer, const struct request *request);

    /* False: no message of this family, or too short for one. The socket's details live in *reading
     * until the next message. */
    bool (*read)(const struct nlmsghdr *message, struct family_reading *reading,
                 struct socket *socket);
};

/* NULL: its sockets have IP addresses, and inet_diag lists them. */
const struct family_diag *family_diag_of(enum protocol protocol);

#endif
