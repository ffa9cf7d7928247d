/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "texts.h"

/* clang-format off */
const struct state_text state_texts[STATE_COUNT] = {
    [STATE_LISTEN] = {
        "A program waits here for connection requests from any peer.",
        "The passive opener, usually called the server; any host may listen.",
        "A remote client; then the program, with accept().",
        "As long as the program wants.",
        "The listener itself is harmless. An accept queue that does not drain means that the program is "
        "too slow to accept; with the queue full, new connections are dropped, and the clients hang in "
        "SYN-SENT.",
        "Compare the accept queue with its limit (`lsock -l`): Linux lets one more in than the limit and "
        "then drops. ListenOverflows and ListenDrops rise.",
        "Accept faster, or with more workers; a larger backlog helps only together with somaxconn, and "
        "only once the program has called listen() again.",
        "3.3.2, 3.10.7.2"},
    [STATE_SYN_SENT] = {
        "Our SYN is out, and nothing has come back yet.",
        "The active opener, usually called the client.",
        "The remote host, or a firewall on the way that drops packets.",
        "One round trip; without an answer until the retries are over, which takes a little over two "
        "minutes on Linux.",
        "No answer: packets are dropped on the way there or back, or the server's accept queue is full, "
        "which looks the same from here. A refused port is another thing: it fails at once and leaves no "
        "SYN-SENT.",
        "The retransmit timer runs and its count rises; Send-Q is 1, which is the SYN itself.",
        "Check address, port, route and firewall; on the server, the accept queue. Give the program a "
        "shorter timeout of its own.",
        "3.3.2, 3.10.7.3"},
    [STATE_SYN_RECEIVED] = {
        "A SYN came in and was answered; the ACK that ends the handshake is still missing.",
        "Normally the passive opener; both ends when they open at the same time.",
        "The remote host.",
        "One round trip; at most about a minute with the default retries of Linux.",
        "A steady pile is a SYN flood, a path that works in one direction only, or a listener whose "
        "accept queue is full. Look at the queue first, and do not blame the addresses: they can be "
        "forged.",
        "Retransmissions of SYN,ACK on most rows. Linux keeps such a request without a socket, so there "
        "is no inode, no owner and no uid. With SYN cookies the rows stop growing and only the counters "
        "rise.",
        "SYN cookies, which are on by default; an accept queue that drains.",
        "3.3.2, 3.10.7.4"},
    [STATE_ESTABLISHED] = {
        "The connection is open, and data can flow both ways.",
        "Both ends.",
        "The programs.",
        "As long as both want: TCP has no idle timeout.",
        "Nothing by itself; look at the queues. A Send-Q that stays with retransmissions: path or peer "
        "is gone. A Recv-Q that grows: the local program does not read. Idle for days without "
        "keepalive: the peer may have vanished unnoticed (half-open).",
        "Queues, timer and times of the row. Without an inode and with the sending side open it waits in "
        "an accept queue: no program has it yet.",
        "Timeouts in the program, keepalive, or TCP_USER_TIMEOUT.",
        "3.3.2, 3.8"},
    [STATE_FIN_WAIT_1] = {
        "This end has closed; its FIN, or the data before it, is not acknowledged yet.",
        "The end that closed first, client or server.",
        "The remote kernel; behind a zero window the remote program, which must read first.",
        "One round trip.",
        "For seconds and more: the peer is gone, or its window is full, so that the FIN waits behind "
        "data.",
        "Send-Q is the unacknowledged bytes and one for the FIN. Without an inode and with both sides "
        "shut down it is an orphan: no program holds it, the kernel finishes it.",
        "None is needed for a few: the retries end them. For many, find out why the peers vanish.",
        "3.3.2, 3.6"},
    [STATE_FIN_WAIT_2] = {
        "This end has closed and the peer has acknowledged it; the peer has not closed yet.",
        "The end that closed first, client or server.",
        "The remote program must close; read what lies here first.",
        "As long as the remote program takes. Linux ends an orphan after tcp_fin_timeout; one that a "
        "program still holds has no timeout at all.",
        "Held by a program: it has called shutdown() and still reads, which is a legal half-close. Many "
        "orphans: the peers leak CLOSE-WAIT.",
        "With an inode and without a timer: a half-close. Without an inode and with the timewait timer: "
        "an orphan, and the timer says what is left.",
        "In the peer, which must close. A lower tcp_fin_timeout only shortens orphans.",
        "3.3.2, 3.6.1"},
    [STATE_CLOSE_WAIT] = {
        "The peer has closed its half and the kernel has acknowledged it; the program here has not "
        "closed yet.",
        "The end that closes second, client or server.",
        "The local program must read to the end and close.",
        "Milliseconds in a healthy program. The kernel sets no limit: it can last for ever.",
        "A program that forgets to close: a leak of descriptors that ends with its limit of open files. "
        "Rows without an inode are another fault: they were never accepted, so accept() is stuck.",
        "Recv-Q 1 is the FIN alone, which nobody read; more is data unread and the FIN; 0 means that "
        "the program read all and still did not close. The owner is the one to ask (`lsock -p`; root "
        "sees all owners).",
        "Close on every path of the program, and read the end of the stream; a restart clears them. No "
        "setting helps: keepalive removes the row once the peer has forgotten the connection, but the "
        "descriptor, which is the leak, stays open.",
        "3.3.2, 3.6"},
    [STATE_CLOSING] = {
        "Both ends closed at the same time; the peer's FIN is here, the ACK of our own is not.",
        "Both ends of a simultaneous close.",
        "The remote kernel.",
        "One round trip: it is rarely seen.",
        "More than a few, or some that stay: the ACK is lost, and the FIN is repeated as in FIN-WAIT-1.",
        "Send-Q is at least 1, which is our FIN, and the retransmit timer runs.",
        "None: the retries end it.",
        "3.3.2, 3.6"},
    [STATE_LAST_ACK] = {
        "The peer closed first, then we did; the ACK of our FIN is still missing.",
        "The end that closed second, client or server.",
        "The remote kernel.",
        "One round trip; then the connection is gone, without a TIME-WAIT on this side.",
        "Peers that vanish after their FIN: mobile clients, or a NAT or firewall that forgot the "
        "connection.",
        "Usually an orphan without an inode. Send-Q is 1 for our FIN, and more if data before it is "
        "still unacknowledged; the retransmit timer runs.",
        "None: they end by themselves within some minutes.",
        "3.3.2, 3.6"},
    [STATE_TIME_WAIT] = {
        "Both ends have closed; the one that closed first waits, so that a lost last ACK can be repeated "
        "and old segments die out.",
        "The end that closed first, client or server; both after a simultaneous close.",
        "Nobody: only the clock.",
        "Twice the maximum segment lifetime: 4 minutes by the RFC, a fixed 60 seconds on Linux. A "
        "stray segment starts it again.",
        "Tens of thousands are normal where many short connections are closed from here. It hurts only "
        "when one local address, remote address and remote port together use up the ephemeral ports.",
        "The timewait timer says how long it still lasts. The kernel keeps it: there is no inode, no "
        "owner and no uid (a uid of 0 in other tools is not root's).",
        "Keep connections and use them again; let the other side close first; more addresses or ports. "
        "tcp_fin_timeout does not shorten it.",
        "3.3.2, 3.6.1"},
    [STATE_CLOSED] = {
        "There is no connection: a word for nothing. Systems also use it for sockets that are created or "
        "bound and do nothing yet.",
        "Both ends, before and after.",
        "Nobody; or the program that holds such a socket.",
        "It is where every connection begins and ends.",
        "Many rows from one process: sockets that it does not close after a failure, a descriptor leak.",
        "The owner of the inode. `lsock` and `lsock -t` list sockets that are only bound, which ss and "
        "netstat hide; `lsock -B` lists nothing else. On Linux a socket whose connection was refused or "
        "reset is in no table unless it was bound before: only /proc/PID/fd shows it.",
        "Close sockets that failed.",
        "3.3.1, 3.3.2"},
};
/* clang-format on */
