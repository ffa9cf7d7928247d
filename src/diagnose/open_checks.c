/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks of listeners and of connections being opened. */
#include "checks.h"

static bool is_full(const struct examined *examined, struct weight *weight)
{
    weight->weight = examined->socket->accept_queue;
    return socket_is_listening(examined->socket) && socket_accept_queue_is_full(examined->socket);
}

static bool judge_full(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined listener = worst(cluster);
    const struct ends_detail *ends = socket_ends(listener.socket);

    say_owner(&listener, &verdict->title);
    builder_add(&verdict->title, TEXT(" does not accept: the accept queue of "));
    if (family_is_ip(listener.socket->family))
        say_local(&listener, &verdict->title);
    else
        builder_add(&verdict->title, ends == NULL ? TEXT("its socket") : ends->local);
    builder_printf(&verdict->title, " is full (%u waiting, limit %u)",
                   listener.socket->accept_queue, listener.socket->accept_queue_max);
    return true;
}

/* A full request queue and other refusals also count as drops, so drops alone are no proof. */
static bool judge_overflowed(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined listener = worst(cluster);
    struct weight full;
    uint64_t overflows;
    char room[SPAN_ROOM];

    if (!is_full(&listener, &full) &&
        (!counter_grew(cluster->evidence, &listener, "ListenOverflows", &overflows) ||
         overflows == 0))
        return false;
    say_local(&listener, &verdict->title);
    builder_printf(
        &verdict->title, " dropped %llu %s within %s: ", (unsigned long long)cluster->sum,
        plural(cluster->sum, "packet", "packets"), span(cluster->evidence->interval_ms, room));
    say_owner(&listener, &verdict->title);
    builder_add(&verdict->title, TEXT(" does not accept fast enough"));
    return true;
}

static bool judge_dropped(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined listener = worst(cluster);

    if (cluster->sum > 0)
        return false;
    say_local(&listener, &verdict->title);
    builder_printf(&verdict->title,
                   " has dropped %llu SYNs or connections since it began to listen, none just now",
                   (unsigned long long)cluster->of);
    return true;
}

static bool judge_capped(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined listener = worst(cluster);
    int64_t somaxconn;

    if (!setting_number(cluster->evidence, &listener, "net.core.somaxconn", &somaxconn) ||
        (int64_t)listener.socket->accept_queue_max != somaxconn)
        return false;
    say_local(&listener, &verdict->title);
    builder_printf(&verdict->title, " is full at net.core.somaxconn (%lld)", (long long)somaxconn);
    return true;
}

static bool judge_abort(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined listener = worst(cluster);
    int64_t aborts;

    if (!setting_number(cluster->evidence, &listener, "net.ipv4.tcp_abort_on_overflow", &aborts) ||
        aborts == 0)
        return false;
    say_local(&listener, &verdict->title);
    builder_add(&verdict->title,
                TEXT(" is full, and net.ipv4.tcp_abort_on_overflow resets who comes"));
    return true;
}

/* With SO_REUSEPORT the kernel distributes connections by hash, even to a stuck member. */
static bool queue_weighs(const struct examined *examined, struct weight *weight)
{
    weight->weight = examined->socket->accept_queue;
    weight->of = examined->socket->accept_queue_max;
    return has(examined, HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX);
}

static bool judge_stuck_member(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined member = worst(cluster);
    const struct socket *socket = member.socket, *was = earlier(&member);

    if (socket->accept_queue * UINT64_C(5) < socket->accept_queue_max * UINT64_C(4) ||
        socket->accept_queue < 2 || cluster->sum != socket->accept_queue || was == NULL ||
        was->accept_queue < 2)
        return false;
    say_owner(&member, &verdict->title);
    builder_printf(&verdict->title,
                   " does not accept on port %u: %u wait for it, and none for the "
                   "%llu other %s",
                   socket->local_port, socket->accept_queue, (unsigned long long)cluster->count - 1,
                   plural(cluster->count - 1, "listener", "listeners"));
    return true;
}

/* A connection in the accept queue for more than 10 s: programs accept within milliseconds. */
static bool waits_long(const struct examined *examined, struct weight *weight)
{
    return examined->none == OWNER_NONE_ACCEPT_QUEUE &&
           tcp_number(examined, TCP_LAST_ACK_RECEIVED_MS, &weight->weight) &&
           weight->weight >= 10000;
}

static bool judge_waits(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined oldest = worst(cluster);
    char room[SPAN_ROOM];

    builder_printf(&verdict->title, "%llu %s to be accepted at ",
                   (unsigned long long)cluster->count,
                   plural(cluster->count, "connection waits", "connections wait"));
    say_local(&oldest, &verdict->title);
    builder_printf(&verdict->title, ", the longest for at least %s",
                   span(cluster->weights[0], room));
    return true;
}

static bool repeats_syn_ack(const struct examined *examined, struct weight *weight)
{
    weight->weight = ran_out(examined, TIMER_RETRANSMIT);
    return is_mini(examined) && weight->weight > 0;
}

static bool judge_unfinished(const struct cluster *cluster, struct verdict *verdict)
{
    builder_printf(&verdict->title,
                   "%llu handshakes to port %u do not finish: their SYN,ACK was sent again",
                   (unsigned long long)cluster->count, worst(cluster).socket->local_port);
    return true;
}

static bool judge_cookies(const struct cluster *cluster, struct verdict *verdict)
{
    uint64_t sent;

    if (!counter_grew(cluster->evidence, NULL, "SyncookiesSent", &sent) || sent == 0)
        return false;
    builder_printf(&verdict->title, "a request queue is full: %llu SYN %s sent just now",
                   (unsigned long long)sent, plural(sent, "cookie was", "cookies were"));
    return true;
}

static bool judge_request_drops(const struct cluster *cluster, struct verdict *verdict)
{
    uint64_t dropped;

    if (!counter_grew(cluster->evidence, NULL, "TCPReqQFullDrop", &dropped) || dropped == 0)
        return false;
    builder_printf(&verdict->title, "a request queue is full: %llu %s dropped just now",
                   (unsigned long long)dropped, plural(dropped, "SYN was", "SYNs were"));
    return true;
}

/* Refused connections fail at once; after two retransmitted SYNs there was no answer for 3 s. */
static bool is_unanswered(const struct examined *examined, struct weight *weight)
{
    weight->weight = ran_out(examined, TIMER_RETRANSMIT);
    return weight->weight >= 2;
}

static bool judge_unanswered(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);

    say_remote(&first, &verdict->title);
    builder_add(&verdict->title, TEXT(" does not answer: "));
    say_owner(&first, &verdict->title);
    builder_printf(&verdict->title, " has sent its SYN again %llu times",
                   (unsigned long long)cluster->weights[0]);
    if (cluster->count > 1)
        builder_printf(&verdict->title, ", and %llu more %s",
                       (unsigned long long)cluster->count - 1,
                       plural(cluster->count - 1, "connection waits", "connections wait"));
    say_give_up(&first, &verdict->title);
    return true;
}

/* Weight: the limit of a listener. Part: a handshake. */
static bool fills_request_queue(const struct examined *examined, struct weight *weight)
{
    bool listens = examined->socket->state == STATE_LISTEN;

    *weight = (struct weight){listens ? examined->socket->accept_queue_max : 0, !listens};
    return listens ? has(examined, HAVE_ACCEPT_QUEUE_MAX) : is_mini(examined);
}

static bool judge_request_queue(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined listener = worst(cluster);

    if (listener.socket->state != STATE_LISTEN || cluster->of < cluster->sum)
        return false;
    builder_add(&verdict->title, TEXT("the request queue of "));
    say_local(&listener, &verdict->title);
    builder_printf(&verdict->title, " has reached its limit: %llu handshakes wait for an ACK, limit %llu",
                   (unsigned long long)cluster->of, (unsigned long long)cluster->sum);
    return true;
}

static const struct check rows[] = {
    {
        .code = "accept_queue_full",
        .finds = "a listener whose accept queue is full",
        .severity = SEVERITY_PROBLEM,
        .about = ABOUT_SOCKET,
        .of_listener = true,
        .states = BIT(LISTEN),
        .counts = is_full,
        .judge = judge_full,
        .advice = "New connections are dropped until the program calls accept(). Find out what the "
                  "program waits for, or give it more workers. A larger backlog helps only against "
                  "bursts.",
        .command = "lsock -tlpe 'sport = :{port}'",
        .reason = "Linux drops SYNs once the queue is longer than its limit.",
    },
    {
        .code = "accept_queue_overflow",
        .finds = "a listener that dropped connections during the interval",
        .severity = SEVERITY_PROBLEM,
        .about = ABOUT_SOCKET,
        .of_listener = true,
        .states = BIT(LISTEN),
        .needs = EVIDENCE_INTERVAL | EVIDENCE_MEMORY | EVIDENCE_GROWTH,
        .counts = drops_now,
        .judge = judge_overflowed,
        .advice = "Clients wait for a retransmission, or fail. Make the program accept faster, or raise "
                  "its backlog and net.core.somaxconn.",
        .command = "lsock -tlpme 'sport = :{port}'",
        .reason = "A listener's drop counter also counts other refusals. So the finding also requires a "
                  "full queue or a higher ListenOverflows.",
    },
    {
        .code = "listener_dropped",
        .finds = "a listener that dropped connections before the interval",
        .severity = SEVERITY_HINT,
        .about = ABOUT_SOCKET,
        .of_listener = true,
        .states = BIT(LISTEN),
        .needs = EVIDENCE_INTERVAL | EVIDENCE_MEMORY,
        .counts = weigh_drops,
        .judge = judge_dropped,
        .advice = "If it happens again, watch the accept queue while the load is high.",
        .command = "lsock -tlpm 'sport = :{port}'",
        .reason = "The counter does not show when the drops happened.",
    },
    {
        .code = "backlog_capped",
        .finds = "a full accept queue whose limit is net.core.somaxconn",
        .severity = SEVERITY_HINT,
        .about = ABOUT_SOCKET,
        .of_listener = true,
        .states = BIT(LISTEN),
        .needs = EVIDENCE_HOST,
        .counts = is_full,
        .judge = judge_capped,
        .advice = "A larger backlog in the program is not enough: raise net.core.somaxconn as well, "
                  "then restart the program.",
        .command = "lsock explain somaxconn",
        .reason = "listen() reduces the backlog to this setting.",
    },
    {
        .code = "abort_on_overflow",
        .finds = "a full accept queue while net.ipv4.tcp_abort_on_overflow is set",
        .severity = SEVERITY_HINT,
        .about = ABOUT_SOCKET,
        .of_listener = true,
        .states = BIT(LISTEN),
        .needs = EVIDENCE_HOST,
        .counts = is_full,
        .judge = judge_abort,
        .advice = "Clients get an error, although a retry after a short burst would have succeeded. Set "
                  "it to 0, unless the clients fail over to another server.",
        .command = "lsock explain tcp_abort_on_overflow",
        .reason = "It matters only once a queue is full.",
    },
    {
        .code = "unix_accept_queue_full",
        .finds = "a unix listener whose accept queue is full",
        .severity = SEVERITY_PROBLEM,
        .about = ABOUT_SOCKET,
        .protocols = PROTOCOL_BIT(PROTOCOL_UNIX),
        .counts = is_full,
        .judge = judge_full,
        .advice = "connect() blocks, or fails with EAGAIN, until the program calls accept(). Find "
                  "out what it waits for, or give it more workers.",
        .command = "lsock -xlp '{process}'",
        .reason = "Linux accepts no connections once the queue is longer than its limit.",
    },
    {
        .code = "reuseport_member_stuck",
        .finds = "one of several listeners on a port that does not accept",
        .severity = SEVERITY_PROBLEM,
        .about = ABOUT_PORT,
        .of_listener = true,
        .states = BIT(LISTEN),
        .needs = EVIDENCE_INTERVAL,
        .counts = queue_weighs,
        .at_least = 2,
        .judge = judge_stuck_member,
        .advice = "The kernel spreads connections by a hash, not by load, so some clients wait for this "
                  "process. Restart it.",
        .command = "lsock -tlp 'sport = :{port}'",
        .reason = "80 % of the limit in one queue while the others are empty, at both readings.",
    },
    {
        .code = "not_accepted",
        .finds = "connections that no program has accepted for 10 s",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_PORT,
        .of_listener = true,
        .states = BIT(ESTABLISHED) | BIT(CLOSE_WAIT),
        .needs = EVIDENCE_DETAILS,
        .counts = waits_long,
        .judge = judge_waits,
        .advice = "The program listens but does not call accept(): it is busy, stopped or stuck.",
        .command = "lsock -tlp 'sport = :{port}'",
        .reason = "Programs accept within milliseconds; 10 s allow for a pause.",
    },
    {
        .code = "handshakes_unfinished",
        .finds = "many connections in SYN-RECEIVED on one port",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_PORT,
        .of_listener = true,
        .states = BIT(SYN_RECEIVED),
        .needs = EVIDENCE_DETAILS,
        .counts = repeats_syn_ack,
        .at_least = 20,
        .judge = judge_unfinished,
        .advice = "Answers do not reach the clients, the clients do not exist (spoofed addresses), "
                  "or the accept queue is full. Check the accept queue first.",
        .command = "lsock -tano state syn-recv 'sport = :{port}'",
        .reason = "A handshake takes one round trip, so a retransmitted SYN,ACK means a failed attempt. "
                  "A few are normal on mobile networks.",
    },
    {
        .code = "request_queue_limit",
        .finds = "a listener with as many SYN-RECEIVED as its backlog permits",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_PORT,
        .of_listener = true,
        .states = BIT(LISTEN) | BIT(SYN_RECEIVED),
        .counts = fills_request_queue,
        .at_least = 2,
        .judge = judge_request_queue,
        .advice = "Clients do not answer the SYN,ACK: a SYN flood, or packets lost on the way back. "
                  "With net.ipv4.tcp_syncookies the listener still answers; a larger backlog helps "
                  "against bursts.",
        .command = "lsock -tano state syn-recv 'sport = :{port}'",
        .reason = "The backlog limits both the accept queue and the handshakes in progress.",
    },
    {
        .code = "syn_cookies_sent",
        .finds = "SYN cookies sent during the interval",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_HOST,
        .needs = EVIDENCE_GROWTH,
        .judge = judge_cookies,
        .advice = "More SYNs arrive than a listener can queue. New connections still open, but without "
                  "some TCP options. The port shown has the most SYN-RECEIVED.",
        .command = "lsock -tan state syn-recv",
        .reason = "Cookies are sent only once a request queue is full.",
    },
    {
        .code = "request_queue_full",
        .finds = "SYNs dropped during the interval because a request queue was full",
        .severity = SEVERITY_PROBLEM,
        .about = ABOUT_HOST,
        .needs = EVIDENCE_GROWTH,
        .judge = judge_request_drops,
        .advice = "Set net.ipv4.tcp_syncookies to 1, so that the kernel answers them with SYN cookies.",
        .command = "lsock -tan state syn-recv",
        .reason = "This happens only if SYN cookies are off.",
    },
    {
        .code = "syn_unanswered",
        .finds = "a destination that does not answer SYNs",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_DESTINATION,
        .of_listener = true,
        .states = BIT(SYN_SENT),
        .needs = EVIDENCE_DETAILS,
        .counts = is_unanswered,
        .judge = judge_unanswered,
        .advice = "Packets are lost or filtered, the address is wrong, or the accept queue of the "
                  "server is full. A closed port would refuse at once.",
        .command = "lsock -tanpo state syn-sent 'dst {remote}'",
        .reason = "A SYN that was retransmitted twice has waited for about 3 s.",
    },
};

const struct check_table open_checks = {rows, COUNT_OF(rows)};
