/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of details and their text for people; quantities. */
#include "unit.h"

#include <string.h>

#include "column.h"
#include "detail_text.h"
#include "quantity.h"

static const struct names no_names = {.context = NULL};

static struct tcp_info_bytes info;
static struct memory_detail memory;
static struct congestion_detail congestion;
static struct ulp_detail ulp;
static struct md5_detail md5;
static struct socket_detail detail;

static struct socket with_details(unsigned char byte, enum state state)
{
    memset(info.bytes, byte, sizeof(info.bytes));
    info.length = TCP_INFO_SIZE;
    memset(&memory, byte, sizeof(memory));
    memory.have = UINT32_MAX;
    congestion =
        (struct congestion_detail){.name = "bbr", .kind = (enum congestion_kind)(byte % 4)};
    ulp = (struct ulp_detail){.name = "tls",
                              .have = UINT32_MAX,
                              .tls_cipher = byte,
                              .tls_version = byte,
                              .tls_send = byte,
                              .tls_recv = byte};
    md5 = (struct md5_detail){.count = 1, .peers = {{.family = FAMILY_INET, .prefix = 32}}};
    detail = (struct socket_detail){.have = UINT32_MAX,
                                    .timer = byte % TIMER_COUNT,
                                    .tcp_info = &info,
                                    .memory = &memory,
                                    .congestion = &congestion,
                                    .ulp = &ulp,
                                    .md5 = &md5,
                                    .options = UINT16_MAX};
    return (struct socket){.protocol = PROTOCOL_TCP,
                           .family = FAMILY_INET6,
                           .detail = &detail,
                           .have = UINT32_MAX,
                           .state = (uint8_t)state,
                           .cookie = 1,
                           .inode = 2};
}

static void check_columns(const struct snapshot *snapshot, const struct socket *socket)
{
    struct column_context context = {.snapshot = snapshot};

    for (size_t i = 0; i < column_count(); i++) {
        const struct column *column = column_at(i);
        struct value value;

        if (column->group == DETAILS_NONE)
            continue;
        column_get(column, &context, socket, &value);
        ck_assert_uint_eq(value.type, column->type);
        ck_assert_uint_ne(value.presence, VALUE_PENDING);
        if (socket->detail == NULL && (column->need & ~(unsigned)NEED_MARK) != 0)
            ck_assert_msg(value.presence != VALUE_KNOWN, "%s", column->name);
        if (value.presence == VALUE_KNOWN && value.type == VALUE_TEXT)
            ck_assert_msg(value.text.bytes != NULL && value.text.length < 30, "%s", column->name);
    }
}

static bool is_clean(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] < 32 && text.bytes[i] != '\n')
            return false;
    return text.length == 0 || text.bytes[text.length - 1] != '\n';
}

START_TEST(whatever_the_bytes)
{
    struct snapshot snapshot;

    snapshot_init(&snapshot);
    for (unsigned byte = 0; byte < 256; byte++)
        for (unsigned state = 0; state < STATE_COUNT; state++) {
            struct socket socket = with_details((unsigned char)byte, (enum state)state);
            struct builder out = {0};

            check_columns(&snapshot, &socket);
            detail_text(&out, &socket, UINT32_MAX, &no_names);
            ck_assert(is_clean(builder_text(&out)) && !out.failed);
            builder_free(&out);
            socket.detail = NULL;
            check_columns(&snapshot, &socket);
        }
    snapshot_free(&snapshot);
}
END_TEST

static void expect_text(const struct socket *socket, uint32_t groups, const char *expected)
{
    struct builder out = {0};

    detail_text(&out, socket, groups, NULL);
    builder_add_byte(&out, '\0');
    ck_assert_str_eq(out.bytes, expected);
    builder_free(&out);
}

START_TEST(the_words)
{
    struct tcp_info_bytes tcp = {.length = TCP_INFO_SIZE};
    struct congestion_detail cubic = {.name = "cu\033bic"};
    struct socket_detail some = {.have = DETAIL_TIMER,
                                 .timer = TIMER_RETRANSMIT,
                                 .timer_ms = 1500,
                                 .retransmits = 3,
                                 .tcp_info = &tcp,
                                 .congestion = &cubic};
    struct socket socket = {.protocol = PROTOCOL_TCP,
                            .state = STATE_ESTABLISHED,
                            .detail = &some,
                            .have = HAVE_SHUTDOWN,
                            .flags = SOCKET_SHUT_RECV};

    tcp_info_set(&tcp, TCP_RTT_US, 450);
    tcp_info_set(&tcp, TCP_RTT_VARIATION_US, 20);
    tcp_info_set(&tcp, TCP_CWND, 10);
    tcp_info_set(&tcp, TCP_BYTES_SENT, 1234567);
    tcp_info_set(&tcp, TCP_RETRANS_TOTAL, 3);
    tcp_info_set(&tcp, TCP_DATA_SEGS_OUT, 1200);
    tcp_info_set(&tcp, TCP_LAST_ACK_RECEIVED_MS, 90000);
    expect_text(&socket, DETAILS_BIT(DETAILS_TIMER) | DETAILS_BIT(DETAILS_TCP_INFO),
                "timer: retransmission in 1.5 s, 3 sent without an answer\n"
                "path: rtt 0.45 ms ±0.02\n"
                "send: cwnd 10, sent 1.2 MB, retransmitted 3 of 1200 segments (0.25 %)\n"
                "last: acknowledgement 90 s ago\n"
                "congestion: cu\\x1bbic");
    expect_text(&socket, DETAILS_BIT(DETAILS_EXTENDED), "socket: shut down for reading");
    expect_text(&socket, DETAILS_BIT(DETAILS_MEMORY), "");
    socket.detail = NULL;
    expect_text(&socket, UINT32_MAX, "socket: shut down for reading");
}
END_TEST

/* Zeros mean nothing for listeners, but are values of connections. */
START_TEST(listeners)
{
    struct socket socket = with_details(1, STATE_LISTEN);
    struct column_context context = {.snapshot = NULL};
    struct value value;

    column_get(column_find(TEXT("bytes_sent")), &context, &socket, &value);
    ck_assert_uint_eq(value.presence, VALUE_ABSENT);
    column_get(column_find(TEXT("cwnd")), &context, &socket, &value);
    ck_assert_uint_eq(value.presence, VALUE_KNOWN);
    socket.state = STATE_ESTABLISHED;
    column_get(column_find(TEXT("bytes_sent")), &context, &socket, &value);
    ck_assert_uint_eq(value.presence, VALUE_KNOWN);
    socket.protocol = PROTOCOL_UDP;
    socket.detail = NULL;
    column_get(column_find(TEXT("bytes_sent")), &context, &socket, &value);
    ck_assert_uint_eq(value.presence, VALUE_ABSENT);
}
END_TEST

START_TEST(groups_of_columns)
{
    struct column_list list = {.count = 0};
    struct error error;

    ck_assert(column_list_parse(&list, TEXT("rtt_us,timer,drops,cwnd,TIMER"), &error));
    ck_assert_uint_eq(list.count, 6);
    ck_assert_str_eq(list.columns[1]->name, "timer_kind");
    column_list_gather(&list);
    ck_assert_uint_eq(list.count, 6);
    ck_assert_str_eq(list.columns[0]->name, "rtt_us");
    ck_assert_str_eq(list.columns[1]->name, "cwnd");
    ck_assert_str_eq(list.columns[2]->name, "timer_kind");
    ck_assert_str_eq(list.columns[5]->name, "drops");
    ck_assert_uint_eq(column_list_need(&list), NEED_DETAILS(DETAILS_TCP_INFO) |
                                                   NEED_DETAILS(DETAILS_TIMER) |
                                                   NEED_DETAILS(DETAILS_MEMORY));
    ck_assert(!column_list_parse(&list, TEXT("timer,"), &error));
}
END_TEST

typedef void quantity(struct builder *builder, uint64_t number);

static void expect(quantity *write, uint64_t number, const char *expected)
{
    struct builder out = {0};

    write(&out, number);
    builder_add_byte(&out, '\0');
    ck_assert_str_eq(out.bytes, expected);
    builder_free(&out);
}

static void share(struct builder *builder, uint64_t part)
{
    quantity_share(builder, part, 1200);
}

START_TEST(quantities)
{
    expect(quantity_bytes, 0, "0 B");
    expect(quantity_bytes, 999, "999 B");
    expect(quantity_bytes, 1000, "1.0 kB");
    expect(quantity_bytes, 1250000, "1.3 MB");
    expect(quantity_bytes, 9960, "10.0 kB");
    expect(quantity_bytes, UINT64_MAX, "18447 PB");
    expect(quantity_rate, 850, "850 bit/s");
    expect(quantity_rate, 12345678, "12 Mbit/s");
    expect(quantity_rate, UINT64_MAX, "18446744 Tbit/s");
    expect(quantity_microseconds, 0, "0.000 ms");
    expect(quantity_microseconds, 45, "0.045 ms");
    expect(quantity_microseconds, 450, "0.45 ms");
    expect(quantity_microseconds, 4500, "4.5 ms");
    expect(quantity_microseconds, 999999, "1000 ms");
    expect(quantity_microseconds, 1500000, "1.5 s");
    expect(quantity_milliseconds, 7140000, "119 min");
    expect(quantity_milliseconds, 90000000, "25 h");
    expect(quantity_milliseconds, UINT64_MAX, "213503982 d");
    expect(share, 3, "0.25 %");
    expect(share, 1200, "100 %");
    expect(share, UINT64_MAX, "");
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("details");
    TCase *columns = tcase_create("columns");

    tcase_add_test(columns, whatever_the_bytes);
    tcase_add_test(columns, the_words);
    tcase_add_test(columns, listeners);
    tcase_add_test(columns, groups_of_columns);
    tcase_add_test(columns, quantities);
    suite_add_tcase(suite, columns);
    return suite;
}
