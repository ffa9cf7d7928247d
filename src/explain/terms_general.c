/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms beyond a connection: networks, programs, and protocols other than TCP. */
#include "texts.h"

/* clang-format off */
const struct term general_table[] = {
    {"session", "virtual circuit;TCP session;TCP stream;conversation;flow;logical connection",
     "Another word for a connection. RFC 9293 says connection. An HTTP or SSH session belongs to the program "
     "and may use several connections.",
     NULL, "common usage", "connection"},
    {"tuple", "four-tuple;4-tuple;five-tuple;5-tuple;socket pair;quadruple;pair of sockets",
     "The four values that identify a connection: local address, local port, remote address and remote port. "
     "With the protocol they are five.",
     "Two connections can have three of the four in common, but never all.", "RFC 9293 section 3.3.1", "connection;socket;port"},
    {"phases of a connection",
     "connection phases;phases;connection establishment;establishment;data transfer;connection setup;"
     "connection lifecycle;lifecycle",
     "There are three: opening (the handshake, up to ESTABLISHED), data transfer (ESTABLISHED), and closing (from "
     "the first FIN to CLOSED).",
     "After a half-close, data still flows in one direction: the end in CLOSE-WAIT may send.", "RFC 9293 sections 3.5, 3.6",
     "handshake;teardown;half-closed"},
    {"endpoint", "communication endpoint;TCP endpoint;end",
     "One end of a connection: an address and a port. RFC 9293 calls it a socket.",
     NULL, "RFC 9293 section 4", "socket;peer;connection"},
    {"host", "machine;node;end system",
     "A computer with an address on the network; one host can have many addresses and sockets.",
     "`lsock host 192.0.2.1` lists the sockets with this address at either end.", "RFC 1122 section 1.1.1",
     "peer;loopback"},
    {"foreign address", "remote address;foreign host;foreign;peer address;peer address:port;rem_address",
     "The address and port of the other end. ss calls it the peer address, lsock the remote address. `*:*` "
     "or 0.0.0.0:* means that there is none.",
     NULL, "netstat(8)", "peer;local and remote;wildcard"},
    {"connection-oriented", "connection-orientated;stateful",
     "A protocol that opens a connection before it sends data, and keeps a state at both ends until the "
     "connection is closed: TCP, SCTP.",
     NULL, "RFC 9293 section 2.2", "TCP and UDP;connectionless;state"},
    {"connectionless", "stateless",
     "A protocol that sends each message independently, without a connection or states: UDP, IP.",
     "connect() on a UDP socket only sets the peer. That is what \"connected\" means for UDP.",
     "RFC 768; udp(7)", "TCP and UDP;unconnected;connection-oriented"},
    {"reliable", "reliability;unreliable;guaranteed delivery;reliable delivery",
     "TCP is reliable: it retransmits lost data, and bytes arrive in order or the connection ends with an "
     "error. UDP is not: datagrams can be lost, duplicated or reordered.",
     "An ACK means that the peer's kernel has the data, not that its program has read it.", "RFC 9293 section 2.2; RFC 768",
     "ACK;TCP and UDP;retransmission timeout"},
    {"IPC", "inter-process communication;pipe;named pipe;FIFO",
     "Inter-process communication: programs on one machine exchange data through UNIX sockets, pipes, shared "
     "memory, or TCP and UDP over loopback.",
     "`lsock -x` lists UNIX sockets, with their peers and processes.", "unix(7), pipe(7)", "UNIX socket;loopback"},
    {"abstract socket", "abstract name;abstract unix socket;abstract namespace;abstract address",
     "A UNIX socket whose name is not a path in the file system. Listings show the name with a leading @. It "
     "disappears with its socket. Only Linux has such names.",
     "File permissions do not protect it.", "unix(7)", "UNIX socket"},
    {"congestion window", "cwnd;send_cwnd;snd_cwnd;cwnd_limited",
     "How many segments the sender may have in flight. It is the sender's estimate of what the path can "
     "carry. The receive window is a second limit.",
     "`lsock -i` shows it, in segments.", "RFC 5681 section 2", "congestion control;ssthresh;window"},
    {"ssthresh", "slow start threshold",
     "The slow start threshold: below it the congestion window grows fast (slow start), above it slowly "
     "(congestion avoidance). A loss lowers it.",
     "`lsock -i` shows it once a loss has set it.", "RFC 5681 section 3.1", "slow start;congestion window"},
    {"slow start", NULL,
     "The first phase of sending: the congestion window doubles with each round trip until a loss, or until "
     "ssthresh is reached.",
     NULL, "RFC 5681 section 3.1", "ssthresh;congestion window;congestion avoidance"},
    {"congestion avoidance", "AIMD;additive increase;multiplicative decrease",
     "Sending above ssthresh: in RFC 5681 the congestion window grows by about one segment each round trip, and "
     "is halved on loss.",
     NULL, "RFC 5681 section 3.1", "slow start;congestion control"},
    {"congestion algorithm",
     "congestion control algorithm;CUBIC;BBR;Reno;NewReno;Tahoe;Vegas;DCTCP;Westwood;HTCP;Hybla;Illinois;BIC;CDG;"
     "LP;NV;Scalable;Veno;YeAH;HighSpeed;BBR2",
     "The algorithm that sets the congestion window. CUBIC is the default on Linux, and Reno is the "
     "algorithm of RFC 5681. BBR models the rate and round trip time of the path instead of waiting for loss.",
     "`lsock -i` shows the algorithm of each connection; `sysctl net.ipv4.tcp_available_congestion_control` "
     "lists those of this system.",
     "RFC 5681, RFC 9438; tcp(7)", "congestion control"},
    {"MTU", "maximum transmission unit;PMTU;path MTU",
     "The largest IP packet that a link carries: 1500 bytes on Ethernet. The smallest MTU on the path is the "
     "path MTU.",
     "If a firewall drops the ICMP messages that report it, the handshake works but large segments are lost.",
     "RFC 1191; RFC 9293 section 3.7.2", "MSS"},
    {"URG", "urgent;urgent data;urgent pointer;out of band;out-of-band data;OOB;MSG_OOB",
     "The flag that marks urgent data. New programs should not use it. Systems store one byte of urgent data "
     "separately (MSG_OOB).",
     NULL, "RFC 9293 section 3.8.5; RFC 6093", "PSH;flags"},
    {"TCP_CORK", "cork;corked;TCP_NOPUSH",
     "A Linux socket option that holds back partial segments until it is turned off, for 200 ms at most.",
     NULL, "tcp(7)", "Nagle"},
    {"flags", "TCP flags;control bits;control flags;TCP header;header;data offset",
     "Bits in the header of each segment: SYN opens, ACK acknowledges, FIN closes, RST aborts, PSH passes "
     "data to the program, URG marks urgent data; ECE and CWR belong to ECN.",
     "The header also has both ports, the sequence and acknowledgment numbers, the window and a checksum.",
     "RFC 9293 section 3.1", "segment;SYN;ACK;FIN;RST;PSH;URG"},
    {"checksum", "TCP checksum",
     "A number in each segment that reveals damaged bytes. The receiver drops a damaged segment, and the "
     "sender retransmits it.",
     "It covers the addresses, too. It does not stop an attacker.", "RFC 9293 section 3.1", "segment;reliable"},
    {"packet", "IP packet;frame",
     "The unit that IP sends: a header with two addresses, and a segment or datagram inside. A link sends a "
     "packet in a frame.",
     "People also say packet for a segment of TCP.", "RFC 1122 section 1.3.3", "segment;MTU"},
    {"layer", "TCP/IP;TCP/IP model;OSI;OSI model;internet protocol suite;transport layer;network layer;link layer;application layer",
     "TCP/IP stacks its protocols: a link such as Ethernet, IP above it, then the transport (TCP or UDP), then the "
     "application (HTTP). A socket joins the application to the transport.",
     "The OSI model counts seven layers: IP is on layer 3, TCP and UDP are on layer 4.",
     "RFC 1122 section 1.1.3", "packet;segment;TCP and UDP"},
    {"piggyback", "piggybacking;piggybacked ACK",
     "An ACK that travels with data instead of in a separate segment. Every segment after the first SYN "
     "carries an ACK.",
     NULL, "RFC 9293 section 3.8.6.3", "ACK;delayed ACK;three-segment close"},
    {"out of order", "reordering;reordered;reassembly",
     "Segments can overtake each other. TCP keeps early segments until the gap is filled, so the program "
     "reads all data in order.",
     NULL, "RFC 9293 section 3.10.7.4", "sequence number;SACK;fast retransmit"},
    {"buffer", "socket buffer;send buffer;receive buffer;SO_SNDBUF;SO_RCVBUF;sndbuf;rcvbuf",
     "Kernel memory for one socket. The send buffer keeps data until it is acknowledged, the receive buffer "
     "until the program reads it.",
     "Send-Q and Recv-Q show how many bytes are in the buffers, `lsock -m` their size. A full receive buffer "
     "causes a zero window.",
     "socket(7), tcp(7)", "Recv-Q;Send-Q;zero window"},
    {"silly window syndrome", "SWS",
     "Sender and receiver exchange tiny segments because the window opens a few bytes at a time. TCP avoids it at "
     "both ends.",
     NULL, "RFC 9293 section 3.8.6.2", "Nagle;window"},
    {"latency", "delay;jitter;bandwidth;throughput;bandwidth-delay product;BDP;speed",
     "Latency is the time that data takes, bandwidth the amount per second. Their product is the amount of "
     "unacknowledged data that fills the path.",
     "`lsock -i` shows the round trip and the rates of a connection.", "RFC 7323 section 1.1",
     "round trip time;window;congestion window"},
    {"listener", "listening socket;LISTEN socket",
     "A socket in LISTEN: it receives connection requests and never carries data itself.",
     "`lsock -l` lists them. Each accept() returns a new socket for one connection.", "listen(2), accept(2)",
     "LISTEN;backlog;server and client socket"},
    {"daemon", "service;background process;systemd;inetd;socket activation",
     "A program that runs in the background, often a server with a listener. With socket activation systemd or "
     "inetd holds the listener and starts the program for it.",
     "`lsock -l --columns +unit` shows the systemd unit of each listener.", "daemon(7), systemd.socket(5)",
     "listener;owner"},
    {"well-known port", "well-known;registered port;privileged port;low port;reserved port;service name;/etc/services;system port;user port",
     "A port that a service is registered for: 22 ssh, 80 http, 443 https. 0 to 1023 are the system (well-known) "
     "ports, 1024 to 49151 the registered ones, 49152 to 65535 the dynamic ones.",
     "On Linux, ports below ip_unprivileged_port_start (1024 by default) are privileged: binding one "
     "requires a capability. Windows has no such rule. `lsock -r` shows names in place of numbers.",
     "RFC 6335 section 6; Linux ip-sysctl; services(5)", "ephemeral port;ip_unprivileged_port_start;bind"},
    {"IP address", "IP;address;addresses;IPv4;IPv6;IPv4 address;IPv6 address;INET6;AF_INET6;scope;scope id;zone;link-local",
     "The number of a network interface: 32 bits in IPv4 (192.0.2.1), 128 in IPv6 (2001:db8::1). A link-local IPv6 "
     "address needs its interface, too: fe80::1%eth0.",
     "`lsock -4` and `lsock -6` list the sockets of one version.", "RFC 791, RFC 4291", "wildcard;loopback;dual-stack"},
    {"NAT", "network address translation;masquerade;masquerading;port forwarding;port mapping;router;gateway",
     "A router rewrites addresses and ports, so the peer sees other addresses and ports than this host. The "
     "router keeps its own table and drops idle connections from it.",
     "A connection that the router has dropped is half-open; keepalive prevents that. `lsock` shows sockets; "
     "`conntrack -L` shows translations.",
     "RFC 3022; RFC 5382", "conntrack;half-open;keepalive"},
    {"firewall", "packet filter;iptables;nftables;ufw;firewalld;filtered;security group",
     "It accepts, drops or rejects packets. If it drops SYNs, the client stays in SYN-SENT. If it rejects "
     "one, connect() fails with \"connection refused\" or \"no route to host\".",
     "A listener can be unreachable because of a firewall: `lsock` does not show firewall rules.",
     "RFC 2979", "SYN-SENT;connection refused;conntrack"},
    {"port scan", "scan;scanning;nmap;half-open scan;SYN scan;stealth scan;open port;filtered port",
     "Trying many ports of a host. A SYN,ACK means that a program listens (open), an RST that none does "
     "(closed), and no answer that a firewall drops the packets (filtered).",
     "A SYN scan never completes the handshake: the listener shows SYN-RECEIVED for a moment. The open ports of "
     "this host: `lsock -l`.",
     "RFC 9293 section 3.10.7", "SYN flood;firewall;LISTEN"},
    {"denial of service", "DoS;DDoS;attack;spoofing;IP spoofing",
     "An attack that keeps a server too busy to answer others, for instance a SYN flood. Source addresses "
     "can be forged.",
     "`lsock doctor` looks for full queues and SYN cookies; a list of sockets alone does not prove an attack.", "RFC 4987",
     "SYN flood;SYN cookie;backlog"},
    {"hijacking", "session hijacking;connection hijacking;RST attack;TCP reset attack;blind reset",
     "Forging a segment that a connection accepts. The attacker must know both ports and guess a valid "
     "sequence number; that is why initial sequence numbers must be hard to guess.",
     NULL, "RFC 5961; RFC 6528", "sequence number;challenge ACK"},
    {"dead peer",
     "dead connection;stale connection;zombie;zombie connection;ghost connection;hung connection;"
     "hanging connection;stuck connection;idle connection;dangling connection;idle timeout;hang;stuck;"
     "freeze",
     "A host that is gone while the connection to it stays ESTABLISHED here. TCP has no idle timeout: only "
     "data or a keepalive probe without an answer, or an RST, ends the connection.",
     "`lsock -toi state established` shows timers and the time since the last ACK. A connection that stays "
     "in CLOSE-WAIT is different: the local program does not close it.",
     "RFC 9293 sections 3.5.1, 3.8.4", "half-open;keepalive;CLOSE-WAIT leak"},
    {"timer", "timer_kind;persist;probe;retransmit;time-wait timer;keepalive timer;persist timer;on (timer)",
     "A connection has a few timers: retransmission, zero-window probe (persist), keepalive, and in "
     "TIME-WAIT the timewait timer (60 s on Linux). `lsock -o` shows the one that is running.",
     "netstat calls them on (retransmission), probe, keepalive and timewait. ss calls them on, persist, "
     "keepalive and timewait.",
     "netstat(8), ss(8)", "retransmission timeout;zero window;keepalive;TIME-WAIT"},
    {"on", "off",
     "In the timer column of netstat and ss: on is the retransmission timer, off means that no timer is "
     "running.",
     NULL, "netstat(8), ss(8)", "timer;retransmission timeout"},
    {"connecting", "disconnecting;FREE;SS_CONNECTING",
     "States of UNIX sockets in netstat and the kernel: connecting waits for the listener, disconnecting is closing, "
     "FREE is not in use.",
     "They are not states of TCP.", "netstat(8)", "UNIX socket;connected"},
    {"bucket", "big;state groups;SS_CONN",
     "Groups of states in the filter of ss: bucket is SYN-RECEIVED and TIME-WAIT, which the kernel keeps as small "
     "records; big is all others.",
     "connected includes all states but LISTEN and CLOSED; synchronized also excludes SYN-SENT.", "ss(8)",
     "synchronized;state"},
    {"all", "-a",
     "In ss and netstat: sockets in every state, including listeners. `lsock` lists them by default.",
     NULL, "ss(8), netstat(8)", "state;bucket"},
    {"in_use", "allocated;unlisted;alloc",
     "Counts of the kernel in `lsock -s`: in_use are open sockets and listeners of this network namespace, allocated "
     "all TCP sockets of the machine.",
     "unlisted are allocated ones that are not in this listing: those of other namespaces, and sockets with neither a "
     "port nor a connection.",
     "Linux, /proc/net/sockstat", "network namespace;orphan"},
    {"Netid", "proto column",
     "The ss column for the kind of socket: tcp, udp, u_str (UNIX stream), u_dgr, u_seq, nl (netlink), p_raw "
     "and p_dgr (packet). lsock calls it PROTO.",
     NULL, "ss(8)", "UNIX socket;raw socket;packet socket"},
    {"process", "PID/Program name;program name;program;process id;task;users:((",
     "A running program, identified by a number (PID). It holds sockets through file descriptors, and "
     "several processes can hold the same socket.",
     "`lsock -p` shows them in the column PROCESS; netstat -p calls it PID/Program name, ss -p users. A - "
     "means no process, or no permission to see it.",
     "credentials(7), netstat(8), ss(8)", "owner;file descriptor;orphan"},
    {"SEND", "SEND call;write;send(2)",
     "The user call of the RFC that hands data to TCP: send() or write(). It returns when the data is "
     "queued, before it has arrived.",
     NULL, "RFC 9293 section 3.10.2; send(2)", "Send-Q;user"},
    {"OPEN", "OPEN call",
     "The user call of the RFC that opens a connection. An active OPEN sends the SYN: connect(). A passive OPEN "
     "waits for one: listen().",
     NULL, "RFC 9293 section 3.10.1", "active open;passive open;user"},
    {"RECEIVE", "RECEIVE call;read;recv;EOF;end of file;read returns 0;recv returns 0",
     "The user call of the RFC that takes data from TCP: recv() or read(). If it returns 0, the peer has sent its FIN.",
     NULL, "RFC 9293 section 3.10.3; recv(2)", "Recv-Q;FIN;CLOSE-WAIT"},
    {"network namespace", "netns;namespaces",
     "A separate network stack within one kernel, with its own addresses, routes, ports and sockets. "
     "Containers usually have one each.",
     "Each namespace can have its own listener on port 80. `lsock -N all` lists the sockets of all "
     "namespaces.", "network_namespaces(7)",
     "loopback;host"},
    {"TLS", "SSL;encryption;certificate;TLS handshake;kTLS;ULP",
     "Encryption above TCP. The TLS handshake starts after the TCP handshake, in ESTABLISHED. A list of "
     "sockets does not show whether it succeeded.",
     "`lsock -i` shows TLS only if the kernel does the encryption (kTLS).", "RFC 8446", "handshake;ESTABLISHED"},
    {"HTTP", "HTTP 1.1;HTTP 2;keep-alive connection;connection pool;pool;pooling;persistent connection;proxy;reverse proxy;load balancer",
     "A protocol of requests above TCP. HTTP keep-alive uses a connection for many requests, so the "
     "connection stays ESTABLISHED while idle. HTTPS is HTTP over TLS. A proxy has two connections: one to "
     "each side.",
     NULL, "RFC 9112 section 9.3", "keepalive;ESTABLISHED;port exhaustion"},
    {"QUIC", "HTTP 3",
     "A protocol with connections and streams above UDP. The program keeps its states, so its sockets are "
     "listed as UDP.",
     NULL, "RFC 9000", "TCP and UDP;unconnected"},
    {"SCTP", "COOKIE-WAIT;COOKIE-ECHOED;SHUTDOWN-PENDING;SHUTDOWN-SENT;SHUTDOWN-RECEIVED;SHUTDOWN-ACK-SENT;association",
     "A message transport. Its connections are called associations and can have several streams and "
     "addresses. In COOKIE-WAIT and COOKIE-ECHOED an association opens, in the SHUTDOWN states it closes.",
     "`lsock -S` lists them.", "RFC 9260 section 4; sctp(7)", "TCP and UDP"},
    {"MPTCP", "multipath TCP;subflow",
     "One connection over several TCP connections (subflows), for instance Wi-Fi and mobile.",
     "`lsock -M` lists its sockets; the subflows are TCP rows.", "RFC 8684", "connection"},
    {"UDP-Lite", NULL, "UDP whose checksum can be limited to a part of the datagram.",
     "`lsock --udplite` lists its sockets.", "RFC 3828; udplite(7)", "TCP and UDP"},
    {"vsock", "AF_VSOCK;XDP;AF_XDP;TIPC;AF_TIPC;DCCP",
     "Sockets of other families: vsock connects a virtual machine and its host, XDP receives frames directly "
     "from a network driver, TIPC connects the nodes of a cluster. lsock lists them with --vsock, --xdp and "
     "--tipc.",
     "DCCP, datagrams with congestion control, is not listed.", "vsock(7), ss(8)", "socket"},
    {"ICMP", "ARP;ping;traceroute;neighbour discovery;destination unreachable",
     "ICMP reports errors such as \"port unreachable\"; ARP finds the hardware address of an IPv4 address on "
     "the link. Neither has ports.",
     "ping shows that a host answers, not that a port is open: `nc -vz HOST PORT` tests the port.", "RFC 792, RFC 826",
     "no route to host;connection refused"},
    {"DNS", "name resolution;resolver;domain name;hostname",
     "It finds the addresses of a host name, before a program connects. Queries go to port 53, over UDP or TCP.",
     "`lsock -r` asks it for the names of addresses; no other option does.", "RFC 1035; getaddrinfo(3)",
     "name or service not known;host"},
    {"TTL", "time to live;hop limit;hop",
     "How many routers an IP packet may pass. Each router decrements it, and drops the packet at 0.",
     NULL, "RFC 791, RFC 8200", "packet;ICMP"},
    {"multicast", "broadcast;unicast;anycast;IGMP",
     "One datagram to many receivers: multicast to those that joined a group, broadcast to all on a link. TCP is "
     "unicast: one peer.",
     "`ip maddr` lists the groups that this host has joined.", "RFC 1112; RFC 9293 section 3.9.2.3", "TCP and UDP"},
    {"thread", "fork;child process;inherited descriptor;prefork;worker",
     "Threads share the descriptors of their process; a child process inherits copies. A socket closes when the last "
     "copy is closed.",
     "A copy that a child process has not closed keeps the connection open. `lsock -p` names every holder, "
     "`lsock -T` each thread.",
     "fork(2), close(2)", "owner;close;CLOSE-WAIT leak"},
    {"epoll", "poll;select;event loop;io_uring;readiness",
     "Calls with which one thread waits for many sockets: select(), poll() and epoll. Readable also means "
     "that the peer has closed: the next read() returns 0.",
     NULL, "epoll(7), poll(2)", "blocking;CLOSE-WAIT"},
    {"multiplexing", "demultiplexing;port multiplexing",
     "How many connections share one host: the kernel finds the socket of a segment by its two addresses and "
     "two ports.",
     "If there is no such connection, it looks for a listener on the local port. If there is none either, it "
     "answers with RST.",
     "RFC 9293 section 3.10.7", "port;tuple;connection refused"},
    {"source port",
     "destination port;src port;dest port;dst port;remote port;local port;sport;dport",
     "Each segment carries two ports. In segments that this host sends, the source port is the local port "
     "and the destination port is the remote port. In received segments they are swapped.",
     "`lsock sport = :80` finds a local port, `lsock dport = :80` a remote port.", "RFC 9293 section 3.1",
     "port;ephemeral port;local and remote"},
    {"options", "TCP options;socket options;setsockopt;getsockopt;header options",
     "TCP options are part of the header: the SYNs negotiate MSS, window scale, SACK and timestamps. Socket "
     "options are settings that a program makes with setsockopt().",
     "`lsock -i` shows the negotiated TCP options, `lsock --inet-sockopt` some socket options.",
     "RFC 9293 section 3.2; socket(7), tcp(7)", "MSS;window scale;SACK;PAWS"},
    {"drop", "dropped;packet drop;discard",
     "A segment or datagram is discarded: a queue or buffer is full, a firewall forbids it, or it is "
     "damaged. TCP retransmits it, UDP does not.",
     "`lsock -m` shows the drops of each socket. `lsock doctor` finds listeners and UDP sockets that drop.", "socket(7), udp(7)",
     "backlog;buffer;firewall"},
    {"ARQ", "go-back-n;selective repeat;stop and wait;automatic repeat request",
     "Methods of retransmission. Stop and wait has one segment in flight. Go-back-N retransmits everything "
     "after a gap, selective repeat only the gap.",
     "TCP has a window of many segments and cumulative ACKs; with SACK it retransmits only the gap.",
     "RFC 3366; RFC 2018", "ACK;SACK;window"},
    {"privileges", "permission;root;sudo;capability;capabilities;administrator",
     "Every user can list sockets. Seeing the processes of other users, closing sockets (-K) and entering "
     "other network namespaces requires root or capabilities.",
     "If lsock may not look, it reports permission_denied.", "capabilities(7), proc(5)",
     "owner;permission denied;network namespace"},
    {"transition", "state change;finite state machine;FSM;TCP FSM;state transition",
     "A step from one state to another, caused by a segment, a call of the program, or a timer.",
     "`lsock explain SYN-SENT ESTABLISHED` shows what causes that transition; `lsock explain` draws all "
     "transitions.",
     "RFC 9293 section 3.3.2", "state;handshake;teardown"},
};
/* clang-format on */

const size_t general_count = COUNT_OF(general_table);
