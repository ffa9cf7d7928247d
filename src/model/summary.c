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

static void add(struct summary_sum *sum, bool known, uint32_t number)
{
    sum->unknown = sum->unknown || !known;
    sum->number += number;
}

static void add_drops(struct summary_sum *sum, const struct socket *socket)
{
    uint64_t drops = 0;
    bool known = socket_memory(socket, MEMORY_DROPS, &drops);

    if ((socket->flags & SOCKET_MINI) == 0)
        add(sum, known, (uint32_t)drops);
}

void summary_count(struct summary *summary, const struct socket *socket)
{
    struct summary_counts *counts = &summary->protocols[socket->protocol];
    struct summary_cell *cell = &counts->cells[state_of(socket)][socket->family];

    cell->sockets++;
    if (!socket_has_accept_queue(socket)) {
        add(&cell->recv_queue, (socket->have & HAVE_RECV_QUEUE) != 0, socket->recv_queue);
        add(&cell->send_queue, (socket->have & HAVE_SEND_QUEUE) != 0, socket->send_queue);
    }
    add_drops(&cell->drops, socket);
    counts->whole += (socket->flags & SOCKET_MINI) == 0;
}
