/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the request learns from a filter: shared by narrow.c, which bounds what it accepts, push.c,
 * which makes the predicate, and plan.c, which describes it. */
#ifndef LSOCK_FILTER_NARROW_H
#define LSOCK_FILTER_NARROW_H

#include "filter.h"
#include "node.h"

/* The predicate that holds of every row of which the node, or where `negated` its opposite, holds.
 * NULL: out of memory. */
struct predicate *push_predicate(const struct filter *filter, const struct filter_node *node,
                                 bool negated) NODISCARD;

/* What bounds the rows of which a node holds: no row outside is one. */
struct bounds {
    uint32_t states[PROTOCOL_COUNT];
    uint32_t families; /* of the socket itself, not what it carries */
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
