/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of /proc/net/{tcp,udp}, valid and invalid. */
#include "unit.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inet_line.h"

#define LISTENER                                                                                \
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000  1000        " \
    "0 12345 1 000000009b386587 100 0 0 10 0"
#define CONNECTION                                                                              \
    "   1: 0100007F:1F90 0100007F:D431 01 00000010:00000020 01:00000014 00000000    33        " \
    "0 777 2 000000009b386587 20 4 30 10 -1"
#define ORPHAN                                                                               \
    "   1: 0100007F:1F90 0100007F:D431 05 00000000:00000000 03:00000014 00000000     0     " \
    "   0 0 2 000000009b386587 20 4 30 10 -1"
#define TIME_WAIT                                                                            \
    "   2: 0100007F:D431 0100007F:1F90 06 00000000:00000000 03:000010AE 00000000     0     " \
    "   0 0 3 00000000c8e1f1d9"
#define REQUEST                                                                              \
    "   3: 0100007F:1F90 0100007F:D433 03 00000000:00000000 01:00000064 00000000  1000     " \
    "   0 0 0 00000000c8e1f1d9"
#define LISTENER_V6                                                                         \
    "   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A " \
    "00000000:00000000 00:00000000 00000000     0        0 4321 1 000000009b386587 100 0 0 10 0"
#define DATAGRAM                                                                                 \
    " 1234: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000   100        " \
    "0 999 2 000000009b386587 0         "

static bool read_line(const char *line, enum protocol protocol, enum family family,
                      struct socket *socket)
{
    return inet_line_read(text_of(line), protocol, family, 0, NULL, socket);
}

/* Addresses are 32-bit words in host byte order, so this text is 127.0.0.1 only on a little-endian
 * machine. */
static bool is_loopback(const struct address *address)
{
    uint32_t word;

    memcpy(&word, address->bytes, sizeof(word));
    return word == 0x0100007f;
}

START_TEST(a_listener_has_an_accept_queue_without_a_limit)
{
    struct socket socket;

    ck_assert(read_line(LISTENER, PROTOCOL_TCP, FAMILY_INET, &socket));
    ck_assert_uint_eq(socket.state, STATE_LISTEN);
    ck_assert(is_loopback(&socket.local));
    ck_assert_uint_eq(socket.local_port, 8080);
    ck_assert_uint_eq(socket.remote_port, 0);
    ck_assert_uint_eq(socket.accept_queue, 3);
    ck_assert_uint_eq(socket.uid, 1000);
    ck_assert_uint_eq(socket.inode, 12345);
    ck_assert_uint_eq(socket.have,
                      HAVE_STATE | HAVE_ADDRESSES | HAVE_ACCEPT_QUEUE | HAVE_UID | HAVE_INODE);
}
END_TEST

START_TEST(a_connection_has_queues_of_bytes)
{
    struct socket socket;

    ck_assert(read_line(CONNECTION, PROTOCOL_TCP, FAMILY_INET, &socket));
    ck_assert_uint_eq(socket.state, STATE_ESTABLISHED);
    ck_assert_uint_eq(socket.remote_port, 0xd431);
    ck_assert_uint_eq(socket.send_queue, 16);
    ck_assert_uint_eq(socket.recv_queue, 32);
    ck_assert_uint_eq(socket.uid, 33);
    ck_assert(socket.have & HAVE_RECV_QUEUE);
    ck_assert(!(socket.have & (HAVE_ACCEPT_QUEUE | HAVE_COOKIE | HAVE_INTERFACE | HAVE_V6ONLY)));
}
END_TEST

START_TEST(mini_sockets_have_neither_uid_nor_inode)
{
    const char *const lines[] = {TIME_WAIT, REQUEST};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct socket socket;

        ck_assert(read_line(lines[i], PROTOCOL_TCP, FAMILY_INET, &socket));
        ck_assert(socket.flags & SOCKET_MINI);
        ck_assert(!(socket.have & (HAVE_UID | HAVE_INODE)));
        ck_assert_uint_eq(socket.uid, 0);
    }
}
END_TEST

START_TEST(an_orphan_is_a_full_socket_without_owner)
{
    struct socket socket;

    ck_assert(read_line(ORPHAN, PROTOCOL_TCP, FAMILY_INET, &socket));
    ck_assert_uint_eq(socket.state, STATE_FIN_WAIT_2);
    ck_assert(!(socket.flags & SOCKET_MINI));
    ck_assert(socket.have & HAVE_INODE);
    ck_assert(!(socket.have & HAVE_UID));
}
END_TEST

/* Numbers may have any width: gVisor and others do not pad them like Linux. */
START_TEST(other_widths)
{
    struct socket socket;

    ck_assert(read_line("0: 0100007F:50 00000000:0 A 0:3 0:0 0 0 0 1 1", PROTOCOL_TCP, FAMILY_INET,
                        &socket));
    ck_assert_uint_eq(socket.local_port, 80);
    ck_assert_uint_eq(socket.accept_queue, 3);
    ck_assert(read_line("0: 0100007F:0050 0100007F:0001 01 000000001:000000000000000000002 "
                        "00:0000000000000000 00000000 4294967295 0 18446744073709551615 1",
                        PROTOCOL_TCP, FAMILY_INET, &socket));
    ck_assert_uint_eq(socket.send_queue, 1);
    ck_assert_uint_eq(socket.recv_queue, 2);
    ck_assert_uint_eq(socket.uid, UINT32_MAX);
    ck_assert_uint_eq(socket.inode, UINT64_MAX);
    ck_assert(read_line("0: 0100007f:0050 0100007f:0001 01 89abcdef:89ABCDEF 00:00000000 "
                        "00000000 0 0 1 1",
                        PROTOCOL_TCP, FAMILY_INET, &socket));
    ck_assert_uint_eq(socket.send_queue, 0x89abcdef);
    ck_assert_uint_eq(socket.recv_queue, 0x89abcdef);
    ck_assert(!read_line("0: 0100007F:0050 0100007F:0001 01 0000000G:00000000 00:00000000 "
                         "00000000 0 0 1 1",
                         PROTOCOL_TCP, FAMILY_INET, &socket));
}
END_TEST

START_TEST(ipv6_and_udp)
{
    struct socket socket;

    ck_assert(read_line(LISTENER_V6, PROTOCOL_TCP, FAMILY_INET6, &socket));
    ck_assert_uint_eq(socket.local_port, 8080);
    ck_assert(!(socket.have & HAVE_V6ONLY));
    ck_assert(read_line(DATAGRAM, PROTOCOL_UDP, FAMILY_INET, &socket));
    ck_assert_uint_eq(socket.state, STATE_NONE);
    ck_assert_int_eq(socket.native_state, 7);
    ck_assert_uint_eq(socket.local_port, 68);
    ck_assert_uint_eq(socket.inode, 999);
}
END_TEST

static const struct socket_detail *details_of(const char *line, enum protocol protocol,
                                              uint32_t groups)
{
    static struct detail_room room;
    struct socket socket;

    ck_assert(
        inet_line_read(text_of(line), protocol, FAMILY_INET, groups, &room, &socket));
    return socket.detail;
}

#define TIMER    DETAILS_BIT(DETAILS_TIMER)
#define MEMORY   DETAILS_BIT(DETAILS_MEMORY)
#define TCP_INFO DETAILS_BIT(DETAILS_TCP_INFO)

START_TEST(timers)
{
    static const struct {
        const char *line;
        enum timer timer;
        uint32_t expires, retransmits;
    } cases[] = {
        {"1: 0100007F:1F90 0100007F:D431 01 00000010:00000020 01:00000014 00000003 33 9 7 2",
         TIMER_RETRANSMIT, 200, 3},
        {"1: 0100007F:1F90 0100007F:D431 01 00000010:00000020 02:0000000A 00000003 33 9 7 2",
         TIMER_KEEPALIVE, 100, 9},
        {"1: 0100007F:1F90 0100007F:D431 01 00000010:00000020 04:0000000A 00000003 33 300 7 2",
         TIMER_ZERO_WINDOW, 100, UINT8_MAX},
        {"1: 0100007F:1F90 0100007F:D431 01 00000010:00000020 09:FFFFFFFFF 00000003 33 -1 7 2",
         TIMER_OTHER, UINT32_MAX, 3},
        {TIME_WAIT, TIMER_TIME_WAIT, 42700, 0},
        {LISTENER, TIMER_NONE, 0, 0},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct socket_detail *detail = details_of(cases[i].line, PROTOCOL_TCP, TIMER);
        struct socket plain;

        ck_assert(read_line(cases[i].line, PROTOCOL_TCP, FAMILY_INET, &plain));
        ck_assert_int_eq(socket_send_queue_is_stuck(&plain),
                         timer_shows_stuck(cases[i].timer, cases[i].retransmits));
        ck_assert_uint_eq(detail->have, DETAIL_TIMER);
        ck_assert_uint_eq(detail->timer, cases[i].timer);
        ck_assert_uint_eq(detail->timer_ms, cases[i].expires);
        ck_assert_uint_eq(detail->retransmits, cases[i].retransmits);
        ck_assert_ptr_null(detail->tcp_info);
    }
    ck_assert_ptr_null(details_of(CONNECTION, PROTOCOL_TCP, 0));
}
END_TEST

START_TEST(drops_and_windows)
{
    const struct socket_detail *detail;
    uint64_t number;

    detail = details_of("4: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000"
                        " 100 0 999 2 000000009b386587 4711   ",
                        PROTOCOL_UDP, MEMORY);
    ck_assert_uint_eq(detail->memory->have, 1u << MEMORY_DROPS);
    ck_assert_uint_eq(detail->memory->numbers[MEMORY_DROPS], 4711);
    ck_assert_ptr_null(details_of(CONNECTION, PROTOCOL_TCP, MEMORY));
    detail = details_of(CONNECTION, PROTOCOL_TCP, TCP_INFO);
    ck_assert(tcp_info_get(detail->tcp_info, TCP_CWND, &number) == TCP_FIELD_KNOWN);
    ck_assert_uint_eq(number, 10);
    ck_assert(tcp_info_get(detail->tcp_info, TCP_SSTHRESH, &number) == TCP_FIELD_NONE);
    ck_assert(tcp_info_get(detail->tcp_info, TCP_RTO_MS, &number) == TCP_FIELD_UNKNOWN);
    ck_assert(tcp_info_get(detail->tcp_info, TCP_RTT_US, &number) == TCP_FIELD_UNKNOWN);
    detail = details_of(LISTENER, PROTOCOL_TCP, TCP_INFO);
    ck_assert(tcp_info_get(detail->tcp_info, TCP_SSTHRESH, &number) == TCP_FIELD_UNKNOWN);
    ck_assert_ptr_null(details_of(TIME_WAIT, PROTOCOL_TCP, TCP_INFO));
    ck_assert_ptr_null(details_of(REQUEST, PROTOCOL_TCP, TCP_INFO));
}
END_TEST

/* A kernel may write other fields there, or none. */
START_TEST(other_line_ends_are_ignored)
{
    static const char *const ends[] = {"",
                                       " 00000000c8e1f1d9",
                                       " 00000000c8e1f1d9 20 4 30 10",
                                       " 00000000c8e1f1d9 20 4 30 10 -",
                                       " 00000000c8e1f1d9 20 4 30 10 9999999999",
                                       " 00000000c8e1f1d9 20 4 30 -1 5",
                                       " 00000000c8e1f1d9 20 4 30 10 5 6",
                                       " 00000000c8e1f1d9 20 4 30 10 5x"};

    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        char line[256];

        snprintf(line, sizeof(line),
                 "1: 0100007F:1F90 0100007F:D431 01 00000010:00000020 01:00000014 00000003 33 9 7 "
                 "2%s",
                 ends[i]);
        ck_assert_ptr_null(details_of(line, PROTOCOL_TCP, TCP_INFO));
        ck_assert(i == 0 || details_of(line, PROTOCOL_UDP, MEMORY) == NULL);
    }
}
END_TEST

START_TEST(invalid_lines_are_rejected)
{
    static const char *const lines[] = {
        "",
        " ",
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  "
        "timeout",
        "x: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 12345 1",
        "0 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 12345 1",
        /* too short, too long, not hex, no port */
        "0: 0100007:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 12345 1",
        "0: 0100007FF:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 12345 1",
        "0: 0100007G:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 12345 1",
        "0: 0100007F 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 12345 1",
        /* port, queue or uid out of range */
        "0: 0100007F:11F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 12345 1",
        "0: 0100007F:1F90 00000000:0000 0A 100000000:0000003 00:00000000 00000000 1000 0 12345 1",
        "0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 4294967296 0 1 1",
        "0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 123x 1",
        "0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 123 1x",
        "0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000 1000 0 "
        "18446744073709551616 1",
    };

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct socket socket;

        ck_assert_msg(!read_line(lines[i], PROTOCOL_TCP, FAMILY_INET, &socket), "%s", lines[i]);
    }
}
END_TEST

/* Every prefix of a line, in memory of exact size, so that a sanitizer detects a read past the end.
 */
START_TEST(truncated_lines_are_rejected)
{
    size_t whole = (size_t)(strstr(CONNECTION, " 2 00000") - CONNECTION) + 2;

    for (size_t length = 0; length <= strlen(CONNECTION); length++) {
        char *line = malloc(length + 1);
        struct socket socket;

        ck_assert_ptr_nonnull(line);
        memmove(line + 1, CONNECTION, length);
        ck_assert_msg(inet_line_read((struct text){line + 1, length}, PROTOCOL_TCP, FAMILY_INET,
                                     0, NULL, &socket) == (length >= whole),
                      "%zu bytes", length);
        free(line);
    }
}
END_TEST

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* Random changes must not cause a read past the end, or a socket with invalid values. */
START_TEST(mutations_do_no_harm)
{
    static const char *const lines[] = {LISTENER, CONNECTION, TIME_WAIT, LISTENER_V6, DATAGRAM};
    static const char bytes[] = "0123456789ABCDEFabcdef :.-\t\n\xff";
    uint32_t random = 1;

    for (unsigned round = 0; round < 200000; round++) {
        const char *line = lines[next_random(&random) % COUNT_OF(lines)];
        size_t length = strlen(line);
        char *copy = malloc(length);
        struct socket socket;

        ck_assert_ptr_nonnull(copy);
        memcpy(copy, line, length);
        for (unsigned i = 0; i < 1 + round % 4; i++)
            copy[next_random(&random) % length] = bytes[next_random(&random) % sizeof(bytes)];
        if (inet_line_read((struct text){copy, length - next_random(&random) % 8}, PROTOCOL_TCP,
                           round % 2 ? FAMILY_INET : FAMILY_INET6, 0, NULL, &socket)) {
            ck_assert_uint_eq(socket.protocol, PROTOCOL_TCP);
            ck_assert_uint_lt(socket.state, STATE_COUNT);
        }
        free(copy);
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("inet_line");
    TCase *tests = tcase_create("lines");

    tcase_add_test(tests, a_listener_has_an_accept_queue_without_a_limit);
    tcase_add_test(tests, a_connection_has_queues_of_bytes);
    tcase_add_test(tests, mini_sockets_have_neither_uid_nor_inode);
    tcase_add_test(tests, an_orphan_is_a_full_socket_without_owner);
    tcase_add_test(tests, ipv6_and_udp);
    tcase_add_test(tests, other_widths);
    tcase_add_test(tests, timers);
    tcase_add_test(tests, drops_and_windows);
    tcase_add_test(tests, other_line_ends_are_ignored);
    tcase_add_test(tests, invalid_lines_are_rejected);
    tcase_add_test(tests, truncated_lines_are_rejected);
    tcase_add_test(tests, mutations_do_no_harm);
    suite_add_tcase(suite, tests);
    return suite;
}
