/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "filter.h"

#include "node.h"

static uint32_t asks_of_column(const struct column *column, bool peers_alone)
{
    switch (column == NULL ? MEANING_OTHER : column->meaning) {
    case MEANING_REMOTE_ADDRESS:
    case MEANING_REMOTE_PORT:
    case MEANING_REMOTE:
        return HAVE_REMOTE;
    case MEANING_STATUS:
    case MEANING_CONNECTED:
        return peers_alone ? HAVE_REMOTE : 0;
    default:
        return column == NULL ? 0 : column->place.have & HAVE_V6ONLY;
    }
}

static uint32_t asks_of_test(const struct test *test, bool peers_alone)
{
    switch (test->kind) {
    case TEST_END:
    case TEST_PORT:
        return test->sides == SIDE_BIT(SIDE_REMOTE) ? HAVE_REMOTE : 0;
    case TEST_STATES:
        return peers_alone ? HAVE_REMOTE : 0;
    case TEST_COLUMN:
    case TEST_COLUMNS:
        return asks_of_column(test->column, peers_alone) |
               asks_of_column(test->other, peers_alone);
    default:
        return 0;
    }
}

static uint32_t asks(const struct filter_node *node, bool peers_alone)
{
    uint32_t all = 0;

    if (node->kind == NODE_TEST)
        return asks_of_test(&node->test, peers_alone);
    for (const struct filter_node *part = node->first; part != NULL; part = part->next)
        all |= asks(part, peers_alone);
    return all;
}

uint32_t filter_asks(const struct filter *filter, uint32_t protocols)
{
    return filter->root == NULL ? 0 : asks(filter->root, protocols == PROTOCOL_BIT(PROTOCOL_UDP));
}
