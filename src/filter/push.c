/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Filter to predicate. `not` is carried down to the single tests, so that what cannot be pushed is
 * TRUE wherever it stands. A test of a column is negated only where the kernel's answer is exact:
 * the column is absent where the kernel sees a zero.
 */
#include "narrow.h"

struct push {
    struct arena *arena;
    bool negated;
};

static struct predicate *anything(const struct push *push)
{
    return predicate_new(push->arena, PREDICATE_TRUE);
}

/* The test itself or its opposite. */
static struct predicate *as_meant(const struct push *push, struct predicate *test)
{
    return push->negated ? predicate_not(push->arena, test) : test;
}

/* All of a list, or, negated, any of the opposites. */
static struct predicate *all(const struct push *push, struct predicate *a, struct predicate *b)
{
    return predicate_join(push->arena, push->negated ? PREDICATE_OR : PREDICATE_AND, a, b);
}

static struct predicate *any(const struct push *push, struct predicate *a, struct predicate *b)
{
    return predicate_join(push->arena, push->negated ? PREDICATE_AND : PREDICATE_OR, a, b);
}

static struct predicate *push_range(const struct push *push, enum side side, uint16_t low,
                                    uint16_t high)
{
    struct predicate *test = predicate_new(push->arena, PREDICATE_PORTS);

    if (test == NULL)
        return NULL;
    test->side = side;
    test->ports.low = low;
    test->ports.high = high;
    return as_meant(push, test);
}

/* Ports that compare so and are at least `least`. An empty range, which no kernel needs to be asked
 * for, is TRUE. */
static struct predicate *push_port(const struct push *push, enum side side,
                                   enum comparison comparison, uint64_t port, uint64_t least)
{
    uint64_t low = least, high = UINT16_MAX;

    switch (comparison) {
    case COMPARE_EQUAL:
        low = port < least ? UINT16_MAX + UINT64_C(1) : port;
        high = port;
        break;
    case COMPARE_LESS:
        if (port <= low)
            return anything(push);
        high = port - 1;
        break;
    case COMPARE_LESS_EQUAL:
        high = port;
        break;
    case COMPARE_GREATER:
        low = port + 1 > low ? port + 1 : low;
        break;
    case COMPARE_GREATER_EQUAL:
        low = port > low ? port : low;
        break;
    case COMPARE_LIKE:
        return anything(push);
    }
    if (high > UINT16_MAX)
        high = UINT16_MAX;
    return low > high ? anything(push) : push_range(push, side, (uint16_t)low, (uint16_t)high);
}

static struct predicate *push_interface(const struct push *push, uint32_t index)
{
    struct predicate *test = predicate_new(push->arena, PREDICATE_INTERFACE);

    if (test == NULL)
        return NULL;
    test->interface = index;
    return as_meant(push, test);
}

static struct predicate *push_prefix(const struct push *push, enum side side, enum family family,
                                     const struct address *address, unsigned bits)
{
    struct predicate *test = predicate_new(push->arena, PREDICATE_PREFIX);

    if (test == NULL)
        return NULL;
    test->side = side;
    test->prefix.family = family;
    test->prefix.bits = bits;
    test->prefix.address = *address;
    return as_meant(push, test);
}

/* The neutral element of `all` under this polarity is TRUE only where it is not negated: so lists
 * are begun with their first test, and NULL stands for "none yet" here. */
struct tests {
    struct predicate *tests;
    bool begun;
};

static void add(const struct push *push, struct tests *list, struct predicate *test)
{
    list->tests = list->begun ? all(push, list->tests, test) : test;
    list->begun = true;
}

static struct predicate *push_pattern(const struct push *push, enum side side,
                                      const struct host_pattern *host)
{
    static const struct address zero;
    struct tests list = {NULL, false};

    if (host->glob.bytes != NULL || (host->family != FAMILY_NONE && host->family != FAMILY_INET &&
                                     host->family != FAMILY_INET6))
        return anything(push);
    if (host->has_address)
        add(push, &list, push_prefix(push, side, host->family, &host->address, host->bits));
    else if (host->family != FAMILY_NONE)
        add(push, &list, push_prefix(push, side, host->family, &zero, 0));
    if (host->has_port)
        add(push, &list, push_range(push, side, host->port, host->port));
    if (host->has_interface)
        add(push, &list, push_interface(push, host->interface));
    return list.begun ? list.tests : anything(push);
}

static struct predicate *push_host(const struct push *push, unsigned sides,
                                   const struct host_pattern *host)
{
    struct predicate *tests = NULL;
    bool begun = false;

    for (; host != NULL; host = host->next)
        for (unsigned side = SIDE_LOCAL; side <= SIDE_REMOTE; side++) {
            struct predicate *one;

            if ((sides & SIDE_BIT(side)) == 0)
                continue;
            one = push_pattern(push, (enum side)side, host);
            tests = begun ? any(push, tests, one) : one;
            begun = true;
        }
    return tests;
}

static struct predicate *push_port_test(const struct push *push, const struct test *test)
{
    enum side side = test->sides == SIDE_BIT(SIDE_LOCAL) ? SIDE_LOCAL : SIDE_REMOTE;
    struct predicate *port = push_port(push, side, test->comparison, test->port, 0);

    if (test->host->family == FAMILY_NONE)
        return port;
    return all(push, push_pattern(push, side, test->host), port);
}

/* Of its small records the kernel takes mark and cgroup for what they may not be, and does not tell
 * them: so these tests are not asked for negated. */
static struct predicate *push_mark(const struct push *push, const struct test *test)
{
    struct predicate *mark =
        predicate_new(push->arena, push->negated ? PREDICATE_TRUE : PREDICATE_MARK);

    if (mark == NULL || push->negated)
        return mark;
    mark->mark.value = test->mark;
    mark->mark.mask = test->mark_mask;
    return mark;
}

static struct predicate *push_cgroup(const struct push *push, const struct test *test)
{
    struct predicate *cgroup =
        predicate_new(push->arena, push->negated ? PREDICATE_TRUE : PREDICATE_CGROUP);

    if (cgroup == NULL || push->negated)
        return cgroup;
    cgroup->cgroup = test->cgroup;
    return cgroup;
}

static struct predicate *push_column(const struct push *push, const struct test *test)
{
    const struct literal *literal = &test->literal;

    switch (test->column->meaning) {
    case MEANING_LOCAL_PORT:
        return push_port(push, SIDE_LOCAL, test->comparison, literal->number, 1);
    case MEANING_REMOTE_PORT:
        return push_port(push, SIDE_REMOTE, test->comparison, literal->number, 1);
    case MEANING_LOCAL_ADDRESS:
        return literal->host->has_port || literal->host->has_interface
                   ? anything(push)
                   : push_host(push, SIDE_BIT(SIDE_LOCAL), literal->host);
    case MEANING_LOCAL:
        return push_host(push, SIDE_BIT(SIDE_LOCAL), literal->host);
    case MEANING_REMOTE_ADDRESS:
        return push->negated || literal->host->has_port || literal->host->has_interface
                   ? anything(push)
                   : push_host(push, SIDE_BIT(SIDE_REMOTE), literal->host);
    case MEANING_REMOTE:
        return literal->host->has_interface ? anything(push)
                                            : push_host(push, SIDE_BIT(SIDE_REMOTE), literal->host);
    case MEANING_INTERFACE:
        return test->comparison == COMPARE_EQUAL && test->interface != 0
                   ? push_interface(push, test->interface)
                   : anything(push);
    default:
        return anything(push);
    }
}

static struct predicate *push_test(const struct push *push, const struct test *test)
{
    switch (test->kind) {
    case TEST_HOST:
        return push_host(push, test->sides, test->host);
    case TEST_PORT:
        return push_port_test(push, test);
    case TEST_INTERFACE:
        return push_interface(push, test->interface);
    case TEST_MARK:
        return push_mark(push, test);
    case TEST_CGROUP:
        return push_cgroup(push, test);
    case TEST_COLUMN:
        return push_column(push, test);
    default:
        return anything(push);
    }
}

struct predicate *push_predicate(const struct filter *filter, const struct filter_node *node,
                                 bool negated)
{
    struct push push = {filter->arena, negated};
    struct predicate *tests;

    if (node->kind == NODE_TEST)
        return push_test(&push, &node->test);
    if (node->kind == NODE_NOT)
        return push_predicate(filter, node->first, !negated);
    tests = push_predicate(filter, node->first, negated);
    for (const struct filter_node *next = node->first->next; next != NULL; next = next->next) {
        struct predicate *more = push_predicate(filter, next, negated);

        tests = node->kind == NODE_AND ? all(&push, tests, more) : any(&push, tests, more);
    }
    return tests;
}
