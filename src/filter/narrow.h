/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Narrows a request with a filter. Shared by narrow.c, which computes bounds, push.c, which makes
 * the predicate, and plan.c, which describes it. */
#ifndef LSOCK_FILTER_NARROW_H
#define LSOCK_FILTER_NARROW_H

#include "filter.h"
#include "node.h"

/* Returns a predicate that is true for every row that matches the node, or its opposite if
 * `negated`. NULL: out of memory. */
struct predicate *push_predicate(const struct filter *filter, const struct filter_node *node,
                                 bool negated) NODISCARD;

/* Bounds of the rows that match a node: no row outside of them does. */
struct bounds {
    uint32_t states[PROTOCOL_COUNT];
    uint32_t families; /* of the socket itself, not of its traffic */
    struct bounds_end {
        uint16_t low, high; /* port */
        bool has_address;
        enum family family;
        struct address address;
    } ends[2]; /* by side */
    bool has_interface;
    uint32_t interface;
};

struct bounds bounds_of(const struct filter_node *node, bool negated);

#endif
