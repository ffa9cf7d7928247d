/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of the Windows tables in the layout of the SDK. */
#include "unit.h"

#include <string.h>

#include "mib_row.h"

static const uint8_t port_443[4] = {0x01, 0xbb, 0xde, 0xad}; /* the upper half is undefined */

static struct tcp4_row tcp4(uint32_t state)
{
    return (struct tcp4_row){
        .state = state,
        .local = {192, 0, 2, 1},
        .local_port = {0xc0, 0x01, 0, 0},
        .remote = {198, 51, 100, 7},
        .remote_port = {port_443[0], port_443[1], port_443[2], port_443[3]},
        .pid = 4242,
    };
}

static struct socket read_row(enum protocol protocol, enum family family, enum row_class row_class,
                              const void *row)
{
    struct socket socket;

    mib_row_read(mib_row_layout(protocol, family, row_class), protocol, family, row, &socket);
    return socket;
}

static struct socket read_tcp4(const struct tcp4_row *row)
{
    return read_row(PROTOCOL_TCP, FAMILY_INET, ROW_PID, row);
}

/* The sizes that Microsoft documents, the same for 32 and 64 bits. */
START_TEST(layouts_match_the_sdk)
{
    static const uint16_t sizes[][FAMILY_COUNT][ROW_CLASS_COUNT] = {
        [PROTOCOL_TCP] = {[FAMILY_INET] = {24, 160, 28}, [FAMILY_INET6] = {56, 192, 60}},
        [PROTOCOL_UDP] = {[FAMILY_INET] = {12, 160}, [FAMILY_INET6] = {28, 176}},
    };

    for (unsigned protocol = 0; protocol < COUNT_OF(sizes); protocol++)
        for (unsigned family = FAMILY_INET; family <= FAMILY_INET6; family++)
            for (unsigned row_class = 0;
                 row_class < ROW_CLASS_COUNT && sizes[protocol][family][row_class] != 0;
                 row_class++) {
                const struct row_layout *layout = mib_row_layout(
                    (enum protocol)protocol, (enum family)family, (enum row_class)row_class);

                ck_assert_uint_eq(layout->size, sizes[protocol][family][row_class]);
                ck_assert_uint_eq(layout->first, row_class == ROW_MODULE ? 8 : 4);
            }
}
END_TEST

START_TEST(tcp4_row_is_read)
{
    struct tcp4_row row = tcp4(5);
    struct socket socket = read_tcp4(&row);
    static const uint8_t local[16] = {192, 0, 2, 1}, remote[16] = {198, 51, 100, 7};

    ck_assert_uint_eq(socket.have, HAVE_ADDRESSES | HAVE_STATE | HAVE_PID);
    ck_assert_mem_eq(socket.local.bytes, local, 16);
    ck_assert_mem_eq(socket.remote.bytes, remote, 16);
    ck_assert_uint_eq(socket.local_port, 49153);
    ck_assert_uint_eq(socket.remote_port, 443);
    ck_assert_uint_eq(socket.pid, 4242);
    ck_assert_uint_eq(socket.state, STATE_ESTABLISHED);
    ck_assert_int_eq(socket.native_state, 5);
    ck_assert_uint_eq(socket.protocol, PROTOCOL_TCP);
    ck_assert_uint_eq(socket.family, FAMILY_INET);
}
END_TEST

/* tcpmib.h: 9 is CLOSING and 10 LAST-ACK, unlike RFC 4022. */
START_TEST(every_state)
{
    static const enum state states[] = {
        [0] = STATE_NONE,       [1] = STATE_CLOSED,       [2] = STATE_LISTEN,
        [3] = STATE_SYN_SENT,   [4] = STATE_SYN_RECEIVED, [5] = STATE_ESTABLISHED,
        [6] = STATE_FIN_WAIT_1, [7] = STATE_FIN_WAIT_2,   [8] = STATE_CLOSE_WAIT,
        [9] = STATE_CLOSING,    [10] = STATE_LAST_ACK,    [11] = STATE_TIME_WAIT,
        [12] = STATE_CLOSED,    [13] = STATE_NONE,        [100] = STATE_CLOSED,
        [101] = STATE_NONE,
    };

    for (uint32_t native = 0; native < COUNT_OF(states); native++) {
        struct tcp4_row row = tcp4(native);
        struct socket socket = read_tcp4(&row);

        ck_assert_uint_eq(socket.state, states[native]);
        ck_assert_int_eq(socket.native_state, (int)native);
        ck_assert(socket.have & HAVE_STATE);
        ck_assert_int_eq((socket.flags & SOCKET_BOUND) != 0, native == 100);
    }
}
END_TEST

START_TEST(an_out_of_range_state_is_unknown)
{
    struct tcp4_row row = tcp4(0x80000005);
    struct socket socket = read_tcp4(&row);

    ck_assert_uint_eq(socket.have & HAVE_STATE, 0);
    ck_assert_uint_eq(socket.state, STATE_NONE);
}
END_TEST

/* "When the state is LISTEN, this member has no meaning." */
START_TEST(a_listener_has_no_remote_end)
{
    struct tcp4_row row = tcp4(2);
    struct socket socket = read_tcp4(&row);

    ck_assert(socket_is_listening(&socket));
    ck_assert(!socket_is_connected(&socket));
    ck_assert(socket.have & HAVE_REMOTE);
}
END_TEST

static struct tcp6_row tcp6(uint8_t first, uint8_t second, uint32_t scope)
{
    return (struct tcp6_row){
        .local = {first, second, [15] = 1},
        .local_scope = scope,
        .local_port = {0, 80},
        .remote = {0x20, 0x01, 0x0d, 0xb8, [15] = 9},
        .remote_scope = 77,
        .remote_port = {0x01, 0xbb},
        .state = 5,
        .pid = 7,
    };
}

START_TEST(scopes_only_where_an_address_has_one)
{
    static const struct {
        uint8_t first, second;
        uint32_t scope, interface;
    } cases[] = {
        {0xfe, 0x80, 12, 12}, {0xfe, 0xbf, 12, 12}, {0xfe, 0x80, 0, 0},   {0xfe, 0xc0, 12, 0},
        {0xfd, 0x77, 12, 0},  {0x20, 0x01, 12, 0},  {0xff, 0x02, 12, 12}, {0xff, 0x05, 12, 0},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct tcp6_row row = tcp6(cases[i].first, cases[i].second, cases[i].scope);
        struct socket socket = read_row(PROTOCOL_TCP, FAMILY_INET6, ROW_PID, &row);

        ck_assert_uint_eq(socket.interface, cases[i].interface);
        ck_assert_int_eq((socket.have & HAVE_INTERFACE) != 0, cases[i].interface != 0);
    }
}
END_TEST

START_TEST(the_remote_scope_counts_where_the_local_end_has_none)
{
    struct tcp6_row row = tcp6(0, 0, 0);
    struct socket socket;

    row.remote[0] = 0xfe;
    row.remote[1] = 0x80;
    socket = read_row(PROTOCOL_TCP, FAMILY_INET6, ROW_PID, &row);
    ck_assert_uint_eq(socket.interface, 77);
}
END_TEST

/* UDP tables have only local ends, so the peer is unknown. */
START_TEST(udp_has_no_remote_end_and_no_state)
{
    struct udp4_row row = {.local = {0, 0, 0, 0}, .local_port = {0, 53}, .pid = 1};
    struct socket socket = read_row(PROTOCOL_UDP, FAMILY_INET, ROW_PID, &row);

    ck_assert_uint_eq(socket.have, HAVE_LOCAL | HAVE_PID);
    ck_assert_uint_eq(socket.local_port, 53);
    ck_assert_ptr_null(socket_status(&socket));
    ck_assert(socket_is_listening(&socket)); /* possibly, so -l must show it */
}
END_TEST

/* 2021-01-01 00:00:00.000001 UTC. */
#define FILETIME_2021 UINT64_C(132539328000000010)
#define UNIX_2021     UINT64_C(1609459200000001)

START_TEST(times_of_creation)
{
    static const struct {
        uint64_t steps, created;
    } cases[] = {
        {0, 0},
        {UINT64_C(116444736000000000), 0}, /* 1970 */
        {FILETIME_2021, UNIX_2021},
        {UINT64_MAX, 0},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct tcp4_module_row row4 = {.row = tcp4(5), .created = cases[i].steps};
        struct tcp6_module_row row6 = {.row = tcp6(0, 0, 0), .created = cases[i].steps};
        struct udp4_module_row udp = {.row = {.pid = 3}, .created = cases[i].steps};
        struct udp6_module_row udp6 = {.row = {.pid = 3}, .created = cases[i].steps};
        struct socket sockets[] = {
            read_row(PROTOCOL_TCP, FAMILY_INET, ROW_MODULE, &row4),
            read_row(PROTOCOL_TCP, FAMILY_INET6, ROW_MODULE, &row6),
            read_row(PROTOCOL_UDP, FAMILY_INET, ROW_MODULE, &udp),
            read_row(PROTOCOL_UDP, FAMILY_INET6, ROW_MODULE, &udp6),
        };

        for (size_t j = 0; j < COUNT_OF(sockets); j++) {
            ck_assert_uint_eq(sockets[j].created, cases[i].created);
            ck_assert_int_eq((sockets[j].have & HAVE_CREATED) != 0, cases[i].created != 0);
        }
    }
}
END_TEST

/* The sanitizer would report unaligned reads. */
START_TEST(rows_need_no_alignment)
{
    struct tcp6_module_row row = {.row = tcp6(0xfe, 0x80, 3), .created = FILETIME_2021};
    unsigned char bytes[sizeof(row) + 1];
    struct socket aligned = read_row(PROTOCOL_TCP, FAMILY_INET6, ROW_MODULE, &row), odd;

    memcpy(bytes + 1, &row, sizeof(row));
    odd = read_row(PROTOCOL_TCP, FAMILY_INET6, ROW_MODULE, bytes + 1);
    ck_assert_mem_eq(&aligned, &odd, sizeof(odd));
    ck_assert_uint_eq(odd.created, UNIX_2021);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("windows rows");
    TCase *rows = tcase_create("rows");

    tcase_add_test(rows, layouts_match_the_sdk);
    tcase_add_test(rows, tcp4_row_is_read);
    tcase_add_test(rows, every_state);
    tcase_add_test(rows, an_out_of_range_state_is_unknown);
    tcase_add_test(rows, a_listener_has_no_remote_end);
    tcase_add_test(rows, scopes_only_where_an_address_has_one);
    tcase_add_test(rows, the_remote_scope_counts_where_the_local_end_has_none);
    tcase_add_test(rows, udp_has_no_remote_end_and_no_state);
    tcase_add_test(rows, times_of_creation);
    tcase_add_test(rows, rows_need_no_alignment);
    suite_add_tcase(suite, rows);
    return suite;
}
