/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "hash.h"

/* State of graph_make. */
struct making {
    struct graph *graph;
    const struct snapshot *snapshot;
    struct listeners listeners;
    uint8_t *chosen; /* by row of the snapshot: the connection counts */
};

/* One end of a connection. */
struct end {
    struct graph_node node;
    uint16_t port;
    bool listens; /* a listener that accepts the connection */
};

static bool same_text(struct text a, struct text b)
{
    return (a.bytes == NULL) == (b.bytes == NULL) && text_equal(a, b);
}

static bool same_namespace(const struct source *a, const struct source *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return source_shares_netns(a, b);
}

static void hash_text(struct hash *hash, struct text text)
{
    hash_add(hash, text.bytes == NULL);
    hash_add_text(hash, text);
}

/* The value passed to distinct_same. */
struct wanted_node {
    const struct graph *graph;
    const struct graph_node *node;
};

static bool same_node(const void *value, uint32_t number)
{
    const struct wanted_node *wanted = value;
    const struct graph_node *a = wanted->node, *b = &wanted->graph->nodes[number];

    return a->kind == b->kind && same_text(a->process, b->process) && same_text(a->unit, b->unit) &&
           same_text(a->container, b->container) && a->none == b->none &&
           same_namespace(a->source, b->source) && a->family == b->family &&
           memcmp(&a->address, &b->address, sizeof(a->address)) == 0;
}

static uint64_t hash_of_node(const struct graph_node *node)
{
    struct hash hash = hash_start;

    hash_add(&hash, (uint64_t)node->kind << 32 | (uint64_t)node->none << 16 | node->family);
    hash_text(&hash, node->process);
    hash_text(&hash, node->unit);
    hash_text(&hash, node->container);
    hash_add(&hash, node->source == NULL ? 0 : node->source->netns);
    hash_add_bytes(&hash, &node->address, sizeof(node->address));
    return hash_end(hash);
}

/* Returns the number of a node; DISTINCT_NONE: out of memory. */
static uint32_t number_of_node(struct graph *graph, const struct graph_node *node)
{
    struct wanted_node wanted = {graph, node};
    size_t before = graph->node_numbers.count;
    uint32_t number = distinct_enter(&graph->node_numbers, hash_of_node(node), same_node, &wanted);
    struct graph_node *nodes;

    if (number != before)
        return number;
    nodes = array_grow(graph->nodes, before, sizeof(*nodes));
    if (nodes == NULL)
        return DISTINCT_NONE;
    graph->nodes = nodes;
    nodes[before] = *node;
    return number;
}

struct wanted_edge {
    const struct graph *graph;
    const struct graph_edge *edge;
};

static bool same_edge(const void *value, uint32_t number)
{
    const struct wanted_edge *wanted = value;
    const struct graph_edge *a = wanted->edge, *b = &wanted->graph->edges[number];

    return a->from == b->from && a->to == b->to && a->port == b->port &&
           a->protocol == b->protocol && a->directed == b->directed;
}

static bool count_edge(struct graph *graph, const struct graph_edge *edge)
{
    struct wanted_edge wanted = {graph, edge};
    size_t before = graph->edge_numbers.count;
    struct hash hash = hash_start;
    struct graph_edge *edges;
    uint32_t number;

    hash_add(&hash, (uint64_t)edge->from << 32 | edge->to);
    hash_add(&hash, (uint64_t)edge->port << 16 | (uint64_t)edge->protocol << 8 | edge->directed);
    number = distinct_enter(&graph->edge_numbers, hash_end(hash), same_edge, &wanted);
    if (number == DISTINCT_NONE)
        return false;
    if (number == before) {
        edges = array_grow(graph->edges, before, sizeof(*edges));
        if (edges == NULL)
            return false;
        graph->edges = edges;
        edges[before] = *edge;
    }
    graph->edges[number].connections++;
    graph->nodes[edge->from].connections++;
    if (edge->from != edge->to)
        graph->nodes[edge->to].connections++;
    return true;
}

static void set_address(struct graph_node *node, const struct socket *socket,
                        const struct address *address)
{
    node->family = (enum family)socket->family;
    node->address = *address;
    address_unmap(&node->family, &node->address);
}

/* The node of the first owner, or of the reason why there is none. */
static struct graph_node node_of_socket(const struct snapshot *snapshot,
                                        const struct socket *socket)
{
    struct graph_node node = {.kind = GRAPH_UNKNOWN, .source = snapshot_source(snapshot, socket)};
    const struct owner *owner = owner_first(&snapshot->owners, socket);
    enum owner_status status = owner_status(&snapshot->owners, socket);
    const struct process *process;

    if (status == OWNER_NONE || status == OWNER_NOT_FOUND) {
        node.kind = GRAPH_NOBODY;
        node.none = owner_none(socket);
    } else if (owner != NULL) {
        process = &snapshot->owners.processes[owner->process];
        node.kind = process->command.bytes == NULL ? GRAPH_UNKNOWN : GRAPH_PROCESS;
        node.process = process->command;
        node.unit = process->unit;
        node.container = process->container;
    }
    if (node.kind == GRAPH_UNKNOWN)
        set_address(&node, socket, &socket->local);
    return node;
}

/* Each namespace has its own loopback host. */
static struct graph_node node_of_host(const struct snapshot *snapshot, const struct socket *socket)
{
    struct graph_node node = {.kind = GRAPH_HOST};

    set_address(&node, socket, &socket->remote);
    if (address_is_loopback(node.family, &node.address))
        node.source = snapshot_source(snapshot, socket);
    return node;
}

/* Connections in the accept queue will belong to the listener's process. */
static bool waits_for_accept(const struct graph_node *node)
{
    return node->kind == GRAPH_NOBODY &&
           (node->none == OWNER_NONE_ACCEPT_QUEUE || node->none == OWNER_NONE_SYN_RECEIVED);
}

/* A listener on all addresses also matches. */
static struct graph_node node_of_listener(const struct snapshot *snapshot,
                                          const struct socket *listener,
                                          const struct socket *socket,
                                          const struct address *address)
{
    struct graph_node node = node_of_socket(snapshot, listener);

    if (node.kind == GRAPH_UNKNOWN)
        set_address(&node, socket, address);
    return node;
}

static struct end local_end(const struct making *making, const struct socket *socket)
{
    const struct socket *listener = listeners_find(&making->listeners, socket, false);
    struct end end = {
        .node = node_of_socket(making->snapshot, socket),
        .port = socket->local_port,
        .listens = listener != NULL,
    };

    if (listener != NULL && waits_for_accept(&end.node))
        end.node = node_of_listener(making->snapshot, listener, socket, &socket->local);
    return end;
}

/* Without a `peer`, only a loopback address is certainly local, and its listener can be found. */
static struct end remote_end(const struct making *making, const struct socket *socket,
                             const struct socket *peer)
{
    struct end end = {.node = node_of_host(making->snapshot, socket), .port = socket->remote_port};
    const struct socket *listener;

    if (peer != NULL)
        return local_end(making, peer);
    if (end.node.source == NULL)
        return end;
    listener = listeners_find(&making->listeners, socket, true);
    end.listens = listener != NULL;
    if (listener != NULL)
        end.node = node_of_listener(making->snapshot, listener, socket, &socket->remote);
    return end;
}

static bool add_connection(struct making *making, const struct socket *socket,
                           const struct socket *peer)
{
    struct end local = local_end(making, socket), remote = remote_end(making, socket, peer);
    bool directed = local.listens != remote.listens;
    bool serves = directed ? local.listens : local.port < remote.port;
    const struct end *server = serves ? &local : &remote, *client = serves ? &remote : &local;
    struct graph_edge edge = {
        .from = number_of_node(making->graph, &client->node),
        .to = number_of_node(making->graph, &server->node),
        .port = server->port,
        .protocol = socket->protocol,
        .directed = directed,
    };

    return edge.from != DISTINCT_NONE && edge.to != DISTINCT_NONE &&
           count_edge(making->graph, &edge);
}

/* If both ends are rows, only the earlier one counts. */
static bool add_row(struct making *making, uint32_t row)
{
    const struct socket *socket = snapshot_at(making->snapshot, row);
    uint32_t peer = peers_find_row(making->snapshot, socket);

    if (!family_is_ip(socket->family) || !socket_is_connected(socket) ||
        (peer != PEERS_NONE && peer < row && making->chosen[peer] != 0))
        return true;
    return add_connection(making, socket,
                          peer == PEERS_NONE ? NULL : snapshot_at(making->snapshot, peer));
}

static bool add_rows(struct making *making, const uint32_t *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        making->chosen[rows[i]] = 1;
    for (size_t i = 0; i < count; i++)
        if (!add_row(making, rows[i]))
            return false;
    return true;
}

bool graph_make(struct graph *graph, const struct snapshot *snapshot, const uint32_t *rows,
                size_t count)
{
    struct making making = {.graph = graph, .snapshot = snapshot};
    bool made;

    *graph = (struct graph){.home = snapshot->source_count == 0 ? NULL : &snapshot->sources[0]};
    making.chosen = calloc(snapshot->count + 1, 1);
    made = making.chosen != NULL && listeners_make(&making.listeners, snapshot) &&
           add_rows(&making, rows, count);
    listeners_free(&making.listeners);
    free(making.chosen);
    return made;
}

void graph_free(struct graph *graph)
{
    distinct_free(&graph->node_numbers);
    distinct_free(&graph->edge_numbers);
    free(graph->nodes);
    free(graph->edges);
}

bool graph_is_abroad(const struct graph *graph, const struct graph_node *node)
{
    return node->source != NULL && !same_namespace(node->source, graph->home);
}

const char *const graph_kind_names[GRAPH_KIND_COUNT] = {
    [GRAPH_PROCESS] = "process",
    [GRAPH_NOBODY] = "none",
    [GRAPH_UNKNOWN] = "unknown",
    [GRAPH_HOST] = "host",
};
