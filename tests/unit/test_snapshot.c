/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Snapshots: rows, tables, notes. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "collector.h"
#include "snapshot.h"

static void begin(struct snapshot *snapshot, enum protocol protocol, uint64_t netns)
{
    ck_assert_ptr_nonnull(snapshot_begin_source(snapshot, "test", protocol, DIALECT_LINUX, netns));
}

/* `inode` distinguishes the rows. */
static void add(struct snapshot *snapshot, uint64_t inode, uint64_t cookie)
{
    struct socket socket = {.inode = inode, .cookie = cookie, .have = HAVE_INODE};

    if (cookie != 0)
        socket.have |= HAVE_COOKIE;
    ck_assert(snapshot_add(snapshot, &socket));
}

static void assert_inodes(const struct snapshot *snapshot, size_t count, const uint64_t *inodes)
{
    ck_assert_uint_eq(snapshot->count, count);
    for (size_t i = 0; i < count; i++)
        ck_assert_uint_eq(snapshot_at(snapshot, i)->inode, inodes[i]);
}

#define ASSERT_INODES(snapshot, ...)                                              \
    assert_inodes(snapshot, sizeof((uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t), \
                  (uint64_t[]){__VA_ARGS__})

START_TEST(rows_stay_where_they_are)
{
    struct snapshot snapshot;
    const size_t many = 300000;
    struct socket *first;

    snapshot_init(&snapshot);
    begin(&snapshot, PROTOCOL_TCP, 1);
    add(&snapshot, 0, 1);
    first = snapshot_at(&snapshot, 0);
    for (size_t i = 1; i < many; i++) {
        struct socket socket = {.inode = i, .cookie = i + 1, .have = HAVE_INODE | HAVE_COOKIE};

        if (!snapshot_add(&snapshot, &socket))
            ck_abort();
    }
    ck_assert_ptr_eq(first, snapshot_at(&snapshot, 0));
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, many);
    for (size_t i = 0; i < many; i++)
        if (snapshot_at(&snapshot, i)->inode != i)
            ck_abort();
    snapshot_free(&snapshot);
}
END_TEST

START_TEST(an_empty_snapshot)
{
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    ck_assert(snapshot_complete(&snapshot));
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, 0);
    snapshot_free(&snapshot);
}
END_TEST

START_TEST(rows_know_their_source)
{
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    begin(&snapshot, PROTOCOL_TCP, 7);
    add(&snapshot, 1, 0);
    begin(&snapshot, PROTOCOL_UDP, 8);
    add(&snapshot, 2, 0);
    ck_assert_uint_eq(snapshot_source(&snapshot, snapshot_at(&snapshot, 0))->netns, 7);
    ck_assert_uint_eq(snapshot_source(&snapshot, snapshot_at(&snapshot, 1))->netns, 8);
    ck_assert_int_eq(snapshot_source(&snapshot, snapshot_at(&snapshot, 1))->protocol, PROTOCOL_UDP);
    ck_assert(snapshot_complete(&snapshot));
    snapshot.sources[1].complete = false;
    ck_assert(!snapshot_complete(&snapshot));
    snapshot_free(&snapshot);
}
END_TEST

START_TEST(sources_have_a_limit)
{
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    for (size_t i = 0; i < SNAPSHOT_SOURCES_MAX; i++)
        begin(&snapshot, PROTOCOL_TCP, i);
    ck_assert_ptr_null(snapshot_begin_source(&snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, 0));
    add(&snapshot, 5, 0);
    ck_assert_uint_eq(snapshot_source(&snapshot, snapshot_at(&snapshot, 0))->netns,
                      SNAPSHOT_SOURCES_MAX - 1);
    snapshot_free(&snapshot);
}
END_TEST

/* A request, its connection and its TIME-WAIT: the last one replaces the first. */
START_TEST(of_one_cookie_the_later_stays)
{
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    begin(&snapshot, PROTOCOL_TCP, 1);
    add(&snapshot, 10, 100);
    add(&snapshot, 20, 200);
    add(&snapshot, 11, 100);
    add(&snapshot, 30, 300);
    add(&snapshot, 12, 100);
    add(&snapshot, 21, 200);
    add(&snapshot, 40, 400);
    ck_assert(snapshot_seal(&snapshot));
    ASSERT_INODES(&snapshot, 12, 21, 30, 40);
    ck_assert(snapshot_seal(&snapshot)); /* nothing left to do */
    ASSERT_INODES(&snapshot, 12, 21, 30, 40);
    snapshot_free(&snapshot);
}
END_TEST

START_TEST(rows_without_identity_are_kept)
{
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    begin(&snapshot, PROTOCOL_TCP, 1);
    add(&snapshot, 0, 0);
    add(&snapshot, 1, 0);
    add(&snapshot, 2, 5);
    add(&snapshot, 0, 0);
    ck_assert(snapshot_seal(&snapshot));
    ASSERT_INODES(&snapshot, 0, 1, 2, 0);
    snapshot_free(&snapshot);
}
END_TEST

/* A cookie is unique within a kernel, but not among the namespaces of a recording. */
START_TEST(namespaces_do_not_share_cookies)
{
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    begin(&snapshot, PROTOCOL_TCP, 1);
    add(&snapshot, 10, 100);
    begin(&snapshot, PROTOCOL_TCP, 2);
    add(&snapshot, 20, 100);
    begin(&snapshot, PROTOCOL_UDP, 1); /* another table of the first namespace */
    add(&snapshot, 11, 100);
    ck_assert(snapshot_seal(&snapshot));
    ASSERT_INODES(&snapshot, 11, 20);
    ck_assert_uint_eq(snapshot_source(&snapshot, snapshot_at(&snapshot, 1))->netns, 2);
    snapshot_free(&snapshot);
}
END_TEST

/* Cookies with equal hashes must be distinguished: many pairs, each added twice. */
START_TEST(many_cookies_twice)
{
    struct snapshot snapshot;
    const size_t many = 20000;

    snapshot_init(&snapshot);
    begin(&snapshot, PROTOCOL_TCP, 1);
    for (unsigned round = 0; round < 2; round++)
        for (uint64_t i = 0; i < many; i++) {
            /* low and high halves, to use the whole hash */
            uint64_t cookie = i % 2 == 0 ? i + 1 : (i + 1) << 40;

            add(&snapshot, round * many + i, cookie);
        }
    ck_assert(snapshot_seal(&snapshot));
    ck_assert_uint_eq(snapshot.count, many);
    for (size_t i = 0; i < many; i++)
        if (snapshot_at(&snapshot, i)->inode != many + i)
            ck_abort();
    snapshot_free(&snapshot);
}
END_TEST

START_TEST(a_table_is_emptied_or_abandoned)
{
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    begin(&snapshot, PROTOCOL_TCP, 1);
    snapshot_empty_source(&snapshot); /* nothing in it */
    add(&snapshot, 1, 0);
    begin(&snapshot, PROTOCOL_UDP, 1);
    for (unsigned i = 0; i < 5000; i++) /* more than a chunk */
        add(&snapshot, 2, 0);
    snapshot.sources[0].undecided = snapshot.sources[1].undecided = true;
    snapshot_empty_source(&snapshot);
    ASSERT_INODES(&snapshot, 1);
    ck_assert_uint_eq(snapshot.source_count, 2);
    ck_assert(snapshot.sources[0].undecided && !snapshot.sources[1].undecided);
    for (unsigned i = 0; i < 5000; i++)
        add(&snapshot, 3, 0);
    ck_assert_uint_eq(snapshot.count, 5001);
    snapshot_abandon_source(&snapshot);
    ASSERT_INODES(&snapshot, 1);
    ck_assert_uint_eq(snapshot.source_count, 1);
    snapshot_abandon_source(&snapshot);
    ck_assert_uint_eq(snapshot.count, 0);
    ck_assert_uint_eq(snapshot.source_count, 0);
    snapshot_free(&snapshot);
}
END_TEST

START_TEST(notes_are_kept_in_order)
{
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    ck_assert(!notes_incomplete(&snapshot.notes));
    for (int i = 0; i < 100; i++)
        note_add(&snapshot.notes, false, "code", "message %d", i);
    ck_assert_uint_eq(snapshot.notes.count, 100);
    for (int i = 0; i < 100; i++) {
        ck_assert_str_eq(snapshot.notes.list[i].code, "code");
        ck_assert_int_eq(atoi(snapshot.notes.list[i].message + 8), i);
    }
    ck_assert(snapshot_complete(&snapshot));
    note_add(&snapshot.notes, true, "missing", "%2000d", 1);
    ck_assert_uint_eq(strlen(snapshot.notes.list[100].message), 511);
    ck_assert(notes_incomplete(&snapshot.notes));
    ck_assert(!snapshot_complete(&snapshot));
    snapshot_free(&snapshot);
}
END_TEST

static bool odd(void *context, const struct socket *socket)
{
    ++*(unsigned *)context;
    return socket->inode % 2 != 0;
}

START_TEST(a_collector_keeps_what_may_be_wanted)
{
    struct snapshot snapshot;
    unsigned seen = 0;
    struct collector all = {&snapshot, NULL, NULL}, some = {&snapshot, odd, &seen};

    snapshot_init(&snapshot);
    begin(&snapshot, PROTOCOL_TCP, 1);
    for (uint64_t i = 0; i < 4; i++)
        ck_assert(collector_offer(&all, &(struct socket){.inode = i}));
    for (uint64_t i = 4; i < 8; i++)
        ck_assert(collector_offer(&some, &(struct socket){.inode = i}));
    ASSERT_INODES(&snapshot, 0, 1, 2, 3, 5, 7);
    ck_assert_uint_eq(seen, 4);
    snapshot_free(&snapshot);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("snapshot");
    TCase *snapshots = tcase_create("snapshot");

    tcase_add_test(snapshots, rows_stay_where_they_are);
    tcase_add_test(snapshots, an_empty_snapshot);
    tcase_add_test(snapshots, rows_know_their_source);
    tcase_add_test(snapshots, sources_have_a_limit);
    tcase_add_test(snapshots, of_one_cookie_the_later_stays);
    tcase_add_test(snapshots, rows_without_identity_are_kept);
    tcase_add_test(snapshots, namespaces_do_not_share_cookies);
    tcase_add_test(snapshots, many_cookies_twice);
    tcase_add_test(snapshots, a_table_is_emptied_or_abandoned);
    tcase_add_test(snapshots, notes_are_kept_in_order);
    tcase_add_test(snapshots, a_collector_keeps_what_may_be_wanted);
    suite_add_tcase(suite, snapshots);
    return suite;
}
