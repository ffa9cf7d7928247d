/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options: what to show of each socket. */
#include "detail.h"
#include "option_rows.h"

/* Adds to the owners that are shown. */
#define OWNERS(bits) ADDS(owners, OWNERS_SHOWN | (bits))

COMPUTE(columns)
{
    if (text_equal(argument, TEXT("help")))
        options->action = ACTION_COLUMNS;
    options->columns = argument;
    return true;
}

/* clang-format off */
static const struct option rows[] = {
    {.name = "columns", ARGUMENT("LIST"), .completion = COMPLETE_COLUMNS, .summary = "these columns; +LIST adds, help lists them",
     OF(COLUMNS), .modes = ON_ROWS | ON_COLUMNS, COMPUTES(columns)},
    {.name = "sort", ARGUMENT("LIST"), .completion = COMPLETE_SORT_COLUMNS, .summary = "sort by these columns; -NAME for descending",
     OF(ORDER), .modes = ON_ROWS, TAKES_TEXT(sort)},
    {.name = "limit", ARGUMENT("N"), .summary = "show the first N sockets only",
     OF(LIMIT), .modes = ON_ROWS | ON_DOT | ON_COUNTS, TAKES_NUMBER(limit, "sockets", UINT32_MAX)},
    {.name = "count", .summary = "print only how many sockets there are",
     OF(COUNT), .modes = ON_COUNTS | ON_RECORDING, SETS(count, true)},
    {.letter = 'n', .name = "numeric", .summary = "numbers, no names: the default", CHOOSES, SETS(resolve, false)},
    {.letter = 'r', .name = "resolve", .summary = "names of hosts and services (asks DNS)",
     OF(RESOLVE), .modes = ON_TABLE | ON_RECORDING, SETS(resolve, true)},
    {.letter = 'p', .name = "processes", .summary = "the processes that hold each socket",
     OF(COMPARE), READS, OWNERS(OWNERS_SHOWN)},
    {.name = "no-processes", .summary = "do not look for processes: faster",
     OF(COMPARE), .modes = ON_ROWS, ADDS(owners, OWNERS_HIDDEN)},
    {.letter = 'T', .name = "threads", .summary = "each thread for itself; implies -p",
     OF(COMPARE), READS, OWNERS(OWNERS_THREADS), NOT_ON_WINDOWS("a socket is its process's, and no thread's")},
    {.letter = 'Z', .name = "context", .summary = "security contexts of processes; implies -p",
     OF(COMPARE), READS, OWNERS(OWNERS_CONTEXTS), NOT_ON_WINDOWS("Windows has no security contexts")},
    {.letter = 'z', .name = "contexts", .summary = "as -Z, and of the sockets themselves",
     OF(SHOW), READS, OWNERS(OWNERS_CONTEXTS | OWNERS_SOCKET_CONTEXTS), NOT_ON_WINDOWS("Windows has no security contexts")},
    {.name = "explain", .summary = "say below each socket what its own numbers mean",
     .modes = ON_ROWS, SETS(explain, true)},
    {.letter = 's', .name = "summary", .summary = "how many sockets there are, by state",
     .modes = ON_ROWS | ON_METRICS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_SUMMARY)},
    {.name = "group-by", ARGUMENT("COLUMNS"), .completion = COMPLETE_GROUP_COLUMNS, .summary = "count sockets by the values of these columns",
     .modes = ON_ROWS | ON_COUNTS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_GROUP), TAKES_TEXT(group_by)},
    {.name = "top", ARGUMENT("N"), .summary = "with -s: the N remote addresses with the most sockets",
     .modes = ON_ROWS | ON_METRICS, TAKES_NUMBER(top, "addresses", 10000)},
    {.name = "map", OPTIONAL("STYLE"), CHOICES("dot"), .summary = "who talks to whom; =dot for Graphviz",
     .modes = ON_ROWS | ON_DOT | ON_SCHEMA, CHOOSES_VERB(CHOSEN_MAP), TAKES_CHOICE(format, FORMAT_DOT, CHOICE_NONE)},
    {.letter = 'e', .name = "extended", .summary = "uid, inode, cookie, shut halves, mark",
     OF(COMPARE), READS, ADDS(details, DETAILS_BIT(DETAILS_EXTENDED)), NOT_ON_WINDOWS(NO_DETAILS)},
    {.letter = 'o', .name = "options", .summary = "the timer that runs",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_TIMER)), NOT_ON_WINDOWS(NO_DETAILS)},
    {.letter = 'm', .name = "memory", .summary = "memory of the socket, and its drops",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_MEMORY)), NOT_ON_WINDOWS(NO_DETAILS)},
    {.letter = 'i', .name = "info", .summary = "how a TCP connection fares",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_TCP_INFO)), NOT_ON_WINDOWS(NO_DETAILS)},
    {.name = "tos", .summary = "type of service and priority",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_TRAFFIC)), NOT_ON_WINDOWS(NO_DETAILS)},
    {.name = "inet-sockopt", .summary = "options set on the socket",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_OPTIONS)), NOT_ON_WINDOWS(NO_DETAILS)},
    {.letter = 'b', .name = "bpf", .summary = "classic BPF filters of packet sockets",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_BPF)), NOT_ON_WINDOWS(NO_DETAILS)},
    {.name = "cgroup", .summary = "path of the socket's control group",
     OF(SHOW), .modes = ON_ROWS, SETS(cgroups, true), NOT_ON_WINDOWS(NO_DETAILS)},
    {.letter = 'Q', .name = "no-queues", .summary = "leave out the queue columns",
     OF(SHOW), .modes = ON_ROWS, SETS(no_queues, true)},
};
/* clang-format on */

GROUP(options_shown, "What to show of them");
