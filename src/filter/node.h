/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A filter understood: a tree of AND, OR and NOT over tests, in an arena. */
#ifndef LSOCK_FILTER_NODE_H
#define LSOCK_FILTER_NODE_H

#include "column.h"
#include "predicate.h"

/* One address, or many, or a pattern of names: what stands after src and dst. */
struct host_pattern {
    enum family family; /* FAMILY_NONE: any */
    bool has_address;   /* IPv4, IPv6 */
    bool has_port, has_interface;
    uint16_t port;
    unsigned bits;
    uint32_t interface;
    struct address address;
    struct text glob;          /* of other families; bytes NULL: any */
    struct host_pattern *next; /* another address of the same name */
};

enum comparison {
    COMPARE_EQUAL,
    COMPARE_LESS,
    COMPARE_GREATER,
    COMPARE_LESS_EQUAL,
    COMPARE_GREATER_EQUAL,
    COMPARE_LIKE,
};

/* What a column is compared with: as much of it as was understood. */
struct literal {
    struct text text; /* as typed, without quotes */
    bool is_number;   /* `number` is the literal in the column's unit, rounded down */
    bool inexact;     /* … and it was rounded */
    bool is_negative; /* of a VALUE_INTEGER: -number */
    bool boolean;
    uint64_t number;
    struct host_pattern *host; /* VALUE_ADDRESS, VALUE_ENDPOINT */
};

enum test_kind {
    TEST_STATES,    /* of its place among the states of a request */
    TEST_PROTOCOLS, /* of `mask` */
    TEST_FAMILIES,  /* carries one of `mask` */
    TEST_HOST,
    TEST_PORT,
    TEST_INTERFACE,
    TEST_MARK,
    TEST_CGROUP,
    TEST_AUTOBOUND,
    TEST_COLUMN,
};

#define SIDE_BIT(side) (1u << (side))
#define SIDES_BOTH     (SIDE_BIT(SIDE_LOCAL) | SIDE_BIT(SIDE_REMOTE))

struct test {
    enum test_kind kind;
    unsigned sides;             /* HOST, PORT: any of them */
    enum comparison comparison; /* PORT, COLUMN */
    uint16_t port;
    uint32_t mask; /* STATES, PROTOCOLS, FAMILIES */
    uint32_t
        interface; /* INTERFACE; COLUMN of an interface: its index where there is one, else 0 */
    uint32_t mark, mark_mask;
    uint64_t cgroup;
    struct host_pattern *host; /* HOST; PORT with a family */
    const struct column *column;
    struct literal literal;
};

enum node_kind { NODE_AND, NODE_OR, NODE_NOT, NODE_TEST };

struct filter_node {
    enum node_kind kind;
    struct text typed; /* in the source */
    union {
        struct {
            struct filter_node *first, *last; /* AND, OR: two or more; NOT: one */
        };
        struct test test;
    };
    struct filter_node *next;
};

#endif
