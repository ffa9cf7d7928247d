/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What people call the nodes of a graph. Raw bytes: not safe on a terminal. */
#ifndef LSOCK_GRAPH_LABEL_H
#define LSOCK_GRAPH_LABEL_H

#include "builder.h"
#include "graph.h"
#include "names.h"

/* The container, else the namespace if it is another than the first; length 0: none. */
struct text graph_region(const struct graph *graph, const struct graph_node *node);

/* The process, why there is none, or the host; if the process is unknown, `-` and the address. With
 * `resolve`, which may be NULL, names of hosts. */
void graph_add_name(struct builder *out, const struct graph_node *node,
                    const struct names *resolve);

/* As above, and in brackets the region, else a unit of another name. */
void graph_add_label(struct builder *out, const struct graph *graph, const struct graph_node *node,
                     const struct names *resolve);

#endif
