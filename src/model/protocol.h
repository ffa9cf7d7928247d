/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Protocols and address families: closed lists, one table each. Sets are bit masks. */
#ifndef LSOCK_PROTOCOL_H
#define LSOCK_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* The names of protocols, in output order, and of families. FIRST is applied to the first name and
 * NEXT to the others, so that a list can have separators. */
/* clang-format off */
#define PROTOCOLS(FIRST, NEXT) \
    FIRST(TCP, "tcp")          \
    NEXT(UDP, "udp")           \
    NEXT(UDPLITE, "udplite")   \
    NEXT(RAW, "raw")           \
    NEXT(MPTCP, "mptcp")       \
    NEXT(UNIX, "unix")         \
    NEXT(PACKET, "packet")     \
    NEXT(NETLINK, "netlink")   \
    NEXT(SCTP, "sctp")         \
    NEXT(VSOCK, "vsock")       \
    NEXT(XDP, "xdp")           \
    NEXT(TIPC, "tipc")

/* Families after inet6 have texts instead of IP addresses: see struct ends_detail. */
#define FAMILIES(FIRST, NEXT) \
    FIRST(INET, "inet")       \
    NEXT(INET6, "inet6")      \
    NEXT(UNIX, "unix")        \
    NEXT(PACKET, "packet")    \
    NEXT(NETLINK, "netlink")  \
    NEXT(VSOCK, "vsock")      \
    NEXT(XDP, "xdp")          \
    NEXT(TIPC, "tipc")
/* clang-format on */

#define LIST_NAME(id, name)       name
#define LIST_COMMA_NAME(id, name) ", " name
#define LIST_BLANK_NAME(id, name) " " name

/* "tcp, udp, ...", "inet, inet6, ..." */
#define PROTOCOL_LIST PROTOCOLS(LIST_NAME, LIST_COMMA_NAME)
#define FAMILY_LIST   FAMILIES(LIST_NAME, LIST_COMMA_NAME)

#define PROTOCOL_ID(id, name) PROTOCOL_##id,
#define FAMILY_ID(id, name)   FAMILY_##id,

/* clang-format off */
enum protocol {
    PROTOCOLS(PROTOCOL_ID, PROTOCOL_ID) /* the "local port" of raw is an IP protocol */
    PROTOCOL_COUNT
};

enum family {
    FAMILY_NONE, /* not reported by the system */
    FAMILIES(FAMILY_ID, FAMILY_ID)
    FAMILY_COUNT
};
/* clang-format on */

#define PROTOCOL_BIT(protocol) (1u << (protocol))
#define PROTOCOLS_ALL          ((1u << PROTOCOL_COUNT) - 1u)
#define FAMILY_BIT(family)     (1u << (family))
#define FAMILIES_ALL           ((1u << FAMILY_COUNT) - 1u)

/* What a listing shows by default. */
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

/* The only family of its sockets; FAMILY_NONE: the IP families. */
enum family protocol_own_family(enum protocol protocol);

/* FAMILY_BIT of the families that its sockets can have. */
uint32_t protocol_families(enum protocol protocol);

/* "tcp", "udp", …: the word in tables, JSON and on the command line. */
extern const char *const protocol_names[PROTOCOL_COUNT];

bool protocol_from_name(struct text name, enum protocol *protocol);

/* "inet", "inet6", …; NULL for FAMILY_NONE. */
extern const char *const family_names[FAMILY_COUNT];

bool family_from_name(struct text name, enum family *family);

#endif
