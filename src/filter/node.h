/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A parsed filter: a tree of AND, OR and NOT over tests, in an arena. */
#ifndef LSOCK_FILTER_NODE_H
#define LSOCK_FILTER_NODE_H

#include "column.h"
#include "predicate.h"
#include "source.h"

/* Numbers from `low` to `high`, inclusive; empty if low > high. */
struct range {
    uint64_t low, high;
};

static inline bool range_has(const struct range *range, uint64_t number)
{
    return range->low <= number && number <= range->high;
}

/* The ends that `src` or `dst` accepts: an address, a prefix, ports, or a pattern of names. */
struct end_pattern {
    enum family family; /* FAMILY_NONE: any */
    bool has_address;   /* IPv4, IPv6 */
    bool has_interface;
    unsigned bits;
    uint32_t interface;
    struct address address;
    struct text glob;         /* other families; bytes NULL: any */
    struct range *ports;      /* any of these */
    size_t port_count;        /* 0: any port */
    struct end_pattern *next; /* another address of the same host name */
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
    TEST_STATES,    /* by socket_state_bit */
    TEST_PROTOCOLS, /* in `mask` */
    TEST_FAMILIES,  /* carries a family in `mask` */
    TEST_END,
    TEST_PORT,
    TEST_INTERFACE,
    TEST_MARK,
    TEST_CGROUP,
    TEST_AUTOBOUND,
    TEST_COLUMN,
    TEST_COLUMNS, /* two columns compared with each other */
};

#define SIDE_BIT(side) (1u << (side))
#define SIDES_BOTH     (SIDE_BIT(SIDE_LOCAL) | SIDE_BIT(SIDE_REMOTE))

struct test {
    enum test_kind kind;
    unsigned sides;             /* END, PORT: any of these */
    enum comparison comparison; /* COLUMN, COLUMNS */
    uint32_t mask;              /* STATES, PROTOCOLS, FAMILIES; MARK: the significant bits */
    uint32_t mark;
    uint32_t interface; /* INTERFACE; COLUMN of an interface: its index, or 0 */
    uint64_t cgroup;
    const struct column *column, *other; /* COLUMNS: compared with `other` */
    uint64_t scale, other_scale;         /* COLUMNS: factors to a common unit */

    /* The value to compare with, in every form that it could be parsed as. */
    struct text text; /* as typed, without quotes */
    bool nocase;      /* COLUMN: texts compare without case */
    bool is_number;   /* a list: `range` is known */
    bool boolean;
    struct range range; /* COLUMN: the numbers that match, in the column's unit; VALUE_INTEGER is
                           shifted up by INTEGER_ZERO */
    struct end_pattern *end; /* END, PORT; COLUMN: for addresses, endpoints, ports */
};

/* The side of a test with only one. */
static inline enum side test_side(const struct test *test)
{
    return test->sides == SIDE_BIT(SIDE_LOCAL) ? SIDE_LOCAL : SIDE_REMOTE;
}

/* Shifts negative integers below positive ones. */
#define INTEGER_ZERO (UINT64_C(1) << 63)

enum node_kind { NODE_AND, NODE_OR, NODE_NOT, NODE_TEST };

struct filter_node {
    enum node_kind kind;
    enum bare_kind bare; /* its kind if it is a bare word, or alternatives of bare words */
    struct text typed;   /* a test, or its opposite, in filter syntax; otherwise empty */
    union {
        struct {
            struct filter_node *first, *last; /* AND, OR: two or more; NOT: one */
        };
        struct test test;
    };
    struct filter_node *next;
};

#endif
