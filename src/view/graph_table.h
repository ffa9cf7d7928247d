/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who talks to whom, as a table of typed cells. Scripts get one row per edge; people get a tree
 * with the edges of a process below it; Graphviz gets a graph. JSON Schema: lsock-map/1.
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
    uint32_t *edges; /* in display order */
    size_t edge_count;
    struct graph_row *rows; /* rows of the tree */
    bool utf8;
    const struct names *resolve;
    struct builder *text; /* buffer for the text of a cell */
};

/* How people see the graph. */
struct graph_looks {
    bool tree;                   /* false: rows for scripts */
    bool utf8;                   /* false: draw the tree in ASCII */
    const struct names *resolve; /* resolves hosts and services; may be NULL */
};

/* Makes a table of the `limit` edges with the most connections. The table must not be moved. False:
 * out of memory; free the table even then. */
bool graph_table_init(struct graph_table *table, const struct graph *graph, uint64_t limit,
                      struct graph_looks looks) NODISCARD;
void graph_table_free(struct graph_table *table);

extern const struct schema graph_schema;

#endif
