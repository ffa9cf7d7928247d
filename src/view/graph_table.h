/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who talks to whom as a table of typed cells: for scripts a row for each edge; for people a tree,
 * with the edges of a process below it; and as a graph of Graphviz. JSON Schema of lsock-map/1.
 */
#ifndef LSOCK_GRAPH_TABLE_H
#define LSOCK_GRAPH_TABLE_H

#include "graph.h"
#include "table.h"

#define GRAPH_COLUMNS 18

struct graph_table {
    struct table table;
    struct table_column columns[GRAPH_COLUMNS];
    const struct graph *graph;
    uint32_t *edges; /* in the order in which they are shown */
    size_t edge_count;
    struct graph_row *rows; /* of the tree */
    bool utf8;
    const struct names *resolve;
    struct builder *text; /* of a cell */
};

/* What people see. */
struct graph_looks {
    bool tree;                   /* else it is for scripts */
    bool utf8;                   /* else its lines are ASCII */
    const struct names *resolve; /* names of hosts and services; may be NULL */
};

/* The `limit` edges with the most connections. The table must not be moved. Free it even if there
 * was no memory: false. */
bool graph_table_init(struct graph_table *table, const struct graph *graph, uint64_t limit,
                      struct graph_looks looks) NODISCARD;
void graph_table_free(struct graph_table *table);

extern const struct schema graph_schema;

#endif
