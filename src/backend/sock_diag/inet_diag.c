/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inet_diag.h"

#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "linux_socket.h"
#include "netlink.h"

#define NATIVE_PROTOCOL_MPTCP 262 /* IPPROTO_MPTCP, Linux 5.6 */

/* idiag_timer of a time-wait record (net/ipv4/inet_diag.c, inet_twsk_diag_fill). */
#define TIMER_TIME_WAIT 3

/* Maps states to kernel numbers with the master table. */
uint32_t inet_diag_states(uint32_t states)
{
    const struct state_dialect_info *linux_info = &state_dialects[DIALECT_LINUX];
    uint32_t native = 0;

    for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++)
        if ((states & STATE_BIT(state)) != 0)
            native |= 1u << linux_info->number[state];
    if ((states & STATE_BIT_BOUND) != 0)
        native |= 1u << NATIVE_BOUND_INACTIVE;
    return native;
}

static struct nlmsghdr *begin(void *buffer, uint16_t type, uint16_t flags)
{
    struct nlmsghdr *header = mnl_nlmsg_put_header(buffer);

    header->nlmsg_type = type;
    header->nlmsg_flags = NLM_F_REQUEST | flags;
    return header;
}

static uint8_t native_protocol(enum protocol protocol)
{
    static const uint8_t numbers[PROTOCOL_COUNT] = {
        [PROTOCOL_TCP] = IPPROTO_TCP,
        [PROTOCOL_UDP] = IPPROTO_UDP,
        [PROTOCOL_UDPLITE] = IPPROTO_UDPLITE,
        [PROTOCOL_SCTP] = IPPROTO_SCTP,
        [PROTOCOL_RAW] = IPPROTO_RAW, /* every raw socket, of any IP protocol */
        /* Its number does not fit here and is sent as an attribute. A kernel without that attribute
         * does not know this protocol number either: ENOENT. */
        [PROTOCOL_MPTCP] = IPPROTO_IP,
    };

    return numbers[protocol];
}

/* All states, unless the caller changes that. */
static struct inet_diag_req_v2 *put_request(struct nlmsghdr *header, enum family family,
                                            enum protocol protocol, uint16_t local_port,
                                            uint16_t remote_port)
{
    struct inet_diag_req_v2 *request = mnl_nlmsg_put_extra_header(header, sizeof(*request));

    request->sdiag_family = family == FAMILY_INET ? AF_INET : AF_INET6;
    request->sdiag_protocol = native_protocol(protocol);
    request->idiag_states = ~0u;
    request->id.idiag_sport = htons(local_port);
    request->id.idiag_dport = htons(remote_port);
    return request;
}

/* TCPDIAG_GETSOCK ignores the family: one dump of the TCP table returns IPv4 and IPv6. */
static struct nlmsghdr *request_both(void *buffer, const struct inet_diag_query *query)
{
    struct nlmsghdr *header = begin(buffer, TCPDIAG_GETSOCK, NLM_F_DUMP);
    struct inet_diag_req *request = mnl_nlmsg_put_extra_header(header, sizeof(*request));

    request->idiag_family = AF_INET;
    request->idiag_states = query->native_states;
    request->id.idiag_sport = htons(query->local_port);
    request->id.idiag_dport = htons(query->remote_port);
    return header;
}

static struct nlmsghdr *request_family(void *buffer, const struct inet_diag_query *query,
                                       enum family family)
{
    struct nlmsghdr *header = begin(buffer, SOCK_DIAG_BY_FAMILY, NLM_F_DUMP);

    put_request(header, family, query->protocol, query->local_port, query->remote_port)
        ->idiag_states = query->native_states;
    return header;
}

struct nlmsghdr *inet_diag_request(void *buffer, const struct inet_diag_query *query,
                                   enum family family)
{
    struct nlmsghdr *header =
        family == FAMILY_NONE ? request_both(buffer, query) : request_family(buffer, query, family);

    if (query->protocol == PROTOCOL_MPTCP)
        mnl_attr_put_u32(header, INET_DIAG_REQ_PROTOCOL, NATIVE_PROTOCOL_MPTCP);
    if (query->bytecode.length > 0)
        mnl_attr_put(header, INET_DIAG_REQ_BYTECODE, query->bytecode.length, query->bytecode.bytes);
    return header;
}

struct nlmsghdr *inet_diag_request_one(void *buffer, bool destroy, const struct socket *socket)
{
    struct nlmsghdr *header =
        destroy ? begin(buffer, SOCK_DESTROY, NLM_F_ACK) : begin(buffer, SOCK_DIAG_BY_FAMILY, 0);
    struct inet_diag_req_v2 *request =
        put_request(header, (enum family)socket->family, (enum protocol)socket->protocol,
                    socket->local_port, socket->remote_port);
    size_t length = socket->family == FAMILY_INET ? 4 : 16;

    memcpy(request->id.idiag_src, socket->local.bytes, length);
    memcpy(request->id.idiag_dst, socket->remote.bytes, length);
    request->id.idiag_if = socket->interface;
    request->id.idiag_cookie[0] = destroy ? (uint32_t)socket->cookie : INET_DIAG_NOCOOKIE;
    request->id.idiag_cookie[1] = destroy ? (uint32_t)(socket->cookie >> 32) : INET_DIAG_NOCOOKIE;
    return header;
}

void inet_diag_request_extend(struct nlmsghdr *request, uint8_t extensions)
{
    void *payload = mnl_nlmsg_get_payload(request);

    if (request->nlmsg_type == TCPDIAG_GETSOCK)
        ((struct inet_diag_req *)payload)->idiag_ext = extensions;
    else
        ((struct inet_diag_req_v2 *)payload)->idiag_ext = extensions;
}

static void read_v6only(struct socket *socket, bool only)
{
    socket->have |= HAVE_V6ONLY;
    if (only)
        socket->flags |= SOCKET_V6ONLY;
}

/* Reads one attribute with a length of at least 1. The mark is sent only with CAP_NET_ADMIN. */
static void read_attribute(unsigned type, const void *bytes, size_t length, struct socket *socket,
                           struct inet_detail *detail)
{
    uint64_t cgroup;

    if (type == INET_DIAG_SHUTDOWN) {
        linux_socket_set_shutdown(socket, *(const uint8_t *)bytes);
    } else if (type == INET_DIAG_SKV6ONLY) {
        read_v6only(socket, *(const uint8_t *)bytes != 0);
    } else if (type == INET_DIAG_MARK && length >= sizeof(socket->mark)) {
        memcpy(&socket->mark, bytes, sizeof(socket->mark));
        socket->have |= HAVE_MARK;
    } else if (type == INET_DIAG_CGROUP_ID && length >= sizeof(cgroup)) {
        memcpy(&cgroup, bytes, sizeof(cgroup));
        socket_set_cgroup(socket, cgroup);
    } else if (type == INET_DIAG_PEERS && socket->protocol == PROTOCOL_SCTP) {
        /* net/sctp/diag.c: only associations have addresses of a peer. */
        socket->flags |= SOCKET_ASSOCIATION;
    } else if (detail != NULL) {
        inet_detail_take(detail, type, bytes, length);
    }
}

static void read_attributes(const struct nlmsghdr *message, struct socket *socket,
                            struct inet_detail *detail)
{
    const struct nlattr *attribute = NULL;

    while ((attribute = netlink_attribute(message, sizeof(struct inet_diag_msg), attribute)) !=
           NULL)
        if (netlink_attribute_length(attribute) > 0)
            read_attribute(netlink_attribute_type(attribute), netlink_attribute_bytes(attribute),
                           netlink_attribute_length(attribute), socket, detail);
}

static void read_ends(const struct inet_diag_msg *diag, struct socket *socket)
{
    size_t length = socket->family == FAMILY_INET ? 4 : 16;

    memcpy(socket->local.bytes, diag->id.idiag_src, length);
    memcpy(socket->remote.bytes, diag->id.idiag_dst, length);
    socket->local_port = ntohs(diag->id.idiag_sport);
    socket->remote_port = ntohs(diag->id.idiag_dport);
    socket->interface = diag->id.idiag_if;
    socket->have |= HAVE_ADDRESSES | HAVE_INTERFACE;
    if (diag->id.idiag_cookie[0] != INET_DIAG_NOCOOKIE ||
        diag->id.idiag_cookie[1] != INET_DIAG_NOCOOKIE)
        linux_socket_set_cookie(socket, diag->id.idiag_cookie);
}

/*
 * Whether it is a request (SYN-RECEIVED) or time-wait record: for these the kernel sets uid and
 * inode to zeros that mean nothing (inet_req_diag_fill, inet_twsk_diag_fill). Full sockets always
 * report their shutdown state (inet_diag_msg_attrs_fill).
 */
static bool is_mini(const struct inet_diag_msg *diag, const struct socket *socket)
{
    return diag->idiag_state == NATIVE_TIME_WAIT ||
           (diag->idiag_state == NATIVE_FIN_WAIT2 && diag->idiag_timer == TIMER_TIME_WAIT) ||
           (diag->idiag_state == NATIVE_SYN_RECV && (socket->have & HAVE_SHUTDOWN) == 0);
}

static void read_state(const struct inet_diag_msg *diag, struct socket *socket)
{
    int16_t native = diag->idiag_state;

    socket->have |= HAVE_STATE;
    if (native == NATIVE_LISTEN && socket->protocol == PROTOCOL_SCTP &&
        !socket_is_association(socket))
        socket->flags |= SOCKET_ACCEPTING;
    if (protocol_has_states(socket->protocol)) {
        /* Dumps contain CLOSE rows only for bound sockets: other closed sockets are in no hash
         * table. */
        if (socket->protocol == PROTOCOL_TCP && native == NATIVE_CLOSE && socket->local_port != 0) {
            native = NATIVE_BOUND_INACTIVE;
            socket->flags |= SOCKET_BOUND;
            /* The remote end of an earlier connection is still set, but is not a peer. */
            memset(&socket->remote, 0, sizeof(socket->remote));
            socket->remote_port = 0;
        }
        socket->state = (uint8_t)state_from_number(DIALECT_LINUX, native, NULL);
    }
    socket->native_state = native;
}

/* Returns an empty socket of the message's family; NULL: not a socket message. */
static const struct inet_diag_msg *begin_socket(const struct nlmsghdr *message,
                                                enum protocol protocol, struct inet_detail *detail,
                                                struct socket *socket)
{
    const struct inet_diag_msg *diag = mnl_nlmsg_get_payload(message);

    if (mnl_nlmsg_get_payload_len(message) < sizeof(*diag) ||
        (diag->idiag_family != AF_INET && diag->idiag_family != AF_INET6))
        return NULL;
    memset(socket, 0, sizeof(*socket));
    socket->protocol = (uint8_t)protocol;
    socket->family = diag->idiag_family == AF_INET ? FAMILY_INET : FAMILY_INET6;
    if (protocol == PROTOCOL_TCP && timer_shows_stuck(diag->idiag_timer, diag->idiag_retrans))
        socket->have |= HAVE_STUCK;
    if (detail != NULL) {
        detail->is_other = protocol == PROTOCOL_SCTP || protocol == PROTOCOL_MPTCP;
        inet_detail_begin(detail, diag);
        socket->detail = &detail->room.detail;
    }
    return diag;
}

/* INET_DIAG_PROTOCOL is only in messages that do not answer a request. */
static bool find_protocol(const struct nlmsghdr *message, enum protocol *protocol)
{
    const struct nlattr *attribute = NULL;
    uint8_t number = 0;

    while ((attribute = netlink_attribute(message, sizeof(struct inet_diag_msg), attribute)) !=
           NULL)
        if (netlink_attribute_type(attribute) == INET_DIAG_PROTOCOL &&
            netlink_attribute_length(attribute) >= sizeof(number))
            number = *(const uint8_t *)netlink_attribute_bytes(attribute);
    *protocol = number == IPPROTO_TCP ? PROTOCOL_TCP : PROTOCOL_UDP;
    return number == IPPROTO_TCP || number == IPPROTO_UDP;
}

/* A reset by SO_LINGER, or a failed connect(), disconnects (net/ipv4/tcp.c, tcp_disconnect): only
 * the peer's address remains, and the counters restart. */
static bool was_disconnected(const struct socket *socket)
{
    return socket->protocol == PROTOCOL_TCP && socket->remote_port == 0 &&
           !address_is_wildcard(&socket->remote);
}

static void forget_ends(struct socket *socket)
{
    socket->have &= ~(uint32_t)HAVE_REMOTE;
    if (address_is_wildcard(&socket->local))
        socket->have &= ~(uint32_t)HAVE_LOCAL;
}

bool inet_diag_read_destroyed(const struct nlmsghdr *message, struct inet_detail *detail,
                              struct socket *socket)
{
    struct socket ignored = {.have = 0};
    enum protocol protocol;
    const struct inet_diag_msg *diag;

    if (!find_protocol(message, &protocol) ||
        (diag = begin_socket(message, protocol, detail, socket)) == NULL)
        return false;
    read_ends(diag, socket);
    if (was_disconnected(socket))
        forget_ends(socket);
    else
        read_attributes(message, &ignored, detail);
    return true;
}

bool inet_diag_read(const struct nlmsghdr *message, enum protocol protocol,
                    struct inet_detail *detail, struct socket *socket)
{
    const struct inet_diag_msg *diag = begin_socket(message, protocol, detail, socket);

    if (diag == NULL)
        return false;
    read_attributes(message, socket, detail);
    /* A raw IPv6 socket never receives IPv4 packets (net/ipv6/raw.c), regardless of its flags. */
    if (protocol == PROTOCOL_RAW && socket->family == FAMILY_INET6)
        read_v6only(socket, true);
    read_ends(diag, socket);
    read_state(diag, socket);
    linux_socket_set_queues(socket, diag->idiag_rqueue, diag->idiag_wqueue);
    if (protocol != PROTOCOL_SCTP && is_mini(diag, socket)) {
        socket->flags |= SOCKET_MINI;
    } else {
        linux_socket_set_inode(socket, diag->idiag_inode);
        linux_socket_set_uid(socket, diag->idiag_uid);
    }
    return true;
}
