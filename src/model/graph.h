/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who talks to whom: processes and remote hosts, and the connections between them. Both ends of a
 * connection within this machine are one, see peers.h; the listener that took it says which of them
 * is the server.
 */
#ifndef LSOCK_GRAPH_H
#define LSOCK_GRAPH_H

#include "distinct.h"
#include "listeners.h"
#include "peers.h"

enum graph_kind {
    GRAPH_PROCESS, /* processes of one name, in one unit, container and network namespace */
    GRAPH_NOBODY,  /* sockets that no process holds */
    GRAPH_UNKNOWN, /* sockets whose process is unknown */
    GRAPH_HOST,    /* an address that is not known to be of a process on this machine */
    GRAPH_KIND_COUNT
};

struct graph_node {
    enum graph_kind kind;
    struct text process, unit, container; /* .bytes NULL: it has none, or it is unknown */
    enum owner_none none;                 /* GRAPH_NOBODY: why */
    const struct source *source;          /* of its namespace; of a host: only of loopback */
    enum family family;                   /* GRAPH_HOST, GRAPH_UNKNOWN; else FAMILY_NONE */
    struct address address;
    uint64_t connections; /* that it is an end of */
};

struct graph_edge {
    uint32_t from, to; /* nodes: client and server, if that is known */
    uint16_t port;     /* of `to`; where the direction is unknown, the lower of the two */
    uint8_t protocol;
    bool directed; /* a listener shows which end is the server */
    uint64_t connections;
};

/* Zeroed is empty. */
struct graph {
    struct graph_node *nodes;
    struct graph_edge *edges;
    struct distinct node_numbers, edge_numbers;
    const struct source *home; /* the first namespace that was read; NULL: none was */
};

/*
 * The connections among these rows of the snapshot, whose peers were made and which also has the
 * listeners. Of a socket with several owners the first counts. Linear. False: out of memory.
 */
bool graph_make(struct graph *graph, const struct snapshot *snapshot, const uint32_t *rows,
                size_t count) NODISCARD;
void graph_free(struct graph *graph);

/* Whether the node is in another namespace than `home`. */
bool graph_is_abroad(const struct graph *graph, const struct graph_node *node);

/* "process", "none", "unknown", "host" */
extern const char *const graph_kind_names[GRAPH_KIND_COUNT];

#endif
