/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The graph of connections between processes and remote hosts. The two ends of a local connection
 * become one edge (see peers.h); the listener shows which end is the server. */
#ifndef LSOCK_GRAPH_H
#define LSOCK_GRAPH_H

#include "distinct.h"
#include "listeners.h"
#include "peers.h"

enum graph_kind {
    GRAPH_PROCESS, /* processes with the same name, unit, container and network namespace */
    GRAPH_NOBODY,  /* sockets that belong to no process */
    GRAPH_UNKNOWN, /* sockets whose process is unknown */
    GRAPH_HOST,    /* an address that may not belong to a process on this machine */
    GRAPH_KIND_COUNT
};

struct graph_node {
    enum graph_kind kind;
    struct text process, unit, container; /* .bytes NULL: none, or unknown */
    enum owner_none none;                 /* GRAPH_NOBODY: the reason */
    const struct source *source;          /* of its namespace; for a host: set only for loopback */
    enum family family;                   /* GRAPH_HOST, GRAPH_UNKNOWN; else FAMILY_NONE */
    struct address address;
    uint64_t connections; /* how many it is an end of */
};

struct graph_edge {
    uint32_t from, to; /* nodes: client and server, if known */
    uint16_t port;     /* of `to`; the lower port if the direction is unknown */
    uint8_t protocol;
    bool directed; /* a listener shows which end is the server */
    uint64_t connections;
};

/* Zeroed: empty. */
struct graph {
    struct graph_node *nodes;
    struct graph_edge *edges;
    struct distinct node_numbers, edge_numbers;
    const struct source *home; /* the first namespace that was read; NULL: none */
};

/*
 * Builds the graph of the connections among these rows. The snapshot must have its peers indexed,
 * and also contain the listeners. For a socket with several owners the first one counts. Linear.
 * False: out of memory.
 */
bool graph_make(struct graph *graph, const struct snapshot *snapshot, const uint32_t *rows,
                size_t count) NODISCARD;
void graph_free(struct graph *graph);

/* Whether the node is in a namespace other than `home`. */
bool graph_is_abroad(const struct graph *graph, const struct graph_node *node);

/* "process", "none", "unknown", "host" */
extern const char *const graph_kind_names[GRAPH_KIND_COUNT];

#endif
