/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sock_diag backend: which dumps a request needs, and what to do when one fails. */
#include "sock_diag.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <string.h>
#include <sys/utsname.h>

#include "host.h"
#include "inet_diag.h"
#include "netlink.h"

/* A walk that the table changed under is done again, so often. */
#define TRIES_MAX 3

struct walk {
    const struct collector *collector;
    const struct request *request;
    enum protocol protocol;
    size_t unreadable; /* messages that were no socket of this protocol */
    bool out_of_memory;
};

static bool take(void *context, const struct nlmsghdr *message)
{
    struct walk *walk = context;
    struct socket socket;

    if (!inet_diag_read(message, walk->protocol, &socket)) {
        walk->unreadable++;
        return true;
    }
    if (!collector_offer(walk->collector, &socket))
        walk->out_of_memory = true;
    return !walk->out_of_memory;
}

static bool wants(const struct request *request, enum family family)
{
    return (request->families & FAMILY_BIT(family)) != 0;
}

/* IPv4 is also served by IPv6 sockets: dual-stack ones, and those that speak v4-mapped addresses.
 */
static bool wants_ipv6_table(const struct request *request)
{
    return wants(request, FAMILY_INET6) || wants(request, FAMILY_INET);
}

static bool failed(const struct netlink_answer *answer)
{
    return answer->failure != 0;
}

static void ask_family(struct netlink *netlink, struct walk *walk, enum family family,
                       uint32_t native_states, struct netlink_answer *answer)
{
    _Alignas(struct nlmsghdr) char buffer[INET_DIAG_REQUEST_ROOM];

    netlink_ask(netlink, inet_diag_request(buffer, walk->protocol, family, native_states), take,
                walk, answer);
}

static void ask_by_family(struct netlink *netlink, struct walk *walk, uint32_t native_states,
                          struct netlink_answer *answer)
{
    bool interrupted;

    *answer = (struct netlink_answer){.finished = true};
    if (wants(walk->request, FAMILY_INET))
        ask_family(netlink, walk, FAMILY_INET, native_states, answer);
    if (failed(answer) || answer->stopped || !wants_ipv6_table(walk->request))
        return;
    interrupted = answer->interrupted;
    ask_family(netlink, walk, FAMILY_INET6, native_states, answer);
    answer->interrupted |= interrupted;
}

/*
 * Both TCP families in one walk of the table where both are wanted. A kernel that refuses the old
 * request is asked by family; nothing was offered before the refusal.
 */
static void ask(struct netlink *netlink, struct walk *walk, struct netlink_answer *answer)
{
    _Alignas(struct nlmsghdr) char buffer[INET_DIAG_REQUEST_ROOM];
    uint32_t native_states = inet_diag_states(walk->request->states[walk->protocol]);

    if (walk->protocol == PROTOCOL_TCP && wants(walk->request, FAMILY_INET)) {
        netlink_ask(netlink, inet_diag_request_both(buffer, native_states), take, walk, answer);
        if (answer->failure != EINVAL && answer->failure != EOPNOTSUPP && answer->failure != ENOENT)
            return;
    }
    ask_by_family(netlink, walk, native_states, answer);
}

static enum backend_result explain_failure(const struct netlink_answer *answer,
                                           enum protocol protocol, struct error *error)
{
    if (answer->failure == ENOENT)
        error_set(error, STATUS_FAILED, "sock_diag: this kernel has no diag module for %s",
                  protocol_name(protocol));
    else
        error_set(error, STATUS_FAILED, "sock_diag: %s%s%s", strerror(answer->failure),
                  answer->reason[0] != '\0' ? ": " : "", answer->reason);
    return BACKEND_FAILED;
}

/* Says what of a walk that came to its end may not be whole. */
static void tell_doubts(const struct walk *walk, const struct netlink_answer *answer)
{
    struct snapshot *snapshot = walk->collector->snapshot;

    if (answer->interrupted) {
        snapshot->sources[snapshot->source_count - 1].complete = false;
        note_add(&snapshot->notes, true, "dump_interrupted",
                 "%s: the table changed while the kernel listed it, %d times in a row; sockets may "
                 "be missing",
                 protocol_name(walk->protocol), TRIES_MAX);
    }
    if (walk->unreadable > 0) {
        snapshot->sources[snapshot->source_count - 1].complete = false;
        note_add(&snapshot->notes, true, "messages_unreadable",
                 "%s: %zu messages of the kernel could not be read as sockets",
                 protocol_name(walk->protocol), walk->unreadable);
    }
}

/*
 * Before Linux 6.8 the bit for bound sockets is ignored. That is worth a word where nothing else
 * was asked for.
 */
static void tell_old_kernel(const struct request *request, enum protocol protocol,
                            struct snapshot *snapshot)
{
    struct utsname system;

    if (request->states[protocol] != STATE_BIT_BOUND || uname(&system) != 0 ||
        kernel_at_least(system.release, 6, 8))
        return;
    note_add(&snapshot->notes, true, "bound_unsupported",
             "%s: only Linux 6.8 and later list bound sockets; this is %s", protocol_name(protocol),
             system.release);
}

static enum backend_result collect_with(struct netlink *netlink, const struct request *request,
                                        enum protocol protocol, const struct collector *collector,
                                        struct error *error)
{
    struct snapshot *snapshot = collector->snapshot;
    struct walk walk;
    struct netlink_answer answer;

    for (int attempt = 1;; attempt++) {
        walk = (struct walk){collector, request, protocol, 0, false};
        ask(netlink, &walk, &answer);
        if (walk.out_of_memory)
            return BACKEND_NO_MEMORY;
        /* ENOBUFS: answers were lost on the way to us. */
        if ((!answer.interrupted && answer.failure != ENOBUFS) || attempt == TRIES_MAX)
            break;
        snapshot_empty_source(snapshot);
    }
    if (failed(&answer))
        return explain_failure(&answer, protocol, error);
    tell_doubts(&walk, &answer);
    tell_old_kernel(request, protocol, snapshot);
    return BACKEND_DONE;
}

static enum backend_result collect(const struct request *request, enum protocol protocol,
                                   const struct collector *collector, struct error *error)
{
    enum backend_result result = BACKEND_FAILED;
    struct netlink netlink;
    int failure = netlink_open(&netlink);

    if (failure != 0)
        error_set(error, STATUS_FAILED, "sock_diag: cannot open a netlink socket: %s",
                  strerror(failure));
    else
        result = collect_with(&netlink, request, protocol, collector, error);
    netlink_close(&netlink);
    return result;
}

const struct backend backend_sock_diag = {
    .name = "sock_diag",
    .help = "the kernel's socket monitoring, by netlink",
    .protocols = PROTOCOL_BIT(PROTOCOL_TCP) | PROTOCOL_BIT(PROTOCOL_UDP) |
                 PROTOCOL_BIT(PROTOCOL_UDPLITE) | PROTOCOL_BIT(PROTOCOL_RAW),
    .dialect = DIALECT_LINUX,
    .collect = collect,
};
