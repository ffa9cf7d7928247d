/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Code shared by the readers of Linux's socket tables, sock_diag(7) and /proc. */
#ifndef LSOCK_LINUX_SOCKET_H
#define LSOCK_LINUX_SOCKET_H

#include "detail.h"
#include "socket.h"

/* include/net/tcp_states.h: every family uses these numbers; the uapi headers do not name them. */
enum native_state {
    NATIVE_ESTABLISHED = 1,
    NATIVE_SYN_RECV = 3,
    NATIVE_FIN_WAIT2 = 5,
    NATIVE_TIME_WAIT = 6,
    NATIVE_CLOSE = 7,
    NATIVE_CLOSE_WAIT = 8,
    NATIVE_LISTEN = 10,
    NATIVE_CLOSING = 11,
    NATIVE_BOUND_INACTIVE = 13, /* Linux 6.8: only in requests; rows report CLOSE */
};

static inline void linux_socket_set_inode(struct socket *socket, uint64_t inode)
{
    socket->inode = inode;
    socket->have |= HAVE_INODE;
}

/* Call it after the inode is set: for a socket that no process holds, kernels before 6.16 report a
 * meaningless uid 0. */
static inline void linux_socket_set_uid(struct socket *socket, uint32_t uid)
{
    socket->uid = uid;
    if (uid != 0 || socket->inode != 0)
        socket->have |= HAVE_UID;
}

static inline void linux_socket_set_cookie(struct socket *socket, const uint32_t cookie[2])
{
    socket->cookie = (uint64_t)cookie[1] << 32 | cookie[0];
    socket->have |= HAVE_COOKIE;
}

/* For a listener these are the length of its accept queue, and the limit. */
static inline void linux_socket_set_queues(struct socket *socket, uint32_t recv, uint32_t send)
{
    socket->recv_queue = recv;
    socket->send_queue = send;
    socket->have |= socket_has_accept_queue(socket) ? HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX
                                                    : HAVE_RECV_QUEUE | HAVE_SEND_QUEUE;
}

/* RCV_SHUTDOWN and SEND_SHUTDOWN of include/net/sock.h. */
static inline void linux_socket_set_shutdown(struct socket *socket, uint8_t native)
{
    socket->have |= HAVE_SHUTDOWN;
    socket->flags |= (uint8_t)(((native & 1) != 0 ? SOCKET_SHUT_RECV : 0) |
                               ((native & 2) != 0 ? SOCKET_SHUT_SEND : 0));
}

/* Drops are the only memory number in /proc. */
static inline void linux_socket_set_drops(struct detail_room *room, uint64_t drops)
{
    struct memory_detail *memory = detail_room_memory(room);

    memory->numbers[MEMORY_DROPS] = (uint32_t)drops;
    memory->have = 1u << MEMORY_DROPS;
}

/* Starts a socket without IP addresses. `type` is a SOCK_… of Linux (SOCK_STREAM is 1). Both ends
 * are known and empty. Its details are in the room. */
void family_socket_begin(struct socket *socket, struct detail_room *room, enum protocol protocol,
                         uint64_t type);

/* Sets the state of such a socket. */
void family_socket_set_state(struct socket *socket, uint8_t native);

/* Sets the local name in the room to the protocol that a packet socket receives: "all", "ip",
 * "arp", … or 0x88b5; 0 means none. Host byte order. */
void packet_name_set(struct detail_room *room, uint16_t protocol);

/* Sets the netlink family: "route", "generic", … of netlink(7), or its number. */
void netlink_name_set(struct detail_room *room, uint32_t family);

#endif
