/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Closes sockets by SOCK_DESTROY. The kernel finds the socket by its ends and interface, and
 * returns ENOENT if the cookie differs (net/ipv4/inet_diag.c, inet_diag_find_one_icsk;
 * net/ipv4/udp_diag.c, __udp_diag_destroy). It closes raw sockets without checking the cookie
 * (net/ipv4/raw_diag.c, raw_diag_destroy), so they are never closed.
 */
#include <errno.h>

#include "inet_diag.h"
#include "sock_diag.h"

/*
 * Of several sockets that share a port by SO_REUSEPORT, the kernel returns one, chosen by a hash of
 * both ends (net/ipv4/inet_hashtables.c, inet_lookup_reuseport). For a socket without a peer the
 * remote port is otherwise irrelevant, so varying it reaches the others. With this many tries, each
 * of four sockets is found except once in a hundred million times, and the effort stays linear.
 */
#define REMOTE_PORTS_TRIED 64

static bool ignore_message(void *context UNUSED, const struct nlmsghdr *message UNUSED)
{
    return true;
}

static int ask(struct netlink *netlink, const struct socket *socket, uint16_t remote_port)
{
    _Alignas(struct nlmsghdr) char buffer[INET_DIAG_REQUEST_ROOM];
    struct netlink_answer answer = {0};
    struct socket asked = *socket;

    asked.remote_port = remote_port;
    netlink_ask(netlink, inet_diag_request_one(buffer, true, &asked), ignore_message, NULL,
                &answer);
    return answer.failure;
}

static bool may_share_port(const struct socket *socket)
{
    return socket->remote_port == 0 && socket_is_listening(socket);
}

static int ask_until_found(struct netlink *netlink, const struct socket *socket)
{
    int failure = ask(netlink, socket, socket->remote_port);

    for (uint16_t port = 1; failure == ENOENT && port < REMOTE_PORTS_TRIED; port++) {
        if (!may_share_port(socket))
            break;
        failure = ask(netlink, socket, port);
    }
    return failure;
}

static bool is_compared(const struct socket *socket)
{
    return (socket->have & HAVE_COOKIE) != 0 && socket->protocol != PROTOCOL_RAW;
}

static bool is_inet(const struct socket *socket)
{
    return socket->family == FAMILY_INET || socket->family == FAMILY_INET6;
}

static enum destroyed result_of(int failure)
{
    switch (failure) {
    case 0:
        return DESTROYED;
    case ENOENT:
        return DESTROY_NOT_FOUND;
    case EPERM:
    case EACCES:
        return DESTROY_NOT_PERMITTED;
    case EOPNOTSUPP:
        return DESTROY_UNSUPPORTED;
    default:
        return DESTROY_FAILED;
    }
}

static void destroy_one(struct netlink *netlink, struct destruction *one)
{
    if (!is_inet(one->socket)) {
        one->result = DESTROY_UNSUPPORTED;
    } else if (!is_compared(one->socket)) {
        one->result = DESTROY_UNSURE;
    } else {
        one->failure = ask_until_found(netlink, one->socket);
        one->result = result_of(one->failure);
    }
}

void destroy_sockets(struct destruction *const *list, size_t count)
{
    struct netlink netlink;
    int failure = netlink_open(&netlink);

    for (size_t i = 0; i < count; i++) {
        if (failure == 0)
            destroy_one(&netlink, list[i]);
        else
            *list[i] = (struct destruction){list[i]->socket, DESTROY_FAILED, failure};
    }
    netlink_close(&netlink);
}

const char *const destroyed_words[DESTROYED_COUNT] = {
    [DESTROY_KEPT] = "the program received ECONNABORTED and keeps the port",
    [DESTROY_NOT_FOUND] = "the kernel found no socket with its addresses (ENOENT)",
    [DESTROY_NOT_PERMITTED] = "permission denied; run as root, or with CAP_NET_ADMIN",
    [DESTROY_UNSUPPORTED] = "the kernel cannot close this kind of socket (EOPNOTSUPP; requires "
                            "Linux 4.9 and CONFIG_INET_DIAG_DESTROY)",
    [DESTROY_UNSURE] =
        "other sockets have the same addresses, and the kernel cannot distinguish them",
};
