/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of every family, built from the kernel's own structs, also of families that this kernel
 * does not support. */
#include "unit.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/sock_diag.h>
#include <linux/tipc_netlink.h>
#include <linux/unix_diag.h>
#include <linux/vm_sockets.h>
#include <linux/vm_sockets_diag.h>
#include <linux/xdp_diag.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "family_diag.h"
#include "inet_detail.h"
#include "inet_diag.h"

/* include/net/tcp_states.h */
enum { ESTABLISHED = 1, CLOSE = 7, LISTEN = 10 };

struct message {
    struct nlmsghdr header;
    unsigned char bytes[512];
};

static struct message make(const void *body, size_t length)
{
    struct message message = {.header = {.nlmsg_len = (uint32_t)(NLMSG_HDRLEN + length),
                                         .nlmsg_type = SOCK_DIAG_BY_FAMILY}};

    memcpy(message.bytes, body, length);
    return message;
}

static void add(struct message *message, unsigned type, const void *payload, size_t length)
{
    struct nlattr attribute = {(uint16_t)(sizeof(attribute) + length), (uint16_t)type};
    char *end = (char *)message + message->header.nlmsg_len;

    memcpy(end, &attribute, sizeof(attribute));
    if (length > 0)
        memcpy(end + sizeof(attribute), payload, length);
    message->header.nlmsg_len += (uint32_t)((sizeof(attribute) + length + 3) & ~(size_t)3);
}

static void add_number(struct message *message, unsigned type, uint32_t number)
{
    add(message, type, &number, sizeof(number));
}

struct result {
    bool read;
    struct family_reading reading;
    struct socket socket;
};

/* Reads from a heap block of exact length, which is freed before the result is checked. */
static void read_it(const struct message *message, enum protocol protocol, struct result *result)
{
    uint32_t length = message->header.nlmsg_len;
    struct nlmsghdr *exact = malloc(length);

    ck_assert_ptr_nonnull(exact);
    memcpy(exact, message, length);
    memset(result, 0xa5, sizeof(*result));
    result->reading.groups = UINT32_MAX;
    result->read = family_diag_read(exact, protocol, &result->reading, &result->socket);
    free(exact);
}

static void assert_text(struct text text, const char *expected, size_t length)
{
    ck_assert_uint_eq(text.length, length);
    ck_assert(length == 0 || memcmp(text.bytes, expected, length) == 0);
}

static const uint32_t memory[SK_MEMINFO_VARS] = {11, 22, 33, 44};

static struct message unix_message(uint8_t type, uint8_t state)
{
    struct unix_diag_msg body = {.udiag_family = AF_UNIX,
                                 .udiag_type = type,
                                 .udiag_state = state,
                                 .udiag_ino = 4242,
                                 .udiag_cookie = {0x11223344, 0x55667788}};

    return make(&body, sizeof(body));
}

START_TEST(unix_connection)
{
    struct message message = unix_message(SOCK_STREAM, ESTABLISHED);
    struct unix_diag_rqlen lengths = {5, 6};
    struct result result;

    add(&message, UNIX_DIAG_NAME, "/run/a.sock", 12); /* with its zero byte */
    add_number(&message, UNIX_DIAG_PEER, 77);
    add(&message, UNIX_DIAG_RQLEN, &lengths, sizeof(lengths));
    add(&message, UNIX_DIAG_SHUTDOWN, "\2", 1);
    add_number(&message, UNIX_DIAG_UID, 1000);
    add(&message, UNIX_DIAG_MEMINFO, memory, sizeof(memory));
    read_it(&message, PROTOCOL_UNIX, &result);
    ck_assert(result.read);
    ck_assert_uint_eq(result.socket.family, FAMILY_UNIX);
    ck_assert_uint_eq(result.socket.inode, 4242);
    ck_assert_uint_eq(result.socket.cookie, UINT64_C(0x5566778811223344));
    ck_assert_uint_eq(result.socket.uid, 1000);
    ck_assert_uint_eq(result.socket.recv_queue, 5);
    ck_assert_uint_eq(result.socket.send_queue, 6);
    ck_assert_uint_eq(result.socket.have & HAVE_SHUTDOWN, HAVE_SHUTDOWN);
    ck_assert_uint_eq(result.socket.flags, SOCKET_CONNECTED | SOCKET_SHUT_SEND);
    ck_assert_str_eq(socket_status(&result.socket), "connected");
    assert_text(socket_ends(&result.socket)->local, "/run/a.sock", 11);
    ck_assert_uint_eq(socket_ends(&result.socket)->peer_inode, 77);
    ck_assert_uint_eq(socket_ends(&result.socket)->type, SOCKET_TYPE_STREAM);
    ck_assert_uint_eq(result.socket.detail->memory->numbers[0], 11);
}
END_TEST

START_TEST(unix_names)
{
    static const struct {
        const char *sent;
        size_t sent_length;
        const char *local;
        size_t length;
    } rows[] = {
        {"\0a\0b\0", 5, "@a\0b\0", 5}, /* every byte of an abstract name counts */
        {"\0", 1, "@", 1},
        {"x\0y", 3, "x", 1},
        {"new\nline\x1b", 9, "new\nline\x1b", 9},
        {"", 0, "", 0},
    };
    char full[ENDS_NAME_MAX + 1];
    struct result result;

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct message message = unix_message(SOCK_DGRAM, CLOSE);

        add(&message, UNIX_DIAG_NAME, rows[i].sent, rows[i].sent_length);
        read_it(&message, PROTOCOL_UNIX, &result);
        ck_assert(result.read);
        assert_text(socket_ends(&result.socket)->local, rows[i].local, rows[i].length);
    }
    for (size_t length = ENDS_NAME_MAX; length <= sizeof(full); length++) {
        struct message message = unix_message(SOCK_DGRAM, CLOSE);

        memset(full, 'x', sizeof(full));
        add(&message, UNIX_DIAG_NAME, full, length); /* no zero byte; the kernel allows 108 bytes */
        read_it(&message, PROTOCOL_UNIX, &result);
        assert_text(socket_ends(&result.socket)->local, full, ENDS_NAME_MAX);
    }
}
END_TEST

START_TEST(unix_listener)
{
    struct message message = unix_message(SOCK_SEQPACKET, LISTEN);
    struct unix_diag_rqlen lengths = {5, 6};
    struct result result;

    add(&message, UNIX_DIAG_RQLEN, &lengths, sizeof(lengths));
    add(&message, UNIX_DIAG_RQLEN, &lengths, sizeof(lengths) - 1); /* too short: ignored */
    read_it(&message, PROTOCOL_UNIX, &result);
    ck_assert_uint_eq(result.socket.accept_queue, 5);
    ck_assert_uint_eq(result.socket.accept_queue_max, 6);
    ck_assert_uint_eq(result.socket.have & (HAVE_RECV_QUEUE | HAVE_SEND_QUEUE), 0);
    ck_assert_str_eq(socket_status(&result.socket), "listening");
    ck_assert(socket_is_listening(&result.socket));
    ck_assert_uint_eq(result.socket.have & HAVE_UID, 0); /* not reported before Linux 5.3 */
}
END_TEST

START_TEST(packet)
{
    struct packet_diag_msg body = {
        .pdiag_family = AF_PACKET, .pdiag_type = SOCK_RAW, .pdiag_num = 0x0800, .pdiag_ino = 9};
    struct packet_diag_info info = {.pdi_index = 3};
    struct message message = make(&body, sizeof(body));
    struct result result;

    read_it(&message, PROTOCOL_PACKET, &result);
    ck_assert(result.read);
    ck_assert_uint_eq(result.socket.have & HAVE_INTERFACE, 0); /* not reported */
    add(&message, PACKET_DIAG_INFO, &info, sizeof(info));
    add_number(&message, PACKET_DIAG_UID, 7);
    add(&message, PACKET_DIAG_MEMINFO, memory, sizeof(memory));
    read_it(&message, PROTOCOL_PACKET, &result);
    ck_assert_uint_eq(result.socket.have & HAVE_INTERFACE, HAVE_INTERFACE);
    ck_assert_uint_eq(result.socket.interface, 3);
    ck_assert_uint_eq(result.socket.uid, 7);
    ck_assert_uint_eq(result.socket.recv_queue, 11);
    ck_assert_uint_eq(result.socket.send_queue, 33);
    assert_text(socket_ends(&result.socket)->local, "ip", 2);
    ck_assert(socket_is_listening(&result.socket));
}
END_TEST

START_TEST(netlink)
{
    struct netlink_diag_msg body = {.ndiag_family = AF_NETLINK,
                                    .ndiag_type = SOCK_RAW,
                                    .ndiag_protocol = 16,
                                    .ndiag_portid = 812,
                                    .ndiag_ino = 9};
    struct message message = make(&body, sizeof(body));
    struct result result;

    read_it(&message, PROTOCOL_NETLINK, &result);
    ck_assert(result.read);
    assert_text(socket_ends(&result.socket)->local, "generic", 7);
    ck_assert_uint_eq(socket_ends(&result.socket)->local_port, 812);
    ck_assert_str_eq(socket_status(&result.socket), "unconnected");
    ck_assert_uint_eq(result.socket.have & HAVE_UID, 0);
    body.ndiag_protocol = 200;
    body.ndiag_dst_portid = 1;
    message = make(&body, sizeof(body));
    read_it(&message, PROTOCOL_NETLINK, &result);
    assert_text(socket_ends(&result.socket)->local, "200", 3);
    ck_assert_uint_eq(socket_ends(&result.socket)->remote_port, 1);
    ck_assert_str_eq(socket_status(&result.socket), "connected");
}
END_TEST

START_TEST(vsock)
{
    struct vsock_diag_msg body = {.vdiag_family = AF_VSOCK,
                                  .vdiag_type = SOCK_STREAM,
                                  .vdiag_state = ESTABLISHED,
                                  .vdiag_shutdown = 1,
                                  .vdiag_src_cid = 2,
                                  .vdiag_src_port = 70000,
                                  .vdiag_dst_cid = 3,
                                  .vdiag_dst_port = UINT32_MAX - 1,
                                  .vdiag_ino = 9,
                                  .vdiag_cookie = {1, 0}};
    struct message message = make(&body, sizeof(body));
    struct result result;

    read_it(&message, PROTOCOL_VSOCK, &result);
    ck_assert(result.read);
    assert_text(socket_ends(&result.socket)->local, "2", 1);
    assert_text(socket_ends(&result.socket)->remote, "3", 1);
    ck_assert_uint_eq(socket_ends(&result.socket)->local_port, 70000);
    ck_assert_uint_eq(socket_ends(&result.socket)->remote_port, UINT32_MAX - 1);
    ck_assert_uint_eq(result.socket.flags, SOCKET_CONNECTED | SOCKET_SHUT_RECV);
    ck_assert_uint_eq(result.socket.have & (HAVE_RECV_QUEUE | HAVE_UID), 0);
    body.vdiag_state = LISTEN;
    body.vdiag_src_cid = body.vdiag_dst_cid = VMADDR_CID_ANY;
    message = make(&body, sizeof(body));
    read_it(&message, PROTOCOL_VSOCK, &result);
    assert_text(socket_ends(&result.socket)->local, "", 0);
    ck_assert_uint_eq(socket_ends(&result.socket)->have, ENDS_LOCAL_PORT);
    ck_assert_str_eq(socket_status(&result.socket), "listening");
}
END_TEST

START_TEST(xdp)
{
    struct xdp_diag_msg body = {.xdiag_family = AF_XDP, .xdiag_type = SOCK_RAW, .xdiag_ino = 9};
    struct xdp_diag_info info = {.ifindex = 4, .queue_id = 2};
    struct message message = make(&body, sizeof(body));
    struct result result;

    add(&message, XDP_DIAG_INFO, &info, sizeof(info));
    add_number(&message, XDP_DIAG_UID, 5);
    add(&message, XDP_DIAG_MEMINFO, memory, sizeof(memory));
    read_it(&message, PROTOCOL_XDP, &result);
    ck_assert(result.read);
    ck_assert_uint_eq(result.socket.interface, 4);
    ck_assert_uint_eq(socket_ends(&result.socket)->local_port, 2);
    ck_assert_uint_eq(result.socket.uid, 5);
    ck_assert_uint_eq(result.socket.recv_queue, 11);
    info = (struct xdp_diag_info){0, 0}; /* not bound */
    message = make(&body, sizeof(body));
    add(&message, XDP_DIAG_INFO, &info, sizeof(info));
    read_it(&message, PROTOCOL_XDP, &result);
    ck_assert_uint_eq(socket_ends(&result.socket)->have, 0);
}
END_TEST

/* The format of net/tipc/socket.c, tipc_sk_fill_sock_diag: one nest without a struct before it. */
static struct message tipc_message(uint32_t state, bool connected)
{
    struct message nest = make("", 0), message = make("", 0), connection = make("", 0);
    uint64_t cookie = UINT64_C(0x5566778811223344);

    add_number(&nest, TIPC_NLA_SOCK_TYPE, SOCK_SEQPACKET);
    add_number(&nest, TIPC_NLA_SOCK_TIPC_STATE, state);
    add_number(&nest, TIPC_NLA_SOCK_INO, 9);
    add_number(&nest, TIPC_NLA_SOCK_UID, 1000);
    add(&nest, TIPC_NLA_SOCK_COOKIE, &cookie, sizeof(cookie));
    add_number(&nest, TIPC_NLA_SOCK_ADDR, 0x1001002);
    add_number(&nest, TIPC_NLA_SOCK_REF, 3000000000u);
    if (connected) {
        add_number(&connection, TIPC_NLA_CON_NODE, 0xabc);
        add_number(&connection, TIPC_NLA_CON_SOCK, 77);
        add(&nest, TIPC_NLA_SOCK_CON | NLA_F_NESTED, connection.bytes,
            connection.header.nlmsg_len - NLMSG_HDRLEN);
    }
    add(&message, TIPC_NLA_SOCK | NLA_F_NESTED, nest.bytes, nest.header.nlmsg_len - NLMSG_HDRLEN);
    return message;
}

START_TEST(tipc)
{
    struct message message = tipc_message(ESTABLISHED, true);
    struct result result;

    read_it(&message, PROTOCOL_TIPC, &result);
    ck_assert(result.read);
    ck_assert_uint_eq(socket_ends(&result.socket)->type, SOCKET_TYPE_SEQPACKET);
    assert_text(socket_ends(&result.socket)->local, "1001002", 7);
    ck_assert_uint_eq(socket_ends(&result.socket)->local_port, 3000000000u);
    assert_text(socket_ends(&result.socket)->remote, "abc", 3);
    ck_assert_uint_eq(socket_ends(&result.socket)->remote_port, 77);
    ck_assert_uint_eq(result.socket.inode, 9);
    ck_assert_uint_eq(result.socket.uid, 1000);
    ck_assert_uint_eq(result.socket.cookie, UINT64_C(0x5566778811223344));
    ck_assert_uint_eq(result.socket.have & (HAVE_RECV_QUEUE | HAVE_SEND_QUEUE), 0);
    ck_assert_str_eq(socket_status(&result.socket), "connected");
    message = tipc_message(LISTEN, false);
    read_it(&message, PROTOCOL_TIPC, &result);
    ck_assert_str_eq(socket_status(&result.socket), "listening");
    ck_assert_uint_eq(socket_ends(&result.socket)->have, ENDS_LOCAL_PORT);
}
END_TEST

/* Messages truncated at any length: nothing is read past the end, and values are complete or
 * missing. */
START_TEST(every_length)
{
    static const enum protocol protocols[] = {PROTOCOL_UNIX,  PROTOCOL_PACKET, PROTOCOL_NETLINK,
                                              PROTOCOL_VSOCK, PROTOCOL_XDP,    PROTOCOL_TIPC};
    static const uint8_t native[] = {AF_UNIX, AF_PACKET, AF_NETLINK, AF_VSOCK, AF_XDP, 0};

    for (size_t i = 0; i < COUNT_OF(protocols); i++) {
        struct message whole = tipc_message(ESTABLISHED, true);

        if (protocols[i] != PROTOCOL_TIPC)
            whole.bytes[0] = native[i];
        for (uint32_t length = whole.header.nlmsg_len; length >= NLMSG_HDRLEN; length--) {
            struct message message = whole;
            struct result result;

            message.header.nlmsg_len = length;
            read_it(&message, protocols[i], &result);
            if (result.read)
                ck_assert_uint_eq(result.socket.protocol, protocols[i]);
        }
    }
}
END_TEST

START_TEST(another_family)
{
    struct message message = unix_message(SOCK_STREAM, ESTABLISHED);
    struct result result;

    message.bytes[0] = AF_INET;
    read_it(&message, PROTOCOL_UNIX, &result);
    ck_assert(!result.read);
    read_it(&message, PROTOCOL_TIPC, &result);
    ck_assert(!result.read);
}
END_TEST

/* net/sctp/diag.c: rows of endpoints, and of associations, which have the peer's addresses. */
static struct message sctp_message(uint8_t state, bool association)
{
    struct inet_diag_msg body = {
        .idiag_family = AF_INET,
        .idiag_state = state,
        .id = {.idiag_sport = htons(5000),
               .idiag_dport = association ? htons(6000) : 0,
               .idiag_src = {htonl(0x0a000001)},
               .idiag_dst = {association ? htonl(0x0a000002) : 0},
               .idiag_cookie = {1, 2}},
        .idiag_timer = association ? 3 : 0,
        .idiag_rqueue = 1,
        .idiag_wqueue = 5,
        .idiag_inode = 4242,
    };
    struct sockaddr_storage address = {.ss_family = AF_INET};
    struct message message = make(&body, sizeof(body));

    add(&message, INET_DIAG_SHUTDOWN, "\0", 1);
    add(&message, INET_DIAG_LOCALS, &address, sizeof(address));
    if (association)
        add(&message, INET_DIAG_PEERS, &address, sizeof(address));
    add(&message, INET_DIAG_INFO, memory, sizeof(memory)); /* a struct sctp_info */
    return message;
}

START_TEST(sctp_associations)
{
    /* RFC 9260 section 4, in the order of the kernel's enum sctp_state */
    static const char *const words[] = {
        "CLOSED",           "COOKIE-WAIT",   "COOKIE-ECHOED",     "ESTABLISHED",
        "SHUTDOWN-PENDING", "SHUTDOWN-SENT", "SHUTDOWN-RECEIVED", "SHUTDOWN-ACK-SENT"};
    static const uint32_t bits[] = {STATE_BIT(STATE_CLOSED), STATE_BIT_OTHER, STATE_BIT_OTHER,
                                    STATE_BIT(STATE_ESTABLISHED)};

    for (uint8_t state = 0; state < COUNT_OF(words); state++) {
        struct message message = sctp_message(state, true);
        struct inet_detail detail = {.groups = UINT32_MAX};
        struct socket socket;

        ck_assert(inet_diag_read(&message.header, PROTOCOL_SCTP, &detail, &socket));
        ck_assert_str_eq(socket_status(&socket), words[state]);
        ck_assert_uint_eq(socket_state_bit(&socket),
                          state < COUNT_OF(bits) ? bits[state] : STATE_BIT_OTHER);
        ck_assert_uint_eq(socket.state, STATE_NONE); /* not a TCP state */
        ck_assert_uint_eq(socket.flags & SOCKET_MINI, 0);
        ck_assert_uint_eq(socket.inode, 4242);
        ck_assert_uint_eq(socket.recv_queue, 1);
        ck_assert_uint_eq(socket.have & HAVE_ACCEPT_QUEUE, 0);
        ck_assert_ptr_null(detail.room.detail.tcp_info);
        ck_assert_uint_eq(detail.room.detail.have & DETAIL_TIMER, 0);
    }
}
END_TEST

START_TEST(sctp_endpoints)
{
    struct message message = sctp_message(LISTEN, false);
    struct socket socket;

    ck_assert(inet_diag_read(&message.header, PROTOCOL_SCTP, NULL, &socket));
    ck_assert_str_eq(socket_status(&socket), "listening");
    ck_assert_uint_eq(socket.accept_queue_max, 5);
    message = sctp_message(CLOSE, false);
    ck_assert(inet_diag_read(&message.header, PROTOCOL_SCTP, NULL, &socket));
    ck_assert_str_eq(socket_status(&socket), "unconnected");
    message = sctp_message(99, true); /* newer than lsock */
    ck_assert(inet_diag_read(&message.header, PROTOCOL_SCTP, NULL, &socket));
    ck_assert_ptr_null(socket_status(&socket));
    ck_assert_uint_eq(socket_state_bit(&socket), 0);
}
END_TEST

START_TEST(requests)
{
    static const struct {
        enum protocol protocol;
        uint8_t family;
    } rows[] = {{PROTOCOL_UNIX, AF_UNIX},       {PROTOCOL_PACKET, AF_PACKET},
                {PROTOCOL_NETLINK, AF_NETLINK}, {PROTOCOL_VSOCK, AF_VSOCK},
                {PROTOCOL_XDP, AF_XDP},         {PROTOCOL_TIPC, AF_TIPC}};

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        _Alignas(struct nlmsghdr) char buffer[FAMILY_DIAG_REQUEST_ROOM] = {0};
        struct nlmsghdr *header = family_diag_request(buffer, rows[i].protocol, 0);

        ck_assert_ptr_eq(header, buffer);
        ck_assert_uint_eq(header->nlmsg_type, SOCK_DIAG_BY_FAMILY);
        ck_assert_uint_eq(header->nlmsg_flags, NLM_F_REQUEST | NLM_F_DUMP);
        ck_assert_uint_le(header->nlmsg_len, sizeof(buffer));
        ck_assert_uint_eq((uint8_t)buffer[NLMSG_HDRLEN], rows[i].family);
    }
    ck_assert(!family_diag_lists(PROTOCOL_TCP));
    ck_assert(!family_diag_lists(PROTOCOL_SCTP));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("family_diag");
    TCase *messages = tcase_create("messages"), *broken = tcase_create("broken");

    tcase_add_test(messages, unix_connection);
    tcase_add_test(messages, unix_names);
    tcase_add_test(messages, unix_listener);
    tcase_add_test(messages, packet);
    tcase_add_test(messages, netlink);
    tcase_add_test(messages, vsock);
    tcase_add_test(messages, xdp);
    tcase_add_test(messages, tipc);
    tcase_add_test(messages, sctp_associations);
    tcase_add_test(messages, sctp_endpoints);
    tcase_add_test(messages, requests);
    tcase_add_test(broken, every_length);
    tcase_add_test(broken, another_family);
    suite_add_tcase(suite, messages);
    suite_add_tcase(suite, broken);
    return suite;
}
