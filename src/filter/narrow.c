/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "narrow.h"

#include <string.h>

static struct bounds everything(void)
{
    struct bounds bounds = {.families = FAMILIES_ALL};

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        bounds.states[i] = STATES_EVERY;
    bounds.ends[SIDE_LOCAL].high = UINT16_MAX;
    bounds.ends[SIDE_REMOTE].high = UINT16_MAX;
    return bounds;
}

static bool same_address(const struct bounds_end *a, const struct bounds_end *b)
{
    return a->has_address && b->has_address && a->family == b->family &&
           memcmp(&a->address, &b->address, sizeof(a->address)) == 0;
}

static struct bounds_end join_ends(const struct bounds_end *a, const struct bounds_end *b,
                                   bool both)
{
    struct bounds_end end = both && !a->has_address ? *b : *a;

    end.has_address = both ? end.has_address : same_address(a, b);
    end.low = (a->low > b->low) == both ? a->low : b->low;
    end.high = (a->high < b->high) == both ? a->high : b->high;
    return end;
}

static bool is_empty(const struct bounds *bounds)
{
    uint32_t states = 0;

    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        states |= bounds->states[i];
    return states == 0 || bounds->families == 0 ||
           bounds->ends[SIDE_LOCAL].low > bounds->ends[SIDE_LOCAL].high ||
           bounds->ends[SIDE_REMOTE].low > bounds->ends[SIDE_REMOTE].high;
}

/* The bounds of rows that satisfy both, or either. */
static struct bounds join_bounds(const struct bounds *a, const struct bounds *b, bool both)
{
    struct bounds bounds = both && !a->has_interface ? *b : *a;

    if (!both && is_empty(a))
        return *b;
    if (!both && is_empty(b))
        return *a;
    if (!both)
        bounds.has_interface &= b->has_interface && a->interface == b->interface;
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        bounds.states[i] = both ? a->states[i] & b->states[i] : a->states[i] | b->states[i];
    bounds.families = both ? a->families & b->families : a->families | b->families;
    for (unsigned side = SIDE_LOCAL; side <= SIDE_REMOTE; side++)
        bounds.ends[side] = join_ends(&a->ends[side], &b->ends[side], both);
    return bounds;
}

static void bound_states(struct bounds *bounds, uint32_t mask)
{
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        bounds->states[i] &= mask;
}

static void bound_protocols(struct bounds *bounds, uint32_t protocols)
{
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++)
        if ((protocols & PROTOCOL_BIT(i)) == 0)
            bounds->states[i] = 0;
}

/* TCP sockets have these states, or others unless `yes`. Sockets of other protocols can have states
 * in `others` only if they are of that kind. */
static void bound_kind(struct bounds *bounds, bool yes, uint32_t tcp, uint32_t others)
{
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++) {
        if (i == PROTOCOL_TCP)
            bounds->states[i] &= yes ? tcp : ~tcp;
        else if (yes)
            bounds->states[i] &= others;
    }
}

static void bound_port(struct bounds_end *end, const struct range *range)
{
    bool none = range->low > range->high || range->low > UINT16_MAX;

    end->low = none ? 1 : (uint16_t)range->low;
    end->high = none ? 0 : (uint16_t)(range->high < UINT16_MAX ? range->high : UINT16_MAX);
}

/* From the lowest to the highest port; a single range may be empty. */
static void bound_ports(struct bounds_end *end, const struct end_pattern *pattern)
{
    struct range all = pattern->ports[0];

    for (size_t i = 1; i < pattern->port_count; i++) {
        const struct range *range = &pattern->ports[i];

        all.low = range->low < all.low ? range->low : all.low;
        all.high = range->high > all.high ? range->high : all.high;
    }
    bound_port(end, &all);
}

/* An IPv6 socket may carry IPv4. */
static uint32_t carriers(uint32_t families)
{
    return families | ((families & FAMILY_BIT(FAMILY_INET)) != 0 ? FAMILY_BIT(FAMILY_INET6) : 0);
}

static uint32_t families_of(const struct end_pattern *pattern)
{
    uint32_t families = 0;

    for (; pattern != NULL; pattern = pattern->next)
        families |= pattern->family == FAMILY_NONE ? FAMILIES_ALL : FAMILY_BIT(pattern->family);
    return carriers(families);
}

static bool is_one_address(const struct end_pattern *pattern)
{
    return pattern->has_address && pattern->bits == (pattern->family == FAMILY_INET ? 32u : 128u);
}

static void bound_end(struct bounds *bounds, unsigned sides, const struct end_pattern *pattern,
                      bool of_column)
{
    struct bounds_end *end =
        &bounds->ends[sides == SIDE_BIT(SIDE_LOCAL) ? SIDE_LOCAL : SIDE_REMOTE];

    bounds->families &= families_of(pattern);
    if (sides == SIDES_BOTH || pattern->next != NULL)
        return;
    if (pattern->port_count > 0)
        bound_ports(end, pattern);
    if (is_one_address(pattern)) {
        end->has_address = true;
        end->family = pattern->family;
        end->address = pattern->address;
    }
    if (pattern->has_interface && !of_column) {
        bounds->has_interface = true;
        bounds->interface = pattern->interface;
    }
}

static void bound_column(struct bounds *bounds, const struct test *test, bool negated)
{
    switch (test->column->meaning) {
    case MEANING_LISTENING:
        bound_kind(bounds, test->boolean != negated, STATE_BIT(STATE_LISTEN),
                   STATE_BIT(STATE_LISTEN) | STATE_BIT(STATE_CLOSED));
        break;
    case MEANING_BOUND:
        /* absent for UDP: neither true nor false, so the negation matches */
        if (test->boolean)
            bound_kind(bounds, !negated, STATE_BIT_BOUND, 0);
        break;
    case MEANING_FAMILY:
        if (!negated && test->comparison == COMPARE_EQUAL)
            bounds->families &= test->mask;
        break;
    case MEANING_LOCAL_PORT:
    case MEANING_REMOTE_PORT:
        if (!negated)
            bound_port(&bounds->ends[test_side(test)], &test->range);
        break;
    case MEANING_LOCAL_ADDRESS:
    case MEANING_LOCAL:
    case MEANING_REMOTE_ADDRESS:
    case MEANING_REMOTE:
        if (!negated)
            bound_end(bounds, test->sides, test->end, true);
        break;
    default:
        break;
    }
}

static struct bounds bounds_of_test(const struct test *test, bool negated)
{
    struct bounds bounds = everything();

    switch (test->kind) {
    case TEST_STATES:
        bound_states(&bounds, negated ? ~test->mask : test->mask);
        break;
    case TEST_PROTOCOLS:
        bound_protocols(&bounds, negated ? ~test->mask : test->mask);
        break;
    case TEST_FAMILIES:
        bounds.families &= negated ? ~test->mask : carriers(test->mask);
        break;
    case TEST_END:
    case TEST_PORT:
        if (!negated)
            bound_end(&bounds, test->sides, test->end, false);
        break;
    case TEST_INTERFACE:
        bounds.has_interface = !negated;
        bounds.interface = test->interface;
        break;
    case TEST_COLUMN:
        bound_column(&bounds, test, negated);
        break;
    default:
        break;
    }
    return bounds;
}

struct bounds bounds_of(const struct filter_node *node, bool negated)
{
    bool both = (node->kind == NODE_AND) != negated;
    struct bounds bounds;

    if (node->kind == NODE_TEST)
        return bounds_of_test(&node->test, negated);
    if (node->kind == NODE_NOT)
        return bounds_of(node->first, !negated);
    bounds = bounds_of(node->first, negated);
    for (const struct filter_node *next = node->first->next; next != NULL; next = next->next) {
        struct bounds more = bounds_of(next, negated);

        bounds = join_bounds(&bounds, &more, both);
    }
    return bounds;
}

/* Whether a test of states includes TCP sockets that are only bound to a port. */
static bool names_bound(const struct filter_node *node, bool negated)
{
    if (node->kind == NODE_TEST) {
        uint32_t states = bounds_of_test(&node->test, negated).states[PROTOCOL_TCP];

        return (states & STATE_BIT_BOUND) != 0 && (states & STATES_ALL) != STATES_ALL;
    }
    for (const struct filter_node *part = node->first; part != NULL; part = part->next)
        if (names_bound(part, negated != (node->kind == NODE_NOT)))
            return true;
    return false;
}

static struct request_end request_end(const struct bounds_end *end)
{
    return (struct request_end){
        .port = end->low == end->high ? end->low : 0,
        .has_address = end->has_address,
        .family = end->family,
        .address = end->address,
    };
}

static void apply(const struct bounds *bounds, struct request *request)
{
    uint32_t families = request->families & bounds->families;

    request->families = families;
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++) {
        uint32_t bit = PROTOCOL_BIT(i);

        request->states[i] &= bounds->states[i];
        if (is_empty(bounds) || (families & protocol_families((enum protocol)i)) == 0 ||
            (request->protocols & bit) == 0)
            request->states[i] = 0;
        if (request->states[i] == 0)
            request->protocols &= ~bit;
    }
    request->local = request_end(&bounds->ends[SIDE_LOCAL]);
    request->remote = request_end(&bounds->ends[SIDE_REMOTE]);
    request->interface_given = bounds->has_interface;
    request->interface = bounds->interface;
}

bool filter_narrow(const struct filter *filter, struct request *request)
{
    struct bounds bounds;
    struct predicate *predicate;

    request->autobound = filter->asks_autobound;
    if (filter->root == NULL)
        return true;
    bounds = bounds_of(filter->root, false);
    apply(&bounds, request);
    request->bound_named = names_bound(filter->root, false);
    predicate = push_predicate(filter, filter->root, false);
    request->predicate = predicate;
    return predicate != NULL;
}

static bool is_of_protocols(const struct filter_node *node)
{
    if (node->kind == NODE_TEST)
        return node->test.kind == TEST_PROTOCOLS;
    if (node->kind == NODE_NOT)
        return false;
    for (const struct filter_node *part = node->first; part != NULL; part = part->next)
        if (!is_of_protocols(part))
            return false;
    return true;
}

bool filter_is_of_protocols(const struct filter *filter)
{
    return filter->root == NULL || is_of_protocols(filter->root);
}
