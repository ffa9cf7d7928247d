/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options for what to show of each socket. */
#include "detail.h"
#include "option_rows.h"

/* Shows owners, with these details. */
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
    {'\0', "columns", "show these columns; +LIST adds, help lists all", ARGUMENT("LIST"), .completion = COMPLETE_COLUMNS,
     OF(COLUMNS), .modes = ON_ROWS | ON_COLUMNS, COMPUTES(columns)},
    {'\0', "sort", "sort by these columns; -NAME for descending", ARGUMENT("LIST"), .completion = COMPLETE_SORT_COLUMNS,
     OF(ORDER), .modes = ON_ROWS | ON_TOOL, TAKES_TEXT(sort)},
    {'\0', "limit", "show only the first N sockets", ARGUMENT("N"),
     OF(LIMIT), .modes = ON_ROWS | ON_TOOL | ON_DOT | ON_COUNTS, TAKES_NUMBER(limit, "sockets", UINT32_MAX)},
    {'\0', "count", "print only the number of sockets",
     OF(COUNT), .modes = ON_COUNTS | ON_RECORDING, SETS(count, true)},
    {'n', "numeric", "show numbers, not names (default)", CHOOSES, SETS(resolve, false)},
    {'r', "resolve", "show names of hosts and services (asks DNS)",
     OF(RESOLVE), .modes = ON_TABLE | ON_RECORDING, SETS(resolve, true)},
    {'p', "processes", "show the processes that hold each socket", OF(COMPARE), READS | ON_TOOL, OWNERS(OWNERS_SHOWN)},
    {'\0', "no-processes", "do not look for processes (faster)",
     OF(COMPARE), .modes = ON_ROWS, ADDS(owners, OWNERS_HIDDEN)},
    {'T', "threads", "show threads, not processes; implies -p",
     OF(COMPARE), READS, OWNERS(OWNERS_THREADS), NOT_ON_WINDOWS("sockets belong to processes, not to threads")},
    {'Z', "context", "show security contexts of processes; implies -p",
     OF(COMPARE), READS, OWNERS(OWNERS_CONTEXTS), NOT_ON_WINDOWS("Windows has no security contexts")},
    {'z', "contexts", "also show security contexts of sockets; implies -Z",
     OF(SHOW), READS, OWNERS(OWNERS_CONTEXTS | OWNERS_SOCKET_CONTEXTS), NOT_ON_WINDOWS("Windows has no security contexts")},
    {'\0', "explain", "explain each socket below its row", .modes = ON_ROWS, SETS(explain, true)},
    {'s', "summary", "count sockets by protocol, state and family",
     .modes = ON_ROWS | ON_METRICS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_SUMMARY)},
    {'\0', "group-by", "count sockets by the values of these columns", ARGUMENT("COLUMNS"), .completion = COMPLETE_GROUP_COLUMNS,
     .modes = ON_ROWS | ON_COUNTS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_GROUP), TAKES_TEXT(group_by)},
    {'\0', "top", "with -s: count the N busiest remote addresses", ARGUMENT("N"),
     .modes = ON_ROWS | ON_METRICS, TAKES_NUMBER(top, "addresses", 10000)},
    {'\0', "map", "show who talks to whom; =dot: for Graphviz", OPTIONAL("STYLE"), CHOICES("dot"),
     .modes = ON_ROWS | ON_DOT | ON_SCHEMA, CHOOSES_VERB(CHOSEN_MAP), TAKES_CHOICE(format, FORMAT_DOT, CHOICE_NONE)},
    {'e', "extended", "show uid, inode, cookie, shutdown state, mark",
     OF(COMPARE), READS | ON_TOOL, ADDS(details, DETAILS_BIT(DETAILS_EXTENDED)),
     NOT_ON_WINDOWS("Windows does not report them; `netstat -e` shows the Ethernet counters")},
    {'o', "options", "show the running timer",
     OF(SHOW), READS | ON_TOOL, ADDS(details, DETAILS_BIT(DETAILS_TIMER)), NOT_ON_WINDOWS(NO_DETAILS)},
    {'m', "memory", "show the memory and the drops of each socket",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_MEMORY)), NOT_ON_WINDOWS(NO_DETAILS)},
    {'i', "info", "show the kernel's TCP details: RTT, window, losses",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_TCP_INFO)), NOT_ON_WINDOWS(NO_DETAILS)},
    {'\0', "tos", "show type of service and priority",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_TRAFFIC)), NOT_ON_WINDOWS(NO_DETAILS)},
    {'\0', "inet-sockopt", "show socket options",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_OPTIONS)), NOT_ON_WINDOWS(NO_DETAILS)},
    {'b', "bpf", "show classic BPF filters of packet sockets",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_BPF)), NOT_ON_WINDOWS(NO_DETAILS)},
    {'\0', "cgroup", "show the path of each socket's control group",
     OF(SHOW), .modes = ON_ROWS, SETS(cgroups, true), NOT_ON_WINDOWS(NO_DETAILS)},
    {'Q', "no-queues", "hide the queue columns", OF(SHOW), .modes = ON_ROWS, SETS(no_queues, true)},
};
/* clang-format on */

GROUP(options_shown, "Display");
