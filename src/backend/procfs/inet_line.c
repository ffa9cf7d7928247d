/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel writes these lines in get_tcp4_sock, get_openreq4, get_timewait4_sock
 * (net/ipv4/tcp_ipv4.c) and their IPv6 versions, udp4_format_sock (net/ipv4/udp.c),
 * raw_sock_seq_show (net/ipv4/raw.c) and __ip6_dgram_sock_seq_show (net/ipv6/datagram.c):
 *
 *     sl: local:port remote:port st tx:rx tr:when retransmits uid timeout inode refs pointer …
 *
 * followed by rto ato quick cwnd ssthresh for a full TCP socket, or by drops for UDP and raw ones.
 */
#include "inet_line.h"

#include <string.h>

#include "fields.h"
#include "linux_socket.h"

/* Addresses are 32-bit words in the machine's byte order. */
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

/* Two hex numbers separated by a colon. */
static bool read_pair(struct fields *fields, uint32_t *first, uint32_t *second)
{
    uint64_t left, right;

    if (!fields_hex_long(fields, UINT32_MAX, &left) || !fields_byte(fields, ':') ||
        !fields_hex_long(fields, UINT32_MAX, &right))
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
    /* Linux lists no such sockets in /proc, but gVisor, which has no sock_diag, does. */
    if (native == NATIVE_CLOSE && socket->local_port != 0) {
        socket->native_state = NATIVE_BOUND_INACTIVE;
        socket->flags |= SOCKET_BOUND;
    }
    socket->state = (uint8_t)state_from_number(DIALECT_LINUX, socket->native_state, NULL);
    return true;
}

/* For a listener rx_queue is the length of its accept queue; the limit is missing, and tx_queue is
 * 0. */
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
 * Whether it is a request or time-wait record: its line ends with the pointer, while that of a full
 * TCP socket continues with timers and windows. A request has its listener's uid, a time-wait
 * record has none.
 */
static bool is_mini(struct fields fields, const struct socket *socket)
{
    struct text pointer;

    if (socket->protocol != PROTOCOL_TCP || socket->inode != 0)
        return false;
    if (socket->native_state == NATIVE_TIME_WAIT)
        return true;
    return (socket->native_state == NATIVE_SYN_RECV || socket->native_state == NATIVE_FIN_WAIT2) &&
           fields_word(&fields, &pointer) && fields_at_end(&fields);
}

/* The numbers in the middle of a line, unconverted. */
struct numbers {
    uint64_t timer, when; /* which timer runs, and its expiry: in clock ticks */
    uint64_t retransmits, probes;
};

/* tr:when, retransmits, uid, timeout, inode, refs. */
static bool read_identity(struct fields *fields, struct socket *socket, struct numbers *numbers)
{
    uint64_t uid, inode, refs;

    if (!fields_hex(fields, UINT8_MAX, &numbers->timer) || !fields_byte(fields, ':') ||
        !fields_hex_long(fields, UINT64_MAX, &numbers->when) ||
        !fields_hex_long(fields, UINT32_MAX, &numbers->retransmits) ||
        !fields_decimal(fields, UINT32_MAX, &uid))
        return false;
    (void)fields_at_end(fields);
    (void)fields_byte(fields, '-'); /* printed with %d */
    if (!fields_decimal(fields, UINT64_MAX, &numbers->probes) ||
        !fields_decimal(fields, UINT64_MAX, &inode) || !fields_decimal(fields, UINT64_MAX, &refs))
        return false;
    socket->uid = (uint32_t)uid;
    socket->inode = inode;
    return true;
}

static void settle_identity(struct fields fields, struct socket *socket)
{
    if (is_mini(fields, socket)) {
        socket->flags |= SOCKET_MINI;
        socket->uid = 0;
        return;
    }
    linux_socket_set_inode(socket, socket->inode);
    linux_socket_set_uid(socket, socket->uid);
}

/* /proc counts time in hundredths of a second (USER_HZ) on all systems that lsock supports. */
#define TICK_MS 10

static uint32_t milliseconds(uint64_t ticks)
{
    return ticks > UINT32_MAX / TICK_MS ? UINT32_MAX : (uint32_t)(ticks * TICK_MS);
}

/* As in sock_diag: keepalive and zero window timers count probes. */
static void take_timer(const struct numbers *numbers, struct socket_detail *detail)
{
    enum timer timer = numbers->timer < TIMER_OTHER ? (enum timer)numbers->timer : TIMER_OTHER;
    uint64_t count = timer == TIMER_KEEPALIVE || timer == TIMER_ZERO_WINDOW ? numbers->probes
                                                                            : numbers->retransmits;

    detail->have |= DETAIL_TIMER;
    detail->timer = (uint8_t)timer;
    detail->timer_ms = milliseconds(numbers->when);
    detail->retransmits = (uint8_t)(count < UINT8_MAX ? count : UINT8_MAX);
}

static void take_drops(struct fields *fields, struct detail_room *room)
{
    struct text pointer;
    uint64_t drops;

    if (fields_word(fields, &pointer) && fields_decimal(fields, UINT32_MAX, &drops) &&
        fields_at_end(fields))
        linux_socket_set_drops(room, drops);
}

/* For a listener the last number has another meaning; -1: slow start without a threshold so far. */
static void take_windows(struct fields *fields, const struct socket *socket,
                         struct detail_room *room)
{
    struct tcp_info_bytes *info;
    struct text pointer;
    uint64_t rto, ato, quick, cwnd, ssthresh = 0;
    bool none;

    if (!fields_word(fields, &pointer) || !fields_decimal(fields, UINT64_MAX, &rto) ||
        !fields_decimal(fields, UINT64_MAX, &ato) || !fields_decimal(fields, UINT64_MAX, &quick) ||
        !fields_decimal(fields, UINT32_MAX, &cwnd))
        return;
    (void)fields_at_end(fields);
    none = fields_byte(fields, '-');
    if (!fields_decimal(fields, INT32_MAX, &ssthresh) || !fields_at_end(fields))
        return;
    info = detail_room_tcp_info(room);
    tcp_info_set(info, TCP_CWND, cwnd);
    if (none)
        (void)tcp_info_set_none(info, TCP_SSTHRESH);
    else if (socket->state != STATE_LISTEN)
        tcp_info_set(info, TCP_SSTHRESH, ssthresh);
}

static void take_details(struct fields *fields, const struct numbers *numbers, uint32_t groups,
                         struct detail_room *room, struct socket *socket)
{
    bool tcp = socket->protocol == PROTOCOL_TCP;

    detail_room_clear(room);
    if ((groups & DETAILS_BIT(DETAILS_TIMER)) != 0)
        take_timer(numbers, &room->detail);
    if ((groups & DETAILS_BIT(DETAILS_MEMORY)) != 0 && !tcp)
        take_drops(fields, room);
    if ((groups & DETAILS_BIT(DETAILS_TCP_INFO)) != 0 && tcp && (socket->flags & SOCKET_MINI) == 0)
        take_windows(fields, socket, room);
    socket->detail = detail_room_detail(room);
}

bool inet_line_read(struct text line, enum protocol protocol, enum family family, uint32_t groups,
                    struct detail_room *room, struct socket *socket)
{
    struct fields fields = fields_of(line);
    struct numbers numbers;
    uint64_t number;

    memset(socket, 0, sizeof(*socket));
    socket->protocol = (uint8_t)protocol;
    socket->family = (uint8_t)family;
    if (!fields_decimal(&fields, UINT64_MAX, &number) || !fields_byte(&fields, ':') ||
        !read_end(&fields, family, &socket->local, &socket->local_port) ||
        !read_end(&fields, family, &socket->remote, &socket->remote_port) ||
        !read_state(&fields, socket) || !read_queues(&fields, socket) ||
        !read_identity(&fields, socket, &numbers) || (fields.at < fields.end && *fields.at != ' '))
        return false;
    settle_identity(fields, socket);
    /* A raw IPv6 socket never receives IPv4 packets (net/ipv6/raw.c), regardless of its flags. */
    if (protocol == PROTOCOL_RAW && family == FAMILY_INET6) {
        socket->have |= HAVE_V6ONLY;
        socket->flags |= SOCKET_V6ONLY;
    }
    if (protocol == PROTOCOL_TCP &&
        timer_shows_stuck((unsigned)numbers.timer, (unsigned)numbers.retransmits))
        socket->have |= HAVE_STUCK;
    if (groups != 0)
        take_details(&fields, &numbers, groups, room, socket);
    return true;
}
