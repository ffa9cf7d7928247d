/* SPDX-License-Identifier: GPL-2.0-or-later */
/* linux/packet_diag.h; Linux 3.7 and later. */
#include <libmnl/libmnl.h>
#include <linux/filter.h>
#include <linux/packet_diag.h>
#include <string.h>
#include <sys/socket.h>

#include "family_diag.h"
#include "family_names.h"
#include "family_socket.h"
#include "netlink.h"

static struct nlmsghdr *make_request(void *buffer, const struct request *request)
{
    struct nlmsghdr *header;
    struct packet_diag_req *body = family_diag_begin(buffer, sizeof(*body), &header);

    body->sdiag_family = AF_PACKET;
    body->pdiag_show = PACKET_SHOW_INFO | PACKET_SHOW_MEMINFO;
    if ((request->details & DETAILS_BIT(DETAILS_BPF)) != 0)
        body->pdiag_show |= PACKET_SHOW_FILTER;
    return header;
}

/* As tcpdump -ddd, and with commas as for the bpf match of iptables. */
static void write_code(struct builder *out, const char *bytes, size_t count)
{
    struct sock_filter instruction;

    builder_clear(out);
    builder_printf(out, "%zu", count);
    for (size_t i = 0; i < count; i++) {
        memcpy(&instruction, bytes + i * sizeof(instruction), sizeof(instruction));
        builder_printf(out, ",%u %u %u %u", instruction.code, instruction.jt, instruction.jf,
                       instruction.k);
    }
}

/* An empty attribute stands for a filter that is not told: to nobody without CAP_NET_ADMIN (net/core
 * /sock_diag.c, sock_diag_put_filterinfo). */
static void take_filter(struct family_reading *reading, const struct nlattr *attribute)
{
    size_t count = netlink_attribute_length(attribute) / sizeof(struct sock_filter);
    struct bpf_detail *bpf;

    if (count == 0) {
        reading->room.detail.bpf = NULL;
        return;
    }
    write_code(&reading->bpf, netlink_attribute_bytes(attribute), count);
    if (reading->bpf.failed)
        return;
    bpf = detail_room_bpf(&reading->room);
    bpf->count = (uint32_t)count;
    bpf->code = builder_text(&reading->bpf);
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
    case PACKET_DIAG_FILTER:
        take_filter(reading, attribute);
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
    family_socket_begin(socket, &reading->room, PROTOCOL_PACKET, diag->pdiag_type);
    family_diag_take_identity(socket, diag->pdiag_ino, diag->pdiag_cookie);
    socket->have &= ~(uint32_t)HAVE_INTERFACE; /* an attribute tells it */
    packet_name_set(&reading->room, diag->pdiag_num);
    if ((reading->groups & DETAILS_BIT(DETAILS_BPF)) != 0)
        (void)detail_room_bpf(&reading->room); /* none, unless an attribute says otherwise */
    while ((attribute = netlink_attribute(message, sizeof(*diag), attribute)) != NULL)
        take(reading, socket, attribute);
    return true;
}

const struct family_diag packet_diag = {make_request, read_message};
