/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One socket as the system reported it, in 104 bytes: a million of them is a normal day. What the
 * system did not report has no HAVE_ bit and is unknown, never zero.
 */
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
    HAVE_INTERFACE = 1u << 9, /* whether it is bound to one; which is in `interface` */
    HAVE_V6ONLY = 1u << 10,
    HAVE_SHUTDOWN = 1u << 11, /* which halves are shut: SOCKET_SHUT_… */
    HAVE_REMOTE = 1u << 12,   /* the peer's address and port, or that there is no peer */
    HAVE_PID = 1u << 13,      /* then no inode */
    HAVE_CREATED = 1u << 14,  /* then no cookie */
    HAVE_MODULE = 1u << 15,   /* then no uid */
    HAVE_MARK = 1u << 20,
    HAVE_CGROUP = 1u << 21,
    HAVE_AUTOBOUND = 1u << 22, /* whether a program chose the port: SOCKET_AUTOBOUND */

    /* In place of HAVE_STATE: only the word of the native state is known, which `native_state`
     * stands for; see socket_native_word. */
    HAVE_STATE_WORD = 1u << 23,

    /* In place of HAVE_LOCAL and HAVE_REMOTE: only one half of the end is known. */
    HAVE_LOCAL_ADDRESS = 1u << 24,
    HAVE_LOCAL_PORT = 1u << 25,
    HAVE_REMOTE_ADDRESS = 1u << 26,
    HAVE_REMOTE_PORT = 1u << 27,

    HAVE_STUCK = 1u << 28, /* evidence that the send queue is stuck; kept without its details */

    HAVE_ADDRESSES = HAVE_LOCAL | HAVE_REMOTE,
};

enum socket_flag {
    SOCKET_V6ONLY = 1u << 0,
    SOCKET_BOUND = 1u << 1, /* bound, neither listening nor connected (Linux BOUND_INACTIVE) */
    SOCKET_MINI = 1u << 2,  /* a request or a time-wait record of the kernel, not a whole socket */
    SOCKET_SHUT_RECV = 1u << 3,
    SOCKET_SHUT_SEND = 1u << 4,
    /* Of a family without IP addresses, where HAVE_REMOTE says that they are known: */
    SOCKET_CONNECTED = 1u << 5, /* has a peer */
    SOCKET_ACCEPTING = 1u << 6, /* listens, and has an accept queue; also SCTP */
    /* Of SCTP: an association, whose native state is an enum sctp_state; else an endpoint. */
    SOCKET_ASSOCIATION = SOCKET_CONNECTED,
    SOCKET_AUTOBOUND = 1u << 7, /* no program asked for this local port */
};

struct socket {
    /* Remote: all zero where there is no peer. Of a family without IP addresses both are zero, and
     * the ends are a part of the details. */
    struct address local, remote;
    union {
        uint64_t cookie;  /* the kernel's number for the connection, unique until reboot */
        uint64_t created; /* Windows: when, in microseconds since 1970, UTC */
    };
    union {
        uint64_t inode; /* what its owners are found by */
        uint64_t pid;   /* Windows: of the process that made it */
    };
    const struct socket_detail *detail; /* NULL: not asked for, or there is none */
    union {
        uint32_t recv_queue;   /* bytes received and not read (+1 for a FIN) */
        uint32_t accept_queue; /* a listener's: connections finished and not accepted */
    };
    union {
        uint32_t send_queue;       /* bytes sent and not acknowledged (+1 for a SYN or FIN) */
        uint32_t accept_queue_max; /* a listener's: its limit; one more than this is let in */
    };
    union {
        uint32_t uid;    /* who made it */
        uint32_t module; /* Windows: of the owners' modules, the one that made it */
    };
    uint32_t interface;  /* index; 0: not bound to one */
    uint32_t have;       /* HAVE_… */
    uint32_t owner;      /* OWNER_FOUND: the first, in the snapshot's owners */
    uint32_t mark;       /* of the firewall (SO_MARK) */
    uint32_t cgroup_low; /* see socket_cgroup */
    uint16_t cgroup_high;
    uint16_t local_port, remote_port; /* host byte order; 0: none */
    uint16_t source;                  /* of the snapshot: where it was read */
    int16_t native_state;             /* the number in the dialect of its source */
    uint8_t protocol, family, state;  /* enum protocol, family, state */
    uint8_t flags;                    /* SOCKET_… */
    uint8_t owner_status;             /* enum owner_status, when somebody has looked */
};

/* The id of its cgroup (v2): a number that counts up, of which 48 bits are kept; a larger one is as
 * if the system had not said it. */
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

/* The ends of a socket without IP addresses, or as another tool printed them where they are not
 * wholly known; NULL: none are known. */
static inline const struct ends_detail *socket_ends(const struct socket *socket)
{
    return socket->detail == NULL ? NULL : socket->detail->ends;
}

static inline bool socket_is_association(const struct socket *socket)
{
    return socket->protocol == PROTOCOL_SCTP && (socket->flags & SOCKET_ASSOCIATION) != 0;
}

/* Sets the native state by a dialect's word for it, with its number where that is wanted and known.
 * False: the dialect has no such word. */
bool socket_set_native_word(struct socket *socket, enum state_dialect dialect, struct text word,
                            bool with_number);

/* The word of the native state; NULL: unknown. */
const char *socket_native_word(const struct socket *socket, enum state_dialect dialect);

/* Has a peer: its remote address or port is set, or what stands for them. */
bool socket_is_connected(const struct socket *socket);

/* Whether it is known if it has a peer. */
bool socket_knows_peer(const struct socket *socket);

/*
 * Waits for others to come: TCP in LISTEN, a socket of another protocol that has an accept queue,
 * or one without connections that has a port or name and no peer that we know. Not netlink, where a
 * port is nothing that others look for.
 */
bool socket_is_listening(const struct socket *socket);

/* Has an accept queue in place of the two queues of bytes. */
bool socket_has_accept_queue(const struct socket *socket);

/* More wait than the limit, which Linux exceeds by one, of TCP (sk_acceptq_is_full) and unix
 * (unix_recvq_full). */
static inline bool socket_accept_queue_is_full(const struct socket *socket)
{
    return (socket->have & HAVE_ACCEPT_QUEUE) != 0 && (socket->have & HAVE_ACCEPT_QUEUE_MAX) != 0 &&
           socket->accept_queue > socket->accept_queue_max;
}

/* Numbers of the details; false: unknown, or not collected. */
bool socket_tcp_number(const struct socket *socket, enum tcp_field field, uint64_t *number);
bool socket_memory(const struct socket *socket, enum memory which, uint64_t *number);

/* Of a queue that is not empty, evidence that it is stuck: for sending, as timer_shows_stuck says;
 * for receiving, that no data came for 10 s, which is known with -i only. */
bool socket_send_queue_is_stuck(const struct socket *socket);
bool socket_recv_queue_is_stuck(const struct socket *socket);

/* An IPv6 socket on the wildcard address that was not set to v6only: it answers for IPv4 too. */
bool socket_is_dual_stack(const struct socket *socket);

/* Nothing that is known speaks against it: where v6only is unknown, it may be one or not. */
bool socket_may_be_dual_stack(const struct socket *socket);

/* Whether what it carries may be of this family: its own, IPv4 through a dual-stack socket, IPv4
 * spoken as v4-mapped addresses. */
bool socket_serves_family(const struct socket *socket, enum family family);

/*
 * Where it stands among the states of a request: a bit of STATE_BIT, STATE_BIT_BOUND or
 * STATE_BIT_OTHER. A protocol without states of RFC 9293 has ESTABLISHED for connected and CLOSED
 * for unconnected sockets. 0: the system did not say.
 */
uint32_t socket_state_bit(const struct socket *socket);

/*
 * The word of the `status` column, in the RFC's spelling: the state where there is one, else the
 * protocol's own ("connected", "unconnected", "listening"); NULL: unknown.
 */
const char *socket_status(const struct socket *socket);

/* All of these words by number, some of them twice; NULL past the last one. */
const char *socket_status_words(size_t index);

#endif
