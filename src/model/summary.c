/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary.h"

static enum state state_of(const struct socket *socket)
{
    if (protocol_has_states(socket->protocol))
        return (enum state)socket->state;
    if ((socket->have & HAVE_REMOTE) == 0)
        return STATE_NONE;
    if (socket_has_accept_queue(socket))
        return STATE_LISTEN;
    return socket_is_connected(socket) ? STATE_ESTABLISHED : STATE_CLOSED;
}

void summary_count(struct summary *summary, const struct socket *socket)
{
    struct summary_counts *counts = &summary->protocols[socket->protocol];

    counts->sockets[state_of(socket)][socket->family]++;
    counts->whole += (socket->flags & SOCKET_MINI) == 0;
}
