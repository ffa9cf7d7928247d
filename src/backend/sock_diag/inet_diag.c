/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inet_diag.h"

#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "netlink.h"

/* include/net/tcp_states.h; the uapi headers have no names for these. */
enum native_state {
    NATIVE_ESTABLISHED = 1,
    NATIVE_SYN_RECV = 3,
    NATIVE_FIN_WAIT2 = 5,
    NATIVE_TIME_WAIT = 6,
    NATIVE_CLOSE = 7,
    NATIVE_LISTEN = 10,
    NATIVE_BOUND_INACTIVE = 13, /* Linux 6.8: only ever in requests, rows come back as CLOSE */
};

#define NATIVE_PROTOCOL_MPTCP 262 /* IPPROTO_MPTCP, Linux 5.6 */

/* idiag_timer of a time-wait record (net/ipv4/inet_diag.c, inet_twsk_diag_fill). */
#define TIMER_TIME_WAIT 3

/* Canonical states by number, and numbers by canonical state, from the master table. */
uint32_t inet_diag_states(uint32_t states)
{
    const struct state_dialect_info *linux_info = state_dialect_info(DIALECT_LINUX);
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

/* TCPDIAG_GETSOCK ignores the family: one walk of the TCP table gives IPv4 and IPv6. */
static struct nlmsghdr *begin_both(void *buffer, const struct inet_diag_query *query)
{
    struct nlmsghdr *header = begin(buffer, TCPDIAG_GETSOCK, NLM_F_DUMP);
    struct inet_diag_req *request = mnl_nlmsg_put_extra_header(header, sizeof(*request));

    request->idiag_family = AF_INET;
    request->idiag_states = query->native_states;
    request->id.idiag_sport = htons(query->local_port);
    request->id.idiag_dport = htons(query->remote_port);
    return header;
}

static uint8_t native_protocol(enum protocol protocol)
{
    static const uint8_t numbers[PROTOCOL_COUNT] = {
        [PROTOCOL_TCP] = IPPROTO_TCP,
        [PROTOCOL_UDP] = IPPROTO_UDP,
        [PROTOCOL_UDPLITE] = IPPROTO_UDPLITE,
        [PROTOCOL_SCTP] = IPPROTO_SCTP,
        [PROTOCOL_RAW] = IPPROTO_RAW, /* every raw socket, whatever its protocol */
        /* Its number has no room here, and stands in an attribute. A kernel that does not know that
         * attribute knows nobody of this number either: ENOENT. */
        [PROTOCOL_MPTCP] = IPPROTO_IP,
    };

    return numbers[protocol];
}

static struct nlmsghdr *begin_family(void *buffer, const struct inet_diag_query *query,
                                     enum family family)
{
    struct nlmsghdr *header = begin(buffer, SOCK_DIAG_BY_FAMILY, NLM_F_DUMP);
    struct inet_diag_req_v2 *request = mnl_nlmsg_put_extra_header(header, sizeof(*request));

    request->sdiag_family = family == FAMILY_INET ? AF_INET : AF_INET6;
    request->sdiag_protocol = native_protocol(query->protocol);
    request->idiag_states = query->native_states;
    request->id.idiag_sport = htons(query->local_port);
    request->id.idiag_dport = htons(query->remote_port);
    return header;
}

struct nlmsghdr *inet_diag_request(void *buffer, const struct inet_diag_query *query,
                                   enum family family)
{
    struct nlmsghdr *header =
        family == FAMILY_NONE ? begin_both(buffer, query) : begin_family(buffer, query, family);

    if (query->protocol == PROTOCOL_MPTCP)
        mnl_attr_put_u32(header, INET_DIAG_REQ_PROTOCOL, NATIVE_PROTOCOL_MPTCP);
    if (query->bytecode.length > 0)
        mnl_attr_put(header, INET_DIAG_REQ_BYTECODE, query->bytecode.length, query->bytecode.bytes);
    return header;
}

struct nlmsghdr *inet_diag_request_one(void *buffer, const struct request_end *local,
                                       const struct request_end *remote, uint32_t interface)
{
    struct nlmsghdr *header = begin(buffer, SOCK_DIAG_BY_FAMILY, 0);
    struct inet_diag_req_v2 *request = mnl_nlmsg_put_extra_header(header, sizeof(*request));
    size_t length = local->family == FAMILY_INET ? 4 : 16;

    request->sdiag_family = local->family == FAMILY_INET ? AF_INET : AF_INET6;
    request->sdiag_protocol = IPPROTO_TCP;
    request->idiag_states = ~0u;
    request->id.idiag_sport = htons(local->port);
    request->id.idiag_dport = htons(remote->port);
    memcpy(request->id.idiag_src, local->address.bytes, length);
    memcpy(request->id.idiag_dst, remote->address.bytes, length);
    request->id.idiag_if = interface;
    request->id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
    request->id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return header;
}

struct nlmsghdr *inet_diag_request_destroy(void *buffer, const struct socket *socket,
                                           uint16_t remote_port)
{
    struct nlmsghdr *header = begin(buffer, SOCK_DESTROY, NLM_F_ACK);
    struct inet_diag_req_v2 *request = mnl_nlmsg_put_extra_header(header, sizeof(*request));
    size_t length = socket->family == FAMILY_INET ? 4 : 16;

    request->sdiag_family = socket->family == FAMILY_INET ? AF_INET : AF_INET6;
    request->sdiag_protocol = native_protocol((enum protocol)socket->protocol);
    request->idiag_states = ~0u;
    request->id.idiag_sport = htons(socket->local_port);
    request->id.idiag_dport = htons(remote_port);
    memcpy(request->id.idiag_src, socket->local.bytes, length);
    memcpy(request->id.idiag_dst, socket->remote.bytes, length);
    request->id.idiag_if = socket->interface;
    request->id.idiag_cookie[0] = (uint32_t)socket->cookie;
    request->id.idiag_cookie[1] = (uint32_t)(socket->cookie >> 32);
    return header;
}

void inet_diag_request_extend(struct nlmsghdr *request, uint8_t extensions)
{
    if (request->nlmsg_type == TCPDIAG_GETSOCK) {
        struct inet_diag_req *old = mnl_nlmsg_get_payload(request);

        old->idiag_ext = extensions;
    } else {
        struct inet_diag_req_v2 *new = mnl_nlmsg_get_payload(request);

        new->idiag_ext = extensions;
    }
}

/* What the attributes of a message say, as far as it is asked for. */
struct attributes {
    bool has_shutdown, has_v6only, has_mark, has_cgroup, has_peers;
    uint8_t shutdown, v6only;
    uint32_t mark;
    uint64_t cgroup;
};

static void read_attributes(const struct nlmsghdr *message, struct attributes *attributes,
                            struct inet_detail *detail)
{
    const struct nlattr *attribute = NULL;

    *attributes = (struct attributes){0};
    while ((attribute = netlink_attribute(message, sizeof(struct inet_diag_msg), attribute)) !=
           NULL) {
        size_t length = netlink_attribute_length(attribute);

        if (length < 1)
            continue;
        switch (netlink_attribute_type(attribute)) {
        case INET_DIAG_SHUTDOWN:
            attributes->has_shutdown = true;
            attributes->shutdown = *(const uint8_t *)netlink_attribute_bytes(attribute);
            break;
        case INET_DIAG_SKV6ONLY:
            attributes->has_v6only = true;
            attributes->v6only = *(const uint8_t *)netlink_attribute_bytes(attribute);
            break;
        case INET_DIAG_MARK: /* only with CAP_NET_ADMIN */
            attributes->has_mark = length >= sizeof(attributes->mark);
            if (attributes->has_mark)
                memcpy(&attributes->mark, netlink_attribute_bytes(attribute),
                       sizeof(attributes->mark));
            break;
        case INET_DIAG_PEERS:
            attributes->has_peers = true;
            break;
        case INET_DIAG_CGROUP_ID:
            attributes->has_cgroup = length >= sizeof(attributes->cgroup);
            if (attributes->has_cgroup)
                memcpy(&attributes->cgroup, netlink_attribute_bytes(attribute),
                       sizeof(attributes->cgroup));
            break;
        default:
            if (detail != NULL)
                inet_detail_take(detail, netlink_attribute_type(attribute),
                                 netlink_attribute_bytes(attribute),
                                 netlink_attribute_length(attribute));
            break;
        }
    }
}

static void read_ends(const struct inet_diag_msg *diag, struct socket *socket)
{
    size_t length = socket->family == FAMILY_INET ? 4 : 16;

    memcpy(socket->local.bytes, diag->id.idiag_src, length);
    memcpy(socket->remote.bytes, diag->id.idiag_dst, length);
    socket->local_port = ntohs(diag->id.idiag_sport);
    socket->remote_port = ntohs(diag->id.idiag_dport);
    socket->interface = diag->id.idiag_if;
    socket->cookie = (uint64_t)diag->id.idiag_cookie[1] << 32 | diag->id.idiag_cookie[0];
    socket->have |= HAVE_ADDRESSES | HAVE_INTERFACE;
    if (diag->id.idiag_cookie[0] != INET_DIAG_NOCOOKIE ||
        diag->id.idiag_cookie[1] != INET_DIAG_NOCOOKIE)
        socket->have |= HAVE_COOKIE;
}

/*
 * A request (SYN-RECEIVED) or time-wait record is no whole socket: the kernel fills uid and inode
 * with zeroes that mean nothing (inet_req_diag_fill, inet_twsk_diag_fill). Whole sockets always
 * carry their shutdown halves (inet_diag_msg_attrs_fill).
 */
static bool is_mini(const struct inet_diag_msg *diag, const struct attributes *attributes)
{
    return diag->idiag_state == NATIVE_TIME_WAIT ||
           (diag->idiag_state == NATIVE_FIN_WAIT2 && diag->idiag_timer == TIMER_TIME_WAIT) ||
           (diag->idiag_state == NATIVE_SYN_RECV && !attributes->has_shutdown);
}

/* RCV_SHUTDOWN and SEND_SHUTDOWN of include/net/sock.h. */
static uint8_t shutdown_flags(uint8_t native)
{
    return (uint8_t)(((native & 1) != 0 ? SOCKET_SHUT_RECV : 0) |
                     ((native & 2) != 0 ? SOCKET_SHUT_SEND : 0));
}

static void read_state(const struct inet_diag_msg *diag, struct socket *socket)
{
    int16_t native = diag->idiag_state;

    socket->have |= HAVE_STATE;
    if (native == NATIVE_LISTEN && socket->protocol == PROTOCOL_SCTP &&
        !socket_is_association(socket))
        socket->flags |= SOCKET_ACCEPTING;
    if (protocol_has_states(socket->protocol)) {
        /* A dump has a CLOSE row only for bound sockets: any other closed one is in no hash. */
        if (socket->protocol == PROTOCOL_TCP && native == NATIVE_CLOSE && socket->local_port != 0) {
            native = NATIVE_BOUND_INACTIVE;
            socket->flags |= SOCKET_BOUND;
            /* The end of a connection that it once had is still there, and nobody's peer. */
            memset(&socket->remote, 0, sizeof(socket->remote));
            socket->remote_port = 0;
        }
        socket->state = (uint8_t)state_from_number(DIALECT_LINUX, native, NULL);
    }
    socket->native_state = native;
}

static void read_queues(const struct inet_diag_msg *diag, struct socket *socket)
{
    socket->recv_queue = diag->idiag_rqueue;
    socket->send_queue = diag->idiag_wqueue;
    socket->have |= socket_has_accept_queue(socket) ? HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX
                                                    : HAVE_RECV_QUEUE | HAVE_SEND_QUEUE;
}

static void read_identity(const struct inet_diag_msg *diag, struct socket *socket)
{
    socket->inode = diag->idiag_inode;
    socket->uid = diag->idiag_uid;
    socket->have |= HAVE_INODE;
    /* For a socket that no process holds, kernels before 6.16 fill in a zero that is nobody's uid.
     */
    if (diag->idiag_inode != 0 || diag->idiag_uid != 0)
        socket->have |= HAVE_UID;
}

bool inet_diag_read(const struct nlmsghdr *message, enum protocol protocol, struct socket *socket)
{
    return inet_diag_read_detailed(message, protocol, NULL, socket);
}

/* An empty socket of the message's family; NULL: it is none. */
static const struct inet_diag_msg *begin_socket(const struct nlmsghdr *message,
                                                enum protocol protocol, struct socket *socket)
{
    const struct inet_diag_msg *diag = mnl_nlmsg_get_payload(message);

    if (mnl_nlmsg_get_payload_len(message) < sizeof(*diag) ||
        (diag->idiag_family != AF_INET && diag->idiag_family != AF_INET6))
        return NULL;
    memset(socket, 0, sizeof(*socket));
    socket->protocol = (uint8_t)protocol;
    socket->family = diag->idiag_family == AF_INET ? FAMILY_INET : FAMILY_INET6;
    return diag;
}

/* INET_DIAG_PROTOCOL, which only messages have that answer no request. */
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

/*
 * A reset by SO_LINGER, or a connect() that failed, disconnects (net/ipv4/tcp.c, tcp_disconnect):
 * only the address of the peer is still there, and the counters begin anew.
 */
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
    enum protocol protocol;
    struct attributes ignored;
    const struct inet_diag_msg *diag;

    if (!find_protocol(message, &protocol) ||
        (diag = begin_socket(message, protocol, socket)) == NULL)
        return false;
    read_ends(diag, socket);
    if (detail != NULL) {
        inet_detail_begin(detail, diag);
        socket->detail = &detail->room.detail;
    }
    if (was_disconnected(socket))
        forget_ends(socket);
    else
        read_attributes(message, &ignored, detail);
    return true;
}

bool inet_diag_read_detailed(const struct nlmsghdr *message, enum protocol protocol,
                             struct inet_detail *detail, struct socket *socket)
{
    const struct inet_diag_msg *diag = begin_socket(message, protocol, socket);
    struct attributes attributes;

    if (diag == NULL)
        return false;
    if (detail != NULL) {
        detail->is_other = protocol == PROTOCOL_SCTP || protocol == PROTOCOL_MPTCP;
        inet_detail_begin(detail, diag);
        socket->detail = &detail->room.detail;
    }
    read_attributes(message, &attributes, detail);
    /* net/sctp/diag.c: of an association, and of it alone, the addresses of its peer are told. */
    if (protocol == PROTOCOL_SCTP && attributes.has_peers)
        socket->flags |= SOCKET_ASSOCIATION;
    read_ends(diag, socket);
    read_state(diag, socket);
    read_queues(diag, socket);
    if (protocol != PROTOCOL_SCTP && is_mini(diag, &attributes))
        socket->flags |= SOCKET_MINI;
    else
        read_identity(diag, socket);
    if (attributes.has_shutdown) {
        socket->have |= HAVE_SHUTDOWN;
        socket->flags |= shutdown_flags(attributes.shutdown);
    }
    if (attributes.has_mark) {
        socket->have |= HAVE_MARK;
        socket->mark = attributes.mark;
    }
    if (attributes.has_cgroup)
        socket_set_cgroup(socket, attributes.cgroup);
    /* An IPv6 raw socket never gets an IPv4 packet (net/ipv6/raw.c), whatever it was set to. */
    if (attributes.has_v6only || (protocol == PROTOCOL_RAW && socket->family == FAMILY_INET6)) {
        socket->have |= HAVE_V6ONLY;
        if (attributes.v6only || protocol == PROTOCOL_RAW)
            socket->flags |= SOCKET_V6ONLY;
    }
    return true;
}
