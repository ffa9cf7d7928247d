/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules about queues, drops and retransmissions. They tell a silent peer from one whose window is
 * zero, which a state does not.
 *
 * The counters of timers (Linux icsk_retransmits, icsk_probes_out) start again at zero as soon as
 * anything is acknowledged (net/ipv4/tcp_input.c, tcp_ack).
 */
#include "deadline.h"
#include "rule.h"

static bool is_unacknowledged(const struct examined *examined)
{
    return has(examined, HAVE_SEND_QUEUE) && examined->socket->send_queue > 0;
}

static void say_unacknowledged(const struct examined *examined, struct annotation *out)
{
    uint32_t bytes = examined->socket->send_queue;
    uint64_t waiting;

    sentence(out, "The peer has not acknowledged %u %s yet", bytes, plural(bytes, "byte", "bytes"));
    if (!tcp_number(examined, TCP_NOTSENT_BYTES, &waiting) || waiting == 0 || waiting > bytes)
        sentence(out, ".");
    else if (waiting == bytes)
        sentence(out, "; none of them has been sent so far.");
    else
        sentence(out, "; %llu of them %s not been sent so far.", (unsigned long long)waiting,
                 plural(waiting, "has", "have"));
}

static bool has_dropped(const struct examined *examined)
{
    uint64_t drops;

    return memory_number(examined, MEMORY_DROPS, &drops) && drops > 0;
}

/* The kernel counts other refusals too, such as those of a filter (net/ipv4/udp.c,
 * udp_queue_rcv_one_skb; net/ipv4/tcp_input.c, tcp_listendrop). */
static void say_dropped(const struct examined *examined, struct annotation *out)
{
    bool listens = examined->socket->protocol == PROTOCOL_TCP;
    uint64_t drops = 0;

    (void)memory_number(examined, MEMORY_DROPS, &drops);
    sentence(out, "The kernel has dropped %llu %s since this socket was opened.",
             (unsigned long long)drops,
             listens ? plural(drops, "SYN or connection", "SYNs or connections")
                     : plural(drops, "datagram", "datagrams"));
    if (listens)
        sentence(out, " Usually the accept queue or the SYN queue was full then.");
    else
        sentence(out, " Usually the receive buffer was full then: %s read too slowly.",
                 examined->owner);
}

/* Only after the handshake: before it, the kernel counts from its boot. */
static void say_last_ack_age(const struct examined *examined, struct annotation *out)
{
    char room[AGE_ROOM];

    if (examined->socket->state != STATE_SYN_SENT && examined->socket->state != STATE_SYN_RECEIVED)
        sentence(
            out, "%s",
            age(examined, TCP_LAST_ACK_RECEIVED_MS, " Last ACK from the peer: ", " ago.", room));
}

static void say_next(const struct examined *examined, struct annotation *out, enum timer timer,
                     const char *before)
{
    char room[SPAN_ROOM];

    if (runs_out(examined, timer))
        sentence(out, "%s in %s", before, span(examined->socket->detail->timer_ms, room));
}

/* As people say it: to the minute, below two minutes to the second. */
static void say_deadline(const struct examined *examined, struct annotation *out)
{
    uint64_t milliseconds;
    char room[SPAN_ROOM];

    if (!deadline_find(examined, &milliseconds))
        return;
    milliseconds = milliseconds < 120000 ? (milliseconds + 999) / 1000 * 1000
                                         : (milliseconds + 30000) / 60000 * 60000;
    sentence(out, " The kernel gives up in about %s unless %s or TCP_USER_TIMEOUT is set.",
             span(milliseconds, room),
             is_peer_window_zero(examined) ? "the peer reads" : "an ACK arrives");
}

static bool is_retransmitting_syn(const struct examined *examined)
{
    return is_mini(examined) && ran_out(examined, TIMER_RETRANSMIT) > 0;
}

/* Of a request each SYN,ACK counts that was sent again, also the answer to a SYN that came again
 * (net/ipv4/inet_connection_sock.c, inet_rtx_syn_ack). */
static void say_retransmitting_syn(const struct examined *examined, struct annotation *out)
{
    unsigned times = ran_out(examined, TIMER_RETRANSMIT);

    sentence(out, "No ACK after %u %s of SYN,ACK", times,
             plural(times, "retransmission", "retransmissions"));
    say_next(examined, out, TIMER_RETRANSMIT, "; the timer expires");
    sentence(out, ".");
}

static bool is_retransmitting(const struct examined *examined)
{
    return ran_out(examined, TIMER_RETRANSMIT) > 0;
}

static void say_retransmitting(const struct examined *examined, struct annotation *out)
{
    unsigned times = ran_out(examined, TIMER_RETRANSMIT);
    uint64_t backoff;

    sentence(out, "No ACK after %u %s", times, plural(times, "retransmission", "retransmissions"));
    if (tcp_number(examined, TCP_BACKOFF, &backoff) && backoff > 0)
        sentence(out, " (backoff %llu)", (unsigned long long)backoff);
    say_next(examined, out, TIMER_RETRANSMIT, "; next one");
    sentence(out, ".");
    say_last_ack_age(examined, out);
    say_deadline(examined, out);
}

static bool is_retransmitted(const struct examined *examined)
{
    uint64_t segments;

    return tcp_number(examined, TCP_RETRANS, &segments) && segments > 0;
}

static void say_retransmitted(const struct examined *examined, struct annotation *out)
{
    uint64_t segments = 0;

    (void)tcp_number(examined, TCP_RETRANS, &segments);
    sentence(out, "The peer has not acknowledged %llu retransmitted %s yet.",
             (unsigned long long)segments, plural(segments, "segment", "segments"));
}

static void say_peer_full(const struct examined *examined, struct annotation *out)
{
    unsigned times = ran_out(examined, TIMER_ZERO_WINDOW);

    sentence(out, "The peer's receive window is zero: its program must read before this end can "
                  "send more.");
    if (times > 0)
        sentence(out, " The peer has not answered %u %s.", times, plural(times, "probe", "probes"));
    say_next(examined, out, TIMER_ZERO_WINDOW, " Next probe");
    if (runs_out(examined, TIMER_ZERO_WINDOW))
        sentence(out, ".");
    say_last_ack_age(examined, out);
    say_deadline(examined, out);
}

static bool is_keepalive_unanswered(const struct examined *examined)
{
    return is_held(examined) && ran_out(examined, TIMER_KEEPALIVE) > 0;
}

static void say_keepalive_unanswered(const struct examined *examined, struct annotation *out)
{
    unsigned times = ran_out(examined, TIMER_KEEPALIVE);

    sentence(out, "The peer has not answered %u keepalive %s", times,
             plural(times, "probe", "probes"));
    say_next(examined, out, TIMER_KEEPALIVE, "; the timer expires");
    sentence(out, ".");
    say_last_ack_age(examined, out);
}

static const struct rule of_queues[] = {
    {
        .code = "data_unacknowledged",
        .about = BIT(ESTABLISHED) | BIT(CLOSE_WAIT),
        .holds = is_unacknowledged,
        .meaning = "Send-Q is above 0. Normal while data is on the way.",
        .say = say_unacknowledged,
    },
    {
        .code = "listener_dropped",
        .about = BIT(LISTEN),
        .holds = has_dropped,
        .meaning = "The drops counter of the listener is above 0. It does not show when that was.",
        .say = say_dropped,
    },
    {
        .code = "datagrams_dropped",
        .about = RULE_UDP,
        .holds = has_dropped,
        .meaning = "The drops counter of the socket is above 0. It does not show when that was.",
        .say = say_dropped,
    },
};

static const struct rule of_timers[] = {
    {
        .code = "syn_ack_retransmitted",
        .about = BIT(SYN_RECEIVED),
        .holds = is_retransmitting_syn,
        .meaning =
            "The peer's ACK is missing: it is lost, the peer is gone, or its address is forged.",
        .say = say_retransmitting_syn,
    },
    {
        .code = "retransmitting",
        .about = STATES_SENDING | BIT(SYN_SENT) | BIT(SYN_RECEIVED),
        .holds = is_retransmitting,
        .meaning = "The retransmission timer has expired at least once without an ACK. When the "
                   "kernel gives up follows from the settings of this host.",
        .say = say_retransmitting,
    },
    {
        .code = "peer_window_zero",
        .about = STATES_SENDING,
        .holds = is_peer_window_zero,
        .meaning = "The peer's receive buffer is full because its program does not read.",
        .say = say_peer_full,
    },
    {
        .code = "keepalive_unanswered",
        .about = BIT(ESTABLISHED) | BIT(CLOSE_WAIT) | BIT(FIN_WAIT_2),
        .holds = is_keepalive_unanswered,
        .meaning = "The connection was idle, and the peer does not answer keepalive probes.",
        .say = say_keepalive_unanswered,
    },
    {
        .code = "retransmitted",
        .about = STATES_SENDING,
        .holds = is_retransmitted,
        .meaning = "Segments were lost and sent again before a timer expired. Normal now and then.",
        .say = say_retransmitted,
    },
};

const struct rule_table queue_rules = {of_queues, COUNT_OF(of_queues)};
const struct rule_table timer_rules = {of_timers, COUNT_OF(of_timers)};
