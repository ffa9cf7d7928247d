/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Protocols and address families: closed lists, one table each. Sets of them are bit masks. */
#ifndef LSOCK_PROTOCOL_H
#define LSOCK_PROTOCOL_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

/* In the order in which a listing shows them. */
enum protocol {
    PROTOCOL_TCP,
    PROTOCOL_UDP,
    PROTOCOL_UDPLITE,
    PROTOCOL_RAW, /* its "local port" is the number of an IP protocol */
    PROTOCOL_MPTCP,
    PROTOCOL_UNIX,
    PROTOCOL_PACKET,
    PROTOCOL_NETLINK,
    PROTOCOL_SCTP, /* its endpoints, and its associations with states of their own */
    PROTOCOL_VSOCK,
    PROTOCOL_XDP,
    PROTOCOL_TIPC,
    PROTOCOL_COUNT,
};

enum family {
    FAMILY_NONE, /* the system did not say */
    FAMILY_INET,
    FAMILY_INET6,
    /* Those from here on have texts in place of IP addresses: see struct ends_detail. */
    FAMILY_UNIX,
    FAMILY_PACKET,
    FAMILY_NETLINK,
    FAMILY_VSOCK,
    FAMILY_XDP,
    FAMILY_TIPC,
    FAMILY_COUNT,
};

#define PROTOCOL_BIT(protocol) (1u << (protocol))
#define PROTOCOLS_ALL          ((1u << PROTOCOL_COUNT) - 1u)
#define FAMILY_BIT(family)     (1u << (family))
#define FAMILIES_ALL           ((1u << FAMILY_COUNT) - 1u)

/* What a listing shows where nothing says which. */
#define PROTOCOLS_DEFAULT (PROTOCOL_BIT(PROTOCOL_TCP) | PROTOCOL_BIT(PROTOCOL_UDP))

#define FAMILIES_IP ((uint32_t)(FAMILY_BIT(FAMILY_INET) | FAMILY_BIT(FAMILY_INET6)))

static inline bool family_is_ip(unsigned family)
{
    return family <= FAMILY_INET6;
}

/* Whether its sockets have the states of RFC 9293. */
static inline bool protocol_has_states(unsigned protocol)
{
    return protocol == PROTOCOL_TCP || protocol == PROTOCOL_MPTCP;
}

/* FAMILY_BIT: those that its sockets can have. */
uint32_t protocol_families(enum protocol protocol);

/* "tcp", "udp", …: the word in the table, in JSON and on the command line. */
const char *protocol_name(enum protocol protocol);

bool protocol_from_name(struct text name, enum protocol *protocol);

/* "inet", "inet6", …; NULL for FAMILY_NONE. */
const char *family_name(enum family family);

bool family_from_name(struct text name, enum family *family);

#endif
