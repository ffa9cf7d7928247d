/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "texts.h"

/* clang-format off */
const struct term term_table[] = {
    /* Opening, closing, what goes wrong */
    {"connection", "TCP connection",
     "What two programs have with each other: a pair of sockets, that is two addresses and two ports, "
     "and what both ends remember of it.",
     "Two connections may share three of the four numbers, never all four (with the protocol: five).",
     "RFC 9293 sections 3.1, 3.3.1, 4", "socket;port"},
    {"state", "TCP state;state machine;eleven states",
     "How far a connection is, as one end sees it. RFC 9293 names eleven states; systems differ in "
     "spelling, in numbers, and in a few states more.",
     "`lsock explain` alone draws how they follow each other.", "RFC 9293 section 3.3.2",
     "TCB;synchronized"},
    {"synchronized", "synchronized states;non-synchronized",
     "Both ends have heard and confirmed each other's SYN: ESTABLISHED and all states after it. LISTEN, "
     "SYN-SENT and SYN-RECEIVED are not.",
     "ss counts otherwise: its filter word synchronized takes in SYN-RECEIVED.",
     "RFC 9293 section 3.5.2; ss(8)", "handshake"},
    {"active open", "OPEN;active OPEN call",
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
     "A stray old segment draws an ACK from TIME-WAIT; the peer, which has forgotten the connection, "
     "answers with RST, and that ends TIME-WAIT early: old segments can then reach a new connection "
     "between the same sockets.",
     "Linux lets an RST do so unless tcp_rfc1337 is 1.", "RFC 1337; Linux tcp_minisocks.c",
     "TIME-WAIT;tcp_rfc1337"},
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
    {"port exhaustion", "ephemeral port exhaustion;out of ports",
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

    /* Segments, timers, queues of a connection */
    {"segment", "TCP segment",
     "What TCP sends: a header with ports, numbers and flags, and data or none.", NULL,
     "RFC 9293 section 3.1", "SYN;ACK;FIN;RST"},
    {"SYN", "synchronize",
     "The flag that opens: it brings the sender's first sequence number and takes one number itself.",
     "So an unanswered SYN counts as 1 in Send-Q.", "RFC 9293 sections 3.1, 3.4", "handshake;ISN"},
    {"ACK", "acknowledgment;acknowledgement;cumulative ack;acked",
     "The flag that says: everything before this number has arrived. The kernel sends it, not the "
     "program; it says nothing about having been read.",
     NULL, "RFC 9293 sections 3.1, 3.4", "segment;Recv-Q"},
    {"FIN", "finish",
     "The flag that closes one direction: the sender will send no more. It takes a sequence number, like "
     "a byte of data.",
     "So it counts as 1 in Recv-Q until it is read, and in Send-Q until it is acknowledged.",
     "RFC 9293 sections 3.1, 3.6", "teardown;Recv-Q"},
    {"RST", "reset;reset segment",
     "The flag that aborts: there is no such connection, or it is given up now. It is not acknowledged, "
     "and the state is dropped at once.",
     "It answers a SYN to a port where nothing listens, a close with unread data, and a linger time of "
     "0.",
     "RFC 9293 sections 3.5.2, 3.5.3", "connection refused;close with unread data;challenge ACK"},
    {"challenge ACK", NULL,
     "The answer to a suspicious RST or SYN within a connection: it asks the peer to prove itself.",
     "A forged RST must hit exactly the next sequence number to end a connection.", "RFC 9293 section 3.10.7.4; RFC 5961", "RST"},
    {"sequence number", "ISN;ISS;initial sequence number;acknowledgment number;acknowledgement number;ack number;SEQ",
     "The number of a byte in its direction. Each direction starts at a number of its own, which must "
     "not be guessable: a clock plus a keyed hash.",
     "SYN and FIN take one number each.", "RFC 9293 sections 3.4, 3.4.1", "SYN;FIN;PAWS"},
    {"Recv-Q", "recv_queue;receive queue;rx_queue;rq",
     "Of a connection: bytes that have arrived and were not read. A FIN that was not read counts as one "
     "more.",
     "Of a listener: finished connections that wait for accept(). In `lsock --json` these are accept_queue "
     "and accept_queue_max.",
     "Linux tcp_diag.c", "Send-Q;accept queue;FIN"},
    {"Send-Q", "send_queue;tx_queue;wq",
     "Of a connection: bytes sent or waiting to be sent that the peer has not acknowledged. A SYN or FIN "
     "that is not acknowledged counts as one more.",
     "Of a listener, in ss and here: the limit of its accept queue. /proc/net/tcp has 0 there.",
     "Linux tcp_diag.c", "Recv-Q;accept queue;zero window"},
    {"window", "receive window;flow control;sliding window;window size;window update;advertised window;rwnd;rcv_wnd;snd_wnd",
     "How much the receiver is ready to take: the sender must not have more than that unacknowledged.",
     NULL, "RFC 9293 section 3.8.6", "zero window"},
    {"zero window", "window probe;zero window probe",
     "The receiver says: my buffer is full. The sender waits, and probes whether that has changed.",
     "It may last for ever: by the RFC a connection whose probes are answered is kept; TCP_USER_TIMEOUT "
     "ends it all the same. The program at the receiver does not read.",
     "RFC 9293 section 3.8.6.1 (MUST-36, MUST-37)", "window;Send-Q"},
    {"retransmission timeout", "RTO;retransmission;retransmission timer;backoff;exponential backoff",
     "How long to wait for an ACK before sending again: it follows the measured round trip, starts at "
     "1 s, and doubles each time.",
     "Linux keeps it between 0.2 s and 120 s.", "RFC 6298 section 2; Linux tcp.h",
     "R2;tcp_retries2;zero window"},
    {"user timeout", "R1;R2;R1 and R2;TCP_USER_TIMEOUT",
     "When to give up. R1: ask the IP layer for another route. R2: close the connection; at least 100 s "
     "for data, 3 minutes for a SYN.",
     "On Linux the socket option TCP_USER_TIMEOUT sets it for one connection.",
     "RFC 9293 section 3.8.3", "RTO;tcp_retries2;tcp_syn_retries"},
    {"keepalive", "SO_KEEPALIVE;TCP keepalive",
     "A probe on an idle connection, to find out whether the peer is still there. Off unless a program "
     "asks for it; then first after 2 hours, unless set otherwise.",
     "Not to be mixed up with HTTP keep-alive, which means using a connection again.",
     "RFC 9293 section 3.8.4 (MUST-25, MUST-28)", "half-open;tcp_keepalive_time"},
    {"MSL", "2MSL;maximum segment lifetime",
     "The longest that a segment is taken to live in the network: 2 minutes in the RFC, which calls that "
     "an engineering choice. TIME-WAIT lasts twice as long.",
     "Systems take less: Linux waits a fixed 60 s in all.", "RFC 9293 sections 3.4.2, 3.6.1",
     "TIME-WAIT"},
    {"PAWS", "timestamps",
     "Protection against wrapped sequence numbers: timestamps in each segment tell old duplicates from "
     "new data.",
     "They also allow a TIME-WAIT to be reopened sooner.", "RFC 7323; RFC 9293 section 3.6.1",
     "sequence number;tcp_timestamps"},
    {"backlog", "accept queue;listen backlog;completed connection queue",
     "Finished connections that no accept() has taken yet wait in the accept queue. Its limit is the "
     "smaller of the backlog given to listen() and somaxconn; Linux lets in one more than that.",
     "When it is full, Linux drops: clients hang in SYN-SENT. Rows with state ESTABLISHED or CLOSE-WAIT, "
     "no inode and the sending side open are the queue itself.",
     "Linux sock.h, inet_connection_sock.h", "SYN queue;LISTEN;somaxconn"},
    {"SYN queue", "request queue;syn backlog",
     "Half-finished handshakes (SYN-RECEIVED) of one listener. On Linux the limit of the accept queue "
     "bounds it too.",
     NULL, "Linux inet_connection_sock.h", "SYN cookie;backlog;SYN-RECEIVED"},
    {"SYN cookie", NULL,
     "When the SYN queue is full the server remembers nothing: it hides what it needs in the sequence "
     "number of its SYN,ACK and reads it back from the ACK.",
     "It costs some TCP options. Such handshakes are in no table, only in counters.",
     "Linux tcp_input.c, ip-sysctl", "SYN queue;SYN flood;tcp_syncookies"},
    {"TCB", "transmission control block;control block;connection record",
     "The record that a system keeps of a connection. CLOSED means that there is none.", NULL,
     "RFC 9293 sections 3.3.1, 3.3.2", "CLOSED"},

    /* Sockets, ports, addresses, calls */
    {"socket", NULL,
     "In the RFC: an address together with a port. In programs: the handle, a descriptor, for one end of "
     "a communication.",
     "A TCP connection is a pair of sockets in the first sense; they may be on two machines or on one.",
     "RFC 9293 sections 3.1, 4; socket(7)", "port;connection;socket and port"},
    {"port", "port number",
     "A number of 16 bits that tells the programs of a host apart, within one protocol: TCP 80 and UDP "
     "80 are two ports.",
     NULL, "RFC 9293 section 3.1", "ephemeral port;socket and port;wildcard"},
    {"socket and port", "socket against port;socket vs port;port and socket;port vs socket;port against socket",
     "A port is a number; a socket is an end of a communication, which has a port among other things. "
     "One port serves many sockets: a listener on 443 and each of its thousand connections all have "
     "local port 443.",
     "They are told apart by the other end's address and port.", "RFC 9293 section 3.1",
     "socket;port;connection"},
    {"ephemeral port", "dynamic port;local port",
     "The local port that the system picks for an outgoing connection: 32768 to 60999 by default on "
     "Linux, 49152 to 65535 on Windows.",
     NULL, "Linux ip-sysctl; Microsoft Learn", "port exhaustion;ip_local_port_range;connect"},
    {"stream and datagram", "stream;datagram;stream against datagram;stream vs datagram;SOCK_STREAM;SOCK_DGRAM",
     "A stream is bytes in order without borders between writes: TCP. A datagram is a message, whole or "
     "not at all, in no promised order: UDP.",
     NULL, "socket(2), udp(7)", "TCP and UDP;UNIX socket"},
    {"TCP and UDP", "TCP;UDP;TCP against UDP;TCP vs UDP;UDP against TCP",
     "TCP makes a connection with states, repeats what is lost, keeps the order and slows down for the "
     "receiver. UDP sends single messages and has none of that, so it has no states either.",
     "A UDP socket is shown as unconnected, or as connected once it has been given a peer.",
     "RFC 9293, RFC 768", "stream and datagram;state"},
    {"UNIX socket", "INET against UNIX sockets;INET vs UNIX;INET socket;INET;UNIX;unix domain socket;INET and UNIX sockets;AF_UNIX;AF_INET;AF_LOCAL",
     "An INET socket has addresses and ports and can reach other hosts; a UNIX socket has a path or an "
     "abstract name and stays within one machine.",
     "UNIX sockets can pass descriptors and tell who is at the other end; they have no TCP states.",
     "unix(7), ip(7)", "socket;loopback"},
    {"server and client socket", "server socket;client socket;server;client",
     "A server's listening socket only makes new sockets, one for each connection that accept() "
     "returns. A client's socket becomes the connection itself.",
     "Which end is client and which is server decides who opens, never who closes first.",
     "listen(2), accept(2), connect(2)", "listen;accept;connect"},
    {"bind", NULL,
     "To give a socket its local address and port. Nothing listens yet.",
     "Clients normally skip it and get an ephemeral port from connect(). ss and netstat hide sockets that "
     "are only bound; lsock lists them, and `lsock -B` nothing else.",
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
    {"shutdown", "SHUT_WR;SHUT_RD;SHUT_RDWR",
     "To close one direction, or both, while the descriptor stays. SHUT_WR and SHUT_RDWR send FIN; "
     "SHUT_RD sends nothing.",
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
    {"wildcard", "wildcard address;0.0.0.0;::;INADDR_ANY;any address;*:*;*;0.0.0.0:*;[::]:*;:::*;[::];any",
     "0.0.0.0 or [::]: every local address. A listener there is reachable from every interface, unless "
     "a firewall is in the way.",
     "The table shows no firewall. [::] also takes IPv4, unless the socket is v6only.",
     "ip(7), ipv6(7)", "dual-stack;loopback;listen"},
    {"loopback", "localhost;127.0.0.1;::1",
     "127.0.0.0/8 and ::1: this network namespace itself, from which alone it can be reached.", NULL,
     "RFC 1122 section 3.2.1.3; RFC 4291 section 2.5.3", "wildcard"},
    {"dual-stack", "v6only;IPV6_V6ONLY;v4-mapped;mapped address",
     "An IPv6 socket on [::] that is not v6only serves IPv4 as well; its IPv4 peers appear as "
     "::ffff:192.0.2.1.",
     "Here it is shown as *, and `lsock -4` finds it too.", "RFC 3493 section 5.3; ipv6(7)",
     "wildcard"},
    {"SO_REUSEADDR", "reuseaddr",
     "Lets a server bind its port again while old connections of it are in TIME-WAIT. Two listeners on "
     "one address and port it does not allow on Linux; on Windows it does.",
     NULL, "socket(7)", "SO_REUSEPORT;TIME-WAIT;bind"},
    {"SO_EXCLUSIVEADDRUSE", "exclusive address use",
     "On Windows, keeps every other socket from the port of this one. Without it two sockets that both "
     "set SO_REUSEADDR share a port, and which of them gets a connection is undefined.",
     "A bind() that fails with WSAEADDRINUSE (10048) met another socket; with WSAEACCES (10013), one "
     "that has SO_EXCLUSIVEADDRUSE, or an excluded port range.",
     "Microsoft Learn, Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE",
     "SO_REUSEADDR;excluded port ranges;bind"},
    {"http.sys", "pid 4;System;System[4];System process",
     "On Windows, process 4 is the kernel. Its listeners on ports such as 80, 443 and 5985 are mostly those "
     "of http.sys, which takes requests for IIS, WinRM and other programs.",
     "`netsh http show servicestate` names the program of each URL. Port 445 is the file server.",
     "Microsoft Learn, HTTP Server API", "owner"},
    {"WSL 2", "WSL;Windows Subsystem for Linux",
     "Programs in WSL 2 run in a virtual machine with a kernel of its own: Windows does not list their "
     "sockets, except those that forward a port.",
     "Run lsock in the distribution: it lists them there.", "Microsoft Learn, WSL networking",
     "socket;owner"},
    {"SO_REUSEPORT", "reuseport",
     "Several listeners on one address and port: Linux spreads new connections among them by a hash, not "
     "by how busy they are.",
     "A listener that is stuck keeps getting its share. All of them must set it, and belong to one user.",
     "socket(7)", "SO_REUSEADDR;backlog"},
    {"inode", "socket inode;ino",
     "The number by which Linux ties a socket to the descriptors of processes. 0: no process holds it.",
     "Then it waits in an accept queue (its sending side is open), or it is an orphan (shut down), or "
     "one of the kernel's small records.",
     "Linux inet_diag.c, proc(5)", "orphan;backlog;TIME-WAIT"},
    {"owner", "not found;not_requested;process_status",
     "A process that holds a descriptor of the socket.",
     "(not found): every process was examined, and none holds the socket. permission_denied, or - in a "
     "table: a process that could not be examined may hold it. not_requested: lsock did not look for owners.",
     "Linux proc(5)", "orphan;inode;backlog"},
    {"SYN,ACK", "SYN and ACK",
     "The second segment of the handshake: SYN and ACK in one. It carries the server's own sequence number "
     "and confirms the client's.",
     "It is one segment with two flags, not a third kind of segment.", "RFC 9293 section 3.5, Figure 6",
     "handshake;SYN;ACK"},
    {"ABORT", "abortive close;hard close",
     "To end a connection at once: RST is sent, and what is queued is thrown away.",
     "A program does it by close() with a linger time of 0.", "RFC 9293 section 3.10.5",
     "RST;linger;graceful close"},
    {"full duplex", "half duplex;duplex",
     "Both directions at once: a TCP connection carries data both ways, independently. Half duplex is one "
     "direction at a time.",
     "Half-closed is another thing: one direction is over.", "RFC 9293 section 2.2", "half-closed;connection"},
    {"peer", "other end;remote end;remote host",
     "The other end of a connection, on another host or on this one. Its address and port are the remote "
     "address; netstat of Windows and the BSDs says foreign address.",
     NULL, "RFC 9293 section 4", "connection;local and remote"},
    {"local and remote", "local address;local;remote;local end",
     "Local is the address and port of this end, remote those of the other. Which of them is the server "
     "is another question: its port is the one that a listener has.",
     NULL, "common usage", "peer;port"},
    {"user", "user program;application",
     "In the RFC the user is the program that uses TCP: its calls are OPEN, SEND, RECEIVE, CLOSE, ABORT and "
     "STATUS. In a table it is the account that a process runs as.",
     NULL, "RFC 9293 section 3.9.1", "owner;close"},
    {"round trip time", "RTT;rttvar;minrtt;rtt_us;rtt_variation_us;min_rtt_us",
     "How long it takes from sending a segment until its ACK is back. TCP smooths the samples and derives "
     "the retransmission timeout from them.",
     "`lsock -i` shows it in microseconds, with its variation and its minimum.", "RFC 6298 section 2",
     "retransmission timeout"},
    {"MSS", "maximum segment size;advmss;send_mss;recv_mss",
     "The most data that one segment may carry. It is the MTU, the largest packet of a link, less the "
     "headers: 1460 bytes over Ethernet and IPv4.",
     "Each end says in its SYN what it takes; the smallest MTU on the path limits it further.",
     "RFC 9293 section 3.7", "segment"},
    {"congestion control", "congestion",
     "How TCP avoids sending more than the path can carry. The congestion window (cwnd) limits what is on "
     "the way; it grows fast in slow start up to ssthresh, slowly after that, and shrinks on loss.",
     "CUBIC is the default of Linux; BBR, Reno, Vegas and DCTCP are others. `lsock -i` shows which one and "
     "its numbers.", "RFC 5681; RFC 9438", "window;fast retransmit"},
    {"fast retransmit", "fast recovery;duplicate ACK;dupack",
     "Three ACKs with the same number say that a segment is missing, and it is sent again at once, without "
     "waiting for the timeout.",
     NULL, "RFC 5681 section 3.2", "retransmission timeout;SACK"},
    {"SACK", "selective acknowledgment;selective acknowledgement;DSACK;sacked",
     "Selective acknowledgment: the receiver says which blocks behind a gap have arrived, so that only the "
     "gap is sent again.",
     NULL, "RFC 2018", "ACK;fast retransmit"},
    {"window scale", "window scaling;wscale;send_wscale;recv_wscale",
     "An option of the SYN that multiplies the 16 bits of the window by a power of two, up to a gigabyte.",
     "Both ends must offer it.", "RFC 7323 section 2", "window"},
    {"delayed ACK", "delayed acknowledgment;delayed acknowledgement;ato;quickack;TCP_QUICKACK",
     "The receiver may hold an ACK back for a moment, at most half a second, so that it can travel with "
     "data.",
     NULL, "RFC 9293 section 3.8.6.3", "ACK;Nagle"},
    {"Nagle", "Nagle algorithm;Nagle's algorithm;TCP_NODELAY;nodelay",
     "Small writes wait until what was sent before is acknowledged, so that they travel together. "
     "TCP_NODELAY turns that off; TCP_CORK holds everything back until it is uncorked.",
     NULL, "RFC 9293 section 3.7.4; tcp(7)", "delayed ACK"},
    {"PSH", "push;PUSH flag",
     "The flag that asks the receiver to hand the data on at once. The kernel sets it, usually on the last "
     "segment of a write.",
     NULL, "RFC 9293 section 3.9.1", "flags;URG"},
    {"ECN", "explicit congestion notification;CE;ECE;CWR",
     "Routers mark packets instead of dropping them when a queue fills; the receiver tells the sender, "
     "which slows down.",
     NULL, "RFC 3168", "congestion control"},
    {"Fast Open", "TCP Fast Open;TFO",
     "Data in the SYN, with a cookie from an earlier connection: one round trip less.",
     NULL, "RFC 7413", "handshake"},
    {"raw socket", "raw;SOCK_RAW",
     "A socket that sees whole IP packets of a protocol, such as ICMP: ping and routing daemons have them.",
     "It has no ports and no TCP states. `lsock -w` lists them.", "raw(7)", "socket;packet socket"},
    {"packet socket", "AF_PACKET;p_raw;p_dgr",
     "A socket that sees every frame of an interface: tcpdump and DHCP clients have them.",
     "It has no ports and no TCP states. `lsock -0` lists them.", "packet(7)", "socket;raw socket"},
    {"netlink socket", "netlink;AF_NETLINK;sock_diag;nl",
     "A socket to the kernel: ip, ss and lsock ask it for addresses, routes and sockets.",
     "`lsock -A netlink` lists them; their ports are numbers of processes.", "netlink(7), sock_diag(7)", "socket"},
    {"cookie", "socket cookie",
     "The kernel's number of a socket, unique until it reboots. It tells a connection from a later one with "
     "the same addresses.",
     "An HTTP cookie and a SYN cookie are other things.", "sock_diag(7)", "SYN cookie;inode"},
    {"file descriptor", "fd;descriptor;socket descriptor;handle",
     "The small number by which a process names an open file or socket. A process may have a limited number "
     "of them (ulimit -n); connections that are never closed use them up.",
     NULL, "open(2), getrlimit(2)", "CLOSE-WAIT;owner"},
    {"mark", "fwmark;SO_MARK;firewall mark",
     "A number that a program or firewall puts on a socket's packets, for routing and filtering.",
     NULL, "socket(7)", "conntrack"},
    {"unconnected", "UNCONN;connected",
     "A UDP socket is connected once connect() has given it a peer: it takes datagrams from that peer only. "
     "Unconnected, it takes them from anyone.",
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
