/* SPDX-License-Identifier: GPL-2.0-or-later */
/* linux/xdp_diag.h; Linux 5.1 and later. */
#include <libmnl/libmnl.h>
#include <linux/xdp_diag.h>
#include <string.h>
#include <sys/socket.h>

#include "family_diag.h"
#include "family_socket.h"
#include "netlink.h"

static struct nlmsghdr *make_request(void *buffer, const struct request *request UNUSED)
{
    struct nlmsghdr *header;
    struct xdp_diag_req *body = family_diag_begin(buffer, sizeof(*body), &header);

    body->sdiag_family = AF_XDP;
    body->xdiag_show = XDP_SHOW_INFO | XDP_SHOW_MEMINFO;
    return header;
}

/* The local end is a queue of an interface: the queue stands where others have a port. */
static void take_info(struct family_reading *reading, struct socket *socket,
                      const struct nlattr *attribute)
{
    struct xdp_diag_info info;

    if (netlink_attribute_length(attribute) < sizeof(info))
        return;
    memcpy(&info, netlink_attribute_bytes(attribute), sizeof(info));
    socket->interface = info.ifindex;
    socket->have |= HAVE_INTERFACE;
    if (info.ifindex == 0)
        return; /* not bound: queue 0 would mean nothing */
    reading->room.ends.local_port = info.queue_id;
    reading->room.ends.have |= ENDS_LOCAL_PORT;
}

static void take(struct family_reading *reading, struct socket *socket,
                 const struct nlattr *attribute)
{
    uint32_t uid;

    switch (netlink_attribute_type(attribute)) {
    case XDP_DIAG_INFO:
        take_info(reading, socket, attribute);
        break;
    case XDP_DIAG_UID:
        if (family_diag_number(attribute, &uid))
            family_socket_set_uid(socket, uid);
        break;
    case XDP_DIAG_MEMINFO:
        family_diag_take_memory(reading, socket, attribute);
        break;
    default:
        break;
    }
}

static bool read_message(const struct nlmsghdr *message, struct family_reading *reading,
                         struct socket *socket)
{
    const struct xdp_diag_msg *diag = mnl_nlmsg_get_payload(message);
    const struct nlattr *attribute = NULL;

    if (mnl_nlmsg_get_payload_len(message) < sizeof(*diag) || diag->xdiag_family != AF_XDP)
        return false;
    family_socket_begin(socket, &reading->room, PROTOCOL_XDP, diag->xdiag_type);
    family_diag_take_identity(socket, diag->xdiag_ino, diag->xdiag_cookie);
    socket->have &= ~(uint32_t)HAVE_INTERFACE; /* an attribute tells it */
    while ((attribute = netlink_attribute(message, sizeof(*diag), attribute)) != NULL)
        take(reading, socket, attribute);
    return true;
}

const struct family_diag xdp_diag = {make_request, read_message};
