/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "family_socket.h"

#include <string.h>

static const enum family families[PROTOCOL_COUNT] = {
    [PROTOCOL_UNIX] = FAMILY_UNIX,       [PROTOCOL_PACKET] = FAMILY_PACKET,
    [PROTOCOL_NETLINK] = FAMILY_NETLINK, [PROTOCOL_VSOCK] = FAMILY_VSOCK,
    [PROTOCOL_XDP] = FAMILY_XDP,         [PROTOCOL_TIPC] = FAMILY_TIPC,
};

void family_socket_begin(struct socket *socket, struct detail_room *room, enum protocol protocol,
                         uint64_t type)
{
    memset(socket, 0, sizeof(*socket));
    detail_room_clear(room);
    detail_room_ends(room)->type = type < SOCKET_TYPE_COUNT ? (uint8_t)type : SOCKET_TYPE_NONE;
    socket->protocol = (uint8_t)protocol;
    socket->family = (uint8_t)families[protocol];
    socket->detail = &room->detail;
    socket->have = HAVE_ADDRESSES | HAVE_INTERFACE;
}

enum { NATIVE_ESTABLISHED = 1, NATIVE_CLOSING = 8, NATIVE_LISTEN = 10, NATIVE_CLOSING_VSOCK = 11 };

void family_socket_set_state(struct socket *socket, uint8_t native)
{
    socket->native_state = native;
    socket->have |= HAVE_STATE;
    if (native == NATIVE_LISTEN)
        socket->flags |= SOCKET_ACCEPTING;
    else if (native == NATIVE_ESTABLISHED || native == NATIVE_CLOSING ||
             native == NATIVE_CLOSING_VSOCK)
        socket->flags |= SOCKET_CONNECTED;
}

void family_socket_set_uid(struct socket *socket, uint32_t uid)
{
    socket->uid = uid;
    if (uid != 0 || socket->inode != 0)
        socket->have |= HAVE_UID;
}
