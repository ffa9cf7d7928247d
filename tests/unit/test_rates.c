/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The columns of rates, over two snapshots with a known time between them. */
#include "unit.h"

#include "column.h"
#include "cookie_index.h"
#include "tcp_info.h"

/* A socket of one of the readings. */
struct counted {
    enum protocol protocol;
    uint64_t cookie; /* 0: it has none */
    uint16_t port;
    uint64_t netns;
    uint64_t acked, received, retransmitted;
    uint32_t drops;
    bool unknown; /* the counters are */
};

static struct snapshot snapshots[2];
static struct cookie_index cookies;
static struct column_earlier earlier;

static void setup(void)
{
    for (unsigned i = 0; i < 2; i++)
        snapshot_init(&snapshots[i]);
    cookies = (struct cookie_index){0};
}

static void teardown(void)
{
    cookie_index_free(&cookies);
    for (unsigned i = 0; i < 2; i++)
        snapshot_free(&snapshots[i]);
}

static void add(struct snapshot *snapshot, const struct counted *counted)
{
    struct tcp_info_bytes info;
    struct memory_detail memory = {.have = counted->unknown ? 0 : 1u << MEMORY_DROPS};
    struct socket_detail detail = {.memory = &memory, .tcp_info = &info};
    struct socket socket = {.cookie = counted->cookie,
                            .protocol = (uint8_t)counted->protocol,
                            .state = STATE_ESTABLISHED,
                            .local_port = counted->port,
                            .have = counted->cookie != 0 ? HAVE_COOKIE : 0,
                            .detail = &detail};

    tcp_info_begin(&info);
    if (!counted->unknown) {
        tcp_info_set(&info, TCP_BYTES_ACKED, counted->acked);
        tcp_info_set(&info, TCP_BYTES_RECEIVED, counted->received);
        tcp_info_set(&info, TCP_RETRANS_TOTAL, counted->retransmitted);
    }
    if (counted->protocol != PROTOCOL_TCP)
        detail.tcp_info = NULL;
    memory.numbers[MEMORY_DROPS] = counted->drops;
    ck_assert_ptr_nonnull(snapshot_begin_source(snapshot, "test", counted->protocol, DIALECT_LINUX,
                                                counted->netns));
    ck_assert(snapshot_add(snapshot, &socket));
}

static struct value get(const char *name)
{
    struct column_context context = {.snapshot = &snapshots[1], .earlier = &earlier};
    struct value value;

    column_get(column_find(text_of(name)), &context, snapshot_at(&snapshots[1], 0), &value);
    return value;
}

static void read_both(const struct counted *before, const struct counted *now,
                      uint64_t milliseconds)
{
    add(&snapshots[0], before);
    add(&snapshots[1], now);
    ck_assert(cookie_index_make(&cookies, &snapshots[0]));
    earlier = (struct column_earlier){&cookies, milliseconds};
}

static void expect(const char *name, uint64_t rate)
{
    struct value value = get(name);

    ck_assert_int_eq(value.presence, VALUE_KNOWN);
    ck_assert_uint_eq(value.number, rate);
}

static void expect_all(enum value_presence presence)
{
    static const char *const names[] = {"send_rate", "recv_rate", "retrans_rate", "drop_rate"};

    for (size_t i = 0; i < COUNT_OF(names); i++)
        ck_assert_msg(get(names[i]).presence == presence, "%s", names[i]);
}

static const struct counted before = {.protocol = PROTOCOL_TCP, .cookie = 7, .port = 80,
                                      .netns = 1, .acked = 1000, .received = 500,
                                      .retransmitted = 3, .drops = 9};

START_TEST(bytes_and_packets_per_second)
{
    struct counted now = before;

    now.acked += 3000;
    now.received += 1;
    now.drops += 10;
    read_both(&before, &now, 2000);
    expect("send_rate", 1500);
    expect("recv_rate", 1); /* rounded up: not nothing */
    expect("retrans_rate", 0);
    expect("drop_rate", 5);
}
END_TEST

START_TEST(large_numbers)
{
    struct counted now = before;

    now.acked += UINT64_MAX / 1000;
    now.received = UINT64_MAX;
    read_both(&before, &now, 3);
    expect("send_rate", (UINT64_MAX / 1000) / 3 * 1000 + (UINT64_MAX / 1000 % 3 * 1000 + 2) / 3);
    expect("recv_rate", UINT64_MAX);
}
END_TEST

START_TEST(counters_that_go_backwards)
{
    struct counted now = before;

    now.acked = 999;
    now.received = 499;
    now.retransmitted = 2;
    now.drops = 8;
    read_both(&before, &now, 1000);
    expect_all(VALUE_UNKNOWN);
}
END_TEST

/* A cookie may come again, and a socket may have none. */
static const struct counted others[] = {
    {PROTOCOL_TCP, 8, 80, 1, 1000, 500, 3, 9, false},
    {PROTOCOL_TCP, 0, 80, 1, 1000, 500, 3, 9, false},
    {PROTOCOL_TCP, 7, 81, 1, 1000, 500, 3, 9, false},
    {PROTOCOL_TCP, 7, 80, 2, 1000, 500, 3, 9, false},
    {PROTOCOL_MPTCP, 7, 80, 1, 1000, 500, 3, 9, false},
    {PROTOCOL_TCP, 7, 80, 1, 1000, 500, 3, 9, true},
};

START_TEST(another_socket_or_unknown_counters)
{
    read_both(&others[_i], &before, 1000);
    expect_all(VALUE_UNKNOWN);
}
END_TEST

START_TEST(the_first_reading)
{
    struct column_context context = {.snapshot = &snapshots[1]};
    struct value value;

    read_both(&before, &before, 0);
    expect_all(VALUE_UNKNOWN);
    column_get(column_find(TEXT("recv_rate")), &context, snapshot_at(&snapshots[1], 0), &value);
    ck_assert_int_eq(value.presence, VALUE_UNKNOWN);
}
END_TEST

START_TEST(other_protocols_have_only_drops)
{
    struct counted udp = before, now;

    udp.protocol = PROTOCOL_UDP;
    now = udp;
    now.drops += 7;
    read_both(&udp, &now, 1000);
    expect("drop_rate", 7);
    ck_assert_int_eq(get("recv_rate").presence, VALUE_ABSENT);
    ck_assert_int_eq(get("send_rate").presence, VALUE_ABSENT);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("rates");
    TCase *tests = tcase_create("rates");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, bytes_and_packets_per_second);
    tcase_add_test(tests, large_numbers);
    tcase_add_test(tests, counters_that_go_backwards);
    tcase_add_loop_test(tests, another_socket_or_unknown_counters, 0, COUNT_OF(others));
    tcase_add_test(tests, the_first_reading);
    tcase_add_test(tests, other_protocols_have_only_drops);
    suite_add_tcase(suite, tests);
    return suite;
}
