/* SPDX-License-Identifier: GPL-2.0-or-later */
/* linux/tipc_sockets_diag.h and linux/tipc_netlink.h; Linux 4.17 and later. */
#include <libmnl/libmnl.h>
#include <linux/tipc_netlink.h>
#include <linux/tipc_sockets_diag.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "family_diag.h"
#include "family_socket.h"
#include "netlink.h"

static struct nlmsghdr *make_request(void *buffer, const struct request *request UNUSED)
{
    struct nlmsghdr *header;
    struct tipc_sock_diag_req *body = family_diag_begin(buffer, sizeof(*body), &header);

    body->sdiag_family = AF_TIPC;
    body->tidiag_states = ~0u;
    return header;
}

/* The attribute of this type among those of a nest; NULL: there is none. */
static const struct nlattr *find(const void *bytes, size_t length, unsigned type)
{
    const char *at = bytes, *end = at + length;

    while ((size_t)(end - at) >= sizeof(struct nlattr)) {
        const struct nlattr *attribute = (const void *)at;

        if (attribute->nla_len < sizeof(*attribute) || attribute->nla_len > end - at)
            return NULL;
        if (netlink_attribute_type(attribute) == type)
            return attribute;
        if (NLA_ALIGN(attribute->nla_len) > end - at)
            return NULL;
        at += NLA_ALIGN(attribute->nla_len);
    }
    return NULL;
}

static const struct nlattr *find_in(const struct nlattr *nest, unsigned type)
{
    return nest == NULL ? NULL
                        : find(netlink_attribute_bytes(nest), netlink_attribute_length(nest), type);
}

static bool number_in(const struct nlattr *nest, unsigned type, uint32_t *number)
{
    const struct nlattr *attribute = find_in(nest, type);

    return attribute != NULL && family_diag_number(attribute, number);
}

static struct text node_text(char *out, size_t size, uint32_t node)
{
    return (struct text){out, (size_t)snprintf(out, size, "%x", (unsigned)node)};
}

/* An end is a node's address, in hexadecimal as tipc(8) has it, and the socket's number there. */
static bool take_ends(struct family_reading *reading, const struct nlattr *nest)
{
    const struct nlattr *connection = find_in(nest, TIPC_NLA_SOCK_CON);
    struct ends_detail *ends = &reading->room.ends;
    char text[12];
    uint32_t node;

    if (number_in(nest, TIPC_NLA_SOCK_REF, &ends->local_port))
        ends->have |= ENDS_LOCAL_PORT;
    if (number_in(nest, TIPC_NLA_SOCK_ADDR, &node) &&
        !detail_room_set_local(&reading->room, node_text(text, sizeof(text), node)))
        return false;
    if (number_in(connection, TIPC_NLA_CON_SOCK, &ends->remote_port))
        ends->have |= ENDS_REMOTE_PORT;
    return !number_in(connection, TIPC_NLA_CON_NODE, &node) ||
           detail_room_set_remote(&reading->room, node_text(text, sizeof(text), node));
}

static void take_identity(const struct nlattr *nest, struct socket *socket)
{
    const struct nlattr *cookie = find_in(nest, TIPC_NLA_SOCK_COOKIE);
    uint32_t number;

    if (number_in(nest, TIPC_NLA_SOCK_INO, &number)) {
        socket->inode = number;
        socket->have |= HAVE_INODE;
    }
    if (number_in(nest, TIPC_NLA_SOCK_UID, &number))
        family_socket_set_uid(socket, number);
    if (cookie == NULL || netlink_attribute_length(cookie) < sizeof(socket->cookie))
        return;
    memcpy(&socket->cookie, netlink_attribute_bytes(cookie), sizeof(socket->cookie));
    socket->have |= HAVE_COOKIE;
}

/* Nothing stands before the attributes (net/tipc/diag.c). Its queues are counted in messages
 * (tipc_sk_fill_sock_diag): in bytes they stay unknown. */
static bool read_message(const struct nlmsghdr *message, struct family_reading *reading,
                         struct socket *socket)
{
    const struct nlattr *nest =
        find(mnl_nlmsg_get_payload(message), mnl_nlmsg_get_payload_len(message), TIPC_NLA_SOCK);
    uint32_t type, state;

    if (!number_in(nest, TIPC_NLA_SOCK_TYPE, &type))
        return false;
    family_socket_begin(socket, &reading->room, PROTOCOL_TIPC, type);
    take_identity(nest, socket);
    if (number_in(nest, TIPC_NLA_SOCK_TIPC_STATE, &state) && state <= UINT8_MAX)
        family_socket_set_state(socket, (uint8_t)state);
    else
        socket->have &= ~(uint32_t)HAVE_REMOTE;
    return take_ends(reading, nest);
}

const struct family_diag tipc_diag = {make_request, read_message};
