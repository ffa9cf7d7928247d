/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of inet_diag, built byte by byte; and the requests for them. */
#include "unit.h"

#include <arpa/inet.h>
#include <limits.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "inet_diag.h"

/* include/net/tcp_states.h */
enum { ESTABLISHED = 1, SYN_RECV = 3, FIN_WAIT2 = 5, TIME_WAIT = 6, CLOSE = 7, LISTEN = 10 };

struct message {
    struct nlmsghdr header;
    struct inet_diag_msg diag;
    unsigned char attributes[64];
};

static struct message make(uint8_t family, uint8_t state)
{
    return (struct message){
        .header = {.nlmsg_len = NLMSG_HDRLEN + sizeof(struct inet_diag_msg),
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY},
        .diag = {.idiag_family = family,
                 .idiag_state = state,
                 .id = {.idiag_sport = htons(443),
                        .idiag_dport = htons(50000),
                        .idiag_src = {htonl(0x0a000001), htonl(2), htonl(3), htonl(4)},
                        .idiag_dst = {htonl(0x0a000002), htonl(6), htonl(7), htonl(8)},
                        .idiag_if = 9,
                        .idiag_cookie = {0x11223344, 0x55667788}},
                 .idiag_rqueue = 100,
                 .idiag_wqueue = 200,
                 .idiag_uid = 1000,
                 .idiag_inode = 4242},
    };
}

static void add_attribute(struct message *message, uint16_t type, const void *payload,
                          size_t length)
{
    struct nlattr attribute = {(uint16_t)(sizeof(struct nlattr) + length), type};
    char *end = (char *)message + message->header.nlmsg_len;

    memcpy(end, &attribute, sizeof(attribute));
    if (length > 0)
        memcpy(end + sizeof(attribute), payload, length);
    message->header.nlmsg_len += (uint32_t)((sizeof(attribute) + length + 3) & ~(size_t)3);
}

/* From a heap block of exact length. */
static bool read_exactly(const struct message *message, enum protocol protocol,
                         struct socket *socket)
{
    uint32_t length = message->header.nlmsg_len;
    struct nlmsghdr *exact = malloc(length);
    bool read;

    ck_assert_ptr_nonnull(exact);
    memcpy(exact, message, length);
    memset(socket, 0xa5, sizeof(*socket));
    read = inet_diag_read(exact, protocol, NULL, socket);
    free(exact);
    return read;
}

static struct socket read_it(const struct message *message, enum protocol protocol)
{
    struct socket socket;

    ck_assert(read_exactly(message, protocol, &socket));
    return socket;
}

static void assert_address(const struct address *address, enum family family, const char *expected)
{
    char out[ADDRESS_MAX_LENGTH + 1];

    out[address_write(out, family, address)] = '\0';
    ck_assert_str_eq(out, expected);
}

START_TEST(a_connection)
{
    struct message message = make(AF_INET, ESTABLISHED);
    struct socket socket = read_it(&message, PROTOCOL_TCP);

    ck_assert_uint_eq(socket.family, FAMILY_INET);
    ck_assert_uint_eq(socket.protocol, PROTOCOL_TCP);
    ck_assert_uint_eq(socket.state, STATE_ESTABLISHED);
    ck_assert_int_eq(socket.native_state, ESTABLISHED);
    assert_address(&socket.local, FAMILY_INET, "10.0.0.1");
    assert_address(&socket.remote, FAMILY_INET, "10.0.0.2");
    for (size_t i = 4; i < 16; i++) /* the kernel leaves bytes there for IPv4, which are ignored */
        ck_assert_int_eq(socket.local.bytes[i] | socket.remote.bytes[i], 0);
    ck_assert_uint_eq(socket.local_port, 443);
    ck_assert_uint_eq(socket.remote_port, 50000);
    ck_assert_uint_eq(socket.interface, 9);
    ck_assert_uint_eq(socket.cookie, UINT64_C(0x5566778811223344));
    ck_assert_uint_eq(socket.inode, 4242);
    ck_assert_uint_eq(socket.uid, 1000);
    ck_assert_uint_eq(socket.recv_queue, 100);
    ck_assert_uint_eq(socket.send_queue, 200);
    ck_assert_uint_eq(socket.flags, 0);
    ck_assert_uint_eq(socket.have, HAVE_STATE | HAVE_ADDRESSES | HAVE_RECV_QUEUE | HAVE_SEND_QUEUE |
                                       HAVE_UID | HAVE_INODE | HAVE_COOKIE | HAVE_INTERFACE);
}
END_TEST

/* A plain listing gets timers without requesting details. */
START_TEST(a_timer_shows_a_stuck_queue)
{
    static const struct {
        uint8_t timer, retransmits;
        bool stuck;
    } rows[] = {
        {TIMER_NONE, 0, false},       {TIMER_RETRANSMIT, 0, false}, {TIMER_RETRANSMIT, 2, false},
        {TIMER_RETRANSMIT, 3, true},  {TIMER_KEEPALIVE, 9, false},  {TIMER_ZERO_WINDOW, 0, true},
        {TIMER_TIME_WAIT, 9, false},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct message message = make(AF_INET, ESTABLISHED);
        struct socket socket;

        message.diag.idiag_timer = rows[i].timer;
        message.diag.idiag_retrans = rows[i].retransmits;
        socket = read_it(&message, PROTOCOL_TCP);
        ck_assert_int_eq(socket_send_queue_is_stuck(&socket), rows[i].stuck);
        ck_assert(!socket_recv_queue_is_stuck(&socket));
        socket = read_it(&message, PROTOCOL_SCTP); /* has other timers */
        ck_assert(!socket_send_queue_is_stuck(&socket));
    }
}
END_TEST

START_TEST(a_listener)
{
    struct message message = make(AF_INET6, LISTEN);
    struct socket socket;

    socket = read_it(&message, PROTOCOL_TCP);
    assert_address(&socket.local, FAMILY_INET6, "a00:1:0:2:0:3:0:4");
    ck_assert_uint_eq(socket.accept_queue, 100);
    ck_assert_uint_eq(socket.accept_queue_max, 200);
    ck_assert((socket.have & HAVE_ACCEPT_QUEUE) != 0 && (socket.have & HAVE_ACCEPT_QUEUE_MAX) != 0);
    ck_assert((socket.have & (HAVE_RECV_QUEUE | HAVE_SEND_QUEUE)) == 0);
    ck_assert((socket.have & HAVE_V6ONLY) == 0); /* not reported */
    add_attribute(&message, INET_DIAG_SHUTDOWN, "\0", 1);
    add_attribute(&message, INET_DIAG_SKV6ONLY, "\0", 1);
    socket = read_it(&message, PROTOCOL_TCP);
    ck_assert((socket.have & HAVE_V6ONLY) != 0 && (socket.flags & SOCKET_V6ONLY) == 0);
    message = make(AF_INET6, LISTEN);
    add_attribute(&message, 999, "whatever", 8); /* newer than lsock */
    add_attribute(&message, INET_DIAG_SKV6ONLY, "\1", 1);
    socket = read_it(&message, PROTOCOL_TCP);
    ck_assert((socket.have & HAVE_V6ONLY) != 0 && (socket.flags & SOCKET_V6ONLY) != 0);
}
END_TEST

/* For a request or time-wait record the kernel sets uid and inode to meaningless zeros. */
START_TEST(mini_sockets)
{
    static const struct {
        uint8_t state, timer;
        bool shutdown, mini;
        enum state canonical;
    } rows[] = {
        {TIME_WAIT, 3, false, true, STATE_TIME_WAIT},
        {FIN_WAIT2, 3, false, true, STATE_FIN_WAIT_2},
        {FIN_WAIT2, 0, true, false, STATE_FIN_WAIT_2},
        {SYN_RECV, 1, false, true, STATE_SYN_RECEIVED},
        {SYN_RECV, 1, true, false, STATE_SYN_RECEIVED}, /* simultaneous open: a full socket */
        {ESTABLISHED, 3, false, false, STATE_ESTABLISHED},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct message message = make(AF_INET, rows[i].state);
        struct socket socket;

        message.diag.idiag_timer = rows[i].timer;
        if (rows[i].shutdown)
            add_attribute(&message, INET_DIAG_SHUTDOWN, "\0", 1);
        socket = read_it(&message, PROTOCOL_TCP);
        ck_assert_uint_eq(socket.state, rows[i].canonical);
        ck_assert_int_eq((socket.flags & SOCKET_MINI) != 0, rows[i].mini);
        ck_assert_int_eq((socket.have & HAVE_UID) != 0, !rows[i].mini);
        ck_assert_int_eq((socket.have & HAVE_INODE) != 0, !rows[i].mini);
        ck_assert((socket.have & HAVE_COOKIE) != 0);
    }
}
END_TEST

START_TEST(bound_and_closed)
{
    struct message message = make(AF_INET, CLOSE);
    struct socket socket = read_it(&message, PROTOCOL_TCP);

    ck_assert_uint_eq(socket.state, STATE_CLOSED);
    ck_assert_int_eq(socket.native_state, 13);
    ck_assert((socket.flags & SOCKET_BOUND) != 0);
    message.diag.id.idiag_sport = 0;
    socket = read_it(&message, PROTOCOL_TCP);
    ck_assert_uint_eq(socket.state, STATE_CLOSED);
    ck_assert_int_eq(socket.native_state, CLOSE);
    ck_assert((socket.flags & SOCKET_BOUND) == 0);
}
END_TEST

START_TEST(udp_has_no_states)
{
    struct message message = make(AF_INET, CLOSE);
    struct socket socket = read_it(&message, PROTOCOL_UDP);

    ck_assert_uint_eq(socket.state, STATE_NONE);
    ck_assert_int_eq(socket.native_state, CLOSE);
    ck_assert((socket.flags & SOCKET_BOUND) == 0);
    ck_assert((socket.have & (HAVE_RECV_QUEUE | HAVE_STATE)) == (HAVE_RECV_QUEUE | HAVE_STATE));
    message = make(AF_INET, LISTEN); /* without states the number does not mean a listener */
    ck_assert((read_it(&message, PROTOCOL_UDP).have & HAVE_ACCEPT_QUEUE) == 0);
}
END_TEST

START_TEST(unknown_newer_states)
{
    for (unsigned state = 0; state < 256; state++) {
        struct message message = make(AF_INET, (uint8_t)state);
        struct socket socket = read_it(&message, PROTOCOL_TCP);

        ck_assert_uint_lt(socket.state, STATE_COUNT);
        ck_assert_int_eq(socket.state == STATE_NONE, state == 0 || state > 13);
    }
}
END_TEST

START_TEST(who_holds_it)
{
    struct message message = make(AF_INET, ESTABLISHED);
    struct socket socket;

    message.diag.idiag_inode = 0; /* an orphan: before Linux 6.16 its uid is 0, too */
    message.diag.idiag_uid = 0;
    socket = read_it(&message, PROTOCOL_TCP);
    ck_assert((socket.have & HAVE_INODE) != 0 && (socket.have & HAVE_UID) == 0);
    message.diag.idiag_inode = 5;
    ck_assert((read_it(&message, PROTOCOL_TCP).have & HAVE_UID) != 0); /* root */
}
END_TEST

START_TEST(no_cookie)
{
    struct message message = make(AF_INET, ESTABLISHED);

    message.diag.id.idiag_cookie[0] = message.diag.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    ck_assert((read_it(&message, PROTOCOL_TCP).have & HAVE_COOKIE) == 0);
    message.diag.id.idiag_cookie[1] = 1; /* a cookie whose lower half has all bits set */
    ck_assert((read_it(&message, PROTOCOL_TCP).have & HAVE_COOKIE) != 0);
}
END_TEST

START_TEST(unknown_families)
{
    for (unsigned family = 0; family < 256; family++) {
        struct message message = make((uint8_t)family, ESTABLISHED);
        struct socket socket;

        ck_assert_int_eq(read_exactly(&message, PROTOCOL_TCP, &socket),
                         family == AF_INET || family == AF_INET6);
    }
}
END_TEST

START_TEST(every_length)
{
    struct message message = make(AF_INET6, LISTEN);
    uint32_t whole = message.header.nlmsg_len, length;
    struct socket socket;

    add_attribute(&message, INET_DIAG_SHUTDOWN, "\0", 1);
    add_attribute(&message, INET_DIAG_SKV6ONLY, "\1", 1);
    for (length = message.header.nlmsg_len; length >= NLMSG_HDRLEN; length--) {
        message.header.nlmsg_len = length;
        ck_assert_int_eq(read_exactly(&message, PROTOCOL_TCP, &socket), length >= whole);
        if (length >= whole)
            ck_assert_int_eq((socket.have & HAVE_V6ONLY) != 0, length >= whole + 8 + 5);
    }
}
END_TEST

START_TEST(an_attribute_without_its_value)
{
    struct message message = make(AF_INET6, LISTEN);
    struct socket socket;

    add_attribute(&message, INET_DIAG_SKV6ONLY, NULL, 0);
    add_attribute(&message, INET_DIAG_SHUTDOWN, NULL, 0);
    socket = read_it(&message, PROTOCOL_TCP);
    ck_assert((socket.have & HAVE_V6ONLY) == 0);
}
END_TEST

START_TEST(random_messages)
{
    uint64_t random = 5;

    for (unsigned round = 0; round < 100000; round++) {
        struct message message = make(AF_INET6, LISTEN);
        unsigned char *bytes = (unsigned char *)&message;
        struct socket socket;

        add_attribute(&message, INET_DIAG_SHUTDOWN, "\0", 1);
        add_attribute(&message, INET_DIAG_SKV6ONLY, "\1", 1);
        for (unsigned change = 0; change <= round % 8; change++) {
            random = unit_random(random);
            bytes[NLMSG_HDRLEN + (random >> 33) % (message.header.nlmsg_len - NLMSG_HDRLEN)] =
                (unsigned char)(random >> 24);
        }
        if (read_exactly(&message, PROTOCOL_TCP, &socket))
            ck_assert(socket.family < FAMILY_COUNT && socket.state < STATE_COUNT);
    }
}
END_TEST

START_TEST(state_bits_of_the_kernel)
{
    ck_assert_uint_eq(inet_diag_states(STATE_BIT(STATE_LISTEN)), 1u << LISTEN);
    ck_assert_uint_eq(inet_diag_states(STATE_BIT(STATE_ESTABLISHED) | STATE_BIT(STATE_CLOSED)),
                      1u << ESTABLISHED | 1u << CLOSE);
    ck_assert_uint_eq(inet_diag_states(STATE_BIT_BOUND), 1u << 13);
    ck_assert_uint_eq(inet_diag_states(STATES_ALL), 0xffe);
    ck_assert_uint_eq(inet_diag_states(0), 0);
}
END_TEST

START_TEST(requests)
{
    _Alignas(struct nlmsghdr) char buffer[INET_DIAG_REQUEST_ROOM];
    struct inet_diag_query udp = {.protocol = PROTOCOL_UDP, .native_states = 0x82};
    struct inet_diag_query tcp = {.protocol = PROTOCOL_TCP, .native_states = 0x400};
    struct nlmsghdr *header = inet_diag_request(buffer, &udp, FAMILY_INET6);
    struct inet_diag_req_v2 v2;
    struct inet_diag_req v1;

    ck_assert_uint_eq(header->nlmsg_type, SOCK_DIAG_BY_FAMILY);
    ck_assert_uint_eq(header->nlmsg_flags, NLM_F_REQUEST | NLM_F_DUMP);
    ck_assert_uint_eq(header->nlmsg_len, NLMSG_HDRLEN + sizeof(v2));
    memcpy(&v2, buffer + NLMSG_HDRLEN, sizeof(v2));
    ck_assert_uint_eq(v2.sdiag_family, AF_INET6);
    ck_assert_uint_eq(v2.sdiag_protocol, IPPROTO_UDP);
    ck_assert_uint_eq(v2.idiag_states, 0x82);
    ck_assert_uint_eq(v2.idiag_ext, 0);
    header = inet_diag_request(buffer, &tcp, FAMILY_NONE);
    ck_assert_uint_eq(header->nlmsg_type, TCPDIAG_GETSOCK);
    ck_assert_uint_eq(header->nlmsg_len, NLMSG_HDRLEN + sizeof(v1));
    memcpy(&v1, buffer + NLMSG_HDRLEN, sizeof(v1));
    ck_assert_uint_eq(v1.idiag_states, 0x400);
}
END_TEST

static struct message make_destroyed(uint8_t protocol)
{
    struct message message = make(AF_INET, CLOSE);

    message.diag.idiag_uid = message.diag.idiag_inode = 0;
    message.diag.idiag_wqueue = UINT32_MAX;
    add_attribute(&message, INET_DIAG_PROTOCOL, &protocol, sizeof(protocol));
    return message;
}

/* From a heap block of exact length. */
static bool read_destroyed(const struct message *message, struct inet_detail *detail,
                           struct socket *socket)
{
    uint32_t length = message->header.nlmsg_len;
    struct nlmsghdr *exact = malloc(length);
    bool read;

    ck_assert_ptr_nonnull(exact);
    memcpy(exact, message, length);
    memset(socket, 0xa5, sizeof(*socket));
    read = inet_diag_read_destroyed(exact, detail, socket);
    free(exact);
    return read;
}

/* Outdated fields are ignored: a zero uid is not root. */
START_TEST(a_destroyed_socket)
{
    static const struct {
        uint8_t number;
        enum protocol protocol;
    } both[] = {{IPPROTO_TCP, PROTOCOL_TCP}, {IPPROTO_UDP, PROTOCOL_UDP}};

    for (size_t i = 0; i < COUNT_OF(both); i++) {
        struct message message = make_destroyed(both[i].number);
        struct socket socket;

        ck_assert(read_destroyed(&message, NULL, &socket));
        ck_assert_uint_eq(socket.protocol, both[i].protocol);
        ck_assert_uint_eq(socket.have, HAVE_ADDRESSES | HAVE_COOKIE | HAVE_INTERFACE);
        ck_assert_uint_eq(socket.state, STATE_NONE);
        ck_assert_uint_eq(socket.flags, 0);
        ck_assert_ptr_null(socket.detail);
        assert_address(&socket.remote, FAMILY_INET, "10.0.0.2");
        ck_assert_uint_eq(socket.remote_port, 50000);
        ck_assert_uint_eq(socket.cookie, UINT64_C(0x5566778811223344));
    }
}
END_TEST

START_TEST(destroyed_with_its_numbers)
{
    static const unsigned char tcp_info[16] = {7};
    struct message message = make_destroyed(IPPROTO_TCP);
    struct inet_detail detail = {.groups = DETAILS_BIT(DETAILS_TCP_INFO)};
    struct socket socket;

    add_attribute(&message, INET_DIAG_INFO, tcp_info, sizeof(tcp_info));
    ck_assert(read_destroyed(&message, &detail, &socket));
    ck_assert_ptr_eq(socket.detail, &detail.room.detail);
    ck_assert_ptr_nonnull(detail.room.detail.tcp_info);
    ck_assert_uint_eq(detail.room.detail.tcp_info->length, sizeof(tcp_info));
    /* Disconnected: counters restart, and only the peer's address remains of the ends. */
    message.diag.id.idiag_dport = 0;
    memset(message.diag.id.idiag_src, 0, sizeof(message.diag.id.idiag_src));
    ck_assert(read_destroyed(&message, &detail, &socket));
    ck_assert_ptr_null(detail.room.detail.tcp_info);
    ck_assert_uint_eq(socket.have, HAVE_COOKIE | HAVE_INTERFACE);
    /* bound to its address, it keeps that */
    message.diag.id.idiag_src[0] = htonl(0x0a000001);
    ck_assert(read_destroyed(&message, &detail, &socket));
    ck_assert_uint_eq(socket.have, HAVE_LOCAL | HAVE_COOKIE | HAVE_INTERFACE);
    /* never connected: known */
    memset(message.diag.id.idiag_dst, 0, sizeof(message.diag.id.idiag_dst));
    ck_assert(read_destroyed(&message, &detail, &socket));
    ck_assert_uint_eq(socket.have, HAVE_ADDRESSES | HAVE_COOKIE | HAVE_INTERFACE);
    ck_assert_ptr_nonnull(detail.room.detail.tcp_info);
}
END_TEST

START_TEST(destroyed_and_nothing_of_ours)
{
    struct message sctp = make_destroyed(IPPROTO_SCTP), unsaid = make(AF_INET, CLOSE);
    struct message short_one = make_destroyed(IPPROTO_TCP), unix_one = make_destroyed(IPPROTO_TCP);
    struct socket socket;

    ck_assert(!read_destroyed(&sctp, NULL, &socket));
    ck_assert(!read_destroyed(&unsaid, NULL, &socket));
    unix_one.diag.idiag_family = AF_UNIX;
    ck_assert(!read_destroyed(&unix_one, NULL, &socket));
    for (uint32_t length = NLMSG_HDRLEN; length < short_one.header.nlmsg_len; length++) {
        struct message cut = short_one;

        cut.header.nlmsg_len = length;
        if (length < short_one.header.nlmsg_len - 3) /* the rest is padding */
            ck_assert(!read_destroyed(&cut, NULL, &socket));
    }
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("inet_diag");
    TCase *messages = tcase_create("messages"), *broken = tcase_create("broken");
    TCase *asking = tcase_create("requests");

    tcase_add_test(messages, a_connection);
    tcase_add_test(messages, a_timer_shows_a_stuck_queue);
    tcase_add_test(messages, a_listener);
    tcase_add_test(messages, mini_sockets);
    tcase_add_test(messages, bound_and_closed);
    tcase_add_test(messages, udp_has_no_states);
    tcase_add_test(messages, unknown_newer_states);
    tcase_add_test(messages, who_holds_it);
    tcase_add_test(messages, no_cookie);
    tcase_add_test(messages, a_destroyed_socket);
    tcase_add_test(messages, destroyed_with_its_numbers);
    tcase_add_test(broken, destroyed_and_nothing_of_ours);
    tcase_add_test(broken, unknown_families);
    tcase_add_test(broken, every_length);
    tcase_add_test(broken, an_attribute_without_its_value);
    tcase_add_test(broken, random_messages);
    tcase_add_test(asking, state_bits_of_the_kernel);
    tcase_add_test(asking, requests);
    suite_add_tcase(suite, messages);
    suite_add_tcase(suite, broken);
    suite_add_tcase(suite, asking);
    return suite;
}
