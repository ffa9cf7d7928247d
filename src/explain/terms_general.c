/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms beyond a connection: networks, programs, and protocols other than TCP. */
#include "texts.h"

/* clang-format off */
const struct term general_table[] = {
    {"session", "virtual circuit;TCP session;TCP stream;conversation;flow;logical connection",
     "Another word for a connection. RFC 9293 says connection; a session of HTTP or SSH is a matter of that "
     "program and may use several.",
     NULL, "common usage", "connection"},
    {"tuple", "four-tuple;4-tuple;five-tuple;5-tuple;socket pair;quadruple;pair of sockets",
     "The numbers that identify a connection: local address, local port, remote address and remote port. With "
     "the protocol there are five.",
     "Two connections may share three of the four, never all.", "RFC 9293 section 3.3.1", "connection;socket;port"},
    {"phases of a connection",
     "connection phases;phases;connection establishment;establishment;data transfer;connection setup;"
     "connection lifecycle;lifecycle",
     "There are three: opening (the handshake, up to ESTABLISHED), data transfer (ESTABLISHED), and closing (from "
     "the first FIN to CLOSED).",
     "After a half-close data still flows in one direction: CLOSE-WAIT may send.", "RFC 9293 sections 3.5, 3.6",
     "handshake;teardown;half-closed"},
    {"endpoint", "communication endpoint;TCP endpoint;end",
     "One end of a connection: an address and a port. RFC 9293 calls it a socket.",
     NULL, "RFC 9293 section 4", "socket;peer;connection"},
    {"host", "machine;node;end system",
     "A computer with an address on the network; one host can have many addresses and sockets.",
     "`lsock host 192.0.2.1` lists the sockets with this address at either end.", "RFC 1122 section 1.1.1",
     "peer;loopback"},
    {"foreign address", "remote address;foreign host;foreign;peer address;peer address:port;rem_address",
     "The address and port of the other end. ss says peer address, lsock remote; `*:*` or 0.0.0.0:* means none.",
     NULL, "netstat(8)", "peer;local and remote;wildcard"},
    {"connection-oriented", "connection-orientated;stateful",
     "A protocol that opens a connection before it sends data, and keeps a state at both ends until it is closed: "
     "TCP, SCTP.",
     NULL, "RFC 9293 section 2.2", "TCP and UDP;connectionless;state"},
    {"connectionless", "stateless",
     "A protocol that sends each message by itself, without a connection and its states: UDP, IP.",
     "connect() on a UDP socket only fixes the peer. That is why a UDP socket is connected or unconnected.",
     "RFC 768; udp(7)", "TCP and UDP;unconnected;connection-oriented"},
    {"reliable", "reliability;unreliable;guaranteed delivery;reliable delivery",
     "TCP is: what is lost is sent again, and bytes arrive in order or the connection ends with an error. UDP is "
     "not: datagrams can be lost, doubled or reordered.",
     "An ACK means that the peer's kernel has the data, not that its program read it.", "RFC 9293 section 2.2; RFC 768",
     "ACK;TCP and UDP;retransmission timeout"},
    {"IPC", "inter-process communication;pipe;named pipe;FIFO",
     "Inter-process communication: programs of one machine exchange data, by UNIX sockets, pipes, shared memory, "
     "or TCP and UDP over loopback.",
     "`lsock -x` lists UNIX sockets, with their peers and processes.", "unix(7), pipe(7)", "UNIX socket;loopback"},
    {"abstract socket", "abstract name;abstract unix socket;abstract namespace;abstract address",
     "A UNIX socket whose name is no path of the file system. It starts with @ in listings, disappears with its "
     "socket, and exists on Linux only.",
     "Permissions of files do not protect it.", "unix(7)", "UNIX socket"},
    {"congestion window", "cwnd;send_cwnd;snd_cwnd;cwnd_limited",
     "How many segments may be on the way before an ACK comes, by the sender's own estimate of the path. The "
     "receiver's window limits it, too.",
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
     "The rule that grows and shrinks the congestion window. CUBIC is the default of Linux. Reno is the one of "
     "RFC 5681; BBR models the rate and round trip of the path instead of waiting for loss.",
     "`lsock -i` shows the one of each connection, `sysctl net.ipv4.tcp_available_congestion_control` those of "
     "this system.",
     "RFC 5681, RFC 9438; tcp(7)", "congestion control"},
    {"MTU", "maximum transmission unit;PMTU;path MTU",
     "The largest IP packet that a link carries: 1500 bytes on Ethernet. The smallest on the path is the path MTU.",
     "If ICMP messages about it are filtered, the handshake works and large segments hang.",
     "RFC 1191; RFC 9293 section 3.7.2", "MSS"},
    {"URG", "urgent;urgent data;urgent pointer;out of band;out-of-band data;OOB;MSG_OOB",
     "The flag that marks urgent data. New programs should not use it; systems keep one byte of it aside (MSG_OOB).",
     NULL, "RFC 9293 section 3.8.5; RFC 6093", "PSH;flags"},
    {"TCP_CORK", "cork;corked;TCP_NOPUSH",
     "A socket option of Linux: partial segments are held back until it is switched off, or for 200 ms at most.",
     NULL, "tcp(7)", "Nagle"},
    {"flags", "TCP flags;control bits;control flags;TCP header;header;data offset",
     "Bits in the header of each segment: SYN opens, ACK acknowledges, FIN closes, RST aborts, PSH hands data on, "
     "URG marks urgent data; ECE and CWR belong to ECN.",
     "The header also has both ports, the sequence and acknowledgment numbers, the window and a checksum.",
     "RFC 9293 section 3.1", "segment;SYN;ACK;FIN;RST;PSH;URG"},
    {"checksum", "TCP checksum",
     "A number in each segment that reveals damaged bytes; a damaged segment is dropped and sent again.",
     "It covers the addresses, too. It does not stop an attacker.", "RFC 9293 section 3.1", "segment;reliable"},
    {"packet", "IP packet;frame",
     "What IP sends: a header with two addresses, and a segment or datagram inside. A link sends it in a frame.",
     "People also say packet for a segment of TCP.", "RFC 1122 section 1.3.3", "segment;MTU"},
    {"layer", "TCP/IP;TCP/IP model;OSI;OSI model;internet protocol suite;transport layer;network layer;link layer;application layer",
     "TCP/IP stacks its protocols: a link such as Ethernet, IP above it, then the transport (TCP or UDP), then the "
     "application (HTTP). A socket joins the application to the transport.",
     "The OSI model counts seven layers: IP is on layer 3, TCP and UDP are on layer 4.",
     "RFC 1122 section 1.1.3", "packet;segment;TCP and UDP"},
    {"piggyback", "piggybacking;piggybacked ACK",
     "An ACK that travels with data instead of in a segment of its own. Each segment after the SYN carries one.",
     NULL, "RFC 9293 section 3.8.6.3", "ACK;delayed ACK;three-segment close"},
    {"out of order", "reordering;reordered;reassembly",
     "Segments can overtake each other. TCP keeps the early ones until the gap is filled; the program reads in order.",
     NULL, "RFC 9293 section 3.10.7.4", "sequence number;SACK;fast retransmit"},
    {"buffer", "socket buffer;send buffer;receive buffer;SO_SNDBUF;SO_RCVBUF;sndbuf;rcvbuf",
     "Memory of the kernel for one socket: the send buffer keeps data until it is acknowledged, the receive buffer "
     "until the program reads it.",
     "Send-Q and Recv-Q show how much of it is in use; `lsock -m` its size. A full receive buffer is a zero window.",
     "socket(7), tcp(7)", "Recv-Q;Send-Q;zero window"},
    {"silly window syndrome", "SWS",
     "Sender and receiver exchange tiny segments because the window opens a few bytes at a time. TCP avoids it at "
     "both ends.",
     NULL, "RFC 9293 section 3.8.6.2", "Nagle;window"},
    {"latency", "delay;jitter;bandwidth;throughput;bandwidth-delay product;BDP;speed",
     "Latency is the time that data takes, bandwidth the amount per second. Their product is what must be on the "
     "way, unacknowledged, to fill the path.",
     "`lsock -i` shows the round trip and the rates of a connection.", "RFC 7323 section 1.1",
     "round trip time;window;congestion window"},
    {"listener", "listening socket;LISTEN socket",
     "A socket in LISTEN: it takes connection requests and never carries data itself.",
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
     "On Linux, to bind a port below ip_unprivileged_port_start (1024 by default) requires a capability: it is a "
     "privileged port. Windows has no such rule. `lsock -r` shows names in place of numbers.",
     "RFC 6335 section 6; Linux ip-sysctl; services(5)", "ephemeral port;ip_unprivileged_port_start;bind"},
    {"IP address", "IP;address;addresses;IPv4;IPv6;IPv4 address;IPv6 address;INET6;AF_INET6;scope;scope id;zone;link-local",
     "The number of a network interface: 32 bits in IPv4 (192.0.2.1), 128 in IPv6 (2001:db8::1). A link-local IPv6 "
     "address needs its interface, too: fe80::1%eth0.",
     "`lsock -4` and `lsock -6` list the sockets of one version.", "RFC 791, RFC 4291", "wildcard;loopback;dual-stack"},
    {"NAT", "network address translation;masquerade;masquerading;port forwarding;port mapping;router;gateway",
     "A router rewrites addresses and ports, so the peer sees another socket pair than this host. It keeps a table "
     "of its own and forgets idle connections.",
     "A forgotten connection is half-open: keepalive helps. `lsock` shows sockets; translations are in `conntrack -L`.",
     "RFC 3022; RFC 5382", "conntrack;half-open;keepalive"},
    {"firewall", "packet filter;iptables;nftables;ufw;firewalld;filtered;security group",
     "It lets packets through, drops them, or rejects them. Dropped SYNs leave the client in SYN-SENT; a rejected "
     "one ends with connection refused or no route to host.",
     "A listener in a table of sockets can still be unreachable: `lsock` does not show firewalls.",
     "RFC 2979", "SYN-SENT;connection refused;conntrack"},
    {"port scan", "scan;scanning;nmap;half-open scan;SYN scan;stealth scan;open port;filtered port",
     "To try many ports of a host. SYN,ACK means that a program listens (open), RST that none does (closed), silence "
     "that a firewall drops (filtered).",
     "A SYN scan never completes the handshake: the listener shows SYN-RECEIVED for a moment. The open ports of "
     "this host: `lsock -l`.",
     "RFC 9293 section 3.10.7", "SYN flood;firewall;LISTEN"},
    {"denial of service", "DoS;DDoS;attack;spoofing;IP spoofing",
     "To keep a server busy so that others get no answer, for instance by a SYN flood. Source addresses can be forged.",
     "`lsock doctor` looks for full queues and SYN cookies; a table alone proves no attack.", "RFC 4987",
     "SYN flood;SYN cookie;backlog"},
    {"hijacking", "session hijacking;connection hijacking;RST attack;TCP reset attack;blind reset",
     "To forge a segment that a connection takes for its own. The forger must know both ports and hit the sequence "
     "number; that is why initial ones must not be guessable.",
     NULL, "RFC 5961; RFC 6528", "sequence number;challenge ACK"},
    {"dead peer",
     "dead connection;stale connection;zombie;zombie connection;ghost connection;hung connection;"
     "hanging connection;stuck connection;idle connection;dangling connection;idle timeout;hang;stuck;"
     "freeze",
     "TCP has no idle timeout: a connection stays ESTABLISHED although the other host is gone, until data or a "
     "keepalive probe gets no answer or an RST.",
     "`lsock -toi state established` shows timers and the time since the last ACK. A connection that stays in "
     "CLOSE-WAIT is another thing: its own program does not close.",
     "RFC 9293 sections 3.5.1, 3.8.4", "half-open;keepalive;CLOSE-WAIT leak"},
    {"timer", "timer_kind;persist;probe;retransmit;time-wait timer;keepalive timer;persist timer;on (timer)",
     "A connection has at most a few clocks: retransmission, zero-window probe (persist), keepalive, and in TIME-WAIT "
     "the 60 s of Linux. `lsock -o` shows the one that runs.",
     "netstat calls them on (retransmission), probe, keepalive and timewait; ss on, persist, keepalive and timewait.",
     "netstat(8), ss(8)", "retransmission timeout;zero window;keepalive;TIME-WAIT"},
    {"on", "off",
     "In the timer column of netstat and ss: on is the retransmission timer, off means that none runs.",
     NULL, "netstat(8), ss(8)", "timer;retransmission timeout"},
    {"connecting", "disconnecting;FREE;SS_CONNECTING",
     "States of UNIX sockets in netstat and the kernel: connecting waits for the listener, disconnecting is closing, "
     "FREE is not in use.",
     "They are not states of TCP.", "netstat(8)", "UNIX socket;connected"},
    {"bucket", "big;state groups;SS_CONN",
     "Groups of states in the filter of ss: bucket is SYN-RECEIVED and TIME-WAIT, which the kernel keeps as small "
     "records; big is all others.",
     "connected is all but LISTEN and CLOSED; synchronized all of these but SYN-SENT.", "ss(8)",
     "synchronized;state"},
    {"all", "-a",
     "In ss and netstat: sockets in every state, listeners too. `lsock` lists them unless asked otherwise.",
     NULL, "ss(8), netstat(8)", "state;bucket"},
    {"in_use", "allocated;unlisted;alloc",
     "Counts of the kernel in `lsock -s`: in_use are open sockets and listeners of this network namespace, allocated "
     "all TCP sockets of the machine.",
     "unlisted are allocated ones that are not in this listing: those of other namespaces, and sockets with neither a "
     "port nor a connection.",
     "Linux, /proc/net/sockstat", "network namespace;orphan"},
    {"Netid", "proto column",
     "The heading of ss for the kind of a socket: tcp, udp, u_str (UNIX stream), u_dgr, u_seq, nl (netlink), p_raw "
     "and p_dgr (packet). lsock calls it PROTO.",
     NULL, "ss(8)", "UNIX socket;raw socket;packet socket"},
    {"process", "PID/Program name;program name;program;process id;task;users:((",
     "A running program, with a number (PID). It holds sockets by file descriptors, and several processes can hold "
     "one socket.",
     "`lsock -p` shows the holders as PROCESS; netstat -p calls them PID/Program name, ss -p users. - means none, or "
     "no right to look.",
     "credentials(7), netstat(8), ss(8)", "owner;file descriptor;orphan"},
    {"SEND", "SEND call;write;send(2)",
     "The user call of the RFC that hands data to TCP: send() or write(). It returns once the data is queued, not "
     "when it has arrived.",
     NULL, "RFC 9293 section 3.10.2; send(2)", "Send-Q;user"},
    {"OPEN", "OPEN call",
     "The user call of the RFC that opens a connection. An active OPEN sends the SYN: connect(). A passive OPEN "
     "waits for one: listen().",
     NULL, "RFC 9293 section 3.10.1", "active open;passive open;user"},
    {"RECEIVE", "RECEIVE call;read;recv;EOF;end of file;read returns 0;recv returns 0",
     "The user call of the RFC that takes data from TCP: recv() or read(). 0 bytes mean that the peer has sent its FIN.",
     NULL, "RFC 9293 section 3.10.3; recv(2)", "Recv-Q;FIN;CLOSE-WAIT"},
    {"network namespace", "netns;namespaces",
     "A network of its own within one kernel: addresses, routes, ports and sockets. Containers usually have one each.",
     "Port 80 can have a listener in each. `lsock -N all` lists the sockets of all.", "network_namespaces(7)",
     "loopback;host"},
    {"TLS", "SSL;encryption;certificate;TLS handshake;kTLS;ULP",
     "Encryption above TCP. Its handshake runs in ESTABLISHED, after the one of TCP; a table of sockets does not show "
     "whether it succeeded.",
     "`lsock -i` shows TLS only where the kernel does it (kTLS).", "RFC 8446", "handshake;ESTABLISHED"},
    {"HTTP", "HTTP 1.1;HTTP 2;keep-alive connection;connection pool;pool;pooling;persistent connection;proxy;reverse proxy;load balancer",
     "A protocol of requests above TCP. HTTP keep-alive uses a connection for many requests, so that it stays "
     "ESTABLISHED while idle. HTTPS is HTTP over TLS. A proxy has two connections: one to each side.",
     NULL, "RFC 9112 section 9.3", "keepalive;ESTABLISHED;port exhaustion"},
    {"QUIC", "HTTP 3",
     "A protocol with connections and streams above UDP. Its states live in the program, so its sockets show as UDP.",
     NULL, "RFC 9000", "TCP and UDP;unconnected"},
    {"SCTP", "COOKIE-WAIT;COOKIE-ECHOED;SHUTDOWN-PENDING;SHUTDOWN-SENT;SHUTDOWN-RECEIVED;SHUTDOWN-ACK-SENT;association",
     "A transport of messages in associations, with several streams and addresses and with states of its own: "
     "COOKIE-WAIT and COOKIE-ECHOED open, the SHUTDOWN states close.",
     "`lsock -S` lists them.", "RFC 9260 section 4; sctp(7)", "TCP and UDP"},
    {"MPTCP", "multipath TCP;subflow",
     "One connection over several TCP connections (subflows), for instance Wi-Fi and mobile.",
     "`lsock -M` lists its sockets; the subflows are TCP rows.", "RFC 8684", "connection"},
    {"UDP-Lite", NULL, "UDP whose checksum may cover a part of the datagram only.",
     "`lsock --udplite` lists its sockets.", "RFC 3828; udplite(7)", "TCP and UDP"},
    {"vsock", "AF_VSOCK;XDP;AF_XDP;TIPC;AF_TIPC;DCCP",
     "Sockets of other families: vsock joins a virtual machine and its host, XDP takes frames from a network driver, "
     "TIPC joins the nodes of a cluster. lsock lists them by --vsock, --xdp and --tipc.",
     "DCCP, datagrams with congestion control, is not listed.", "vsock(7), ss(8)", "socket"},
    {"ICMP", "ARP;ping;traceroute;neighbour discovery;destination unreachable",
     "ICMP carries the errors of IP, such as \"port unreachable\"; ARP finds the host of an IPv4 address on the link. "
     "Neither has ports.",
     "A ping proves that a host answers, not that a port does: `nc -vz HOST PORT` tries the port.", "RFC 792, RFC 826",
     "no route to host;connection refused"},
    {"DNS", "name resolution;resolver;domain name;hostname",
     "It finds the address of a name, before a socket is connected. Queries go to port 53, by UDP and also by TCP.",
     "`lsock -r` asks it for the names of addresses; nothing else does.", "RFC 1035; getaddrinfo(3)",
     "name or service not known;host"},
    {"TTL", "time to live;hop limit;hop",
     "How many routers an IP packet may pass: each lowers the number by one, and drops the packet at 0.",
     NULL, "RFC 791, RFC 8200", "packet;ICMP"},
    {"multicast", "broadcast;unicast;anycast;IGMP",
     "One datagram to many receivers: multicast to those that joined a group, broadcast to all on a link. TCP is "
     "unicast: one peer.",
     "`ip maddr` lists the groups that this host has joined.", "RFC 1112; RFC 9293 section 3.9.2.3", "TCP and UDP"},
    {"thread", "fork;child process;inherited descriptor;prefork;worker",
     "Threads share the descriptors of their process; a child process inherits copies. A socket closes when the last "
     "copy is closed.",
     "So a forgotten copy in a child keeps a connection open. `lsock -p` names every holder, `lsock -T` each thread.",
     "fork(2), close(2)", "owner;close;CLOSE-WAIT leak"},
    {"epoll", "poll;select;event loop;io_uring;readiness",
     "Calls by which one thread waits for many sockets: select(), poll() and epoll. Readable also means that the peer "
     "has closed: the next read() returns 0.",
     NULL, "epoll(7), poll(2)", "blocking;CLOSE-WAIT"},
    {"multiplexing", "demultiplexing;port multiplexing",
     "Many connections share one host: the kernel finds the socket of a segment by its two addresses and two ports.",
     "Without such a connection it looks for a listener on the local port; without one it answers with RST.",
     "RFC 9293 section 3.10.7", "port;tuple;connection refused"},
    {"source port",
     "destination port;src port;dest port;dst port;remote port;local port;sport;dport",
     "Each segment carries two ports. In those that this host sends, the source port is the local one and the "
     "destination port the remote one; in the other direction they are swapped.",
     "`lsock sport = :80` finds a local port, `lsock dport = :80` a remote one.", "RFC 9293 section 3.1",
     "port;ephemeral port;local and remote"},
    {"options", "TCP options;socket options;setsockopt;getsockopt;header options",
     "TCP options are part of the header: MSS, window scale, SACK and timestamps are agreed on in the SYNs. Socket "
     "options are settings that a program makes by setsockopt().",
     "`lsock -i` shows what both ends agreed on, `lsock --inet-sockopt` some options of the socket.",
     "RFC 9293 section 3.2; socket(7), tcp(7)", "MSS;window scale;SACK;PAWS"},
    {"drop", "dropped;packet drop;discard",
     "To throw a segment or datagram away: a queue or buffer is full, a firewall forbids it, or it is damaged. TCP "
     "sends it again, UDP does not.",
     "`lsock -m` shows the drops of a socket, `lsock doctor` listeners and UDP sockets that drop.", "socket(7), udp(7)",
     "backlog;buffer;firewall"},
    {"ARQ", "go-back-n;selective repeat;stop and wait;automatic repeat request",
     "Ways to repeat what was lost. Stop and wait has one segment on the way; go-back-N repeats everything from the "
     "gap on, selective repeat only the gap.",
     "TCP has a window of many segments and cumulative ACKs; with SACK it repeats only the gap.",
     "RFC 3366; RFC 2018", "ACK;SACK;window"},
    {"privileges", "permission;root;sudo;capability;capabilities;administrator",
     "Every user can list sockets. To see the processes of other users, to close sockets (-K) and to enter other "
     "network namespaces requires root or capabilities.",
     "Where lsock may not look it says so: permission_denied.", "capabilities(7), proc(5)",
     "owner;permission denied;network namespace"},
    {"transition", "state change;finite state machine;FSM;TCP FSM;state transition",
     "A step from one state to another, caused by a segment, a call of the program, or a timer.",
     "`lsock explain SYN-SENT ESTABLISHED` shows what causes one, `lsock explain` draws all of them.",
     "RFC 9293 section 3.3.2", "state;handshake;teardown"},
};
/* clang-format on */

const size_t general_count = COUNT_OF(general_table);
