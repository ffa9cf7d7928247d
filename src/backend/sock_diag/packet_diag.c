/* SPDX-License-Identifier: GPL-2.0-or-later */
/* linux/packet_diag.h; Linux 3.7 and later. */
#include <libmnl/libmnl.h>
#include <linux/packet_diag.h>
#include <string.h>
#include <sys/socket.h>

#include "family_diag.h"
#include "family_names.h"
#include "family_socket.h"
#include "netlink.h"

static struct nlmsghdr *make_request(void *buffer, const struct request *request UNUSED)
{
    struct nlmsghdr *header;
    struct packet_diag_req *body = family_diag_begin(buffer, sizeof(*body), &header);

    body->sdiag_family = AF_PACKET;
    body->pdiag_show = PACKET_SHOW_INFO | PACKET_SHOW_MEMINFO;
    return header;
}

static void take(struct family_reading *reading, struct socket *socket,
                 const struct nlattr *attribute)
{
    uint32_t number;

    switch (netlink_attribute_type(attribute)) {
    case PACKET_DIAG_INFO: /* begins with the interface */
        if (family_diag_number(attribute, &number)) {
            socket->interface = number;
            socket->have |= HAVE_INTERFACE;
        }
        break;
    case PACKET_DIAG_UID:
        if (family_diag_number(attribute, &number))
            family_socket_set_uid(socket, number);
        break;
    case PACKET_DIAG_MEMINFO:
        family_diag_take_memory(reading, socket, attribute);
        break;
    default:
        break;
    }
}

static bool read_message(const struct nlmsghdr *message, struct family_reading *reading,
                         struct socket *socket)
{
    const struct packet_diag_msg *diag = mnl_nlmsg_get_payload(message);
    const struct nlattr *attribute = NULL;

    if (mnl_nlmsg_get_payload_len(message) < sizeof(*diag) || diag->pdiag_family != AF_PACKET)
        return false;
    family_diag_take(reading, socket, PROTOCOL_PACKET, diag->pdiag_type);
    family_diag_take_identity(socket, diag->pdiag_ino, diag->pdiag_cookie);
    socket->have &= ~(uint32_t)HAVE_INTERFACE; /* an attribute tells it */
    packet_name_set(&reading->room, diag->pdiag_num);
    while ((attribute = netlink_attribute(message, sizeof(*diag), attribute)) != NULL)
        take(reading, socket, attribute);
    return true;
}

const struct family_diag packet_diag = {make_request, read_message};
