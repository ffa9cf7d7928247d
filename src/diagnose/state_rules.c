/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules about states.
 *
 * Counting (Linux tcp_diag.c): a SYN or FIN takes one sequence number, so a FIN that was not read
 * counts as one byte in the receive queue, a SYN or FIN that was not acknowledged as one in the
 * send queue.
 *
 * Since when: tcp_ack() notes the time of each ACK that it takes. A FIN comes with one, and so does
 * the end of FIN-WAIT-1; whatever was taken later makes the age younger, never older. A FIN alone
 * is no data, so the age of the last data does not tell of it.
 */
#include "rule.h"

static bool is_shut(const struct examined *examined, unsigned halves)
{
    return has(examined, HAVE_SHUTDOWN) && (examined->socket->flags & halves) == halves;
}

static bool is_unaccepted(const struct examined *examined)
{
    return examined->none == OWNER_NONE_ACCEPT_QUEUE;
}

static bool always(const struct examined *examined)
{
    (void)examined;
    return true;
}

/* LISTEN. Linux lets in one more than the limit (sk_acceptq_is_full). */

static bool is_full(const struct examined *examined)
{
    return has(examined, HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX) &&
           examined->socket->accept_queue > examined->socket->accept_queue_max;
}

static void say_full(const struct examined *examined, struct annotation *out)
{
    sentence(
        out,
        "Its accept queue is full: %u %s, and the limit is %u. New connections are dropped until "
        "%s calls accept().",
        examined->socket->accept_queue,
        plural(examined->socket->accept_queue, "connection waits", "connections wait"),
        examined->socket->accept_queue_max, examined->owner);
}

static bool is_waited_for(const struct examined *examined)
{
    return has(examined, HAVE_ACCEPT_QUEUE) && examined->socket->accept_queue > 0;
}

static void say_waited_for(const struct examined *examined, struct annotation *out)
{
    uint32_t waiting = examined->socket->accept_queue, limit = examined->socket->accept_queue_max;
    const char *wait = plural(waiting, "finished connection waits", "finished connections wait");

    if (has(examined, HAVE_ACCEPT_QUEUE_MAX))
        sentence(out, "%u %s for %s to call accept(); there is room for %llu more.", waiting, wait,
                 examined->owner, (unsigned long long)limit + 1 - waiting);
    else
        sentence(out, "%u %s for %s to call accept().", waiting, wait, examined->owner);
}

/* Opening */

static void say_syn_sent(const struct examined *examined, struct annotation *out)
{
    (void)examined;
    sentence(out, "Its SYN has had no answer yet: the remote host must answer, unless something on "
                  "the way drops packets.");
}

static void say_request(const struct examined *examined, struct annotation *out)
{
    (void)examined;
    sentence(out,
             "A handshake in progress: SYN,ACK was sent, and the remote host's ACK is missing. "
             "There is no socket yet that a program could hold.");
}

static bool is_whole(const struct examined *examined)
{
    return !is_mini(examined) && has(examined, HAVE_SHUTDOWN);
}

static void say_crossed(const struct examined *examined, struct annotation *out)
{
    (void)examined;
    sentence(out, "A handshake in progress, and already a whole socket: both ends sent a SYN "
                  "(simultaneous open), or it came by TCP Fast Open.");
}

/* Open */

static void say_unaccepted(const struct examined *examined, struct annotation *out)
{
    uint32_t unread = examined->socket->recv_queue;

    if (has(examined, HAVE_RECV_QUEUE) && unread > 0)
        sentence(out,
                 "It waits in an accept queue: no program has accepted it yet, and %u %s there "
                 "unread.",
                 unread, plural(unread, "byte lies", "bytes lie"));
    else
        sentence(out, "It waits in an accept queue: no program has accepted it yet.");
}

static bool is_unread(const struct examined *examined)
{
    return is_held(examined) && has(examined, HAVE_RECV_QUEUE) && examined->socket->recv_queue > 0;
}

static void say_unread(const struct examined *examined, struct annotation *out)
{
    uint32_t unread = examined->socket->recv_queue;
    char room[AGE_ROOM];

    sentence(out, "%u %s that %s has not read yet%s.", unread,
             plural(unread, "byte has arrived", "bytes have arrived"), examined->owner,
             age(examined, TCP_LAST_DATA_RECEIVED_MS, ", the last ", " ago", room));
}

static bool is_own_window_zero(const struct examined *examined)
{
    uint64_t window;

    return is_unread(examined) && tcp_number(examined, TCP_RECV_WINDOW, &window) && window == 0;
}

static void say_own_window_zero(const struct examined *examined, struct annotation *out)
{
    say_unread(examined, out);
    sentence_more(out, " The window that was offered last is zero: the peer must wait until it "
                       "reads.");
}

/* CLOSE-WAIT */

static const char *closed_age(const struct examined *examined, char room[AGE_ROOM])
{
    return age(examined, TCP_LAST_ACK_RECEIVED_MS, ", ", " ago", room);
}

static void say_unaccepted_close(const struct examined *examined, struct annotation *out)
{
    uint32_t queue = examined->socket->recv_queue;
    char room[AGE_ROOM];

    sentence(out, "No program has accepted it yet, and the peer has closed again%s",
             closed_age(examined, room));
    if (has(examined, HAVE_RECV_QUEUE) && queue > 1)
        sentence_more(out, "; %u %s unread", queue - 1, plural(queue - 1, "byte is", "bytes are"));
    sentence_more(out, ": a late accept(), not a leak.");
}

static bool is_closed_unread(const struct examined *examined)
{
    return is_unread(examined) && examined->socket->recv_queue > 1;
}

static void say_closed_unread(const struct examined *examined, struct annotation *out)
{
    uint32_t unread = examined->socket->recv_queue - 1;
    char room[AGE_ROOM];

    sentence(out, "The peer has closed%s; %u %s unread. Now %s must read and close.",
             closed_age(examined, room), unread,
             plural(unread, "byte and its FIN are", "bytes and its FIN are"), examined->owner);
}

static bool is_closed_untouched(const struct examined *examined)
{
    return is_unread(examined) && examined->socket->recv_queue == 1;
}

static void say_closed_untouched(const struct examined *examined, struct annotation *out)
{
    char room[AGE_ROOM];

    sentence(out,
             "The peer has closed%s, and nobody has read that: Recv-Q 1 is its FIN. Now %s must "
             "close.",
             closed_age(examined, room), examined->owner);
}

static bool is_closed_read(const struct examined *examined)
{
    return is_held(examined) && has(examined, HAVE_RECV_QUEUE) && examined->socket->recv_queue == 0;
}

static void say_closed_read(const struct examined *examined, struct annotation *out)
{
    char room[AGE_ROOM];

    sentence(out,
             "The peer has closed%s, and all its data is read. Now %s must close; the kernel sets "
             "no time limit.",
             closed_age(examined, room), examined->owner);
}

/* Closing. `before` are the bytes before the FIN. */

static void say_fin(const struct examined *examined, struct annotation *out, const char *who)
{
    uint32_t before = has(examined, HAVE_SEND_QUEUE) && examined->socket->send_queue > 0
                          ? examined->socket->send_queue - 1
                          : 0;

    if (before > 0)
        sentence(out, "%s The peer's kernel must acknowledge %u %s before the FIN, and the FIN.",
                 who, before, plural(before, "byte", "bytes"));
    else
        sentence(out, "%s The peer's kernel must acknowledge the FIN.", who);
}

static void say_fin_wait_1_orphan(const struct examined *examined, struct annotation *out)
{
    say_fin(examined, out, "This end closed first, and no program holds it any more (orphan).");
}

static void say_fin_wait_1(const struct examined *examined, struct annotation *out)
{
    say_fin(examined, out, "This end has closed its direction.");
}

static bool is_held_half_closed(const struct examined *examined)
{
    return is_held(examined) && is_shut(examined, SOCKET_SHUT_SEND) &&
           !is_shut(examined, SOCKET_SHUT_RECV);
}

static void say_half_closed(const struct examined *examined, struct annotation *out)
{
    char room[AGE_ROOM];

    sentence(out,
             "A half-close: this end has shut down its sending side%s, and %s can still read. The "
             "peer's program must close; there is no time limit.",
             closed_age(examined, room), examined->owner);
}

static bool is_fin_wait_2_orphan(const struct examined *examined)
{
    return is_mini(examined) || is_orphan(examined);
}

/* A time limit over a minute runs as the keepalive timer of a whole socket first, and a record of
 * the kernel may follow (net/ipv4/tcp.c, __tcp_close; tcp_timer.c, tcp_keepalive_timer). */
static void say_fin_wait_2_orphan(const struct examined *examined, struct annotation *out)
{
    char room[SPAN_ROOM];

    sentence(out, "This end closed first, and no program holds it any more (orphan). It ends with "
                  "the peer's FIN, or by itself ");
    if (runs_out(examined, TIMER_TIME_WAIT))
        sentence_more(out, "in %s.", span(examined->socket->detail->timer_ms, room));
    else if (runs_out(examined, TIMER_KEEPALIVE))
        sentence_more(out, "in %s at the earliest.",
                      span(examined->socket->detail->timer_ms, room));
    else
        sentence_more(out, "after tcp_fin_timeout.");
}

static void say_closing(const struct examined *examined, struct annotation *out)
{
    say_fin(examined, out, "Both ends closed at the same time.");
}

static void say_last_ack(const struct examined *examined, struct annotation *out)
{
    say_fin(examined, out,
            is_orphan(examined) ? "The peer closed first, then this end; no program holds it "
                                  "any more (orphan)."
                                : "The peer closed first, then this end.");
}

static void say_time_wait(const struct examined *examined, struct annotation *out)
{
    char room[SPAN_ROOM];

    sentence(out, "Both ends have closed, this one first or both at once. Nobody must act: it ends "
                  "by the clock");
    if (runs_out(examined, TIMER_TIME_WAIT))
        sentence_more(out, " in %s, unless a late segment begins it anew",
                      span(examined->socket->detail->timer_ms, room));
    sentence_more(out, ".");
}

static bool is_bound(const struct examined *examined)
{
    return (examined->socket->flags & SOCKET_BOUND) != 0;
}

static void say_bound(const struct examined *examined, struct annotation *out)
{
    sentence(out, "Bound to its port, neither listening nor connected: %s keeps the port busy.",
             examined->owner);
}

static void say_datagrams(const struct examined *examined, struct annotation *out)
{
    sentence(out, "Datagrams have arrived that %s has not read yet; they take %u bytes of buffer.",
             examined->owner, examined->socket->recv_queue);
}

#define BIT(name) STATE_BIT(STATE_##name)

static const struct rule of_states[] = {
    {"accept_queue_full", BIT(LISTEN), is_full, say_full},
    {"accept_queue_waiting", BIT(LISTEN), is_waited_for, say_waited_for},
    {"syn_unanswered", BIT(SYN_SENT), always, say_syn_sent},
    {"handshake_unfinished", BIT(SYN_RECEIVED), is_mini, say_request},
    {"handshake_crossed", BIT(SYN_RECEIVED), is_whole, say_crossed},
    {"not_accepted", BIT(ESTABLISHED), is_unaccepted, say_unaccepted},
    {"own_window_zero", BIT(ESTABLISHED), is_own_window_zero, say_own_window_zero},
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

const struct rule_table state_rules = {of_states, COUNT_OF(of_states)};
