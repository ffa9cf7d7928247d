/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "texts.h"

/* clang-format off */
const struct term term_table[] = {
    /* Opening, closing, what goes wrong */
    {"connection", "TCP connection",
     "A pair of sockets (two addresses and two ports) and the state that each end keeps for it.",
     "Two connections can have three of these four values in common, but never all four.",
     "RFC 9293 sections 3.1, 3.3.1, 4", "socket;port"},
    {"state",
     "TCP state;state machine;eleven states;socket states;connection states;TCP connection states;"
     "states of TCP",
     "The stage of a connection as one end sees it. RFC 9293 names eleven states; systems differ in "
     "spelling, in numbers, and in a few extra states.",
     "`lsock explain` without a topic draws all transitions.",
     "RFC 9293 section 3.3.2", "TCB;synchronized"},
    {"synchronized", "synchronized states;non-synchronized",
     "Each end has acknowledged the other's SYN: ESTABLISHED and all later states. LISTEN, SYN-SENT and "
     "SYN-RECEIVED are not synchronized.",
     "In ss the filter word synchronized includes SYN-RECEIVED.",
     "RFC 9293 section 3.5.2; ss(8)", "handshake"},
    {"active open", "active OPEN call",
     "Opening a connection by sending the first SYN: connect().",
     NULL, "RFC 9293 section 3.10.1", "passive open;handshake"},
    {"passive open", NULL,
     "Waiting for the SYN of a peer: listen().",
     NULL, "RFC 9293 section 3.10.1", "active open;backlog"},
    {"active close", "active closer;first closer;active",
     "Sending the first FIN. That end goes through FIN-WAIT-1 and FIN-WAIT-2, and waits in TIME-WAIT.",
     "Either the client or the server can be the active closer.",
     "RFC 9293 section 3.6", "passive close;teardown;TIME-WAIT"},
    {"passive close", "passive closer;second closer;passive",
     "Sending the second FIN. That end goes through CLOSE-WAIT and LAST-ACK, and has no TIME-WAIT.",
     "Either the client or the server can be the passive closer.",
     "RFC 9293 section 3.6", "active close;teardown;CLOSE-WAIT"},
    {"graceful close", "orderly release;orderly shutdown",
     "Each end sends a FIN and the other end acknowledges it, so no data is lost in the network.",
     "The opposite is an abort: RST.",
     "RFC 9293 section 3.6", "teardown;RST"},
    {"half-open", "half-open connection",
     "One end has lost the connection, by a crash or a reboot, and the other end does not know.",
     "No state shows it: the remaining end stays ESTABLISHED. People also say half-open for SYN-RECEIVED, and "
     "by mistake for half-closed: one direction closed on purpose.",
     "RFC 9293 section 3.5.1", "half-closed;SYN-RECEIVED;embryonic;keepalive"},
    {"half-closed", "half-close;half closed connection",
     "One direction is closed on purpose, the other still carries data: FIN-WAIT-2 at one end, CLOSE-WAIT at "
     "the other.",
     "shutdown() causes it. It is legal and has no time limit while a program holds the socket. Half-open is "
     "different: one end has lost the connection.",
     "RFC 9293 section 3.6.1", "half-open;shutdown;FIN-WAIT-2;CLOSE-WAIT"},
    {"embryonic", "embryonic connection",
     "A handshake in progress: SYN-RECEIVED. Firewalls and the BSDs use the word, the RFC does not.",
     NULL, "common usage", "SYN-RECEIVED;SYN queue;half-open"},
    {"orphan", "orphaned connection;orphan socket",
     "A closing connection whose program has closed the socket or exited; the kernel completes the close.",
     "On Linux its inode is 0. FIN-WAIT-1, FIN-WAIT-2, CLOSING and LAST-ACK can be orphans. A connection in an "
     "accept queue has no inode either, but its sending side is open.",
     "Linux ip-sysctl, tcp_max_orphans", "FIN-WAIT-2;accept queue;tcp_max_orphans"},
    {"TIME-WAIT assassination", "assassination;time-wait hazards",
     "An RST ends TIME-WAIT early, so old segments can reach a new connection between the same sockets.",
     "TIME-WAIT answers an old segment with an ACK. The peer no longer knows the connection and answers with "
     "RST. Linux accepts that RST unless tcp_rfc1337 is 1.",
     "RFC 1337; Linux tcp_minisocks.c", "TIME-WAIT;tcp_rfc1337"},
    {"close with unread data", "RST and lost data;lost data;unread data",
     "If a program closes while received data is unread, TCP sends RST instead of FIN: the peer learns that "
     "its data was lost.",
     "Read to the end of the stream before close(). On Linux the peer can still read data that has already "
     "arrived; data in flight is lost.",
     "RFC 9293 section 3.6.1 (SHLD-3); RFC 1122 section 4.2.2.13", "RST;teardown"},
    {"SYN flood", "flood;half-open attack",
     "An attack with many SYNs and no final ACK. Handshakes pile up in SYN-RECEIVED.",
     "A full accept queue, a one-way path or a port scan look the same, and addresses can be forged: the "
     "source addresses prove nothing. With SYN cookies a listener still answers.",
     "RFC 4987", "SYN-RECEIVED;SYN cookie;accept queue"},
    {"CLOSE-WAIT leak", "leak;socket leak;descriptor leak;fd leak",
     "A growing number of connections in CLOSE-WAIT: the peers have closed, but the program does not. In the "
     "end it runs out of file descriptors.",
     "Rows without an inode are waiting for accept(); they are not a leak. An idle connection pool may keep "
     "a few for minutes.",
     "RFC 9293 section 3.6", "CLOSE-WAIT;accept queue"},
    {"port exhaustion", "ephemeral port exhaustion;out of ports",
     "No ephemeral port is free for one local address, remote address and remote port. connect() fails with "
     "EADDRNOTAVAIL; other peers can still be reached.",
     "Connections in TIME-WAIT count, too. With the defaults of Linux, 28232 ports and 60 s allow about 470 "
     "new connections a second to one such peer. Reuse connections, add remote ports or addresses, widen the "
     "range, or set tcp_tw_reuse.",
     "Linux inet_hashtables.c", "ephemeral port;TIME-WAIT;tcp_tw_reuse;ip_local_port_range"},
    {"conntrack", "connection tracking;nf_conntrack",
     "A firewall's own record of connections that pass it. Its states (SYN_SENT2, FIN_WAIT and others) are not "
     "states of a socket.",
     NULL, "Linux nf_conntrack_proto_tcp.c", "state"},

    /* Segments, timers, queues of a connection */
    {"segment", "TCP segment",
     "The unit that TCP sends: a header with ports, numbers and flags, with or without data.",
     NULL, "RFC 9293 section 3.1", "SYN;ACK;FIN;RST"},
    {"SYN", "synchronize",
     "The flag that opens a connection: it carries the sender's initial sequence number.",
     "It takes one sequence number, so an unanswered SYN counts as 1 in Send-Q.",
     "RFC 9293 sections 3.1, 3.4", "handshake;ISN"},
    {"ACK", "acknowledgment;acknowledgement;cumulative ack;acked",
     "The flag that acknowledges every byte before a number. The kernel sends it, not the program.",
     "It does not mean that the program has read the data.",
     "RFC 9293 sections 3.1, 3.4", "segment;Recv-Q"},
    {"FIN", "finish",
     "The flag that closes one direction: its sender will send no more data.",
     "It takes a sequence number, like a byte. So it counts as 1 in Recv-Q until it is read, and in Send-Q "
     "until it is acknowledged.",
     "RFC 9293 sections 3.1, 3.6", "teardown;Recv-Q"},
    {"RST", "reset;reset segment",
     "The flag that aborts a connection, or answers a segment for a connection that does not exist. The "
     "receiver closes the connection at once and sends no ACK.",
     "TCP sends it when a SYN finds no listener, and when a program closes with unread data or with a linger "
     "time of 0.",
     "RFC 9293 sections 3.5.2, 3.5.3", "connection refused;close with unread data;challenge ACK"},
    {"challenge ACK", NULL,
     "An ACK that answers a suspicious RST or SYN of an open connection. A peer that has really lost the "
     "connection replies with a valid RST.",
     "A forged RST must hit exactly the next sequence number to end a connection.",
     "RFC 9293 section 3.10.7.4; RFC 5961", "RST"},
    {"sequence number",
     "ISN;ISS;initial sequence number;SEQ;SEQ number;random sequence number",
     "The position of a byte in the stream of one direction; a segment carries the number of its first byte. "
     "Each direction starts at its own initial sequence number (ISN).",
     "An ISN must be hard to guess: a clock plus a keyed hash. SYN and FIN take one number each.",
     "RFC 9293 sections 3.4, 3.4.1", "acknowledgment number;SYN;FIN;PAWS"},
    {"acknowledgment number", "acknowledgement number;ack number",
     "The next sequence number that the receiver expects: ACK=101 acknowledges every byte up to 100.",
     "It is valid only with the ACK flag, which every segment has except the first SYN and some RSTs.",
     "RFC 9293 section 3.1", "ACK;sequence number;SACK"},
    {"Recv-Q", "recv_queue;receive queue;rx_queue;rq",
     "For a connection: received bytes that the program has not read yet. An unread FIN counts as 1.",
     "For a listener: completed connections that wait for accept(). In `lsock --json` this number is "
     "accept_queue, and its limit is accept_queue_max.",
     "Linux tcp_diag.c", "Send-Q;accept queue;FIN"},
    {"Send-Q", "send_queue;tx_queue;wq",
     "For a connection: bytes that the peer has not acknowledged, including bytes not sent yet. An "
     "unacknowledged SYN or FIN counts as 1.",
     "For a listener, in ss and lsock: the limit of its accept queue. /proc/net/tcp shows 0 instead.",
     "Linux tcp_diag.c", "Recv-Q;accept queue;zero window"},
    {"window", "receive window;flow control;sliding window;window size;window update;advertised window;rwnd;rcv_wnd;snd_wnd",
     "How many bytes the receiver can accept. The sender must not have more than that unacknowledged.",
     "Every ACK carries the current window, which slides forward as data is acknowledged. It shrinks while "
     "the program does not read. A window of 0 stops the sender: see zero window.",
     "RFC 9293 section 3.8.6", "zero window"},
    {"zero window", "window probe;zero window probe;window 0;window zero;full window",
     "The receive buffer is full, so the receiver advertises window 0. The sender waits and sends window "
     "probes until the window opens.",
     "The cause: the program at the receiver does not read.",
     "RFC 9293 section 3.8.6.1 (MUST-36, MUST-37)", "window;Send-Q"},
    {"retransmission timeout",
     "RTO;retransmission;retransmission timer;backoff;exponential backoff;retry;retries;resend;"
     "lost packet;packet loss;loss;lost segment",
     "How long TCP waits for an ACK before it retransmits. It starts at 1 s, follows the measured round trip "
     "time, and doubles after each retransmission.",
     "Linux keeps it between 0.2 s and 120 s.",
     "RFC 6298 section 2; Linux tcp.h", "R2;tcp_retries2;zero window"},
    {"user timeout", "R1;R2;R1 and R2;TCP_USER_TIMEOUT",
     "How long unacknowledged data may wait before TCP closes the connection (R2 in RFC 1122): at least 100 s "
     "for data, 3 minutes for a SYN.",
     "R1 is an earlier limit: TCP asks the IP layer for another route. On Linux the socket option "
     "TCP_USER_TIMEOUT sets the user timeout of one connection.",
     "RFC 9293 section 3.8.3", "RTO;tcp_retries2;tcp_syn_retries"},
    {"keepalive", "SO_KEEPALIVE;TCP keepalive",
     "A probe on an idle connection that checks whether the peer still answers. Off by default; with "
     "SO_KEEPALIVE the first probe is sent after 2 hours.",
     "HTTP keep-alive is different: it means that several requests use one connection.",
     "RFC 9293 section 3.8.4 (MUST-25, MUST-28)", "half-open;tcp_keepalive_time"},
    {"MSL", "2MSL;maximum segment lifetime",
     "Maximum segment lifetime: the longest time that TCP expects a segment to live in the network. The RFC "
     "chose 2 minutes. TIME-WAIT lasts twice as long.",
     "Systems wait less: on Linux TIME-WAIT lasts a fixed 60 s.",
     "RFC 9293 sections 3.4.2, 3.6.1", "TIME-WAIT"},
    {"PAWS", "timestamps",
     "Protection against wrapped sequence numbers: timestamps in each segment separate old duplicates from new "
     "data.",
     "With timestamps, a new connection can also replace one in TIME-WAIT sooner.",
     "RFC 7323; RFC 9293 section 3.6.1", "sequence number;tcp_timestamps"},
    {"backlog",
     "accept queue;listen backlog;completed connection queue;listen queue;pending connections;"
     "connection queue;max connections;maximum connections;full queue;overflow;queue overflow",
     "The accept queue holds completed connections that wait for accept(). The backlog is its length as given "
     "to listen(); somaxconn caps it.",
     "If the queue is full, the kernel drops new connections and clients hang in SYN-SENT. A row in "
     "ESTABLISHED or CLOSE-WAIT without an inode, with the sending side open, is a connection in the queue.",
     "Linux sock.h, inet_connection_sock.h", "SYN queue;LISTEN;somaxconn"},
    {"SYN queue", "request queue;syn backlog",
     "The SYN queue holds handshakes that wait for their last ACK: SYN-RECEIVED. The accept queue holds "
     "completed connections that wait for accept().",
     "Each listener has both.",
     "Linux inet_connection_sock.h", "SYN cookie;backlog;SYN-RECEIVED"},
    {"SYN cookie", NULL,
     "When the SYN queue is full, the server stores nothing: it encodes what it needs in the sequence number "
     "of its SYN,ACK, and decodes it from the ACK.",
     "Some TCP options are lost. Such handshakes appear only in counters, not in socket tables.",
     "Linux tcp_input.c, ip-sysctl", "SYN queue;SYN flood;tcp_syncookies"},
    {"TCB", "transmission control block;control block;connection record",
     "Transmission control block: the record that a system keeps for a connection. CLOSED means that there is "
     "none.",
     NULL, "RFC 9293 sections 3.3.1, 3.3.2", "CLOSED"},

    /* Sockets, ports, addresses, calls */
    {"socket", NULL,
     "In programs: a file descriptor for one end of a communication. In the RFC: an address and a port.",
     "In the RFC's sense, a TCP connection is a pair of sockets, on one machine or on two.",
     "RFC 9293 sections 3.1, 4; socket(7)", "port;connection;socket and port"},
    {"port", "port number;free port;used port;ports in use",
     "A 16-bit number that separates the programs of a host, within one protocol: TCP 80 and UDP 80 are two "
     "ports.",
     "Who has port 80, or whether it is free: `lsock why 80`.",
     "RFC 9293 section 3.1", "ephemeral port;source port;socket and port;wildcard"},
    {"socket and port", "socket against port;socket vs port;port and socket;port vs socket;port against socket",
     "A port is a number; a socket is one end of a communication and has a port. One port serves many sockets: "
     "a listener on 443 and its thousand connections all have local port 443.",
     "The remote address and port tell the connections apart.",
     "RFC 9293 section 3.1", "socket;port;connection"},
    {"ephemeral port", "dynamic port",
     "The local port that the system chooses for an outgoing connection: 32768 to 60999 by default on Linux, "
     "49152 to 65535 on Windows.",
     NULL, "Linux ip-sysctl; Microsoft Learn", "port exhaustion;ip_local_port_range;connect"},
    {"stream and datagram",
     "stream;datagram;stream against datagram;stream vs datagram;SOCK_STREAM;SOCK_DGRAM;stream socket;"
     "datagram socket;byte stream;stream of bytes",
     "A stream (TCP) delivers bytes in order, without message boundaries. A datagram (UDP) is one message: "
     "it arrives whole or not at all, and the order is not guaranteed.",
     NULL, "socket(2), udp(7)", "TCP and UDP;UNIX socket"},
    {"TCP and UDP", "TCP;UDP;TCP against UDP;TCP vs UDP;UDP against TCP",
     "TCP opens a connection, retransmits lost data, keeps the order and slows down for the receiver. UDP "
     "sends single messages and does none of that, so it has no states.",
     "A UDP socket is either unconnected or, once it has a peer, connected.",
     "RFC 9293, RFC 768", "stream and datagram;state"},
    {"UNIX socket", "INET against UNIX sockets;INET vs UNIX;INET socket;INET;UNIX;unix domain socket;INET and UNIX sockets;AF_UNIX;AF_INET;AF_LOCAL",
     "A socket within one machine, with a path or an abstract name. An INET socket has addresses and ports and "
     "can reach other hosts.",
     "UNIX sockets can pass descriptors and identify the process at the other end. They have no TCP states.",
     "unix(7), ip(7)", "socket;loopback"},
    {"server and client socket", "server socket;client socket;server;client",
     "A server's listening socket only creates new sockets: one for each connection that accept() returns. A "
     "client's socket becomes the connection itself.",
     "The client opens; either end can close first.",
     "listen(2), accept(2), connect(2)", "listen;accept;connect"},
    {"bind", NULL,
     "Gives a socket its local address and port. Nothing listens yet.",
     "Clients normally skip it: connect() chooses an ephemeral port. ss and netstat hide sockets that are only "
     "bound; lsock lists them, and `lsock -B` lists only them.",
     "bind(2)", "listen;ephemeral port;SO_REUSEADDR"},
    {"listen", NULL,
     "Makes a socket a listener, with an accept queue of a given length. It returns at once.",
     NULL, "listen(2)", "accept;backlog;LISTEN"},
    {"accept", NULL,
     "Takes one completed connection out of the accept queue and returns it as a new socket. It waits if there "
     "is none, unless the socket is non-blocking.",
     "The kernel completes the handshake beforehand. A connection can be ESTABLISHED, hold data and even be "
     "closed by its peer before accept() returns it.",
     "accept(2)", "backlog;blocking"},
    {"connect", NULL,
     "Opens a connection to a peer, and chooses a local port if the socket has none. With UDP it only sets the "
     "peer.",
     NULL, "connect(2)", "SYN-SENT;ephemeral port"},
    {"close", NULL,
     "Releases a descriptor. The last close() of a socket closes the connection: TCP sends the queued data, "
     "then FIN; with unread received data, RST.",
     "Linux also writes CLOSE for the state CLOSED. That is not this call.",
     "close(2); RFC 9293 sections 3.6, 3.10.4", "shutdown;linger;close with unread data"},
    {"shutdown", "SHUT_WR;SHUT_RD;SHUT_RDWR",
     "Closes one direction, or both, and keeps the descriptor. SHUT_WR and SHUT_RDWR send FIN; SHUT_RD sends "
     "nothing.",
     NULL, "shutdown(2)", "half-closed;close"},
    {"linger", "SO_LINGER;TCP_LINGER2",
     "SO_LINGER makes close() wait until the peer has acknowledged the queued data. With a time of 0, close() "
     "aborts with RST.",
     "TCP_LINGER2 is different: how long an orphan of this socket may stay in FIN-WAIT-2.",
     "socket(7), tcp(7)", "close;RST;tcp_fin_timeout"},
    {"blocking", "non-blocking;O_NONBLOCK;async;asynchronous",
     "A blocking call waits until it can complete: accept() for a connection, read() for data. On a "
     "non-blocking socket it fails at once with EAGAIN (connect(): EINPROGRESS).",
     NULL, "socket(7)", "accept;connect"},
    {"wildcard", "wildcard address;0.0.0.0;::;INADDR_ANY;any address;*:*;*;0.0.0.0:*;[::]:*;:::*;[::];any",
     "0.0.0.0 or [::]: every local address. A listener there is reachable from every interface, unless a "
     "firewall blocks it.",
     "As a remote address, *:* or 0.0.0.0:* means that there is no peer. [::] also accepts IPv4, unless the "
     "socket is v6only.",
     "ip(7), ipv6(7)", "dual-stack;loopback;foreign address;listen"},
    {"loopback", "localhost;127.0.0.1;::1",
     "127.0.0.0/8 and ::1: only this network namespace can reach them.",
     "localhost is their name. A server that listens there refuses connections from other hosts.",
     "RFC 1122 section 3.2.1.3; RFC 4291 section 2.5.3", "wildcard"},
    {"dual-stack", "v6only;IPV6_V6ONLY;v4-mapped;mapped address;IPv6 only",
     "An IPv6 socket on [::] that is not v6only also serves IPv4; its IPv4 peers appear as ::ffff:192.0.2.1.",
     "lsock shows it as *, and `lsock -4` finds it too.",
     "RFC 3493 section 5.3; ipv6(7)", "wildcard"},
    {"SO_REUSEADDR", "reuseaddr;reuse address",
     "Lets a server bind its port while old connections on that port are in TIME-WAIT. On Windows it also "
     "allows two listeners on one address and port; on Linux it does not.",
     NULL, "socket(7)", "SO_REUSEPORT;TIME-WAIT;bind"},
    {"SO_EXCLUSIVEADDRUSE", "exclusive address use",
     "On Windows, prevents other sockets from binding this socket's port. Without it, two sockets with "
     "SO_REUSEADDR share a port, and it is undefined which one gets a connection.",
     "bind() fails with WSAEADDRINUSE (10048) if another socket has the port. It fails with WSAEACCES (10013) "
     "if that socket has SO_EXCLUSIVEADDRUSE, or if the port is in an excluded range.",
     "Microsoft Learn, Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE", "SO_REUSEADDR;excluded port ranges;bind"},
    {"http.sys", "pid 4;System;System[4];System process",
     "On Windows, process 4 is the kernel. Its listeners on ports such as 80, 443 and 5985 mostly belong to "
     "http.sys, which takes requests for IIS, WinRM and other programs.",
     "`netsh http show servicestate` names the program of each URL. Port 445 is the file server.",
     "Microsoft Learn, HTTP Server API", "owner"},
    {"WSL 2", "WSL;Windows Subsystem for Linux",
     "WSL 2 runs Linux programs in a virtual machine with its own kernel. Windows does not list their sockets, "
     "except those that forward a port.",
     "Run lsock in the distribution to list them.",
     "Microsoft Learn, WSL networking", "socket;owner"},
    {"SO_REUSEPORT", "reuseport",
     "Allows several listeners on one address and port. Linux spreads new connections over them by a hash, not "
     "by load.",
     "A stuck listener still gets its share. All listeners must set the option and belong to the same user.",
     "socket(7)", "SO_REUSEADDR;backlog"},
    {"inode", "socket inode;ino",
     "The number by which Linux links a socket to the descriptors of processes. 0: no process holds the "
     "socket.",
     "A socket with inode 0 waits in an accept queue (sending side open) or is an orphan (both sides shut "
     "down). TIME-WAIT and SYN-RECEIVED have inode 0, too.",
     "Linux inet_diag.c, proc(5)", "orphan;backlog;TIME-WAIT"},
    {"owner", "not found;not_requested;process_status",
     "A process that holds a descriptor of the socket.",
     "(not found): lsock examined every process, and none holds the socket. permission_denied, or - in a "
     "table: a process that lsock could not examine may hold it. not_requested: lsock did not look for owners.",
     "Linux proc(5)", "orphan;inode;backlog"},
    {"SYN,ACK", "SYN and ACK",
     "The second segment of the handshake: SYN and ACK in one. It carries the server's initial sequence number "
     "and acknowledges the client's.",
     "It is one segment with two flags set.",
     "RFC 9293 section 3.5, Figure 6", "handshake;SYN;ACK"},
    {"ABORT", "abortive close;hard close;aborted;abortive",
     "Ends a connection at once: TCP sends RST and discards queued data.",
     "A program does it with close() and a linger time of 0.",
     "RFC 9293 section 3.10.5", "RST;linger;graceful close"},
    {"full duplex", "half duplex;duplex",
     "A TCP connection carries data in both directions at once, independently. Half duplex means one "
     "direction at a time.",
     "Half-closed is different: one direction has been closed.",
     "RFC 9293 section 2.2", "half-closed;connection"},
    {"peer", "other end;remote end;remote host",
     "The other end of a connection, on another host or on this one. Its address and port are the remote "
     "address.",
     "netstat on Windows and the BSDs calls it the foreign address.",
     "RFC 9293 section 4", "connection;local and remote"},
    {"local and remote", "local address;local;remote;local end",
     "Local is the address and port of this end; remote is the address and port of the other end.",
     "Either can be the server: the server's port is the one with a listener.",
     "common usage", "peer;port"},
    {"user", "user program;application",
     "In the RFC, the program that uses TCP: its calls are OPEN, SEND, RECEIVE, CLOSE, ABORT and STATUS. In a "
     "table, the account under which a process runs.",
     NULL, "RFC 9293 section 3.9.1", "owner;close"},
    {"round trip time", "RTT;rttvar;minrtt;rtt_us;rtt_variation_us;min_rtt_us",
     "The time from sending a segment until its ACK arrives. TCP smooths the samples and derives the "
     "retransmission timeout from them.",
     "`lsock -i` shows it in microseconds, with its variation and its minimum.",
     "RFC 6298 section 2", "retransmission timeout"},
    {"MSS", "maximum segment size;advmss;send_mss;recv_mss;segment size",
     "Maximum segment size: the most data that one segment may carry. It is the MTU, the largest packet of a "
     "link, minus the headers: 1460 bytes over Ethernet and IPv4.",
     "Each end announces its MSS in its SYN. The smallest MTU on the path limits it further.",
     "RFC 9293 section 3.7", "segment"},
    {"congestion control", "congestion",
     "How TCP avoids sending more than the path can carry. The congestion window (cwnd) limits the data in "
     "flight. It grows fast in slow start, slowly after that, and shrinks on loss.",
     "CUBIC is the default of Linux; BBR, Reno, Vegas and DCTCP are others. `lsock -i` shows the algorithm and "
     "its numbers.",
     "RFC 5681; RFC 9438", "window;fast retransmit"},
    {"fast retransmit", "fast recovery;duplicate ACK;dupack",
     "Three duplicate ACKs show that a segment is missing: TCP sends it again at once, without waiting for the "
     "timeout.",
     NULL, "RFC 5681 section 3.2", "retransmission timeout;SACK"},
    {"SACK", "selective acknowledgment;selective acknowledgement;DSACK;sacked",
     "Selective acknowledgment: the receiver reports which blocks after a gap have arrived, so TCP retransmits "
     "only the gap.",
     NULL, "RFC 2018", "ACK;fast retransmit"},
    {"window scale", "window scaling;wscale;send_wscale;recv_wscale",
     "An option of the SYN that multiplies the 16-bit window by a power of two, up to a gigabyte.",
     "Both ends must offer it.",
     "RFC 7323 section 2", "window"},
    {"delayed ACK", "delayed acknowledgment;delayed acknowledgement;ato;quickack;TCP_QUICKACK",
     "The receiver may delay an ACK, by at most half a second, so that it can travel with data.",
     NULL, "RFC 9293 section 3.8.6.3", "ACK;Nagle"},
    {"Nagle", "Nagle algorithm;Nagle's algorithm;TCP_NODELAY;nodelay",
     "Small writes wait until earlier data is acknowledged, and then travel together. TCP_NODELAY turns this "
     "off.",
     NULL, "RFC 9293 section 3.7.4; tcp(7)", "delayed ACK"},
    {"PSH", "push;PUSH flag",
     "The flag that asks the receiver to pass the data to the program at once. The kernel sets it, usually "
     "on the last segment of a write.",
     NULL, "RFC 9293 section 3.9.1", "flags;URG"},
    {"ECN", "explicit congestion notification;CE;ECE;CWR",
     "Explicit congestion notification: routers mark packets instead of dropping them when a queue fills. The "
     "receiver reports the mark, and the sender slows down.",
     NULL, "RFC 3168", "congestion control"},
    {"Fast Open", "TCP Fast Open;TFO",
     "Data in the SYN, with a cookie from an earlier connection. It saves one round trip.",
     NULL, "RFC 7413", "handshake"},
    {"raw socket", "raw;SOCK_RAW",
     "A socket that receives whole IP packets of one protocol, such as ICMP. ping and routing daemons use "
     "them.",
     "It has no ports and no TCP states. `lsock -w` lists them.", "raw(7)", "socket;packet socket"},
    {"packet socket", "AF_PACKET;p_raw;p_dgr",
     "A socket that receives every frame of an interface. tcpdump and DHCP clients use them.",
     "It has no ports and no TCP states. `lsock -0` lists them.", "packet(7)", "socket;raw socket"},
    {"netlink socket", "netlink;AF_NETLINK;sock_diag;nl",
     "A socket for talking to the kernel: ip, ss and lsock use it to query addresses, routes and sockets.",
     "`lsock -A netlink` lists them; the port is usually the number of a process.", "netlink(7), sock_diag(7)", "socket"},
    {"cookie", "socket cookie",
     "The kernel's number for a socket, unique until reboot. It distinguishes a connection from a later one "
     "with the same addresses.",
     "HTTP cookies and SYN cookies are different things.",
     "sock_diag(7)", "SYN cookie;inode"},
    {"file descriptor", "fd;descriptor;socket descriptor;handle",
     "The small number by which a process names an open file or socket. Their number is limited per process "
     "(ulimit -n); connections that the process never closes use them up.",
     NULL, "open(2), getrlimit(2)", "CLOSE-WAIT;owner"},
    {"mark", "fwmark;SO_MARK;firewall mark",
     "A number that a program or firewall sets on a socket's packets, for routing and filtering.",
     NULL, "socket(7)", "conntrack"},
    {"unconnected", "UNCONN;connected",
     "A UDP socket is connected once connect() has set its peer: it then receives datagrams only from that "
     "peer. An unconnected socket receives them from anyone.",
     "UNIX sockets are connected or unconnected in the same way. ss also writes UNCONN for TCP's CLOSED.",
     "udp(7), unix(7), ss(8)", "TCP and UDP;UNIX socket;CLOSED"},
};
/* clang-format on */

const size_t term_count = COUNT_OF(term_table);

const struct glossary glossaries[GLOSSARIES] = {
    {term_table, &term_count},
    {general_table, &general_count},
    {error_table, &error_count},
};
