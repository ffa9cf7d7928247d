/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "socket_hash.h"

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
    free(snapshot->peers.slots);
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
    sources[count] = (struct source){
        .name = name,
        .protocol = protocol,
        .dialect = dialect,
        .netns = netns,
        .complete = true,
    };
    return &sources[count];
}

/* The label of a namespace: its name, otherwise its inode, otherwise a process in it. */
static struct text label_of(const struct source *source, struct arena *arena)
{
    char digits[4 + NUMBER_MAX_LENGTH] = "pid ";
    struct text text = {digits, 0};

    if (source->netns_name.length != 0)
        return source->netns_name;
    if (source->netns != 0)
        text.length = number_write(digits, source->netns);
    else if (source->netns_pid != 0)
        text.length = 4 + number_write(digits + 4, source->netns_pid);
    return text.length == 0 ? (struct text){NULL, 0} : arena_copy(arena, text);
}

void snapshot_sign_source(struct snapshot *snapshot, struct source *source, struct text name,
                          uint32_t pid)
{
    source->netns_name = name;
    source->netns_pid = pid;
    source->netns_label = label_of(source, &snapshot->arena);
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

static const struct socket_detail *keep_detail(struct snapshot *snapshot,
                                               const struct socket *socket)
{
    const struct socket_detail *shared =
        snapshot->shared_details == NULL ? NULL : snapshot->shared_details(socket);

    return shared != NULL ? shared : detail_copy(&snapshot->arena, socket->detail);
}

bool snapshot_add_as_is(struct snapshot *snapshot, const struct socket *socket)
{
    struct socket *row;

    if (snapshot->count >= UINT32_MAX - 1)
        return false;
    if (snapshot->count % SNAPSHOT_CHUNK_ROWS == 0 &&
        !chunk_add(snapshot, snapshot->count / SNAPSHOT_CHUNK_ROWS))
        return false;
    row = snapshot_at(snapshot, snapshot->count);
    *row = *socket;
    if (socket->detail != NULL) {
        row->detail = keep_detail(snapshot, socket);
        if (row->detail == NULL)
            return false;
    }
    snapshot->count++;
    return true;
}

bool snapshot_add(struct snapshot *snapshot, const struct socket *socket)
{
    if (!snapshot_add_as_is(snapshot, socket))
        return false;
    snapshot_at(snapshot, snapshot->count - 1)->source = (uint16_t)(snapshot->source_count - 1);
    return true;
}

void snapshot_retain(struct snapshot *snapshot,
                     bool (*keep)(void *context, const struct socket *socket), void *context)
{
    size_t kept = 0;

    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);

        if (keep(context, socket) && kept++ != row)
            *snapshot_at(snapshot, kept - 1) = *socket;
    }
    snapshot->count = kept;
}

void snapshot_empty_source(struct snapshot *snapshot)
{
    size_t newest = snapshot->source_count - 1;

    while (snapshot->count > 0 && snapshot_at(snapshot, snapshot->count - 1)->source == newest)
        snapshot->count--;
    snapshot->sources[newest].undecided = false;
}

void snapshot_abandon_source(struct snapshot *snapshot)
{
    snapshot_empty_source(snapshot);
    snapshot->source_count--;
}

/* An open-addressing hash table of rows by identity. The hash is stored with the row, so that a
 * probe does not have to load the record from random memory. */
struct identity_index {
    struct identity_slot {
        uint32_t row_plus_1; /* 0: empty */
        uint32_t hash;
    } * slots;
    size_t room; /* a power of two, at most two thirds full */
};

static bool identity_index_init(struct identity_index *index, size_t rows)
{
    index->room = 1024;
    while (3 * rows >= 2 * index->room)
        index->room *= 2;
    index->slots = malloc(index->room * sizeof(*index->slots));
    /* Not calloc: reading the pages before writing them would fault each one in twice. */
    if (index->slots != NULL)
        memset(index->slots, 0, index->room * sizeof(*index->slots));
    return index->slots != NULL;
}

/* What identifies a row: its cookie; otherwise both ends of a TCP connection; otherwise the inode.
 * Other values may be shared by several sockets, so remaining rows are all distinct. */
enum identity { IDENTITY_COOKIE, IDENTITY_ENDS, IDENTITY_INODE, IDENTITY_NONE };

static enum identity identity_of(const struct socket *socket)
{
    if ((socket->have & HAVE_COOKIE) != 0 && !socket_is_association(socket))
        return IDENTITY_COOKIE;
    if ((protocol_has_states(socket->protocol) || socket_is_association(socket)) &&
        (socket->have & HAVE_ADDRESSES) == HAVE_ADDRESSES && socket_is_connected(socket))
        return IDENTITY_ENDS;
    return socket->inode != 0 ? IDENTITY_INODE : IDENTITY_NONE;
}

/* Hashes everything that same_identity compares, so that different rows rarely collide. */
static uint32_t identity_hash(const struct snapshot *snapshot, const struct socket *socket)
{
    const struct source *source = &snapshot->sources[socket->source];
    enum identity identity = identity_of(socket);
    struct hash hash = hash_start;

    hash_add(&hash, source->netns != 0 ? source->netns : source->netns_pid);
    if (identity == IDENTITY_COOKIE) {
        hash_add(&hash, socket->cookie);
    } else {
        hash_add(&hash,
                 (uint64_t)identity << 16 | (uint64_t)socket->family << 8 | socket->protocol);
        hash_add(&hash, identity == IDENTITY_INODE ? socket->inode : 0);
        hash_add_ends(&hash, socket);
    }
    return (uint32_t)hash_end(hash);
}

bool source_shares_netns(const struct source *a, const struct source *b)
{
    return a->netns == b->netns && (a->netns != 0 || a->netns_pid == b->netns_pid);
}

/* Cookies and inodes are unique within a kernel, but a snapshot may contain tables of several
 * kernels. */
static bool same_identity(const struct snapshot *snapshot, const struct socket *a,
                          const struct socket *b, enum identity identity)
{
    if (identity_of(a) != identity ||
        !source_shares_netns(&snapshot->sources[a->source], &snapshot->sources[b->source]))
        return false;
    if (identity == IDENTITY_COOKIE)
        return a->cookie == b->cookie;
    return a->protocol == b->protocol && same_ends(a, b) &&
           (identity == IDENTITY_ENDS || a->inode == b->inode);
}

/* Two connections on different interfaces can have the same ends. If both inodes are known and
 * differ, the later row is another socket and takes over the slot, so that slots need no chains. */
static bool is_another(const struct socket *a, const struct socket *b, enum identity identity)
{
    return identity == IDENTITY_ENDS && a->inode != b->inode && a->inode != 0 && b->inode != 0;
}

/* Returns the earlier row of the same socket. NULL: there is none, and this one is entered as
 * `row`. */
static struct socket *find_or_enter(const struct identity_index *index,
                                    const struct snapshot *snapshot, const struct socket *socket,
                                    uint32_t hash, size_t row)
{
    enum identity identity = identity_of(socket);
    struct identity_slot *slot = &index->slots[hash & (index->room - 1)];

    if (identity == IDENTITY_NONE)
        return NULL;
    for (; slot->row_plus_1 != 0;
         slot = slot + 1 == index->slots + index->room ? index->slots : slot + 1) {
        struct socket *earlier;

        if (slot->hash != hash)
            continue;
        earlier = snapshot_at(snapshot, slot->row_plus_1 - 1);
        if (!same_identity(snapshot, earlier, socket, identity))
            continue;
        if (!is_another(earlier, socket, identity))
            return earlier;
        break;
    }
    *slot = (struct identity_slot){(uint32_t)row + 1, hash};
    return NULL;
}

/* Slots are in random memory: prefetch them this many rows ahead. */
#define ROWS_AHEAD ((size_t)16)

static uint32_t expect_slot(const struct identity_index *index, const struct snapshot *snapshot,
                            size_t row)
{
    uint32_t hash;

    if (row >= snapshot->count)
        return 0;
    hash = identity_hash(snapshot, snapshot_at(snapshot, row));
    __builtin_prefetch(&index->slots[hash & (index->room - 1)]);
    return hash;
}

bool snapshot_seal(struct snapshot *snapshot)
{
    struct identity_index index;
    uint32_t hashes[ROWS_AHEAD];
    size_t kept = 0;

    if (!identity_index_init(&index, snapshot->count))
        return false;
    for (size_t row = 0; row < ROWS_AHEAD; row++)
        hashes[row] = expect_slot(&index, snapshot, row);
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket *socket = snapshot_at(snapshot, row);
        uint32_t *hash = &hashes[row % ROWS_AHEAD];
        struct socket *earlier = find_or_enter(&index, snapshot, socket, *hash, kept);

        *hash = expect_slot(&index, snapshot, row + ROWS_AHEAD);
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
    return !snapshot->incomplete && !notes_incomplete(&snapshot->notes);
}

bool snapshot_has_namespaces(const struct snapshot *snapshot)
{
    for (size_t i = 1; i < snapshot->source_count; i++)
        if (snapshot->sources[i].netns != snapshot->sources[0].netns)
            return true;
    return false;
}
