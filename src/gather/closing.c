/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Closes gathered sockets. Each row is closed by the backend that read it. A second reading checks
 * the sockets that were not found and those that may have survived. Connections are closed before
 * listeners, because closing a listener also ends the connections in its accept queue.
 */
#include "closing.h"

#include <stdlib.h>
#include <string.h>

#include "backend.h"
#include "cell.h"

/* One row to close. */
struct victim {
    struct destruction destruction;
    const struct backend *backend; /* the backend that read it */
    bool there;                    /* found by the second reading */
    bool gone;                     /* it ended by itself */
    bool noted;                    /* a note gives the reason why it remains */
};

struct killing {
    struct gathering *gathering;
    struct victim *victims; /* in the order of the rows */
    size_t count;
    struct destruction **batch; /* for the current backend */
    struct victim **by_cookie;  /* sockets to look for in the second reading */
    size_t sought;
};

static void destroy_batch(struct killing *killing, const struct backend *backend, bool listening)
{
    size_t count = 0;

    for (size_t i = 0; i < killing->count; i++) {
        struct victim *victim = &killing->victims[i];

        if (victim->backend == backend &&
            socket_is_listening(victim->destruction.socket) == listening)
            killing->batch[count++] = &victim->destruction;
    }
    if (count > 0)
        backend->destroy(killing->batch, count);
}

/* Whether only a second reading can tell: a UDP socket may survive (net/ipv4/udp.c, udp_abort). */
static bool is_in_doubt(const struct destruction *destruction)
{
    return destruction->result == DESTROY_NOT_FOUND ||
           (destruction->result == DESTROYED && destruction->socket->protocol != PROTOCOL_TCP);
}

static int compare_cookies(const void *a, const void *b)
{
    uint64_t one = (*(const struct victim *const *)a)->destruction.socket->cookie;
    uint64_t other = (*(const struct victim *const *)b)->destruction.socket->cookie;

    return one < other ? -1 : one > other;
}

/* A closed socket whose program has not closed the descriptor keeps its port, without the
 * connection. */
static bool is_remnant(const struct socket *before, const struct socket *now)
{
    return ((now->flags & SOCKET_BOUND) != 0 && (before->flags & SOCKET_BOUND) == 0) ||
           (before->remote_port != 0 && now->remote_port == 0);
}

/* Callback of the second reading; keeps no row. */
static bool recognize(void *context, const struct socket *socket)
{
    struct killing *killing = context;
    struct victim key = {.destruction = {.socket = socket}}, *wanted = &key, **found;

    if ((socket->have & HAVE_COOKIE) == 0)
        return false;
    found = bsearch(&wanted, killing->by_cookie, killing->sought, sizeof(struct victim *),
                    compare_cookies);
    if (found != NULL && !is_remnant((*found)->destruction.socket, socket))
        (*found)->there = true;
    return false;
}

/* Returns a request that also covers what the doubtful sockets may have become. */
static struct request request_again(const struct killing *killing)
{
    struct request request = killing->gathering->scope.request;

    request.protocols = 0;
    for (size_t i = 0; i < killing->sought; i++)
        request.protocols |= PROTOCOL_BIT(killing->by_cookie[i]->destruction.socket->protocol);
    request.details = 0;
    request_any_fate(&request);
    return request;
}

/* False: the tables could not be read completely. */
static bool read_again(struct killing *killing, const struct backend *backend)
{
    struct request request = request_again(killing);
    struct snapshot again;
    struct collector collector = {&again, recognize, killing};
    struct error ignored;
    bool read;

    snapshot_init(&again);
    read = gather_tables(killing->gathering, backend, &request, &collector, &ignored) &&
           snapshot_complete(&again);
    snapshot_free(&again);
    return read;
}

static void look_again(struct killing *killing, const struct backend *backend)
{
    bool read;

    killing->sought = 0;
    for (size_t i = 0; i < killing->count; i++) {
        struct victim *victim = &killing->victims[i];

        if (victim->backend == backend && is_in_doubt(&victim->destruction))
            killing->by_cookie[killing->sought++] = victim;
    }
    if (killing->sought == 0)
        return;
    qsort(killing->by_cookie, killing->sought, sizeof(struct victim *), compare_cookies);
    read = read_again(killing, backend);
    for (size_t i = 0; i < killing->sought; i++) {
        struct victim *victim = killing->by_cookie[i];
        enum destroyed *result = &victim->destruction.result;

        if (victim->there && *result == DESTROYED)
            *result = DESTROY_KEPT;
        victim->gone = read && !victim->there && *result == DESTROY_NOT_FOUND;
    }
}

static void destroy_all(struct killing *killing)
{
    const struct snapshot *snapshot = &killing->gathering->snapshot;

    for (size_t i = 0; i < killing->count; i++) {
        const struct socket *socket = snapshot_at(snapshot, killing->gathering->rows[i]);

        killing->victims[i] = (struct victim){
            .destruction = {socket, DESTROY_UNSUPPORTED, 0},
            .backend = backend_find(text_of(snapshot_source(snapshot, socket)->name)),
        };
    }
    for (size_t i = 0; i < backend_count; i++) {
        if (backends[i]->destroy == NULL)
            continue;
        destroy_batch(killing, backends[i], false);
        destroy_batch(killing, backends[i], true);
        look_again(killing, backends[i]);
    }
}

static void add_cell(struct builder *out, const char *column, const struct gathering *gathering,
                     const struct socket *socket)
{
    struct column_context context = gather_context(gathering);
    struct value value;

    column_get(column_find(text_of(column)), &context, socket, &value);
    cell_write(out, &value, context.names, NULL);
}

/* Writes "tcp 127.0.0.1:80", and the peer if it has one. */
static void name_socket(struct builder *out, const struct gathering *gathering,
                        const struct socket *socket)
{
    builder_printf(out, "%s ", protocol_names[(enum protocol)socket->protocol]);
    add_cell(out, "local", gathering, socket);
    if (!socket_is_connected(socket))
        return;
    builder_add(out, TEXT(" to "));
    add_cell(out, "remote", gathering, socket);
}

/* Returns the reason; `room` holds a text of the system. */
static const char *reason(const struct victim *victim, char *room, size_t size)
{
    const struct destruction *destruction = &victim->destruction;
    const struct backend *backend = victim->backend;

    if (backend == NULL || backend->destroy == NULL)
        return "this source cannot close sockets";
    if (destruction->result != DESTROY_FAILED)
        return backend->destroyed_words[destruction->result];
    if (backend->failure_text == NULL)
        return strerror(destruction->failure);
    backend->failure_text(destruction->failure, room, size);
    return room;
}

static bool is_like(const struct victim *a, const struct victim *b)
{
    return a->destruction.result == b->destruction.result &&
           a->destruction.failure == b->destruction.failure && a->backend == b->backend;
}

static bool remains(const struct victim *victim)
{
    return victim->destruction.result != DESTROYED && !victim->gone;
}

/* Adds one note for all sockets left open for the same reason. */
static void note_left(struct gathering *gathering, bool named, size_t count,
                      const struct socket *first, const char *why)
{
    struct builder name = {0};

    name_socket(&name, gathering, first);
    note_add(&gathering->snapshot.notes, false, named ? "not_closed" : "not_named",
             "%zu socket%s not closed; the first is %.*s: %s", count, count == 1 ? "" : "s",
             (int)name.length, name.bytes == NULL ? "" : name.bytes, why);
    builder_free(&name);
}

/* Adds one note per reason. */
static bool note_remaining(struct killing *killing)
{
    bool some = false;

    for (struct victim *one = killing->victims; one < killing->victims + killing->count; one++) {
        char room[256];
        size_t count = 0;

        some |= remains(one);
        if (!remains(one) || one->noted)
            continue;
        for (struct victim *other = one; other < killing->victims + killing->count; other++)
            if (remains(other) && is_like(one, other)) {
                other->noted = true;
                count++;
            }
        note_left(killing->gathering, true, count, one->destruction.socket,
                  reason(one, room, sizeof(room)));
    }
    return some;
}

static void note_gone(const struct killing *killing)
{
    size_t count = 0;

    for (size_t i = 0; i < killing->count; i++)
        count += killing->victims[i].gone;
    if (count > 0)
        note_add(&killing->gathering->snapshot.notes, false, "already_gone",
                 "%zu socket%s ended before lsock closed %s", count, count == 1 ? "" : "s",
                 count == 1 ? "it" : "them");
}

/* Removes the rows that were not closed. */
static void keep_closed(struct killing *killing)
{
    struct gathering *gathering = killing->gathering;
    size_t kept = 0;

    for (size_t i = 0; i < killing->count; i++)
        if (killing->victims[i].destruction.result == DESTROYED)
            gathering->rows[kept++] = gathering->rows[i];
    gathering->count = gathering->total = kept;
}

/* A port stands for a service and its connections: a filter with only the port means the
 * connections. */
static bool is_spared(const struct gathering *gathering, const struct column_context *columns,
                      const struct socket *socket)
{
    return (socket_is_listening(socket) || (socket->flags & SOCKET_BOUND) != 0) &&
           !filter_names(&gathering->scope.filter, columns, socket,
                         STATE_BIT(STATE_LISTEN) | STATE_BIT(STATE_CLOSED) | STATE_BIT_BOUND);
}

void closing_spare(struct gathering *gathering)
{
    struct column_context columns = gather_context(gathering);
    const struct socket *first = NULL;
    size_t kept = 0, spared;

    for (size_t i = 0; i < gathering->count; i++) {
        const struct socket *socket = snapshot_at(&gathering->snapshot, gathering->rows[i]);

        if (!is_spared(gathering, &columns, socket))
            gathering->rows[kept++] = gathering->rows[i];
        else if (first == NULL)
            first = socket;
    }
    spared = gathering->count - kept;
    gathering->count = gathering->total = kept;
    if (spared > 0)
        note_left(gathering, false, spared, first,
                  "-K closes listeners and bound sockets only if the filter names them: -l, "
                  "`state listen`, `bound`");
}

bool closing_run(struct gathering *gathering, bool *failed, struct error *error)
{
    struct killing killing = {.gathering = gathering, .count = gathering->count};
    struct arena *arena = &gathering->snapshot.arena;
    size_t room = gathering->count + 1;

    killing.victims = arena_array(arena, room, sizeof(*killing.victims));
    killing.batch = arena_array(arena, room, sizeof(*killing.batch));
    killing.by_cookie = arena_array(arena, room, sizeof(*killing.by_cookie));
    if (killing.victims == NULL || killing.batch == NULL || killing.by_cookie == NULL)
        return error_out_of_memory(error);
    destroy_all(&killing);
    note_gone(&killing);
    *failed = note_remaining(&killing);
    keep_closed(&killing);
    return true;
}
