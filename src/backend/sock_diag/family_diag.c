/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each family has a request, a reader of the message header, and a table of attributes:
 * linux/unix_diag.h (Linux 3.3; uid since 5.3), packet_diag.h (3.7), netlink_diag.h (3.10),
 * vm_sockets_diag.h (4.15), tipc_sockets_diag.h and tipc_netlink.h (4.17), xdp_diag.h (5.1).
 */
#include "family_diag.h"

#include <libmnl/libmnl.h>
#include <linux/filter.h>
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/sock_diag.h>
#include <linux/tipc_netlink.h>
#include <linux/tipc_sockets_diag.h>
#include <linux/unix_diag.h>
#include <linux/vm_sockets.h>
#include <linux/vm_sockets_diag.h>
#include <linux/xdp_diag.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "inet_detail.h"
#include "linux_socket.h"
#include "netlink.h"

/* How an attribute is read. */
struct attribute {
    unsigned type;
    size_t least; /* shorter ones are skipped */
    void (*take)(struct family_reading *reading, struct socket *socket, struct text value);
};

#define ATTRIBUTES(table) .attributes = table, .attribute_count = COUNT_OF(table)

/* How a family is requested, and how its messages are read. */
struct diag_family {
    const void *request; /* follows the header of the netlink message */
    size_t request_size;
    enum detail_group group; /* a group that needs an additional bit in the request */
    uint32_t show;
    size_t show_at;

    /* Every message except TIPC's starts with family and type, and has inode and cookie next to
     * each other. */
    uint8_t native;  /* AF_… */
    size_t size;     /* of the header */
    size_t identity; /* offset of the inode in it */
    /* Reads the rest of the header. False: invalid. */
    bool (*take_head)(const void *head, struct family_reading *reading, struct socket *socket);
    const struct attribute *attributes;
    size_t attribute_count;
};

static uint32_t number_of(const void *bytes)
{
    uint32_t number;

    memcpy(&number, bytes, sizeof(number));
    return number;
}

static void take_uid(struct family_reading *reading UNUSED, struct socket *socket,
                     struct text value)
{
    linux_socket_set_uid(socket, number_of(value.bytes));
}

/* SK_MEMINFO_…: the details, and queues in bytes if nothing better reports them. */
static void take_memory(struct family_reading *reading, struct socket *socket, struct text value)
{
    struct memory_detail memory = memory_detail_read(value.bytes, value.length);

    if ((reading->groups & DETAILS_BIT(DETAILS_MEMORY)) != 0)
        *detail_room_memory(&reading->room) = memory;
    if (socket->protocol == PROTOCOL_UNIX || (memory.have & (1u << MEMORY_SEND)) == 0)
        return;
    socket->recv_queue = memory.numbers[MEMORY_RECV];
    socket->send_queue = memory.numbers[MEMORY_SEND];
    socket->have |= HAVE_RECV_QUEUE | HAVE_SEND_QUEUE;
}

/* A path ends with a zero byte; an abstract name starts with one, and may contain more. */
static void take_name(struct family_reading *reading, struct socket *socket UNUSED,
                      struct text value)
{
    bool abstract = value.bytes[0] == '\0';
    const char *end = abstract ? NULL : memchr(value.bytes, '\0', value.length);

    if (end != NULL)
        value.length = (size_t)(end - value.bytes);
    if (value.length > ENDS_NAME_MAX)
        value.length = ENDS_NAME_MAX;
    if (detail_room_set_local(&reading->room, value) && abstract)
        reading->room.local_name[0] = '@';
}

static void take_peer(struct family_reading *reading, struct socket *socket, struct text value)
{
    reading->room.ends.peer_inode = number_of(value.bytes);
    reading->room.ends.have |= ENDS_PEER_INODE;
    socket->flags |= SOCKET_CONNECTED;
}

static void take_queues(struct family_reading *reading UNUSED, struct socket *socket,
                        struct text value)
{
    struct unix_diag_rqlen lengths;

    memcpy(&lengths, value.bytes, sizeof(lengths));
    linux_socket_set_queues(socket, lengths.udiag_rqueue, lengths.udiag_wqueue);
}

static void take_shutdown(struct family_reading *reading UNUSED, struct socket *socket,
                          struct text value)
{
    linux_socket_set_shutdown(socket, (uint8_t)value.bytes[0]);
}

static bool take_unix(const void *head, struct family_reading *reading UNUSED,
                      struct socket *socket)
{
    const struct unix_diag_msg *diag = head;

    family_socket_set_state(socket, diag->udiag_state);
    return true;
}

static const struct attribute of_unix[] = {
    {UNIX_DIAG_NAME, 1, take_name},
    {UNIX_DIAG_PEER, sizeof(uint32_t), take_peer},
    {UNIX_DIAG_RQLEN, sizeof(struct unix_diag_rqlen), take_queues},
    {UNIX_DIAG_MEMINFO, 0, take_memory},
    {UNIX_DIAG_SHUTDOWN, 1, take_shutdown},
    {UNIX_DIAG_UID, sizeof(uint32_t), take_uid},
};

/*
 * The format of tcpdump -ddd with commas, as for the bpf match of iptables. An empty attribute
 * means a filter that the kernel shows only with CAP_NET_ADMIN (net/core/sock_diag.c,
 * sock_diag_put_filterinfo).
 */
static void take_filter(struct family_reading *reading, struct socket *socket UNUSED,
                        struct text value)
{
    size_t count = value.length / sizeof(struct sock_filter);
    struct builder *out = &reading->bpf;

    reading->room.detail.bpf = NULL;
    if (count == 0)
        return;
    builder_clear(out);
    builder_printf(out, "%zu", count);
    for (size_t i = 0; i < count; i++) {
        struct sock_filter one;

        memcpy(&one, value.bytes + i * sizeof(one), sizeof(one));
        builder_printf(out, ",%u %u %u %u", one.code, one.jt, one.jf, one.k);
    }
    if (!out->failed)
        *detail_room_bpf(&reading->room) = (struct bpf_detail){(uint32_t)count, builder_text(out)};
}

/* PACKET_DIAG_INFO starts with the interface. */
static void take_interface(struct family_reading *reading UNUSED, struct socket *socket,
                           struct text value)
{
    socket->interface = number_of(value.bytes);
    socket->have |= HAVE_INTERFACE;
}

static bool take_packet(const void *head, struct family_reading *reading, struct socket *socket)
{
    const struct packet_diag_msg *diag = head;

    socket->have &= ~(uint32_t)HAVE_INTERFACE; /* in an attribute */
    packet_name_set(&reading->room, diag->pdiag_num);
    if ((reading->groups & DETAILS_BIT(DETAILS_BPF)) != 0)
        (void)detail_room_bpf(&reading->room); /* none, unless an attribute follows */
    return true;
}

static const struct attribute of_packet[] = {
    {PACKET_DIAG_INFO, sizeof(uint32_t), take_interface},
    {PACKET_DIAG_UID, sizeof(uint32_t), take_uid},
    {PACKET_DIAG_MEMINFO, 0, take_memory},
    {PACKET_DIAG_FILTER, 0, take_filter},
};

/* Port id 0 is the kernel; a socket that sends to it without connect() has no peer. */
static bool take_netlink(const void *head, struct family_reading *reading, struct socket *socket)
{
    const struct netlink_diag_msg *diag = head;
    struct ends_detail *ends = &reading->room.ends;

    netlink_name_set(&reading->room, diag->ndiag_protocol);
    ends->local_port = diag->ndiag_portid;
    ends->have |= ENDS_LOCAL_PORT;
    if (diag->ndiag_dst_portid != 0) {
        ends->remote = ends->local;
        ends->remote_port = diag->ndiag_dst_portid;
        ends->have |= ENDS_REMOTE_PORT;
        socket->flags |= SOCKET_CONNECTED;
    }
    return true;
}

static const struct attribute of_netlink[] = {{NETLINK_DIAG_MEMINFO, 0, take_memory}};

/* An end is a context id and a port; VMADDR_…_ANY means none. */
static struct text cid_text(char *out, size_t size, uint32_t cid)
{
    int length = cid == VMADDR_CID_ANY ? 0 : snprintf(out, size, "%u", (unsigned)cid);

    return (struct text){out, (size_t)length};
}

static bool take_vsock(const void *head, struct family_reading *reading, struct socket *socket)
{
    const struct vsock_diag_msg *diag = head;
    struct ends_detail *ends = &reading->room.ends;
    char text[12];

    family_socket_set_state(socket, diag->vdiag_state);
    linux_socket_set_shutdown(socket, diag->vdiag_shutdown);
    if (diag->vdiag_src_port != VMADDR_PORT_ANY) {
        ends->local_port = diag->vdiag_src_port;
        ends->have |= ENDS_LOCAL_PORT;
    }
    if (!detail_room_set_local(&reading->room, cid_text(text, sizeof(text), diag->vdiag_src_cid)))
        return false;
    if ((socket->flags & SOCKET_CONNECTED) == 0)
        return true;
    ends->remote_port = diag->vdiag_dst_port;
    ends->have |= ENDS_REMOTE_PORT;
    return detail_room_set_remote(&reading->room,
                                  cid_text(text, sizeof(text), diag->vdiag_dst_cid));
}

/* The local end is a queue of an interface; the queue is shown as the port. For an unbound socket
 * queue 0 means nothing. */
static void take_queue(struct family_reading *reading, struct socket *socket, struct text value)
{
    struct xdp_diag_info info;

    memcpy(&info, value.bytes, sizeof(info));
    socket->interface = info.ifindex;
    socket->have |= HAVE_INTERFACE;
    if (info.ifindex == 0)
        return;
    reading->room.ends.local_port = info.queue_id;
    reading->room.ends.have |= ENDS_LOCAL_PORT;
}

static bool take_xdp(const void *head UNUSED, struct family_reading *reading UNUSED,
                     struct socket *socket)
{
    socket->have &= ~(uint32_t)HAVE_INTERFACE; /* in an attribute */
    return true;
}

static const struct attribute of_xdp[] = {
    {XDP_DIAG_INFO, sizeof(struct xdp_diag_info), take_queue},
    {XDP_DIAG_UID, sizeof(uint32_t), take_uid},
    {XDP_DIAG_MEMINFO, 0, take_memory},
};

/* Finds an attribute of this type in a nest, with at least this length; NULL: none. */
static const struct nlattr *find_in(const struct nlattr *nest, unsigned type, size_t least)
{
    const struct nlattr *attribute = NULL;

    while (nest != NULL && (attribute = netlink_nested(nest, attribute)) != NULL)
        if (netlink_attribute_type(attribute) == type)
            return netlink_attribute_length(attribute) >= least ? attribute : NULL;
    return NULL;
}

static bool number_in(const struct nlattr *nest, unsigned type, uint32_t *number)
{
    const struct nlattr *attribute = find_in(nest, type, sizeof(*number));

    if (attribute != NULL)
        *number = number_of(netlink_attribute_bytes(attribute));
    return attribute != NULL;
}

/* An end is a node's address, in hexadecimal as in tipc(8), and the socket's number on that node.
 */
static bool take_tipc_ends(struct family_reading *reading, const struct nlattr *nest)
{
    const struct nlattr *connection = find_in(nest, TIPC_NLA_SOCK_CON, 0);
    struct ends_detail *ends = &reading->room.ends;
    char text[12];
    uint32_t node;

    if (number_in(nest, TIPC_NLA_SOCK_REF, &ends->local_port))
        ends->have |= ENDS_LOCAL_PORT;
    if (number_in(nest, TIPC_NLA_SOCK_ADDR, &node)) {
        snprintf(text, sizeof(text), "%x", (unsigned)node);
        if (!detail_room_set_local(&reading->room, text_of(text)))
            return false;
    }
    if (number_in(connection, TIPC_NLA_CON_SOCK, &ends->remote_port))
        ends->have |= ENDS_REMOTE_PORT;
    if (!number_in(connection, TIPC_NLA_CON_NODE, &node))
        return true;
    snprintf(text, sizeof(text), "%x", (unsigned)node);
    return detail_room_set_remote(&reading->room, text_of(text));
}

/* The message has no header (net/tipc/diag.c). Its queues count messages (tipc_sk_fill_sock_diag),
 * so the sizes in bytes are unknown. */
static bool read_tipc(const struct nlmsghdr *message, struct family_reading *reading,
                      struct socket *socket)
{
    const struct nlattr *nest = NULL, *cookie;
    uint32_t number;

    while ((nest = netlink_attribute(message, 0, nest)) != NULL &&
           netlink_attribute_type(nest) != TIPC_NLA_SOCK)
        ;
    if (!number_in(nest, TIPC_NLA_SOCK_TYPE, &number))
        return false;
    family_socket_begin(socket, &reading->room, PROTOCOL_TIPC, number);
    if (number_in(nest, TIPC_NLA_SOCK_INO, &number))
        linux_socket_set_inode(socket, number);
    if (number_in(nest, TIPC_NLA_SOCK_UID, &number))
        linux_socket_set_uid(socket, number);
    cookie = find_in(nest, TIPC_NLA_SOCK_COOKIE, sizeof(socket->cookie));
    if (cookie != NULL) {
        memcpy(&socket->cookie, netlink_attribute_bytes(cookie), sizeof(socket->cookie));
        socket->have |= HAVE_COOKIE;
    }
    if (number_in(nest, TIPC_NLA_SOCK_TIPC_STATE, &number) && number <= UINT8_MAX)
        family_socket_set_state(socket, (uint8_t)number);
    else
        socket->have &= ~(uint32_t)HAVE_REMOTE;
    return take_tipc_ends(reading, nest);
}

#define REQUEST(type, ...) &(const struct type){__VA_ARGS__}, sizeof(struct type)
#define SHOW(GROUP, type, word, bit) \
    .group = DETAILS_##GROUP, .show = (bit), .show_at = offsetof(struct type, word)
#define HEAD(type, inode, AF) \
    .native = (AF), .size = sizeof(struct type), .identity = offsetof(struct type, inode)

/* clang-format off */
static const struct diag_family families[PROTOCOL_COUNT] = {
    /* Any state: before Linux 5.7 connected datagram sockets are in CLOSE. */
    [PROTOCOL_UNIX] = {
        REQUEST(unix_diag_req, .sdiag_family = AF_UNIX, .udiag_states = ~0u,
                .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN | UDIAG_SHOW_UID),
        SHOW(MEMORY, unix_diag_req, udiag_show, UDIAG_SHOW_MEMINFO),
        HEAD(unix_diag_msg, udiag_ino, AF_UNIX), .take_head = take_unix, ATTRIBUTES(of_unix)},
    [PROTOCOL_PACKET] = {
        REQUEST(packet_diag_req, .sdiag_family = AF_PACKET,
                .pdiag_show = PACKET_SHOW_INFO | PACKET_SHOW_MEMINFO),
        SHOW(BPF, packet_diag_req, pdiag_show, PACKET_SHOW_FILTER),
        HEAD(packet_diag_msg, pdiag_ino, AF_PACKET), .take_head = take_packet, ATTRIBUTES(of_packet)},
    [PROTOCOL_NETLINK] = {
        REQUEST(netlink_diag_req, .sdiag_family = AF_NETLINK, .sdiag_protocol = NDIAG_PROTO_ALL,
                .ndiag_show = NDIAG_SHOW_MEMINFO),
        HEAD(netlink_diag_msg, ndiag_ino, AF_NETLINK), .take_head = take_netlink, ATTRIBUTES(of_netlink)},
    [PROTOCOL_VSOCK] = {
        REQUEST(vsock_diag_req, .sdiag_family = AF_VSOCK, .vdiag_states = ~0u),
        HEAD(vsock_diag_msg, vdiag_ino, AF_VSOCK), .take_head = take_vsock},
    [PROTOCOL_XDP] = {
        REQUEST(xdp_diag_req, .sdiag_family = AF_XDP, .xdiag_show = XDP_SHOW_INFO | XDP_SHOW_MEMINFO),
        HEAD(xdp_diag_msg, xdiag_ino, AF_XDP), .take_head = take_xdp, ATTRIBUTES(of_xdp)},
    [PROTOCOL_TIPC] = {REQUEST(tipc_sock_diag_req, .sdiag_family = AF_TIPC, .tidiag_states = ~0u)},
};
/* clang-format on */

bool family_diag_lists(enum protocol protocol)
{
    return families[protocol].request != NULL;
}

struct nlmsghdr *family_diag_request(void *buffer, enum protocol protocol, uint32_t groups)
{
    const struct diag_family *family = &families[protocol];
    struct nlmsghdr *header = mnl_nlmsg_put_header(buffer);
    char *body = mnl_nlmsg_put_extra_header(header, family->request_size);
    uint32_t show;

    header->nlmsg_type = SOCK_DIAG_BY_FAMILY;
    header->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    memcpy(body, family->request, family->request_size);
    if ((groups & DETAILS_BIT(family->group)) != 0) {
        show = number_of(body + family->show_at) | family->show;
        memcpy(body + family->show_at, &show, sizeof(show));
    }
    return header;
}

static void take_attributes(const struct diag_family *family, const struct nlmsghdr *message,
                            struct family_reading *reading, struct socket *socket)
{
    const struct nlattr *attribute = NULL;

    while ((attribute = netlink_attribute(message, family->size, attribute)) != NULL)
        for (const struct attribute *one = family->attributes;
             one < family->attributes + family->attribute_count; one++)
            if (one->type == netlink_attribute_type(attribute) &&
                netlink_attribute_length(attribute) >= one->least)
                one->take(reading, socket, netlink_attribute_value(attribute));
}

bool family_diag_read(const struct nlmsghdr *message, enum protocol protocol,
                      struct family_reading *reading, struct socket *socket)
{
    const struct diag_family *family = &families[protocol];
    const uint8_t *head = mnl_nlmsg_get_payload(message);
    uint32_t inode_cookie[3];

    if (protocol == PROTOCOL_TIPC)
        return read_tipc(message, reading, socket);
    if (mnl_nlmsg_get_payload_len(message) < family->size || head[0] != family->native)
        return false;
    memcpy(inode_cookie, head + family->identity, sizeof(inode_cookie));
    family_socket_begin(socket, &reading->room, protocol, head[1]);
    linux_socket_set_inode(socket, inode_cookie[0]);
    linux_socket_set_cookie(socket, inode_cookie + 1);
    if (!family->take_head(head, reading, socket))
        return false;
    take_attributes(family, message, reading, socket);
    return true;
}
