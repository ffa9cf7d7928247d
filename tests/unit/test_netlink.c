/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Answers of the kernel, built byte by byte: complete, truncated at every length, and with wrong
 * lengths. Buffers are heap blocks of exact length, so that the sanitizer detects a read past the
 * end.
 */
#include "unit.h"

#include <errno.h>
#include <limits.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "netlink.h"

enum { SEQUENCE = 7, PORT = 4321 };

/* A buffer of messages being built. */
struct datagram {
    _Alignas(struct nlmsghdr) char bytes[4096];
    size_t length;
    size_t last; /* offset of the last message */
};

/* The kernel's macro mixes signed and unsigned. */
static size_t aligned(size_t length)
{
    return (length + 3) & ~(size_t)3;
}

static struct nlmsghdr *last_message(struct datagram *datagram)
{
    return (struct nlmsghdr *)(void *)(datagram->bytes + datagram->last);
}

static struct nlmsghdr *add_message(struct datagram *datagram, uint16_t type, const void *payload,
                                    size_t length)
{
    struct nlmsghdr header = {(uint32_t)(NLMSG_HDRLEN + length), type, NLM_F_MULTI, SEQUENCE, PORT};

    datagram->last = datagram->length;
    memcpy(datagram->bytes + datagram->length, &header, sizeof(header));
    if (length > 0)
        memcpy(datagram->bytes + datagram->length + sizeof(header), payload, length);
    datagram->length += aligned(NLMSG_HDRLEN + length);
    return last_message(datagram);
}

/* Appends to the last message, whose length must be a multiple of 4. */
static void add_attribute(struct datagram *datagram, uint16_t type, const void *payload,
                          size_t length)
{
    struct nlattr attribute = {(uint16_t)(sizeof(struct nlattr) + length), type};

    memcpy(datagram->bytes + datagram->length, &attribute, sizeof(attribute));
    memcpy(datagram->bytes + datagram->length + sizeof(attribute), payload, length);
    datagram->length += aligned(sizeof(attribute) + length);
    last_message(datagram)->nlmsg_len += (uint32_t)aligned(sizeof(attribute) + length);
}

static void add_status(struct datagram *datagram, int status)
{
    add_message(datagram, NLMSG_DONE, &status, sizeof(status));
}

struct seen {
    unsigned count, stop_at;
    uint32_t bytes;
};

static bool see(void *context, const struct nlmsghdr *message)
{
    struct seen *seen = context;

    seen->bytes += message->nlmsg_len;
    return ++seen->count != seen->stop_at;
}

static struct netlink_answer walk(const void *bytes, size_t length, struct seen *seen)
{
    struct netlink_answer answer = {0};
    void *exact = malloc(length == 0 ? 1 : length);

    ck_assert_ptr_nonnull(exact);
    memcpy(exact, bytes, length);
    netlink_walk(exact, length, SEQUENCE, PORT, see, seen, &answer);
    free(exact);
    return answer;
}

static struct netlink_answer walk_all(const struct datagram *datagram, struct seen *seen)
{
    return walk(datagram->bytes, datagram->length, seen);
}

static const char payload[72] = {1};

START_TEST(a_dump_that_ends_well)
{
    struct datagram datagram = {.length = 0};
    struct seen seen = {0};
    struct netlink_answer answer;

    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72);
    add_message(&datagram, NLMSG_NOOP, NULL, 0);
    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 5); /* padded */
    answer = walk_all(&datagram, &seen);
    ck_assert_uint_eq(seen.count, 2);
    ck_assert(!answer.finished && !answer.stopped && !answer.interrupted);
    ck_assert_int_eq(answer.failure, 0);
    add_status(&datagram, 0);
    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72); /* past the end: not part of it */
    seen.count = 0;
    answer = walk_all(&datagram, &seen);
    ck_assert_uint_eq(seen.count, 2);
    ck_assert(answer.finished);
    ck_assert_int_eq(answer.failure, 0);
}
END_TEST

START_TEST(an_error_inside_done)
{
    struct datagram datagram = {.length = 0};
    struct seen seen = {0};
    struct netlink_answer answer;

    add_status(&datagram, -ENOMEM);
    answer = walk_all(&datagram, &seen);
    ck_assert(answer.finished);
    ck_assert_int_eq(answer.failure, ENOMEM);
    ck_assert_str_eq(answer.reason, "");

    datagram.length = 0;
    add_status(&datagram, -EPERM);
    last_message(&datagram)->nlmsg_flags |= NLM_F_ACK_TLVS;
    add_attribute(&datagram, NLMSGERR_ATTR_OFFS, "\1\0\0\0", 4);
    add_attribute(&datagram, NLMSGERR_ATTR_MSG, "not for you", 12);
    answer = walk_all(&datagram, &seen);
    ck_assert_int_eq(answer.failure, EPERM);
    ck_assert_str_eq(answer.reason, "not for you");

    datagram.length = 0;
    add_message(&datagram, NLMSG_DONE, NULL, 0); /* old kernels: no status */
    answer = walk_all(&datagram, &seen);
    ck_assert(answer.finished);
    ck_assert_int_eq(answer.failure, 0);
    ck_assert_uint_eq(seen.count, 0);
}
END_TEST

static void add_error(struct datagram *datagram, int error, uint16_t flags)
{
    struct nlmsgerr body = {error, {sizeof(struct nlmsghdr) + 56, 20, 0, SEQUENCE, PORT}};
    char whole[sizeof(body) + 56] = {0};

    memcpy(whole, &body, sizeof(body));
    add_message(datagram, NLMSG_ERROR, whole,
                (flags & NLM_F_CAPPED) != 0 ? sizeof(body) : sizeof(whole));
    last_message(datagram)->nlmsg_flags = flags;
}

START_TEST(an_error_with_its_reason)
{
    static const uint16_t flags[] = {0, NLM_F_CAPPED, NLM_F_ACK_TLVS,
                                     NLM_F_CAPPED | NLM_F_ACK_TLVS};

    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        struct datagram datagram = {.length = 0};
        struct seen seen = {0};
        struct netlink_answer answer;

        add_error(&datagram, -EINVAL, flags[i]);
        if ((flags[i] & NLM_F_ACK_TLVS) != 0)
            add_attribute(&datagram, NLMSGERR_ATTR_MSG, "bad\0", 4);
        answer = walk_all(&datagram, &seen);
        ck_assert(answer.finished);
        ck_assert_int_eq(answer.failure, EINVAL);
        ck_assert_str_eq(answer.reason, (flags[i] & NLM_F_ACK_TLVS) != 0 ? "bad" : "");
        ck_assert_uint_eq(seen.count, 0);
    }
}
END_TEST

START_TEST(a_reason_of_any_length)
{
    char reason[400];

    memset(reason, 'r', sizeof(reason));
    for (size_t length = 0; length < sizeof(reason); length++) {
        struct datagram datagram = {.length = 0};
        struct seen seen = {0};
        struct netlink_answer answer;
        size_t room = sizeof(answer.reason) - 1;

        add_error(&datagram, -EINVAL, NLM_F_CAPPED | NLM_F_ACK_TLVS);
        add_attribute(&datagram, NLMSGERR_ATTR_MSG, reason, length); /* no zero byte at its end */
        answer = walk_all(&datagram, &seen);
        ck_assert_uint_eq(strlen(answer.reason), length < room ? length : room);
    }
}
END_TEST

/* -INT_MIN overflows. */
START_TEST(errors_of_any_number)
{
    static const int numbers[] = {INT_MIN, INT_MIN + 1, -4095, -1, 1, INT_MAX};

    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        struct datagram datagram = {.length = 0};
        struct seen seen = {0};

        add_error(&datagram, numbers[i], NLM_F_CAPPED);
        ck_assert_int_ne(walk_all(&datagram, &seen).failure, 0);
        datagram.length = 0;
        add_status(&datagram, numbers[i]);
        if (numbers[i] < 0)
            ck_assert_int_gt(walk_all(&datagram, &seen).failure, 0);
        else
            ck_assert_int_eq(walk_all(&datagram, &seen).failure, 0);
    }
}
END_TEST

START_TEST(an_error_too_short_to_be_one)
{
    for (size_t length = 0; length < sizeof(struct nlmsgerr); length++) {
        struct datagram datagram = {.length = 0};
        struct seen seen = {0};
        struct netlink_answer answer;

        add_message(&datagram, NLMSG_ERROR, payload, length);
        answer = walk_all(&datagram, &seen);
        ck_assert(answer.finished);
        ck_assert_int_eq(answer.failure, EBADMSG);
    }
}
END_TEST

/* The kernel's length of the request inside an error is not trusted. */
START_TEST(an_error_whose_request_lies)
{
    static const uint32_t lengths[] = {
        0, 1, 15, 16, 17, 18, 19, 20, 72, 73, 1000, INT_MAX, UINT32_MAX - 3, UINT32_MAX};

    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        struct datagram datagram = {.length = 0};
        struct seen seen = {0};
        size_t inside = NLMSG_HDRLEN + offsetof(struct nlmsgerr, msg.nlmsg_len);

        add_error(&datagram, -EINVAL, NLM_F_ACK_TLVS);
        add_attribute(&datagram, NLMSGERR_ATTR_MSG, "bad", 4);
        memcpy(datagram.bytes + inside, &lengths[i], sizeof(lengths[i]));
        ck_assert_int_eq(walk_all(&datagram, &seen).failure, EINVAL);
    }
}
END_TEST

START_TEST(an_interrupted_dump_is_read_to_its_end)
{
    struct datagram datagram = {.length = 0};
    struct seen seen = {0};
    struct netlink_answer answer;

    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72)->nlmsg_flags |= NLM_F_DUMP_INTR;
    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72);
    add_status(&datagram, 0);
    answer = walk_all(&datagram, &seen);
    ck_assert_uint_eq(seen.count, 2);
    ck_assert(answer.interrupted && answer.finished);
    datagram.length = 0;
    add_status(&datagram, 0);
    last_message(&datagram)->nlmsg_flags |= NLM_F_DUMP_INTR; /* checked only at the end */
    ck_assert(walk_all(&datagram, &seen).interrupted);
}
END_TEST

START_TEST(answers_to_others_are_skipped)
{
    struct datagram datagram = {.length = 0};
    struct seen seen = {0};
    struct netlink_answer answer;

    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72)->nlmsg_seq = SEQUENCE - 1;
    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72)->nlmsg_pid = PORT + 1;
    add_status(&datagram, -EIO);
    last_message(&datagram)->nlmsg_seq = SEQUENCE - 1;
    add_message(&datagram, NLMSG_ERROR, payload, 72)->nlmsg_pid = PORT + 1;
    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72)->nlmsg_flags |= NLM_F_DUMP_INTR;
    last_message(&datagram)->nlmsg_seq = 1;
    answer = walk_all(&datagram, &seen);
    ck_assert_uint_eq(seen.count, 0);
    ck_assert(!answer.finished && !answer.interrupted);
    ck_assert_int_eq(answer.failure, 0);
    netlink_walk(datagram.bytes, datagram.length, 0, 0, see, &seen, &answer); /* 0: any */
    ck_assert_uint_eq(seen.count, 2);
    ck_assert_int_eq(answer.failure, EIO);
}
END_TEST

START_TEST(an_overrun_and_a_look_up)
{
    struct datagram datagram = {.length = 0};
    struct seen seen = {0};
    struct netlink_answer answer;

    add_message(&datagram, NLMSG_OVERRUN, NULL, 0);
    answer = walk_all(&datagram, &seen);
    ck_assert(answer.finished);
    ck_assert_int_eq(answer.failure, ENOBUFS);
    datagram.length = 0;
    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72)->nlmsg_flags = 0;
    answer = walk_all(&datagram, &seen);
    ck_assert_uint_eq(seen.count, 1);
    ck_assert(answer.finished);
}
END_TEST

START_TEST(a_handler_may_stop)
{
    struct datagram datagram = {.length = 0};
    struct seen seen = {.stop_at = 2};
    struct netlink_answer answer;

    for (unsigned i = 0; i < 4; i++)
        add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72);
    answer = walk_all(&datagram, &seen);
    ck_assert_uint_eq(seen.count, 2);
    ck_assert(answer.stopped && !answer.finished);
}
END_TEST

/* Only complete messages are delivered; remaining bytes are a failure, not an end. */
START_TEST(every_cut)
{
    struct datagram datagram = {.length = 0};
    size_t ends[3];

    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72);
    add_attribute(&datagram, INET_DIAG_SHUTDOWN, "\0", 1);
    ends[0] = datagram.length;
    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72);
    ends[1] = datagram.length;
    add_status(&datagram, 0);
    ends[2] = datagram.length;
    for (size_t length = 0; length <= datagram.length; length++) {
        struct seen seen = {0};
        struct netlink_answer answer = walk(datagram.bytes, length, &seen);
        bool whole = length == 0 || length == ends[0] || length == ends[1] || length == ends[2];

        ck_assert_uint_eq(seen.count, (size_t)(length >= ends[0]) + (length >= ends[1]));
        ck_assert_msg(answer.failure == (whole ? 0 : EBADMSG), "%zu", length);
        ck_assert_int_eq(answer.finished, !whole || length == ends[2]);
    }
}
END_TEST

START_TEST(lengths_that_lie)
{
    static const uint32_t lengths[] = {
        0, 1, 15, INT_MAX - 3, INT_MAX, 0x80000000, 0x80000010, UINT32_MAX - 3, UINT32_MAX, 200};

    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        struct datagram datagram = {.length = 0};
        struct seen seen = {0};
        struct netlink_answer answer;

        add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72);
        last_message(&datagram)->nlmsg_len = lengths[i];
        answer = walk_all(&datagram, &seen);
        ck_assert_uint_eq(seen.count, 0);
        ck_assert_int_eq(answer.failure, EBADMSG);
    }
}
END_TEST

START_TEST(attributes_one_by_one)
{
    struct datagram datagram = {.length = 0};
    const struct nlattr *attribute = NULL;
    unsigned count = 0;

    add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72);
    ck_assert_ptr_null(netlink_attribute(last_message(&datagram), 72, NULL));
    ck_assert_ptr_null(netlink_attribute(last_message(&datagram), 76, NULL));
    ck_assert_ptr_null(netlink_attribute(last_message(&datagram), SIZE_MAX, NULL));
    for (uint16_t type = 1; type < 6; type++)
        add_attribute(&datagram, type, "12345678", type);
    while ((attribute = netlink_attribute(last_message(&datagram), 72, attribute)) != NULL)
        ck_assert_uint_eq(attribute->nla_type, ++count);
    ck_assert_uint_eq(count, 5);
}
END_TEST

/* With any length in an attribute, the loop ends without a read past the message. */
START_TEST(attributes_that_lie)
{
    for (unsigned length = 0; length <= UINT16_MAX; length += length < 64 ? 1 : 997) {
        struct datagram datagram = {.length = 0};
        struct nlmsghdr *exact;
        const struct nlattr *attribute = NULL;
        unsigned count = 0;
        uint16_t lie = (uint16_t)length;

        add_message(&datagram, SOCK_DIAG_BY_FAMILY, payload, 72);
        add_attribute(&datagram, 1, "abcd", 4);
        add_attribute(&datagram, 2, "efgh", 4);
        memcpy(datagram.bytes + NLMSG_HDRLEN + 72, &lie, sizeof(lie));
        exact = malloc(datagram.length);
        ck_assert_ptr_nonnull(exact);
        memcpy(exact, datagram.bytes, datagram.length);
        while ((attribute = netlink_attribute(exact, 72, attribute)) != NULL)
            ck_assert_uint_le(++count, 2);
        free(exact);
    }
}
END_TEST

/* Random changes to a valid answer, with a fixed seed. */
START_TEST(random_answers)
{
    struct datagram good = {.length = 0};
    uint64_t random = 11;

    add_message(&good, SOCK_DIAG_BY_FAMILY, payload, 72);
    add_attribute(&good, INET_DIAG_SHUTDOWN, "\0", 1);
    add_error(&good, -EINVAL, NLM_F_MULTI | NLM_F_ACK_TLVS);
    add_attribute(&good, NLMSGERR_ATTR_MSG, "bad", 4);
    add_status(&good, -EPERM);
    for (unsigned round = 0; round < 100000; round++) {
        struct datagram bad = good;
        struct seen seen = {0};

        for (unsigned change = 0; change < 1 + round % 4; change++) {
            random = unit_random(random);
            bad.bytes[(random >> 33) % bad.length] = (char)(random >> 24);
        }
        random = unit_random(random);
        walk(bad.bytes, random >> 63 != 0 ? bad.length : (size_t)(random >> 33) % bad.length,
             &seen);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("netlink");
    TCase *answers = tcase_create("answers"), *broken = tcase_create("broken");

    tcase_add_test(answers, a_dump_that_ends_well);
    tcase_add_test(answers, an_error_inside_done);
    tcase_add_test(answers, an_error_with_its_reason);
    tcase_add_test(answers, a_reason_of_any_length);
    tcase_add_test(answers, an_interrupted_dump_is_read_to_its_end);
    tcase_add_test(answers, answers_to_others_are_skipped);
    tcase_add_test(answers, an_overrun_and_a_look_up);
    tcase_add_test(answers, a_handler_may_stop);
    tcase_add_test(answers, attributes_one_by_one);
    tcase_add_test(broken, errors_of_any_number);
    tcase_add_test(broken, an_error_too_short_to_be_one);
    tcase_add_test(broken, an_error_whose_request_lies);
    tcase_add_test(broken, every_cut);
    tcase_add_test(broken, lengths_that_lie);
    tcase_add_test(broken, attributes_that_lie);
    tcase_add_test(broken, random_answers);
    suite_add_tcase(suite, answers);
    suite_add_tcase(suite, broken);
    return suite;
}
