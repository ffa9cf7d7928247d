/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks of ephemeral ports. */
#include "checks.h"

#define TCP PROTOCOL_BIT(PROTOCOL_TCP)

static bool is_ephemeral(const struct examined *examined, struct weight *weight UNUSED)
{
    const struct socket *socket = examined->socket;
    int64_t first, last;

    return socket_is_connected(socket) &&
           ephemeral_range(examined->evidence, examined, &first, &last) &&
           socket->local_port >= first && socket->local_port <= last;
}

static bool judge_ports(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined one = worst(cluster);
    int64_t first, last;
    uint64_t room;

    if (!ephemeral_range(cluster->evidence, &one, &first, &last))
        return false;
    room = (uint64_t)(last - first) + 1;
    if (cluster->count * 5 < room * 4)
        return false;
    if (cluster->count * 20 >= room * 19)
        verdict->severity = SEVERITY_PROBLEM;
    builder_printf(&verdict->title, "%llu of %llu ephemeral ports to ",
                   (unsigned long long)cluster->count, (unsigned long long)room);
    say_remote(&one, &verdict->title);
    builder_add(&verdict->title, TEXT(" are in use"));
    return true;
}

/* With 2, the default, the kernel reuses TIME-WAIT of loopback addresses only. */
static bool is_reused(const struct examined *examined, int64_t reuse)
{
    const struct socket *socket = examined->socket;

    return reuse == 1 ||
           (reuse == 2 && address_is_loopback((enum family)socket->family, &socket->remote));
}

/* The setting helps only if TIME-WAIT uses up the ports. */
static bool judge_reuse(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined one = worst(cluster);
    int64_t first, last, reuse, timestamps;
    uint64_t room;

    if (!ephemeral_range(cluster->evidence, &one, &first, &last) ||
        !setting_number(cluster->evidence, &one, "net.ipv4.tcp_tw_reuse", &reuse) ||
        !setting_number(cluster->evidence, &one, "net.ipv4.tcp_timestamps", &timestamps) ||
        is_reused(&one, reuse) || timestamps == 0)
        return false;
    room = (uint64_t)(last - first) + 1;
    if (cluster->count * 2 < room)
        return false;
    builder_printf(&verdict->title, "%llu of %llu ephemeral ports to ",
                   (unsigned long long)cluster->count, (unsigned long long)room);
    say_remote(&one, &verdict->title);
    builder_printf(&verdict->title, " are in TIME-WAIT, and net.ipv4.tcp_tw_reuse is %lld",
                   (long long)reuse);
    return true;
}

static const struct check rows[] = {
    {
        .code = "ephemeral_ports_used_up",
        .finds = "a destination for which local ports run out",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_PATH,
        .protocols = TCP | PROTOCOL_BIT(PROTOCOL_UDP),
        .needs = EVIDENCE_HOST,
        .counts = is_ephemeral,
        .judge = judge_ports,
        .advice = "Reuse connections, spread them over more destination addresses or ports, or widen "
                  "net.ipv4.ip_local_port_range.",
        .command = "lsock -s 'dst {remote}'",
        .reason = "Every local address has the whole range for each remote address and port. 80 % in "
                  "use is a warning, 95 % a problem.",
    },
    {
        .code = "time_wait_not_reused",
        .finds = "ephemeral ports in TIME-WAIT that net.ipv4.tcp_tw_reuse would free",
        .severity = SEVERITY_HINT,
        .about = ABOUT_PATH,
        .states = STATE_BIT(STATE_TIME_WAIT),
        .needs = EVIDENCE_HOST,
        .counts = is_ephemeral,
        .judge = judge_reuse,
        .advice =
            "With net.ipv4.tcp_tw_reuse=1 a new connection can use the port of a connection in "
            "TIME-WAIT after one second. Reusing connections is better.",
        .command = "lsock explain tcp_tw_reuse",
        .reason = "Half of the range is in TIME-WAIT to one destination. The setting requires TCP "
                  "timestamps; 2 applies to loopback addresses only.",
    },
};

const struct check_table port_checks = {rows, COUNT_OF(rows)};
