/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbering of distinct values, and grouping of sockets by columns. */
#include "unit.h"

#include <stdlib.h>

#include "groups.h"

static struct snapshot snapshot;
static struct column_context context;
static struct groups groups;
static struct column_list by, sums;

static void setup(void)
{
    snapshot_init(&snapshot);
    context = (struct column_context){.snapshot = &snapshot};
    by.count = sums.count = 0;
    ck_assert_ptr_nonnull(snapshot_begin_source(&snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, 1));
}

static void teardown(void)
{
    groups_free(&groups);
    groups = (struct groups){.by = NULL}; /* not every test makes groups */
    snapshot_free(&snapshot);
}

/* Groups all rows, sorted by `order`. */
static uint32_t *group(const char *columns, const char *summed, const struct order *order)
{
    struct error error;
    uint32_t *sorted;

    ck_assert(column_list_parse(&by, text_of(columns), &error));
    if (summed != NULL)
        ck_assert(column_list_parse(&sums, text_of(summed), &error));
    groups_init(&groups, &context, &by, &sums);
    for (size_t row = 0; row < snapshot.count; row++)
        ck_assert(groups_add(&groups, (uint32_t)row));
    sorted = groups_sorted(&groups, order);
    ck_assert_ptr_nonnull(sorted);
    return sorted;
}

static struct value value_of(uint32_t number, const struct column *column)
{
    struct value value;

    groups_get(&groups, number, column, &value);
    return value;
}

static void add(const struct socket *socket)
{
    ck_assert(snapshot_add(&snapshot, socket));
}

static const struct order no_order = {.count = 0};

/* All values have the same hash. */
static bool same_number(const void *value, uint32_t number)
{
    return *(const uint32_t *)value % 100 == number;
}

START_TEST(distinct_values_whose_hashes_collide)
{
    struct distinct distinct = {.count = 0};

    for (uint32_t i = 0; i < 1000; i++)
        ck_assert_uint_eq(distinct_enter(&distinct, 7, same_number, &i), i % 100);
    ck_assert_uint_eq(distinct.count, 100);
    distinct_free(&distinct);
}
END_TEST

START_TEST(many_groups)
{
    const uint64_t count = 50000, step = UINT64_C(1) << (_i * 12);
    uint32_t *sorted;

    for (uint64_t i = 0; i < count; i++)
        for (uint64_t k = 0; k <= (i == 3); k++)
            add(&(struct socket){.inode = i * step, .have = HAVE_INODE});
    sorted = group("inode", NULL, &no_order);
    ck_assert_uint_eq(groups.count, count);
    ck_assert_uint_eq(value_of(sorted[0], by.columns[0]).number, 3 * step);
    ck_assert_uint_eq(value_of(sorted[0], &groups_sockets).number, 2);
    for (size_t i = 2; i < count; i++)
        ck_assert_uint_lt(value_of(sorted[i - 1], by.columns[0]).number,
                          value_of(sorted[i], by.columns[0]).number);
    free(sorted);
}
END_TEST

START_TEST(unknown_values_are_a_group)
{
    uint32_t *sorted;

    add(&(struct socket){.uid = 0, .have = HAVE_UID});
    add(&(struct socket){.uid = 7, .inode = 1, .have = HAVE_INODE}); /* unknown */
    add(&(struct socket){.uid = 8, .flags = SOCKET_MINI});           /* has none */
    add(&(struct socket){.uid = 9, .inode = 2, .have = HAVE_INODE});
    sorted = group("uid", NULL, &no_order);
    ck_assert_uint_eq(groups.count, 3);
    ck_assert_uint_eq(value_of(sorted[0], &groups_sockets).number, 2);
    ck_assert(groups_is_unknown(&groups, sorted[0]));
    ck_assert_int_eq(value_of(sorted[1], by.columns[0]).presence, VALUE_KNOWN);
    ck_assert_int_eq(value_of(sorted[2], by.columns[0]).presence, VALUE_ABSENT);
    ck_assert(!groups_is_unknown(&groups, sorted[2]));
    free(sorted);
}
END_TEST

static void assert_sum(enum value_presence presence, uint64_t number)
{
    struct value value = value_of(0, sums.columns[0]);

    ck_assert_int_eq(value.presence, presence);
    if (presence == VALUE_KNOWN)
        ck_assert_uint_eq(value.number, number);
}

static struct socket with_queue(uint32_t bytes, uint32_t have)
{
    return (struct socket){
        .protocol = PROTOCOL_TCP, .state = STATE_ESTABLISHED, .recv_queue = bytes, .have = have};
}

/* Rows in which the value is known, does not apply, or is unknown. */
START_TEST(sums_of_unknown_values)
{
    struct socket listener = with_queue(5, HAVE_ACCEPT_QUEUE);
    struct socket full = with_queue(UINT32_MAX, HAVE_RECV_QUEUE), mute = with_queue(1, 0);

    listener.state = STATE_LISTEN;
    for (int i = 0; i < _i; i++)
        add(i < 1 ? &listener : i < 3 ? &full : &mute);
    if (_i > 0)
        free(group("protocol", "recv_queue", &no_order));
    if (_i == 1)
        assert_sum(VALUE_ABSENT, 0);
    else if (_i > 1)
        assert_sum(_i < 4 ? VALUE_KNOWN : VALUE_UNKNOWN, (uint64_t)(_i - 1) * UINT32_MAX);
}
END_TEST

START_TEST(one_host_by_either_family)
{
    struct socket socket = {.protocol = PROTOCOL_TCP,
                            .family = FAMILY_INET,
                            .remote = {{10, 0, 0, 5}},
                            .remote_port = 80,
                            .have = HAVE_ADDRESSES};
    struct value address;
    uint32_t *sorted;

    add(&socket);
    socket.family = FAMILY_INET6;
    socket.remote = (struct address){{[10] = 0xff, 0xff, 10, 0, 0, 5}};
    add(&socket);
    socket.remote.bytes[9] = 1;
    add(&socket);
    sorted = group("remote_address,remote", NULL, &no_order);
    ck_assert_uint_eq(groups.count, 2);
    ck_assert_uint_eq(value_of(sorted[0], &groups_sockets).number, 2);
    address = value_of(sorted[0], by.columns[0]);
    ck_assert_int_eq(address.endpoint.family, FAMILY_INET);
    ck_assert_int_eq(address.endpoint.address.bytes[3], 5);
    free(sorted);
}
END_TEST

START_TEST(groups_in_the_requested_order)
{
    struct order order = {.count = 0};
    struct error error;
    uint32_t *sorted;

    ck_assert(order_parse(&order, TEXT("sockets,-uid"), &groups_sockets, &error));
    for (uint32_t i = 0; i < 100; i++)
        add(&(struct socket){.uid = i % 7, .have = HAVE_UID}); /* 15, 15, 14, 14, 14, 14, 14 */
    sorted = group("uid", NULL, &order);
    for (uint32_t i = 0; i < 7; i++)
        ck_assert_uint_eq(value_of(sorted[i], by.columns[0]).number, i < 5 ? 6 - i : 1 - (i - 5));
    free(sorted);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("groups");
    TCase *all = tcase_create("all");

    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, distinct_values_whose_hashes_collide);
    tcase_add_loop_test(all, many_groups, 0, 4);
    tcase_add_test(all, unknown_values_are_a_group);
    tcase_add_loop_test(all, sums_of_unknown_values, 0, 5);
    tcase_add_test(all, one_host_by_either_family);
    tcase_add_test(all, groups_in_the_requested_order);
    suite_add_tcase(suite, all);
    return suite;
}
