/* SPDX-License-Identifier: GPL-2.0-or-later */
/* snapshot_seal removes duplicates, and never merges different sockets. */
#include "unit.h"

#include "snapshot.h"

static struct snapshot snapshot;

static void begin(void)
{
    snapshot_init(&snapshot);
    ck_assert_ptr_nonnull(snapshot_begin_source(&snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, 1));
}

static void finish(void)
{
    snapshot_free(&snapshot);
}

static struct socket connection(uint16_t remote_port, enum state state, uint64_t inode)
{
    return (struct socket){
        .protocol = PROTOCOL_TCP,
        .family = FAMILY_INET,
        .local = {{127, 0, 0, 1}},
        .remote = {{127, 0, 0, 1}},
        .local_port = 80,
        .remote_port = remote_port,
        .state = (uint8_t)state,
        .inode = inode,
        .have = HAVE_STATE | HAVE_ADDRESSES,
    };
}

static struct socket listener(uint64_t inode)
{
    struct socket socket = connection(0, STATE_LISTEN, inode);

    socket.remote = (struct address){{0}};
    return socket;
}

static void add(struct socket socket)
{
    ck_assert(snapshot_add(&snapshot, &socket));
}

START_TEST(of_one_connection_the_later_row_is_kept)
{
    add(connection(1000, STATE_ESTABLISHED, 7));
    add(connection(1001, STATE_ESTABLISHED, 8));
    add(connection(1000, STATE_TIME_WAIT, 0));
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, 2);
    ck_assert_uint_eq(snapshot_at(&snapshot, 0)->state, STATE_TIME_WAIT);
    ck_assert_uint_eq(snapshot_at(&snapshot, 1)->remote_port, 1001);
}
END_TEST

/* On two interfaces, which the source does not report. */
START_TEST(the_same_ends_with_two_inodes_are_two)
{
    add(connection(1000, STATE_ESTABLISHED, 7));
    add(connection(1000, STATE_ESTABLISHED, 8));
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, 2);
}
END_TEST

START_TEST(listeners_that_share_a_port_differ_by_inode)
{
    add(listener(7));
    add(listener(8));
    add(listener(7));
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, 2);
}
END_TEST

START_TEST(rows_without_identity_are_kept)
{
    add(listener(0));
    add(listener(0));
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, 2);
}
END_TEST

/* Another tool truncated their addresses. */
START_TEST(of_unknown_ends_two_are_kept)
{
    struct socket row = connection(1000, STATE_ESTABLISHED, 0);

    row.have &= ~(uint32_t)HAVE_LOCAL;
    add(row);
    add(row);
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, 2);
}
END_TEST

START_TEST(another_namespace_is_another_socket)
{
    add(connection(1000, STATE_ESTABLISHED, 0));
    ck_assert_ptr_nonnull(snapshot_begin_source(&snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, 2));
    add(connection(1000, STATE_ESTABLISHED, 0));
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, 2);
}
END_TEST

START_TEST(the_cookie_outranks_the_ends)
{
    struct socket first = connection(1000, STATE_ESTABLISHED, 0), second = first, third = first;

    first.have |= HAVE_COOKIE;
    first.cookie = 1;
    second.have |= HAVE_COOKIE;
    second.cookie = 2;
    third = second;
    third.state = STATE_TIME_WAIT;
    add(first);
    add(second);
    add(third);
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, 2);
    ck_assert_uint_eq(snapshot_at(&snapshot, 1)->state, STATE_TIME_WAIT);
}
END_TEST

/* Quadratic time would exceed the timeout. */
START_TEST(many_of_the_same_ends_take_linear_time)
{
    for (unsigned i = 0; i < 300000; i++)
        add(connection(1000, STATE_ESTABLISHED, 1 + i));
    for (unsigned i = 0; i < 300000; i++)
        add(listener(1 + i));
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, 600000);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("identity");
    TCase *tests = tcase_create("seal");

    tcase_add_checked_fixture(tests, begin, finish);
    tcase_add_test(tests, of_one_connection_the_later_row_is_kept);
    tcase_add_test(tests, of_unknown_ends_two_are_kept);
    tcase_add_test(tests, the_same_ends_with_two_inodes_are_two);
    tcase_add_test(tests, listeners_that_share_a_port_differ_by_inode);
    tcase_add_test(tests, rows_without_identity_are_kept);
    tcase_add_test(tests, another_namespace_is_another_socket);
    tcase_add_test(tests, the_cookie_outranks_the_ends);
    tcase_add_test(tests, many_of_the_same_ends_take_linear_time);
    suite_add_tcase(suite, tests);
    return suite;
}
