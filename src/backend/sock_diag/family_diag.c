/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "family_diag.h"

#include <libmnl/libmnl.h>
#include <linux/sock_diag.h>
#include <string.h>

#include "inet_detail.h"
#include "netlink.h"

const struct family_diag *family_diag_of(enum protocol protocol)
{
    static const struct family_diag *const families[PROTOCOL_COUNT] = {
        [PROTOCOL_UNIX] = &unix_diag,       [PROTOCOL_PACKET] = &packet_diag,
        [PROTOCOL_NETLINK] = &netlink_diag, [PROTOCOL_VSOCK] = &vsock_diag,
        [PROTOCOL_XDP] = &xdp_diag,         [PROTOCOL_TIPC] = &tipc_diag,
    };

    return families[protocol];
}

void *family_diag_begin(void *buffer, size_t size, struct nlmsghdr **header)
{
    *header = mnl_nlmsg_put_header(buffer);
    (*header)->nlmsg_type = SOCK_DIAG_BY_FAMILY;
    (*header)->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    return mnl_nlmsg_put_extra_header(*header, size);
}

void family_diag_take_identity(struct socket *socket, uint32_t inode, const uint32_t cookie[2])
{
    socket->inode = inode;
    socket->cookie = (uint64_t)cookie[1] << 32 | cookie[0];
    socket->have |= HAVE_INODE | HAVE_COOKIE;
}

/* RCV_SHUTDOWN and SEND_SHUTDOWN of include/net/sock.h. */
void family_diag_take_shutdown(struct socket *socket, uint8_t native)
{
    socket->have |= HAVE_SHUTDOWN;
    socket->flags |= (uint8_t)(((native & 1) != 0 ? SOCKET_SHUT_RECV : 0) |
                               ((native & 2) != 0 ? SOCKET_SHUT_SEND : 0));
}

bool family_diag_number(const struct nlattr *attribute, uint32_t *number)
{
    if (netlink_attribute_length(attribute) < sizeof(*number))
        return false;
    memcpy(number, netlink_attribute_bytes(attribute), sizeof(*number));
    return true;
}

void family_diag_take_memory(struct family_reading *reading, struct socket *socket,
                             const struct nlattr *attribute)
{
    struct memory_detail memory = memory_detail_read(netlink_attribute_bytes(attribute),
                                                     netlink_attribute_length(attribute));

    if ((reading->groups & DETAILS_BIT(DETAILS_MEMORY)) != 0)
        *detail_room_memory(&reading->room) = memory;
    if (socket->protocol == PROTOCOL_UNIX || (memory.have & (1u << MEMORY_SEND)) == 0)
        return;
    socket->recv_queue = memory.numbers[MEMORY_RECV];
    socket->send_queue = memory.numbers[MEMORY_SEND];
    socket->have |= HAVE_RECV_QUEUE | HAVE_SEND_QUEUE;
}
