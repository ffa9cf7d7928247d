/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "examined.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct examined examined_socket(const struct evidence *evidence, const struct socket *socket)
{
    struct examined examined = {evidence, socket, owner_none(socket), false, "its program"};
    const struct process *process = owner_first_process(&evidence->snapshot->owners, socket);

    if (process == NULL || process->command.length == 0)
        return examined;
    examined.is_named = true;
    snprintf(examined.owner, sizeof(examined.owner), "%.*s[%u]",
             process->command.length > 32 ? 32 : (int)process->command.length,
             process->command.bytes, (unsigned)process->pid);
    return examined;
}

struct examined examined_row(const struct evidence *evidence, uint32_t row)
{
    const struct socket *socket = snapshot_at(evidence->snapshot, row);

    return (struct examined){evidence, socket, owner_none(socket), false, ""};
}

void sentence(struct annotation *out, const char *format, ...)
{
    size_t used = strlen(out->text);
    va_list arguments;

    out->shape = 31 * out->shape + (uintptr_t)format;
    va_start(arguments, format);
    vsnprintf(out->text + used, sizeof(out->text) - used, format, arguments);
    va_end(arguments);
}

const char *plural(uint64_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

const char *subject(const struct examined *examined)
{
    return examined->is_named ? examined->owner : "Its program";
}

bool has(const struct examined *examined, unsigned have)
{
    return (examined->socket->have & have) == have;
}

bool is_loopback(const struct examined *examined)
{
    const struct socket *socket = examined->socket;

    return has(examined, HAVE_ADDRESSES) && socket->remote_port != 0 &&
           address_is_loopback((enum family)socket->family, &socket->remote);
}

bool is_held(const struct examined *examined)
{
    return examined->socket->owner_status == OWNER_FOUND ||
           (has(examined, HAVE_INODE) && examined->socket->inode != 0);
}

bool is_mini(const struct examined *examined)
{
    return (examined->socket->flags & SOCKET_MINI) != 0;
}

bool is_orphan(const struct examined *examined)
{
    return examined->none == OWNER_NONE_ORPHAN;
}

bool is_own_peer(const struct examined *examined)
{
    const struct socket *socket = examined->socket;

    return has(examined, HAVE_ADDRESSES) && socket->local_port != 0 &&
           socket->local_port == socket->remote_port &&
           memcmp(&socket->local, &socket->remote, sizeof(socket->local)) == 0;
}

bool tcp_number(const struct examined *examined, enum tcp_field field, uint64_t *number)
{
    return socket_tcp_number(examined->socket, field, number);
}

bool memory_number(const struct examined *examined, enum memory which, uint64_t *number)
{
    return socket_memory(examined->socket, which, number);
}

static bool has_timer(const struct examined *examined, enum timer timer, uint32_t have)
{
    const struct socket_detail *detail = examined->socket->detail;

    have |= DETAIL_TIMER_KIND;
    return detail != NULL && (detail->have & have) == have && detail->timer == timer;
}

bool runs_out(const struct examined *examined, enum timer timer)
{
    return has_timer(examined, timer, DETAIL_TIMER_EXPIRES);
}

unsigned ran_out(const struct examined *examined, enum timer timer)
{
    if (!has_timer(examined, timer, DETAIL_TIMER_RETRANSMITS))
        return 0;
    return examined->socket->detail->retransmits;
}

bool is_unaccepted(const struct examined *examined)
{
    return examined->none == OWNER_NONE_ACCEPT_QUEUE;
}

bool is_unread(const struct examined *examined)
{
    return is_held(examined) && has(examined, HAVE_RECV_QUEUE) && examined->socket->recv_queue > 0;
}

bool is_own_window_zero(const struct examined *examined)
{
    uint64_t window;

    return is_unread(examined) && tcp_number(examined, TCP_RECV_WINDOW, &window) && window == 0;
}

/* The timer runs also where a program holds data back (TCP_CORK): the window alone tells. */
bool is_peer_window_zero(const struct examined *examined)
{
    uint64_t window;

    return runs_out(examined, TIMER_ZERO_WINDOW) &&
           tcp_number(examined, TCP_SEND_WINDOW, &window) && window == 0;
}

const char *age(const struct examined *examined, enum tcp_field field, const char *before,
                const char *after, char out[AGE_ROOM])
{
    char text[SPAN_ROOM];
    uint64_t milliseconds;

    out[0] = '\0';
    if (tcp_number(examined, field, &milliseconds) && milliseconds >= AGE_MIN_MS)
        snprintf(out, AGE_ROOM, "%sat least %s%s", before, span(milliseconds, text), after);
    return out;
}
