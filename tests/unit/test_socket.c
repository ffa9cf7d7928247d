/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Properties of sockets: connected, listening, dual-stack; names of protocols and families. */
#include "unit.h"

#include "protocol.h"
#include "socket.h"

static struct socket make(enum protocol protocol, const char *local, const char *remote)
{
    struct socket socket = {
        .protocol = (uint8_t)protocol,
        .have = HAVE_ADDRESSES | HAVE_V6ONLY,
        .local_port = 80,
        .remote_port = remote == NULL ? 0 : 1234,
    };
    enum family family;

    ck_assert(address_parse(text_of(local), &family, &socket.local));
    socket.family = (uint8_t)family;
    if (remote != NULL)
        ck_assert(address_parse(text_of(remote), &family, &socket.remote));
    return socket;
}

START_TEST(a_peer_is_an_address_or_a_port)
{
    struct socket socket = make(PROTOCOL_UDP, "::1", NULL);

    ck_assert(!socket_is_connected(&socket));
    socket.remote_port = 1;
    ck_assert(socket_is_connected(&socket));
    socket = make(PROTOCOL_UDP, "::1", "::2");
    socket.remote_port = 0;
    ck_assert(socket_is_connected(&socket));
}
END_TEST

START_TEST(listening_sockets)
{
    struct socket tcp = make(PROTOCOL_TCP, "::1", NULL), udp = make(PROTOCOL_UDP, "::1", NULL);

    for (unsigned state = STATE_NONE; state < STATE_COUNT; state++) {
        tcp.state = (uint8_t)state;
        ck_assert_int_eq(socket_is_listening(&tcp), state == STATE_LISTEN);
    }
    ck_assert(socket_is_listening(&udp));
    udp.local_port = 0;
    ck_assert(!socket_is_listening(&udp));
    udp = make(PROTOCOL_UDP, "::1", "::2");
    ck_assert(!socket_is_listening(&udp));
}
END_TEST

START_TEST(dual_stack_is_a_wildcard_that_is_not_v6only)
{
    struct socket socket = make(PROTOCOL_TCP, "::", NULL);

    ck_assert(socket_is_dual_stack(&socket));
    socket.flags = SOCKET_V6ONLY;
    ck_assert(!socket_is_dual_stack(&socket));
    socket.flags = 0;
    socket.have = HAVE_ADDRESSES; /* not reported */
    ck_assert(!socket_is_dual_stack(&socket));
    socket = make(PROTOCOL_TCP, "::", "::1");
    ck_assert(!socket_is_dual_stack(&socket));
    socket = make(PROTOCOL_TCP, "::1", NULL);
    ck_assert(!socket_is_dual_stack(&socket));
    socket = make(PROTOCOL_TCP, "0.0.0.0", NULL);
    ck_assert(!socket_is_dual_stack(&socket));
    socket = make(PROTOCOL_RAW, "::", NULL); /* never receives IPv4 packets */
    ck_assert(!socket_is_dual_stack(&socket) && !socket_may_be_dual_stack(&socket));
}
END_TEST

START_TEST(without_v6only_it_may_be)
{
    struct socket socket = make(PROTOCOL_TCP, "::", NULL);

    socket.have = HAVE_ADDRESSES;
    ck_assert(socket_may_be_dual_stack(&socket) && !socket_is_dual_stack(&socket));
    socket = make(PROTOCOL_TCP, "::1", NULL);
    socket.have = HAVE_ADDRESSES;
    ck_assert(!socket_may_be_dual_stack(&socket));
}
END_TEST

static void assert_serves(const struct socket *socket, bool inet, bool inet6)
{
    ck_assert_int_eq(socket_serves_family(socket, FAMILY_INET), inet);
    ck_assert_int_eq(socket_serves_family(socket, FAMILY_INET6), inet6);
}

START_TEST(families_that_are_served)
{
    struct socket socket = make(PROTOCOL_TCP, "10.0.0.1", NULL);

    assert_serves(&socket, true, false);
    socket = make(PROTOCOL_TCP, "fd77::1", "fd77::2");
    assert_serves(&socket, false, true);
    socket = make(PROTOCOL_TCP, "::", NULL);
    assert_serves(&socket, true, true);
    socket.flags = SOCKET_V6ONLY;
    assert_serves(&socket, false, true);
    socket = make(PROTOCOL_TCP, "::ffff:10.0.0.1", "::ffff:10.0.0.2");
    assert_serves(&socket, true, true);
    socket = make(PROTOCOL_UDP, "::", "::ffff:10.0.0.2"); /* connected before it was bound */
    assert_serves(&socket, true, true);
}
END_TEST

START_TEST(status_words)
{
    struct socket tcp = make(PROTOCOL_TCP, "::1", NULL), udp = make(PROTOCOL_UDP, "::1", NULL);

    ck_assert_ptr_null(socket_status(&tcp));
    tcp.state = STATE_SYN_RECEIVED;
    ck_assert_str_eq(socket_status(&tcp), "SYN-RECEIVED");
    ck_assert_str_eq(socket_status(&udp), "unconnected");
    udp = make(PROTOCOL_UDP, "::1", "::2");
    ck_assert_str_eq(socket_status(&udp), "connected");
    ck_assert_uint_eq(socket_state_bit(&udp), STATE_BIT(STATE_ESTABLISHED));
    udp = make(PROTOCOL_UDP, "::1", NULL);
    udp.have = HAVE_LOCAL; /* Windows */
    ck_assert_ptr_null(socket_status(&udp));
    ck_assert_uint_eq(socket_state_bit(&udp), 0);
}
END_TEST

START_TEST(protocols_and_families_by_name)
{
    for (unsigned i = 0; i < PROTOCOL_COUNT; i++) {
        enum protocol protocol;

        ck_assert(protocol_from_name(text_of(protocol_names[i]), &protocol));
        ck_assert_uint_eq(protocol, i);
    }
    ck_assert_ptr_null(family_names[FAMILY_NONE]);
    for (unsigned i = FAMILY_NONE + 1; i < FAMILY_COUNT; i++) {
        enum family family;

        ck_assert(family_from_name(text_of(family_names[i]), &family));
        ck_assert_uint_eq(family, i);
    }
    enum protocol protocol;
    enum family family;
    ck_assert(protocol_from_name(TEXT("TCP"), &protocol));
    ck_assert(!protocol_from_name(TEXT("tc"), &protocol));
    ck_assert(!protocol_from_name(TEXT("tcp\0"), &protocol));
    ck_assert(!family_from_name(TEXT(""), &family));
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("socket");
    TCase *sockets = tcase_create("socket");

    tcase_add_test(sockets, a_peer_is_an_address_or_a_port);
    tcase_add_test(sockets, listening_sockets);
    tcase_add_test(sockets, dual_stack_is_a_wildcard_that_is_not_v6only);
    tcase_add_test(sockets, without_v6only_it_may_be);
    tcase_add_test(sockets, families_that_are_served);
    tcase_add_test(sockets, status_words);
    tcase_add_test(sockets, protocols_and_families_by_name);
    suite_add_tcase(suite, sockets);
    return suite;
}
