/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding rows by cookie. */
#include "unit.h"

#include "cookie_index.h"

static struct snapshot snapshot;
static struct cookie_index index_;

static void setup(void)
{
    snapshot_init(&snapshot);
    index_ = (struct cookie_index){0};
    ck_assert_ptr_nonnull(snapshot_begin_source(&snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, 0));
}

static void teardown(void)
{
    cookie_index_free(&index_);
    snapshot_free(&snapshot);
}

static void add(uint64_t cookie, uint64_t inode)
{
    struct socket socket = {.cookie = cookie, .inode = inode, .have = HAVE_COOKIE | HAVE_INODE};

    ck_assert(snapshot_add(&snapshot, &socket));
}

START_TEST(each_is_found)
{
    const uint64_t count = 20000, step = UINT64_C(1) << (_i * 12);

    for (uint64_t i = 0; i < count; i++)
        add(i * step + 1, i);
    ck_assert(cookie_index_make(&index_, &snapshot));
    for (uint64_t i = 0; i < count; i++) {
        const struct socket *found = cookie_index_find(&index_, i * step + 1);

        ck_assert_ptr_nonnull(found);
        ck_assert_uint_eq(found->inode, i);
    }
    ck_assert_ptr_null(cookie_index_find(&index_, count * step + 1));
    ck_assert_ptr_null(cookie_index_find(&index_, 0));
}
END_TEST

START_TEST(nothing_in_an_empty_one)
{
    ck_assert_ptr_null(cookie_index_find(&index_, 1));
    ck_assert(cookie_index_make(&index_, &snapshot));
    ck_assert_ptr_null(cookie_index_find(&index_, 1));
}
END_TEST

/* The associations of an SCTP endpoint share one slot. */
START_TEST(the_first_of_several)
{
    for (uint64_t i = 0; i < 100; i++)
        add(7, i);
    ck_assert(cookie_index_make(&index_, &snapshot));
    ck_assert_uint_eq(cookie_index_find(&index_, 7)->inode, 0);
    ck_assert_uint_eq(index_.rows.count, 1);
}
END_TEST

/* A zero cookie is not a cookie. */
START_TEST(rows_without_a_cookie)
{
    struct socket socket = {.have = HAVE_INODE};

    ck_assert(snapshot_add(&snapshot, &socket));
    add(7, 1);
    ck_assert(cookie_index_make(&index_, &snapshot));
    ck_assert_ptr_null(cookie_index_find(&index_, 0));
    ck_assert_uint_eq(cookie_index_find(&index_, 7)->inode, 1);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("cookie_index");
    TCase *tests = tcase_create("tests");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, each_is_found, 0, 5);
    tcase_add_test(tests, nothing_in_an_empty_one);
    tcase_add_test(tests, the_first_of_several);
    tcase_add_test(tests, rows_without_a_cookie);
    suite_add_tcase(suite, tests);
    return suite;
}
