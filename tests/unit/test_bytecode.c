/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filter code, checked and run as in the kernel (net/ipv4/inet_diag.c: inet_diag_bc_audit,
 * inet_diag_bc_run): it must accept the same rows as its predicate. */
#include "unit.h"

#include <linux/inet_diag.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "bytecode.h"

#include "../predicate_holds.h"

static uint64_t dice = 88172645463325252;

static unsigned roll(unsigned sides)
{
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return (unsigned)(dice >> 33) % sides;
}

static struct inet_diag_bc_op op_at(const struct bytecode *code, size_t at)
{
    struct inet_diag_bc_op op;

    memcpy(&op, code->bytes + at, sizeof(op));
    return op;
}

/* Whether an operation starts at `target`. */
static bool begins_at(const struct bytecode *code, size_t target)
{
    size_t at = 0;

    while (at < target)
        at += op_at(code, at).yes;
    return at == target;
}

static void audit(const struct bytecode *code)
{
    for (size_t at = 0; at < code->length; at += op_at(code, at).yes) {
        struct inet_diag_bc_op op = op_at(code, at);
        size_t left = code->length - at;

        ck_assert_uint_ge(op.yes, sizeof(op));
        ck_assert_uint_le(op.yes, left);
        ck_assert_uint_eq(op.yes % 4, 0);
        if (op.code == INET_DIAG_BC_NOP)
            continue;
        ck_assert_uint_ge(op.no, sizeof(op));
        ck_assert_uint_le(op.no, left + 4);
        ck_assert_uint_eq(op.no % 4, 0);
        if (op.no < left)
            ck_assert(begins_at(code, at + op.no));
    }
}

static bool host_holds(const unsigned char *operand, const struct socket *socket, bool local)
{
    struct inet_diag_hostcond cond;
    struct address address = {{0}};
    enum family family;

    memcpy(&cond, operand, sizeof(cond));
    ck_assert_int_eq(cond.port, -1);
    ck_assert(cond.family == AF_INET || cond.family == AF_INET6);
    family = cond.family == AF_INET ? FAMILY_INET : FAMILY_INET6;
    ck_assert_uint_le(cond.prefix_len, family == FAMILY_INET ? 32 : 128);
    memcpy(address.bytes, operand + sizeof(cond), family == FAMILY_INET ? 4 : 16);
    return address_in_prefix((enum family)socket->family, local ? &socket->local : &socket->remote,
                             family, &address, cond.prefix_len);
}

static bool op_holds(const struct bytecode *code, size_t at, const struct socket *socket)
{
    const unsigned char *operand = code->bytes + at + sizeof(struct inet_diag_bc_op);
    struct inet_diag_markcond mark;
    uint64_t cgroup;
    uint32_t interface;

    switch (op_at(code, at).code) {
    case INET_DIAG_BC_JMP:
        return false;
    case INET_DIAG_BC_S_GE:
        return socket->local_port >= op_at(code, at + 4).no;
    case INET_DIAG_BC_S_LE:
        return socket->local_port <= op_at(code, at + 4).no;
    case INET_DIAG_BC_D_GE:
        return socket->remote_port >= op_at(code, at + 4).no;
    case INET_DIAG_BC_D_LE:
        return socket->remote_port <= op_at(code, at + 4).no;
    case INET_DIAG_BC_AUTO:
        return (socket->flags & SOCKET_AUTOBOUND) != 0;
    case INET_DIAG_BC_S_COND:
        return host_holds(operand, socket, true);
    case INET_DIAG_BC_D_COND:
        return host_holds(operand, socket, false);
    case INET_DIAG_BC_DEV_COND:
        memcpy(&interface, operand, sizeof(interface));
        return interface == socket->interface;
    case INET_DIAG_BC_MARK_COND:
        memcpy(&mark, operand, sizeof(mark));
        return (socket->mark & mark.mask) == mark.mark;
    case INET_DIAG_BC_CGROUP_COND:
        memcpy(&cgroup, operand, sizeof(cgroup));
        return cgroup == socket_cgroup(socket);
    default:
        ck_abort_msg("code %u", op_at(code, at).code);
    }
    return false;
}

static bool run(const struct bytecode *code, const struct socket *socket)
{
    size_t at = 0;

    while (at < code->length)
        at += op_holds(code, at, socket) ? op_at(code, at).yes : op_at(code, at).no;
    return at == code->length;
}

static struct socket random_socket(void)
{
    struct socket socket = {
        .local_port = (uint16_t)roll(4),
        .remote_port = (uint16_t)roll(4),
        .interface = roll(3),
        .mark = roll(4),
        .family = roll(2) == 0 ? FAMILY_INET : FAMILY_INET6,
        .flags = roll(2) == 0 ? 0 : SOCKET_AUTOBOUND,
    };

    socket_set_cgroup(&socket, roll(3));
    socket.local.bytes[0] = (uint8_t)roll(4);
    socket.remote.bytes[0] = (uint8_t)roll(4);
    if (socket.family == FAMILY_INET6 && roll(2) == 0) {
        memset(&socket.local, 0, sizeof(socket.local));
        socket.local.bytes[10] = socket.local.bytes[11] = 255;
        socket.local.bytes[12] = (uint8_t)roll(4);
    }
    return socket;
}

static struct predicate *random_test(struct arena *arena)
{
    struct predicate *test =
        predicate_new(arena, PREDICATE_PREFIX + roll(PREDICATE_CGROUP - PREDICATE_PREFIX + 1));

    test->side = roll(2) == 0 ? SIDE_LOCAL : SIDE_REMOTE;
    switch (test->kind) {
    case PREDICATE_PREFIX:
        test->prefix.family = roll(2) == 0 ? FAMILY_INET : FAMILY_INET6;
        test->prefix.bits = roll(4) == 0 ? 0 : 6 + roll(3);
        test->prefix.address.bytes[0] = (uint8_t)roll(4);
        break;
    case PREDICATE_PORTS:
        test->ports.low = (uint16_t)roll(3);
        test->ports.high = roll(3) == 0 ? UINT16_MAX : (uint16_t)(test->ports.low + roll(3));
        break;
    case PREDICATE_MARK:
        test->mark.mask = roll(4);
        test->mark.value = roll(4);
        break;
    case PREDICATE_CGROUP:
        test->cgroup = roll(3);
        break;
    default:
        test->interface = roll(3);
        break;
    }
    return roll(3) == 0 ? predicate_not(arena, test) : test;
}

static struct predicate *random_predicate(struct arena *arena, unsigned depth)
{
    struct predicate *all = NULL;

    if (depth == 0 || roll(4) == 0)
        return random_test(arena);
    for (unsigned i = 0; i < 2 + roll(3); i++) {
        struct predicate *one = random_predicate(arena, depth - 1);

        all = all == NULL
                  ? one
                  : predicate_join(arena, depth % 2 == 0 ? PREDICATE_AND : PREDICATE_OR, all, one);
    }
    return all;
}

START_TEST(code_matches_its_predicate)
{
    size_t yes = 0, no = 0;

    for (unsigned i = 0; i < 3000; i++) {
        struct arena arena = {NULL};
        struct bytecode_wish wish = {.predicate = random_predicate(&arena, roll(5)),
                                     .autobound = (enum bytecode_autobound)roll(3)};
        struct bytecode code;

        ck_assert(bytecode_make(&code, &wish));
        audit(&code);
        for (unsigned k = 0; k < 10; k++) {
            struct socket socket = random_socket();
            bool chosen = (socket.flags & SOCKET_AUTOBOUND) != 0;
            bool expected = predicate_holds(wish.predicate, &socket) &&
                            (wish.autobound == AUTOBOUND_EITHER ||
                             chosen == (wish.autobound == AUTOBOUND_ONLY));

            ck_assert_int_eq(run(&code, &socket), expected);
            yes += expected;
            no += !expected;
        }
        bytecode_free(&code);
        arena_free(&arena);
    }
    ck_assert_uint_gt(yes, 1000);
    ck_assert_uint_gt(no, 1000);
}
END_TEST

/* Omitting tests, or pinning ports in the request, may only accept more rows. */
START_TEST(refused_tests_accept_more_rows)
{
    for (unsigned i = 0; i < 1000; i++) {
        struct arena arena = {NULL};
        struct bytecode_wish wish = {.predicate = random_predicate(&arena, roll(5)),
                                     .without = roll(2) == 0 ? 1u << PREDICATE_MARK : ~0u,
                                     .local = (uint16_t)roll(3)};
        struct bytecode code;

        ck_assert(bytecode_make(&code, &wish));
        audit(&code);
        for (unsigned k = 0; k < 10; k++) {
            struct socket socket = random_socket();

            if (wish.local != 0)
                socket.local_port = wish.local;
            if (predicate_holds(wish.predicate, &socket))
                ck_assert(run(&code, &socket));
        }
        for (size_t at = 0; at < code.length; at += op_at(&code, at).yes)
            ck_assert_uint_ne(op_at(&code, at).code, INET_DIAG_BC_MARK_COND);
        bytecode_free(&code);
        arena_free(&arena);
    }
}
END_TEST

START_TEST(too_large_is_not_made)
{
    struct arena arena = {NULL};
    struct predicate *all = random_test(&arena);
    struct bytecode_wish wish;
    struct bytecode code;

    for (unsigned i = 0; i < 10000; i++) {
        struct predicate *port = predicate_new(&arena, PREDICATE_PORTS);

        port->ports.low = port->ports.high = (uint16_t)i;
        all = predicate_join(&arena, PREDICATE_OR, all, port);
    }
    wish = (struct bytecode_wish){.predicate = all};
    ck_assert(bytecode_make(&code, &wish));
    ck_assert(code.too_large && code.bytes == NULL && code.length == 0);
    bytecode_free(&code);
    arena_free(&arena);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("bytecode");
    TCase *tests = tcase_create("bytecode");

    tcase_add_test(tests, code_matches_its_predicate);
    tcase_add_test(tests, refused_tests_accept_more_rows);
    tcase_add_test(tests, too_large_is_not_made);
    suite_add_tcase(suite, tests);
    return suite;
}
