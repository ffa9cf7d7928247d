/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks of closing connections. */
#include "checks.h"

/* One minute: programs close within milliseconds, pools of idle connections within seconds. */
static bool is_left_open(const struct examined *examined, struct weight *weight)
{
    return is_held(examined) && tcp_number(examined, TCP_LAST_ACK_RECEIVED_MS, &weight->weight) &&
           weight->weight >= 60000;
}

static bool judge_left_open(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined oldest = worst(cluster);
    char room[SPAN_ROOM];

    say_owner(&oldest, &verdict->title);
    builder_printf(&verdict->title,
                   " does not close: %llu %s in CLOSE-WAIT for over a minute, the "
                   "longest for at least %s",
                   (unsigned long long)cluster->count,
                   plural(cluster->count, "connection", "connections"),
                   span(cluster->weights[0], room));
    if (cluster->count < 10)
        verdict->severity = SEVERITY_HINT;
    else if (cluster->fresh > 0)
        builder_printf(&verdict->title, ", and %llu more just now",
                       (unsigned long long)cluster->fresh);
    return true;
}

/* A connection in CLOSE-WAIT younger than a minute that a program holds. */
static bool is_not_closed_yet(const struct examined *examined, struct weight *weight)
{
    return is_held(examined) && tcp_number(examined, TCP_LAST_ACK_RECEIVED_MS, &weight->weight) &&
           weight->weight < 60000;
}

/* None of those of the earlier reading was closed: a busy server closes them in between. */
static bool judge_growing(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined oldest = worst(cluster);
    uint64_t old = cluster->count - cluster->fresh;
    char room[SPAN_ROOM];

    if (old < 10 || cluster->fresh == 0)
        return false;
    say_owner(&oldest, &verdict->title);
    builder_printf(&verdict->title,
                   " has not closed %llu connections in CLOSE-WAIT within %s, and %llu more came",
                   (unsigned long long)old, span(cluster->evidence->interval_ms, room),
                   (unsigned long long)cluster->fresh);
    return true;
}

/* FIN, and data before it, are retransmitted without an answer. */
static bool ends_unanswered(const struct examined *examined, struct weight *weight)
{
    weight->weight = ran_out(examined, TIMER_RETRANSMIT);
    return weight->weight >= 3;
}

static bool judge_ends(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined first = worst(cluster);

    builder_printf(&verdict->title, "%llu closed connections to ",
                   (unsigned long long)cluster->count);
    say_network(&first, &verdict->title);
    builder_add(&verdict->title, TEXT(" get no ACK for their FIN"));
    return true;
}

static bool is_half_closed(const struct examined *examined, struct weight *weight)
{
    return !is_mini(examined) && is_left_open(examined, weight);
}

static bool judge_half_closed(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined oldest = worst(cluster);
    char room[SPAN_ROOM];

    say_owner(&oldest, &verdict->title);
    builder_printf(&verdict->title,
                   " waits in FIN-WAIT-2 for %llu peers that do not close, for at "
                   "least %s",
                   (unsigned long long)cluster->count, span(cluster->weights[0], room));
    return true;
}

static const struct check rows[] = {
    {
        .code = "close_wait_leak",
        .finds = "a program that does not close connections that its peers have closed",
        .severity = SEVERITY_PROBLEM,
        .about = ABOUT_PROCESS,
        .states = BIT(CLOSE_WAIT),
        .needs = EVIDENCE_DETAILS,
        .counts = is_left_open,
        .judge = judge_left_open,
        .advice = "The program must call close() when read() returns 0, and on its error paths. No "
                  "setting helps; a restart only helps until the leak grows again.",
        .command = "lsock -tanp 'state close-wait {process}'",
        .reason = "A healthy close takes milliseconds. Ten connections older than a minute are a "
                  "problem, fewer are a hint.",
    },
    {
        .code = "close_wait_growing",
        .finds = "a program with more and more CLOSE-WAIT, all younger than a minute",
        .severity = SEVERITY_HINT,
        .about = ABOUT_PROCESS,
        .states = BIT(CLOSE_WAIT),
        .needs = EVIDENCE_INTERVAL | EVIDENCE_DETAILS,
        .counts = is_not_closed_yet,
        .at_least = 11,
        .judge = judge_growing,
        .advice = "The program may only be slow. If `lsock doctor` reports it again in a minute, it is "
                  "a leak.",
        .command = "lsock -tanp 'state close-wait {process}'",
        .reason = "At least ten sockets in CLOSE-WAIT at both readings, and more at the second. Fewer "
                  "are not reported: every busy server has some for a moment.",
    },
    {
        .code = "fin_unanswered",
        .finds = "a remote network that does not acknowledge the end of connections",
        .severity = SEVERITY_HINT,
        .about = ABOUT_NETWORK,
        .states = BIT(FIN_WAIT_1) | BIT(CLOSING) | BIT(LAST_ACK),
        .needs = EVIDENCE_DETAILS,
        .counts = ends_unanswered,
        .at_least = 20,
        .judge = judge_ends,
        .advice = "The peers are gone, or a NAT on the path dropped the connections. The kernel gives "
                  "up by itself within minutes (net.ipv4.tcp_orphan_retries).",
        .command = "lsock -tano 'dst {network}'",
        .reason = "20 connections that have retransmitted their FIN three times. A few are normal with "
                  "mobile clients.",
    },
    {
        .code = "half_closed_long",
        .finds = "a program that waits for peers that do not close",
        .severity = SEVERITY_HINT,
        .about = ABOUT_PROCESS,
        .states = BIT(FIN_WAIT_2),
        .needs = EVIDENCE_DETAILS,
        .counts = is_half_closed,
        .at_least = 10,
        .judge = judge_half_closed,
        .advice = "The program has called shutdown() and still holds the socket, so the kernel has no "
                  "timeout for it. The peers must close, or the program must stop waiting.",
        .command = "lsock -tanp 'state fin-wait-2 {process}'",
        .reason = "Ten connections older than a minute. A half-close is legal, but rare.",
    },
};

const struct check_table close_checks = {rows, COUNT_OF(rows)};
