/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "texts.h"

#define LISTEN       STATE_BIT(STATE_LISTEN)
#define SYN_SENT     STATE_BIT(STATE_SYN_SENT)
#define SYN_RECEIVED STATE_BIT(STATE_SYN_RECEIVED)
#define ESTABLISHED  STATE_BIT(STATE_ESTABLISHED)
#define FIN_WAIT_1   STATE_BIT(STATE_FIN_WAIT_1)
#define FIN_WAIT_2   STATE_BIT(STATE_FIN_WAIT_2)
#define CLOSE_WAIT   STATE_BIT(STATE_CLOSE_WAIT)
#define CLOSING      STATE_BIT(STATE_CLOSING)
#define LAST_ACK     STATE_BIT(STATE_LAST_ACK)
#define TIME_WAIT    STATE_BIT(STATE_TIME_WAIT)
#define CLOSED       STATE_BIT(STATE_CLOSED)

/* States in which both ends have received each other's SYN (RFC 9293 section 3.5.2). */
#define SYNCHRONIZED \
    (ESTABLISHED | FIN_WAIT_1 | FIN_WAIT_2 | CLOSE_WAIT | CLOSING | LAST_ACK | TIME_WAIT)
#define STAYS 0

/* clang-format off */
const struct transition transition_table[] = {
    /* Opening */
    {CLOSED, LISTEN, "passive OPEN: listen()", NULL, NULL, "3.10.1", LINUX_SAME, NULL},
    {CLOSED, SYN_SENT, "active OPEN: connect()", NULL, "SYN", "3.10.1", LINUX_SAME,
     "The tracepoint inet_sock_set_state shows local port 0 here unless the socket is already bound: the "
     "kernel chooses the port after the event."},
    {CLOSED, STAYS, NULL, "any segment but RST", "RST", "3.10.7.1", LINUX_SAME, NULL},
    {CLOSED, STAYS, NULL, "RST", NULL, "3.10.7.1", LINUX_SAME, NULL},
    {CLOSED, STAYS, "SEND, RECEIVE, CLOSE or ABORT", NULL, NULL, "3.10.2 to 3.10.5", LINUX_DIFFERS,
     "The RFC's error is \"connection does not exist\"; the calls fail with ENOTCONN, EBADF or similar."},
    {LISTEN, STAYS, NULL, "RST", NULL, "3.10.7.2", LINUX_SAME, NULL},
    {LISTEN, STAYS, NULL, "segment with ACK", "RST", "3.10.7.2", LINUX_DIFFERS,
     "An ACK that answers a SYN cookie opens a connection instead."},
    {LISTEN, SYN_RECEIVED, NULL, "SYN", "SYN,ACK", "3.10.7.2", LINUX_DIFFERS,
     "The listener stays in LISTEN. The kernel keeps a small record for the request, and the tracepoint "
     "shows nothing until the handshake is complete."},
    {LISTEN, SYN_SENT, "SEND", NULL, "SYN", "3.10.2", LINUX_NEVER, "send() fails with EPIPE."},
    {LISTEN, SYN_SENT, "active OPEN: connect()", NULL, "SYN", "3.10.1", LINUX_NEVER,
     "connect() fails with EISCONN: close the socket and open a new one."},
    {LISTEN, CLOSED, "CLOSE or ABORT", NULL, NULL, "3.10.4, 3.10.5", LINUX_SAME,
     "The kernel resets every connection in the accept queue."},
    {SYN_RECEIVED, ESTABLISHED, "after a passive OPEN", "ACK of our SYN", NULL, "3.10.7.4", LINUX_SAME,
     "The tracepoint shows the new socket only now, with two events in a row: LISTEN to SYN_RECV, SYN_RECV "
     "to ESTABLISHED."},
    {SYN_RECEIVED, LISTEN, "after a passive OPEN", "RST in the window", NULL, "3.10.7.4", LINUX_SAME,
     "The kernel drops the request; the listener stays in LISTEN."},
    {SYN_RECEIVED, CLOSED, "after a simultaneous open", "RST", NULL, "3.10.7.4", LINUX_DIFFERS,
     "The error is ECONNRESET; in the RFC it is \"connection refused\"."},
    {SYN_RECEIVED, STAYS, "the same SYN again", "SYN", "ACK", "3.10.7.4", LINUX_DIFFERS,
     "The kernel retransmits its SYN,ACK."},
    {SYN_RECEIVED, LISTEN, "after a passive OPEN", "another SYN in the window", NULL, "3.10.7.4",
     LINUX_DIFFERS, "The kernel retransmits its SYN,ACK."},
    {SYN_RECEIVED, STAYS, NULL, "ACK of something never sent", "RST", "3.10.7.4", LINUX_SAME, NULL},
    {SYN_RECEIVED, CLOSE_WAIT, NULL, "FIN, after the ACK of our SYN", "ACK", "3.10.7.4", LINUX_SAME,
     NULL},
    {SYN_RECEIVED, FIN_WAIT_1, "CLOSE with nothing queued", NULL, "FIN", "3.10.4", LINUX_SAME,
     "Rare: a program has a descriptor before ESTABLISHED only with TCP Fast Open or a simultaneous open."},
    {SYN_RECEIVED, CLOSED, "ABORT", NULL, "RST", "3.10.5", LINUX_SAME, "Rare, for the same reason."},
    {SYN_RECEIVED, CLOSED, "retries of SYN,ACK exhausted", NULL, NULL, "3.8.3, 3.10.8", LINUX_SAME,
     "The request expires silently; see tcp_synack_retries."},
    {SYN_SENT, ESTABLISHED, NULL, "SYN,ACK that acknowledges our SYN", "ACK", "3.10.7.3", LINUX_SAME, NULL},
    {SYN_SENT, SYN_RECEIVED, "simultaneous open", "SYN without ACK", "SYN,ACK", "3.10.7.3", LINUX_SAME,
     "A program that connects to its own port does this too."},
    {SYN_SENT, CLOSED, NULL, "RST that acknowledges our SYN", NULL, "3.10.7.3", LINUX_SAME,
     "ECONNREFUSED."},
    {SYN_SENT, STAYS, NULL, "RST without ACK", NULL, "3.10.7.3", LINUX_SAME, NULL},
    {SYN_SENT, STAYS, NULL, "ACK of something never sent", "RST", "3.10.7.3", LINUX_SAME, NULL},
    {SYN_SENT, STAYS, NULL, "FIN", NULL, "3.10.7.4", LINUX_SAME, NULL},
    {SYN_SENT, CLOSED, "CLOSE or ABORT", NULL, NULL, "3.10.4, 3.10.5", LINUX_SAME, NULL},
    {SYN_SENT, CLOSED, "retries of SYN exhausted, or the user timeout", NULL, NULL, "3.8.3, 3.10.8",
     LINUX_SAME, "ETIMEDOUT, see tcp_syn_retries."},
    {SYN_SENT, CLOSED | SYN_SENT, "ICMP says unreachable", NULL, NULL, "3.8.3, 3.9.2.2", LINUX_DIFFERS,
     "connect() fails with EHOSTUNREACH or ECONNREFUSED."},

    /* Data, and closing */
    {ESTABLISHED, FIN_WAIT_1, "CLOSE", NULL, "FIN, after queued data", "3.10.4",
     LINUX_DIFFERS, "The state changes at the call, even if the FIN still waits behind unsent data."},
    {ESTABLISHED, CLOSE_WAIT, NULL, "FIN", "ACK", "3.10.7.4", LINUX_SAME, NULL},
    {ESTABLISHED, CLOSED, "CLOSE with unread data", NULL, "RST", "3.6.1", LINUX_SAME,
     "TCPAbortOnClose counts it."},
    {ESTABLISHED, CLOSED, "ABORT: close() with a linger time of 0", NULL, "RST", "3.10.5", LINUX_SAME,
     "TCPAbortOnData counts it."},
    {FIN_WAIT_1, FIN_WAIT_2, NULL, "ACK of our FIN", NULL, "3.10.7.4", LINUX_SAME, NULL},
    {FIN_WAIT_1, CLOSING, "simultaneous close", "FIN before the ACK of our FIN", "ACK", "3.10.7.4",
     LINUX_SAME, NULL},
    {FIN_WAIT_1, TIME_WAIT, "three-segment close", "FIN with the ACK of our FIN", "ACK",
     "3.3.2 (note 2 of Figure 5)", LINUX_SAME,
     "That one packet causes both steps; the tracepoint shows FIN_WAIT1, FIN_WAIT2, CLOSE."},
    {FIN_WAIT_2, TIME_WAIT, NULL, "FIN", "ACK", "3.10.7.4", LINUX_SAME,
     "The tracepoint shows FIN_WAIT2 to CLOSE, because TIME-WAIT is a small record without a socket."},
    {FIN_WAIT_2, CLOSED, "after a full close()", "data", "RST", "3.6.1", LINUX_SAME, NULL},
    {FIN_WAIT_2, CLOSED, "tcp_fin_timeout ends an orphan", NULL, NULL, "none", LINUX_ONLY,
     "Solaris (675 s) and z/OS have such a timeout too. The tracepoint shows FIN_WAIT2 to CLOSE when the "
     "kernel replaces the orphan by a small record."},
    {CLOSE_WAIT, LAST_ACK, "CLOSE", NULL, "FIN", "3.10.4", LINUX_SAME, NULL},
    {CLOSE_WAIT, STAYS, "SEND", NULL, "data", "3.10.2", LINUX_SAME, "Sending is still legal."},
    {CLOSE_WAIT, CLOSED, "CLOSE with unread data, or ABORT", NULL, "RST", "3.6.1, 3.10.5", LINUX_SAME,
     NULL},
    {CLOSE_WAIT, CLOSED, NULL, "RST", NULL, "3.10.7.4", LINUX_SAME,
     "read() returns end of file, write() fails with EPIPE. In other states read() fails with ECONNRESET."},
    {CLOSING, TIME_WAIT, NULL, "ACK of our FIN", NULL, "3.10.7.4", LINUX_SAME,
     "The tracepoint shows CLOSING to CLOSE."},
    {LAST_ACK, CLOSED, NULL, "ACK of our FIN", NULL, "3.10.7.4", LINUX_SAME,
     "No TIME-WAIT on this side."},
    {TIME_WAIT, STAYS, NULL, "FIN again", "ACK", "3.10.7.4", LINUX_DIFFERS,
     "The FIN restarts the wait, as does any segment in the window."},
    {TIME_WAIT, CLOSED, "2MSL have passed", NULL, NULL, "3.10.8", LINUX_SAME, "A fixed 60 s."},
    {TIME_WAIT, SYN_RECEIVED, NULL, "SYN with a higher number or timestamp", "SYN,ACK",
     "3.6.1, 3.10.7.4", LINUX_DIFFERS,
     "If that SYN proves to be old, Linux does not return to TIME-WAIT."},
    {TIME_WAIT, CLOSED, NULL, "RST in sequence", NULL, "3.10.7.4", LINUX_SAME,
     "With tcp_rfc1337 = 1 the RST is ignored and restarts the wait. An RST out of sequence is dropped."},
    {SYNCHRONIZED & ~(CLOSE_WAIT | TIME_WAIT), CLOSED, NULL, "RST", NULL, "3.5.3, 3.10.7.4", LINUX_SAME,
     "The RST must have exactly the next expected sequence number; otherwise the kernel sends a challenge "
     "ACK (RFC 5961). For an orphan in FIN-WAIT-2 any RST in the window is enough."},
    {SYNCHRONIZED, STAYS, NULL, "SYN", "challenge ACK", "3.10.7.4", LINUX_SAME, NULL},
    {SYN_RECEIVED | SYNCHRONIZED, STAYS, NULL, "segment outside the window", "ACK", "3.10.7.4",
     LINUX_SAME, "The kernel limits the rate of such ACKs."},
    {SYN_RECEIVED | (SYNCHRONIZED & ~TIME_WAIT), CLOSED, "user timeout (R2)", NULL, NULL, "3.8.3, 3.10.8",
     LINUX_SAME,
     "ESTABLISHED and CLOSE-WAIT: tcp_retries2 or TCP_USER_TIMEOUT, then ETIMEDOUT; orphans: "
     "tcp_orphan_retries."},
    {SYN_RECEIVED | SYNCHRONIZED, TIME_WAIT, "any event that makes TCP send RST", NULL, "RST", "3.5.2 (note 3 of Figure 5)",
     LINUX_NEVER, "The connection is CLOSED at once."},
    {ESTABLISHED | CLOSE_WAIT, CLOSED, "keepalive probes are exhausted", NULL, NULL, "3.8.4", LINUX_SAME,
     "ETIMEDOUT; only with SO_KEEPALIVE."},
    {CLOSE_WAIT | CLOSING | LAST_ACK, STAYS, NULL, "FIN again", "ACK", "3.10.7.4", LINUX_SAME, NULL},
    {FIN_WAIT_1 | FIN_WAIT_2, STAYS, "CLOSE again", NULL, NULL, "3.10.4", LINUX_DIFFERS,
     "A second close() is impossible without a descriptor; a second shutdown() does nothing."},
    {CLOSING | LAST_ACK | TIME_WAIT, CLOSED, "ABORT", NULL, NULL, "3.10.5", LINUX_SAME, NULL},
};
/* clang-format on */

const size_t transition_count = COUNT_OF(transition_table);
