/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that a run has read: the sockets, their source tables, and the notes. It grows by
 * chunks, so that records never move and a million of them are never copied. */
#ifndef LSOCK_SNAPSHOT_H
#define LSOCK_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "note.h"
#include "owner.h"
#include "socket.h"
#include "state.h"

/* Whether a TCP table includes sockets that are only bound to a port. */
enum bound_listing { BOUND_UNSAID, BOUND_LISTED, BOUND_MISSING };

/* One table: one protocol in one namespace, read from one backend. */
struct source {
    const char *name; /* "sock_diag", "procfs", "iphlpapi", …; a literal */
    enum protocol protocol;
    enum state_dialect dialect; /* the dialect of `native_state` */
    uint64_t netns;             /* inode of its network namespace; 0: unknown */
    bool complete;              /* false: sockets may be missing */
    bool undecided;             /* the filter skipped a row because it could not decide */
    enum bound_listing bound;
    struct text netns_name;     /* name of its namespace, raw bytes; length 0: unknown */
    struct text netns_label;    /* for people: its name, otherwise its inode */
    uint32_t netns_pid;         /* a process in the namespace; 0: unknown */
};

/* Connections by their ends, an open-addressing hash table: see peers.h. Zeroed: not built. */
struct peers {
    struct peer_slot {
        uint32_t row_plus_1; /* row of the snapshot; 0: empty */
        bool several;        /* more than one row has these ends */
    } * slots;
    size_t room; /* a power of two, at most two thirds full; 0: not built */
};

#define SNAPSHOT_SOURCES_MAX 4096
#define SNAPSHOT_CHUNK_ROWS  ((size_t)1024)

struct snapshot {
    struct arena arena; /* for the notes and other data that lives as long as the snapshot */
    struct notes notes;
    struct source *sources;
    size_t source_count;
    bool incomplete; /* a recording says that sockets may be missing, without a note or source that says why */
    struct owners owners;
    struct peers peers;

    /* Assigns numbers to interface names. Interface numbers of several namespaces are ambiguous.
     * Returns 0 if out of memory. NULL: there is one namespace, and its own numbers are used. */
    uint32_t (*number_interface)(const void *context, struct text name);
    const void *number_context;

    /* Returns shared details to store instead of a copy of the socket's own; NULL: store a copy.
     * May be NULL. */
    const struct socket_detail *(*shared_details)(const struct socket *socket);

    struct socket **chunks;
    size_t chunk_room;
    size_t count;
};

/* Initializes an empty snapshot. It must not be moved afterwards, because its notes point to its
 * arena. */
void snapshot_init(struct snapshot *snapshot);
void snapshot_free(struct snapshot *snapshot);

/* Whether both are from the same namespace. If the inode is unknown, a known process decides. */
bool source_shares_netns(const struct source *a, const struct source *b);

/* Starts a new table; rows added from now on belong to it. NULL: out of memory, or more than
 * SNAPSHOT_SOURCES_MAX. The pointer is valid until the next call. */
struct source *snapshot_begin_source(struct snapshot *snapshot, const char *name,
                                     enum protocol protocol, enum state_dialect dialect,
                                     uint64_t netns) NODISCARD;

/* Sets the name of its namespace (length 0: unknown) and a process in it (0: unknown). */
void snapshot_sign_source(struct snapshot *snapshot, struct source *source, struct text name,
                          uint32_t pid);

/* Discards the rows of the newest table before it is read again. */
void snapshot_empty_source(struct snapshot *snapshot);

/* Discards the newest table and its rows: reading failed, and another backend is tried. */
void snapshot_abandon_source(struct snapshot *snapshot);

/* Adds a copy of the socket and its details as a row of the newest source. False: out of memory. */
bool snapshot_add(struct snapshot *snapshot, const struct socket *socket) NODISCARD;

/* As snapshot_add, for a socket with its `source` already set. */
bool snapshot_add_as_is(struct snapshot *snapshot, const struct socket *socket) NODISCARD;

/* Discards the rows that `keep` rejects, and closes the gaps. */
void snapshot_retain(struct snapshot *snapshot,
                     bool (*keep)(void *context, const struct socket *socket), void *context);

/*
 * Ends collecting and removes duplicates. While sockets change, a dump can return a request, its
 * connection and its TIME-WAIT; they share a cookie, or both ends if the source has no cookies. The
 * last one wins and takes the position of the first. Linear. False: out of memory, and nothing is
 * changed.
 */
bool snapshot_seal(struct snapshot *snapshot) NODISCARD;

static inline struct socket *snapshot_at(const struct snapshot *snapshot, size_t row)
{
    return &snapshot->chunks[row / SNAPSHOT_CHUNK_ROWS][row % SNAPSHOT_CHUNK_ROWS];
}

const struct source *snapshot_source(const struct snapshot *snapshot, const struct socket *socket);

/* Whether its tables are from more than one network namespace. */
bool snapshot_has_namespaces(const struct snapshot *snapshot);

/* Whether every table was read completely. */
bool snapshot_complete(const struct snapshot *snapshot);

#endif
