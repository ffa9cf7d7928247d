/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run has read: the sockets, the tables they came from, and the notes about both. Grows by
 * whole chunks, so that a record never moves and a million of them never exist twice.
 */
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

/* Whether a TCP table has the sockets that are only bound to a port. */
enum bound_listing { BOUND_UNSAID, BOUND_LISTED, BOUND_MISSING };

/* One table: one protocol in one namespace, read whole from one source. */
struct source {
    const char *name; /* "sock_diag", "procfs", "iphlpapi", …; a literal */
    enum protocol protocol;
    enum state_dialect dialect; /* whose words and numbers `native_state` are */
    uint64_t netns;             /* inode of its network namespace; 0: unknown */
    bool complete;              /* false: sockets may be missing */
    bool undecided;             /* the filter dropped a row of it without knowing the answer */
    enum bound_listing bound;
    struct text netns_name;     /* of its namespace, raw bytes; length 0: none is known */
    struct text netns_label;    /* for people: its name, else its inode */
    uint32_t netns_pid;         /* of a process in it; 0: none is known */
};

/* The connections by their ends, an open hash: see peers.h. Zeroed: not made. */
struct peers {
    struct peer_slot {
        uint32_t row_plus_1; /* of the snapshot; 0: empty */
        bool several;        /* more than one row has these ends */
    } * slots;
    size_t room; /* a power of two, at most two thirds full; 0: not made */
};

#define SNAPSHOT_SOURCES_MAX 4096
#define SNAPSHOT_CHUNK_ROWS  ((size_t)1024)

struct snapshot {
    struct arena arena; /* for the notes and whatever else lives as long as the snapshot */
    struct notes notes;
    struct source *sources;
    size_t source_count;
    bool incomplete; /* sockets may be missing, a recording says, and no note or source says why */
    struct owners owners;
    struct peers peers;

    /*
     * Numbers for interfaces of several namespaces, by their names: each has its own, which mean
     * nothing in another. 0: out of memory. NULL: there is one namespace, and its numbers stay.
     */
    uint32_t (*number_interface)(const void *context, struct text name);
    const void *number_context;

    /* The details that stand for those of a socket, which has some; NULL: a copy of its own. May be
     * NULL. */
    const struct socket_detail *(*shared_details)(const struct socket *socket);

    struct socket **chunks;
    size_t chunk_room;
    size_t count;
};

/* Empty and ready; must not be moved afterwards: its notes point to its arena. */
void snapshot_init(struct snapshot *snapshot);
void snapshot_free(struct snapshot *snapshot);

/* Whether both are of one namespace. Of one whose inode is unknown, a process may be known. */
bool source_shares_netns(const struct source *a, const struct source *b);

/*
 * A new table; the rows added from now on name it as their source. NULL: out of memory, or over
 * SNAPSHOT_SOURCES_MAX. The pointer is good until the next call.
 */
struct source *snapshot_begin_source(struct snapshot *snapshot, const char *name,
                                     enum protocol protocol, enum state_dialect dialect,
                                     uint64_t netns) NODISCARD;

/* Says what its namespace is called (length 0: nothing) and a process in it (0: none is known). */
void snapshot_sign_source(struct snapshot *snapshot, struct source *source, struct text name,
                          uint32_t pid);

/* Throws the rows of the newest table away: it is read once more. */
void snapshot_empty_source(struct snapshot *snapshot);

/* Throws the newest table and its rows away: its reading failed and is tried again elsewhere. */
void snapshot_abandon_source(struct snapshot *snapshot);

/* Keeps a copy of the socket and its details as a row of the newest source. False: out of memory. */
bool snapshot_add(struct snapshot *snapshot, const struct socket *socket) NODISCARD;

/* As above where the socket itself says its source. */
bool snapshot_add_as_is(struct snapshot *snapshot, const struct socket *socket) NODISCARD;

/* Throws away the rows that `keep` does not want, and closes the gaps. */
void snapshot_retain(struct snapshot *snapshot,
                     bool (*keep)(void *context, const struct socket *socket), void *context);

/*
 * Ends collecting: no socket stands twice afterwards. Under churn a walk can meet a request, its
 * connection and its TIME-WAIT one after the other; they share a cookie, or, where a source has no
 * cookies, both ends. The last met is the truth: it takes the place of the first. Linear. False:
 * out of memory, and nothing is changed.
 */
bool snapshot_seal(struct snapshot *snapshot) NODISCARD;

static inline struct socket *snapshot_at(const struct snapshot *snapshot, size_t row)
{
    return &snapshot->chunks[row / SNAPSHOT_CHUNK_ROWS][row % SNAPSHOT_CHUNK_ROWS];
}

const struct source *snapshot_source(const struct snapshot *snapshot, const struct socket *socket);

/* Whether its tables are of more than one network namespace. */
bool snapshot_has_namespaces(const struct snapshot *snapshot);

/* Whether every table was read whole. */
bool snapshot_complete(const struct snapshot *snapshot);

#endif
