/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compiler.h"
#include "terms.h"

/* clang-format off */
static const struct term terms[] = {
    {"connection", "TCP connection;socket pair;four-tuple;4-tuple;five-tuple",
     "What two programs have with each other: a pair of sockets, that is two addresses and two ports, "
     "and what both ends remember of it.",
     "Two connections may share three of the four numbers, never all four (with the protocol: five).",
     "RFC 9293 sections 3.1, 3.3.1, 4", "socket;port"},
    {"state", "TCP state;states;state machine;eleven states",
     "How far a connection is, as one end sees it. RFC 9293 names eleven states; systems differ in "
     "spelling, in numbers, and in a few states more.",
     "`lsock explain` alone draws how they follow each other.", "RFC 9293 section 3.3.2",
     "TCB;synchronized"},
    {"synchronized", "synchronized states;non-synchronized",
     "Both ends have heard and confirmed each other's SYN: ESTABLISHED and all states after it. LISTEN, "
     "SYN-SENT and SYN-RECEIVED are not.",
     "ss counts otherwise: its filter word synchronized takes in SYN-RECEIVED.",
     "RFC 9293 section 3.5.2; ss(8)", "handshake"},
    {"active open", NULL,
     "To open a connection by sending the first SYN: connect().", NULL, "RFC 9293 section 3.10.1",
     "passive open;handshake"},
    {"passive open", NULL,
     "To wait for the SYN of others: listen().", NULL, "RFC 9293 section 3.10.1",
     "active open;backlog"},
    {"active close", "active closer;first closer",
     "To be the first to send a FIN. That end passes FIN-WAIT-1 and FIN-WAIT-2, and it is the one that "
     "waits in TIME-WAIT.",
     "Client and server have nothing to do with it: whoever closes first is active.",
     "RFC 9293 section 3.6", "passive close;teardown;TIME-WAIT"},
    {"passive close", "passive closer;second closer",
     "To be the second to send a FIN. That end passes CLOSE-WAIT and LAST-ACK and has no TIME-WAIT.",
     "Client and server have nothing to do with it.", "RFC 9293 section 3.6",
     "active close;teardown;CLOSE-WAIT"},
    {"graceful close", "orderly release;orderly shutdown",
     "Both directions end with a FIN that is acknowledged, so that nothing on its way is lost.",
     "The other way is an abort: RST.", "RFC 9293 section 3.6", "teardown;RST"},
    {"half-open", "half-open connection",
     "One end has lost the connection, by a crash or a reboot, and the other does not know.",
     "No state shows it: the end that is left sees ESTABLISHED. It is found out when data or a "
     "keepalive is answered with RST, or not at all. The word is often used for SYN-RECEIVED, and "
     "sometimes for half-closed.",
     "RFC 9293 section 3.5.1", "half-closed;embryonic;keepalive"},
    {"half-closed", "half-close;half closed connection",
     "One direction is closed on purpose, the other still carries data: FIN-WAIT-2 at one end, "
     "CLOSE-WAIT at the other.",
     "shutdown() does it. It is legal and has no time limit as long as a program holds the socket.",
     "RFC 9293 section 3.6.1", "half-open;shutdown;FIN-WAIT-2;CLOSE-WAIT"},
    {"embryonic", "embryonic connection",
     "A handshake in progress: SYN-RECEIVED. A common word in firewalls and among the BSDs rather than "
     "of the RFC.",
     NULL, "common usage", "SYN-RECEIVED;SYN queue;half-open"},
    {"orphan", "orphaned connection;orphan socket",
     "A connection that is still closing and that no program holds any more; the kernel finishes it.",
     "On Linux its inode is 0. FIN-WAIT-1, FIN-WAIT-2, CLOSING and LAST-ACK can be orphans. A "
     "connection in an accept queue has no inode either, but its sending side is still open.",
     "Linux ip-sysctl, tcp_max_orphans", "FIN-WAIT-2;accept queue;tcp_max_orphans"},
    {"TIME-WAIT assassination", "assassination;time-wait hazards",
     "A stray packet or an RST ends TIME-WAIT early, so that old segments can run into a new connection "
     "between the same sockets.",
     "Linux lets an RST do so unless tcp_rfc1337 is 1.", "RFC 1337; Linux tcp_minisocks.c",
     "TIME-WAIT;tcp_rfc1337"},
    {"connection refused", "ECONNREFUSED;refused;closed port",
     "The answer to a SYN was RST: the host is there, and nothing listens on that port (or a firewall "
     "answers so).",
     "It comes at once and leaves no SYN-SENT behind. No answer at all is another thing.",
     "RFC 9293 sections 3.10.7.1, 3.10.7.3", "RST;SYN-SENT;connection timed out"},
    {"connection reset", "ECONNRESET;reset by peer;connection reset by peer",
     "The peer sent RST: it has no such connection, or it gave up.",
     "Data that had arrived before may still be readable; what was on its way is lost.",
     "RFC 9293 section 3.5.3", "RST;close with unread data"},
    {"connection timed out", "ETIMEDOUT;timeout;timed out",
     "No answer within the retries: to SYNs when opening, to data or probes later.",
     "It says that nothing came back, not that the peer is down.", "RFC 9293 section 3.8.3",
     "SYN-SENT;RTO;R2"},
    {"broken pipe", "EPIPE;SIGPIPE",
     "The program wrote to a connection that can take no more: its sending side is shut down, or the "
     "connection was reset.",
     NULL, "Linux tcp(7)", "RST;CLOSE-WAIT"},
    {"close with unread data", "RST and lost data;lost data;unread data",
     "If a program closes while received data is unread, TCP sends RST instead of FIN, so that the peer "
     "learns that its data was lost.",
     "Read to the end of the stream before closing. On Linux, what the peer had already received stays "
     "readable there; what was not yet delivered is lost.",
     "RFC 9293 section 3.6.1 (SHLD-3); RFC 1122 section 4.2.2.13", "RST;teardown"},
    {"SYN flood", "flood;half-open attack",
     "Many SYNs whose last ACK never comes, so that handshakes pile up in SYN-RECEIVED.",
     "A full accept queue, a path that works in one direction only or a port scan look alike, and the "
     "addresses can be forged: accuse nobody. SYN cookies keep a listener answering.",
     "RFC 4987", "SYN-RECEIVED;SYN cookie;accept queue"},
    {"CLOSE-WAIT leak", "leak;socket leak;descriptor leak;fd leak",
     "Connections in CLOSE-WAIT that only grow: a program that does not close what its peers have "
     "closed, until it runs out of descriptors.",
     "Look twice: rows without an inode wait for accept() and are no leak, and an idle pool may keep a "
     "few for minutes.",
     "RFC 9293 section 3.6", "CLOSE-WAIT;accept queue"},
    {"port exhaustion", "ephemeral port exhaustion;EADDRNOTAVAIL;out of ports",
     "No ephemeral port is left for one local address, remote address and remote port: connect() fails "
     "with EADDRNOTAVAIL, while other peers can still be reached.",
     "TIME-WAITs count. At the defaults of Linux, 28232 ports and 60 s are some 470 new connections a "
     "second to one such peer. Use connections again; more remote ports or addresses; a wider range; "
     "tcp_tw_reuse.",
     "Linux inet_hashtables.c", "ephemeral port;TIME-WAIT;tcp_tw_reuse;ip_local_port_range"},
    {"conntrack", "connection tracking;nf_conntrack",
     "A firewall's own view of connections, from the middle. Its states (SYN_SENT2, FIN_WAIT and others) "
     "are those of another machine and no states of a socket.",
     NULL, "Linux nf_conntrack_proto_tcp.c", "state"},
};
/* clang-format on */

const struct term_table connection_terms = {terms, COUNT_OF(terms)};
