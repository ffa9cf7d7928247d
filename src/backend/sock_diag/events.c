/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Receives socket events. The kernel sends one when the last reference to a socket is dropped
 * (net/core/sock.c, __sk_free), from a work queue (net/core/sock_diag.c,
 * sock_diag_broadcast_destroy). Receiving needs no privilege (NL_CFG_F_NONROOT_RECV), except for a
 * buffer larger than net.core.rmem_max. A connection that continues as TIME-WAIT has left a record
 * by then, which is looked up.
 */
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/sock_diag.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "inet_diag.h"
#include "sock_diag.h"
#include "socket_hash.h"

/* An event takes about 1.3 KB of it, so some ten thousand can wait while the tables are read. */
#define EVENTS_BUFFER (16 * 1024 * 1024)

struct event_stream {
    struct mnl_socket *socket;
    struct netlink lookups; /* to look up the remains of a connection */
    struct inet_detail detail;
    size_t length, at; /* of the datagram in `buffer`, and the read position */
    _Alignas(struct nlmsghdr) char buffer[NETLINK_BUFFER_SIZE];
};

static void close_stream(struct event_stream *stream)
{
    if (stream == NULL)
        return;
    if (stream->socket != NULL)
        mnl_socket_close(stream->socket);
    netlink_close(&stream->lookups);
    free(stream);
}

/* Without privilege the size is limited by the system. */
static void enlarge(const struct mnl_socket *socket)
{
    int fd = mnl_socket_get_fd(socket), size = EVENTS_BUFFER;

    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) != 0)
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
}

/* Returns 0 or an errno. */
static int subscribe(struct event_stream *stream, uint32_t protocols)
{
    static const struct {
        enum protocol protocol;
        unsigned group;
    } groups[] = {
        {PROTOCOL_TCP, SKNLGRP_INET_TCP_DESTROY},
        {PROTOCOL_TCP, SKNLGRP_INET6_TCP_DESTROY},
        {PROTOCOL_UDP, SKNLGRP_INET_UDP_DESTROY},
        {PROTOCOL_UDP, SKNLGRP_INET6_UDP_DESTROY},
    };

    stream->socket = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (stream->socket == NULL || mnl_socket_bind(stream->socket, 0, MNL_SOCKET_AUTOPID) < 0)
        return errno;
    enlarge(stream->socket);
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        unsigned group = groups[i].group;

        if ((protocols & PROTOCOL_BIT(groups[i].protocol)) != 0 &&
            mnl_socket_setsockopt(stream->socket, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)) <
                0)
            return errno;
    }
    return 0;
}

static enum event_result fail(int failure, struct error *error)
{
    error_set(error, STATUS_FAILED, "cannot subscribe to socket events: %s", strerror(failure));
    if (failure == EINVAL || failure == EPROTONOSUPPORT)
        error_remedy(error, "requires Linux 4.3 or later with CONFIG_INET_DIAG");
    if (failure == EPERM || failure == EACCES)
        error_remedy(error, "run as root, or with CAP_NET_ADMIN");
    return EVENT_FAILED;
}

static struct event_stream *open_stream(uint32_t protocols, uint32_t details, struct error *error)
{
    struct event_stream *stream = calloc(1, sizeof(*stream));
    int failure;

    if (stream == NULL) {
        error_out_of_memory(error);
        return NULL;
    }
    /* These messages contain no other group. */
    stream->detail.groups = details & DETAILS_BIT(DETAILS_TCP_INFO);
    stream->detail.before_7_0 = !linux_is_at_least(7, 0);
    failure = subscribe(stream, protocols);
    if (failure == 0)
        failure = netlink_open(&stream->lookups);
    if (failure == 0)
        return stream;
    (void)fail(failure, error);
    close_stream(stream);
    return NULL;
}

static int descriptor(const struct event_stream *stream)
{
    return mnl_socket_get_fd(stream->socket);
}

/* Receives the next datagram from the kernel; those from other processes are ignored. */
static int receive(struct event_stream *stream)
{
    struct sockaddr_nl sender;
    ssize_t length;

    do {
        socklen_t size = sizeof(sender);

        sender = (struct sockaddr_nl){0};
        length = recvfrom(descriptor(stream), stream->buffer, sizeof(stream->buffer), MSG_TRUNC,
                          (struct sockaddr *)&sender, &size);
    } while ((length < 0 && errno == EINTR) || (length >= 0 && sender.nl_pid != 0));
    if (length < 0)
        return errno;
    stream->at = 0;
    stream->length = (size_t)length;
    return stream->length <= sizeof(stream->buffer) ? 0 : EMSGSIZE;
}

/* The result of a look-up. */
struct remains {
    const struct socket *socket;
    enum state state;
};

/* Takes a kernel record with the same ends. It has the socket's cookie only if the cookie was
 * requested while the socket existed (net/ipv4/inet_timewait_sock.c, inet_twsk_alloc). */
static bool take_remains(void *context, const struct nlmsghdr *message)
{
    struct remains *remains = context;
    struct socket now;

    if (inet_diag_read(message, PROTOCOL_TCP, NULL, &now) && (now.flags & SOCKET_MINI) != 0 &&
        now.state != STATE_SYN_RECEIVED && same_ends(&now, remains->socket))
        remains->state = (enum state)now.state;
    return true;
}

static enum state look_for_remains(struct event_stream *stream, const struct socket *socket)
{
    _Alignas(struct nlmsghdr) char buffer[INET_DIAG_REQUEST_ROOM];
    struct remains remains = {socket, STATE_CLOSED};
    struct netlink_answer answer = {0};

    if ((socket->have & HAVE_REMOTE) == 0 || !socket_is_connected(socket))
        return STATE_CLOSED;
    netlink_ask(&stream->lookups, inet_diag_request_one(buffer, false, socket), take_remains,
                &remains, &answer);
    return answer.failure == 0 || answer.failure == ENOENT ? remains.state : STATE_NONE;
}

/* A message that cannot be parsed as a socket counts as lost. */
static enum event_result next(struct event_stream *stream, struct socket *socket,
                              struct event *event, struct error *error)
{
    const struct nlmsghdr *message;

    if (stream->at >= stream->length) {
        int failure = receive(stream);

        if (failure != 0)
            stream->length = 0;
        if (failure == EAGAIN || failure == EWOULDBLOCK)
            return EVENT_NONE;
        if (failure == ENOBUFS || failure == EMSGSIZE)
            return EVENT_LOST;
        if (failure != 0)
            return fail(failure, error);
    }
    message = netlink_message(stream->buffer, stream->length, &stream->at);
    if (message == NULL)
        stream->at = stream->length;
    if (message == NULL || message->nlmsg_type != SOCK_DIAG_BY_FAMILY ||
        !inet_diag_read_destroyed(message, stream->detail.groups != 0 ? &stream->detail : NULL,
                                  socket))
        return EVENT_LOST;
    event->after = socket->protocol == PROTOCOL_TCP ? look_for_remains(stream, socket) : STATE_NONE;
    return EVENT_TOLD;
}

const struct backend_events sock_diag_events = {
    .protocols = PROTOCOL_BIT(PROTOCOL_TCP) | PROTOCOL_BIT(PROTOCOL_UDP),
    .open = open_stream,
    .close = close_stream,
    .descriptor = descriptor,
    .next = next,
};
