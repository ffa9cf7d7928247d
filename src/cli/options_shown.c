/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options: what to show of each socket. */
#include "detail.h"
#include "option_rows.h"

/* Adds to the owners that are shown. */
#define OWNERS(bits) ADDS(owners, OWNERS_SHOWN | (bits)), .clears = OWNERS_HIDDEN

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
     OF(COLUMNS), .modes = ON_ROWS | ON_COLUMNS, COMPUTES(columns),
     .text = "Show the columns of the comma-separated\n.Ar LIST\n(see\n.Sx COLUMNS ) .\n"
     "A list that begins with\n.Ql +\nadds to the default ones, and the word\n.Cm help\nlists all columns.\n"
     "A column's heading in the table does for its name.\n"
     "JSON keeps its core keys whatever the list says."},
    {.name = "sort", ARGUMENT("LIST"), .completion = COMPLETE_SORT_COLUMNS, .summary = "sort by these columns; -NAME for descending",
     OF(ORDER), .modes = ON_ROWS, TAKES_TEXT(sort),
     .text = "Sort by the columns of the comma-separated\n.Ar LIST ,\ndescending by those with\n.Ql -\nbefore their name.\n"
     "Rows in which the column is unknown come last; equal rows keep the default order\n"
     "(see\n.Sx OUTPUT ) ."},
    {.name = "limit", ARGUMENT("N"), .summary = "show the first N sockets only",
     OF(LIMIT), .modes = ON_ROWS | ON_COUNTS, TAKES_NUMBER(limit, "sockets", UINT32_MAX)},
    {.name = "count", .summary = "print only how many sockets there are",
     OF(COUNT), .modes = ON_COUNTS | ON_RECORDING, SETS(count, true)},
    {.letter = 'n', .name = "numeric", .summary = "numbers, no names: the default", CHOOSES, SETS(resolve, false)},
    {.letter = 'r', .name = "resolve", .summary = "names of hosts and services (asks DNS)",
     OF(RESOLVE), .modes = ON_TABLE | ON_RECORDING, SETS(resolve, true)},
    {.letter = 'p', .name = "processes", .summary = "the processes that hold each socket",
     OF(COMPARE), READS, OWNERS(OWNERS_SHOWN),
     .text = "Show the processes that hold each socket, as\n.Ql nginx[812] ,\nof several the first and how many more there are:\n"
     ".Ql nginx[812] +3 .\n"
     "JSON and\n.Fl e\nhave all of them.\n"
     "This is the default unless options select protocols; see\n.Fl Fl no-processes .\n"
     "Owners of other users' sockets are shown to root, or with the capabilities\n"
     ".Dv CAP_SYS_PTRACE\nand\n.Dv CAP_DAC_READ_SEARCH ;\na note says how many are hidden.\n"
     "In the place of an owner stands\n.Ql (time-wait) ,\n.Ql (handshake) ,\n.Ql (orphan)\nor\n.Ql (accept queue)\n"
     "where nobody can hold the socket,\n.Ql (not found)\nwhere every process was looked at and none holds it: "
     "a service of the kernel, a process of another pid namespace, or a descriptor on its way through a unix socket,\n"
     "and\n.Ql -\nwhere it may be held by a process that could not be looked at."},
    {.name = "no-processes", .summary = "do not look for processes; undoes -p",
     OF(COMPARE), READS, ADDS(owners, OWNERS_HIDDEN), .clears = OWNERS_SHOWN,
     .text = "Do not look for the processes that hold the sockets, which takes longest where many processes run.\n"
     "JSON then says\n.Li not_requested .\n"
     "Of this option and\n.Fl p\nthe last one wins."},
    {.letter = 'T', .name = "threads", .summary = "each thread for itself; implies -p",
     OF(COMPARE), READS, OWNERS(OWNERS_THREADS)},
    {.letter = 'Z', .name = "context", .summary = "security contexts of processes; implies -p",
     OF(COMPARE), READS, OWNERS(OWNERS_CONTEXTS),
     .text = "Show the security context of each process, where the system has them (SELinux, AppArmor, Smack).\n"
     "Implies\n.Fl p ."},
    {.letter = 'z', .name = "contexts", .summary = "as -Z, and of the sockets themselves",
     OF(SHOW), READS, OWNERS(OWNERS_CONTEXTS | OWNERS_SOCKET_CONTEXTS),
     .text = "As\n.Fl Z ,\nand the security context of each socket itself, which SELinux has."},
    {.name = "explain", .summary = "say below each socket what its own numbers mean",
     .modes = ON_ROWS, SETS(explain, true),
     .text = "Say below each socket what its own numbers mean: who has closed, who must act, since when "
     "at least, what is queued, what is sent again and again.\n"
     "Asks for the details of\n.Fl o\nand\n.Fl i\nand shows none of them; with\n.Fl p\nit names the program.\n"
     "Where there is nothing to say nothing is said. Of rows of the same kind that follow one another the first is "
     "explained and the rest counted; of others the first three, and the rest are told which row explains them.\n"
     "In JSON: the group\n.Cm explain ,\nwith a stable code beside each sentence."},
    {.letter = 's', .name = "summary", .summary = "how many sockets there are, by state",
     .modes = ON_ROWS | ON_METRICS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_SUMMARY),
     .text = "Instead of sockets, count them by protocol, state and family; no socket is kept, so that a million of them take "
     "no memory.\n"
     "Without a filter or a choice of states and families, what the kernel itself counts stands beside it with its "
     "limits: orphans, TIME-WAIT records, memory, and the sockets that are allocated and not listed; "
     "SCOPE says which are of the whole machine.\n"
     "JSON is\n.Li lsock-summary/1 ."},
    {.name = "group-by", ARGUMENT("COLUMNS"), .completion = COMPLETE_COLUMNS, .summary = "count sockets by the values of these columns",
     .modes = ON_ROWS | ON_COUNTS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_GROUP), TAKES_TEXT(group_by),
     .text = "Instead of sockets, show how many have the same values in the comma-separated\n.Ar COLUMNS ,\nthe largest group first:\n"
     ".Ql lsock state close-wait --group-by process\n.\n"
     "What is unknown (\n.Ql - )\nand what a socket does not have (\n.Ql (none) )\nare groups of their own.\n"
     "A socket with several owners counts once in each group that one of them puts it in, so that counts may add up to more than all sockets.\n"
     "IPv4 spoken through an IPv6 socket counts as IPv4.\n"
     "Beside the counts are sums: of the queues, or of what\n.Fl Fl columns\nchooses from the columns that\n.Sx COLUMNS\nmarks with\n.Dq sum .\n"
     "A sum is unknown if one of its values is.\n"
     "With\n.Fl Fl sort\nalso\n.Cm sockets ,\nthe count, is a column;\n.Fl Fl limit\nlimits the groups, and\n.Fl Fl count\ncounts them.\n"
     "JSON is\n.Li lsock-groups/1 ;\nits key\n.Cm unknown\nsays whether null stands for something unknown."},
    {.letter = 'e', .name = "extended", .summary = "uid, inode, cookie, shut halves, mark",
     OF(COMPARE), READS, ADDS(details, DETAILS_BIT(DETAILS_EXTENDED)),
     .text = "Show more about each socket: uid, inode, cookie, whether an IPv6 one takes IPv4, which halves are shut, "
     "its mark (told to\n.Dv CAP_NET_ADMIN\nonly), and the number of its control group; with\n.Fl p\nevery process, not just the first.\n"
     "In a table these and the details of\n.Fl o , i , m , b , Fl -tos\nand\n.Fl -inet-sockopt\nstand below the row, "
     "or with\n.Fl O\nbehind it; what is unknown, or zero where that is the rule, is left out.\n"
     "JSON and CSV have all of them."},
    {.letter = 'o', .name = "options", .summary = "the timer that runs",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_TIMER))},
    {.letter = 'm', .name = "memory", .summary = "memory of the socket, and its drops",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_MEMORY))},
    {.letter = 'i', .name = "info", .summary = "how a TCP connection fares",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_TCP_INFO)),
     .text = "Show what the kernel knows of a TCP connection: round trip times, congestion window, what was sent, lost and "
     "retransmitted, rates and what limits them, when data last went either way, the congestion control and its "
     "particulars, and TLS or MPTCP where the kernel runs them over it."},
    {.name = "tos", .summary = "type of service and priority",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_TRAFFIC))},
    {.name = "inet-sockopt", .summary = "options set on the socket",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_OPTIONS))},
    {.letter = 'b', .name = "bpf", .summary = "classic BPF filters of packet sockets",
     OF(SHOW), READS, ADDS(details, DETAILS_BIT(DETAILS_BPF)),
     .text = "Show the classic BPF filters of packet sockets, which the kernel tells to\n.Dv CAP_NET_ADMIN\nonly: "
     "their length, and their code as\n.Ql tcpdump -ddd\nwrites it."},
    {.name = "cgroup", .summary = "path of the socket's control group",
     OF(SHOW), .modes = ON_ROWS, SETS(cgroups, true),
     .text = "Show the path of the control group (v2) that each socket was made in; unknown where that was removed.\n"
     "It adds the column\n.Cm socket_cgroup ."},
    {.letter = 'Q', .name = "no-queues", .summary = "leave out the queue columns",
     OF(SHOW), .modes = ON_ROWS, SETS(no_queues, true)},
};
/* clang-format on */

GROUP(options_shown, "What to show of them");
