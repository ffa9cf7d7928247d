/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "owner.h"

#include <stdlib.h>

#include "array.h"
#include "socket.h"

void owners_free(struct owners *owners)
{
    free(owners->processes);
    free(owners->list);
    map_free(&owners->unix_peers);
    free(owners->contexts);
    free(owners->modules);
}

struct process *owners_add_process(struct owners *owners)
{
    struct process *processes =
        array_grow(owners->processes, owners->process_count, sizeof(*processes));

    if (processes == NULL)
        return NULL;
    owners->processes = processes;
    owners->processes[owners->process_count] = (struct process){0};
    return &owners->processes[owners->process_count++];
}

bool owners_add(struct owners *owners, const struct owner *owner)
{
    struct owner *list = array_grow(owners->list, owners->count, sizeof(*list));

    if (list == NULL)
        return false;
    owners->list = list;
    list[owners->count++] = *owner;
    return true;
}

static uint32_t add_text(struct text **list, size_t *count, struct text text)
{
    struct text *texts;

    if (text.bytes == NULL)
        return 0;
    texts = array_grow(*list, *count, sizeof(*texts));
    if (texts == NULL)
        return 0;
    *list = texts;
    texts[(*count)++] = text;
    return (uint32_t)*count;
}

/* Programs choose the contexts of their sockets, so there may be many: only the most recent ones
 * are compared. */
#define CONTEXTS_BACK ((size_t)16)

uint32_t owners_context(struct owners *owners, struct arena *arena, struct text context)
{
    for (size_t back = 1; back <= CONTEXTS_BACK && back <= owners->context_count; back++)
        if (text_equal(owners->contexts[owners->context_count - back], context))
            return (uint32_t)(owners->context_count - back + 1);
    return add_text(&owners->contexts, &owners->context_count, arena_copy(arena, context));
}

uint32_t owners_add_module(struct owners *owners, struct text module)
{
    return add_text(&owners->modules, &owners->module_count, module);
}

static enum owner_none none_of_mini(const struct socket *socket)
{
    switch (socket->state) {
    case STATE_TIME_WAIT:
        return OWNER_NONE_TIME_WAIT;
    case STATE_SYN_RECEIVED:
        return OWNER_NONE_SYN_RECEIVED;
    default:
        return OWNER_NONE_ORPHAN; /* FIN-WAIT-2 */
    }
}

static bool is_stream(const struct socket *socket)
{
    const struct ends_detail *ends = socket_ends(socket);

    return ends != NULL &&
           (ends->type == SOCKET_TYPE_STREAM || ends->type == SOCKET_TYPE_SEQPACKET);
}

/* close() also shuts down sending, so a socket that can still send was never accepted. If shutdown
 * is not reported, the state shows it: close() leaves ESTABLISHED and CLOSE-WAIT. */
static enum owner_none none_of_whole(const struct socket *socket)
{
    bool can_send = socket->state == STATE_ESTABLISHED || socket->state == STATE_CLOSE_WAIT ||
                    socket->state == STATE_SYN_RECEIVED;
    bool accepts =
        protocol_has_states(socket->protocol) || (is_stream(socket) && socket_is_connected(socket));

    if (!family_is_ip(socket->family))
        can_send = socket_is_connected(socket);
    if ((socket->have & HAVE_SHUTDOWN) != 0)
        can_send = (socket->flags & SOCKET_SHUT_SEND) == 0;
    return accepts && can_send ? OWNER_NONE_ACCEPT_QUEUE : OWNER_NONE_ORPHAN;
}

/* The table names the process of the socket. 0: the process has ended, and the system finishes
 * closing. */
static enum owner_none none_of_process(const struct socket *socket)
{
    switch (socket->state) {
    case STATE_FIN_WAIT_1:
    case STATE_FIN_WAIT_2:
    case STATE_CLOSING:
    case STATE_LAST_ACK:
        return socket->pid == 0 ? OWNER_NONE_ORPHAN : OWNER_NONE_UNSAID;
    default:
        return OWNER_NONE_UNSAID;
    }
}

enum owner_none owner_none(const struct socket *socket)
{
    if ((socket->flags & SOCKET_MINI) != 0)
        return none_of_mini(socket);
    if (socket->protocol == PROTOCOL_TCP && socket->state == STATE_TIME_WAIT)
        return OWNER_NONE_TIME_WAIT;
    if ((socket->have & HAVE_PID) != 0)
        return none_of_process(socket);
    if ((socket->have & HAVE_INODE) == 0 || socket->inode != 0)
        return OWNER_NONE_UNSAID;
    return none_of_whole(socket);
}

enum owner_status owner_status(const struct owners *owners, const struct socket *socket)
{
    if (socket->owner_status != OWNER_NOT_REQUESTED)
        return (enum owner_status)socket->owner_status;
    if (!owners->requested)
        return OWNER_NOT_REQUESTED;
    return owner_none(socket) == OWNER_NONE_UNSAID ? OWNER_PENDING : OWNER_NONE;
}

const struct owner *owner_first(const struct owners *owners, const struct socket *socket)
{
    return socket->owner_status == OWNER_FOUND ? &owners->list[socket->owner] : NULL;
}

const struct process *owner_first_process(const struct owners *owners, const struct socket *socket)
{
    const struct owner *first = owner_first(owners, socket);

    return first == NULL ? NULL : &owners->processes[first->process];
}

const char *const owner_status_names[OWNER_STATUS_COUNT] = {
    [OWNER_NOT_REQUESTED] = "not_requested",
    [OWNER_FOUND] = "found",
    [OWNER_PERMISSION_DENIED] = "permission_denied",
    [OWNER_NOT_FOUND] = "not_found",
    [OWNER_NONE] = "none",
};

const char *const owner_none_titles[OWNER_NONE_COUNT] = {
    [OWNER_NONE_UNSAID] = "(not found)",          [OWNER_NONE_TIME_WAIT] = "(time-wait)",
    [OWNER_NONE_SYN_RECEIVED] = "(handshake)",    [OWNER_NONE_ORPHAN] = "(orphan)",
    [OWNER_NONE_ACCEPT_QUEUE] = "(accept queue)",
};

const char *const owner_none_names[OWNER_NONE_COUNT] = {
    [OWNER_NONE_TIME_WAIT] = "time_wait",
    [OWNER_NONE_SYN_RECEIVED] = "syn_received",
    [OWNER_NONE_ORPHAN] = "orphan",
    [OWNER_NONE_ACCEPT_QUEUE] = "accept_queue",
};
