/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a filter says of a row. What does not apply to a row is equal to nothing, so `!=` holds of
 * it; what the system did not say is neither equal nor unequal, also under `not`.
 */
#include "filter.h"

#include "glob.h"
#include "node.h"

static enum truth truth(bool yes)
{
    return yes ? TRUTH_YES : TRUTH_NO;
}

/* What remains undecided decides: pending before unknown. */
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

static enum truth compare_numbers(enum comparison comparison, uint64_t value,
                                  const struct literal *literal)
{
    uint64_t number = literal->number;

    switch (comparison) {
    case COMPARE_EQUAL:
    case COMPARE_LIKE:
        return truth(value == number && !literal->inexact);
    case COMPARE_LESS:
        return truth(literal->inexact ? value <= number : value < number);
    case COMPARE_GREATER:
        return truth(value > number);
    case COMPARE_LESS_EQUAL:
        return truth(value <= number);
    case COMPARE_GREATER_EQUAL:
        return truth(literal->inexact ? value > number : value >= number);
    }
    return TRUTH_NO;
}

/* Both moved up by 2^63, so that negative ones come first. */
static enum truth compare_integers(enum comparison comparison, int64_t value,
                                   const struct literal *literal)
{
    struct literal moved = {.number = UINT64_C(1) << 63};

    if (literal->is_negative)
        moved.number -= literal->number;
    else
        moved.number += literal->number;
    return compare_numbers(comparison, (uint64_t)value ^ (UINT64_C(1) << 63), &moved);
}

static enum truth compare_text(enum comparison comparison, struct text value,
                               const struct literal *literal)
{
    int order;

    if (comparison == COMPARE_LIKE)
        return truth(glob_match(literal->text, value, false));
    if (comparison == COMPARE_EQUAL)
        return truth(text_equal(value, literal->text));
    order = text_compare(value, literal->text);
    switch (comparison) {
    case COMPARE_LESS:
        return truth(order < 0);
    case COMPARE_GREATER:
        return truth(order > 0);
    case COMPARE_LESS_EQUAL:
        return truth(order <= 0);
    default:
        return truth(order >= 0);
    }
}

/* One address and port against all of a host's. */
static enum truth match_host(const struct host_pattern *host, const struct endpoint *end)
{
    for (; host != NULL; host = host->next) {
        enum family family = (enum family)end->family;

        if (host->has_port && host->port != end->port)
            continue;
        if (host->has_interface && host->interface != end->interface)
            continue;
        if (host->has_address
                ? address_in_prefix(family, &end->address, host->family, &host->address, host->bits)
                : host->family == FAMILY_NONE || host->family == family ||
                      (host->family == FAMILY_INET && family == FAMILY_INET6 &&
                       address_is_v4_mapped(&end->address)))
            return TRUTH_YES;
    }
    return TRUTH_NO;
}

static enum truth compare(const struct test *test, const struct value *value);

/* A list holds where any cell of any item does that the literal can be compared with. A miss on a
 * partial list is unknown. */
static enum truth compare_list(const struct test *test, const struct list *list)
{
    enum truth any = list->partial && list->count > 0 ? TRUTH_UNKNOWN : TRUTH_NO;

    for (size_t item = 0; item < list->count; item++)
        for (size_t column = 0; column < list->type->column_count && any != TRUTH_YES; column++) {
            struct value cell = {.presence = VALUE_KNOWN, .type = list->type->columns[column].type};

            if ((cell.type == VALUE_NUMBER && !test->literal.is_number) || cell.type == VALUE_LIST)
                continue;
            list->cell(list, item, column, &cell);
            any = either(any, compare(test, &cell));
        }
    return any;
}

static enum truth compare_known(const struct test *test, const struct value *value)
{
    const struct literal *literal = &test->literal;

    switch (value->type) {
    case VALUE_TEXT:
        /* An address that is a name, against what was typed as an address. */
        if (literal->host != NULL)
            return truth(literal->host->glob.bytes != NULL &&
                         glob_match(literal->host->glob, value->text, true));
        return compare_text(test->comparison, value->text, literal);
    case VALUE_NUMBER:
    case VALUE_HEX64:
        return compare_numbers(test->comparison, value->number, literal);
    case VALUE_INTEGER:
        return compare_integers(test->comparison, value->integer, literal);
    case VALUE_BOOL:
        return truth(value->boolean == literal->boolean);
    case VALUE_ADDRESS:
    case VALUE_ENDPOINT:
        return literal->host == NULL ? TRUTH_NO : match_host(literal->host, &value->endpoint);
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

static enum truth judge_column(const struct test *test, const struct column_context *context,
                               const struct socket *socket)
{
    struct column_context each = *context;
    enum truth any = TRUTH_NO;
    struct value value;

    each.item = 0;
    do {
        column_get(test->column, &each, socket, &value);
        any = either(any, compare(test, &value));
        each.item++;
    } while (value.more && any != TRUTH_YES);
    return any;
}

/* Of a UDP socket Windows tells the local end alone. */
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

/* Addresses of other families are texts, in the columns of addresses. */
static enum truth judge_glob(const struct host_pattern *host, const struct column_context *context,
                             const struct socket *socket, enum side side)
{
    const struct column *column =
        column_find(side == SIDE_LOCAL ? TEXT("local_address") : TEXT("remote_address"));
    struct value value;

    if (host->family != (enum family)socket->family)
        return TRUTH_NO;
    column_get(column, context, socket, &value);
    if (value.presence == VALUE_UNKNOWN)
        return TRUTH_UNKNOWN;
    return truth(value.presence == VALUE_KNOWN && value.type == VALUE_TEXT &&
                 glob_match(host->glob, value.text, true));
}

/* Whether an end that nobody told could be one of these: of IPv6, an IPv4 one as well. */
static bool may_match(const struct host_pattern *host, enum family family)
{
    for (; host != NULL; host = host->next)
        if (host->family == FAMILY_NONE || host->family == family ||
            (host->family == FAMILY_INET && family == FAMILY_INET6))
            return true;
    return false;
}

static enum truth judge_end(const struct host_pattern *host, const struct column_context *context,
                            const struct socket *socket, enum side side)
{
    struct endpoint end = end_of(socket, side);

    if (!has_end(socket, side) && may_match(host, (enum family)socket->family))
        return TRUTH_UNKNOWN;
    if (host->glob.bytes != NULL)
        return judge_glob(host, context, socket, side);
    return match_host(host, &end);
}

static enum truth judge_host(const struct test *test, const struct column_context *context,
                             const struct socket *socket)
{
    enum truth any = TRUTH_NO;

    for (unsigned side = SIDE_LOCAL; side <= SIDE_REMOTE; side++)
        if ((test->sides & SIDE_BIT(side)) != 0)
            any = either(any, judge_end(test->host, context, socket, (enum side)side));
    return any;
}

/* Of families without IP addresses: netlink's port ids. */
static enum truth judge_number(const struct test *test, const struct socket *socket, enum side side)
{
    const struct ends_detail *ends = socket_ends(socket);
    struct literal port = {.number = test->port};
    bool local = side == SIDE_LOCAL;

    if (!has_end(socket, side) || ends == NULL)
        return TRUTH_UNKNOWN;
    if ((ends->have & (local ? ENDS_LOCAL_PORT : ENDS_REMOTE_PORT)) == 0 ||
        (test->host != NULL && test->host->family != FAMILY_NONE &&
         test->host->family != (enum family)socket->family))
        return TRUTH_NO;
    return compare_numbers(test->comparison, local ? ends->local_port : ends->remote_port, &port);
}

static enum truth judge_port(const struct test *test, const struct socket *socket)
{
    enum side side = test->sides == SIDE_BIT(SIDE_LOCAL) ? SIDE_LOCAL : SIDE_REMOTE;
    struct endpoint end = end_of(socket, side);
    struct literal port = {.number = test->port};

    if (!family_is_ip(socket->family))
        return judge_number(test, socket, side);
    if (!has_end(socket, side))
        return TRUTH_UNKNOWN;
    if (match_host(test->host, &end) != TRUTH_YES)
        return TRUTH_NO;
    return compare_numbers(test->comparison, end.port, &port);
}

/* A value that small records of the kernel do not have, and that others may keep to themselves. */
static enum truth judge_have(const struct socket *socket, uint32_t have, bool yes)
{
    if ((socket->have & have) != 0)
        return truth(yes);
    return (socket->flags & SOCKET_MINI) != 0 ? TRUTH_NO : TRUTH_UNKNOWN;
}

/*
 * A connection that was accepted has its listener's port, which the kernel does not count as chosen
 * by a program (net/core/sock.c, sk_clone); so, as in ss, the port must also be of those that the
 * system chooses. Of its small records the kernel does not say who chose the port.
 */
static enum truth judge_autobound(const struct filter *filter, const struct socket *socket)
{
    uint16_t port = socket->local_port;

    if (!has_end(socket, SIDE_LOCAL))
        return TRUTH_UNKNOWN;
    if (port == 0 ||
        (filter->ports_high != 0 && (port < filter->ports_low || port > filter->ports_high)))
        return TRUTH_NO;
    if ((socket->have & HAVE_AUTOBOUND) != 0 && (socket->flags & SOCKET_AUTOBOUND) == 0)
        return TRUTH_NO;
    if (filter->ports_high == 0)
        return TRUTH_UNKNOWN;
    return (socket->have & HAVE_AUTOBOUND) != 0 || (socket->flags & SOCKET_MINI) != 0
               ? TRUTH_YES
               : TRUTH_UNKNOWN;
}

static enum truth judge_states(const struct test *test, const struct socket *socket)
{
    uint32_t bit = socket_state_bit(socket);

    return bit == 0 ? TRUTH_UNKNOWN : truth((test->mask & bit) != 0);
}

static enum truth judge_families(const struct test *test, const struct socket *socket)
{
    for (unsigned family = FAMILY_NONE + 1; family < FAMILY_COUNT; family++)
        if ((test->mask & FAMILY_BIT(family)) != 0 &&
            socket_serves_family(socket, (enum family)family))
            return TRUTH_YES;
    /* Only v6only can say whether an IPv6 socket on the wildcard address answers for IPv4 too. */
    if ((test->mask & FAMILY_BIT(FAMILY_INET)) != 0 && socket_may_be_dual_stack(socket))
        return TRUTH_UNKNOWN;
    return TRUTH_NO;
}

static enum truth judge_test(const struct filter *filter, const struct test *test,
                             const struct column_context *context, const struct socket *socket)
{
    switch (test->kind) {
    case TEST_STATES:
        return judge_states(test, socket);
    case TEST_PROTOCOLS:
        return truth((test->mask & PROTOCOL_BIT(socket->protocol)) != 0);
    case TEST_FAMILIES:
        return judge_families(test, socket);
    case TEST_HOST:
        return judge_host(test, context, socket);
    case TEST_PORT:
        return judge_port(test, socket);
    case TEST_INTERFACE:
        return (socket->have & HAVE_INTERFACE) == 0 ? TRUTH_UNKNOWN
                                                    : truth(socket->interface == test->interface);
    case TEST_MARK:
        return judge_have(socket, HAVE_MARK, (socket->mark & test->mark_mask) == test->mark);
    case TEST_CGROUP:
        return judge_have(socket, HAVE_CGROUP, socket_cgroup(socket) == test->cgroup);
    case TEST_AUTOBOUND:
        return judge_autobound(filter, socket);
    case TEST_COLUMN:
        return judge_column(test, context, socket);
    }
    return TRUTH_UNKNOWN;
}

static enum truth judge(const struct filter *filter, const struct filter_node *node,
                        const struct column_context *context, const struct socket *socket);

static enum truth opposite(enum truth of)
{
    return of == TRUTH_YES ? TRUTH_NO : of == TRUTH_NO ? TRUTH_YES : of;
}

/* OR; and AND as the opposite of the OR of opposites. */
static enum truth judge_list(const struct filter *filter, const struct filter_node *list,
                             const struct column_context *context, const struct socket *socket)
{
    bool and_ = list->kind == NODE_AND;
    enum truth any = TRUTH_NO;

    for (const struct filter_node *node = list->first; node != NULL && any != TRUTH_YES;
         node = node->next) {
        enum truth one = judge(filter, node, context, socket);

        any = either(any, and_ ? opposite(one) : one);
    }
    return and_ ? opposite(any) : any;
}

static enum truth judge(const struct filter *filter, const struct filter_node *node,
                        const struct column_context *context, const struct socket *socket)
{
    switch (node->kind) {
    case NODE_AND:
    case NODE_OR:
        return judge_list(filter, node, context, socket);
    case NODE_NOT:
        return opposite(judge(filter, node->first, context, socket));
    case NODE_TEST:
        break;
    }
    return judge_test(filter, &node->test, context, socket);
}

enum truth filter_judge(const struct filter *filter, const struct column_context *context,
                        const struct socket *socket)
{
    return filter->root == NULL ? TRUTH_YES : judge(filter, filter->root, context, socket);
}

#define STATES_IDLE (STATE_BIT(STATE_LISTEN) | STATE_BIT(STATE_CLOSED) | STATE_BIT_BOUND)

static bool test_names_idle(const struct test *test)
{
    if (test->kind == TEST_STATES)
        return (test->mask & ~STATES_IDLE) == 0;
    if (test->kind != TEST_COLUMN)
        return false;
    switch (test->column->meaning) {
    case MEANING_LISTENING:
    case MEANING_BOUND:
        return test->literal.boolean;
    case MEANING_STATUS:
        return test->comparison == COMPARE_EQUAL;
    default:
        return false;
    }
}

/* `not` names nothing: `not state established` accepts listeners without asking for them. */
static bool names_idle(const struct filter *filter, const struct filter_node *node,
                       const struct column_context *context, const struct socket *socket)
{
    if (node->kind == NODE_TEST)
        return test_names_idle(&node->test);
    if (node->kind == NODE_NOT)
        return false;
    for (const struct filter_node *next = node->first; next != NULL; next = next->next)
        if (judge(filter, next, context, socket) == TRUTH_YES &&
            names_idle(filter, next, context, socket))
            return true;
    return false;
}

bool filter_names_idle(const struct filter *filter, const struct column_context *context,
                       const struct socket *socket)
{
    return filter->root != NULL && names_idle(filter, filter->root, context, socket);
}

static const struct filter_node *find_unknown(const struct filter *filter,
                                              const struct filter_node *node,
                                              const struct column_context *context,
                                              const struct socket *socket)
{
    if (judge(filter, node, context, socket) != TRUTH_UNKNOWN || node->kind == NODE_TEST)
        return node;
    for (const struct filter_node *next = node->first; next != NULL; next = next->next)
        if (judge(filter, next, context, socket) == TRUTH_UNKNOWN)
            return find_unknown(filter, next, context, socket);
    return node;
}

struct text filter_unknown(const struct filter *filter, const struct column_context *context,
                           const struct socket *socket)
{
    return filter->root == NULL ? TEXT("")
                                : find_unknown(filter, filter->root, context, socket)->typed;
}
