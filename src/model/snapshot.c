/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "snapshot.h"

#include <stdlib.h>
#include <string.h>

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
    owners_free(&snapshot->owners);
    arena_free(&snapshot->arena);
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
        snapshot->chunks[chunk] = malloc(SNAPSHOT_CHUNK_ROWS * sizeof(struct socket));
    return snapshot->chunks[chunk] != NULL;
}

bool snapshot_add(struct snapshot *snapshot, const struct socket *socket)
{
    struct socket *row;

    if (snapshot->count >= UINT32_MAX - 1)
        return false;
    if (snapshot->count % SNAPSHOT_CHUNK_ROWS == 0 && !chunk_add(snapshot, snapshot->count / SNAPSHOT_CHUNK_ROWS))
        return false;
    row = snapshot_at(snapshot, snapshot->count);
    *row = *socket;
    row->source = (uint16_t)(snapshot->source_count - 1);
    snapshot->count++;
    return true;
}

void snapshot_empty_source(struct snapshot *snapshot)
{
    size_t newest = snapshot->source_count - 1;

    while (snapshot->count > 0 && snapshot_at(snapshot, snapshot->count - 1)->source == newest)
        snapshot->count--;
}

void snapshot_abandon_source(struct snapshot *snapshot)
{
    snapshot_empty_source(snapshot);
    snapshot->source_count--;
}

/* An open hash of the rows by cookie. The hash stands beside the row, so that a probe need not look
 * at the record, which is anywhere in memory. */
struct cookie_index {
    struct cookie_slot {
        uint32_t row_plus_1; /* 0: empty */
        uint32_t hash;
    } * slots;
    size_t room; /* a power of two, at most two thirds full */
};

static bool cookie_index_init(struct cookie_index *index, size_t rows)
{
    index->room = 1024;
    while (3 * rows >= 2 * index->room)
        index->room *= 2;
    index->slots = calloc(index->room, sizeof(*index->slots));
    return index->slots != NULL;
}

/* The cookies of Linux count up from 1 in steps of a processor's batch: spread them. */
static uint32_t cookie_hash(uint64_t cookie)
{
    return (uint32_t)((cookie * UINT64_C(0x9e3779b97f4a7c15)) >> 32);
}

/* Cookies are unique within a kernel; but a snapshot may hold tables of several. */
static bool same_connection(const struct snapshot *snapshot, const struct socket *a,
                            const struct socket *b)
{
    return a->cookie == b->cookie &&
           snapshot->sources[a->source].netns == snapshot->sources[b->source].netns;
}

/* The earlier row of the same connection, or NULL, and then this one is entered as `row`. */
static struct socket *find_or_enter(const struct cookie_index *index,
                                    const struct snapshot *snapshot, const struct socket *socket,
                                    size_t row)
{
    uint32_t hash = cookie_hash(socket->cookie);
    struct cookie_slot *slot = &index->slots[hash & (index->room - 1)];

    for (; slot->row_plus_1 != 0;
         slot = slot + 1 == index->slots + index->room ? index->slots : slot + 1) {
        struct socket *earlier;

        if (slot->hash != hash)
            continue;
        earlier = snapshot_at(snapshot, slot->row_plus_1 - 1);
        if (same_connection(snapshot, earlier, socket))
            return earlier;
    }
    *slot = (struct cookie_slot){(uint32_t)row + 1, hash};
    return NULL;
}

/* Slots lie anywhere in memory: say early which one comes. */
#define ROWS_AHEAD ((size_t)16)

static void expect_slot(const struct cookie_index *index, const struct snapshot *snapshot,
                        size_t row)
{
    if (row < snapshot->count)
        __builtin_prefetch(
            &index->slots[cookie_hash(snapshot_at(snapshot, row)->cookie) & (index->room - 1)]);
}

bool snapshot_seal(struct snapshot *snapshot)
{
    struct cookie_index index;
    size_t kept = 0;

    if (!cookie_index_init(&index, snapshot->count))
        return false;
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);
        struct socket *earlier = NULL;

        expect_slot(&index, snapshot, row + ROWS_AHEAD);
        if ((socket->have & HAVE_COOKIE) != 0)
            earlier = find_or_enter(&index, snapshot, socket, kept);
        if (earlier != NULL)
            *earlier = *socket;
        else if (kept++ != row)
            *snapshot_at(snapshot, kept - 1) = *socket;
    }
    snapshot->count = kept;
    free(index.slots);
    return true;
}

bool snapshot_complete(const struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->source_count; i++)
        if (!snapshot->sources[i].complete)
            return false;
    return !notes_incomplete(&snapshot->notes);
}
