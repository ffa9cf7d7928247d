/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of /proc/net/{unix,packet,netlink}, valid and invalid. */
#include "unit.h"

#include <stdint.h>
#include <string.h>

#include "family_line.h"

#define LISTENER  "00000000cecaaa70: 00000002 00000000 00010000 0001 01 40604761 /run/with space.sock"
#define CONNECTED "00000000346873cf: 00000003 00000000 00000000 0005 03 47619335"
#define WAITING   "0000000024122201: 00000003 00000000 00000000 0001 02     0 @abstract@\x80\x1b"
#define DATAGRAM  "(____ptrval____): 00000002 00000000 00000000 0002 01  1599 /x"
#define PACKET    "000000002ab6e3f2 3      2    88b5   3     1 4096   1000   12345 "
#define NETLINK   "000000005d633648 4   4294962199 00000011 832      16       0     2        7        1511    "

static struct detail_room room;

static bool read_line(family_line_read *read, const char *line, struct socket *socket)
{
    return read(text_of(line), DETAILS_BIT(DETAILS_MEMORY), &room, socket);
}

static bool is_local(const char *name)
{
    return text_equal(room.ends.local, text_of(name));
}

START_TEST(a_unix_listener)
{
    struct socket socket;

    ck_assert(read_line(unix_line_read, LISTENER, &socket));
    ck_assert_uint_eq(socket.protocol, PROTOCOL_UNIX);
    ck_assert_uint_eq(socket.family, FAMILY_UNIX);
    ck_assert_str_eq(socket_status(&socket), "listening");
    ck_assert_int_eq(socket.native_state, 10);
    ck_assert_uint_eq(socket.inode, 40604761);
    ck_assert_uint_eq(room.ends.type, SOCKET_TYPE_STREAM);
    ck_assert(is_local("/run/with space.sock"));
    ck_assert_ptr_eq(socket_ends(&socket), &room.ends);
    ck_assert_uint_eq(socket.have & (HAVE_COOKIE | HAVE_UID | HAVE_RECV_QUEUE | HAVE_SEND_QUEUE |
                                     HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX),
                      0);
}
END_TEST

START_TEST(other_unix_sockets)
{
    struct socket socket;

    ck_assert(read_line(unix_line_read, CONNECTED, &socket));
    ck_assert_str_eq(socket_status(&socket), "connected");
    ck_assert_uint_eq(room.ends.type, SOCKET_TYPE_SEQPACKET);
    ck_assert_uint_eq(room.ends.local.length, 0);
    ck_assert_uint_eq(room.ends.have & ENDS_PEER_INODE, 0);

    /* In an accept queue: connected, without an inode. */
    ck_assert(read_line(unix_line_read, WAITING, &socket));
    ck_assert_str_eq(socket_status(&socket), "connected");
    ck_assert_uint_eq(socket.inode, 0);
    ck_assert(is_local("@abstract@\x80\x1b"));

    ck_assert(read_line(unix_line_read, DATAGRAM, &socket));
    ck_assert_str_eq(socket_status(&socket), "unconnected");
    ck_assert_uint_eq(room.ends.type, SOCKET_TYPE_DGRAM);
}
END_TEST

START_TEST(a_packet_socket)
{
    struct socket socket;

    ck_assert(read_line(packet_line_read, PACKET, &socket));
    ck_assert_uint_eq(socket.family, FAMILY_PACKET);
    ck_assert_uint_eq(room.ends.type, SOCKET_TYPE_DGRAM);
    ck_assert(is_local("0x88b5"));
    ck_assert_uint_eq(socket.interface, 3);
    ck_assert_uint_eq(socket.recv_queue, 4096);
    ck_assert_uint_eq(socket.uid, 1000);
    ck_assert_uint_eq(socket.inode, 12345);
    ck_assert_uint_eq(socket.have & (HAVE_INTERFACE | HAVE_RECV_QUEUE | HAVE_UID | HAVE_INODE),
                      HAVE_INTERFACE | HAVE_RECV_QUEUE | HAVE_UID | HAVE_INODE);
    ck_assert_uint_eq(socket.have & (HAVE_SEND_QUEUE | HAVE_COOKIE), 0);
}
END_TEST

START_TEST(a_netlink_socket)
{
    struct socket socket;

    ck_assert(read_line(netlink_line_read, NETLINK, &socket));
    ck_assert_uint_eq(socket.family, FAMILY_NETLINK);
    ck_assert(is_local("sock_diag"));
    ck_assert_uint_eq(room.ends.local_port, 4294962199);
    ck_assert_uint_eq(socket.recv_queue, 832);
    ck_assert_uint_eq(socket.send_queue, 16);
    ck_assert_uint_eq(socket.inode, 1511);
    ck_assert_ptr_nonnull(socket.detail->memory);
    ck_assert_uint_eq(socket.detail->memory->numbers[MEMORY_DROPS], 7);
    ck_assert_uint_eq(socket.have & (HAVE_REMOTE | HAVE_UID | HAVE_COOKIE), 0);

    ck_assert(netlink_line_read(TEXT(NETLINK), 0, &room, &socket));
    ck_assert_ptr_null(socket.detail->memory); /* not requested */
}
END_TEST

/* A truncated line is rejected, but a truncated name cannot be detected. */
START_TEST(truncated_lines)
{
    static const struct {
        family_line_read *read;
        const char *line;
        const char *whole; /* the shortest valid line */
    } lines[] = {
        {unix_line_read, LISTENER, "00000000cecaaa70: 00000002 00000000 00010000 0001 01 4"},
        {packet_line_read, PACKET, "000000002ab6e3f2 3      2    88b5   3     1 4096   1000   1"},
        {netlink_line_read, NETLINK,
         "000000005d633648 4   4294962199 00000011 832      16       0     2        7        1"},
    };
    struct socket socket;

    for (size_t i = 0; i < COUNT_OF(lines); i++)
        for (size_t length = 0; length <= strlen(lines[i].line); length++)
            ck_assert_msg(lines[i].read((struct text){lines[i].line, length}, 0, &room, &socket) ==
                              (length >= strlen(lines[i].whole)),
                          "%zu: %zu", i, length);
}
END_TEST

START_TEST(invalid_lines)
{
    static const char *const unix_lines[] = {
        "",
        "Num       RefCount Protocol Flags    Type St Inode Path",
        "the rest of a path",
        "00000000cecaaa70 00000002 00000000 00000000 0001 01 1",  /* no colon */
        "00000000cecaaa70: 00000002 00000000 00000000 0001 00 1", /* unknown state */
        "00000000cecaaa70: 00000002 00000000 00000000 0001 05 1",
        "00000000cecaaa70: 100000002 00000000 00000000 0001 01 1",
        "00000000cecaaa70: 00000002 00000000 00000000 0001 01 -1",
        "00000000cecaaa70: 00000002 00000000 00000000 0001 01 1x",
        "(____ptrval____: 00000002 00000000 00000000 0001 01 1",
        "10000000000000000: 00000002 00000000 00000000 0001 01 1",
    };
    char long_path[sizeof(LISTENER) + ENDS_NAME_MAX + 1] = LISTENER;
    struct socket socket;

    for (size_t i = 0; i < COUNT_OF(unix_lines); i++)
        ck_assert_msg(!read_line(unix_line_read, unix_lines[i], &socket), "%s", unix_lines[i]);
    memset(long_path + sizeof(LISTENER) - 1, 'x', ENDS_NAME_MAX);
    ck_assert(!read_line(unix_line_read, long_path, &socket));
    ck_assert(!read_line(packet_line_read, NETLINK, &socket));
    ck_assert(!read_line(netlink_line_read, PACKET, &socket));
    ck_assert(!read_line(packet_line_read, PACKET "1", &socket));
    ck_assert(!read_line(netlink_line_read, NETLINK "1", &socket));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("family_line");
    TCase *tests = tcase_create("family_line");

    tcase_add_test(tests, a_unix_listener);
    tcase_add_test(tests, other_unix_sockets);
    tcase_add_test(tests, a_packet_socket);
    tcase_add_test(tests, a_netlink_socket);
    tcase_add_test(tests, truncated_lines);
    tcase_add_test(tests, invalid_lines);
    suite_add_tcase(suite, tests);
    return suite;
}
