/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One socket as the system reported it, in 104 bytes, because listings may have a million sockets.
 * A value that the system did not report has no HAVE_ bit: it is unknown, not zero. */
#ifndef LSOCK_SOCKET_H
#define LSOCK_SOCKET_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"
#include "detail.h"
#include "protocol.h"
#include "state.h"

enum socket_have {
    HAVE_STATE = 1u << 0,
    HAVE_LOCAL = 1u << 1, /* the local address and port */
    HAVE_RECV_QUEUE = 1u << 2,
    HAVE_SEND_QUEUE = 1u << 3,
    HAVE_ACCEPT_QUEUE = 1u << 4,
    HAVE_ACCEPT_QUEUE_MAX = 1u << 5,
    HAVE_UID = 1u << 6,
    HAVE_INODE = 1u << 7,
    HAVE_COOKIE = 1u << 8,
    HAVE_INTERFACE = 1u << 9, /* whether it is bound to one: `interface` */
    HAVE_V6ONLY = 1u << 10,
    HAVE_SHUTDOWN = 1u << 11, /* which directions are shut down: SOCKET_SHUT_… */
    HAVE_REMOTE = 1u << 12,   /* the peer's address and port, or that it has no peer */
    HAVE_PID = 1u << 13,      /* excludes the inode */
    HAVE_CREATED = 1u << 14,  /* excludes the cookie */
    HAVE_MODULE = 1u << 15,   /* excludes the uid */
    HAVE_MARK = 1u << 20,
    HAVE_CGROUP = 1u << 21,
    HAVE_AUTOBOUND = 1u << 22, /* whether a program chose the port: SOCKET_AUTOBOUND */

    /* Instead of HAVE_STATE: only the word of the native state is known, stored in `native_state`;
     * see socket_native_word. */
    HAVE_STATE_WORD = 1u << 23,

    /* Instead of HAVE_LOCAL and HAVE_REMOTE: only half of the end is known. */
    HAVE_LOCAL_ADDRESS = 1u << 24,
    HAVE_LOCAL_PORT = 1u << 25,
    HAVE_REMOTE_ADDRESS = 1u << 26,
    HAVE_REMOTE_PORT = 1u << 27,

    HAVE_STUCK = 1u << 28, /* the send queue is stuck; kept without the details that show it */

    HAVE_ADDRESSES = HAVE_LOCAL | HAVE_REMOTE,
};

enum socket_flag {
    SOCKET_V6ONLY = 1u << 0,
    SOCKET_BOUND = 1u << 1, /* bound, neither listening nor connected (Linux BOUND_INACTIVE) */
    SOCKET_MINI = 1u << 2,  /* a request or time-wait record of the kernel, not a full socket */
    SOCKET_SHUT_RECV = 1u << 3,
    SOCKET_SHUT_SEND = 1u << 4,
    /* For families without IP addresses, if HAVE_REMOTE says that they are known: */
    SOCKET_CONNECTED = 1u << 5, /* has a peer */
    SOCKET_ACCEPTING = 1u << 6, /* listens and has an accept queue; also SCTP */
    /* SCTP: an association, whose native state is an enum sctp_state; otherwise an endpoint. */
    SOCKET_ASSOCIATION = SOCKET_CONNECTED,
    SOCKET_AUTOBOUND = 1u << 7, /* no program chose the local port */
};

struct socket {
    /* Remote: all zero if there is no peer. In families without IP addresses both are zero, and the
     * details contain the ends. */
    struct address local, remote;
    union {
        uint64_t cookie;  /* the kernel's number for the connection, unique until reboot */
        uint64_t created; /* Windows: creation time in microseconds since 1970, UTC */
    };
    union {
        uint64_t inode; /* identifies its owners */
        uint64_t pid;   /* Windows: of the process that created it */
    };
    const struct socket_detail *detail; /* NULL: not requested, or none */
    union {
        uint32_t recv_queue;   /* bytes received and not read (+1 for a FIN) */
        uint32_t accept_queue; /* listener: established connections not yet accepted */
    };
    union {
        uint32_t send_queue;       /* bytes sent and not acknowledged (+1 for a SYN or FIN) */
        uint32_t accept_queue_max; /* listener: the limit; the kernel admits one more */
    };
    union {
        uint32_t uid;    /* of its creator */
        uint32_t module; /* Windows: in the owners' modules, the one that created it */
    };
    uint32_t interface;  /* index; 0: not bound */
    uint32_t have;       /* HAVE_… */
    uint32_t owner;      /* OWNER_FOUND: index of the first one in the snapshot's owners */
    uint32_t mark;       /* firewall mark (SO_MARK) */
    uint32_t cgroup_low; /* see socket_cgroup */
    uint16_t cgroup_high;
    uint16_t local_port, remote_port; /* host byte order; 0: none */
    uint16_t source;                  /* index of its table in the snapshot */
    int16_t native_state;             /* the number in the dialect of its source */
    uint8_t protocol, family, state;  /* enum protocol, family, state */
    uint8_t flags;                    /* SOCKET_… */
    uint8_t owner_status;             /* enum owner_status, after a look-up */
};

/* Sets the id of its cgroup (v2). Ids are sequential and 48 bits are stored; a larger one is
 * treated as not reported. */
void socket_set_cgroup(struct socket *socket, uint64_t id);
uint64_t socket_cgroup(const struct socket *socket);

static inline bool socket_knows_address(const struct socket *socket, bool local)
{
    return (socket->have & (local ? HAVE_LOCAL | HAVE_LOCAL_ADDRESS
                                  : HAVE_REMOTE | HAVE_REMOTE_ADDRESS)) != 0;
}

static inline bool socket_knows_port(const struct socket *socket, bool local)
{
    return (socket->have &
            (local ? HAVE_LOCAL | HAVE_LOCAL_PORT : HAVE_REMOTE | HAVE_REMOTE_PORT)) != 0;
}

/* The ends of a socket without IP addresses, or as printed by another tool if they are not
 * completely known; NULL: unknown. */
static inline const struct ends_detail *socket_ends(const struct socket *socket)
{
    return socket->detail == NULL ? NULL : socket->detail->ends;
}

static inline bool socket_is_association(const struct socket *socket)
{
    return socket->protocol == PROTOCOL_SCTP && (socket->flags & SOCKET_ASSOCIATION) != 0;
}

/* Sets the native state by a dialect's word, and its number if requested and known. False: the
 * dialect has no such word. */
bool socket_set_native_word(struct socket *socket, enum state_dialect dialect, struct text word,
                            bool with_number);

/* The word of the native state; NULL: unknown. */
const char *socket_native_word(const struct socket *socket, enum state_dialect dialect);

/* Whether it has a peer: its remote address or port is set, or the equivalent in other families. */
bool socket_is_connected(const struct socket *socket);

/* Whether the source reports if the socket has a peer. */
bool socket_knows_peer(const struct socket *socket);

/*
 * Whether it waits for peers: TCP in LISTEN, a socket of another protocol with an accept queue, or
 * a connectionless socket with a port or name and no known peer. Not netlink, where peers do not
 * look for ports.
 */
bool socket_is_listening(const struct socket *socket);

/* Whether it has an accept queue instead of two byte queues. */
bool socket_has_accept_queue(const struct socket *socket);

/* Whether the accept queue exceeds its limit. Linux admits one more than the limit, for TCP
 * (sk_acceptq_is_full) and unix (unix_recvq_full). */
static inline bool socket_accept_queue_is_full(const struct socket *socket)
{
    return (socket->have & HAVE_ACCEPT_QUEUE) != 0 && (socket->have & HAVE_ACCEPT_QUEUE_MAX) != 0 &&
           socket->accept_queue > socket->accept_queue_max;
}

/* Numbers of the details; false: unknown, or not requested. */
bool socket_tcp_number(const struct socket *socket, enum tcp_field field, uint64_t *number);
bool socket_memory(const struct socket *socket, enum memory which, uint64_t *number);

/* Whether a nonempty queue is stuck: for sending, see timer_shows_stuck; for receiving, no data
 * arrived for 10 s, which is known only with -i. */
bool socket_send_queue_is_stuck(const struct socket *socket);
bool socket_recv_queue_is_stuck(const struct socket *socket);

/* Whether it is an IPv6 socket on the wildcard address without v6only: it also accepts IPv4. */
bool socket_is_dual_stack(const struct socket *socket);

/* As socket_is_dual_stack, but true if v6only is unknown. */
bool socket_may_be_dual_stack(const struct socket *socket);

/* Whether its traffic may be of this family: its own family, IPv4 through a dual-stack socket, or
 * IPv4 as v4-mapped addresses. */
bool socket_serves_family(const struct socket *socket, enum family family);

/*
 * Its bit in the states of a request: STATE_BIT, STATE_BIT_BOUND or STATE_BIT_OTHER. Protocols
 * without states of RFC 9293 use ESTABLISHED for connected and CLOSED for unconnected sockets. 0:
 * unknown.
 */
uint32_t socket_state_bit(const struct socket *socket);

/* The word of the `status` column: the state in the RFC's spelling, otherwise the protocol's own
 * word ("connected", "unconnected", "listening"); NULL: unknown. */
const char *socket_status(const struct socket *socket);

/* All of these words by index, some of them twice; NULL after the last one. */
const char *socket_status_words(size_t index);

#endif
