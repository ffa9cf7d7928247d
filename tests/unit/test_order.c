/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of a listing, compared with qsort and a comparison written from the documentation. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "order.h"

static struct snapshot snapshot;
static struct column_context context;

static struct text interface_name(void *unused, uint32_t index)
{
    static const char *const names[] = {"",      "lo",
                                        "eth0",  "a-name-of-more-than-eight-bytes",
                                        "eth01", "a-name-of-more-than-eight-BYTES"};

    (void)unused;
    return text_of(index < COUNT_OF(names) ? names[index] : "big");
}

static const struct names names = {.interface = interface_name};

static void setup(void)
{
    snapshot_init(&snapshot);
    context =
        (struct column_context){.snapshot = &snapshot, .names = &names, .dialect = DIALECT_RFC};
    ck_assert_ptr_nonnull(snapshot_begin_source(&snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, 1));
}

static void teardown(void)
{
    snapshot_free(&snapshot);
}

static uint64_t random_state = 42;

static unsigned below(unsigned limit)
{
    random_state = unit_random(random_state);
    return (unsigned)((random_state >> 33) % limit);
}

/* Few distinct values, so that many rows differ only in the last key. */
static struct socket random_socket(unsigned variety)
{
    struct socket socket = {
        .protocol = (uint8_t)below(PROTOCOL_COUNT),
        .family = (uint8_t)(FAMILY_INET + below(2)),
        .state = (uint8_t)(1 + below(variety < STATE_COUNT - 1 ? variety : STATE_COUNT - 1)),
        .have = UINT32_MAX & ~(below(4) == 0 ? UINT32_C(1) << below(11) : 0),
        .local_port = (uint16_t)(below(variety) * 257),
        .remote_port = (uint16_t)(below(2) * below(variety) * 255),
        .cookie = (uint64_t)below(variety) << (8 * below(8)),
        .inode = (uint64_t)below(variety) << below(40),
        .uid = below(variety),
        .recv_queue = below(variety),
        .interface = below(20) == 0 ? 0x10000 * below(3) + below(3) : below(6),
        .flags = (uint8_t)below(8),
        .native_state = (int16_t)((int)below(30) - 15),
    };
    size_t length = socket.family == FAMILY_INET ? 4 : 16;

    socket.local.bytes[below((unsigned)length)] = (uint8_t)(below(variety) * 85);
    if (below(2) == 0)
        socket.remote.bytes[below((unsigned)length)] = (uint8_t)below(variety);
    if (socket.protocol == PROTOCOL_UDP)
        socket.state = STATE_NONE;
    return socket;
}

static void fill(size_t count, unsigned variety)
{
    for (size_t i = 0; i < count; i++) {
        struct socket socket = random_socket(variety);

        if (!snapshot_add(&snapshot, &socket))
            ck_abort();
    }
}

static int compare(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static unsigned status_of(const struct socket *socket)
{
    return socket->protocol == PROTOCOL_TCP ? socket->state : socket_is_connected(socket);
}

/* The default order as documented in order.h. */
static int compare_by_default(const struct socket *a, const struct socket *b)
{
    int parts[] = {
        compare(!socket_is_listening(a), !socket_is_listening(b)),
        compare(a->protocol, b->protocol),
        compare(status_of(a), status_of(b)),
        compare(a->local_port, b->local_port),
        compare(a->family, b->family),
        memcmp(a->local.bytes, b->local.bytes, 16),
        memcmp(a->remote.bytes, b->remote.bytes, 16),
        compare(a->remote_port, b->remote_port),
        compare(a->interface, b->interface),
        compare(a->cookie, b->cookie),
    };

    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (parts[i] != 0)
            return parts[i];
    return 0;
}

static int compare_endpoints(const struct endpoint *a, const struct endpoint *b, bool port)
{
    int order = compare(a->family, b->family);

    if (order == 0)
        order = memcmp(a->address.bytes, b->address.bytes, 16);
    return order == 0 && port ? compare(a->port, b->port) : order;
}

static int compare_values(const struct value *a, const struct value *b)
{
    switch (a->type) {
    case VALUE_TEXT:
        return text_compare(a->text, b->text);
    case VALUE_INTEGER:
        return (a->integer > b->integer) - (a->integer < b->integer);
    case VALUE_BOOL:
        return compare(a->boolean, b->boolean);
    case VALUE_ADDRESS:
    case VALUE_ENDPOINT:
        return compare_endpoints(&a->endpoint, &b->endpoint, a->type == VALUE_ENDPOINT);
    case VALUE_LIST:
        return compare(a->list.count, b->list.count);
    default:
        return compare(a->number, b->number);
    }
}

static int compare_by_key(const struct order_key *key, const struct socket *a,
                          const struct socket *b)
{
    struct value of_a, of_b;
    int order;

    column_get(key->column, &context, a, &of_a);
    column_get(key->column, &context, b, &of_b);
    if (of_a.presence != VALUE_KNOWN || of_b.presence != VALUE_KNOWN)
        return (of_a.presence != VALUE_KNOWN) - (of_b.presence != VALUE_KNOWN);
    order = key->column->rank != NULL
                ? compare(key->column->rank(key->column, a), key->column->rank(key->column, b))
                : compare_values(&of_a, &of_b);
    return key->descending ? -order : order;
}

static const struct order *asked; /* qsort has no context */

static int compare_rows(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    const struct socket *of_a = snapshot_at(&snapshot, a), *of_b = snapshot_at(&snapshot, b);
    int order = 0;

    for (size_t i = 0; order == 0 && i < asked->count; i++)
        order = compare_by_key(&asked->keys[i], of_a, of_b);
    if (order == 0)
        order = compare_by_default(of_a, of_b);
    return order == 0 ? compare(a, b) : order; /* stable */
}

static void assert_order(const struct order *order, const char *what)
{
    size_t count = snapshot.count;
    uint32_t *expected = calloc(count + 1, sizeof(*expected));
    uint32_t *rows = calloc(count + 1, sizeof(*rows));

    ck_assert(expected != NULL && rows != NULL);
    for (size_t i = 0; i < count; i++)
        rows[i] = expected[i] = (uint32_t)i;
    asked = order;
    qsort(expected, count, sizeof(*expected), compare_rows);
    ck_assert(order_rows(order, &context, rows, count));
    for (size_t i = 0; i < count; i++)
        if (rows[i] != expected[i])
            ck_abort_msg("%s: place %zu has row %u, not %u", what, i, rows[i], expected[i]);
    free(expected);
    free(rows);
}

START_TEST(the_default_order)
{
    static const struct order none = {.count = 0};

    fill(30000, 3);
    assert_order(&none, "few values");
    fill(30000, 200);
    assert_order(&none, "all");
}
END_TEST

/* Enough rows with one key that they are sorted by counting: 100,000 connections of one client. */
START_TEST(large_runs_of_equal_rows)
{
    static const struct order none = {.count = 0};
    struct socket socket = random_socket(3);

    for (unsigned i = 0; i < 100000; i++) {
        socket.cookie = i * 7919u % 1000;
        socket.remote_port = (uint16_t)(i % 5);
        if (!snapshot_add(&snapshot, &socket))
            ck_abort();
    }
    assert_order(&none, "runs");
}
END_TEST

START_TEST(few_rows)
{
    static const struct order none = {.count = 0};

    for (unsigned i = 0; i < 70; i++) { /* also around the limit of small runs */
        assert_order(&none, "few rows");
        fill(1, 2);
    }
}
END_TEST

START_TEST(every_column_both_ways)
{
    fill(3000, 5);
    for (size_t i = 0; i < column_count(); i++)
        for (unsigned descending = 0; descending < 2; descending++) {
            struct order order = {.keys = {{column_at(i), descending != 0}}, .count = 1};

            assert_order(&order, column_at(i)->name);
        }
}
END_TEST

START_TEST(several_keys)
{
    fill(5000, 4);
    for (unsigned round = 0; round < 20; round++) {
        struct order order = {.count = 2 + below(4)};

        for (size_t i = 0; i < order.count; i++)
            order.keys[i] =
                (struct order_key){column_at(below((unsigned)column_count())), below(2) == 0};
        assert_order(&order, "several keys");
    }
}
END_TEST

START_TEST(orders_are_parsed)
{
    struct order order;
    struct error error = {0};

    ck_assert(order_parse(&order, TEXT("uid,-Local-Port"), NULL, &error));
    ck_assert_uint_eq(order.count, 2);
    ck_assert_str_eq(order.keys[0].column->name, "uid");
    ck_assert(!order.keys[0].descending);
    ck_assert_str_eq(order.keys[1].column->name, "local_port");
    ck_assert(order.keys[1].descending);
}
END_TEST

static void assert_refused(const char *text, size_t begin, size_t end)
{
    struct order order;
    struct error error = {0};

    ck_assert_msg(!order_parse(&order, text_of(text), NULL, &error), "%s is taken", text);
    ck_assert_int_eq(error.status, STATUS_USAGE);
    ck_assert(text_equal(error.typed, text_of(text)));
    ck_assert_uint_eq(error.begin, begin);
    ck_assert_uint_eq(error.end, end);
}

START_TEST(wrong_orders_are_marked)
{
    assert_refused("", 0, 0);
    assert_refused("-", 1, 1);
    assert_refused("uid,", 4, 4);
    assert_refused("uid,-nonsuch", 5, 12);
    assert_refused("--uid", 1, 5);
    assert_refused("+uid", 0, 4);
    assert_refused("uid,-+uid", 5, 9);
    assert_refused("uid,uid,uid,uid,uid,uid,uid,uid,uid,uid,uid,uid,uid,uid,uid,uid,uid", 64, 67);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("order");
    TCase *orders = tcase_create("order"), *words = tcase_create("words");

    tcase_add_checked_fixture(orders, setup, teardown);
    tcase_add_test(orders, the_default_order);
    tcase_add_test(orders, large_runs_of_equal_rows);
    tcase_add_test(orders, few_rows);
    tcase_add_test(orders, every_column_both_ways);
    tcase_add_test(orders, several_keys);
    tcase_add_test(words, orders_are_parsed);
    tcase_add_test(words, wrong_orders_are_marked);
    suite_add_tcase(suite, orders);
    suite_add_tcase(suite, words);
    return suite;
}
