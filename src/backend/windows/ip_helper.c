/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the IP Helper tables. GetExtendedTcpTable copies a snapshot of a table into the caller's
 * buffer. The required size is known only afterwards, and the table may grow in the meantime. So
 * the buffer is enlarged with some reserve, and the call is repeated.
 */
#include "ip_helper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "row_module.h"

#define TRIES_MAX 10

/* Reserve for rows added between two calls: an eighth, and a few. */
#define SLACK_DIVISOR 8
#define SLACK_ROWS    16u

struct buffer {
    unsigned char *bytes;
    uint32_t size;
};

struct reading {
    const struct api *api;
    const struct request *request;
    const struct collector *collector;
    enum protocol protocol;
    enum row_class row_class;
    struct buffer buffer;
    struct row_modules modules;
    bool no_queues; /* Windows refuses them */
    bool bound;     /* sockets that are only bound to a port are requested */
    struct map active; /* if `bound`: the bindings of the other sockets, see binding_of */
    struct error *error;
};

/* Always enlarges the buffer: it was too small, whatever size Windows reports. */
static bool buffer_grow(struct buffer *buffer, uint32_t needed, const struct row_layout *layout)
{
    uint64_t least = needed > buffer->size ? needed : buffer->size;
    uint64_t size = least + least / SLACK_DIVISOR + SLACK_ROWS * layout->size;
    unsigned char *bytes;

    if (size > UINT32_MAX)
        size = UINT32_MAX;
    bytes = realloc(buffer->bytes, (size_t)size);
    if (bytes == NULL)
        return false;
    /* If Windows reports more rows than it fills in, they must be empty. */
    memset(bytes + buffer->size, 0, (size_t)size - buffer->size);
    buffer->bytes = bytes;
    buffer->size = (uint32_t)size;
    return true;
}

/* Whether the request includes the socket; one with an unknown state may be included. */
static bool is_wanted(const struct request *request, const struct socket *socket)
{
    uint32_t states = request->states[socket->protocol];

    if (socket->protocol != PROTOCOL_TCP || socket->state == STATE_NONE)
        return true;
    return (states & STATE_BIT(socket->state)) != 0 ||
           ((socket->flags & SOCKET_BOUND) != 0 && (states & STATE_BIT_BOUND) != 0);
}

static bool carries_data(const struct socket *socket)
{
    return socket->protocol == PROTOCOL_TCP && socket_is_connected(socket) &&
           socket->state != STATE_TIME_WAIT && socket->state != STATE_CLOSED;
}

/* A failure in Windows's words. */
struct reason {
    char words[300];
};

static struct reason reason_of(const struct api *api, uint32_t code)
{
    struct reason reason;
    char text[256] = "";

    api->error_text(api->context, code, text, sizeof(text));
    snprintf(reason.words, sizeof(reason.words), "error %lu%s%s", (unsigned long)code,
             text[0] != '\0' ? ": " : "", text);
    return reason;
}

/* Everyone who may read the table may read queues; only enabling their collection needs privilege.
 */
static void refuse_queues(struct reading *reading, uint32_t code)
{
    reading->no_queues = true;
    if (code == API_PROC_NOT_FOUND) /* a Windows version without this function */
        return;
    note_add(&reading->collector->snapshot->notes, false, "queues_unknown",
             "queues are unknown: GetPerTcpConnectionEStats: %s",
             reason_of(reading->api, code).words);
}

/* If the connection has ended in the meantime, its queues are unknown. */
static void ask_queues(struct reading *reading, const struct row_layout *layout, const void *bytes,
                       struct socket *socket)
{
    struct api_queues queues = {.has_recv = false};
    struct tcp6_module_row row; /* the largest; aligned */
    uint32_t code;

    if (reading->no_queues || !carries_data(socket))
        return;
    memcpy(&row, bytes, layout->size);
    code = reading->api->queues(reading->api->context, (enum family)socket->family, &row, &queues);
    if (code == API_ACCESS_DENIED || code == API_PROC_NOT_FOUND || code == API_NOT_SUPPORTED)
        refuse_queues(reading, code);
    if (queues.has_recv && queues.recv <= UINT32_MAX) {
        socket->recv_queue = (uint32_t)queues.recv;
        socket->have |= HAVE_RECV_QUEUE;
    }
    if (queues.has_send && queues.send <= UINT32_MAX) {
        socket->send_queue = (uint32_t)queues.send;
        socket->have |= HAVE_SEND_QUEUE;
    }
}

/* Values that need a separate call are read only for sockets that are kept. False: out of memory.
 */
static bool offer(struct reading *reading, const struct row_layout *layout, const void *bytes,
                  struct socket *socket)
{
    const struct collector *collector = reading->collector;

    if (reading->request->queues == QUEUES_OF_ALL)
        ask_queues(reading, layout, bytes, socket);
    if (collector->keep != NULL && !collector->keep(collector->context, socket))
        return true;
    if (reading->request->queues == QUEUES_OF_KEPT)
        ask_queues(reading, layout, bytes, socket);
    if (reading->request->modules && reading->row_class == ROW_MODULE &&
        !row_module_find(&reading->modules, reading->api, layout, bytes, socket,
                         collector->snapshot))
        return false;
    return snapshot_add(collector->snapshot, socket);
}

/* Windows also lists the binding of a socket that went on to listen or connect. Only process and
 * port identify it. */
static uint64_t binding_of(const struct socket *socket)
{
    return socket->pid << 16 | socket->local_port;
}

/* Whether the row is not the binding of another socket. */
static bool is_new(struct reading *reading, const struct socket *socket)
{
    uint32_t ignored;

    if (reading->row_class == ROW_BOUND)
        return !map_find(&reading->active, binding_of(socket), &ignored);
    if (reading->bound)
        map_enter(&reading->active, binding_of(socket), 0);
    return true;
}

static enum backend_result offer_rows(struct reading *reading, enum family family,
                                      const struct row_layout *layout)
{
    struct snapshot *snapshot = reading->collector->snapshot;
    uint32_t claimed, count, room = (reading->buffer.size - layout->first) / layout->size;

    memcpy(&claimed, reading->buffer.bytes, sizeof(claimed));
    count = claimed < room ? claimed : room;
    if (reading->bound && !map_reserve(&reading->active, reading->active.count + count))
        return BACKEND_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *row = reading->buffer.bytes + layout->first + (size_t)i * layout->size;
        struct socket socket;

        mib_row_read(layout, reading->protocol, family, row, &socket);
        if (is_new(reading, &socket) && is_wanted(reading->request, &socket) &&
            !offer(reading, layout, row, &socket))
            return BACKEND_NO_MEMORY;
    }
    if (count == claimed)
        return BACKEND_DONE;
    snapshot->sources[snapshot->source_count - 1].complete = false;
    note_add(&snapshot->notes, true, "table_cut",
             "%s: Windows announced %lu %s sockets, but returned %lu",
             protocol_names[reading->protocol], (unsigned long)claimed, family_names[family],
             (unsigned long)count);
    return BACKEND_DONE;
}

/* The table changes faster than Windows copies it. */
static bool is_transient(uint32_t code)
{
    return code == API_INSUFFICIENT_BUFFER || code == API_UNSUCCESSFUL;
}

static enum backend_result fail(const struct reading *reading, enum family family, uint32_t code)
{
    const char *name = family_names[family];

    if (is_transient(code)) {
        error_set(reading->error, STATUS_FAILED, "iphlpapi: %s: failed %d times: error %#lx", name,
                  TRIES_MAX, (unsigned long)code);
        error_remedy(reading->error, "the table changes faster than Windows copies it; try again");
        return BACKEND_FAILED;
    }
    error_set(reading->error, STATUS_FAILED, "iphlpapi: %s: %s", name,
              reason_of(reading->api, code).words);
    if (code == API_ACCESS_DENIED)
        error_remedy(reading->error, "try from an elevated prompt");
    return BACKEND_FAILED;
}

/* A class that this system does not support or that this account may not read. */
static bool lacks_class(uint32_t code)
{
    return code == API_INVALID_PARAMETER || code == API_NOT_SUPPORTED || code == API_ACCESS_DENIED;
}

/* Repeats the call until the table fits; returns the result. A larger buffer also helps against
 * transient failures. */
static uint32_t ask(struct reading *reading, enum family family)
{
    const struct api *api = reading->api;
    struct buffer *buffer = &reading->buffer;
    uint32_t code = API_INSUFFICIENT_BUFFER;

    for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
        uint32_t size = buffer->size;

        code = api->table(api->context, reading->protocol, family, reading->row_class,
                          buffer->bytes, &size);
        if (reading->row_class == ROW_MODULE && lacks_class(code)) {
            reading->row_class = ROW_PID;
            continue;
        }
        if (!is_transient(code))
            return code;
        if (!buffer_grow(buffer, size,
                         mib_row_layout(reading->protocol, family, reading->row_class)))
            return API_OUT_OF_MEMORY;
    }
    return code;
}

static enum backend_result read_family(struct reading *reading, enum family family)
{
    uint32_t code = ask(reading, family);
    const struct row_layout *layout = mib_row_layout(reading->protocol, family, reading->row_class);

    switch (code) {
    case API_OK:
        break;
    case API_NO_DATA:
        return BACKEND_DONE;
    case API_OUT_OF_MEMORY:
        return BACKEND_NO_MEMORY;
    default:
        /* A system without IPv6 has no IPv6 sockets. */
        return family == FAMILY_INET6 && code == API_NOT_SUPPORTED ? BACKEND_DONE
                                                                   : fail(reading, family, code);
    }
    if (reading->buffer.size < layout->first)
        return fail(reading, family, API_INVALID_PARAMETER);
    return offer_rows(reading, family, layout);
}

static enum backend_result read_both(struct reading *reading)
{
    enum backend_result result = BACKEND_DONE;

    /* An IPv6 socket may carry IPv4, and is then only in the IPv6 table. */
    if ((reading->request->families & FAMILY_BIT(FAMILY_INET)) != 0 || reading->bound)
        result = read_family(reading, FAMILY_INET);
    if (result == BACKEND_DONE)
        result = read_family(reading, FAMILY_INET6);
    return result;
}

/* Every listing requests these sockets, but the note is only for those that name them: see
 * bound_named. */
static enum backend_result read_bound(struct reading *reading)
{
    struct snapshot *snapshot = reading->collector->snapshot;
    enum backend_result result;
    struct error error = {0};

    reading->row_class = ROW_BOUND;
    reading->error = &error;
    result = read_both(reading);
    snapshot->sources[snapshot->source_count - 1].bound =
        result == BACKEND_DONE ? BOUND_LISTED : BOUND_MISSING;
    if (result != BACKEND_FAILED)
        return result;
    if (reading->request->bound_named)
        note_add(&snapshot->notes, true, "bound_unsupported",
                 "tcp: Windows does not list sockets that are only bound to a port: %s",
                 error.message);
    return BACKEND_DONE;
}

enum backend_result ip_helper_collect(const struct api *api, const struct request *request,
                                      enum protocol protocol, const struct collector *collector,
                                      struct error *error)
{
    struct reading reading = {
        .api = api,
        .request = request,
        .collector = collector,
        .protocol = protocol,
        .row_class = request->created || request->modules ? ROW_MODULE : ROW_PID,
        .bound = protocol == PROTOCOL_TCP && (request->states[protocol] & STATE_BIT_BOUND) != 0,
        .error = error,
    };
    enum backend_result result = read_both(&reading);

    if (result == BACKEND_DONE && request->created && reading.row_class == ROW_PID)
        note_add(&collector->snapshot->notes, false, "creation_unknown",
                 "%s: creation times are unknown: Windows did not report them", protocol_names[protocol]);
    if (result == BACKEND_DONE && reading.bound)
        result = read_bound(&reading);
    map_free(&reading.active);
    free(reading.buffer.bytes);
    return result;
}
