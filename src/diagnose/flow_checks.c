/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks of open connections and of datagrams: stuck, lost or unread data. */
#include "checks.h"

#include "peers.h"

static bool was_so(const struct examined *examined,
                   bool (*so)(const struct examined *, struct weight *))
{
    struct examined was = *examined;
    struct weight weight = {1, 0};

    was.socket = earlier(examined);
    return was.socket != NULL && so(&was, &weight);
}

static bool offers_nothing(const struct examined *examined, struct weight *weight)
{
    weight->weight = examined->socket->recv_queue;
    return is_own_window_zero(examined);
}

static bool does_not_read(const struct examined *examined, struct weight *weight)
{
    return offers_nothing(examined, weight) && was_so(examined, offers_nothing);
}

static bool judge_unread(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);

    say_owner(&first, &verdict->title);
    builder_printf(&verdict->title,
                   " does not read: %llu bytes wait on %llu %s, and the peers may "
                   "send no more",
                   (unsigned long long)cluster->sum, (unsigned long long)cluster->count,
                   plural(cluster->count, "connection", "connections"));
    return true;
}

static bool peer_offers_nothing(const struct examined *examined, struct weight *weight)
{
    weight->weight = examined->socket->send_queue;
    return is_peer_window_zero(examined) && has(examined, HAVE_SEND_QUEUE);
}

static bool peer_does_not_read(const struct examined *examined, struct weight *weight)
{
    return peer_offers_nothing(examined, weight) && was_so(examined, peer_offers_nothing);
}

static bool judge_peer_unread(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);
    char room[AGE_ROOM];

    builder_add(&verdict->title, TEXT("the program at "));
    say_remote(&first, &verdict->title);
    builder_printf(&verdict->title, " does not read: %llu bytes wait here%s",
                   (unsigned long long)cluster->sum,
                   age(&first, TCP_LAST_DATA_SENT_MS, ", nothing was sent for ", "", room));
    return true;
}

/* Three timeouts in a row and no ACK for 5 s: more than a lost segment or two. If a segment could
 * not even be sent, for example without a route, the kernel probes instead of retransmitting. */
static bool has_no_answer(const struct examined *examined, struct weight *weight)
{
    uint64_t silent;

    weight->weight = ran_out(examined, TIMER_RETRANSMIT) + ran_out(examined, TIMER_ZERO_WINDOW);
    return weight->weight >= 3 && tcp_number(examined, TCP_LAST_ACK_RECEIVED_MS, &silent) &&
           silent > 5000;
}

static bool judge_silent(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);
    char room[AGE_ROOM];

    say_remote(&first, &verdict->title);
    builder_printf(&verdict->title, " does not acknowledge: sent again %llu times in a row%s",
                   (unsigned long long)cluster->weights[0],
                   age(&first, TCP_LAST_ACK_RECEIVED_MS, ", silent for ", "", room));
    if (cluster->count > 1)
        builder_printf(&verdict->title, " (%llu connections)", (unsigned long long)cluster->count);
    say_give_up(&first, &verdict->title);
    return true;
}

static bool grew(const struct examined *examined, enum tcp_field field, uint64_t *by)
{
    struct examined was = *examined;
    uint64_t now, before;

    was.socket = earlier(examined);
    if (was.socket == NULL || !tcp_number(examined, field, &now) ||
        !tcp_number(&was, field, &before) || now < before)
        return false;
    *by = now - before;
    return true;
}

static bool retransmits(const struct examined *examined, struct weight *weight)
{
    return grew(examined, TCP_BYTES_RETRANS, &weight->weight) &&
           grew(examined, TCP_BYTES_SENT, &weight->of) && weight->of > 0;
}

static bool judge_loss(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);

    if (cluster->of < 100000 || cluster->sum * 20 < cluster->of)
        return false;
    builder_printf(&verdict->title, "%.1f %% of the bytes to ",
                   100.0 * (double)cluster->sum / (double)cluster->of);
    say_network(&first, &verdict->title);
    builder_add(&verdict->title, TEXT(" are sent again"));
    return true;
}

static bool judge_lost(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);
    char room[SPAN_ROOM];

    say_owner(&first, &verdict->title);
    builder_add(&verdict->title, TEXT(" loses datagrams on "));
    say_local(&first, &verdict->title);
    builder_printf(&verdict->title, ": %llu within %s, %llu in all",
                   (unsigned long long)cluster->sum, span(cluster->evidence->interval_ms, room),
                   (unsigned long long)cluster->of);
    return true;
}

/* Both ends of a loopback connection are in the same table; a record of the kernel counts as an
 * end. */
static bool is_half_open(const struct examined *examined, struct weight *weight UNUSED)
{
    return is_held(examined) && is_loopback(examined) &&
           peers_lack(examined->evidence->snapshot, examined->socket) &&
           earlier(examined) != NULL &&
           earlier(examined)->state == examined->socket->state;
}

static bool judge_half_open(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);

    say_owner(&first, &verdict->title);
    builder_printf(&verdict->title, " holds %llu %s whose other end, on this machine, is gone",
                   (unsigned long long)cluster->count,
                   plural(cluster->count, "connection", "connections"));
    return true;
}

static bool counts_own_peer(const struct examined *examined, struct weight *weight UNUSED)
{
    return is_own_peer(examined);
}

static bool judge_own_peer(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);

    say_owner(&first, &verdict->title);
    builder_add(&verdict->title, TEXT(" is connected to itself at "));
    say_local(&first, &verdict->title);
    return true;
}

/* Two hours, like the default of keepalive. */
#define IDLE_MS UINT64_C(7200000)

/* Weighs a connection to another host by how long it has been idle. */
static bool is_idle(const struct examined *examined, struct weight *weight)
{
    uint64_t sent, received;

    if (!is_held(examined) || !tcp_number(examined, TCP_LAST_DATA_SENT_MS, &sent) ||
        !tcp_number(examined, TCP_LAST_ACK_RECEIVED_MS, &received))
        return false;
    weight->weight = sent < received ? sent : received;
    return !is_loopback(examined);
}

static bool is_idle_unwatched(const struct examined *examined, struct weight *weight)
{
    const struct socket_detail *detail = examined->socket->detail;

    return detail != NULL && (detail->have & DETAIL_TIMER_KIND) != 0 &&
           detail->timer == TIMER_NONE && is_idle(examined, weight) && weight->weight >= IDLE_MS;
}

static bool judge_idle(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);
    char room[SPAN_ROOM];

    say_owner(&first, &verdict->title);
    builder_printf(
        &verdict->title, " holds %llu %s without keepalive, the longest idle for at least %s",
        (unsigned long long)cluster->count, plural(cluster->count, "connection", "connections"),
        span(cluster->weights[0], room));
    return true;
}

#define OUTLIVED "net.netfilter.nf_conntrack_tcp_timeout_established"

/* Idle for longer than the firewall remembers it. */
static bool has_outlived(const struct examined *examined, struct weight *weight)
{
    int64_t seconds;

    return setting_number(examined->evidence, examined, OUTLIVED, &seconds) && seconds > 0 &&
           is_idle(examined, weight) && weight->weight / 1000 > (uint64_t)seconds;
}

/* Where nothing is tracked, nothing is forgotten. */
static bool judge_outlived(const struct cluster *cluster, struct verdict *verdict)
{
    const struct sockstat_value *tracked = &cluster->evidence->host->conntrack;
    struct examined first = worst(cluster);
    char room[SPAN_ROOM];

    if (!tracked->have || tracked->number == 0)
        return false;
    say_owner(&first, &verdict->title);
    builder_printf(
        &verdict->title, " holds %llu %s that the firewall has forgotten, the longest idle for %s",
        (unsigned long long)cluster->count, plural(cluster->count, "connection", "connections"),
        span(cluster->weights[0], room));
    return true;
}

static const struct check rows[] = {
    {
        .code = "program_does_not_read",
        .finds = "a program that does not read, so that the peer may not send",
        .severity = SEVERITY_PROBLEM,
        .about = ABOUT_PROCESS,
        .states = BIT(ESTABLISHED),
        .needs = EVIDENCE_INTERVAL | EVIDENCE_DETAILS,
        .counts = does_not_read,
        .judge = judge_unread,
        .advice = "The program is stopped, stuck or overloaded. Find out what it waits for.",
        .command = "lsock -tanpi 'state established {process}'",
        .reason = "The receive window of this end was zero at both readings.",
    },
    {
        .code = "peer_does_not_read",
        .finds = "a peer whose program does not read",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_DESTINATION,
        .states = STATES_SENDING,
        .needs = EVIDENCE_INTERVAL | EVIDENCE_DETAILS,
        .counts = peer_does_not_read,
        .judge = judge_peer_unread,
        .advice = "The peer's kernel answers, but its program does not read. Fix the peer: nothing on "
                  "this machine helps.",
        .command = "lsock -tanpoi 'dst {remote}'",
        .reason = "The window of the peer was zero at both readings.",
    },
    {
        .code = "peer_silent",
        .finds = "a peer that no longer acknowledges data",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_DESTINATION,
        .states = STATES_SENDING,
        .needs = EVIDENCE_DETAILS,
        .counts = has_no_answer,
        .judge = judge_silent,
        .advice = "The peer or the path to it is gone. The connection fails by itself after the last "
                  "retransmission, or earlier if the program sets TCP_USER_TIMEOUT.",
        .command = "lsock -tanpo 'dst {remote}'",
        .reason = "Three timeouts in a row and no ACK for 5 s. TCP recovers from one or two lost "
                  "segments sooner.",
    },
    {
        .code = "path_loses",
        .finds = "a remote network to which 5 % of the bytes are retransmitted",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_NETWORK,
        .states = STATES_SENDING,
        .needs = EVIDENCE_INTERVAL | EVIDENCE_DETAILS,
        .counts = retransmits,
        .judge = judge_loss,
        .advice = "Packets are lost on the path: an overloaded link, a bad cable or radio link, or a "
                  "rate limit.",
        .command = "lsock -tanpi 'dst {network}'",
        .reason = "Only if at least 100 kB were sent within the interval. Congestion control itself "
                  "causes 1 to 2 % at most.",
    },
    {
        .code = "datagrams_lost",
        .finds = "a UDP socket that lost datagrams during the interval",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_SOCKET,
        .protocols = PROTOCOL_BIT(PROTOCOL_UDP),
        .needs = EVIDENCE_INTERVAL | EVIDENCE_MEMORY,
        .counts = drops_now,
        .judge = judge_lost,
        .advice = "Its receive buffer was full: the program reads too slowly, or needs a larger "
                  "SO_RCVBUF (net.core.rmem_max caps it).",
        .command = "lsock -uapm 'sport = :{port}'",
        .reason = "The drops counter of the socket itself grew.",
    },
    {
        .code = "peer_gone",
        .finds = "connections within this machine whose other end is gone",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_PROCESS,
        .states = BIT(ESTABLISHED),
        .needs = EVIDENCE_INTERVAL | EVIDENCE_WHOLE,
        .counts = is_half_open,
        .judge = judge_half_open,
        .advice = "The program notices only when it sends, or by keepalive. Until then it cannot reuse "
                  "the descriptor.",
        .command = "lsock -tanp 'state established {process}'",
        .reason = "Both ends of a loopback connection are in one table. One was missing, and the other "
                  "was in the same state at both readings.",
    },
    {
        .code = "connected_to_itself",
        .finds = "a socket that is connected to itself",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_SOCKET,
        .states = BIT(ESTABLISHED),
        .counts = counts_own_peer,
        .judge = judge_own_peer,
        .advice = "A client kept connecting to a local port that has no listener, until the kernel "
                  "chose that port as its local port. Bind the client to another port, or move the "
                  "service to a port outside net.ipv4.ip_local_port_range.",
        .command = "lsock -tanp 'sport = :{port}'",
        .reason = "Local and remote address and port are the same.",
    },
    {
        .code = "idle_without_keepalive",
        .finds = "connections that are idle for 2 h and have no keepalive",
        .severity = SEVERITY_HINT,
        .about = ABOUT_PROCESS,
        .states = BIT(ESTABLISHED),
        .needs = EVIDENCE_DETAILS,
        .counts = is_idle_unwatched,
        .judge = judge_idle,
        .advice = "If a peer is gone, or a NAT on the path has dropped the connection, the program does "
                  "not notice until it sends. Set SO_KEEPALIVE in the program.",
        .command = "lsock -tanpoi 'state established {process}'",
        .reason = "Keepalive itself waits 2 h by default.",
    },
    {
        .code = "conntrack_outlived",
        .finds = "connections that are idle for longer than the firewall's timeout",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_PROCESS,
        .states = BIT(ESTABLISHED),
        .needs = EVIDENCE_HOST | EVIDENCE_DETAILS,
        .counts = has_outlived,
        .judge = judge_outlived,
        .advice = "The firewall may silently drop the next packet. Let the program set SO_KEEPALIVE "
                  "with a time below the firewall's timeout, or raise that timeout.",
        .command = "lsock -tanpoi 'state established {process}'",
        .reason = "Idle longer than the setting nf_conntrack_tcp_timeout_established, and this "
                  "host tracks connections.",
    },
};

const struct check_table flow_checks = {rows, COUNT_OF(rows)};
