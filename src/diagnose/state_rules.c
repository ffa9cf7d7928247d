/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules about states.
 *
 * Counting (Linux tcp_diag.c): a SYN or FIN takes one sequence number, so a FIN that was not read
 * counts as one byte in the receive queue, a SYN or FIN that was not acknowledged as one in the
 * send queue.
 *
 * Ages: tcp_ack() notes the time of each ACK that it takes. A FIN comes with one, and so does the
 * end of FIN-WAIT-1; a later ACK makes the age younger, never older. A FIN alone is no data, so the
 * age of the last data says nothing about it.
 */
#include "rule.h"
#include "surroundings.h"

static bool is_shut(const struct examined *examined, unsigned halves)
{
    return has(examined, HAVE_SHUTDOWN) && (examined->socket->flags & halves) == halves;
}

static bool is_unaccepted(const struct examined *examined)
{
    return examined->none == OWNER_NONE_ACCEPT_QUEUE;
}

/* LISTEN and unix */

static bool is_full(const struct examined *examined)
{
    return socket_accept_queue_is_full(examined->socket);
}

static void say_full(const struct examined *examined, struct annotation *out)
{
    sentence(out, "The accept queue is full: %u %s, the limit is %u.",
             examined->socket->accept_queue,
             plural(examined->socket->accept_queue, "connection waits", "connections wait"),
             examined->socket->accept_queue_max);
    if (examined->socket->protocol == PROTOCOL_UNIX)
        sentence(out, " connect() blocks or fails with EAGAIN until %s calls accept().",
                 examined->owner);
    else
        sentence(out, " The kernel drops new connections until %s calls accept().",
                 examined->owner);
}

static bool is_waited_for(const struct examined *examined)
{
    return has(examined, HAVE_ACCEPT_QUEUE) && examined->socket->accept_queue > 0;
}

static void say_waited_for(const struct examined *examined, struct annotation *out)
{
    uint32_t waiting = examined->socket->accept_queue, limit = examined->socket->accept_queue_max;

    sentence(out, "%u %s for %s to call accept()", waiting,
             plural(waiting, "connection waits", "connections wait"), examined->owner);
    if (has(examined, HAVE_ACCEPT_QUEUE_MAX))
        sentence(out, "; there is room for %llu more", (unsigned long long)limit + 1 - waiting);
    sentence(out, ".");
}

/* Opening and open */

/* Each connection is without an answer for one round trip. */
static void say_unanswered(const struct examined *examined, struct annotation *out)
{
    if (ran_out(examined, TIMER_RETRANSMIT) > 0)
        sentence(out, " Packets are lost on the way, or the server's accept queue is full.");
}

static bool is_server_full(const struct examined *examined)
{
    return ran_out(examined, TIMER_RETRANSMIT) > 0 && full_listener(examined) != NULL;
}

static void say_server_full(const struct examined *examined, struct annotation *out)
{
    struct examined server = examined_socket(examined->evidence, full_listener(examined));

    sentence(
        out,
        "The SYN is dropped here: the accept queue of the listener on port %u is full. %s must "
        "call accept().",
        server.socket->local_port, server.is_named ? server.owner : "The listener's program");
}

static bool is_whole(const struct examined *examined)
{
    return !is_mini(examined) && has(examined, HAVE_SHUTDOWN);
}

static void say_unaccepted(const struct examined *examined, struct annotation *out)
{
    uint32_t unread = examined->socket->recv_queue;

    if (has(examined, HAVE_RECV_QUEUE) && unread > 0)
        sentence(out, " %u %s unread.", unread, plural(unread, "byte is", "bytes are"));
}

static bool is_unread(const struct examined *examined)
{
    return is_held(examined) && has(examined, HAVE_RECV_QUEUE) && examined->socket->recv_queue > 0;
}

static void say_unread(const struct examined *examined, struct annotation *out)
{
    uint32_t unread = examined->socket->recv_queue;
    char room[AGE_ROOM];

    sentence(out, "%s has not read %u %s yet%s.", subject(examined), unread,
             plural(unread, "byte", "bytes"),
             age(examined, TCP_LAST_DATA_RECEIVED_MS, "; the last arrived ", " ago", room));
}

static bool is_own_window_zero(const struct examined *examined)
{
    uint64_t window;

    return is_unread(examined) && tcp_number(examined, TCP_RECV_WINDOW, &window) && window == 0;
}

static void say_own_window_zero(const struct examined *examined, struct annotation *out)
{
    say_unread(examined, out);
    sentence(out, " The receive window is zero: the peer cannot send until %s reads.",
             examined->owner);
}

/* CLOSE-WAIT */

static void say_peer_gone(const struct examined *examined, struct annotation *out)
{
    sentence(out, " If it is gone, %s notices only when it sends, or by keepalive.",
             examined->owner);
}

static const char *closed_age(const struct examined *examined, char room[AGE_ROOM])
{
    return age(examined, TCP_LAST_ACK_RECEIVED_MS, " (", " ago)", room);
}

static void say_unaccepted_close(const struct examined *examined, struct annotation *out)
{
    uint32_t queue = examined->socket->recv_queue;
    char room[AGE_ROOM];

    sentence(out, "The peer has closed%s before a program accepted the connection.",
             closed_age(examined, room));
    if (has(examined, HAVE_RECV_QUEUE) && queue > 1)
        sentence(out, " %u %s unread.", queue - 1, plural(queue - 1, "byte is", "bytes are"));
    sentence(out, " The server accepts too slowly; this is not a leak.");
}

static bool is_closed_unread(const struct examined *examined)
{
    return is_unread(examined) && examined->socket->recv_queue > 1;
}

static bool is_closed_read(const struct examined *examined)
{
    return is_held(examined) && has(examined, HAVE_RECV_QUEUE) && examined->socket->recv_queue == 0;
}

static void say_closed(const struct examined *examined, struct annotation *out)
{
    uint32_t queue = examined->socket->recv_queue;
    const char *owner = examined->owner;
    char room[AGE_ROOM];

    sentence(out, "The peer has closed%s, and ", closed_age(examined, room));
    if (queue == 0 && has(examined, HAVE_SEND_QUEUE) && examined->socket->send_queue > 1)
        sentence(out, "%s has read everything. %s may finish sending, then must close.", owner,
                 subject(examined));
    else if (queue == 0)
        sentence(out, "%s has read everything. %s must close; the kernel sets no time limit.",
                 owner, subject(examined));
    else if (queue == 1)
        sentence(out, "%s has not read the FIN yet (Recv-Q 1). %s must close.", owner,
                 subject(examined));
    else
        sentence(out, "%s has not read %u %s and the FIN yet. %s must read and close.", owner,
                 queue - 1, plural(queue - 1, "byte", "bytes"), subject(examined));
}

/* The system does not report what is queued, or who holds it. */
static void say_peer_closed(const struct examined *examined, struct annotation *out)
{
    char room[AGE_ROOM];

    sentence(out, "The peer has closed%s. %s must read to the end and close.",
             closed_age(examined, room), subject(examined));
}

/* Closing */

/* Behind a zero window the peer's program must read first, which another sentence says. */
static void say_fin(const struct examined *examined, struct annotation *out)
{
    uint32_t queue = has(examined, HAVE_SEND_QUEUE) ? examined->socket->send_queue : 0;

    if (is_peer_window_zero(examined))
        sentence(out, " %u %s unsent or unacknowledged.", queue,
                 plural(queue, "byte is", "bytes are"));
    else if (queue > 1)
        sentence(out, " The peer's kernel must acknowledge %u %s and the FIN.", queue - 1,
                 plural(queue - 1, "byte", "bytes"));
    else
        sentence(out, " The peer's kernel must acknowledge the FIN.");
}

static bool is_held_half_closed(const struct examined *examined)
{
    return is_held(examined) && is_shut(examined, SOCKET_SHUT_SEND) &&
           !is_shut(examined, SOCKET_SHUT_RECV);
}

/* Data that is unread here may keep the peer from closing, or not: only a window of zero proves it.
 */
static void say_who_must_act(const struct examined *examined, struct annotation *out)
{
    uint32_t unread = examined->socket->recv_queue;

    if (!is_unread(examined))
        sentence(out, " The peer's program must close.");
    else if (is_own_window_zero(examined))
        sentence(out,
                 " %s must read %u %s: the receive window is zero, and the peer cannot send or "
                 "close.",
                 subject(examined), unread, plural(unread, "byte", "bytes"));
    else
        sentence(out, " %s must read %u %s, and the peer's program must close.", subject(examined),
                 unread, plural(unread, "byte", "bytes"));
}

static void say_half_closed(const struct examined *examined, struct annotation *out)
{
    char room[AGE_ROOM];

    sentence(out, "%s has shut down sending%s and can still read.", subject(examined),
             closed_age(examined, room));
    say_who_must_act(examined, out);
    if (!is_unread(examined))
        sentence(out, " There is no time limit.");
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

    if (runs_out(examined, TIMER_TIME_WAIT))
        sentence(out, "in %s.", span(examined->socket->detail->timer_ms, room));
    else if (runs_out(examined, TIMER_KEEPALIVE))
        sentence(out, "in %s at the earliest.", span(examined->socket->detail->timer_ms, room));
    else
        sentence(out, "after tcp_fin_timeout.");
}

static void say_time_wait(const struct examined *examined, struct annotation *out)
{
    char room[SPAN_ROOM];

    if (runs_out(examined, TIMER_TIME_WAIT))
        sentence(out, " in %s; a retransmitted FIN restarts the timer",
                 span(examined->socket->detail->timer_ms, room));
    sentence(out, ".");
}

static bool is_bound(const struct examined *examined)
{
    return (examined->socket->flags & SOCKET_BOUND) != 0;
}

static void say_bound(const struct examined *examined, struct annotation *out)
{
    sentence(out,
             "%s keeps the port busy: the socket is bound, but neither listening nor connected.",
             subject(examined));
}

static void say_datagrams(const struct examined *examined, struct annotation *out)
{
    sentence(out, "%s has not read datagrams that take %u bytes of the receive buffer.",
             subject(examined), examined->socket->recv_queue);
}

#define BIT(name) STATE_BIT(STATE_##name)

static const struct rule of_states[] = {
    {"accept_queue_full", BIT(LISTEN), is_full, NULL, say_full},
    {"unix_accept_queue_full", RULE_UNIX, is_full, NULL, say_full},
    {"accept_queue_waiting", BIT(LISTEN) | RULE_UNIX, is_waited_for, NULL, say_waited_for},
    {"server_queue_full", BIT(SYN_SENT), is_server_full, NULL, say_server_full},
    {"syn_unanswered", BIT(SYN_SENT), NULL, "The peer has not answered the SYN yet.",
     say_unanswered},
    {"handshake_unfinished", BIT(SYN_RECEIVED), is_mini,
     "The kernel has sent SYN,ACK; the peer's ACK is missing. No program can hold this connection "
     "yet.",
     NULL},
    {"handshake_crossed", BIT(SYN_RECEIVED), is_whole,
     "Both ends sent a SYN (simultaneous open), or the SYN came with TCP Fast Open. The peer's ACK "
     "is missing.",
     NULL},
    {"connected_to_itself", BIT(ESTABLISHED), is_own_peer,
     "This socket is connected to itself: both ends are the same.", NULL},
    {"peer_gone", BIT(ESTABLISHED), is_peer_gone,
     "No socket in this network namespace is the other end: it is gone, or a firewall redirects "
     "the "
     "connection.",
     say_peer_gone},
    {"not_accepted", BIT(ESTABLISHED), is_unaccepted,
     "The connection waits in the accept queue: no program has accepted it yet.", say_unaccepted},
    {"own_window_zero", BIT(ESTABLISHED), is_own_window_zero, NULL, say_own_window_zero},
    {"data_unread", BIT(ESTABLISHED), is_unread, NULL, say_unread},
    {"closed_not_accepted", BIT(CLOSE_WAIT), is_unaccepted, NULL, say_unaccepted_close},
    {"closed_data_unread", BIT(CLOSE_WAIT), is_closed_unread, NULL, say_closed},
    {"closed_fin_unread", BIT(CLOSE_WAIT), is_unread, NULL, say_closed},
    {"closed_all_read", BIT(CLOSE_WAIT), is_closed_read, NULL, say_closed},
    {"peer_closed", BIT(CLOSE_WAIT), NULL, NULL, say_peer_closed},
    {"fin_unacknowledged_orphan", BIT(FIN_WAIT_1), is_orphan,
     "This end closed first; no process holds the connection (orphan).", say_fin},
    {"fin_unacknowledged", BIT(FIN_WAIT_1), NULL, "This end has shut down sending.", say_fin},
    {"half_closed", BIT(FIN_WAIT_2), is_held_half_closed, NULL, say_half_closed},
    {"fin_wait_2_orphan", BIT(FIN_WAIT_2), is_fin_wait_2_orphan,
     "This end closed first; no process holds the connection (orphan). It ends with the peer's "
     "FIN, or ",
     say_fin_wait_2_orphan},
    {"peer_fin_missing", BIT(FIN_WAIT_2), NULL,
     "This end closed first, and the peer's kernel has acknowledged the FIN.", say_who_must_act},
    {"simultaneous_close", BIT(CLOSING), NULL, "Both ends closed at the same time.", say_fin},
    {"last_ack_missing", BIT(LAST_ACK), is_orphan,
     "The peer closed first, then this end; no process holds the connection (orphan).", say_fin},
    {"last_ack_missing", BIT(LAST_ACK), NULL, "The peer closed first, then this end.", say_fin},
    {"time_wait", BIT(TIME_WAIT), NULL,
     "Both ends have closed, this one first or both at once. No program must act: it expires",
     say_time_wait},
    {"bound_only", BIT(CLOSED), is_bound, NULL, say_bound},
    {"datagrams_unread", RULE_UDP, is_unread, NULL, say_datagrams},
};

const struct rule_table state_rules = {of_states, COUNT_OF(of_states)};
