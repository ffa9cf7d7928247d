/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each row is closed by the backend that has read it; a second reading tells what is still there of
 * those that were not found, or that may survive. Connections go before listeners: closing a
 * listener ends what waits in its accept queue.
 */
#include "kill.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend.h"
#include "cell.h"
#include "privilege.h"

static bool some_backend_destroys(void)
{
    for (size_t i = 0; i < backend_count; i++)
        if (backends[i]->destroy != NULL)
            return true;
    return false;
}

/* What has no meaning beside -K; NULL: nothing is in the way. */
static const char *contradiction(const struct options *options)
{
    const struct backend *only =
        options->backend.length != 0 ? backend_find(options->backend) : NULL;

    if (!some_backend_destroys())
        return "-K is not there on this system";
    if (only != NULL && only->destroy == NULL)
        return "-K has no meaning with this --backend, which closes no sockets";
    if (text_equal(options->netns, TEXT("all")))
        return "-K goes with one network namespace at a time: -N NAME, not --netns all";
    return NULL;
}

bool kill_allowed(const struct run *run, struct error *error)
{
    const char *why = run->options->kill ? contradiction(run->options) : NULL;

    if (why != NULL)
        return error_set(error, STATUS_USAGE, "%s", why);
    return !run->options->kill || privilege_permits("-K", error);
}

bool kill_is_aimed(const struct listing *listing, struct error *error)
{
    if (!listing->run->options->kill || listing->scope.chosen)
        return true;
    error_set(error, STATUS_USAGE, "-K takes a filter: what is to be closed must be said");
    error_remedy(error, "for instance: lsock -K --dry-run dst 192.0.2.7");
    return false;
}

/* One row that is to be closed. */
struct victim {
    struct destruction destruction;
    bool there; /* the second reading has found it */
    bool gone;  /* it ended by itself */
    bool told;  /* a note says why it remains */
};

struct killing {
    struct listing *listing;
    struct victim *victims;     /* in the order of the rows */
    struct destruction **batch; /* for the backend at hand */
    struct victim **by_cookie;  /* those to look for in the second reading */
    size_t sought;
};

static const struct backend *backend_of(const struct killing *killing, const struct socket *socket)
{
    return backend_find(text_of(snapshot_source(&killing->listing->snapshot, socket)->name));
}

static void destroy_batch(struct killing *killing, const struct backend *backend, bool listening)
{
    size_t count = 0;

    for (size_t i = 0; i < killing->listing->count; i++) {
        struct destruction *one = &killing->victims[i].destruction;

        if (socket_is_listening(one->socket) == listening &&
            backend_of(killing, one->socket) == backend)
            killing->batch[count++] = one;
    }
    if (count > 0)
        backend->destroy(killing->batch, count);
}

/* Whether only another reading can tell: a UDP socket may survive (net/ipv4/udp.c, udp_abort). */
static bool is_in_doubt(const struct destruction *destruction)
{
    return destruction->result == DESTROY_NOT_FOUND ||
           (destruction->result == DESTROYED && destruction->socket->protocol != PROTOCOL_TCP);
}

static int compare_cookies(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_victims(const void *a, const void *b)
{
    const struct victim *const *one = a, *const *other = b;

    return compare_cookies((*one)->destruction.socket->cookie,
                           (*other)->destruction.socket->cookie);
}

static int compare_with_cookie(const void *key, const void *element)
{
    const struct victim *const *victim = element;

    return compare_cookies(*(const uint64_t *)key, (*victim)->destruction.socket->cookie);
}

/* Of a closed socket may be left what its program has not closed: a port, without what was on it.
 */
static bool is_remnant(const struct socket *before, const struct socket *now)
{
    return ((now->flags & SOCKET_BOUND) != 0 && (before->flags & SOCKET_BOUND) == 0) ||
           (before->remote_port != 0 && now->remote_port == 0);
}

/* The second reading keeps nothing. */
static bool recognize(void *context, const struct socket *socket)
{
    struct killing *killing = context;
    struct victim **found;

    if ((socket->have & HAVE_COOKIE) == 0)
        return false;
    found = bsearch(&socket->cookie, killing->by_cookie, killing->sought, sizeof(struct victim *),
                    compare_with_cookie);
    if (found != NULL && !is_remnant((*found)->destruction.socket, socket))
        (*found)->there = true;
    return false;
}

/* What the sockets in doubt may have become is in the answer, too. */
static struct request request_again(const struct killing *killing)
{
    struct request request = killing->listing->scope.request, everything;
    uint32_t protocols = 0;

    request_everything(&everything);
    for (size_t i = 0; i < killing->sought; i++)
        protocols |= PROTOCOL_BIT(killing->by_cookie[i]->destruction.socket->protocol);
    request.protocols = protocols;
    request.details = 0;
    memcpy(request.states, everything.states, sizeof(request.states));
    request.remote = everything.remote;
    request.predicate = NULL;
    return request;
}

/* False: it could not be read, or not whole. */
static bool read_again(struct killing *killing, const struct backend *backend)
{
    const struct run *run = killing->listing->run;
    struct options options = *run->options;
    struct request request = request_again(killing);
    struct snapshot again;
    struct collector collector = {&again, recognize, killing};
    struct error ignored;
    bool read;

    options.backend = text_of(backend->name);
    snapshot_init(&again);
    read = places_collect(&killing->listing->places, &options, run->names, &request, &collector,
                          &ignored) &&
           snapshot_complete(&again);
    snapshot_free(&again);
    return read;
}

/* Of those in doubt: what the second reading says. */
static void settle(struct victim *victim, bool read)
{
    struct destruction *destruction = &victim->destruction;

    if (victim->there && destruction->result == DESTROYED)
        destruction->result = DESTROY_KEPT;
    victim->gone = read && !victim->there && destruction->result == DESTROY_NOT_FOUND;
}

static void look_again(struct killing *killing, const struct backend *backend)
{
    bool read;

    killing->sought = 0;
    for (size_t i = 0; i < killing->listing->count; i++) {
        struct victim *victim = &killing->victims[i];

        if (backend_of(killing, victim->destruction.socket) == backend &&
            is_in_doubt(&victim->destruction))
            killing->by_cookie[killing->sought++] = victim;
    }
    if (killing->sought == 0)
        return;
    qsort(killing->by_cookie, killing->sought, sizeof(struct victim *), compare_victims);
    read = read_again(killing, backend);
    for (size_t i = 0; i < killing->sought; i++)
        settle(killing->by_cookie[i], read);
}

static void destroy_all(struct killing *killing)
{
    struct listing *listing = killing->listing;

    for (size_t i = 0; i < listing->count; i++)
        killing->victims[i] =
            (struct victim){.destruction = {snapshot_at(&listing->snapshot, listing->rows[i]),
                                            DESTROY_UNSUPPORTED, 0}};
    for (size_t i = 0; i < backend_count; i++) {
        if (backends[i]->destroy == NULL)
            continue;
        destroy_batch(killing, backends[i], false);
        destroy_batch(killing, backends[i], true);
        look_again(killing, backends[i]);
    }
}

static void add_cell(struct builder *out, const char *column, const struct listing *listing,
                     const struct socket *socket)
{
    struct column_context context = listing_columns(listing);
    struct value value;

    column_get(column_find(text_of(column)), &context, socket, &value);
    cell_write(out, &value, context.names, NULL);
}

/* "tcp 127.0.0.1:80", with its peer where it has one. */
static void name_socket(struct builder *out, const struct listing *listing,
                        const struct socket *socket)
{
    builder_printf(out, "%s ", protocol_name((enum protocol)socket->protocol));
    add_cell(out, "local", listing, socket);
    if (!socket_is_connected(socket))
        return;
    builder_add(out, TEXT(" to "));
    add_cell(out, "remote", listing, socket);
}

/* `room` is for what the system says. */
static const char *reason(const struct killing *killing, const struct victim *victim, char *room,
                          size_t size)
{
    const struct destruction *destruction = &victim->destruction;
    const struct backend *backend = backend_of(killing, destruction->socket);

    if (backend == NULL || backend->destroy == NULL)
        return "they were read from a source that can close none";
    if (destruction->result == DESTROY_FAILED && backend->failure_text == NULL)
        return strerror(destruction->failure);
    if (destruction->result == DESTROY_FAILED) {
        backend->failure_text(destruction->failure, room, size);
        return room;
    }
    return backend->destroyed_words[destruction->result];
}

static bool is_like(const struct killing *killing, const struct victim *a, const struct victim *b)
{
    return a->destruction.result == b->destruction.result &&
           a->destruction.failure == b->destruction.failure &&
           backend_of(killing, a->destruction.socket) == backend_of(killing, b->destruction.socket);
}

static bool remains(const struct victim *victim)
{
    return victim->destruction.result != DESTROYED && !victim->gone;
}

/* One note for all that are left for the same reason. */
static void note_left(struct listing *listing, bool named, size_t count,
                      const struct socket *first, const char *why)
{
    struct builder name = {0};

    name_socket(&name, listing, first);
    note_add(&listing->snapshot.notes, false, named ? "not_closed" : "not_named",
             "%zu socket%s not closed; the first is %.*s: %s", count, count == 1 ? "" : "s",
             (int)name.length, name.bytes == NULL ? "" : name.bytes, why);
    builder_free(&name);
}

/* One note for all that remain for the same reason as the one at `first`. */
static void tell_like(struct killing *killing, size_t first)
{
    const struct victim *victim = &killing->victims[first];
    char room[256];
    size_t count = 0;

    for (size_t i = first; i < killing->listing->count; i++) {
        struct victim *other = &killing->victims[i];

        if (!remains(other) || other->told || !is_like(killing, victim, other))
            continue;
        other->told = true;
        count++;
    }
    note_left(killing->listing, true, count, victim->destruction.socket,
              reason(killing, victim, room, sizeof(room)));
}

static bool tell_remaining(struct killing *killing)
{
    bool some = false;

    for (size_t i = 0; i < killing->listing->count; i++) {
        if (!remains(&killing->victims[i]))
            continue;
        some = true;
        if (!killing->victims[i].told)
            tell_like(killing, i);
    }
    return some;
}

static void tell_gone(const struct killing *killing)
{
    size_t count = 0;

    for (size_t i = 0; i < killing->listing->count; i++)
        count += killing->victims[i].gone;
    if (count > 0)
        note_add(&killing->listing->snapshot.notes, false, "already_gone",
                 "%zu socket%s ended before lsock closed %s", count, count == 1 ? "" : "s",
                 count == 1 ? "it" : "them");
}

/* Leaves in the listing what was closed. */
static void keep_closed(struct killing *killing)
{
    struct listing *listing = killing->listing;
    size_t kept = 0;

    for (size_t i = 0; i < listing->count; i++)
        if (killing->victims[i].destruction.result == DESTROYED)
            listing->rows[kept++] = listing->rows[i];
    listing->count = listing->total = kept;
}

/* A port names a service as well as its connections: who writes only the port means these. */
static bool is_spared(const struct listing *listing, const struct column_context *columns,
                      const struct socket *socket)
{
    return (socket_is_listening(socket) || (socket->flags & SOCKET_BOUND) != 0) &&
           !filter_names_idle(&listing->scope.filter, columns, socket);
}

/* Removes from the listing what -K leaves alone. */
static void spare(struct listing *listing)
{
    struct column_context columns = listing_filter_columns(listing);
    const struct socket *first = NULL;
    size_t kept = 0, spared;

    for (size_t i = 0; i < listing->count; i++) {
        const struct socket *socket = snapshot_at(&listing->snapshot, listing->rows[i]);

        if (!is_spared(listing, &columns, socket))
            listing->rows[kept++] = listing->rows[i];
        else if (first == NULL)
            first = socket;
    }
    spared = listing->count - kept;
    listing->count = listing->total = kept;
    if (spared > 0)
        note_left(listing, false, spared, first,
                  "-K closes listeners and bound sockets only if the filter names them: -l, "
                  "`state listen`, `bound`");
}

static bool close_rows(struct listing *listing, enum exit_status *status, struct error *error)
{
    struct killing killing = {.listing = listing};
    bool done;

    killing.victims = calloc(listing->count + 1, sizeof(*killing.victims));
    killing.batch = calloc(listing->count + 1, sizeof(*killing.batch));
    killing.by_cookie = calloc(listing->count + 1, sizeof(*killing.by_cookie));
    done = killing.victims != NULL && killing.batch != NULL && killing.by_cookie != NULL;
    if (done) {
        destroy_all(&killing);
        tell_gone(&killing);
        if (tell_remaining(&killing))
            *status = STATUS_FAILED;
        keep_closed(&killing);
    }
    free(killing.victims);
    free(killing.batch);
    free(killing.by_cookie);
    return done || error_out_of_memory(error);
}

bool kill_rows(struct listing *listing, enum exit_status *status, struct error *error)
{
    *status = STATUS_DONE;
    if (!listing->run->options->kill)
        return true;
    if (listing->count == 0 && snapshot_complete(&listing->snapshot))
        note_add(&listing->snapshot.notes, false, "none_matched", "no socket matches the filter");
    spare(listing);
    if (listing->count == 0)
        *status = STATUS_NO;
    return listing->run->options->dry_run || close_rows(listing, status, error);
}

void kill_report(const struct listing *listing)
{
    fprintf(stderr, "lsock: %s %zu socket%s\n",
            listing->run->options->dry_run ? "would close" : "closed", listing->count,
            listing->count == 1 ? "" : "s");
}
