/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "family_diag.h"

#include <libmnl/libmnl.h>
#include <linux/sock_diag.h>
#include <string.h>

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

static uint8_t type_of(uint8_t native)
{
    return native < SOCKET_TYPE_COUNT ? native : SOCKET_TYPE_NONE;
}

void family_diag_take(struct family_reading *reading, struct socket *socket, enum protocol protocol,
                      uint8_t type)
{
    static const enum family families[PROTOCOL_COUNT] = {
        [PROTOCOL_UNIX] = FAMILY_UNIX,       [PROTOCOL_PACKET] = FAMILY_PACKET,
        [PROTOCOL_NETLINK] = FAMILY_NETLINK, [PROTOCOL_VSOCK] = FAMILY_VSOCK,
        [PROTOCOL_XDP] = FAMILY_XDP,         [PROTOCOL_TIPC] = FAMILY_TIPC,
    };

    memset(socket, 0, sizeof(*socket));
    detail_room_clear(&reading->room);
    detail_room_ends(&reading->room)->type = type_of(type);
    socket->protocol = (uint8_t)protocol;
    socket->family = (uint8_t)families[protocol];
    socket->detail = &reading->room.detail;
    socket->have = HAVE_ADDRESSES | HAVE_INTERFACE;
}

void family_diag_take_identity(struct socket *socket, uint32_t inode, const uint32_t cookie[2])
{
    socket->inode = inode;
    socket->cookie = (uint64_t)cookie[1] << 32 | cookie[0];
    socket->have |= HAVE_INODE | HAVE_COOKIE;
}

/* include/net/tcp_states.h: these families borrow the numbers. */
enum { NATIVE_ESTABLISHED = 1, NATIVE_CLOSING = 8, NATIVE_LISTEN = 10, NATIVE_CLOSING_VSOCK = 11 };

void family_diag_take_state(struct socket *socket, uint8_t native)
{
    socket->native_state = native;
    socket->have |= HAVE_STATE;
    if (native == NATIVE_LISTEN)
        socket->flags |= SOCKET_ACCEPTING;
    else if (native == NATIVE_ESTABLISHED || native == NATIVE_CLOSING ||
             native == NATIVE_CLOSING_VSOCK)
        socket->flags |= SOCKET_CONNECTED;
}

/* RCV_SHUTDOWN and SEND_SHUTDOWN of include/net/sock.h. */
void family_diag_take_shutdown(struct socket *socket, uint8_t native)
{
    socket->have |= HAVE_SHUTDOWN;
    socket->flags |= (uint8_t)(((native & 1) != 0 ? SOCKET_SHUT_RECV : 0) |
                               ((native & 2) != 0 ? SOCKET_SHUT_SEND : 0));
}

/* For a socket that no process holds, kernels before 6.16 fill in a zero that is nobody's uid. */
void family_diag_take_uid(struct socket *socket, uint32_t uid)
{
    socket->uid = uid;
    if (uid != 0 || socket->inode != 0)
        socket->have |= HAVE_UID;
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
    struct memory_detail memory = {.have = 0};
    size_t count = netlink_attribute_length(attribute) / sizeof(uint32_t);

    if (count > MEMORY_COUNT)
        count = MEMORY_COUNT;
    memcpy(memory.numbers, netlink_attribute_bytes(attribute), count * sizeof(uint32_t));
    memory.have = (1u << count) - 1;
    if ((reading->groups & DETAILS_BIT(DETAILS_MEMORY)) != 0)
        *detail_room_memory(&reading->room) = memory;
    if (socket->protocol == PROTOCOL_UNIX || count <= MEMORY_SEND)
        return;
    socket->recv_queue = memory.numbers[MEMORY_RECV];
    socket->send_queue = memory.numbers[MEMORY_SEND];
    socket->have |= HAVE_RECV_QUEUE | HAVE_SEND_QUEUE;
}
