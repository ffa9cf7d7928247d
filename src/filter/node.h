/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A filter understood: a tree of AND, OR and NOT over tests, in an arena. */
#ifndef LSOCK_FILTER_NODE_H
#define LSOCK_FILTER_NODE_H

#include "column.h"
#include "predicate.h"
#include "source.h"

/* Numbers from `low` to `high`, both included; low above high: none. */
struct range {
    uint64_t low, high;
};

static inline bool range_has(const struct range *range, uint64_t number)
{
    return range->low <= number && number <= range->high;
}

/* The ends that `src` or `dst` accepts: an address, a prefix, ports, a pattern of names. */
struct end_pattern {
    enum family family; /* FAMILY_NONE: any */
    bool has_address;   /* IPv4, IPv6 */
    bool has_interface;
    unsigned bits;
    uint32_t interface;
    struct address address;
    struct text glob;         /* of other families; bytes NULL: any */
    struct range *ports;      /* one of these */
    size_t port_count;        /* 0: any port */
    struct end_pattern *next; /* another address of the same name */
};

static inline bool end_pattern_has_port(const struct end_pattern *pattern, uint64_t port)
{
    for (size_t i = 0; i < pattern->port_count; i++)
        if (range_has(&pattern->ports[i], port))
            return true;
    return pattern->port_count == 0;
}

enum comparison {
    COMPARE_EQUAL,
    COMPARE_LESS,
    COMPARE_GREATER,
    COMPARE_LESS_EQUAL,
    COMPARE_GREATER_EQUAL,
    COMPARE_LIKE,
};

enum test_kind {
    TEST_STATES,    /* of its place among the states of a request */
    TEST_PROTOCOLS, /* of `mask` */
    TEST_FAMILIES,  /* carries one of `mask` */
    TEST_END,
    TEST_PORT,
    TEST_INTERFACE,
    TEST_MARK,
    TEST_CGROUP,
    TEST_AUTOBOUND,
    TEST_COLUMN,
    TEST_COLUMNS, /* two of them against each other */
};

#define SIDE_BIT(side) (1u << (side))
#define SIDES_BOTH     (SIDE_BIT(SIDE_LOCAL) | SIDE_BIT(SIDE_REMOTE))

struct test {
    enum test_kind kind;
    unsigned sides;             /* END, PORT: any of them */
    enum comparison comparison; /* COLUMN, COLUMNS */
    uint32_t mask;              /* STATES, PROTOCOLS, FAMILIES; MARK: the bits that count */
    uint32_t mark;
    uint32_t interface; /* INTERFACE; COLUMN of an interface: its index if it has one, else 0 */
    uint64_t cgroup;
    const struct column *column, *other; /* COLUMNS: compared with `other` */
    uint64_t scale, other_scale;         /* COLUMNS: makes their numbers comparable */

    /* What the end or the column is compared with: as much of it as was understood. */
    struct text text; /* as typed, without quotes */
    bool nocase;      /* COLUMN: a text is equal to it in upper and lower case */
    bool is_number;   /* a list: `range` is known */
    bool boolean;
    struct range range;      /* COLUMN: the numbers of which the comparison holds, in the
                              * column's unit; of a VALUE_INTEGER, moved up by INTEGER_ZERO */
    struct end_pattern *end; /* END, PORT; COLUMN: of an address, an endpoint, a port */
};

/* Of a test of one side. */
static inline enum side test_side(const struct test *test)
{
    return test->sides == SIDE_BIT(SIDE_LOCAL) ? SIDE_LOCAL : SIDE_REMOTE;
}

/* Negative integers come first. */
#define INTEGER_ZERO (UINT64_C(1) << 63)

enum node_kind { NODE_AND, NODE_OR, NODE_NOT, NODE_TEST };

struct filter_node {
    enum node_kind kind;
    enum bare_kind bare; /* it is a bare word, or alternatives of this kind */
    struct text typed;   /* a test, or its opposite, as a filter; else empty */
    union {
        struct {
            struct filter_node *first, *last; /* AND, OR: two or more; NOT: one */
        };
        struct test test;
    };
    struct filter_node *next;
};

#endif
