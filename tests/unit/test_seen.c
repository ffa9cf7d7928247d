/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known about a socket that has ended, from the current or previous reading. */
#include "unit.h"

#include "seen.h"

enum { COOKIE = 77 };

static struct seen seen;

static void setup(void)
{
    seen_init(&seen);
}

static void teardown(void)
{
    seen_free(&seen);
}

/* Each reading has one TCP socket, or none. */
static void look(const struct socket *row)
{
    struct snapshot *snapshot = seen_begin(&seen);

    snapshot->owners.requested = true;
    ck_assert_ptr_nonnull(snapshot_begin_source(snapshot, "test", PROTOCOL_UDP, DIALECT_LINUX, 0));
    ck_assert_ptr_nonnull(snapshot_begin_source(snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, 0));
    if (row != NULL)
        ck_assert(snapshot_add(snapshot, row));
    ck_assert(seen_end(&seen));
}

static struct socket row(enum state state, uint64_t inode)
{
    return (struct socket){
        .cookie = COOKIE,
        .inode = inode,
        .uid = 1000,
        .recv_queue = 5,
        .have = HAVE_STATE | HAVE_COOKIE | HAVE_INODE | HAVE_UID | HAVE_RECV_QUEUE | HAVE_ADDRESSES,
        .local_port = 80,
        .remote_port = 1,
        .protocol = PROTOCOL_TCP,
        .family = FAMILY_INET,
        .state = (uint8_t)state,
        .native_state = 1,
        .owner_status = inode == 0 ? OWNER_NONE : OWNER_FOUND,
    };
}

static struct socket mini(enum state state)
{
    struct socket socket = row(state, 0);

    socket.flags = SOCKET_MINI;
    socket.have = HAVE_STATE | HAVE_COOKIE | HAVE_ADDRESSES;
    return socket;
}

static struct socket ended(void)
{
    return (struct socket){
        .cookie = COOKIE,
        .have = HAVE_COOKIE | HAVE_ADDRESSES | HAVE_INTERFACE,
        .local_port = 80,
        .remote_port = 2,
        .protocol = PROTOCOL_TCP,
        .family = FAMILY_INET,
    };
}

START_TEST(never_seen)
{
    struct socket socket = ended();

    look(NULL);
    ck_assert_ptr_eq(seen_complete(&seen, &socket), seen_newest(&seen));
    ck_assert_uint_eq(socket.have, HAVE_COOKIE | HAVE_ADDRESSES | HAVE_INTERFACE);
    ck_assert_uint_eq(socket.state, STATE_NONE);
    ck_assert_uint_eq(socket.owner_status, OWNER_UNKNOWN);
    ck_assert_uint_eq(snapshot_source(seen_newest(&seen), &socket)->protocol, PROTOCOL_TCP);
}
END_TEST

START_TEST(seen_in_the_last_reading)
{
    struct socket before = row(STATE_SYN_SENT, 4), now = row(STATE_ESTABLISHED, 4);
    struct socket socket = ended();

    look(&before);
    look(&now);
    ck_assert_ptr_eq(seen_complete(&seen, &socket), seen_newest(&seen));
    ck_assert_uint_eq(socket.state, STATE_ESTABLISHED);
    ck_assert_uint_eq(socket.owner_status, OWNER_FOUND);
    ck_assert_uint_eq(socket.uid, 1000);
    ck_assert_uint_eq(socket.remote_port, 2); /* from the event */
    ck_assert_uint_eq(socket.have & HAVE_RECV_QUEUE, 0);
}
END_TEST

START_TEST(seen_in_the_previous_reading)
{
    struct socket before = row(STATE_CLOSE_WAIT, 4), record = mini(STATE_TIME_WAIT);

    for (int i = 0; i < 2; i++) {
        struct socket socket = ended();

        look(&before);
        look(i == 0 ? NULL : &record); /* ended before this reading */
        ck_assert_ptr_ne(seen_complete(&seen, &socket), seen_newest(&seen));
        ck_assert_uint_eq(socket.state, STATE_CLOSE_WAIT);
        ck_assert_uint_eq(socket.owner_status, OWNER_FOUND);
        ck_assert_uint_eq(socket.flags, 0);
    }
}
END_TEST

/* Its program has closed it; its owner is still known. */
START_TEST(an_orphan_had_an_owner)
{
    struct socket before = row(STATE_ESTABLISHED, 4), now = row(STATE_LAST_ACK, 0);
    struct socket socket = ended();

    look(&before);
    look(&now);
    ck_assert_ptr_ne(seen_complete(&seen, &socket), seen_newest(&seen));
    ck_assert_uint_eq(socket.state, STATE_LAST_ACK);
    ck_assert_uint_eq(socket.owner_status, OWNER_FOUND);
    socket = ended();
    look(&now);
    ck_assert_ptr_eq(seen_complete(&seen, &socket), seen_newest(&seen));
    ck_assert_uint_eq(socket.owner_status, OWNER_NONE);
}
END_TEST

/* It became a full socket, which may have had an owner. */
START_TEST(only_its_handshake_was_seen)
{
    struct socket handshake = mini(STATE_SYN_RECEIVED), socket = ended();

    look(&handshake);
    (void)seen_complete(&seen, &socket);
    ck_assert_uint_eq(socket.state, STATE_SYN_RECEIVED);
    ck_assert_uint_eq(socket.flags & SOCKET_MINI, 0);
    ck_assert_uint_eq(socket.owner_status, OWNER_UNKNOWN);
    ck_assert_uint_eq(socket.have & HAVE_UID, 0);
}
END_TEST

/* A disconnected socket no longer knows its ends. */
START_TEST(its_ends_were_seen)
{
    struct socket before = row(STATE_ESTABLISHED, 4), socket = ended();

    socket.have &= ~(uint32_t)HAVE_REMOTE;
    socket.remote_port = 0;
    look(&before);
    (void)seen_complete(&seen, &socket);
    ck_assert_uint_eq(socket.remote_port, 1);
    ck_assert_uint_eq(socket.have & HAVE_ADDRESSES, HAVE_ADDRESSES);
}
END_TEST

START_TEST(two_readings_are_kept)
{
    struct socket before = row(STATE_ESTABLISHED, 4), socket = ended();

    look(&before);
    for (int i = 0; i < 2; i++)
        look(NULL);
    (void)seen_complete(&seen, &socket);
    ck_assert_uint_eq(socket.state, STATE_NONE);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("seen");
    TCase *tests = tcase_create("tests");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, never_seen);
    tcase_add_test(tests, seen_in_the_last_reading);
    tcase_add_test(tests, seen_in_the_previous_reading);
    tcase_add_test(tests, an_orphan_had_an_owner);
    tcase_add_test(tests, only_its_handshake_was_seen);
    tcase_add_test(tests, its_ends_were_seen);
    tcase_add_test(tests, two_readings_are_kept);
    suite_add_tcase(suite, tests);
    return suite;
}
