/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options: which sockets. */
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
    error_set(error, STATUS_USAGE, "there is no such family of addresses");
    error_remedy(error, FAMILY_LIST);
    error_mark(error, argument, 0, argument.length);
    return false;
}

/* clang-format off */
static const struct option rows[] = {
    {.letter = 't', .name = "tcp", .summary = "TCP sockets", CHOOSES, KIND(TCP)},
    {.letter = 'u', .name = "udp", .summary = "UDP sockets", CHOOSES, KIND(UDP)},
    {.name = "udplite", .summary = "UDP-Lite sockets", CHOOSES, KIND(UDPLITE), NOT_ON_WINDOWS(NOT_LISTED)},
    {.letter = 'w', .name = "raw", .summary = "raw sockets", CHOOSES, KIND(RAW), NOT_ON_WINDOWS(NOT_LISTED)},
    {.letter = 'x', .name = "unix", .summary = "unix sockets", CHOOSES, KIND(UNIX), NOT_ON_WINDOWS(NOT_LISTED)},
    {.letter = '0', .name = "packet", .summary = "packet sockets", CHOOSES, KIND(PACKET), NOT_ON_WINDOWS(NOT_LISTED)},
    {.letter = 'M', .name = "mptcp", .summary = "MPTCP sockets", CHOOSES, KIND(MPTCP), NOT_ON_WINDOWS(NOT_LISTED)},
    {.name = "netlink", .summary = "netlink sockets", CHOOSES, KIND(NETLINK), NOT_ON_WINDOWS(NOT_LISTED)},
    {.letter = 'S', .name = "sctp", .summary = "SCTP sockets", CHOOSES, KIND(SCTP), NOT_ON_WINDOWS(NOT_LISTED)},
    {.name = "vsock", .summary = "vsock sockets", CHOOSES, KIND(VSOCK), NOT_ON_WINDOWS(NOT_LISTED)},
    {.name = "xdp", .summary = "XDP sockets", CHOOSES, KIND(XDP), NOT_ON_WINDOWS(NOT_LISTED)},
    {.name = "tipc", .summary = "TIPC sockets", CHOOSES, KIND(TIPC), NOT_ON_WINDOWS(NOT_LISTED)},
    {.letter = 'A', .name = "query", ARGUMENT("LIST"), .completion = COMPLETE_CHOICE_LIST, .choices = KINDS_NAMES, .summary = "sockets of these kinds, as ss names them",
     CHOOSES, COMPUTES(query)},
    {.letter = '4', .name = "ipv4", .summary = "sockets that carry IPv4, dual-stack ones included",
     CHOOSES, ADDS(families, FAMILY_BIT(FAMILY_INET))},
    {.letter = '6', .name = "ipv6", .summary = "IPv6 sockets", CHOOSES, ADDS(families, FAMILY_BIT(FAMILY_INET6))},
    {.letter = 'a', .name = "all", .summary = "sockets in every state: the default",
     CHOOSES, SETS(selection, SELECT_ALL)},
    {.letter = 'l', .name = "listening", .summary = "only listeners: TCP in LISTEN, UDP without a peer",
     CHOOSES, SETS(selection, SELECT_LISTENING)},
    {.letter = 'B', .name = "bound-inactive", .summary = "only TCP sockets that hold a port and do nothing",
     CHOOSES, SETS(selection, SELECT_BOUND)},
    {.letter = 'f', .name = "family", ARGUMENT("FAMILY"), CHOICES(FAMILIES(LIST_NAME, LIST_BLANK_NAME)), .summary = "sockets of this family",
     CHOOSES, COMPUTES(family)},
    {.letter = 'F', .name = "filter", ARGUMENT("FILE"), .summary = "the filter in FILE holds, too; - is standard input",
     CHOOSES, TAKES_PATH(filter_file)},
};
/* clang-format on */

GROUP(options_sockets, "Which sockets");
