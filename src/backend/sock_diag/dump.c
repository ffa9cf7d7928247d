/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <stdlib.h>

#include "inet_diag.h"
#include "sock_diag.h"

static bool wants(const struct request *request, enum family family)
{
    return (request->families & FAMILY_BIT(family)) != 0;
}

/* Dual-stack IPv6 sockets, and those with v4-mapped addresses, also serve IPv4. */
static bool wants_ipv6_table(const struct request *request)
{
    return wants(request, FAMILY_INET6) || wants(request, FAMILY_INET);
}

/* The caller owns the result; NULL: out of memory. */
static struct nlmsghdr *make_request(const struct walk *walk, const struct inet_diag_query *query,
                                     enum family family)
{
    void *buffer = calloc(1, INET_DIAG_REQUEST_ROOM + query->bytecode.length);
    struct nlmsghdr *request = NULL;

    if (buffer == NULL)
        return NULL;
    request = inet_diag_request(buffer, query, family);
    inet_diag_request_extend(request, inet_detail_extensions(walk->request->details));
    return request;
}

static void send_query(struct walk *walk, const struct inet_diag_query *query, enum family family)
{
    struct nlmsghdr *request = make_request(walk, query, family);

    walk->answer.failure = ENOMEM;
    walk->out_of_memory |= request == NULL;
    if (request != NULL)
        netlink_ask(walk->netlink, request, walk_take, walk, &walk->answer);
    free(request);
}

static bool is_over(const struct walk *walk)
{
    return walk->answer.failure != 0 || walk->answer.stopped;
}

static void ask_by_family(struct walk *walk, const struct inet_diag_query *query)
{
    walk->answer.failure = 0;
    if (wants(walk->request, FAMILY_INET))
        send_query(walk, query, FAMILY_INET);
    if (!is_over(walk) && wants_ipv6_table(walk->request))
        send_query(walk, query, FAMILY_INET6);
}

/* If both TCP families are wanted, one dump returns both. If the kernel refuses this old request,
 * each family is requested separately; no row was offered before the refusal. */
static void ask(struct walk *walk, const struct inet_diag_query *query)
{
    if (walk->protocol == PROTOCOL_TCP && wants(walk->request, FAMILY_INET)) {
        int failure;

        send_query(walk, query, FAMILY_NONE);
        failure = walk->answer.failure;
        if (walk->out_of_memory ||
            (failure != EINVAL && failure != EOPNOTSUPP && failure != ENOENT) ||
            (failure == EINVAL && query->bytecode.length > 0))
            return;
    }
    ask_by_family(walk, query);
}

/* Tests that kernels may refuse, newest first: EPERM for marks without CAP_NET_ADMIN, EINVAL for
 * tests that an old kernel does not know. The remaining tests still narrow the dump. */
static const unsigned refused_tests[] = {
    0,
    1u << PREDICATE_MARK,
    1u << PREDICATE_MARK | 1u << PREDICATE_CGROUP,
    1u << PREDICATE_MARK | 1u << PREDICATE_CGROUP | 1u << PREDICATE_INTERFACE,
    ~0u,
};

static struct inet_diag_query make_query(const struct walk *walk, uint32_t states)
{
    const struct request *request = walk->request;

    return (struct inet_diag_query){
        .protocol = walk->protocol,
        .native_states = walk->protocol == PROTOCOL_SCTP ? ~0u : inet_diag_states(states),
        .local_port = request->local.port,
        .remote_port = states == STATE_BIT_BOUND ? 0 : request->remote.port,
    };
}

static bool add_bytecode(struct inet_diag_query *query, const struct walk *walk,
                         const struct predicate *predicate, unsigned without)
{
    struct bytecode_wish wish = {
        .predicate = predicate,
        .autobound = walk->autobound,
        .local = query->local_port,
        .remote = query->remote_port,
        .without = without,
    };

    return bytecode_make(&query->bytecode, &wish);
}

/* Dumps these states, with as many tests as the kernel accepts. */
static void dump_states(struct walk *walk, uint32_t states, const struct predicate *predicate)
{
    struct inet_diag_query query = make_query(walk, states);
    bool refused = true;

    for (size_t attempt = 0; refused && attempt < COUNT_OF(refused_tests); attempt++) {
        if (!add_bytecode(&query, walk, predicate, refused_tests[attempt])) {
            walk->out_of_memory = true;
            return;
        }
        ask(walk, &query);
        refused = query.bytecode.length > 0 &&
                  (walk->answer.failure == EINVAL || walk->answer.failure == EPERM);
        bytecode_free(&query.bytecode);
    }
    if (!refused || walk->autobound == AUTOBOUND_EITHER)
        return;
    /* Even this was refused: who chose the ports stays unknown. */
    walk->autobound = AUTOBOUND_EITHER;
    ask(walk, &query);
}

/*
 * The dump of bound sockets, requested in advance. For it the kernel visits all sockets with their
 * own port, connected ones included (net/ipv4/inet_diag.c). With many sockets that takes a third of
 * the time of the main dump, usually with an empty result. So it runs in parallel.
 */
struct bound_dump {
    struct walk *walk;
    struct netlink netlink;
    struct nlmsghdr *request; /* owned; NULL: not requested in advance */
};

static void bound_begin(void *context)
{
    struct bound_dump *bound = context;
    struct walk *walk = bound->walk;
    struct inet_diag_query query = make_query(walk, STATE_BIT_BOUND);
    enum family family = wants(walk->request, FAMILY_INET) ? FAMILY_NONE : FAMILY_INET6;

    if (netlink_open(&bound->netlink) != 0 || !add_bytecode(&query, walk, NULL, 0))
        return;
    bound->request = make_request(walk, &query, family);
    bytecode_free(&query.bytecode);
    if (bound->request == NULL || netlink_ask_ahead(&bound->netlink, bound->request))
        return;
    free(bound->request);
    bound->request = NULL;
}

/* Requests the dump now, unless it was requested successfully in advance. */
static void bound_finish(struct bound_dump *bound)
{
    struct walk *walk = bound->walk;

    if (bound->request != NULL)
        netlink_ask(&bound->netlink, bound->request, walk_take, walk, &walk->answer);
    if (bound->request == NULL || walk->answer.failure != 0)
        dump_states(walk, STATE_BIT_BOUND, NULL);
}

/* Whether a socket without a peer can match. */
static bool may_lack_peer(const struct request_end *remote)
{
    return remote->port == 0 && !(remote->has_address && !address_is_wildcard(&remote->address));
}

/* Dumps all others, then the bound ones, which may have been requested in advance. */
static void dump_both(struct walk *walk, uint32_t states)
{
    struct bound_dump bound = {.walk = walk};

    walk->netlink->when_long = bound_begin;
    walk->netlink->long_context = &bound;
    dump_states(walk, states, walk->request->predicate);
    walk->netlink->when_long = NULL;
    if (!is_over(walk))
        bound_finish(&bound);
    netlink_close(&bound.netlink);
    free(bound.request);
}

/* A bound socket keeps the remote end of an earlier connection. The kernel tests it, although it
 * means nothing (inet_diag_read drops it). So these rows are requested without a predicate. */
static void dump_once(struct walk *walk)
{
    const struct request *request = walk->request;
    uint32_t states = request->states[walk->protocol];
    bool bound = walk->protocol == PROTOCOL_TCP && (states & STATE_BIT_BOUND) != 0 &&
                 may_lack_peer(&request->remote);

    if (walk->protocol == PROTOCOL_TCP)
        states &= ~STATE_BIT_BOUND;
    if (bound && states != 0)
        dump_both(walk, states);
    else if (bound)
        dump_states(walk, STATE_BIT_BOUND, NULL);
    else if (states != 0 || walk->protocol != PROTOCOL_TCP)
        dump_states(walk, states, request->predicate);
}

void dump_run(struct walk *walk)
{
    _Alignas(struct nlmsghdr) char buffer[FAMILY_DIAG_REQUEST_ROOM] = {0};

    walk->answer = (struct netlink_answer){.finished = true};
    if (family_diag_lists(walk->protocol)) { /* everything in one dump: there are few sockets */
        netlink_ask(walk->netlink,
                    family_diag_request(buffer, walk->protocol, walk->request->details), walk_take,
                    walk, &walk->answer);
        return;
    }
    if (walk->request->autobound)
        walk->autobound = AUTOBOUND_ONLY;
    dump_once(walk);
    if (is_over(walk) || walk->autobound == AUTOBOUND_EITHER)
        return;
    walk->autobound = AUTOBOUND_NOT;
    dump_once(walk);
}

static void plan_pin(const char *side, uint16_t port, struct builder *out)
{
    if (port != 0)
        builder_printf(out, ", %s port %u in the request", side, port);
}

void dump_plan(const struct request *request, enum protocol protocol, struct builder *out)
{
    struct bytecode_wish wish = {
        .predicate = request->predicate,
        .local = request->local.port,
        .remote = request->remote.port,
    };
    struct bytecode bytecode;

    if (family_diag_lists(protocol)) {
        builder_add(out, TEXT("a dump of all of them"));
        return;
    }
    builder_printf(out, "%s%s", request->autobound ? "two dumps" : "a dump",
                   protocol == PROTOCOL_TCP && wants(request, FAMILY_INET) ? " of both families"
                                                                           : "");
    plan_pin("local", request->local.port, out);
    plan_pin("remote", request->remote.port, out);
    if (!bytecode_make(&bytecode, &wish))
        return;
    if (bytecode.length > 0)
        builder_printf(out, ", %zu bytes of filter code", bytecode.length);
    if (bytecode.too_large)
        builder_printf(out, ", no filter code: it would exceed %zu bytes", BYTECODE_MAX);
    bytecode_free(&bytecode);
}
