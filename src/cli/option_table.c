/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The master table stands at the end of this file, the setters that it names before it. */
#include "option_table.h"

#include "backend.h"
#include "detail.h"
#include "nearest.h"
#include "number.h"
#include "protocol.h"
#include "words.h"

#define SETTER(name)                                                             \
    static bool set_##name(struct options *options, struct text argument UNUSED, \
                           struct error *error UNUSED)

#define CHOICES_COLOUR "auto always never"
#define CHOICES_JSON   "pretty lines"
#define CHOICES_CSV    "spreadsheet"
#define CHOICES_FAMILY FAMILIES(LIST_NAME, LIST_BLANK_NAME)

/* Which runs take an option (mode.h): verbs, outputs and sources. */
#define ON(mode)     MODE_BIT(MODE_##mode)
#define ROWS         (ON(TABLE) | ON(CSV) | ON(JSON) | MODES_SOURCE)
#define LISTINGS     (ON(LIST) | ON(SUMMARY) | ON(KILL) | ON(EVENTS) | ON(DIFF))
#define COUNTS       (ON(COUNT) | ON(QUIET))
#define CHOOSE       (LISTINGS | ROWS | COUNTS | ON(METRICS) | ON(PLAN))
#define FORMAT       (MODES_VERB | ON(CSV) | ON(JSON) | MODES_SOURCE)
#define HEADED       (LISTINGS | ON(TABLE) | ON(CSV) | ON(COLUMNS) | MODES_SOURCE)
#define FROM(source) (MODES_VERB | (ROWS & ~MODES_SOURCE) | COUNTS | ON(METRICS) | ON(TOPICS) | ON(source))
#define SHOW         (ON(LIST) | ON(KILL) | ON(EVENTS) | ROWS)
#define SHOW_DIFF    (SHOW | ON(DIFF))
#define READ         (SHOW | ON(QUIET))
#define READ_DIFF    (READ | ON(DIFF))
#define IN_TABLE     (~(ON(CSV) | ON(JSON)))

/* The place of `word` in a list of words separated by blanks; -1: it is not there. */
static int choice_index(const char *choices, struct text word)
{
    struct text list = text_of(choices);
    int index = 0;

    for (size_t at = 0; at < list.length; index++) {
        size_t begin = at;

        while (at < list.length && list.bytes[at] != ' ')
            at++;
        if (text_equal((struct text){list.bytes + begin, at - begin}, word))
            return index;
        at++;
    }
    return -1;
}

static bool not_a_choice(struct text word, const char *choices, struct error *error)
{
    error_set(error, STATUS_USAGE, "not one of: %s", choices);
    error_mark(error, word, 0, word.length);
    return false;
}

#define PROTOCOL_SETTER(name, protocol)          \
    SETTER(name)                                 \
    {                                            \
        kinds_add(&options->kinds, protocol);    \
        return true;                             \
    }

PROTOCOL_SETTER(tcp, PROTOCOL_TCP)
PROTOCOL_SETTER(udp, PROTOCOL_UDP)
PROTOCOL_SETTER(udplite, PROTOCOL_UDPLITE)
PROTOCOL_SETTER(raw, PROTOCOL_RAW)
PROTOCOL_SETTER(unix, PROTOCOL_UNIX)
PROTOCOL_SETTER(packet, PROTOCOL_PACKET)
PROTOCOL_SETTER(netlink, PROTOCOL_NETLINK)
PROTOCOL_SETTER(mptcp, PROTOCOL_MPTCP)
PROTOCOL_SETTER(sctp, PROTOCOL_SCTP)
PROTOCOL_SETTER(vsock, PROTOCOL_VSOCK)
PROTOCOL_SETTER(xdp, PROTOCOL_XDP)
PROTOCOL_SETTER(tipc, PROTOCOL_TIPC)

SETTER(query)
{
    return kinds_parse(&options->kinds, argument, error);
}

SETTER(ipv4)
{
    options->families |= FAMILY_BIT(FAMILY_INET);
    return true;
}

SETTER(ipv6)
{
    options->families |= FAMILY_BIT(FAMILY_INET6);
    return true;
}

SETTER(family)
{
    enum family family;

    options->family_given = true;
    if (filter_family(argument, &family)) {
        options->families |= FAMILY_BIT(family);
        return true;
    }
    error_set(error, STATUS_USAGE, "there is no such family of addresses");
    error_remedy(error, FAMILY_LIST);
    error_mark(error, argument, 0, argument.length);
    return false;
}

SETTER(filter_file)
{
    options->filter_file = argument.bytes;
    return true;
}

SETTER(plan)
{
    options->plan = true;
    return true;
}

SETTER(no_pushdown)
{
    options->no_pushdown = true;
    return true;
}

static bool select_sockets(struct options *options, enum selection selection)
{
    options->selection = selection;
    options->selection_given = true;
    return true;
}

SETTER(all)
{
    return select_sockets(options, SELECT_ALL);
}

SETTER(listening)
{
    return select_sockets(options, SELECT_LISTENING);
}

SETTER(bound)
{
    return select_sockets(options, SELECT_BOUND);
}

SETTER(numeric)
{
    options->resolve = false;
    return true;
}

SETTER(resolve)
{
    options->resolve = true;
    return true;
}

SETTER(processes)
{
    options->processes = true;
    options->no_processes = false;
    return true;
}

SETTER(no_processes)
{
    options->processes = false;
    options->no_processes = true;
    return true;
}

SETTER(threads)
{
    options->threads = true;
    return set_processes(options, argument, error);
}

SETTER(context)
{
    options->contexts = true;
    return set_processes(options, argument, error);
}

SETTER(contexts)
{
    options->socket_contexts = true;
    return set_context(options, argument, error);
}

SETTER(no_header)
{
    options->no_heading = true;
    return true;
}

static bool add_details(struct options *options, enum detail_group group)
{
    options->details |= DETAILS_BIT(group);
    return true;
}

SETTER(extended)
{
    return add_details(options, DETAILS_EXTENDED);
}

SETTER(timers)
{
    return add_details(options, DETAILS_TIMER);
}

SETTER(memory)
{
    return add_details(options, DETAILS_MEMORY);
}

SETTER(info)
{
    return add_details(options, DETAILS_TCP_INFO);
}

SETTER(tos)
{
    return add_details(options, DETAILS_TRAFFIC);
}

SETTER(inet_sockopt)
{
    return add_details(options, DETAILS_OPTIONS);
}

SETTER(bpf)
{
    return add_details(options, DETAILS_BPF);
}

SETTER(cgroup)
{
    options->cgroups = true;
    return true;
}

SETTER(no_queues)
{
    options->no_queues = true;
    return true;
}

SETTER(one_line)
{
    options->one_line = true;
    return true;
}

SETTER(columns)
{
    if (text_equal(argument, TEXT("help")))
        options->action = ACTION_COLUMNS;
    options->columns = argument;
    return true;
}

SETTER(sort)
{
    options->sort = argument;
    return true;
}

SETTER(limit)
{
    if (!number_parse(argument, UINT32_MAX, &options->limit)) {
        error_set(error, STATUS_USAGE, "--limit takes a number of sockets, 0 to %u", UINT32_MAX);
        error_mark(error, argument, 0, argument.length);
        return false;
    }
    options->limited = true;
    return true;
}

SETTER(count)
{
    options->count = true;
    return true;
}

SETTER(summary)
{
    options->summary = true;
    return true;
}

SETTER(openmetrics)
{
    options->summary = true;
    options->openmetrics = true;
    return true;
}

SETTER(json)
{
    static const enum format formats[] = {FORMAT_JSON_PRETTY, FORMAT_JSON_LINES};
    int index = choice_index(CHOICES_JSON, argument);

    if (argument.bytes != NULL && index < 0)
        return not_a_choice(argument, CHOICES_JSON, error);
    options->format = index < 0 ? FORMAT_JSON : formats[index];
    return true;
}

SETTER(csv)
{
    options->for_spreadsheet = argument.bytes != NULL;
    if (options->for_spreadsheet && choice_index(CHOICES_CSV, argument) < 0)
        return not_a_choice(argument, CHOICES_CSV, error);
    options->format = FORMAT_CSV;
    return true;
}

SETTER(colour)
{
    int index = argument.bytes == NULL ? COLOUR_ALWAYS : choice_index(CHOICES_COLOUR, argument);

    if (index < 0)
        return not_a_choice(argument, CHOICES_COLOUR, error);
    options->colour = (enum colour)index;
    return true;
}

static void offer_dialects(struct error *error)
{
    struct builder names = {0};

    for (unsigned dialect = 0; dialect < DIALECT_COUNT; dialect++)
        builder_printf(&names, " %s", state_dialect_info((enum state_dialect)dialect)->name);
    error_remedy(error, "they are:%.*s", (int)names.length, names.bytes);
    builder_free(&names);
}

SETTER(state_names)
{
    struct text nearest = {NULL, 0};

    if (state_dialect_from_name(argument, &options->state_names, &nearest))
        return true;
    error_set(error, STATUS_USAGE, "there are no state names of this kind");
    if (nearest.length != 0)
        error_remedy(error, "did you mean %.*s?", (int)nearest.length, nearest.bytes);
    else
        offer_dialects(error);
    error_mark(error, argument, 0, argument.length);
    return false;
}

SETTER(backend)
{
    struct nearest nearest = {{NULL, 0}, 0};

    options->backend = argument;
    if (backend_find(argument) != NULL)
        return true;
    for (size_t i = 0; i < backend_count; i++)
        nearest_offer(&nearest, argument, text_of(backends[i]->name));
    error_set(error, STATUS_USAGE, "there is no such backend in this build");
    if (nearest.best.length != 0)
        error_remedy(error, "did you mean %.*s?", (int)nearest.best.length, nearest.best.bytes);
    error_mark(error, argument, 0, argument.length);
    return false;
}

SETTER(proc_root)
{
    options->proc_root = argument.bytes; /* an argument of argv: it ends with a zero byte */
    return true;
}

SETTER(read)
{
    options->read = argument.bytes;
    return true;
}

SETTER(record)
{
    options->record = argument.bytes;
    return true;
}

SETTER(explain)
{
    options->explain = true;
    return true;
}

SETTER(kill)
{
    options->kill = true;
    return true;
}

SETTER(dry_run)
{
    options->dry_run = true;
    return true;
}

SETTER(events)
{
    options->events = true;
    return true;
}

#define INTERVAL_MAX 86400

SETTER(interval)
{
    if (!number_parse(argument, INTERVAL_MAX, &options->interval)) {
        error_set(error, STATUS_USAGE, "--interval takes a number of seconds, 0 to %d",
                  INTERVAL_MAX);
        error_mark(error, argument, 0, argument.length);
        return false;
    }
    options->interval_given = true;
    return true;
}

SETTER(list)
{
    options->list_topics = true;
    return true;
}

SETTER(netns)
{
    options->netns = argument;
    if (argument.length > 0)
        return true;
    error_set(error, STATUS_USAGE, "a network namespace has a name, a process id or a path");
    return false;
}

SETTER(json_schema)
{
    options->action = ACTION_SCHEMA;
    return true;
}

SETTER(help)
{
    options->action = ACTION_HELP;
    return true;
}

SETTER(version)
{
    options->action = ACTION_VERSION;
    return true;
}

/* clang-format off */
static const struct option option_table[] = {
    {'t', "tcp", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "TCP sockets", NULL, set_tcp},
    {'u', "udp", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "UDP sockets", NULL, set_udp},
    {'\0', "udplite", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "UDP-Lite sockets", NULL, set_udplite},
    {'w', "raw", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "raw sockets", NULL, set_raw},
    {'x', "unix", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "unix sockets",
     "Unix sockets: paths, and\n.Ql @\nbefore abstract names, each with the inode of the socket; "
     "of the peer the kernel tells the inode alone.\n"
     "With\n.Fl p\nand no other kind of sockets, the processes at the other end stand beside.",
     set_unix},
    {'0', "packet", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "packet sockets",
     "Packet sockets: the protocol that each gets, and the interface.\n"
     "One without a protocol gets nothing.",
     set_packet},
    {'M', "mptcp", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "MPTCP sockets", NULL, set_mptcp},
    {'\0', "netlink", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "netlink sockets", "Netlink sockets: the netlink family and the port id, which is 0 for the kernel.",
     set_netlink},
    {'S', "sctp", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "SCTP sockets",
     "SCTP endpoints, and their associations in the states of RFC 9260.",
     set_sctp},
    {'\0', "vsock", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "vsock sockets", "Vsock sockets: context ids and ports.", set_vsock},
    {'\0', "xdp", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "XDP sockets", "XDP sockets: the interface, and its queue in place of a port.", set_xdp},
    {'\0', "tipc", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "TIPC sockets", "TIPC sockets: the node in hexadecimal, and in place of a port the socket's number there.",
     set_tipc},
    {'A', "query", ARGUMENT_REQUIRED, "LIST", GROUP_WHAT, COMPLETE_CHOICE_LIST, KINDS_NAMES, CHOOSE,
     "sockets of these kinds, as ss names them",
     "Sockets of the kinds in LIST, separated by commas and named as in\n.Xr ss 8 ;\n"
     ".Ql !\\&\nbefore a name takes that kind away; a list that begins so, takes away from all.",
     set_query},
    {'4', "ipv4", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "sockets that carry IPv4, dual-stack ones included",
     "Sockets that carry IPv4: those of family inet, IPv6 sockets with v4-mapped addresses, and "
     "dual-stack listeners, which answer for IPv4 too and are shown with the local address\n"
     ".Ql * .",
     set_ipv4},
    {'6', "ipv6", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "IPv6 sockets", NULL, set_ipv6},
    {'a', "all", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "sockets in every state: the default",
     "Sockets in every state.\n"
     "This is the default: unlike\n.Xr ss 8 ,\na listing hides no state.\n"
     "Of\n.Fl a , l\nand\n.Fl B\nthe last one wins.",
     set_all},
    {'l', "listening", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "only listeners: TCP in LISTEN, UDP without a peer", NULL, set_listening},
    {'B', "bound-inactive", ARGUMENT_NONE, NULL, GROUP_WHAT, COMPLETE_NOTHING, NULL, CHOOSE,
     "only TCP sockets that hold a port and do nothing",
     "Only TCP sockets that are bound to a port and neither listening nor connected: they keep a port busy "
     "and stand in no other listing.\n"
     "Linux 6.8 or later reports them.",
     set_bound},

    {'f', "family", ARGUMENT_REQUIRED, "FAMILY", GROUP_WHAT, COMPLETE_CHOICES, CHOICES_FAMILY, CHOOSE,
     "sockets of this family",
     "Only sockets of this family:\n.Cm inet\nas\n.Fl 4 ,\n.Cm inet6\nas\n.Fl 6 ,\nand others that\n.Xr ss 8\nhas.\n"
     "Given more than once, the families unite.",
     set_family},
    {'F', "filter", ARGUMENT_REQUIRED, "FILE", GROUP_WHAT, COMPLETE_FILE, NULL, CHOOSE,
     "the filter in FILE holds, too; - is standard input",
     "Only sockets that the filter in\n.Ar FILE\naccepts as well;\n.Ql -\nis standard input.\n"
     "From\n.Ql #\nto the end of the line it is a comment.",
     set_filter_file},

    {'\0', "columns", ARGUMENT_REQUIRED, "LIST", GROUP_SHOW, COMPLETE_COLUMNS, NULL, SHOW | ON(COLUMNS),
     "these columns; +LIST adds, help lists them",
     "Show the columns of the comma-separated\n.Ar LIST\n(see\n.Sx COLUMNS ) .\n"
     "A list that begins with\n.Ql +\nadds to the default ones, and the word\n.Cm help\nlists all columns.\n"
     "A column's heading in the table does for its name.\n"
     "JSON keeps its core keys whatever the list says.",
     set_columns},
    {'\0', "sort", ARGUMENT_REQUIRED, "LIST", GROUP_SHOW, COMPLETE_SORT_COLUMNS, NULL, SHOW_DIFF & ~ON(EVENTS),
     "sort by these columns; -NAME for descending",
     "Sort by the columns of the comma-separated\n.Ar LIST ,\ndescending by those with\n.Ql -\nbefore their name.\n"
     "Rows in which the column is unknown come last; equal rows keep the default order\n"
     "(see\n.Sx OUTPUT ) .",
     set_sort},
    {'\0', "limit", ARGUMENT_REQUIRED, "N", GROUP_SHOW, COMPLETE_NOTHING, NULL, (SHOW_DIFF & ~ON(KILL)) | COUNTS,
     "show the first N sockets only", NULL, set_limit},
    {'\0', "count", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, (SHOW_DIFF & ~ON(EVENTS) & ~ROWS) | COUNTS | MODES_SOURCE,
     "print only how many sockets there are", NULL, set_count},
    {'n', "numeric", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, CHOOSE,
     "numbers, no names: the default", NULL, set_numeric},
    {'r', "resolve", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, SHOW_DIFF & IN_TABLE,
     "names of hosts and services (asks DNS)", NULL, set_resolve},
    {'p', "processes", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ_DIFF,
     "the processes that hold each socket",
     "Show the processes that hold each socket, as\n.Ql nginx[812] ,\nof several the first and how many more there are:\n"
     ".Ql nginx[812] +3 .\n"
     "JSON and\n.Fl e\nhave all of them.\n"
     "This is the default unless options select protocols; see\n.Fl Fl no-processes .\n"
     "Owners of other users' sockets are shown to root, or with the capabilities\n"
     ".Dv CAP_SYS_PTRACE\nand\n.Dv CAP_DAC_READ_SEARCH ;\na note says how many are hidden.\n"
     "In the place of an owner stands\n.Ql (time-wait) ,\n.Ql (handshake) ,\n.Ql (orphan)\nor\n.Ql (accept queue)\n"
     "where nobody can hold the socket,\n.Ql (not found)\nwhere every process was looked at and none holds it: "
     "a service of the kernel, a process of another pid namespace, or a descriptor on its way through a unix socket,\n"
     "and\n.Ql -\nwhere it may be held by a process that could not be looked at.",
     set_processes},
    {'\0', "no-processes", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ_DIFF,
     "do not look for processes; undoes -p",
     "Do not look for the processes that hold the sockets, which takes longest where many processes run.\n"
     "JSON then says\n.Li not_requested .\n"
     "Of this option and\n.Fl p\nthe last one wins.",
     set_no_processes},
    {'T', "threads", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ_DIFF,
     "each thread for itself; implies -p", NULL, set_threads},
    {'Z', "context", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ_DIFF,
     "security contexts of processes; implies -p",
     "Show the security context of each process, where the system has them (SELinux, AppArmor, Smack).\n"
     "Implies\n.Fl p .",
     set_context},
    {'z', "contexts", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ,
     "as -Z, and of the sockets themselves",
     "As\n.Fl Z ,\nand the security context of each socket itself, which SELinux has.",
     set_contexts},
    {'\0', "explain", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, SHOW & ~ON(EVENTS),
     "say below each socket what its own numbers mean",
     "Say below each socket what its own numbers mean: who has closed, who must act, since when "
     "at least, what is queued, what is sent again and again.\n"
     "Asks for the details of\n.Fl o\nand\n.Fl i\nand shows none of them; with\n.Fl p\nit names the program.\n"
     "Where there is nothing to say nothing is said. Of rows of the same kind that follow one another the first is "
     "explained and the rest counted; of others the first three, and the rest are told which row explains them.\n"
     "In JSON: the group\n.Cm explain ,\nwith a stable code beside each sentence.",
     set_explain},
    {'s', "summary", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, ON(SUMMARY) | ROWS | ON(METRICS) | ON(SCHEMA),
     "how many sockets there are, by state",
     "Instead of sockets, count them by protocol, state and family; no socket is kept, so that a million of them take "
     "no memory.\n"
     "Without a filter or a choice of states and families, what the kernel itself counts stands beside it with its "
     "limits: orphans, TIME-WAIT records, memory, and the sockets that are allocated and not listed; "
     "SCOPE says which are of the whole machine.\n"
     "JSON is\n.Li lsock-summary/1 .",
     set_summary},
    {'\0', "openmetrics", ARGUMENT_NONE, NULL, GROUP_FORMAT, COMPLETE_NOTHING, NULL, ON(SUMMARY) | ON(METRICS) | MODES_SOURCE,
     "the counts of -s as OpenMetrics",
     "Print the counts of\n.Fl s ,\nwhich this implies, as OpenMetrics text for a collector of text files.",
     set_openmetrics},
    {'e', "extended", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ_DIFF,
     "uid, inode, cookie, shut halves, mark",
     "Show more about each socket: uid, inode, cookie, whether an IPv6 one takes IPv4, which halves are shut, "
     "its mark (told to\n.Dv CAP_NET_ADMIN\nonly), and the number of its control group; with\n.Fl p\nevery process, not just the first.\n"
     "In a table these and the details of\n.Fl o , i , m , b , Fl -tos\nand\n.Fl -inet-sockopt\nstand below the row, "
     "or with\n.Fl O\nbehind it; what is unknown, or zero where that is the rule, is left out.\n"
     "JSON and CSV have all of them.",
     set_extended},
    {'o', "options", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ,
     "the timer that runs", NULL, set_timers},
    {'m', "memory", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ,
     "memory of the socket, and its drops", NULL, set_memory},
    {'i', "info", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ,
     "how a TCP connection fares",
     "Show what the kernel knows of a TCP connection: round trip times, congestion window, what was sent, lost and "
     "retransmitted, rates and what limits them, when data last went either way, the congestion control and its "
     "particulars, and TLS or MPTCP where the kernel runs them over it.",
     set_info},
    {'\0', "tos", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ,
     "type of service and priority", NULL, set_tos},
    {'\0', "inet-sockopt", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ,
     "options set on the socket", NULL, set_inet_sockopt},
    {'b', "bpf", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, READ,
     "classic BPF filters of packet sockets",
     "Show the classic BPF filters of packet sockets, which the kernel tells to\n.Dv CAP_NET_ADMIN\nonly: "
     "their length, and their code as\n.Ql tcpdump -ddd\nwrites it.", set_bpf},
    {'\0', "cgroup", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, SHOW,
     "path of the socket's control group",
     "Show the path of the control group (v2) that each socket was made in; unknown where that was removed.\n"
     "It adds the column\n.Cm socket_cgroup .", set_cgroup},
    {'Q', "no-queues", ARGUMENT_NONE, NULL, GROUP_SHOW, COMPLETE_NOTHING, NULL, SHOW,
     "leave out the queue columns", NULL, set_no_queues},

    {'\0', "json", ARGUMENT_OPTIONAL, "STYLE", GROUP_FORMAT, COMPLETE_CHOICES, CHOICES_JSON, FORMAT | ON(TOPICS),
     "JSON; =pretty indented, =lines one object a line",
     "Print JSON as\n.Fl Fl json-schema\ndescribes it:\none document, or with\n.Cm =pretty\nan indented one, or with\n"
     ".Cm =lines\nan object a line: a header, the sockets, and an end with their count, so that a cut pipe shows.",
     set_json},
    {'\0', "csv", ARGUMENT_OPTIONAL, "STYLE", GROUP_FORMAT, COMPLETE_CHOICES, CHOICES_CSV,
     (FORMAT & ~ON(EXPLAIN)) | ON(COLUMNS),
     "CSV (RFC 4180); =spreadsheet: no formulas",
     "Print CSV as RFC 4180 describes it: the core keys, in an order that is only ever appended to, or what\n"
     ".Fl Fl columns\nchooses.\nNull is the empty field, the empty text is\n.Ql \\(dq\\(dq .\n"
     "A spreadsheet runs a cell as a formula if it starts with\n.Ql = ,\n.Ql + ,\n.Ql \\-\nor\n.Ql @ ,\n"
     "and names of processes and sockets can.\nWith\n.Cm =spreadsheet\nsuch a cell has a\n.Ql \\(aq\nin front.\n"
     "In both styles tabs and line breaks are escaped.",
     set_csv},
    {'H', "no-header", ARGUMENT_NONE, NULL, GROUP_FORMAT, COMPLETE_NOTHING, NULL, HEADED,
     "no heading line", NULL, set_no_header},
    {'O', "oneline", ARGUMENT_NONE, NULL, GROUP_FORMAT, COMPLETE_NOTHING, NULL, SHOW & IN_TABLE,
     "every socket on one line", NULL, set_one_line},
    {'\0', "color", ARGUMENT_OPTIONAL, "WHEN", GROUP_FORMAT, COMPLETE_CHOICES, CHOICES_COLOUR, MODES_ALL,
     "colours: auto (the default), always or never",
     "When to use colours:\n.Cm auto\n(the default) on a terminal unless\n.Ev NO_COLOR\nis set or\n.Ev TERM\nis dumb,\n"
     ".Cm always ,\nwhich is also what\n.Fl Fl color\nalone means, or\n.Cm never .",
     set_colour},
    {'\0', "state-names", ARGUMENT_REQUIRED, "WHOSE", GROUP_FORMAT, COMPLETE_DIALECTS, NULL, SHOW_DIFF & IN_TABLE,
     "states in the words of ss, netstat, windows, bsd, …",
     "Show TCP states in the table in the words of another system or tool\n(see\n.Sx STATES ) .\n"
     "JSON and CSV keep the words of RFC 9293.",
     set_state_names},

    {'\0', "backend", ARGUMENT_REQUIRED, "NAME", GROUP_SOURCE, COMPLETE_BACKENDS, NULL, FROM(LIVE),
     "read the tables from this source only",
     "Read the tables from the backend\n.Ar NAME\nonly:\n.Cm sock_diag ,\nthe kernel's socket monitoring, or\n"
     ".Cm procfs ,\nthe files of\n.Pa /proc/net ,\nwhich do not have cookies, interfaces, v6only, limits of accept queues, "
     "bound sockets, or most details; nor users, queues and peers of unix sockets, nor types and peers of netlink sockets.\n"
     "In names of unix sockets a zero byte reads\n.Ql @ ,\nwhich a note says, "
     "and one that holds a newline can feign other sockets; "
     "before Linux 5.7 a connected unix datagram socket reads unconnected.\n"
     "Without this option the second is asked, table by table, where the first is missing or refused, and a note says so.",
     set_backend},
    {'\0', "proc-root", ARGUMENT_REQUIRED, "DIR", GROUP_SOURCE, COMPLETE_FILE, NULL, FROM(LIVE) & ~ON(KILL) & ~ON(EVENTS),
     "read DIR/net/tcp and so on in place of /proc/net/tcp",
     "Read the tables from the tree\n.Ar DIR\nin place of\n.Pa /proc :\nanother machine's or container's, or a copy of one.\n"
     "Implies\n.Fl Fl backend Cm procfs\nunless that option says otherwise.",
     set_proc_root},
    {'\0', "read", ARGUMENT_REQUIRED, "FILE", GROUP_SOURCE, COMPLETE_FILE, NULL, FROM(RECORDING) & ~ON(KILL) & ~ON(EVENTS) & ~ON(DIFF),
     "show a recording; - reads standard input",
     "Show what was recorded in\n.Ar FILE\n(\n.Ql -\nfor standard input) in place of the live tables.\n"
     "Any output of\n.Fl Fl json\nis a recording, whatever its style and the system that it is from;\n"
     "on Linux also the raw dumps of\n.Ql ss -D .\n"
     "All that it holds is shown unless options or the filter choose.\n"
     "Columns that are asked for and that it does not have are unknown, and a note says which.",
     set_read},
    {'\0', "record", ARGUMENT_REQUIRED, "FILE", GROUP_SOURCE, COMPLETE_FILE, NULL, ON(LIST) | ON(KILL) | ROWS | COUNTS,
     "write what was seen to FILE too, for --read",
     "Write all that the query has seen to\n.Ar FILE ,\nfor\n.Fl Fl read\nand\n.Nm\n.Cm diff :\n"
     "JSON lines with every column of\n.Fl Fl json\nand of\n.Fl e ,\nwarnings, and where they were asked for owners and details:\n"
     "for all that there is,\n.Ql lsock -p -oimb --tos --inet-sockopt --record FILE .",
     set_record},

    {'N', "netns", ARGUMENT_REQUIRED, "WHICH", GROUP_SOURCE, COMPLETE_NOTHING, NULL, FROM(LIVE),
     "network namespace: NAME, PID, INODE, PATH or all",
     "Read the tables of another network namespace: by the name that\n.Xr ip-netns 8\nknows it by, the id of a process in it, the number that the column NETNS shows, or a path.\n"
     "With\n.Cm all ,\nthose of every namespace that a process, a mount or a descriptor shows; the column NETNS tells them apart.\n"
     "Entering one takes\n.Dv CAP_SYS_ADMIN ;\n"
     "without it the files in\n.Pa /proc/PID/net\nof a process in it are read, as with\n.Cm --backend procfs .\n"
     "Not found are namespaces that only a socket or a descriptor in flight keeps alive, "
     "and what belongs to processes that this one may not look at: their descriptors, and mounts that only they see.",
     set_netns},
    {'\0', "net", ARGUMENT_REQUIRED, "WHICH", GROUP_SOURCE, COMPLETE_NOTHING, NULL, FROM(LIVE),
     "the same as --netns", NULL, set_netns},

    {'K', "kill", ARGUMENT_NONE, NULL, GROUP_OTHER, COMPLETE_NOTHING, NULL, ON(KILL) | ROWS | COUNTS | ON(LIVE) | ON(SCHEMA),
     "close the sockets that the filter chooses",
     "Close the sockets that the filter accepts, and list those that were closed.\n"
     "A filter is required.\n"
     "Listeners, bound sockets and UDP sockets without a peer are closed only if the filter names them:\n"
     ".Fl l ,\n.Fl B ,\n.Ql state listen ,\n.Ql listening ,\n.Ql bound .\n"
     "A port alone does not name them, nor does a negation such as\n.Ql exclude established .\n"
     "A message on standard error says how many sockets were closed, which were not, and why.\n"
     "If no socket matches, or only such as are spared, the exit status is 1.\n"
     "Their programs get the error\n.Er ECONNABORTED ,\nthe peers of TCP connections a reset.\n"
     "Only what was seen is closed, never a later socket with the same addresses; "
     "raw sockets, of which the kernel cannot be sure, are left alone, as is one of which the filter cannot be judged.\n"
     "It takes\n.Dv CAP_NET_ADMIN\nand a kernel with\n.Dv CONFIG_INET_DIAG_DESTROY .\n"
     "What is still there afterwards is named with the reason, and the exit status is 4: "
     "a UDP socket keeps the port that its program chose, "
     "and of many listeners that share a port by\n.Dv SO_REUSEPORT\nthe kernel may not find each.\n"
     "On Windows it takes an elevated prompt, and closes TCP connections of IPv4 only.",
     set_kill},
    {'\0', "dry-run", ARGUMENT_NONE, NULL, GROUP_OTHER, COMPLETE_NOTHING, NULL, ON(KILL) | ROWS | COUNTS | ON(LIVE),
     "with -K: close nothing, list what would be",
     "With\n.Fl K :\nclose nothing, and list what would be closed, with the same notes and exit status.", set_dry_run},

    {'E', "events", ARGUMENT_NONE, NULL, GROUP_OTHER, COMPLETE_NOTHING, NULL, ON(EVENTS) | ROWS | ON(LIVE) | ON(SCHEMA),
     "TCP and UDP sockets as they end, until interrupted",
     "Show TCP and UDP sockets as the kernel destroys them, a line each, until\n.Dv SIGINT\nor\n.Dv SIGTERM\ncomes, "
     "the reader goes away, or as many were shown as\n.Fl -limit\nsays; the kernel does not tell of others.\n"
     "It tells neither the last state of a socket nor who had it: these are from the tables, which are read at the begin "
     "and then every second\n.Pq Fl -interval ,\nand unknown of a socket that was there for less time than that.\n"
     "NOW is what became of a TCP socket: CLOSED, or the record in TIME-WAIT or FIN-WAIT-2 that the kernel goes on with, "
     "of whose end it does not tell.\n"
     "Queues and details are unknown but for those of\n.Fl e ,\nas they were seen last, and\n.Fl i ,\nas they were at the end; "
     "of a connection that its own program resets, and of one that could not be made, the kernel has forgotten these, "
     "and the addresses, which are then the ones seen last.\n"
     "Of formats there are the table, CSV and\n.Fl Fl json Ns Cm =lines\n.Pq Li lsock-events/1 .\n"
     "It takes no privilege, but with\n.Dv CAP_NET_ADMIN\nmore events can wait to be read.\n"
     "Where some were lost, a note says so and the exit status is 4.",
     set_events},
    {'\0', "interval", ARGUMENT_REQUIRED, "SECONDS", GROUP_OTHER, COMPLETE_NOTHING, NULL, ON(EVENTS) | ROWS | ON(LIVE),
     "with -E: how often the tables are read, 1 by default",
     "With\n.Fl E :\nread the tables every so many seconds, 1 by default; 0 reads them at the begin only.",
     set_interval},
    {'\0', "plan", ARGUMENT_NONE, NULL, GROUP_OTHER, COMPLETE_NOTHING, NULL, ON(LIST) | ON(PLAN) | ON(LIVE),
     "say what of the filter runs in the kernel",
     "List nothing, and say in words what of the filter runs in the kernel, what is judged here, and why.", set_plan},
    {'\0', "no-pushdown", ARGUMENT_NONE, NULL, GROUP_TESTS, COMPLETE_NOTHING, NULL, CHOOSE,
     "ask for every socket and judge here",
     "Ask the system for every socket and judge here: the answer must be the same.\nFor tests and reports of errors.",
     set_no_pushdown},
    {'\0', "list", ARGUMENT_NONE, NULL, GROUP_OTHER, COMPLETE_NOTHING, NULL, ON(EXPLAIN) | ON(TOPICS) | MODES_SOURCE,
     "with `lsock explain`: name all topics",
     "With\n.Cm explain :\nname all topics that can be explained.",
     set_list},
    {'\0', "json-schema", ARGUMENT_NONE, NULL, GROUP_OTHER, COMPLETE_NOTHING, NULL, MODES_VERB | ON(SCHEMA) | ON(LIVE),
     "print the JSON Schema of --json",
     "Print the JSON Schema of what\n.Fl Fl json\nprints; after a verb, of what that verb does.",
     set_json_schema},
    {'h', "help", ARGUMENT_NONE, NULL, GROUP_OTHER, COMPLETE_NOTHING, NULL, MODES_ALL,
     "show this help", NULL, set_help},
    {'V', "version", ARGUMENT_NONE, NULL, GROUP_OTHER, COMPLETE_NOTHING, NULL, MODES_ALL,
     "show the version", NULL, set_version},
};

static const struct option_refused refused_table[] = {
    {'d', "dccp", "DCCP sockets are not listed"},
    {'D', "diag", "raw dumps are not written"},
    {'\0', "tipcinfo", "details of TIPC are not shown"},
    {'\0', "bpf-maps", "socket-local storage of BPF is not shown"},
};
/* clang-format on */

const struct option *options_all(size_t *count)
{
    *count = COUNT_OF(option_table);
    return option_table;
}

const struct option_refused *options_refused(size_t *count)
{
    *count = COUNT_OF(refused_table);
    return refused_table;
}

const char *option_group_title(enum option_group group)
{
    static const char *const titles[GROUP_COUNT] = {
        [GROUP_WHAT] = "Which sockets",   [GROUP_SHOW] = "What to show of them",
        [GROUP_FORMAT] = "In which form", [GROUP_SOURCE] = "Where from",
        [GROUP_OTHER] = "Other",          [GROUP_TESTS] = "For tests",
    };

    return titles[group];
}
