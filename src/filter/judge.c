/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Applies a filter to a row. A value that does not apply to a row equals nothing, so `!=` is true.
 * A value that the system did not report gives "unknown", also under `not`. */
#include "filter.h"

#include "glob.h"
#include "node.h"

static enum truth truth(bool yes)
{
    return yes ? TRUTH_YES : TRUTH_NO;
}

/* Pending takes precedence over unknown. */
static enum truth undecided(enum truth a, enum truth b)
{
    return a == TRUTH_PENDING || b == TRUTH_PENDING ? TRUTH_PENDING : TRUTH_UNKNOWN;
}

static enum truth either(enum truth a, enum truth b)
{
    if (a == TRUTH_YES || b == TRUTH_YES)
        return TRUTH_YES;
    if (a == TRUTH_NO && b == TRUTH_NO)
        return TRUTH_NO;
    return undecided(a, b);
}

/* `order`: negative if the first value comes before the second. */
static enum truth compare_order(enum comparison comparison, int order)
{
    switch (comparison) {
    case COMPARE_EQUAL:
    case COMPARE_LIKE:
        return truth(order == 0);
    case COMPARE_LESS:
        return truth(order < 0);
    case COMPARE_GREATER:
        return truth(order > 0);
    case COMPARE_LESS_EQUAL:
        return truth(order <= 0);
    case COMPARE_GREATER_EQUAL:
        return truth(order >= 0);
    }
    return TRUTH_NO;
}

static enum truth compare_text(const struct test *test, struct text value)
{
    if (test->comparison == COMPARE_LIKE)
        return truth(glob_match(test->text, value, test->nocase));
    if (test->comparison == COMPARE_EQUAL && test->nocase)
        return truth(text_equal_nocase(value, test->text));
    return compare_order(test->comparison, text_compare(value, test->text));
}

/* Whether one address and port match any alternative of a pattern. */
static bool pattern_matches(const struct end_pattern *pattern, const struct endpoint *end)
{
    for (; pattern != NULL; pattern = pattern->next) {
        enum family family = (enum family)end->family, wanted = pattern->family;

        if (!end_pattern_has_port(pattern, end->port))
            continue;
        if (pattern->has_interface && pattern->interface != end->interface)
            continue;
        if (pattern->has_address
                ? address_in_prefix(family, &end->address, wanted, &pattern->address, pattern->bits)
                : wanted == FAMILY_NONE || wanted == family ||
                      (wanted == FAMILY_INET && family == FAMILY_INET6 &&
                       address_is_v4_mapped(&end->address)))
            return true;
    }
    return false;
}

static enum truth compare(const struct test *test, const struct value *value);

/* A list matches if any cell of any item does that is comparable with the literal. No match in a
 * partial list is "unknown". */
static enum truth compare_list(const struct test *test, const struct list *list)
{
    enum truth any = list->partial && list->count > 0 ? TRUTH_UNKNOWN : TRUTH_NO;

    for (size_t item = 0; item < list->count; item++)
        for (size_t column = 0; column < list->type->column_count && any != TRUTH_YES; column++) {
            struct value cell = {.presence = VALUE_KNOWN, .type = list->type->columns[column].type};

            if ((cell.type == VALUE_NUMBER && !test->is_number) || cell.type == VALUE_LIST)
                continue;
            list->cell(list, item, column, &cell);
            any = either(any, compare(test, &cell));
        }
    return any;
}

static enum truth compare_known(const struct test *test, const struct value *value)
{
    const struct end_pattern *end = test->end;

    switch (value->type) {
    case VALUE_TEXT:
        /* an address that is a name, compared with a typed address */
        if (end != NULL)
            return truth(end->glob.bytes != NULL && glob_match(end->glob, value->text, true));
        return compare_text(test, value->text);
    case VALUE_NUMBER:
    case VALUE_HEX64:
        return truth(range_has(&test->range, value->number));
    case VALUE_INTEGER:
        return truth(range_has(&test->range, (uint64_t)value->integer ^ INTEGER_ZERO));
    case VALUE_BOOL:
        return truth(value->boolean == test->boolean);
    case VALUE_ENDPOINT:
        if (value->endpoint.name.length > 0)
            return TRUTH_UNKNOWN; /* a name, or truncated */
        return truth(pattern_matches(end, &value->endpoint));
    case VALUE_ADDRESS:
        return truth(pattern_matches(end, &value->endpoint));
    case VALUE_LIST:
        return compare_list(test, &value->list);
    case VALUE_TYPE_COUNT:
        break;
    }
    return TRUTH_NO;
}

static enum truth compare(const struct test *test, const struct value *value)
{
    switch (value->presence) {
    case VALUE_ABSENT:
        return TRUTH_NO;
    case VALUE_UNKNOWN:
        return TRUTH_UNKNOWN;
    case VALUE_PENDING:
        return TRUTH_PENDING;
    case VALUE_KNOWN:
        break;
    }
    return compare_known(test, value);
}

/* The row being tested. */
struct row {
    const struct filter *filter;
    const struct column_context *context;
    const struct socket *socket;
};

static enum truth judge_column(const struct row *row, const struct test *test)
{
    struct column_context each = *row->context;
    enum truth any = TRUTH_NO;
    struct value value;

    each.item = 0;
    do {
        column_get(test->column, &each, row->socket, &value);
        any = either(any, compare(test, &value));
        each.item++;
    } while (value.more && any != TRUTH_YES);
    return any;
}

static uint64_t scaled(uint64_t number, uint64_t scale)
{
    return number > UINT64_MAX / scale ? UINT64_MAX : number * scale;
}

static enum truth judge_columns(const struct row *row, const struct test *test)
{
    struct column_context first = *row->context;
    struct value a, b;
    uint64_t left, right;

    first.item = 0;
    column_get(test->column, &first, row->socket, &a);
    column_get(test->other, &first, row->socket, &b);
    if (a.presence == VALUE_ABSENT || b.presence == VALUE_ABSENT)
        return TRUTH_NO;
    if (a.presence == VALUE_PENDING || b.presence == VALUE_PENDING)
        return TRUTH_PENDING;
    if (a.presence == VALUE_UNKNOWN || b.presence == VALUE_UNKNOWN)
        return TRUTH_UNKNOWN;
    left = scaled(a.number, test->scale);
    right = scaled(b.number, test->other_scale);
    return compare_order(test->comparison, (left > right) - (left < right));
}

/* Windows reports only the local end of UDP sockets; other tools truncate ends or print names. */
static bool has_end(const struct socket *socket, enum side side)
{
    return (socket->have & (side == SIDE_LOCAL ? HAVE_LOCAL : HAVE_REMOTE)) != 0;
}

static struct endpoint end_of(const struct socket *socket, enum side side)
{
    bool local = side == SIDE_LOCAL;

    return (struct endpoint){
        .address = local ? socket->local : socket->remote,
        .port = local ? socket->local_port : socket->remote_port,
        .interface = socket->interface,
        .family = socket->family,
    };
}

/* In other families the address columns are texts. */
static enum truth judge_glob(const struct row *row, const struct end_pattern *pattern,
                             enum side side)
{
    const struct column *column =
        column_find(side == SIDE_LOCAL ? TEXT("local_address") : TEXT("remote_address"));
    struct value value;

    if (pattern->family != (enum family)row->socket->family)
        return TRUTH_NO;
    column_get(column, row->context, row->socket, &value);
    if (value.presence == VALUE_UNKNOWN)
        return TRUTH_UNKNOWN;
    return truth(value.presence == VALUE_KNOWN && value.type == VALUE_TEXT &&
                 glob_match(pattern->glob, value.text, true));
}

/* Whether an unknown end could match: that of an IPv6 socket may be an IPv4 address. */
static bool may_match(const struct end_pattern *pattern, enum family family)
{
    for (; pattern != NULL; pattern = pattern->next)
        if (pattern->family == FAMILY_NONE || family == FAMILY_NONE || pattern->family == family ||
            (pattern->family == FAMILY_INET && family == FAMILY_INET6))
            return true;
    return false;
}

/* Tests one alternative for an end whose address, port or both are unknown. */
static enum truth judge_part(const struct row *row, struct end_pattern pattern, enum side side)
{
    enum family family = (enum family)row->socket->family, wanted = pattern.family;
    bool address = socket_knows_address(row->socket, side == SIDE_LOCAL);
    bool port = socket_knows_port(row->socket, side == SIDE_LOCAL);
    bool open = !address && (pattern.has_address || (wanted != FAMILY_NONE && wanted != family));
    struct endpoint end = end_of(row->socket, side);

    pattern.next = NULL;
    if (!port && pattern.port_count > 0) {
        open = true;
        pattern.port_count = 0;
    }
    if (!address && may_match(&pattern, family)) {
        pattern.has_address = false;
        pattern.family = FAMILY_NONE;
    }
    if (!pattern_matches(&pattern, &end))
        return TRUTH_NO;
    return open ? TRUTH_UNKNOWN : TRUTH_YES;
}

static enum truth judge_partial(const struct row *row, const struct end_pattern *pattern,
                                enum side side)
{
    enum truth any = TRUTH_NO;

    for (; pattern != NULL; pattern = pattern->next)
        any = either(any, judge_part(row, *pattern, side));
    return any;
}

static enum truth judge_one_end(const struct row *row, const struct test *test, enum side side)
{
    const struct end_pattern *pattern = test->end;
    struct endpoint end = end_of(row->socket, side);

    if (!has_end(row->socket, side) && family_is_ip(row->socket->family))
        return judge_partial(row, pattern, side);
    if (!has_end(row->socket, side) && may_match(pattern, (enum family)row->socket->family))
        return TRUTH_UNKNOWN;
    if (pattern->glob.bytes != NULL)
        return judge_glob(row, pattern, side);
    return truth(pattern_matches(pattern, &end));
}

/* True if any of the test's sides matches. */
static enum truth judge_sides(const struct row *row, const struct test *test,
                              enum truth (*judge_one)(const struct row *row,
                                                      const struct test *test, enum side side))
{
    enum truth any = TRUTH_NO;

    for (unsigned side = SIDE_LOCAL; side <= SIDE_REMOTE; side++)
        if ((test->sides & SIDE_BIT(side)) != 0)
            any = either(any, judge_one(row, test, (enum side)side));
    return any;
}

static enum truth judge_end(const struct row *row, const struct test *test)
{
    return judge_sides(row, test, judge_one_end);
}

/* Families without IP addresses: netlink port ids. */
static enum truth judge_port_id(const struct row *row, const struct test *test, bool local)
{
    const struct ends_detail *ends = socket_ends(row->socket);
    enum family family = test->end->family;

    if (ends == NULL)
        return TRUTH_UNKNOWN;
    return truth((ends->have & (local ? ENDS_LOCAL_PORT : ENDS_REMOTE_PORT)) != 0 &&
                 (family == FAMILY_NONE || family == (enum family)row->socket->family) &&
                 end_pattern_has_port(test->end, local ? ends->local_port : ends->remote_port));
}

static enum truth judge_one_port(const struct row *row, const struct test *test, enum side side)
{
    struct endpoint end = end_of(row->socket, side);

    if (!has_end(row->socket, side))
        return family_is_ip(row->socket->family) ? judge_partial(row, test->end, side)
                                                 : TRUTH_UNKNOWN;
    if (!family_is_ip(row->socket->family))
        return judge_port_id(row, test, side == SIDE_LOCAL);
    return truth(pattern_matches(test->end, &end));
}

static enum truth judge_port(const struct row *row, const struct test *test)
{
    return judge_sides(row, test, judge_one_port);
}

static enum truth judge_interface(const struct row *row, const struct test *test)
{
    return (row->socket->have & HAVE_INTERFACE) == 0
               ? TRUTH_UNKNOWN
               : truth(row->socket->interface == test->interface);
}

/* Small kernel records never have these values; other sockets may not report them. */
static enum truth judge_have(const struct socket *socket, uint32_t have, bool yes)
{
    if ((socket->have & have) != 0)
        return truth(yes);
    return (socket->flags & SOCKET_MINI) != 0 ? TRUTH_NO : TRUTH_UNKNOWN;
}

static enum truth judge_mark(const struct row *row, const struct test *test)
{
    return judge_have(row->socket, HAVE_MARK, (row->socket->mark & test->mask) == test->mark);
}

static enum truth judge_cgroup(const struct row *row, const struct test *test)
{
    return judge_have(row->socket, HAVE_CGROUP, socket_cgroup(row->socket) == test->cgroup);
}

/*
 * An accepted connection inherits its listener's port, but the kernel does not count that port as
 * chosen by a program (net/core/sock.c, sk_clone). So, as in ss, the port must also be in the
 * ephemeral range. For small records the kernel does not report who chose the port.
 */
static enum truth judge_autobound(const struct row *row, const struct test *test UNUSED)
{
    const struct filter *filter = row->filter;
    const struct socket *socket = row->socket;
    bool known = (socket->have & HAVE_AUTOBOUND) != 0, ranged = filter->ports_high != 0;
    uint16_t port = socket->local_port;

    if (!has_end(socket, SIDE_LOCAL))
        return TRUTH_UNKNOWN;
    if (port == 0 || (ranged && (port < filter->ports_low || port > filter->ports_high)) ||
        (known && (socket->flags & SOCKET_AUTOBOUND) == 0))
        return TRUTH_NO;
    return ranged && (known || (socket->flags & SOCKET_MINI) != 0) ? TRUTH_YES : TRUTH_UNKNOWN;
}

static enum truth judge_states(const struct row *row, const struct test *test)
{
    uint32_t bit = socket_state_bit(row->socket);

    return bit == 0 ? TRUTH_UNKNOWN : truth((test->mask & bit) != 0);
}

static enum truth judge_protocols(const struct row *row, const struct test *test)
{
    return truth((test->mask & PROTOCOL_BIT(row->socket->protocol)) != 0);
}

static enum truth judge_families(const struct row *row, const struct test *test)
{
    for (unsigned family = FAMILY_NONE + 1; family < FAMILY_COUNT; family++)
        if ((test->mask & FAMILY_BIT(family)) != 0 &&
            socket_serves_family(row->socket, (enum family)family))
            return TRUTH_YES;
    /* Only v6only shows whether an IPv6 socket on the wildcard address also accepts IPv4. */
    if ((test->mask & FAMILY_BIT(FAMILY_INET)) != 0 && socket_may_be_dual_stack(row->socket))
        return TRUTH_UNKNOWN;
    return TRUTH_NO;
}

static enum truth (*const judges[])(const struct row *row, const struct test *test) = {
    [TEST_STATES] = judge_states,       [TEST_PROTOCOLS] = judge_protocols,
    [TEST_FAMILIES] = judge_families,   [TEST_END] = judge_end,
    [TEST_PORT] = judge_port,           [TEST_INTERFACE] = judge_interface,
    [TEST_MARK] = judge_mark,           [TEST_CGROUP] = judge_cgroup,
    [TEST_AUTOBOUND] = judge_autobound, [TEST_COLUMN] = judge_column,
    [TEST_COLUMNS] = judge_columns,
};

static enum truth opposite(enum truth of)
{
    return of == TRUTH_YES ? TRUTH_NO : of == TRUTH_NO ? TRUTH_YES : of;
}

/* AND is computed as the negation of an OR of negations. */
static enum truth judge(const struct row *row, const struct filter_node *node)
{
    bool is_or = node->kind == NODE_OR;
    enum truth any = TRUTH_NO;

    if (node->kind == NODE_TEST)
        return judges[node->test.kind](row, &node->test);
    if (node->kind == NODE_NOT)
        return opposite(judge(row, node->first));
    for (const struct filter_node *part = node->first; part != NULL && any != TRUTH_YES;
         part = part->next) {
        enum truth one = judge(row, part);

        any = either(any, is_or ? one : opposite(one));
    }
    return is_or ? any : opposite(any);
}

enum truth filter_judge(const struct filter *filter, const struct column_context *context,
                        const struct socket *socket)
{
    const struct row row = {filter, context, socket};

    return filter->root == NULL ? TRUTH_YES : judge(&row, filter->root);
}

static bool test_names(const struct test *test, uint32_t states)
{
    if (test->kind == TEST_STATES)
        return (test->mask & ~states) == 0;
    if (test->kind != TEST_COLUMN)
        return false;
    switch (test->column->meaning) {
    case MEANING_LISTENING:
        return test->boolean && (states & STATE_BIT(STATE_LISTEN)) != 0;
    case MEANING_BOUND:
        return test->boolean && (states & STATE_BIT_BOUND) != 0;
    case MEANING_STATUS:
        return test->comparison == COMPARE_EQUAL;
    default:
        return false;
    }
}

/* `not` names no states: `not state established` accepts listeners without naming them. */
static bool names(const struct row *row, const struct filter_node *node, uint32_t states)
{
    if (node->kind == NODE_TEST)
        return test_names(&node->test, states);
    if (node->kind == NODE_NOT)
        return false;
    for (const struct filter_node *part = node->first; part != NULL; part = part->next)
        if (judge(row, part) == TRUTH_YES && names(row, part, states))
            return true;
    return false;
}

bool filter_names(const struct filter *filter, const struct column_context *context,
                  const struct socket *socket, uint32_t states)
{
    const struct row row = {filter, context, socket};

    return filter->root != NULL && names(&row, filter->root, states);
}

static bool is_decided(enum truth truth)
{
    return truth == TRUTH_YES || truth == TRUTH_NO;
}

struct text filter_unknown(const struct filter *filter, const struct column_context *context,
                           const struct socket *socket)
{
    const struct row row = {filter, context, socket};
    const struct filter_node *node = filter->root, *part = node;

    while (part != NULL && part->kind != NODE_TEST) {
        for (part = part->first; part != NULL && is_decided(judge(&row, part));)
            part = part->next;
        node = part != NULL ? part : node;
    }
    return node == NULL ? TEXT("") : node->typed;
}
