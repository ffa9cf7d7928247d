/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compiler.h"
#include "terms.h"

/* clang-format off */
static const struct term terms[] = {
    {"socket", "sockets",
     "In the RFC: an address together with a port. In programs: the handle, a descriptor, for one end of "
     "a communication.",
     "A TCP connection is a pair of sockets in the first sense; they may be on two machines or on one.",
     "RFC 9293 sections 3.1, 4; socket(7)", "port;connection;socket and port"},
    {"port", "port number;ports",
     "A number of 16 bits that tells the programs of a host apart, within one protocol: TCP 80 and UDP "
     "80 are two ports.",
     NULL, "RFC 9293 section 3.1", "ephemeral port;socket and port;wildcard"},
    {"socket and port", "socket against port;socket vs port;port and socket;port vs socket;port against socket",
     "A port is a number; a socket is an end of a communication, which has a port among other things. "
     "One port serves many sockets: a listener on 443 and each of its thousand connections all have "
     "local port 443.",
     "They are told apart by the other end's address and port.", "RFC 9293 section 3.1",
     "socket;port;connection"},
    {"ephemeral port", "dynamic port;ephemeral ports;local port",
     "The local port that the system picks for an outgoing connection: 32768 to 60999 by default on "
     "Linux, 49152 to 65535 on Windows.",
     NULL, "Linux ip-sysctl; Microsoft Learn", "port exhaustion;ip_local_port_range;connect"},
    {"privileged port", "well-known port;low port",
     "A port below ip_unprivileged_port_start (1024 by default): on Linux, to bind it takes a "
     "capability. Windows has no such rule.",
     NULL, "Linux ip-sysctl", "ip_unprivileged_port_start;bind"},
    {"stream and datagram", "stream;datagram;stream against datagram;stream vs datagram;SOCK_STREAM;SOCK_DGRAM",
     "A stream is bytes in order without borders between writes: TCP. A datagram is a message, whole or "
     "not at all, in no promised order: UDP.",
     NULL, "socket(2), udp(7)", "TCP and UDP;UNIX socket"},
    {"TCP and UDP", "TCP;UDP;TCP against UDP;TCP vs UDP;UDP against TCP",
     "TCP makes a connection with states, repeats what is lost, keeps the order and slows down for the "
     "receiver. UDP sends single messages and has none of that, so it has no states either.",
     "A UDP socket is shown as unconnected, or as connected once it has been given a peer.",
     "RFC 9293, RFC 768", "stream and datagram;state"},
    {"UNIX socket", "INET against UNIX sockets;INET vs UNIX;INET socket;INET sockets;INET;UNIX;UNIX sockets;unix domain socket;INET and UNIX sockets;AF_UNIX;AF_INET",
     "An INET socket has addresses and ports and can reach other hosts; a UNIX socket has a path or an "
     "abstract name and stays within one machine.",
     "UNIX sockets can pass descriptors and tell who is at the other end; they have no TCP states.",
     "unix(7), ip(7)", "socket;loopback"},
    {"server and client socket", "server socket;client socket;listening socket;server;client",
     "A server's listening socket only makes new sockets, one for each connection that accept() "
     "returns. A client's socket becomes the connection itself.",
     "Which end is client and which is server decides who opens, never who closes first.",
     "listen(2), accept(2), connect(2)", "listen;accept;connect"},
    {"bind", NULL,
     "To give a socket its local address and port. Nothing listens yet.",
     "Clients normally skip it and get an ephemeral port from connect(). On Linux a socket that is only "
     "bound is in no ordinary listing: `lsock -B`.",
     "bind(2)", "listen;ephemeral port;SO_REUSEADDR"},
    {"listen", NULL,
     "To make a socket a listener with an accept queue of a given length. It returns at once.", NULL,
     "listen(2)", "accept;backlog;LISTEN"},
    {"accept", NULL,
     "To take one finished connection out of the accept queue as a new socket. It waits while there is "
     "none, unless the socket is non-blocking.",
     "The kernel has finished the handshake before: a connection can be ESTABLISHED, hold data and even "
     "be closed by its peer before it is accepted.",
     "accept(2)", "backlog;blocking"},
    {"connect", NULL,
     "To open a connection to a peer; a port of its own comes with it if there is none yet. With UDP it "
     "only notes the peer.",
     NULL, "connect(2)", "SYN-SENT;ephemeral port"},
    {"close", NULL,
     "To give up a descriptor. The last one closes the connection: what is queued is sent, then FIN; "
     "with received data unread, RST.",
     "Linux also has CLOSE as a word for the state CLOSED; the two have nothing to do with each other.",
     "close(2); RFC 9293 sections 3.6, 3.10.4", "shutdown;linger;close with unread data"},
    {"shutdown", NULL,
     "To close one direction, or both, while the descriptor stays: FIN is sent, and the rest can still "
     "be read.",
     NULL, "shutdown(2)", "half-closed;close"},
    {"linger", "SO_LINGER;TCP_LINGER2",
     "SO_LINGER lets close() wait until what is queued has been acknowledged; with a time of 0 it aborts "
     "with RST.",
     "TCP_LINGER2 is another thing: how long an orphan of this socket may stay in FIN-WAIT-2.",
     "socket(7), tcp(7)", "close;RST;tcp_fin_timeout"},
    {"blocking", "non-blocking;O_NONBLOCK",
     "A blocking call waits until it can be done: accept() for a connection, read() for data. On a "
     "non-blocking socket it returns at once and says so.",
     NULL, "socket(7)", "accept;connect"},
    {"wildcard", "wildcard address;0.0.0.0;::;INADDR_ANY;any address",
     "0.0.0.0 or [::]: every local address. A listener there is reachable from every interface, unless "
     "a firewall is in the way.",
     "The table shows no firewall. [::] also takes IPv4, unless the socket is v6only.",
     "ip(7), ipv6(7)", "dual-stack;loopback;listen"},
    {"loopback", "localhost;127.0.0.1;::1",
     "127.0.0.0/8 and ::1: the machine itself, from which alone it can be reached.", NULL,
     "RFC 1122 section 3.2.1.3; RFC 4291 section 2.5.3", "wildcard"},
    {"dual-stack", "v6only;IPV6_V6ONLY;v4-mapped;mapped address",
     "An IPv6 socket on [::] that is not v6only serves IPv4 as well; its IPv4 peers appear as "
     "::ffff:192.0.2.1.",
     "Here it is shown as *, and `lsock -4` finds it too.", "RFC 3493 section 5.3; ipv6(7)",
     "wildcard"},
    {"SO_REUSEADDR", "reuseaddr;EADDRINUSE;address already in use",
     "Lets a server bind its port again while old connections of it are in TIME-WAIT. Two listeners on "
     "one address and port it does not allow.",
     NULL, "socket(7)", "SO_REUSEPORT;TIME-WAIT;bind"},
    {"SO_REUSEPORT", "reuseport",
     "Several listeners on one address and port: the kernel spreads new connections among them by a "
     "hash, not by how busy they are.",
     "A listener that is stuck keeps getting its share. All of them must set it, and belong to one user.",
     "socket(7)", "SO_REUSEADDR;backlog"},
    {"inode", "socket inode",
     "The number by which Linux ties a socket to the descriptors of processes. 0: no process holds it.",
     "Then it waits in an accept queue (its sending side is open), or it is an orphan (shut down), or "
     "one of the kernel's small records.",
     "Linux inet_diag.c, proc(5)", "orphan;backlog;TIME-WAIT"},
    {"owner", "not found;permission_denied;not_requested;process_status",
     "A process that holds a descriptor of the socket.",
     "(not found): every process was examined, and none holds the socket. permission_denied, or - in a "
     "table: a process that could not be examined may hold it. not_requested: lsock did not look for owners.",
     "Linux proc(5)", "orphan;inode;backlog"},
    {"unconnected", "UNCONN;connected",
     "Of UDP: without a peer, so that it takes datagrams from anyone; connected: it was given one.",
     "ss also writes UNCONN for TCP's CLOSED.", "udp(7); ss(8)", "TCP and UDP;CLOSED"},
};
/* clang-format on */

const struct term_table socket_terms = {terms, COUNT_OF(terms)};
