/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Closes connections. SetTcpEntry finds a connection by its ends, and Windows has no cookie to
 * distinguish it from a later one. So the table is read again immediately before, and a connection
 * with another process or creation time is left alone. It is also read afterwards, because success
 * proves little: a system that does nothing reports it, too.
 */
#include "delete_tcb.h"

#include <stdlib.h>
#include <string.h>

#include "ip_helper.h"

/* From winerror.h. SetTcpEntry returns 317 (ERROR_MR_MID_NOT_FOUND) without elevation. */
#define NETWORK_ACCESS_DENIED 65
#define NOT_ELEVATED          317

#define STATE_DELETE_TCB 12 /* MIB_TCP_STATE_DELETE_TCB */

struct deletion {
    struct destruction *destruction;
    bool there; /* found by the last reading */
};

struct deleting {
    struct deletion *list; /* sorted by compare_ends */
    size_t count;
};

static bool is_connection_of_ipv4(const struct socket *socket)
{
    return socket->protocol == PROTOCOL_TCP && socket->family == FAMILY_INET &&
           socket_is_connected(socket) && socket->state != STATE_CLOSED;
}

static int compare_ends(const void *left, const void *right)
{
    const struct deletion *one = left, *other = right;
    const struct socket *a = one->destruction->socket, *b = other->destruction->socket;
    int order = memcmp(a->local.bytes, b->local.bytes, 4);

    if (order == 0)
        order = a->local_port - b->local_port;
    if (order == 0)
        order = memcmp(a->remote.bytes, b->remote.bytes, 4);
    return order != 0 ? order : a->remote_port - b->remote_port;
}

/* TIME-WAIT, the remains of a connection that has ended, is not the same. */
static bool is_same(const struct socket *before, const struct socket *now)
{
    if (before->pid != now->pid ||
        (before->state != STATE_TIME_WAIT && now->state == STATE_TIME_WAIT) ||
        ((before->have ^ now->have) & HAVE_CREATED) != 0)
        return false;
    return (now->have & HAVE_CREATED) == 0 || before->created == now->created;
}

/* Stores no rows. */
static bool recognize(void *context, const struct socket *socket)
{
    const struct deleting *deleting = context;
    struct destruction now = {.socket = socket};
    struct deletion key = {&now, true}, *found;

    if (!is_connection_of_ipv4(socket))
        return false;
    found = bsearch(&key, deleting->list, deleting->count, sizeof(key), compare_ends);
    if (found != NULL && is_same(found->destruction->socket, socket))
        found->there = true;
    return false;
}

/* False: the table could not be read completely. */
static bool look(struct deleting *deleting, const struct api *api)
{
    struct request request;
    struct snapshot snapshot;
    struct collector collector = {&snapshot, recognize, deleting};
    struct source *source;
    struct error ignored;
    bool whole;

    request_everything(&request);
    request.created = true;
    for (size_t i = 0; i < deleting->count; i++)
        deleting->list[i].there = false;
    snapshot_init(&snapshot);
    source = snapshot_begin_source(&snapshot, "iphlpapi", PROTOCOL_TCP, DIALECT_WINDOWS_MIB, 0);
    if (source != NULL)
        source->complete = true;
    whole = source != NULL &&
            ip_helper_collect(api, &request, PROTOCOL_TCP, &collector, &ignored) == BACKEND_DONE &&
            snapshot_complete(&snapshot);
    snapshot_free(&snapshot);
    return whole;
}

static struct tcp4_row row_of(const struct socket *socket)
{
    struct tcp4_row row = {
        .state = STATE_DELETE_TCB,
        .local_port = {(uint8_t)(socket->local_port >> 8), (uint8_t)socket->local_port},
        .remote_port = {(uint8_t)(socket->remote_port >> 8), (uint8_t)socket->remote_port},
    };

    memcpy(row.local, socket->local.bytes, sizeof(row.local));
    memcpy(row.remote, socket->remote.bytes, sizeof(row.remote));
    return row;
}

static enum destroyed result_of(uint32_t code)
{
    switch (code) {
    case API_OK:
        return DESTROYED;
    case API_ACCESS_DENIED:
    case NETWORK_ACCESS_DENIED:
    case NOT_ELEVATED:
        return DESTROY_NOT_PERMITTED;
    case API_NOT_SUPPORTED:
    case API_PROC_NOT_FOUND:
        return DESTROY_UNSUPPORTED;
    default:
        return DESTROY_FAILED;
    }
}

static void delete_one(const struct api *api, struct deletion *deletion)
{
    struct destruction *destruction = deletion->destruction;
    struct tcp4_row row = row_of(destruction->socket);
    uint32_t code;

    destruction->result = DESTROY_NOT_FOUND;
    if (!deletion->there)
        return;
    code = api->delete_tcb(api->context, &row);
    destruction->failure = (int)code;
    destruction->result = result_of(code);
}

static void delete_all(struct deleting *deleting, const struct api *api)
{
    bool read;

    qsort(deleting->list, deleting->count, sizeof(*deleting->list), compare_ends);
    read = look(deleting, api);
    for (size_t i = 0; i < deleting->count; i++) {
        if (read)
            delete_one(api, &deleting->list[i]);
        else
            deleting->list[i].destruction->result = DESTROY_UNSURE;
    }
    if (!read || !look(deleting, api))
        return;
    for (size_t i = 0; i < deleting->count; i++)
        if (deleting->list[i].there && deleting->list[i].destruction->result == DESTROYED)
            deleting->list[i].destruction->result = DESTROY_KEPT;
}

void delete_tcb_sockets(const struct api *api, struct destruction *const *list, size_t count)
{
    struct deleting deleting = {calloc(count + 1, sizeof(*deleting.list)), 0};

    for (size_t i = 0; i < count; i++) {
        list[i]->failure = API_OUT_OF_MEMORY;
        list[i]->result = DESTROY_UNSUPPORTED;
        if (!is_connection_of_ipv4(list[i]->socket))
            continue;
        list[i]->result = DESTROY_FAILED;
        if (deleting.list != NULL)
            deleting.list[deleting.count++].destruction = list[i];
    }
    if (deleting.count > 0)
        delete_all(&deleting, api);
    free(deleting.list);
}

const char *const delete_tcb_words[DESTROYED_COUNT] = {
    [DESTROY_KEPT] = "Windows reported success, but still lists it",
    [DESTROY_NOT_FOUND] = "it has ended, or another one has its addresses now",
    [DESTROY_NOT_PERMITTED] = "permission denied; try from an elevated prompt",
    [DESTROY_UNSUPPORTED] = "Windows can close only TCP connections over IPv4 (SetTcpEntry)",
    [DESTROY_UNSURE] = "the table could not be reread to check that it is still the same one",
};
