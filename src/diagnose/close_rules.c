/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules about connections that close.
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

static bool is_shut(const struct examined *examined, unsigned halves)
{
    return has(examined, HAVE_SHUTDOWN) && (examined->socket->flags & halves) == halves;
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

/* The system does not report what is queued, or which process holds the socket. */
static void say_peer_closed(const struct examined *examined, struct annotation *out)
{
    char room[AGE_ROOM];

    sentence(out, "The peer has closed%s. %s must read to the end and close.",
             closed_age(examined, room), subject(examined));
}

/* This end has closed */

/* If the peer's window is zero, its program must read first; another sentence says so. */
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

static void say_last_ack(const struct examined *examined, struct annotation *out)
{
    sentence(out, is_orphan(examined) ? "; no process holds the connection (orphan)." : ".");
    say_fin(examined, out);
}

static bool is_held_half_closed(const struct examined *examined)
{
    return is_held(examined) && is_shut(examined, SOCKET_SHUT_SEND) &&
           !is_shut(examined, SOCKET_SHUT_RECV);
}

/* Unread data here may keep the peer from closing; only a zero window proves it. */
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

static const struct rule rows[] = {
    {
        .code = "closed_not_accepted",
        .about = BIT(CLOSE_WAIT),
        .holds = is_unaccepted,
        .meaning = "The peer closed a connection that still waits for accept().",
        .say = say_unaccepted_close,
    },
    {
        .code = "closed_data_unread",
        .about = BIT(CLOSE_WAIT),
        .holds = is_closed_unread,
        .meaning = "Recv-Q is above 1: data and the FIN, which counts as one byte.",
        .say = say_closed,
    },
    {
        .code = "closed_fin_unread",
        .about = BIT(CLOSE_WAIT),
        .holds = is_unread,
        .meaning =
            "Recv-Q is 1, which is the FIN: the program has not reached the end of the stream.",
        .say = say_closed,
    },
    {
        .code = "closed_all_read",
        .about = BIT(CLOSE_WAIT),
        .holds = is_closed_read,
        .meaning = "Recv-Q is 0: the program has reached the end of the stream. If it never "
                   "closes, it leaks the connection.",
        .say = say_closed,
    },
    {
        .code = "peer_closed",
        .about = BIT(CLOSE_WAIT),
        .meaning = "The system reports neither what is unread nor who holds the socket.",
        .say = say_peer_closed,
    },
    {
        .code = "fin_unacknowledged_orphan",
        .about = BIT(FIN_WAIT_1),
        .holds = is_orphan,
        .meaning = "The program has closed; the kernel still sends data or the FIN.",
        .text = "This end closed first; no process holds the connection (orphan).",
        .say = say_fin,
    },
    {
        .code = "fin_unacknowledged",
        .about = BIT(FIN_WAIT_1),
        .meaning = "The program has shut down sending and still holds the socket.",
        .text = "This end has shut down sending.",
        .say = say_fin,
    },
    {
        .code = "half_closed",
        .about = BIT(FIN_WAIT_2),
        .holds = is_held_half_closed,
        .meaning = "The program has shut down sending, may still read, and holds the socket.",
        .say = say_half_closed,
    },
    {
        .code = "fin_wait_2_orphan",
        .about = BIT(FIN_WAIT_2),
        .holds = is_fin_wait_2_orphan,
        .meaning = "The program has closed; tcp_fin_timeout limits the wait for the peer's FIN.",
        .text = "This end closed first; no process holds the connection (orphan). It ends with the "
                "peer's FIN, or ",
        .say = say_fin_wait_2_orphan,
    },
    {
        .code = "peer_fin_missing",
        .about = BIT(FIN_WAIT_2),
        .meaning =
            "The system does not report whether a program holds the socket and may still read.",
        .text = "This end closed first, and the peer's kernel has acknowledged the FIN.",
        .say = say_who_must_act,
    },
    {
        .code = "simultaneous_close",
        .about = BIT(CLOSING),
        .meaning = "Both ends sent a FIN before they received the other's.",
        .text = "Both ends closed at the same time.",
        .say = say_fin,
    },
    {
        .code = "last_ack_missing",
        .about = BIT(LAST_ACK),
        .meaning =
            "The peer has closed, and then this end; the kernel waits for the ACK of its FIN.",
        .text = "The peer closed first, then this end",
        .say = say_last_ack,
    },
    {
        .code = "time_wait",
        .about = BIT(TIME_WAIT),
        .meaning =
            "A record of the kernel that absorbs late segments. It is normal and costs little.",
        .text = "Both ends have closed, this one first or both at once. No program must act: it "
                "expires",
        .say = say_time_wait,
    },
};

const struct rule_table close_rules = {rows, COUNT_OF(rows)};
