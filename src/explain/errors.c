/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors as programs print them, by the names and numbers of POSIX, Linux and Windows: the segments
 * and states behind each, and where to look. */
#include "texts.h"

/* clang-format off */
const struct term error_table[] = {
    {"connection refused",
     "ECONNREFUSED;refused;closed port;WSAECONNREFUSED;10061;errno 111;target machine actively refused it",
     "connect() sent a SYN, and an RST came back. The host is up, but no program listens on that address and "
     "port, or a firewall rejects the SYN.",
     "The state goes from SYN-SENT to CLOSED at once, so no row is left. On the server, for port 80: `lsock why "
     "80`. A listener on 127.0.0.1 refuses other hosts. With UDP an ICMP \"port unreachable\" came back.",
     "RFC 9293 sections 3.10.7.1, 3.10.7.3; udp(7)", "RST;SYN-SENT;connection timed out"},
    {"connection reset",
     
     "ECONNRESET;connection reset by peer;reset by peer;WSAECONNRESET;10054;errno 104;"
     "forcibly closed by the remote host;peer reset",
     "An RST arrived on an open connection. The peer closed with unread data or a linger time of 0, or it no "
     "longer knows the connection; a firewall can also send the RST.",
     "The state goes to CLOSED at once, so no row is left. Data that arrived before the RST may still be "
     "readable. On the peer, list connections whose close would send RST: `lsock -t 'recv_queue > 0'`.",
     "RFC 9293 sections 3.5.2, 3.5.3, 3.6.1", "RST;close with unread data;broken pipe"},
    {"connection timed out",
     "ETIMEDOUT;timeout;timed out;WSAETIMEDOUT;10060;errno 110;operation timed out;did not properly respond",
     "All retries went without an ACK: of a SYN (SYN-SENT, about 2 minutes on Linux), of data (at least 15 "
     "minutes), or of keepalive probes.",
     "The error does not prove that the peer is down. A firewall that drops packets, a wrong route and a "
     "full accept queue of the server look the same. While it lasts: `lsock -to state syn-sent`. "
     "Unacknowledged data: `lsock -to 'send_queue > 0'`.",
     "RFC 9293 section 3.8.3; Linux ip-sysctl", "SYN-SENT;RTO;R2;accept queue"},
    {"broken pipe", "EPIPE;SIGPIPE;WSAESHUTDOWN;10058;errno 32;cannot send after transport endpoint shutdown",
     "The program wrote to a connection that accepts no more data: an RST has ended it, or its sending side "
     "is shut down.",
     "Often the peer closed (FIN; here CLOSE-WAIT), the program wrote, and an RST came back; the next write "
     "fails. Connections whose peer has closed: `lsock -tp state close-wait`.",
     "send(2); Linux tcp_reset()", "RST;CLOSE-WAIT;connection reset"},
    {"address already in use",
     "EADDRINUSE;EADDRINUSE error;address in use;port already in use;port in use;port already allocated;"
     "WSAEADDRINUSE;10048;errno 98;only one usage of each socket address",
     "Another socket has the address and port: a listener, a socket that is only bound, a connection, or, "
     "after a restart of the server, a connection in TIME-WAIT.",
     "No segment is involved. To see what uses port 80: `lsock why 80`. If only old connections are in the "
     "way, SO_REUSEADDR lets the server start.",
     "bind(2), listen(2), socket(7)", "SO_REUSEADDR;SO_EXCLUSIVEADDRUSE;TIME-WAIT;bind"},
    {"cannot assign requested address",
     "EADDRNOTAVAIL;cannot assign address;WSAEADDRNOTAVAIL;10049;errno 99;requested address is not valid in its context",
     "From bind(): this host does not have the address. From connect(): no ephemeral port is free for this peer.",
     "No segment is sent. Connections in TIME-WAIT use ports, too. `lsock -s --top 5` shows the peers with "
     "the most sockets, `lsock doctor` whether ports run out.",
     "bind(2), connect(2), ip(7)", "port exhaustion;ephemeral port;TIME-WAIT"},
    {"network is unreachable", "ENETUNREACH;network unreachable;WSAENETUNREACH;10051;errno 101",
     "This host has no route to the address, or a router reported that it has none (ICMP). Without a route "
     "no SYN is sent.",
     "The state returns to CLOSED at once. If the SYN gets no answer at all, the row stays instead: `lsock "
     "-t state syn-sent`. The routes: `ip route`.",
     "RFC 9293 section 3.9.2.2; ip(7)", "no route to host;connection timed out"},
    {"no route to host", "EHOSTUNREACH;host unreachable;host is unreachable;WSAEHOSTUNREACH;10065;errno 113;unreachable",
     "A router or firewall answered that the host cannot be reached (ICMP), or the host did not answer ARP.",
     "In SYN-SENT the attempt fails; an open connection keeps retransmitting. Attempts that still wait: "
     "`lsock -to state syn-sent`.",
     "RFC 9293 section 3.9.2.2; ip(7)", "network is unreachable;connection timed out;SYN-SENT"},
    {"too many open files", "EMFILE;ENFILE;WSAEMFILE;10024;errno 24;too many open sockets",
     "The process (EMFILE) or the system (ENFILE) has reached its limit of open files: socket() and accept() "
     "fail.",
     "No segment is involved, but connections then stay in the accept queue. A usual cause is CLOSE-WAIT: "
     "connections that the program never closes. Sockets per process: `lsock -t --group-by process,state`.",
     "open(2), accept(2), getrlimit(2)", "file descriptor;CLOSE-WAIT leak;accept queue"},
    {"resource temporarily unavailable",
     "EAGAIN;EWOULDBLOCK;would block;operation would block;WSAEWOULDBLOCK;10035;errno 11;try again",
     "A non-blocking call has nothing to do yet: no data to read, no connection to accept, or no space to "
     "write. Not a failure. A call with a time limit (SO_RCVTIMEO) returns it, too.",
     "The state does not change. Connections that wait for ACKs: `lsock -to 'send_queue > 0'`.",
     "recv(2), send(2), accept(2), socket(7)", "blocking;Send-Q;zero window"},
    {"operation now in progress",
     "EINPROGRESS;EALREADY;operation already in progress;WSAEINPROGRESS;10036;10037;errno 115",
     "connect() on a non-blocking socket has sent the SYN, and the answer has not arrived yet. Not a failure.",
     "The socket is in SYN-SENT: `lsock -to state syn-sent`. Once it is writable, SO_ERROR holds the result.",
     "connect(2)", "blocking;SYN-SENT;connect"},
    {"transport endpoint is not connected",
     "ENOTCONN;socket is not connected;not connected;WSAENOTCONN;10057;errno 107",
     "The call needs a connection, and the socket has none: connect() was not called or failed, or an RST has "
     "ended the connection.",
     "The state is CLOSED or LISTEN. To list the sockets of nginx: `lsock process = nginx`.",
     "send(2), shutdown(2), getpeername(2)", "connection reset;CLOSED;connect"},
    {"connection aborted",
     "ECONNABORTED;software caused connection abort;WSAECONNABORTED;10053;errno 103",
     "This host ended the connection, for instance with -K of lsock, or the connection ended before accept() "
     "returned it.",
     "The state goes to CLOSED. To watch sockets end: `lsock -E`.",
     "accept(2); Linux tcp_abort()", "ABORT;connection reset"},
    {"permission denied",
     "EACCES;EPERM;operation not permitted;errno 13;errno 1",
     "On Linux, bind() to a port below 1024 requires a capability, and so do raw sockets. A firewall of this "
     "host can make connect() and send() fail with EPERM.",
     "No segment is sent. To see whether port 80 can be bound: `lsock why 80`. lsock shows "
     "permission_denied if a process that it may not examine could own the socket.",
     "ip(7), connect(2), raw(7)", "privileged port;owner;WSAEACCES"},
    {"WSAEACCES", "10013;access permissions",
     "On Windows, bind() fails with it: another socket has the port with SO_EXCLUSIVEADDRUSE, or the port is in "
     "an excluded range.",
     "No segment is sent. `netsh int ipv4 show excludedportrange tcp` lists the ranges. To see who uses port 80: "
     "`lsock :80`.",
     "Microsoft Learn", "SO_EXCLUSIVEADDRUSE;EADDRINUSE"},
    {"no buffer space available", "ENOBUFS;WSAENOBUFS;10055;errno 105;ENOMEM;cannot allocate memory;errno 12",
     "The kernel has no memory or queue space for the call.",
     "The state does not change. `lsock -tm` shows the memory of each socket, `lsock -s` the memory of TCP "
     "and its limit.",
     "send(2), tcp(7)", "Send-Q;Recv-Q"},
    {"name or service not known",
     "EAI_NONAME;EAI_AGAIN;temporary failure in name resolution;no such host;unknown host;could not resolve host;"
     "WSAHOST_NOT_FOUND;11001",
     "The name of the host was not found, so no socket was connected: DNS or /etc/hosts has no such name, or no "
     "name server answered.",
     "No TCP segment is sent. Pending queries are UDP sockets connected to port 53: `lsock -u dport = :53`.",
     "getaddrinfo(3)", "connect;UDP"},
};
/* clang-format on */

const size_t error_count = COUNT_OF(error_table);
