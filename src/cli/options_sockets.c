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
    {'t', "tcp", "TCP sockets", CHOOSES, KIND(TCP)},
    {'u', "udp", "UDP sockets", CHOOSES, KIND(UDP)},
    {'\0', "udplite", "UDP-Lite sockets", CHOOSES, KIND(UDPLITE), NOT_ON_WINDOWS(NOT_LISTED)},
    {'w', "raw", "raw sockets", CHOOSES, KIND(RAW), NOT_ON_WINDOWS(NOT_LISTED)},
    {'x', "unix", "unix sockets", CHOOSES, KIND(UNIX), NOT_ON_WINDOWS(NOT_LISTED)},
    {'0', "packet", "packet sockets", CHOOSES, KIND(PACKET), NOT_ON_WINDOWS(NOT_LISTED)},
    {'M', "mptcp", "MPTCP sockets", CHOOSES, KIND(MPTCP), NOT_ON_WINDOWS(NOT_LISTED)},
    {'\0', "netlink", "netlink sockets", CHOOSES, KIND(NETLINK), NOT_ON_WINDOWS(NOT_LISTED)},
    {'S', "sctp", "SCTP sockets", CHOOSES, KIND(SCTP), NOT_ON_WINDOWS(NOT_LISTED)},
    {'\0', "vsock", "vsock sockets", CHOOSES, KIND(VSOCK), NOT_ON_WINDOWS(NOT_LISTED)},
    {'\0', "xdp", "XDP sockets", CHOOSES, KIND(XDP), NOT_ON_WINDOWS(NOT_LISTED)},
    {'\0', "tipc", "TIPC sockets", CHOOSES, KIND(TIPC), NOT_ON_WINDOWS(NOT_LISTED)},
    {'A', "query", "sockets of these kinds, as ss names them", ARGUMENT("LIST"), .completion = COMPLETE_CHOICE_LIST, .choices = KINDS_NAMES,
     CHOOSES, COMPUTES(query)},
    {'4', "ipv4", "sockets that carry IPv4, dual-stack ones included",
     CHOOSES, ADDS(families, FAMILY_BIT(FAMILY_INET))},
    {'6', "ipv6", "IPv6 sockets", CHOOSES, ADDS(families, FAMILY_BIT(FAMILY_INET6))},
    {'a', "all", "sockets in every state: the default", CHOOSES, SETS(selection, SELECT_ALL)},
    {'l', "listening", "only listeners: TCP in LISTEN, UDP without a peer", CHOOSES, SETS(selection, SELECT_LISTENING)},
    {'B', "bound-inactive", "only TCP sockets that hold a port and do nothing", CHOOSES, SETS(selection, SELECT_BOUND)},
    {'f', "family", "sockets of this family", ARGUMENT("FAMILY"), CHOICES(FAMILIES(LIST_NAME, LIST_BLANK_NAME)),
     CHOOSES, COMPUTES(family)},
    {'F', "filter", "the filter in FILE holds, too; - is standard input", ARGUMENT("FILE"),
     CHOOSES, TAKES_PATH(filter_file)},
};
/* clang-format on */

GROUP(options_sockets, "Which sockets");
