/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options that select sockets. */
#include "option_rows.h"
#include "protocol.h"
#include "words.h"

#define KIND(protocol) .effect = EFFECT_KIND, .value = PROTOCOL_##protocol

COMPUTE(query)
{
    return kinds_parse(&options->kinds, argument, error);
}

COMPUTE(family)
{
    enum family family;

    options->owners |= OWNERS_NOT_BY_DEFAULT;
    if (filter_family(argument, &family)) {
        options->families |= FAMILY_BIT(family);
        return true;
    }
    error_set(error, STATUS_USAGE, "unknown address family");
    error_remedy(error, FAMILY_LIST);
    return error_mark(error, argument, 0, argument.length);
}

/* clang-format off */
static const struct option rows[] = {
    {'t', "tcp", "list TCP sockets", CHOOSES, KIND(TCP)},
    {'u', "udp", "list UDP sockets", CHOOSES, KIND(UDP)},
    {'\0', "udplite", "list UDP-Lite sockets", CHOOSES, KIND(UDPLITE), NOT_ON_WINDOWS(NOT_LISTED)},
    {'w', "raw", "list raw sockets", CHOOSES, KIND(RAW), NOT_ON_WINDOWS(NOT_LISTED)},
    {'x', "unix", "list unix sockets", CHOOSES, KIND(UNIX), NOT_ON_WINDOWS(NOT_LISTED)},
    {'0', "packet", "list packet sockets", CHOOSES, KIND(PACKET), NOT_ON_WINDOWS(NOT_LISTED)},
    {'M', "mptcp", "list MPTCP sockets", CHOOSES, KIND(MPTCP), NOT_ON_WINDOWS(NOT_LISTED)},
    {'\0', "netlink", "list netlink sockets", CHOOSES, KIND(NETLINK), NOT_ON_WINDOWS(NOT_LISTED)},
    {'S', "sctp", "list SCTP sockets", CHOOSES, KIND(SCTP), NOT_ON_WINDOWS(NOT_LISTED)},
    {'\0', "vsock", "list vsock sockets", CHOOSES, KIND(VSOCK), NOT_ON_WINDOWS(NOT_LISTED)},
    {'\0', "xdp", "list XDP sockets", CHOOSES, KIND(XDP), NOT_ON_WINDOWS(NOT_LISTED)},
    {'\0', "tipc", "list TIPC sockets", CHOOSES, KIND(TIPC), NOT_ON_WINDOWS(NOT_LISTED)},
    {'A', "query", "list these kinds of sockets, named as in ss", ARGUMENT("LIST"), .completion = COMPLETE_CHOICE_LIST, .choices = KINDS_NAMES,
     CHOOSES, COMPUTES(query)},
    {'4', "ipv4", "list sockets that carry IPv4, also dual-stack",
     CHOOSES, ADDS(families, FAMILY_BIT(FAMILY_INET))},
    {'6', "ipv6", "list IPv6 sockets", CHOOSES, ADDS(families, FAMILY_BIT(FAMILY_INET6))},
    {'a', "all", "list sockets in every state (default)", CHOOSES, SETS(selection, SELECT_ALL)},
    {'l', "listening", "list only listeners: TCP LISTEN, UDP without a peer", CHOOSES, SETS(selection, SELECT_LISTENING)},
    {'B', "bound-inactive", "list only bound TCP sockets that are otherwise idle", CHOOSES, SETS(selection, SELECT_BOUND)},
    {'f', "family", "list only sockets of this family", ARGUMENT("FAMILY"), CHOICES(FAMILIES(LIST_NAME, LIST_BLANK_NAME)),
     CHOOSES, COMPUTES(family)},
    {'F', "filter", "read a filter from FILE; - is standard input", ARGUMENT("FILE"),
     CHOOSES, TAKES_PATH(filter_file)},
};
/* clang-format on */

GROUP(options_sockets, "Selection");
