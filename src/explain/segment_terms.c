/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compiler.h"
#include "terms.h"

/* clang-format off */
static const struct term terms[] = {
    {"segment", "TCP segment;packet",
     "What TCP sends: a header with ports, numbers and flags, and data or none.", NULL,
     "RFC 9293 section 3.1", "SYN;ACK;FIN;RST"},
    {"SYN", "synchronize",
     "The flag that opens: it brings the sender's first sequence number and takes one number itself.",
     "So an unanswered SYN counts as 1 in Send-Q.", "RFC 9293 sections 3.1, 3.4", "handshake;ISN"},
    {"ACK", "acknowledgment;acknowledgement",
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
     "So nobody can end a connection by guessing.", "RFC 9293 section 3.10.7.4; RFC 5961", "RST"},
    {"sequence number", "ISN;ISS;initial sequence number",
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
    {"window", "receive window;flow control",
     "How much the receiver is ready to take: the sender must not have more than that unacknowledged.",
     NULL, "RFC 9293 section 3.8.6", "zero window"},
    {"zero window", "window probe;persist timer;zero window probe",
     "The receiver says: my buffer is full. The sender waits, and probes whether that has changed.",
     "It may last for ever: as long as probes are answered the connection must be kept. The program at "
     "the receiver does not read.",
     "RFC 9293 section 3.8.6.1 (MUST-36, MUST-37)", "window;Send-Q"},
    {"retransmission timeout", "RTO;retransmission;retransmit;retransmission timer",
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
    {"SYN cookie", "SYN cookies",
     "When the SYN queue is full the server remembers nothing: it hides what it needs in the sequence "
     "number of its SYN,ACK and reads it back from the ACK.",
     "It costs some TCP options. Such handshakes are in no table, only in counters.",
     "Linux tcp_input.c, ip-sysctl", "SYN queue;SYN flood;tcp_syncookies"},
    {"TCB", "transmission control block",
     "The record that a system keeps of a connection. CLOSED means that there is none.", NULL,
     "RFC 9293 sections 3.3.1, 3.3.2", "CLOSED"},
};
/* clang-format on */

const struct term_table segment_terms = {terms, COUNT_OF(terms)};
