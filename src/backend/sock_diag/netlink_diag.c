/* SPDX-License-Identifier: GPL-2.0-or-later */
/* linux/netlink_diag.h; Linux 3.10 and later. */
#include <libmnl/libmnl.h>
#include <linux/netlink_diag.h>
#include <string.h>
#include <sys/socket.h>

#include "family_diag.h"
#include "family_names.h"
#include "family_socket.h"
#include "netlink.h"

static struct nlmsghdr *make_request(void *buffer, const struct request *request UNUSED)
{
    struct nlmsghdr *header;
    struct netlink_diag_req *body = family_diag_begin(buffer, sizeof(*body), &header);

    body->sdiag_family = AF_NETLINK;
    body->sdiag_protocol = NDIAG_PROTO_ALL;
    body->ndiag_show = NDIAG_SHOW_MEMINFO;
    return header;
}

/* Port id 0 is the kernel; one that sends to it without a connection has no peer. */
static void take_ends(struct family_reading *reading, const struct netlink_diag_msg *diag,
                      struct socket *socket)
{
    struct ends_detail *ends = detail_room_ends(&reading->room);

    netlink_name_set(&reading->room, diag->ndiag_protocol);
    ends->local_port = diag->ndiag_portid;
    ends->have |= ENDS_LOCAL_PORT;
    if (diag->ndiag_dst_portid == 0)
        return;
    ends->remote = ends->local;
    ends->remote_port = diag->ndiag_dst_portid;
    ends->have |= ENDS_REMOTE_PORT;
    socket->flags |= SOCKET_CONNECTED;
}

static bool read_message(const struct nlmsghdr *message, struct family_reading *reading,
                         struct socket *socket)
{
    const struct netlink_diag_msg *diag = mnl_nlmsg_get_payload(message);
    const struct nlattr *attribute = NULL;

    if (mnl_nlmsg_get_payload_len(message) < sizeof(*diag) || diag->ndiag_family != AF_NETLINK)
        return false;
    family_socket_begin(socket, &reading->room, PROTOCOL_NETLINK, diag->ndiag_type);
    family_diag_take_identity(socket, diag->ndiag_ino, diag->ndiag_cookie);
    take_ends(reading, diag, socket);
    while ((attribute = netlink_attribute(message, sizeof(*diag), attribute)) != NULL)
        if (netlink_attribute_type(attribute) == NETLINK_DIAG_MEMINFO)
            family_diag_take_memory(reading, socket, attribute);
    return true;
}

const struct family_diag netlink_diag = {make_request, read_message};
