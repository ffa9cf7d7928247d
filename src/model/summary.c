/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

static bool grow(struct summary *summary, size_t count)
{
    size_t room = count < 16 ? 16 : 2 * count;
    struct summary_source *sources = realloc(summary->sources, room * sizeof(*sources));

    if (sources == NULL)
        return false;
    memset(sources + summary->source_room, 0, (room - summary->source_room) * sizeof(*sources));
    summary->sources = sources;
    summary->source_room = room;
    return true;
}

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

bool summary_count(struct summary *summary, const struct snapshot *snapshot, size_t table,
                   const struct socket *socket)
{
    uint32_t serial = snapshot->sources[table].serial;
    struct summary_source *source;

    if (table >= summary->source_room && !grow(summary, table + 1))
        return false;
    source = &summary->sources[table];
    if (source->serial != serial)
        *source = (struct summary_source){.serial = serial};
    source->counts.sockets[state_of(socket)][socket->family]++;
    source->counts.whole += (socket->flags & SOCKET_MINI) == 0;
    return true;
}

void summary_total(const struct summary *summary, const struct snapshot *snapshot,
                   enum protocol protocol, struct summary_counts *total)
{
    *total = (struct summary_counts){.whole = 0};
    for (size_t i = 0; i < snapshot->source_count && i < summary->source_room; i++) {
        const struct summary_source *source = &summary->sources[i];

        if (snapshot->sources[i].protocol != protocol ||
            snapshot->sources[i].serial != source->serial)
            continue;
        for (unsigned state = 0; state < STATE_COUNT; state++)
            for (unsigned family = 0; family < FAMILY_COUNT; family++)
                total->sockets[state][family] += source->counts.sockets[state][family];
        total->whole += source->counts.whole;
    }
}

void summary_free(struct summary *summary)
{
    free(summary->sources);
    *summary = (struct summary){.sources = NULL};
}
