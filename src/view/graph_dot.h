/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes a graph in the DOT language of Graphviz. */
#ifndef LSOCK_GRAPH_DOT_H
#define LSOCK_GRAPH_DOT_H

#include "graph.h"
#include "output.h"

/* Writes these edges and their nodes; the nodes of a container or namespace share a box. False: out
 * of memory. */
bool graph_write_dot(const struct graph *graph, const uint32_t *edges, size_t count,
                     struct output *output) NODISCARD;

#endif
