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
    {.name = "udplite", .summary = "UDP-Lite sockets", CHOOSES, KIND(UDPLITE)},
    {.letter = 'w', .name = "raw", .summary = "raw sockets", CHOOSES, KIND(RAW)},
    {.letter = 'x', .name = "unix", .summary = "unix sockets",
     CHOOSES, KIND(UNIX),
     .text = "Unix sockets: paths, and\n.Ql @\nbefore abstract names, each with the inode of the socket; "
     "of the peer the kernel tells the inode alone.\n"
     "With\n.Fl p\nand no other kind of sockets, the processes at the other end stand beside."},
    {.letter = '0', .name = "packet", .summary = "packet sockets",
     CHOOSES, KIND(PACKET),
     .text = "Packet sockets: the protocol that each gets, and the interface.\n"
     "One without a protocol gets nothing."},
    {.letter = 'M', .name = "mptcp", .summary = "MPTCP sockets", CHOOSES, KIND(MPTCP)},
    {.name = "netlink", .summary = "netlink sockets",
     CHOOSES, KIND(NETLINK),
     .text = "Netlink sockets: the netlink family and the port id, which is 0 for the kernel."},
    {.letter = 'S', .name = "sctp", .summary = "SCTP sockets",
     CHOOSES, KIND(SCTP),
     .text = "SCTP endpoints, and their associations in the states of RFC 9260."},
    {.name = "vsock", .summary = "vsock sockets",
     CHOOSES, KIND(VSOCK),
     .text = "Vsock sockets: context ids and ports."},
    {.name = "xdp", .summary = "XDP sockets",
     CHOOSES, KIND(XDP),
     .text = "XDP sockets: the interface, and its queue in place of a port."},
    {.name = "tipc", .summary = "TIPC sockets",
     CHOOSES, KIND(TIPC),
     .text = "TIPC sockets: the node in hexadecimal, and in place of a port the socket's number there."},
    {.letter = 'A', .name = "query", ARGUMENT("LIST"), .completion = COMPLETE_CHOICE_LIST, .choices = KINDS_NAMES, .summary = "sockets of these kinds, as ss names them",
     CHOOSES, COMPUTES(query),
     .text = "Sockets of the kinds in LIST, separated by commas and named as in\n.Xr ss 8 ;\n"
     ".Ql !\\&\nbefore a name takes that kind away; a list that begins so, takes away from all."},
    {.letter = '4', .name = "ipv4", .summary = "sockets that carry IPv4, dual-stack ones included",
     CHOOSES, ADDS(families, FAMILY_BIT(FAMILY_INET)),
     .text = "Sockets that carry IPv4: those of family inet, IPv6 sockets with v4-mapped addresses, and "
     "dual-stack listeners, which answer for IPv4 too and are shown with the local address\n"
     ".Ql * ."},
    {.letter = '6', .name = "ipv6", .summary = "IPv6 sockets", CHOOSES, ADDS(families, FAMILY_BIT(FAMILY_INET6))},
    {.letter = 'a', .name = "all", .summary = "sockets in every state: the default",
     CHOOSES, SETS(selection, SELECT_ALL),
     .text = "Sockets in every state.\n"
     "This is the default: unlike\n.Xr ss 8 ,\na listing hides no state.\n"
     "Of\n.Fl a , l\nand\n.Fl B\nthe last one wins."},
    {.letter = 'l', .name = "listening", .summary = "only listeners: TCP in LISTEN, UDP without a peer",
     CHOOSES, SETS(selection, SELECT_LISTENING)},
    {.letter = 'B', .name = "bound-inactive", .summary = "only TCP sockets that hold a port and do nothing",
     CHOOSES, SETS(selection, SELECT_BOUND),
     .text = "Only TCP sockets that are bound to a port and neither listening nor connected: they keep a port busy "
     "and stand in no other listing.\n"
     "Linux 6.8 or later reports them."},
    {.letter = 'f', .name = "family", ARGUMENT("FAMILY"), CHOICES(FAMILIES(LIST_NAME, LIST_BLANK_NAME)), .summary = "sockets of this family",
     CHOOSES, COMPUTES(family),
     .text = "Only sockets of this family:\n.Cm inet\nas\n.Fl 4 ,\n.Cm inet6\nas\n.Fl 6 ,\nand others that\n.Xr ss 8\nhas.\n"
     "Given more than once, the families unite."},
    {.letter = 'F', .name = "filter", ARGUMENT("FILE"), .summary = "the filter in FILE holds, too; - is standard input",
     CHOOSES, TAKES_PATH(filter_file),
     .text = "Only sockets that the filter in\n.Ar FILE\naccepts as well;\n.Ql -\nis standard input.\n"
     "From\n.Ql #\nto the end of the line it is a comment."},
};
/* clang-format on */

GROUP(options_sockets, "Which sockets");
