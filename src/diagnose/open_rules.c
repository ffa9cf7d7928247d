/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules about listeners, opening and open connections, and sockets without states. */
#include "rule.h"
#include "surroundings.h"

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

/* Every connection lacks an answer for one round trip. */
static void say_unanswered(const struct examined *examined, struct annotation *out)
{
    if (ran_out(examined, TIMER_RETRANSMIT) > 0)
        sentence(out, " Packets are lost on the way, or the server's accept queue is full.");
}

static bool is_server_full(const struct examined *examined)
{
    return (is_mini(examined) || ran_out(examined, TIMER_RETRANSMIT) > 0) &&
           full_listener(examined) != NULL;
}

static void say_server_full(const struct examined *examined, struct annotation *out)
{
    struct examined server = examined_socket(examined->evidence, full_listener(examined));

    out->shape += server.socket->local_port;
    sentence(
        out,
        "The kernel drops the %s: the accept queue of the listener on port %u is full. %s must "
        "call accept().",
        is_mini(examined) ? "peer's ACK" : "SYN", server.socket->local_port,
        server.is_named ? server.owner : "The listener's program");
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

static void say_unread(const struct examined *examined, struct annotation *out)
{
    uint32_t unread = examined->socket->recv_queue;
    char room[AGE_ROOM];

    sentence(out, "%s has not read %u %s yet%s.", subject(examined), unread,
             plural(unread, "byte", "bytes"),
             age(examined, TCP_LAST_DATA_RECEIVED_MS, "; the last arrived ", " ago", room));
}

static void say_own_window_zero(const struct examined *examined, struct annotation *out)
{
    say_unread(examined, out);
    sentence(out, " The receive window is zero: the peer cannot send until %s reads.",
             examined->owner);
}

static void say_peer_gone(const struct examined *examined, struct annotation *out)
{
    sentence(out, " If it is gone, %s notices only when it sends, or by keepalive.",
             examined->owner);
}

/* Others */

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

static const struct rule rows[] = {
    {
        .code = "accept_queue_full",
        .about = BIT(LISTEN),
        .holds = is_full,
        .meaning =
            "More connections wait for accept() than the limit of the queue (Recv-Q above Send-Q).",
        .say = say_full,
    },
    {
        .code = "unix_accept_queue_full",
        .about = RULE_UNIX,
        .holds = is_full,
        .meaning = "More connections wait for accept() than the limit of the queue.",
        .say = say_full,
    },
    {
        .code = "accept_queue_waiting",
        .about = BIT(LISTEN) | RULE_UNIX,
        .holds = is_waited_for,
        .meaning =
            "Connections wait for accept(), and there is room for more. Normal for a moment.",
        .say = say_waited_for,
    },
    {
        .code = "server_queue_full",
        .about = BIT(SYN_SENT) | BIT(SYN_RECEIVED),
        .holds = is_server_full,
        .meaning = "A handshake does not finish because the listener, on this machine, has a full "
                   "accept queue. A filter hides the listener, so list all TCP sockets.",
        .say = say_server_full,
    },
    {
        .code = "syn_unanswered",
        .about = BIT(SYN_SENT),
        .meaning = "A SYN has no answer. Only after a retransmission is that a sign of lost "
                   "packets or a full accept queue.",
        .text = "The peer has not answered the SYN yet.",
        .say = say_unanswered,
    },
    {
        .code = "handshake_unfinished",
        .about = BIT(SYN_RECEIVED),
        .holds = is_mini,
        .meaning = "A request of the kernel: it becomes a socket, and can have an owner, with the "
                   "peer's ACK.",
        .text = "The kernel has sent SYN,ACK and waits for the peer's ACK (with TCP_DEFER_ACCEPT, "
                "for data). No program can hold this connection yet.",
    },
    {
        .code = "handshake_crossed",
        .about = BIT(SYN_RECEIVED),
        .holds = is_whole,
        .meaning = "A whole socket in SYN-RECEIVED, which no ordinary handshake has.",
        .text = "Both ends sent a SYN (simultaneous open), or the SYN came with TCP Fast Open. The "
                "peer's ACK is missing.",
    },
    {
        .code = "connected_to_itself",
        .about = BIT(ESTABLISHED),
        .holds = is_own_peer,
        .meaning = "Local and remote address and port are the same.",
        .text = "This socket is connected to itself: both ends are the same.",
    },
    {
        .code = "peer_gone",
        .about = BIT(ESTABLISHED),
        .holds = is_peer_gone,
        .meaning = "A loopback connection, quiet for 1 s, whose other end is not in the table. A "
                   "filter hides the other end, so list all TCP sockets.",
        .text = "No socket in this network namespace is the other end: it is gone, or a firewall "
                "redirects the connection.",
        .say = say_peer_gone,
    },
    {
        .code = "not_accepted",
        .about = BIT(ESTABLISHED),
        .holds = is_unaccepted,
        .meaning = "A finished connection without an owner that has not shut down sending.",
        .text = "The connection waits in the accept queue: no program has accepted it yet.",
        .say = say_unaccepted,
    },
    {
        .code = "own_window_zero",
        .about = BIT(ESTABLISHED),
        .holds = is_own_window_zero,
        .meaning = "Unread data fills the receive buffer, so the last window that the kernel "
                   "offered is zero.",
        .say = say_own_window_zero,
    },
    {
        .code = "data_unread",
        .about = BIT(ESTABLISHED),
        .holds = is_unread,
        .meaning = "Recv-Q is above 0. Normal for a moment; an old age is not.",
        .say = say_unread,
    },
    {
        .code = "bound_only",
        .about = BIT(CLOSED),
        .holds = is_bound,
        .meaning = "The program called bind(), and neither listen() nor connect().",
        .say = say_bound,
    },
    {
        .code = "datagrams_unread",
        .about = RULE_UDP,
        .holds = is_unread,
        .meaning = "Recv-Q is above 0. Normal for a moment; once the buffer is full, the kernel "
                   "drops datagrams.",
        .say = say_datagrams,
    },
};

const struct rule_table open_rules = {rows, COUNT_OF(rows)};
