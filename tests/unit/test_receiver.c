/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers received with and without the thread, from a socket pair that preserves datagrams and
 * their order like netlink. */
#include "unit.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "netlink.h"
#include "receiver.h"

enum { SHORT = 5, LONG = 150 }; /* datagrams of an answer: below and far above the limit for a thread */

static int ends[2]; /* the receiver's and the kernel's end */
static struct receiver *receiver;

static void setup(void)
{
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
    receiver = receiver_new(ends[0]);
    ck_assert_ptr_nonnull(receiver);
}

static void teardown(void)
{
    receiver_free(receiver);
    close(ends[0]);
    close(ends[1]);
}

/* Each datagram contains its number, which is also its length. */
static void send_answer(uint32_t first, uint32_t count)
{
    char bytes[4096] = {0};

    for (uint32_t number = first; number < first + count; number++) {
        memcpy(bytes, &number, sizeof(number));
        ck_assert_int_eq(send(ends[1], bytes, sizeof(number) + number, 0),
                         (ssize_t)(sizeof(number) + number));
    }
}

static uint32_t next_number(void)
{
    const void *bytes;
    ssize_t length = receiver_next(receiver, &bytes);
    uint32_t number;

    ck_assert_int_ge(length, (ssize_t)sizeof(number));
    ck_assert_uint_eq((uintptr_t)bytes % _Alignof(struct nlmsghdr), 0);
    memcpy(&number, bytes, sizeof(number));
    ck_assert_int_eq(length, (ssize_t)(sizeof(number) + number));
    return number;
}

static void assert_numbers(uint32_t first, uint32_t count)
{
    for (uint32_t number = first; number < first + count; number++)
        ck_assert_uint_eq(next_number(), number);
}

START_TEST(answers_are_complete_and_in_order)
{
    static const uint32_t counts[] = {SHORT, LONG, SHORT, LONG, LONG, 1};

    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        send_answer(0, counts[i]);
        assert_numbers(0, counts[i]);
        receiver_rest(receiver);
    }
}
END_TEST

/* The thread finds the socket empty before the answer has ended, and leaves the waiting to the main
 * thread. */
START_TEST(an_answer_that_pauses_goes_on)
{
    send_answer(0, LONG);
    assert_numbers(0, LONG);
    send_answer(LONG, LONG);
    assert_numbers(LONG, LONG);
    send_answer(2 * LONG, SHORT);
    assert_numbers(2 * LONG, SHORT);
}
END_TEST

START_TEST(an_abandoned_answer_is_discarded)
{
    uint32_t number;

    send_answer(0, LONG);
    assert_numbers(0, LONG / 5);
    receiver_rest(receiver);
    number = next_number();
    ck_assert_uint_ge(number, LONG / 5); /* what was received ahead is discarded, */
    ck_assert_uint_lt(number, LONG);     /* the rest arrives */
    assert_numbers(number + 1, LONG - number - 1);
}
END_TEST

/* The error is returned in order, with or without the thread. */
START_TEST(an_oversized_datagram_is_an_error)
{
    static const uint32_t places[] = {0, SHORT, LONG / 2};
    static const char too_long[NETLINK_BUFFER_SIZE + 1];

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        const void *bytes;

        send_answer(0, places[i]);
        ck_assert_int_eq(send(ends[1], too_long, sizeof(too_long), 0), (ssize_t)sizeof(too_long));
        assert_numbers(0, places[i]);
        ck_assert_int_eq(receiver_next(receiver, &bytes), -EMSGSIZE);
        receiver_rest(receiver);
    }
}
END_TEST

START_TEST(an_end_is_an_empty_datagram)
{
    const void *bytes;

    send_answer(0, LONG);
    shutdown(ends[1], SHUT_WR);
    assert_numbers(0, LONG);
    ck_assert_int_eq(receiver_next(receiver, &bytes), 0);
    receiver_rest(receiver);
    receiver_free(receiver);
    receiver = receiver_new(-1);
    ck_assert_int_eq(receiver_next(receiver, &bytes), -EBADF);
}
END_TEST

/* The thread sends the request. */
START_TEST(a_request_is_sent_ahead)
{
    uint32_t request = 4711, got;

    for (int round = 0; round < 2; round++) {
        send_answer(0, LONG);
        ck_assert(receiver_send_ahead(receiver, &request, sizeof(request)));
        ck_assert(receiver_is_ahead(receiver));
        assert_numbers(0, LONG);
        ck_assert_int_eq(recv(ends[1], &got, sizeof(got), 0), sizeof(got));
        ck_assert_uint_eq(got, request);
        receiver_rest(receiver);
        ck_assert(!receiver_is_ahead(receiver));
    }
}
END_TEST

START_TEST(a_request_that_cannot_be_sent_is_an_error)
{
    static const char too_long[1 << 20];
    const void *bytes;

    ck_assert(receiver_send_ahead(receiver, too_long, sizeof(too_long)));
    ck_assert_int_eq(receiver_next(receiver, &bytes), -EMSGSIZE);
    receiver_rest(receiver);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("receiver");
    TCase *tests = tcase_create("receiver");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, answers_are_complete_and_in_order);
    tcase_add_test(tests, an_answer_that_pauses_goes_on);
    tcase_add_test(tests, an_abandoned_answer_is_discarded);
    tcase_add_test(tests, an_oversized_datagram_is_an_error);
    tcase_add_test(tests, an_end_is_an_empty_datagram);
    tcase_add_test(tests, a_request_is_sent_ahead);
    tcase_add_test(tests, a_request_that_cannot_be_sent_is_an_error);
    suite_add_tcase(suite, tests);
    return suite;
}
