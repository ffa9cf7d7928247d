/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Written by get_tcp4_sock, get_openreq4, get_timewait4_sock (net/ipv4/tcp_ipv4.c) and their IPv6
 * twins, by udp4_format_sock (net/ipv4/udp.c), raw_sock_seq_show (net/ipv4/raw.c) and
 * __ip6_dgram_sock_seq_show (net/ipv6/datagram.c):
 *
 *     sl: local:port remote:port st tx:rx tr:when retransmits uid timeout inode refs pointer …
 */
#include "inet_line.h"

#include <string.h>

#include "fields.h"

/* include/net/tcp_states.h */
enum native_state {
    NATIVE_SYN_RECV = 3,
    NATIVE_FIN_WAIT2 = 5,
    NATIVE_TIME_WAIT = 6,
    NATIVE_CLOSE = 7,
    NATIVE_BOUND_INACTIVE = 13, /* our number for a CLOSE row with a port, as sock_diag has it */
};

/* Addresses are printed as 32-bit words of the machine's byte order. */
static bool read_end(struct fields *fields, enum family family, struct address *address,
                     uint16_t *port)
{
    unsigned words = family == FAMILY_INET ? 1 : 4;
    uint64_t number;

    (void)fields_at_end(fields);
    for (unsigned i = 0; i < words; i++) {
        uint32_t word;

        if (!fields_hex32(fields, &word))
            return false;
        memcpy(address->bytes + 4 * (size_t)i, &word, sizeof(word));
    }
    if (!fields_byte(fields, ':') || !fields_hex(fields, UINT16_MAX, &number))
        return false;
    *port = (uint16_t)number;
    return true;
}

/* Two hex numbers with a colon between them. */
static bool read_pair(struct fields *fields, uint32_t *first, uint32_t *second)
{
    uint64_t left, right;

    if (!fields_hex(fields, UINT32_MAX, &left) || !fields_byte(fields, ':') ||
        !fields_hex(fields, UINT32_MAX, &right))
        return false;
    *first = (uint32_t)left;
    *second = (uint32_t)right;
    return true;
}

static bool read_state(struct fields *fields, struct socket *socket)
{
    uint64_t native;

    if (!fields_hex(fields, UINT8_MAX, &native))
        return false;
    socket->native_state = (int16_t)native;
    socket->have |= HAVE_STATE | HAVE_ADDRESSES;
    if (socket->protocol != PROTOCOL_TCP)
        return true;
    /* Linux lists no such sockets in /proc; gVisor, which has no sock_diag, does. */
    if (native == NATIVE_CLOSE && socket->local_port != 0) {
        socket->native_state = NATIVE_BOUND_INACTIVE;
        socket->flags |= SOCKET_BOUND;
    }
    socket->state = (uint8_t)state_from_number(DIALECT_LINUX, socket->native_state, NULL);
    return true;
}

/* A listener shows its accept queue as rx_queue; its limit is not there, tx_queue is a plain 0. */
static bool read_queues(struct fields *fields, struct socket *socket)
{
    uint32_t send, receive;

    if (!read_pair(fields, &send, &receive))
        return false;
    if (socket->protocol == PROTOCOL_TCP && socket->state == STATE_LISTEN) {
        socket->accept_queue = receive;
        socket->have |= HAVE_ACCEPT_QUEUE;
        return true;
    }
    socket->recv_queue = receive;
    socket->send_queue = send;
    socket->have |= HAVE_RECV_QUEUE | HAVE_SEND_QUEUE;
    return true;
}

/*
 * A request or time-wait record: its line ends with the pointer, where a whole TCP socket's goes on
 * with timers and windows. A request has its listener's uid, a time-wait record none.
 */
static bool is_mini(struct fields *fields, const struct socket *socket)
{
    struct text pointer;

    if (socket->protocol != PROTOCOL_TCP || socket->inode != 0)
        return false;
    if (socket->native_state == NATIVE_TIME_WAIT)
        return true;
    return (socket->native_state == NATIVE_SYN_RECV || socket->native_state == NATIVE_FIN_WAIT2) &&
           fields_word(fields, &pointer) && fields_at_end(fields);
}

/* tr:when, retransmits, uid, timeout, inode, refs. */
static bool read_identity(struct fields *fields, struct socket *socket)
{
    uint64_t uid, inode, ignored;

    if (!fields_hex(fields, UINT8_MAX, &ignored) || !fields_byte(fields, ':') ||
        !fields_hex(fields, UINT64_MAX, &ignored) || !fields_hex(fields, UINT32_MAX, &ignored) ||
        !fields_decimal(fields, UINT32_MAX, &uid))
        return false;
    /* Printed as %d: the probes in flight, or minus one. */
    (void)fields_at_end(fields);
    (void)fields_byte(fields, '-');
    if (!fields_decimal(fields, UINT64_MAX, &ignored) ||
        !fields_decimal(fields, UINT64_MAX, &inode) ||
        !fields_decimal(fields, UINT64_MAX, &ignored))
        return false;
    socket->uid = (uint32_t)uid;
    socket->inode = inode;
    return true;
}

/* As in sock_diag: a socket that no process holds has the uid 0 of nobody before Linux 6.16. */
static void settle_identity(struct fields *fields, struct socket *socket)
{
    if (is_mini(fields, socket)) {
        socket->flags |= SOCKET_MINI;
        socket->uid = 0;
        return;
    }
    socket->have |= HAVE_INODE;
    if (socket->inode != 0 || socket->uid != 0)
        socket->have |= HAVE_UID;
}

bool inet_line_read(struct text line, enum protocol protocol, enum family family,
                    struct socket *socket)
{
    struct fields fields = fields_of(line);
    uint64_t ignored;

    memset(socket, 0, sizeof(*socket));
    socket->protocol = (uint8_t)protocol;
    socket->family = (uint8_t)family;
    if (!fields_decimal(&fields, UINT64_MAX, &ignored) || !fields_byte(&fields, ':') ||
        !read_end(&fields, family, &socket->local, &socket->local_port) ||
        !read_end(&fields, family, &socket->remote, &socket->remote_port) ||
        !read_state(&fields, socket) || !read_queues(&fields, socket) ||
        !read_identity(&fields, socket) || (fields.at < fields.end && *fields.at != ' '))
        return false;
    settle_identity(&fields, socket);
    /* An IPv6 raw socket never gets an IPv4 packet (net/ipv6/raw.c), whatever it was set to. */
    if (protocol == PROTOCOL_RAW && family == FAMILY_INET6) {
        socket->have |= HAVE_V6ONLY;
        socket->flags |= SOCKET_V6ONLY;
    }
    return true;
}
