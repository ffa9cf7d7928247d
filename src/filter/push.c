/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Converts a filter to a predicate. `not` is pushed down to single tests, so that tests which
 * cannot be pushed become TRUE anywhere. A test of a column is negated only if the kernel's answer
 * is exact: the kernel sees zero where the column is absent.
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

/* A test or its opposite. */
static struct predicate *one(const struct push *push, struct predicate test)
{
    struct predicate *made = predicate_new(push->arena, test.kind);

    if (made == NULL)
        return NULL;
    *made = test;
    return push->negated ? predicate_not(push->arena, made) : made;
}

/* The AND of a list, or if negated the OR of the opposites. */
static struct predicate *all(const struct push *push, struct predicate *a, struct predicate *b)
{
    return predicate_join(push->arena, push->negated ? PREDICATE_OR : PREDICATE_AND, a, b);
}

static struct predicate *any(const struct push *push, struct predicate *a, struct predicate *b)
{
    return predicate_join(push->arena, push->negated ? PREDICATE_AND : PREDICATE_OR, a, b);
}

/* The ports of the range from `least` on. An empty range, for which the kernel need not be asked,
 * is TRUE. */
static struct predicate *push_range(const struct push *push, enum side side,
                                    const struct range *range, uint64_t least)
{
    uint64_t low = range->low > least ? range->low : least;
    uint64_t high = range->high < UINT16_MAX ? range->high : UINT16_MAX;

    if (low > high)
        return anything(push);
    return one(push, (struct predicate){
                         .kind = PREDICATE_PORTS,
                         .side = side,
                         .ports = {(uint16_t)low, (uint16_t)high},
                     });
}

/* For a pattern with ports. */
static struct predicate *push_ports(const struct push *push, enum side side,
                                    const struct end_pattern *pattern)
{
    struct predicate *ports = push_range(push, side, &pattern->ports[0], 0);

    for (size_t i = 1; i < pattern->port_count; i++)
        ports = any(push, ports, push_range(push, side, &pattern->ports[i], 0));
    return ports;
}

static struct predicate *push_interface(const struct push *push, uint32_t index)
{
    return one(push, (struct predicate){.kind = PREDICATE_INTERFACE, .interface = index});
}

/* TRUE is neutral only for AND, not for the negated OR, so the list starts with its first test. */
static struct predicate *push_pattern(const struct push *push, enum side side,
                                      const struct end_pattern *pattern)
{
    struct predicate *tests[3], *joined;
    size_t count = 0;

    if (pattern->glob.bytes != NULL || !family_is_ip(pattern->family))
        return anything(push);
    if (pattern->family != FAMILY_NONE)
        tests[count++] = one(push, (struct predicate){
                                       .kind = PREDICATE_PREFIX,
                                       .side = side,
                                       .prefix = {pattern->family, pattern->bits, pattern->address},
                                   });
    if (pattern->port_count > 0)
        tests[count++] = push_ports(push, side, pattern);
    if (pattern->has_interface)
        tests[count++] = push_interface(push, pattern->interface);
    joined = count == 0 ? anything(push) : tests[0];
    for (size_t i = 1; i < count; i++)
        joined = all(push, joined, tests[i]);
    return joined;
}

static struct predicate *push_ends(const struct push *push, const struct test *test)
{
    struct predicate *tests = NULL;
    bool first = true;

    for (const struct end_pattern *pattern = test->end; pattern != NULL; pattern = pattern->next)
        for (unsigned side = SIDE_LOCAL; side <= SIDE_REMOTE; side++) {
            struct predicate *more;

            if ((test->sides & SIDE_BIT(side)) == 0)
                continue;
            more = push_pattern(push, (enum side)side, pattern);
            tests = first ? more : any(push, tests, more);
            first = false;
        }
    return tests;
}

static struct predicate *push_column(const struct push *push, const struct test *test)
{
    const struct end_pattern *end = test->end;

    switch (test->column->meaning) {
    case MEANING_LOCAL_PORT:
    case MEANING_REMOTE_PORT:
        return push_range(push, test_side(test), &test->range, 1);
    case MEANING_LOCAL_ADDRESS:
        return end->has_interface ? anything(push) : push_ends(push, test);
    case MEANING_LOCAL:
        return push_ends(push, test);
    case MEANING_REMOTE_ADDRESS:
        return push->negated || end->has_interface ? anything(push) : push_ends(push, test);
    case MEANING_REMOTE:
        return end->has_interface ? anything(push) : push_ends(push, test);
    case MEANING_INTERFACE:
        return test->comparison == COMPARE_EQUAL && test->interface != 0
                   ? push_interface(push, test->interface)
                   : anything(push);
    default:
        return anything(push);
    }
}

/* For small records the kernel tests mark and cgroup with values that it does not report, so these
 * tests are not pushed if negated. */
static struct predicate *push_test(const struct push *push, const struct test *test)
{
    switch (test->kind) {
    case TEST_END:
    case TEST_PORT:
        return push_ends(push, test);
    case TEST_INTERFACE:
        return push_interface(push, test->interface);
    case TEST_MARK:
        return push->negated ? anything(push)
                             : one(push, (struct predicate){.kind = PREDICATE_MARK,
                                                            .mark = {test->mark, test->mask}});
    case TEST_CGROUP:
        return push->negated ? anything(push)
                             : one(push, (struct predicate){.kind = PREDICATE_CGROUP,
                                                            .cgroup = test->cgroup});
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
