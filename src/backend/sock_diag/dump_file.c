/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads raw dumps, as written by `ss -D FILE` (and read by `TCPDIAG_FILE=FILE ss`): the unmodified
 * sock_diag messages for TCP, first IPv4, then IPv6, each with its own end. Byte order and layout
 * are those of the writing machine, which must match this one.
 */
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <string.h>

#include "backend.h"
#include "inet_detail.h"
#include "inet_diag.h"
#include "netlink.h"

struct dump {
    const struct collector *collector;
    struct inet_detail detail;
    size_t unreadable;
    bool out_of_memory;
    bool ended;       /* the current dump has its end: NLMSG_DONE or an error */
    bool interrupted; /* NLM_F_DUMP_INTR in any dump */
    int failure;      /* errno with which the kernel ended a dump; 0: none */
};

static bool is_known_type(uint16_t type)
{
    return type == SOCK_DIAG_BY_FAMILY || type == TCPDIAG_GETSOCK || type == NLMSG_DONE;
}

/* Copies the next bytes, which may be unaligned, without consuming them. False: there are fewer. */
static bool peek(struct input *input, void *out, size_t length)
{
    if (input_peek(input).length < length)
        input_fill(input);
    if (input_peek(input).length < length)
        return false;
    memcpy(out, input_peek(input).bytes, length);
    return true;
}

static bool next_header(struct input *input, struct nlmsghdr *header)
{
    return peek(input, header, sizeof(*header)) && header->nlmsg_len >= sizeof(*header) &&
           header->nlmsg_len <= NETLINK_BUFFER_SIZE;
}

bool backend_is_dump(struct input *input)
{
    struct nlmsghdr header;

    return next_header(input, &header) && is_known_type(header.nlmsg_type);
}

static bool take(void *context, const struct nlmsghdr *message)
{
    struct dump *dump = context;
    struct socket socket;

    if (!inet_diag_read(message, PROTOCOL_TCP, &dump->detail, &socket))
        dump->unreadable++;
    else
        dump->out_of_memory = !collector_offer(dump->collector, &socket);
    return !dump->out_of_memory;
}

/* Reads one message into an aligned copy. False: the rest is incomplete. */
static bool read_message(struct dump *dump, struct input *input, char *buffer)
{
    struct netlink_answer answer = {.finished = false};
    struct nlmsghdr header;
    size_t length, there;

    if (!next_header(input, &header) || !peek(input, buffer, header.nlmsg_len))
        return false;
    length = NLMSG_ALIGN(header.nlmsg_len);
    there = input_peek(input).length;
    input_take(input, length < there ? length : there);
    netlink_walk(buffer, header.nlmsg_len, 0, 0, take, dump, &answer);
    dump->ended = answer.finished;
    dump->interrupted |= answer.interrupted;
    if (dump->failure == 0)
        dump->failure = answer.failure;
    return true;
}

static bool at_end(struct input *input)
{
    return input_peek(input).length == 0;
}

static void tell_doubts(const struct dump *dump, struct input *input, const char *name)
{
    struct snapshot *snapshot = dump->collector->snapshot;
    struct notes *notes = &snapshot->notes;
    bool whole = at_end(input) && dump->ended;

    if (!at_end(input))
        note_add(notes, true, "recording_cut",
                 "%s: truncated in the middle of a message; the rest is missing", name);
    else if (!dump->ended)
        note_add(notes, true, "recording_cut", "%s: truncated dump; sockets may be missing", name);
    if (dump->failure != 0)
        note_add(notes, true, "recording_cut",
                 "%s: the kernel ended the dump with an error; sockets are missing: %s", name,
                 strerror(dump->failure));
    if (dump->interrupted)
        note_add(notes, true, "dump_interrupted",
                 "%s: the table changed while the kernel listed it; sockets may be missing", name);
    if (dump->unreadable > 0)
        note_add(notes, true, "messages_unreadable",
                 "%s: sockets are missing: messages that could not be parsed: %zu", name,
                 dump->unreadable);
    snapshot->sources[snapshot->source_count - 1].complete =
        whole && dump->failure == 0 && !dump->interrupted && dump->unreadable == 0;
}

bool backend_read_dump(struct input *input, const char *name, const struct collector *collector,
                       struct error *error)
{
    _Alignas(struct nlmsghdr) char buffer[NETLINK_BUFFER_SIZE];
    /* Everything that `ss -D` requested. The kernel version is unknown, so an old one is assumed.
     */
    struct dump dump = {
        .collector = collector,
        .detail = {.groups = UINT32_MAX, .before_7_0 = true},
    };

    if (snapshot_begin_source(collector->snapshot, "sock_diag", PROTOCOL_TCP, DIALECT_LINUX, 0) ==
        NULL)
        return error_out_of_memory(error);
    while (!at_end(input) && !dump.out_of_memory)
        if (!read_message(&dump, input, buffer))
            break;
    if (dump.out_of_memory)
        return error_out_of_memory(error);
    if (input->failure != 0)
        return error_set(error, STATUS_FAILED, "%s: %s", name, strerror(input->failure));
    tell_doubts(&dump, input, name);
    return true;
}
