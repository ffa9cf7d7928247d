/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the getters of details share. */
#ifndef LSOCK_DETAIL_GET_H
#define LSOCK_DETAIL_GET_H

#include "column_group.h"

/* A small record of the kernel has no such thing, of a whole socket it is unknown. */
static inline void detail_missing(const struct socket *socket, struct value *value)
{
    if ((socket->flags & SOCKET_MINI) != 0)
        value_absent(value);
    else
        value_unknown(value);
}

/* As above; other protocols than TCP, and sockets without a connection, have no such thing either. */
static inline void tcp_detail_missing(const struct socket *socket, struct value *value)
{
    if (socket->protocol != PROTOCOL_TCP || socket->state == STATE_CLOSED)
        value_absent(value);
    else
        detail_missing(socket, value);
}

/* The text before the zero byte of an array. */
static inline struct text detail_name(const char name[DETAIL_NAME_SIZE])
{
    size_t length = 0;

    while (length < DETAIL_NAME_SIZE && name[length] != '\0')
        length++;
    return (struct text){name, length};
}

#endif
