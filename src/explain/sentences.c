/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rules. The first of a state's rules that holds speaks; those of data may speak besides. What
 * a rule needs to be known it tests by the have-bits: where the system did not say, nobody speaks.
 *
 * Counting (Linux tcp_diag.c): a SYN or FIN takes one sequence number, so a FIN that was not read
 * counts as one byte in the receive queue, a SYN or FIN that was not acknowledged as one in the
 * send queue.
 */
#include "sentences.h"

#include <stdarg.h>
#include <stdio.h>

/* A socket, and what is known around it. */
struct known {
    const struct socket *socket;
    enum owner_none none; /* why nobody holds it */
    char owner[64];       /* "app[812]", or "its program" */
};

struct rule {
    const char *code;
    uint32_t states; /* STATE_BIT of TCP's; 0: of UDP */
    bool (*holds)(const struct known *known);
    void (*say)(const struct known *known, struct annotation *out);
};

static void sentence(struct annotation *out, const char *format, ...) PRINTF_LIKE(2, 3);

static void sentence(struct annotation *out, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(out->text, sizeof(out->text), format, arguments);
    va_end(arguments);
}

static const char *plural(uint32_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

static bool has(const struct known *known, unsigned have)
{
    return (known->socket->have & have) == have;
}

/* Some process has, or had, a descriptor of it. */
static bool is_held(const struct known *known)
{
    return has(known, HAVE_INODE) && known->socket->inode != 0;
}

static bool is_mini(const struct known *known)
{
    return (known->socket->flags & SOCKET_MINI) != 0;
}

static bool is_shut(const struct known *known, unsigned halves)
{
    return has(known, HAVE_SHUTDOWN) && (known->socket->flags & halves) == halves;
}

static bool is_orphan(const struct known *known)
{
    return known->none == OWNER_NONE_ORPHAN;
}

static bool is_unaccepted(const struct known *known)
{
    return known->none == OWNER_NONE_ACCEPT_QUEUE;
}

static bool always(const struct known *known)
{
    (void)known;
    return true;
}

/* LISTEN. Linux lets in one more than the limit (sk_acceptq_is_full). */

static bool is_full(const struct known *known)
{
    return has(known, HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX) &&
           known->socket->accept_queue > known->socket->accept_queue_max;
}

static void say_full(const struct known *known, struct annotation *out)
{
    sentence(
        out,
        "Its accept queue is full: %u %s, and the limit is %u. New connections are dropped until "
        "%s calls accept().",
        known->socket->accept_queue,
        plural(known->socket->accept_queue, "connection waits", "connections wait"),
        known->socket->accept_queue_max, known->owner);
}

static bool is_waited_for(const struct known *known)
{
    return has(known, HAVE_ACCEPT_QUEUE) && known->socket->accept_queue > 0;
}

static void say_waited_for(const struct known *known, struct annotation *out)
{
    uint32_t waiting = known->socket->accept_queue, limit = known->socket->accept_queue_max;
    const char *wait = plural(waiting, "finished connection waits", "finished connections wait");

    if (has(known, HAVE_ACCEPT_QUEUE_MAX))
        sentence(out, "%u %s for %s to call accept(); there is room for %llu more.", waiting, wait,
                 known->owner, (unsigned long long)limit + 1 - waiting);
    else
        sentence(out, "%u %s for %s to call accept().", waiting, wait, known->owner);
}

/* Opening */

static void say_syn_sent(const struct known *known, struct annotation *out)
{
    (void)known;
    sentence(out, "Its SYN has had no answer yet: the remote host must answer, unless something on "
                  "the way drops packets.");
}

static void say_request(const struct known *known, struct annotation *out)
{
    (void)known;
    sentence(out,
             "A handshake in progress: SYN,ACK was sent, and the remote host's ACK is missing. "
             "There is no socket yet that a program could hold.");
}

static bool is_whole(const struct known *known)
{
    return !is_mini(known) && has(known, HAVE_SHUTDOWN);
}

static void say_crossed(const struct known *known, struct annotation *out)
{
    (void)known;
    sentence(out, "A handshake in progress, and already a whole socket: both ends sent a SYN "
                  "(simultaneous open), or it came by TCP Fast Open.");
}

/* Open */

static void say_unaccepted(const struct known *known, struct annotation *out)
{
    uint32_t unread = known->socket->recv_queue;

    if (has(known, HAVE_RECV_QUEUE) && unread > 0)
        sentence(out,
                 "It waits in an accept queue: no program has accepted it yet, and %u %s there "
                 "unread.",
                 unread, plural(unread, "byte lies", "bytes lie"));
    else
        sentence(out, "It waits in an accept queue: no program has accepted it yet.");
}

static bool is_unread(const struct known *known)
{
    return is_held(known) && has(known, HAVE_RECV_QUEUE) && known->socket->recv_queue > 0;
}

static void say_unread(const struct known *known, struct annotation *out)
{
    uint32_t unread = known->socket->recv_queue;

    sentence(out, "%u %s that %s has not read yet.", unread,
             plural(unread, "byte has arrived", "bytes have arrived"), known->owner);
}

static bool is_unacknowledged(const struct known *known)
{
    return has(known, HAVE_SEND_QUEUE) && known->socket->send_queue > 0;
}

static void say_unacknowledged(const struct known *known, struct annotation *out)
{
    uint32_t bytes = known->socket->send_queue;

    sentence(out, "%u %s or on the way, not acknowledged by the peer yet.", bytes,
             plural(bytes, "byte is queued", "bytes are queued"));
}

/* CLOSE-WAIT */

static void say_unaccepted_close(const struct known *known, struct annotation *out)
{
    uint32_t queue = known->socket->recv_queue;

    if (has(known, HAVE_RECV_QUEUE) && queue > 1)
        sentence(out,
                 "The peer has closed again before any program accepted it; %u %s unread. A late "
                 "accept(), not a leak.",
                 queue - 1, plural(queue - 1, "byte is", "bytes are"));
    else
        sentence(out,
                 "The peer has closed again before any program accepted it: a late accept(), not "
                 "a leak.");
}

static bool is_closed_unread(const struct known *known)
{
    return is_unread(known) && known->socket->recv_queue > 1;
}

static void say_closed_unread(const struct known *known, struct annotation *out)
{
    uint32_t unread = known->socket->recv_queue - 1;

    sentence(out, "The peer has closed; %u %s unread. Now %s must read and close.", unread,
             plural(unread, "byte and its FIN are", "bytes and its FIN are"), known->owner);
}

static bool is_closed_untouched(const struct known *known)
{
    return is_unread(known) && known->socket->recv_queue == 1;
}

static void say_closed_untouched(const struct known *known, struct annotation *out)
{
    sentence(out,
             "The peer has closed, and nobody has read that: Recv-Q 1 is its FIN. Now %s must "
             "close.",
             known->owner);
}

static bool is_closed_read(const struct known *known)
{
    return is_held(known) && has(known, HAVE_RECV_QUEUE) && known->socket->recv_queue == 0;
}

static void say_closed_read(const struct known *known, struct annotation *out)
{
    sentence(out,
             "The peer has closed, and all its data is read. Now %s must close; the kernel sets "
             "no time limit.",
             known->owner);
}

/* Closing. `before` are the bytes before the FIN. */

static void say_fin(const struct known *known, struct annotation *out, const char *who)
{
    uint32_t before = has(known, HAVE_SEND_QUEUE) && known->socket->send_queue > 0
                          ? known->socket->send_queue - 1
                          : 0;

    if (before > 0)
        sentence(out, "%s The peer's kernel must acknowledge %u %s before the FIN, and the FIN.",
                 who, before, plural(before, "byte", "bytes"));
    else
        sentence(out, "%s The peer's kernel must acknowledge the FIN.", who);
}

static void say_fin_wait_1_orphan(const struct known *known, struct annotation *out)
{
    say_fin(known, out, "This end closed first, and no program holds it any more (orphan).");
}

static void say_fin_wait_1(const struct known *known, struct annotation *out)
{
    say_fin(known, out, "This end has closed its direction.");
}

static bool is_held_half_closed(const struct known *known)
{
    return is_held(known) && is_shut(known, SOCKET_SHUT_SEND) && !is_shut(known, SOCKET_SHUT_RECV);
}

static void say_half_closed(const struct known *known, struct annotation *out)
{
    sentence(out,
             "A half-close: this end has shut down its sending side, and %s can still read. The "
             "peer's program must close; there is no time limit.",
             known->owner);
}

static bool is_fin_wait_2_orphan(const struct known *known)
{
    return is_mini(known) || is_orphan(known);
}

static void say_fin_wait_2_orphan(const struct known *known, struct annotation *out)
{
    (void)known;
    sentence(out,
             "This end closed first, and no program holds it any more (orphan). It ends with the "
             "peer's FIN, or by itself after tcp_fin_timeout.");
}

static void say_closing(const struct known *known, struct annotation *out)
{
    say_fin(known, out, "Both ends closed at the same time.");
}

static void say_last_ack(const struct known *known, struct annotation *out)
{
    say_fin(known, out,
            is_orphan(known) ? "The peer closed first, then this end; no program holds it "
                               "any more (orphan)."
                             : "The peer closed first, then this end.");
}

static void say_time_wait(const struct known *known, struct annotation *out)
{
    (void)known;
    sentence(out,
             "Both ends have closed, this one first or both at once. Nobody must act: it ends by "
             "the clock.");
}

static bool is_bound(const struct known *known)
{
    return (known->socket->flags & SOCKET_BOUND) != 0;
}

static void say_bound(const struct known *known, struct annotation *out)
{
    sentence(out, "Bound to its port, neither listening nor connected: %s keeps the port busy.",
             known->owner);
}

static void say_datagrams(const struct known *known, struct annotation *out)
{
    sentence(out, "Datagrams have arrived that %s has not read yet; they take %u bytes of buffer.",
             known->owner, known->socket->recv_queue);
}

#define BIT(name) STATE_BIT(STATE_##name)

/* In the order in which they are asked; of those before the line, the first of a state speaks. */
static const struct rule rules[] = {
    {"accept_queue_full", BIT(LISTEN), is_full, say_full},
    {"accept_queue_waiting", BIT(LISTEN), is_waited_for, say_waited_for},
    {"syn_unanswered", BIT(SYN_SENT), always, say_syn_sent},
    {"handshake_unfinished", BIT(SYN_RECEIVED), is_mini, say_request},
    {"handshake_crossed", BIT(SYN_RECEIVED), is_whole, say_crossed},
    {"not_accepted", BIT(ESTABLISHED), is_unaccepted, say_unaccepted},
    {"data_unread", BIT(ESTABLISHED), is_unread, say_unread},
    {"closed_not_accepted", BIT(CLOSE_WAIT), is_unaccepted, say_unaccepted_close},
    {"closed_data_unread", BIT(CLOSE_WAIT), is_closed_unread, say_closed_unread},
    {"closed_fin_unread", BIT(CLOSE_WAIT), is_closed_untouched, say_closed_untouched},
    {"closed_all_read", BIT(CLOSE_WAIT), is_closed_read, say_closed_read},
    {"fin_unacknowledged_orphan", BIT(FIN_WAIT_1), is_orphan, say_fin_wait_1_orphan},
    {"fin_unacknowledged", BIT(FIN_WAIT_1), always, say_fin_wait_1},
    {"half_closed", BIT(FIN_WAIT_2), is_held_half_closed, say_half_closed},
    {"fin_wait_2_orphan", BIT(FIN_WAIT_2), is_fin_wait_2_orphan, say_fin_wait_2_orphan},
    {"simultaneous_close", BIT(CLOSING), always, say_closing},
    {"last_ack_missing", BIT(LAST_ACK), always, say_last_ack},
    {"time_wait", BIT(TIME_WAIT), always, say_time_wait},
    {"bound_only", BIT(CLOSED), is_bound, say_bound},
    {"datagrams_unread", 0, is_unread, say_datagrams},
};

/* These speak besides. */
static const struct rule further_rules[] = {
    {"data_unacknowledged", BIT(ESTABLISHED) | BIT(CLOSE_WAIT), is_unacknowledged,
     say_unacknowledged},
};

static void name_owner(const struct snapshot *snapshot, struct known *known)
{
    const struct owner *first = owner_first(&snapshot->owners, known->socket);
    const struct process *process =
        first == NULL ? NULL : &snapshot->owners.processes[first->process];

    if (process == NULL || process->command.length == 0)
        snprintf(known->owner, sizeof(known->owner), "its program");
    else
        snprintf(known->owner, sizeof(known->owner), "%.*s[%u]",
                 process->command.length > 32 ? 32 : (int)process->command.length,
                 process->command.bytes, (unsigned)process->pid);
}

static bool is_asked(const struct rule *rule, const struct socket *socket)
{
    if (socket->protocol == PROTOCOL_TCP)
        return socket->state != STATE_NONE && (rule->states & STATE_BIT(socket->state)) != 0;
    return socket->protocol == PROTOCOL_UDP && rule->states == 0;
}

/* Whether the rule spoke. */
static bool ask(const struct rule *rule, const struct known *known, struct annotations *annotations)
{
    struct annotation *out = &annotations->list[annotations->count];

    if (annotations->count == ANNOTATIONS_MAX || !is_asked(rule, known->socket) ||
        !rule->holds(known))
        return false;
    out->code = rule->code;
    rule->say(known, out);
    annotations->count++;
    return true;
}

void sentences_annotate(const struct snapshot *snapshot, const struct socket *socket,
                        struct annotations *annotations)
{
    struct known known = {.socket = socket, .none = owner_none(socket)};

    annotations->count = 0;
    name_owner(snapshot, &known);
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (ask(&rules[i], &known, annotations))
            break;
    for (size_t i = 0; i < COUNT_OF(further_rules); i++)
        ask(&further_rules[i], &known, annotations);
}

const char *sentence_code(size_t index)
{
    if (index < COUNT_OF(rules))
        return rules[index].code;
    index -= COUNT_OF(rules);
    return index < COUNT_OF(further_rules) ? further_rules[index].code : NULL;
}
