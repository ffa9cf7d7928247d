/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of graph nodes for people. Raw bytes: not safe on a terminal. */
#ifndef LSOCK_GRAPH_LABEL_H
#define LSOCK_GRAPH_LABEL_H

#include "builder.h"
#include "graph.h"
#include "names.h"

/* Returns the container, or the namespace if it is not the first; length 0: neither. */
struct text graph_region(const struct graph *graph, const struct graph_node *node);

/* Adds the process, the reason why there is none, or the host; for an unknown process `-` and the
 * address. `resolve` (may be NULL) resolves hosts. */
void graph_add_name(struct builder *out, const struct graph_node *node,
                    const struct names *resolve);

/* As graph_add_name, plus in brackets the region, or a unit with another name. */
void graph_add_label(struct builder *out, const struct graph *graph, const struct graph_node *node,
                     const struct names *resolve);

#endif
