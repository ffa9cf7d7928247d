/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "texts.h"

/* clang-format off */
const struct state_text state_texts[STATE_COUNT] = {
    [STATE_LISTEN] = {
        "A program waits here for connection requests from any peer.",
        "The passive opener, usually called the server. Any host may listen.",
        "A client, then the program with accept().",
        "Until the program closes the socket.",
        "A full accept queue: the program accepts too slowly, the kernel drops new connections, and "
        "clients hang in SYN-SENT.",
        "Compare the accept queue with its limit (`lsock -l`). Linux accepts one connection more than the "
        "limit, then drops. ListenOverflows and ListenDrops rise.",
        "Make the program accept faster, or add workers. A larger backlog also needs a larger somaxconn, and "
        "takes effect when the program calls listen() again.",
        "3.3.2, 3.10.7.2"},
    [STATE_SYN_SENT] = {
        "This end has sent a SYN and has no answer yet.",
        "The active opener, usually called the client.",
        "The remote host, or a firewall that drops packets on the way.",
        "One round trip. Without an answer, Linux gives up after a little over two minutes.",
        "No answer: the network drops packets in one direction, or the server's accept queue is full. A "
        "refused connection fails at once and does not stay in SYN-SENT.",
        "The retransmit timer runs and its count rises. Send-Q is 1: the SYN itself.",
        "Check address, port, route and firewall; on the server, the accept queue. Set a shorter "
        "connect timeout in the program.",
        "3.3.2, 3.10.7.3"},
    [STATE_SYN_RECEIVED] = {
        "A SYN has arrived, and this end has answered with SYN,ACK. The ACK that completes the handshake has "
        "not arrived yet.",
        "Normally the passive opener; both ends in a simultaneous open.",
        "The remote host.",
        "One round trip, at most about a minute with the default retries of Linux.",
        "Many rows that stay: a SYN flood, a path that works in one direction only, or a full accept queue. "
        "Check the queue first. The source addresses prove nothing: they can be forged.",
        "Most rows retransmit their SYN,ACK. Linux keeps such a request without a socket, so it has no "
        "inode, owner or uid. With SYN cookies no more rows are added, and only the counters rise.",
        "SYN cookies (on by default), and a program that accepts fast enough.",
        "3.3.2, 3.10.7.4"},
    [STATE_ESTABLISHED] = {
        "The connection is open, and data can flow in both directions.",
        "Both ends.",
        "The programs.",
        "Until one end closes: TCP has no idle timeout.",
        "Send-Q stays and retransmissions rise: the path or the peer is gone. Recv-Q grows: the local "
        "program does not read. Idle for days without keepalive: perhaps half-open.",
        "Look at the queues, the timer and the times of the row. A row without an inode whose sending side "
        "is open waits in an accept queue: no program has accepted it yet.",
        "Timeouts in the program, keepalive, or TCP_USER_TIMEOUT.",
        "3.3.2, 3.8"},
    [STATE_FIN_WAIT_1] = {
        "This end has closed. The peer has not acknowledged the FIN, or data before it.",
        "The end that closed first, client or server.",
        "The remote kernel. Behind a zero window, the remote program: it must read first.",
        "One round trip.",
        "If it lasts for seconds or more, the peer is gone, or its window is zero and the FIN waits behind "
        "unsent data.",
        "Send-Q is the unacknowledged bytes plus 1 for the FIN. Without an inode and with both sides "
        "shut down it is an orphan: no program holds it, the kernel completes the close.",
        "A few need no action: they end when the retries are used up. If there are many, find out why the "
        "peers disappear.",
        "3.3.2, 3.6"},
    [STATE_FIN_WAIT_2] = {
        "The peer has acknowledged our FIN, but has not closed yet.",
        "The end that closed first, client or server.",
        "The remote program must close. If Recv-Q is not 0 here, the local program must read first.",
        "As long as the remote program takes. Linux ends an orphan after tcp_fin_timeout. A socket "
        "that a program still holds has no timeout.",
        "Many orphans: the peers do not close (a CLOSE-WAIT leak). A socket with an owner is a half-close, "
        "which is legal.",
        "With an inode and without a timer: a half-close. Without an inode and with the timewait timer: "
        "an orphan; the timer shows the time that remains.",
        "Fix the peer: it must close. A lower tcp_fin_timeout only shortens orphans.",
        "3.3.2, 3.6.1"},
    [STATE_CLOSE_WAIT] = {
        "The peer has closed its direction. The local program has not closed yet.",
        "The end that closes second, client or server.",
        "The local program: it must read to the end, send what is left, and close.",
        "Milliseconds in a healthy program. The kernel has no timeout for this state.",
        "The program does not close its sockets: a descriptor leak that fails at the limit of open files. "
        "Rows without an inode were never accepted: the program does not call accept().",
        "Recv-Q 1 is the FIN alone; more means unread data and the FIN. Recv-Q 0: the program has read "
        "everything and still has not closed. `lsock -p` shows the owner; root sees all owners.",
        "Close the socket on every code path, and when read() returns 0. A restart of the program removes "
        "the rows. No setting helps: keepalive removes the row once the peer has forgotten the connection, "
        "but the descriptor stays open.",
        "3.3.2, 3.6"},
    [STATE_CLOSING] = {
        "Both ends closed at the same time. The peer's FIN has arrived, but the ACK of our FIN has not.",
        "Both ends of a simultaneous close.",
        "The remote kernel.",
        "One round trip, so it is rarely seen.",
        "More than a few rows, or rows that stay: the ACK was lost, and the kernel retransmits the FIN as in "
        "FIN-WAIT-1.",
        "Send-Q is at least 1, the FIN, and the retransmit timer runs.",
        "No action is needed: it ends when the retries are used up.",
        "3.3.2, 3.6"},
    [STATE_LAST_ACK] = {
        "The peer closed first, then this end. The ACK of our FIN has not arrived yet.",
        "The end that closed second, client or server.",
        "The remote kernel. Behind a zero window, the remote program: it must read first.",
        "One round trip. Then the connection is gone, without TIME-WAIT on this side.",
        "Peers that disappear after their FIN: mobile clients, or a NAT or firewall that dropped its record "
        "of the connection.",
        "Usually an orphan without an inode. Send-Q is 1 for the FIN, more with unacknowledged data "
        "before it. The retransmit timer runs.",
        "No action is needed: it ends by itself within a few minutes.",
        "3.3.2, 3.6"},
    [STATE_TIME_WAIT] = {
        "Both ends have closed. The first closer waits: it repeats a lost last ACK, and old segments expire "
        "meanwhile.",
        "The end that closed first, client or server; both after a simultaneous close.",
        "Neither end: the state ends when its timer expires.",
        "Twice the maximum segment lifetime: 4 minutes in the RFC, a fixed 60 s on Linux. No setting "
        "changes the 60 s; a stray segment restarts them.",
        "Tens of thousands are normal on a busy host that closes first. They are a problem only if they use "
        "up all ephemeral ports to one destination.",
        "The timewait timer shows the time that remains. The kernel owns it: no inode, no owner, no uid "
        "(uid 0 in other tools does not mean root).",
        "Reuse connections, let the other side close first, or use more addresses or ports. tcp_fin_timeout "
        "does not shorten it.",
        "3.3.2, 3.6.1"},
    [STATE_CLOSED] = {
        "No connection exists. Systems also use the word for unused sockets.",
        "Both ends, before and after a connection.",
        "The program that holds the socket, if any.",
        "Every connection starts and ends in this state.",
        "Many rows of one process: it does not close sockets that it no longer uses (a descriptor leak).",
        "`lsock -p` shows the owner. `lsock` and `lsock -t` list sockets that are only bound; ss and netstat "
        "hide them. Linux lists a refused or reset socket only if the program had bound it; otherwise only "
        "/proc/PID/fd shows it.",
        "Close sockets that are no longer used.",
        "3.3.1, 3.3.2"},
};
/* clang-format on */
