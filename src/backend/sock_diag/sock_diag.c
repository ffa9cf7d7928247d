/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sock_diag backend: reads one table by a look-up or dumps, and handles their failures. */
#include <errno.h>
#include <libmnl/libmnl.h>
#include <string.h>
#include <sys/utsname.h>

#include "inet_diag.h"
#include "machine.h"
#include "sock_diag.h"

/* How often an interrupted dump is retried. */
#define TRIES_MAX 3

bool linux_is_at_least(unsigned long major, unsigned long minor)
{
    struct utsname system;

    return uname(&system) == 0 && kernel_at_least(system.release, major, minor);
}

static bool read_message(const struct walk *walk, const struct nlmsghdr *message,
                         struct socket *socket)
{
    return family_diag_lists(walk->protocol)
               ? family_diag_read(message, walk->protocol, walk->reading, socket)
               : inet_diag_read(message, walk->protocol, walk->detail, socket);
}

bool walk_take(void *context, const struct nlmsghdr *message)
{
    struct walk *walk = context;
    struct socket socket;

    if (!read_message(walk, message, &socket)) {
        walk->unreadable++;
        return true;
    }
    if (walk->autobound != AUTOBOUND_EITHER && (socket.flags & SOCKET_MINI) == 0) {
        socket.have |= HAVE_AUTOBOUND;
        if (walk->autobound == AUTOBOUND_ONLY)
            socket.flags |= SOCKET_AUTOBOUND;
    }
    if (!collector_offer(walk->collector, &socket))
        walk->out_of_memory = true;
    return !walk->out_of_memory;
}

static enum backend_result failed_dump(const struct netlink_answer *answer, enum protocol protocol,
                                       struct error *error)
{
    if (answer->failure == ENOENT)
        error_set(error, STATUS_FAILED, "sock_diag: this kernel has no diag module for %s",
                  protocol_names[protocol]);
    else
        error_set(error, STATUS_FAILED, "sock_diag: %s%s%s", strerror(answer->failure),
                  answer->reason[0] != '\0' ? ": " : "", answer->reason);
    return BACKEND_FAILED;
}

/* Adds notes if a finished dump may be incomplete. */
static void tell_doubts(const struct walk *walk)
{
    struct snapshot *snapshot = walk->collector->snapshot;

    if (walk->answer.interrupted)
        note_add(&snapshot->notes, true, "dump_interrupted",
                 "%s: the table changed while the kernel listed it, %d times in a row; sockets may "
                 "be missing",
                 protocol_names[walk->protocol], TRIES_MAX);
    if (walk->unreadable > 0)
        note_add(&snapshot->notes, true, "messages_unreadable",
                 "%s: sockets are missing: kernel messages that could not be parsed: %zu",
                 protocol_names[walk->protocol], walk->unreadable);
    if (walk->answer.interrupted || walk->unreadable > 0)
        snapshot->sources[snapshot->source_count - 1].complete = false;
}

/* Kernels before Linux 6.8 ignore the bit for bound sockets. The note is added only if the states
 * name them; otherwise it would follow every listing. */
static void tell_bound(const struct request *request, enum protocol protocol,
                       struct snapshot *snapshot)
{
    struct source *source = &snapshot->sources[snapshot->source_count - 1];

    if (protocol != PROTOCOL_TCP)
        return;
    source->bound = linux_is_at_least(6, 8) ? BOUND_LISTED : BOUND_MISSING;
    if (source->bound == BOUND_MISSING && request->bound_named &&
        (request->states[protocol] & STATE_BIT_BOUND) != 0)
        note_add_once(
            &snapshot->notes, true, "bound_unsupported",
            "tcp: sockets that are only bound to a port are missing: requires Linux 6.8 or later");
}

/*
 * Uses a new netlink socket: after an abandoned dump the kernel returns EBUSY on the old one. Rows
 * that a look-up offered before it failed are offered again; sealing the snapshot removes the
 * duplicates.
 */
static bool read_once(struct walk *walk, struct error *error)
{
    struct netlink netlink;
    int failure = netlink_open(&netlink);

    walk->netlink = &netlink;
    if (failure != 0)
        error_set(error, STATUS_FAILED, "sock_diag: cannot open a netlink socket: %s",
                  strerror(failure));
    else if (!lookup_possible(walk->request, walk->protocol) || !lookup_run(walk))
        dump_run(walk);
    netlink_close(&netlink);
    return failure == 0;
}

static enum backend_result collect_into(struct family_reading *reading,
                                        const struct request *request, enum protocol protocol,
                                        const struct collector *collector, struct error *error)
{
    struct inet_detail detail = {.groups = request->details,
                                 .before_7_0 = !linux_is_at_least(7, 0)};
    struct walk walk;

    for (int attempt = 1;; attempt++) {
        walk = (struct walk){
            .collector = collector,
            .request = request,
            .protocol = protocol,
            .detail = request->details == 0 ? NULL : &detail,
            .reading = reading,
        };
        if (!read_once(&walk, error))
            return BACKEND_FAILED;
        if (walk.out_of_memory)
            return BACKEND_NO_MEMORY;
        /* ENOBUFS: part of the answer was lost. */
        if ((!walk.answer.interrupted && walk.answer.failure != ENOBUFS) || attempt == TRIES_MAX)
            break;
        snapshot_empty_source(collector->snapshot);
    }
    if (walk.answer.failure != 0)
        return failed_dump(&walk.answer, protocol, error);
    tell_doubts(&walk);
    tell_bound(request, protocol, collector->snapshot);
    return BACKEND_DONE;
}

static enum backend_result collect(const struct request *request, enum protocol protocol,
                                   const struct collector *collector, struct error *error)
{
    struct family_reading reading = {.groups = request->details};
    enum backend_result result = collect_into(&reading, request, protocol, collector, error);

    builder_free(&reading.bpf);
    return result;
}

static void plan(const struct request *request, enum protocol protocol, struct builder *out)
{
    if (lookup_possible(request, protocol))
        builder_add(out, TEXT("direct lookup, because both ends are given: without an interface, "
                              "then with each one"));
    else
        dump_plan(request, protocol, out);
}

const struct backend backend_sock_diag = {
    .name = "sock_diag",
    .help = "the kernel's socket monitoring over netlink",
    .protocols = PROTOCOLS_ALL,
    .dialect = DIALECT_LINUX,
    .plan = plan,
    .collect = collect,
    .destroy = destroy_sockets,
    .destroyed_words = destroyed_words,
    .events = &sock_diag_events,
};
