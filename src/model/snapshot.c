/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "snapshot.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_ROWS ((size_t)1024)

void snapshot_init(struct snapshot *snapshot)
{
    *snapshot = (struct snapshot){0};
    snapshot->notes.arena = &snapshot->arena;
}

void snapshot_free(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->chunk_room && snapshot->chunks[i] != NULL; i++)
        free(snapshot->chunks[i]);
    free(snapshot->chunks);
    free(snapshot->sources);
    snapshot_seal(snapshot);
    arena_free(&snapshot->arena);
}

struct socket *snapshot_at(const struct snapshot *snapshot, size_t row)
{
    return &snapshot->chunks[row / CHUNK_ROWS][row % CHUNK_ROWS];
}

const struct source *snapshot_source(const struct snapshot *snapshot, const struct socket *socket)
{
    return &snapshot->sources[socket->source];
}

struct source *snapshot_begin_source(struct snapshot *snapshot, const char *name,
                                     enum protocol protocol, enum state_dialect dialect,
                                     uint64_t netns)
{
    size_t count = snapshot->source_count;
    struct source *sources;

    if (count == SNAPSHOT_SOURCES_MAX)
        return NULL;
    sources = realloc(snapshot->sources, (count + 1) * sizeof(*sources));
    if (sources == NULL)
        return NULL;
    snapshot->sources = sources;
    snapshot->source_count = count + 1;
    sources[count] = (struct source){name, protocol, dialect, netns, true};
    return &sources[count];
}

/* The cookies of Linux count up from 1 in steps of a processor's batch: spread them. */
static size_t slot_of(const struct snapshot *snapshot, uint64_t cookie)
{
    return (size_t)((cookie * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & (snapshot->by_cookie_room - 1);
}

static void index_row(struct snapshot *snapshot, uint64_t cookie, size_t row)
{
    size_t slot = slot_of(snapshot, cookie);

    while (snapshot->by_cookie[slot] != 0)
        slot = (slot + 1) & (snapshot->by_cookie_room - 1);
    snapshot->by_cookie[slot] = (uint32_t)row + 1;
    snapshot->by_cookie_used++;
}

/* A power of two that the rows fill to less than two thirds, so that a probe stays short. */
static size_t index_room(size_t rows)
{
    size_t room = 1024;

    while (3 * rows >= 2 * room)
        room *= 2;
    return room;
}

/* Makes an index with room for one row more than there are. */
static bool index_rebuild(struct snapshot *snapshot)
{
    size_t room = index_room(snapshot->count + 1);

    free(snapshot->by_cookie);
    snapshot->by_cookie = calloc(room, sizeof(*snapshot->by_cookie));
    snapshot->by_cookie_room = snapshot->by_cookie == NULL ? 0 : room;
    snapshot->by_cookie_used = 0;
    if (snapshot->by_cookie == NULL)
        return false;
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);

        if (socket->have & HAVE_COOKIE)
            index_row(snapshot, socket->cookie, row);
    }
    return true;
}

static struct socket *find_cookie(const struct snapshot *snapshot, uint64_t cookie)
{
    for (size_t slot = slot_of(snapshot, cookie); snapshot->by_cookie[slot] != 0;
         slot = (slot + 1) & (snapshot->by_cookie_room - 1)) {
        struct socket *socket = snapshot_at(snapshot, snapshot->by_cookie[slot] - 1);

        /* Cookies are unique within a kernel; families share its counter, recordings may not. */
        if (socket->cookie == cookie &&
            snapshot->sources[socket->source].netns ==
                snapshot->sources[snapshot->source_count - 1].netns)
            return socket;
    }
    return NULL;
}

static bool chunk_add(struct snapshot *snapshot, size_t chunk)
{
    if (chunk == snapshot->chunk_room) {
        size_t room = chunk == 0 ? 64 : 2 * chunk;
        struct socket **chunks = realloc(snapshot->chunks, room * sizeof(struct socket *));

        if (chunks == NULL)
            return false;
        memset(chunks + chunk, 0, (room - chunk) * sizeof(struct socket *));
        snapshot->chunks = chunks;
        snapshot->chunk_room = room;
    }
    if (snapshot->chunks[chunk] == NULL)
        snapshot->chunks[chunk] = malloc(CHUNK_ROWS * sizeof(struct socket));
    return snapshot->chunks[chunk] != NULL;
}

static bool append(struct snapshot *snapshot, const struct socket *socket)
{
    struct socket *row;

    if (snapshot->count >= UINT32_MAX - 1)
        return false;
    if (snapshot->count % CHUNK_ROWS == 0 && !chunk_add(snapshot, snapshot->count / CHUNK_ROWS))
        return false;
    row = snapshot_at(snapshot, snapshot->count);
    *row = *socket;
    row->source = (uint16_t)(snapshot->source_count - 1);
    snapshot->count++;
    return true;
}

bool snapshot_add(struct snapshot *snapshot, const struct socket *socket)
{
    struct socket *same;

    if ((socket->have & HAVE_COOKIE) == 0)
        return append(snapshot, socket);
    if (3 * (snapshot->by_cookie_used + 1) >= 2 * snapshot->by_cookie_room &&
        !index_rebuild(snapshot))
        return false;
    same = find_cookie(snapshot, socket->cookie);
    if (same != NULL) {
        *same = *socket;
        same->source = (uint16_t)(snapshot->source_count - 1);
        return true;
    }
    if (!append(snapshot, socket))
        return false;
    index_row(snapshot, socket->cookie, snapshot->count - 1);
    return true;
}

void snapshot_empty_source(struct snapshot *snapshot)
{
    size_t newest = snapshot->source_count - 1;

    while (snapshot->count > 0 && snapshot_at(snapshot, snapshot->count - 1)->source == newest)
        snapshot->count--;
    snapshot_seal(snapshot); /* the next row makes the index anew */
}

void snapshot_abandon_source(struct snapshot *snapshot)
{
    snapshot_empty_source(snapshot);
    snapshot->source_count--;
}

void snapshot_seal(struct snapshot *snapshot)
{
    free(snapshot->by_cookie);
    snapshot->by_cookie = NULL;
    snapshot->by_cookie_room = snapshot->by_cookie_used = 0;
}

bool snapshot_complete(const struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->source_count; i++)
        if (!snapshot->sources[i].complete)
            return false;
    return !notes_incomplete(&snapshot->notes);
}
