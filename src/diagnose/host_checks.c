/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks of limits of the host and of its processes. */
#include "checks.h"

/* Compares a number of the kernel with its limit, in percent. */
static bool reaches_limit(const struct sockstat_value *value, unsigned percent, const char *what,
                          struct verdict *verdict)
{
    if (!value->have || !value->have_limit || value->limit == 0 ||
        (double)value->number * 100 < (double)value->limit * percent)
        return false;
    if ((double)value->number * 100 >= (double)value->limit * 95)
        verdict->severity = SEVERITY_PROBLEM;
    builder_printf(&verdict->title, "%llu %s, the limit is %llu", (unsigned long long)value->number,
                   what, (unsigned long long)value->limit);
    return true;
}

static bool reaches(const struct cluster *cluster, enum sockstat which, unsigned percent,
                    const char *what, struct verdict *verdict)
{
    return reaches_limit(&cluster->evidence->host->sockstat.values[which], percent, what, verdict);
}

static bool judge_conntrack(const struct cluster *cluster, struct verdict *verdict)
{
    const struct host_reading *host = cluster->evidence->host;

    if (!reaches_limit(&host->conntrack, 80, "connections are tracked by the firewall", verdict))
        return false;
    if (host->conntrack_top[0] != '\0')
        builder_printf(&verdict->title, "; %s", host->conntrack_top);
    return true;
}

static bool judge_time_wait(const struct cluster *cluster, struct verdict *verdict)
{
    uint64_t lost;

    if (counter_grew(cluster->evidence, NULL, "TCPTimeWaitOverflow", &lost) && lost > 0) {
        verdict->severity = SEVERITY_PROBLEM;
        builder_printf(&verdict->title, "%llu connections had no room in TIME-WAIT just now",
                       (unsigned long long)lost);
        return true;
    }
    return reaches(cluster, SOCKSTAT_TCP_TIME_WAIT, 80, "connections are in TIME-WAIT", verdict);
}

static bool judge_orphans(const struct cluster *cluster, struct verdict *verdict)
{
    return reaches(cluster, SOCKSTAT_TCP_ORPHANS, 25,
                   "connections of this machine belong to no program any more", verdict);
}

static bool judge_memory(const struct cluster *cluster, struct verdict *verdict)
{
    return reaches(cluster, SOCKSTAT_TCP_MEMORY, 75, "bytes of memory are taken by TCP", verdict);
}

static bool judge_udp_memory(const struct cluster *cluster, struct verdict *verdict)
{
    return reaches(cluster, SOCKSTAT_UDP_MEMORY, 75, "bytes of memory are taken by UDP", verdict);
}

/* Smaller limits are set on purpose, by programs that sandbox themselves. */
#define LIMIT_MIN 64

static bool nears_limit(const struct examined *examined, struct weight *weight)
{
    const struct process *process = process_of(examined);

    if (process == NULL || process->descriptor_limit < LIMIT_MIN)
        return false;
    weight->weight = process->descriptors;
    return (double)process->descriptors * 100 >= (double)process->descriptor_limit * 80;
}

static bool judge_descriptors(const struct cluster *cluster, struct verdict *verdict)
{
    struct examined one = worst(cluster);
    const struct process *process = process_of(&one);

    if ((double)process->descriptors * 100 >= (double)process->descriptor_limit * 95)
        verdict->severity = SEVERITY_PROBLEM;
    say_owner(&one, &verdict->title);
    builder_printf(&verdict->title, " has %llu files and sockets open, its limit is %llu",
                   (unsigned long long)process->descriptors,
                   (unsigned long long)process->descriptor_limit);
    return true;
}

static const struct check rows[] = {
    {
        .code = "descriptor_limit",
        .finds = "a process close to its limit of open files",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_PROCESS,
        .protocols = PROTOCOLS_ALL,
        .needs = EVIDENCE_LIMITS,
        .counts = nears_limit,
        .judge = judge_descriptors,
        .advice = "At the limit, accept(), socket() and open() fail. If the process needs that many "
                  "files, raise the limit (LimitNOFILE= of its unit, RLIMIT_NOFILE); otherwise find out "
                  "what it does not close.",
        .command = "lsock -ap '{process}'",
        .reason = "80 % of the soft limit is a warning, 95 % a problem. Limits below 64 are skipped: "
                  "they are set on purpose.",
    },
    {
        .code = "conntrack_limit",
        .finds = "the firewall's table of tracked connections nearly full",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_HOST,
        .needs = EVIDENCE_HOST,
        .judge = judge_conntrack,
        .advice = "Once it is full, packets of new connections are dropped. Raise "
                  "net.netfilter.nf_conntrack_max, shorten its timeouts, or do not track connections "
                  "that no rule needs.",
        .command = "lsock -s",
        .reason = "80 % of net.netfilter.nf_conntrack_max is a warning, 95 % a problem.",
    },
    {
        .code = "time_wait_limit",
        .finds = "TIME-WAIT near its limit, or over it",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_HOST,
        .needs = EVIDENCE_HOST,
        .judge = judge_time_wait,
        .advice = "Beyond net.ipv4.tcp_max_tw_buckets connections end without TIME-WAIT, and late "
                  "segments may reach new connections. Let the clients close first, or reuse "
                  "connections; raise the limit if there is enough memory.",
        .command = "lsock -s state time-wait",
        .reason = "80 % of net.ipv4.tcp_max_tw_buckets is a warning, 95 % or an overflow a problem.",
    },
    {
        .code = "orphans_limit",
        .finds = "connections without a program near their limit",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_HOST,
        .needs = EVIDENCE_HOST,
        .judge = judge_orphans,
        .advice = "Beyond net.ipv4.tcp_max_orphans the kernel resets them at once. Peers that are gone "
                  "or do not read cause them.",
        .command = "lsock -tano state fin-wait-1 state last-ack",
        .reason = "netdata warns at 25 % of net.ipv4.tcp_max_orphans.",
    },
    {
        .code = "tcp_memory_limit",
        .finds = "memory of TCP near its limit",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_HOST,
        .needs = EVIDENCE_HOST,
        .judge = judge_memory,
        .advice = "Near net.ipv4.tcp_mem the kernel shrinks buffers and drops packets. Find the sockets "
                  "that hold the most.",
        .command = "lsock -tanm --sort -send_queue --limit 20",
        .reason = "75 % of the third number of net.ipv4.tcp_mem, the hard limit. The kernel already "
                  "saves memory from the second number on; netdata warns there.",
    },
    {
        .code = "udp_memory_limit",
        .finds = "memory of UDP near its limit",
        .severity = SEVERITY_WARNING,
        .about = ABOUT_HOST,
        .needs = EVIDENCE_HOST,
        .judge = judge_udp_memory,
        .advice = "Near net.ipv4.udp_mem the kernel drops datagrams. Find the sockets that are not read.",
        .command = "lsock -uanm --sort -recv_queue --limit 20",
        .reason = "As for TCP.",
    },
};

const struct check_table host_checks = {rows, COUNT_OF(rows)};
