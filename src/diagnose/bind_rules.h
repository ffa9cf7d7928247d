/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Decides whether a program could bind a port and listen on it, given the existing sockets: the
 * rules of Linux (net/ipv4/inet_connection_sock.c, inet_csk_bind_conflict and inet_rcv_saddr_equal;
 * net/ipv4/udp.c, udp_lib_lport_inuse).
 */
#ifndef LSOCK_BIND_RULES_H
#define LSOCK_BIND_RULES_H

#include "snapshot.h"

struct bind_question {
    enum protocol protocol; /* TCP: bind() and listen(); UDP: bind() */
    enum family family;     /* of `address`; the INET6 wildcard is dual-stack unless v6only */
    struct address address;
    bool v6only;
    uint16_t port;
    bool reuse; /* SO_REUSEADDR */
};

enum bind_answer {
    BIND_FREE,    /* the other socket does not conflict */
    BIND_DEPENDS, /* depends on options set by its program */
    BIND_TAKEN,
};

/* Options of the other socket. */
struct bind_options {
    bool known;
    bool reuse;  /* SO_REUSEADDR */
    bool v6only; /* IPV6_V6ONLY */
};

/* Returns DEPENDS only if the result hinges on unknown options. */
enum bind_answer bind_ask(const struct bind_question *question, const struct socket *other,
                          const struct bind_options *options);

#endif
