/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "linux_socket.h"

#include <string.h>

void family_socket_begin(struct socket *socket, struct detail_room *room, enum protocol protocol,
                         uint64_t type)
{
    detail_room_clear(room);
    detail_room_ends(room)->type = type < SOCKET_TYPE_COUNT ? (uint8_t)type : SOCKET_TYPE_NONE;
    *socket = (struct socket){
        .protocol = (uint8_t)protocol,
        .family = (uint8_t)protocol_own_family(protocol),
        .detail = &room->detail,
        .have = HAVE_ADDRESSES | HAVE_INTERFACE,
    };
}

void family_socket_set_state(struct socket *socket, uint8_t native)
{
    socket->native_state = native;
    socket->have |= HAVE_STATE;
    if (native == NATIVE_LISTEN)
        socket->flags |= SOCKET_ACCEPTING;
    else if (native == NATIVE_ESTABLISHED || native == NATIVE_CLOSE_WAIT ||
             native == NATIVE_CLOSING)
        socket->flags |= SOCKET_CONNECTED;
}
