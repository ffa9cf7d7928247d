/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The graph of connections: both ends are joined, and the listener shows the direction. */
#include "unit.h"

#include <stdlib.h>

#include "graph.h"

static struct snapshot snapshot;
static struct graph graph;
static uint32_t rows[64];

static void setup(void)
{
    snapshot_init(&snapshot);
    graph = (struct graph){.nodes = NULL};
}

static void teardown(void)
{
    graph_free(&graph);
    snapshot_free(&snapshot);
}

/* Adds the following rows to this namespace. */
static void in_namespace(uint64_t netns)
{
    ck_assert_ptr_nonnull(
        snapshot_begin_source(&snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, netns));
}

static uint32_t owned_by(const char *command)
{
    struct process *process = owners_add_process(&snapshot.owners);
    struct owner owner = {.process = (uint32_t)snapshot.owners.process_count - 1};

    ck_assert_ptr_nonnull(process);
    process->command = text_of(command);
    ck_assert(owners_add(&snapshot.owners, &owner));
    return (uint32_t)snapshot.owners.count - 1;
}

/* 10.0.0.LAST, or 127.0.0.1. */
static struct address address(uint8_t last)
{
    return last == 0 ? (struct address){{127, 0, 0, 1}} : (struct address){{10, 0, 0, last}};
}

#define NOBODY NULL

static void add(enum state state, uint8_t local, uint16_t local_port, uint8_t remote,
                uint16_t remote_port, const char *command)
{
    struct socket socket = {
        .protocol = PROTOCOL_TCP,
        .family = FAMILY_INET,
        .state = (uint8_t)state,
        .local = address(local),
        .local_port = local_port,
        .remote = remote_port == 0 ? (struct address){{0}} : address(remote),
        .remote_port = remote_port,
        .have = HAVE_ADDRESSES | HAVE_STATE | (command == NULL ? HAVE_INODE : 0),
        .owner_status = command == NULL ? OWNER_NONE : OWNER_FOUND,
        .owner = command == NULL ? 0 : owned_by(command),
        .flags = state == STATE_TIME_WAIT ? SOCKET_MINI : 0,
        .cookie = 0,
    };

    ck_assert(snapshot_add(&snapshot, &socket));
}

/* Builds the graph of all rows except the first `without`. */
static void make(size_t without)
{
    ck_assert_uint_le(snapshot.count, COUNT_OF(rows));
    for (size_t i = without; i < snapshot.count; i++)
        rows[i - without] = (uint32_t)i;
    ck_assert(peers_make(&snapshot));
    ck_assert(graph_make(&graph, &snapshot, rows, snapshot.count - without));
}

static void assert_node(uint32_t number, enum graph_kind kind, const char *process)
{
    const struct graph_node *node = &graph.nodes[number];

    ck_assert_int_eq(node->kind, kind);
    if (process != NULL)
        ck_assert(text_equal(node->process, text_of(process)));
}

static void assert_edge(size_t number, uint16_t port, bool directed, uint64_t connections)
{
    ck_assert_uint_lt(number, graph.edge_numbers.count);
    ck_assert_uint_eq(graph.edges[number].port, port);
    ck_assert(graph.edges[number].directed == directed);
    ck_assert_uint_eq(graph.edges[number].connections, connections);
}

/* In either order. */
START_TEST(both_ends_are_one_connection)
{
    bool server_first = _i != 0;

    in_namespace(1);
    add(STATE_LISTEN, 0, 5432, 0, 0, "postgres");
    for (uint16_t port = 40000; port < 40003; port++) {
        if (server_first)
            add(STATE_ESTABLISHED, 0, 5432, 0, port, "postgres");
        add(STATE_ESTABLISHED, 0, port, 0, 5432, "app");
        if (!server_first)
            add(STATE_ESTABLISHED, 0, 5432, 0, port, "postgres");
    }
    make(0);
    ck_assert_uint_eq(graph.edge_numbers.count, 1);
    assert_edge(0, 5432, true, 3);
    assert_node(graph.edges[0].from, GRAPH_PROCESS, "app");
    assert_node(graph.edges[0].to, GRAPH_PROCESS, "postgres");
    ck_assert_uint_eq(graph.nodes[graph.edges[0].from].connections, 3);
}
END_TEST

/* The rows may contain only one end; the rejected row still identifies the other. */
START_TEST(one_end_is_chosen)
{
    in_namespace(1);
    add(STATE_LISTEN, 0, 5432, 0, 0, "postgres");
    add(STATE_ESTABLISHED, 0, 5432, 0, 40000, "postgres");
    add(STATE_ESTABLISHED, 0, 40000, 0, 5432, "app");
    make(2);
    assert_edge(0, 5432, true, 1);
    assert_node(graph.edges[0].to, GRAPH_PROCESS, "postgres");
}
END_TEST

START_TEST(namespaces)
{
    in_namespace(1);
    add(STATE_ESTABLISHED, 1, 40000, 2, 80, "curl");
    add(STATE_ESTABLISHED, 0, 40000, 0, 80, "curl"); /* another namespace's loopback */
    in_namespace(2);
    add(STATE_LISTEN, 2, 80, 0, 0, "nginx");
    add(STATE_LISTEN, 0, 80, 0, 0, "nginx");
    add(STATE_ESTABLISHED, 2, 80, 1, 40000, "nginx");
    make(0);
    ck_assert_uint_eq(graph.edge_numbers.count, 2);
    assert_edge(0, 80, true, 1);
    assert_node(graph.edges[0].to, GRAPH_PROCESS, "nginx");
    ck_assert(graph_is_abroad(&graph, &graph.nodes[graph.edges[0].to]));
    ck_assert(!graph_is_abroad(&graph, &graph.nodes[graph.edges[0].from]));
    assert_edge(1, 80, false, 1);
    assert_node(graph.edges[1].to, GRAPH_HOST, NULL);
}
END_TEST

/* Listeners on all addresses, on another address, and none. */
START_TEST(directions)
{
    in_namespace(1);
    add(STATE_LISTEN, 1, 80, 0, 0, "nginx");
    add(STATE_LISTEN, 2, 81, 0, 0, "nginx");
    add(STATE_ESTABLISHED, 1, 80, 9, 40000, "nginx");    /* accepted */
    add(STATE_ESTABLISHED, 1, 81, 9, 40000, "nginx");    /* the listener has another address */
    add(STATE_ESTABLISHED, 1, 40000, 9, 443, "firefox"); /* direction unknown */
    add(STATE_ESTABLISHED, 1, 443, 9, 40001, "nginx");
    make(0);
    ck_assert_uint_eq(graph.edge_numbers.count, 4);
    assert_edge(0, 80, true, 1);
    assert_node(graph.edges[0].from, GRAPH_HOST, NULL);
    assert_edge(1, 81, false, 1);
    assert_node(graph.edges[1].to, GRAPH_PROCESS, "nginx");
    assert_edge(2, 443, false, 1);
    assert_node(graph.edges[2].to, GRAPH_HOST, NULL);
    assert_edge(3, 443, false, 1);
    assert_node(graph.edges[3].to, GRAPH_PROCESS, "nginx");
}
END_TEST

/* Both ends have a listener on their port, so the direction is unknown. */
START_TEST(two_listeners)
{
    in_namespace(1);
    add(STATE_LISTEN, 0, 80, 0, 0, "nginx");
    add(STATE_LISTEN, 0, 81, 0, 0, "other");
    add(STATE_ESTABLISHED, 0, 80, 0, 81, "nginx");
    add(STATE_ESTABLISHED, 0, 81, 0, 80, "other");
    make(0);
    ck_assert_uint_eq(graph.edge_numbers.count, 1);
    assert_edge(0, 80, false, 1);
}
END_TEST

START_TEST(ends_without_a_process)
{
    in_namespace(1);
    add(STATE_LISTEN, 0, 80, 0, 0, "nginx");
    add(STATE_ESTABLISHED, 0, 80, 0, 40000, NOBODY); /* in the accept queue */
    add(STATE_ESTABLISHED, 0, 40000, 0, 80, "curl");
    add(STATE_TIME_WAIT, 0, 40001, 0, 80, NOBODY); /* the other end has ended */
    make(0);
    ck_assert_uint_eq(graph.edge_numbers.count, 2);
    assert_edge(0, 80, true, 1);
    assert_node(graph.edges[0].to, GRAPH_PROCESS, "nginx");
    assert_edge(1, 80, true, 1);
    assert_node(graph.edges[1].from, GRAPH_NOBODY, NULL);
    ck_assert_int_eq(graph.nodes[graph.edges[1].from].none, OWNER_NONE_TIME_WAIT);
    assert_node(graph.edges[1].to, GRAPH_PROCESS, "nginx");
}
END_TEST

/* An IPv6 listener accepts IPv4 unless v6only is set. */
START_TEST(dual_stack)
{
    struct socket listener = {
        .protocol = PROTOCOL_TCP,
        .family = FAMILY_INET6,
        .state = STATE_LISTEN,
        .local_port = 80,
        .have = HAVE_ADDRESSES | HAVE_STATE | HAVE_V6ONLY,
        .flags = _i == 0 ? 0 : SOCKET_V6ONLY,
    };

    in_namespace(1);
    ck_assert(snapshot_add(&snapshot, &listener));
    add(STATE_ESTABLISHED, 1, 80, 9, 40000, "nginx");
    make(0);
    assert_edge(0, 80, _i == 0, 1);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("graph");
    TCase *all = tcase_create("all");

    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_loop_test(all, both_ends_are_one_connection, 0, 2);
    tcase_add_test(all, one_end_is_chosen);
    tcase_add_test(all, namespaces);
    tcase_add_test(all, directions);
    tcase_add_test(all, two_listeners);
    tcase_add_test(all, ends_without_a_process);
    tcase_add_loop_test(all, dual_stack, 0, 2);
    suite_add_tcase(suite, all);
    return suite;
}
