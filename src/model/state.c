/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The master tables: every spelling and number of a TCP state by system or tool, and states that
 * the RFC does not define. Words and numbers are listed only if their source was read; others are
 * NULL or NA. A comment above each entry names the source. state_name.c has the meanings of input
 * words.
 */
#include "state.h"

#include "compiler.h"
#include "nearest.h"
#include "value.h"

#define NA STATE_NO_NUMBER

/* In the order of enum state, STATE_NONE first. */
#define WORDS(...)        \
    {                     \
        NULL, __VA_ARGS__ \
    }
#define NUMBERS(...)    \
    {                   \
        NA, __VA_ARGS__ \
    }

#define NO_NUMBERS NUMBERS(NA, NA, NA, NA, NA, NA, NA, NA, NA, NA, NA)

/* Solaris and AIX print the same words as the BSDs. */
#define BSD_WORDS                                                                      \
    WORDS("LISTEN", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", \
          "CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT", "CLOSED")

/* net-tools netstat.c tcp_state[]; lsof and psutil on Linux print the same. */
#define NETSTAT_WORDS                                                                              \
    WORDS("LISTEN", "SYN_SENT", "SYN_RECV", "ESTABLISHED", "FIN_WAIT1", "FIN_WAIT2", "CLOSE_WAIT", \
          "CLOSING", "LAST_ACK", "TIME_WAIT", "CLOSE")

/* Windows: CLOSING is 9 and LAST-ACK 10; the TCP-MIB, its model, has them swapped. */
#define WINDOWS_NUMBERS NUMBERS(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1)

/* clang-format off */
const struct state_dialect_info state_dialects[DIALECT_COUNT] = {
    /* RFC 9293 section 3.3.2 */
    [DIALECT_RFC] = {"rfc", "RFC 9293",
        WORDS("LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2",
              "CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT", "CLOSED"),
        NO_NUMBERS},

    /* include/trace/events/sock.h, include/net/tcp_states.h */
    [DIALECT_LINUX] = {"linux", "Linux kernel (tracepoints, /proc, sock_diag)",
        WORDS("TCP_LISTEN", "TCP_SYN_SENT", "TCP_SYN_RECV", "TCP_ESTABLISHED", "TCP_FIN_WAIT1",
              "TCP_FIN_WAIT2", "TCP_CLOSE_WAIT", "TCP_CLOSING", "TCP_LAST_ACK", "TCP_TIME_WAIT",
              "TCP_CLOSE"),
        NUMBERS(10, 2, 3, 1, 4, 5, 8, 11, 9, 6, 7)},

    /* iproute2 misc/ss.c sock_state_print */
    [DIALECT_SS] = {"ss", "ss",
        WORDS("LISTEN", "SYN-SENT", "SYN-RECV", "ESTAB", "FIN-WAIT-1", "FIN-WAIT-2",
              "CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT", "UNCONN"),
        NO_NUMBERS},

    /* misc/ss.c scan_state: rejects "listen", and also accepts syn-rcv, close and closed */
    [DIALECT_SS_FILTER] = {"ss-filter", "filter words of ss",
        WORDS("listening", "syn-sent", "syn-recv", "established", "fin-wait-1", "fin-wait-2",
              "close-wait", "closing", "last-ack", "time-wait", "unconnected"),
        NO_NUMBERS},

    /* net-tools netstat.c tcp_state[] */
    [DIALECT_NETSTAT] = {"netstat", "net-tools netstat",
        NETSTAT_WORDS,
        NO_NUMBERS},

    /* Words: from secondary sources; none shows CLOSED. Numbers: tcpmib.h. */
    [DIALECT_WINDOWS] = {"windows", "Windows netstat.exe",
        WORDS("LISTENING", "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2",
              "CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT", NULL),
        WINDOWS_NUMBERS},

    /* From pasted listings; SYN_GESENDET: systeminformation lib/network.js. The other words are
     * unattested. The word for LISTEN has an umlaut, which code pages change. */
    [DIALECT_WINDOWS_GERMAN] = {"windows-de", "German Windows netstat.exe",
        WORDS(NULL, "SYN_GESENDET", NULL, "HERGESTELLT", NULL, "FIN_WARTEN_2",
              "SCHLIESSEN_WARTEN", NULL, NULL, "WARTEND", NULL),
        NO_NUMBERS},

    /* KB Q137984, which does not list CLOSING */
    [DIALECT_WINDOWS_DOC] = {"windows-doc", "Microsoft's documentation of netstat",
        WORDS("LISTEN", "SYN_SEND", "SYN_RECEIVED", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2",
              "CLOSE_WAIT", NULL, "LAST_ACK", "TIMED_WAIT", "CLOSED"),
        NO_NUMBERS},

    /* Windows SDK tcpmib.h */
    [DIALECT_WINDOWS_MIB] = {"windows-mib", "Windows SDK MIB_TCP_STATE",
        WORDS("MIB_TCP_STATE_LISTEN", "MIB_TCP_STATE_SYN_SENT", "MIB_TCP_STATE_SYN_RCVD",
              "MIB_TCP_STATE_ESTAB", "MIB_TCP_STATE_FIN_WAIT1", "MIB_TCP_STATE_FIN_WAIT2",
              "MIB_TCP_STATE_CLOSE_WAIT", "MIB_TCP_STATE_CLOSING", "MIB_TCP_STATE_LAST_ACK",
              "MIB_TCP_STATE_TIME_WAIT", "MIB_TCP_STATE_CLOSED"),
        WINDOWS_NUMBERS},

    /* Windows SDK mstcpip.h */
    [DIALECT_WINDOWS_TCPSTATE] = {"windows-tcpstate", "Windows SDK TCPSTATE (SIO_TCP_INFO)",
        WORDS("TCPSTATE_LISTEN", "TCPSTATE_SYN_SENT", "TCPSTATE_SYN_RCVD", "TCPSTATE_ESTABLISHED",
              "TCPSTATE_FIN_WAIT_1", "TCPSTATE_FIN_WAIT_2", "TCPSTATE_CLOSE_WAIT",
              "TCPSTATE_CLOSING", "TCPSTATE_LAST_ACK", "TCPSTATE_TIME_WAIT", "TCPSTATE_CLOSED"),
        NUMBERS(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0)},

    /* System.Net.NetworkInformation.TcpState */
    [DIALECT_POWERSHELL] = {"powershell", "PowerShell Get-NetTCPConnection, .NET TcpState",
        WORDS("Listen", "SynSent", "SynReceived", "Established", "FinWait1", "FinWait2",
              "CloseWait", "Closing", "LastAck", "TimeWait", "Closed"),
        WINDOWS_NUMBERS},

    /* sys/netinet/tcp_fsm.h: the order is not the RFC's */
    [DIALECT_BSD] = {"bsd", "FreeBSD, NetBSD, OpenBSD and macOS netstat",
        BSD_WORDS,
        NUMBERS(1, 2, 3, 4, 6, 9, 5, 7, 8, 10, 0)},

    /* sys/netinet/tcp_fsm.h since rev 1.5 (2004): one up, as TERMINATING took the 0 */
    [DIALECT_DRAGONFLY] = {"dragonfly", "DragonFly BSD netstat",
        BSD_WORDS,
        NUMBERS(2, 3, 4, 5, 7, 10, 6, 8, 9, 11, 1)},

    /* inet/tcp.h, netstat's mitcp_state(); HP-UX 11 has the same numbers */
    [DIALECT_SOLARIS] = {"solaris", "Solaris and illumos netstat",
        BSD_WORDS,
        NUMBERS(-3, -2, -1, 0, 2, 5, 1, 3, 4, 6, -6)},

    /* IBM technote 1164078; the numbers of modern AIX are unverified */
    [DIALECT_AIX] = {"aix", "AIX netstat",
        BSD_WORDS,
        NO_NUMBERS},

    /* sys/src/9/ip/tcp.c */
    [DIALECT_PLAN9] = {"plan9", "Plan 9",
        WORDS("Listen", "Syn_sent", "Syn_received", "Established", "Finwait1", "Finwait2",
              "Close_wait", "Closing", "Last_ack", "Time_wait", "Closed"),
        NUMBERS(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0)},

    /* RFC 4022 tcpConnState */
    [DIALECT_MIB] = {"mib", "TCP-MIB tcpConnState (RFC 4022)",
        WORDS("listen", "synSent", "synReceived", "established", "finWait1", "finWait2",
              "closeWait", "closing", "lastAck", "timeWait", "closed"),
        NUMBERS(2, 3, 4, 5, 6, 7, 8, 10, 9, 11, 1)},

    /* lsof lib/dialects/linux */
    [DIALECT_LSOF] = {"lsof", "lsof on Linux",
        NETSTAT_WORDS,
        NO_NUMBERS},

    /* lsof lib/dialects, the others */
    [DIALECT_LSOF_BSD] = {"lsof-bsd", "lsof on the BSDs, Solaris and HP-UX",
        BSD_WORDS,
        NO_NUMBERS},

    /* psutil/_enums.py */
    [DIALECT_PSUTIL] = {"psutil", "psutil",
        NETSTAT_WORDS,
        NO_NUMBERS},

    /* reactos base/applications/network/netstat/netstat.c */
    [DIALECT_REACTOS] = {"reactos", "ReactOS netstat",
        WORDS("LISTENING", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "FIN_WAIT1", "FIN_WAIT2",
              "CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT", "CLOSED"),
        NO_NUMBERS},
};

const struct state_extra state_extras[] = {
    /* Linux. 12 is never visible: sock_diag and /proc write 3. 13 is a bit in queries. */
    {DIALECT_LINUX, "TCP_NEW_SYN_RECV", 12, STATE_SYN_RECEIVED, "request",
     "Linux-internal: an unfinished handshake, kept as a small request instead of a full socket; sock_diag and /proc report it as SYN_RECV."},
    {DIALECT_LINUX, "TCP_BOUND_INACTIVE", 13, STATE_CLOSED, "bound",
     "Linux 6.8 and later, in queries only: bound to a port, neither listening nor connecting; reported as CLOSE, absent from /proc."},
    {DIALECT_SS_FILTER, "bound-inactive", NA, STATE_CLOSED, "bound",
     "Newer ss: bound to a port, neither listening nor connecting."},

    /* Windows. The spelling of 12 is the macro's: no output of netstat.exe with it is known. */
    {DIALECT_WINDOWS, "BOUND", 100, STATE_CLOSED, "bound",
     "netstat -q, according to reports: bound to a port, neither listening nor connected."},
    {DIALECT_WINDOWS, "DELETE_TCB", 12, STATE_CLOSED, "deleting",
     "A command rather than a state: writing it ends the connection at once."},
    {DIALECT_WINDOWS_MIB, "MIB_TCP_STATE_DELETE_TCB", 12, STATE_CLOSED, "deleting",
     "A command rather than a state: SetTcpEntry with it ends the connection at once."},
    {DIALECT_WINDOWS_MIB, "MIB_TCP_STATE_RESERVED", 100, STATE_CLOSED, "bound",
     "The first number that Windows reserves for states outside the MIB; PowerShell shows it as Bound."},
    {DIALECT_WINDOWS_TCPSTATE, "TCPSTATE_MAX", 11, STATE_NONE, "maximum",
     "Not a state: the number of states."},
    {DIALECT_POWERSHELL, "DeleteTCB", 12, STATE_CLOSED, "deleting",
     "A command rather than a state: writing it ends the connection at once."},
    {DIALECT_POWERSHELL, "Bound", 100, STATE_CLOSED, "bound",
     "According to reports: bound to a port, neither listening nor connected."},
    {DIALECT_POWERSHELL, "Unknown", 0, STATE_NONE, "none", ".NET could not determine the state."},
    {DIALECT_MIB, "deleteTCB", 12, STATE_CLOSED, "deleting",
     "A command rather than a state: writing it, the only value that may be written, ends the "
     "connection at once."},

    /* Solaris, HP-UX, DragonFly */
    {DIALECT_SOLARIS, "IDLE", -5, STATE_CLOSED, "idle", "Opened, not bound to a port yet."},
    {DIALECT_SOLARIS, "BOUND", -4, STATE_CLOSED, "bound",
     "Bound to a port, ready to connect or to listen."},
    {DIALECT_SOLARIS, "ALL_ACKED", -7, STATE_NONE, "bookkeeping",
     "A retransmission mark in one internal header; never shown as a state."},
    {DIALECT_DRAGONFLY, "TERMINATING", 0, STATE_CLOSED, "terminating",
     "The connection is being torn down."},
    {DIALECT_LSOF_BSD, "IDLE", NA, STATE_CLOSED, "idle", "Opened, not bound to a port yet."},
    {DIALECT_LSOF_BSD, "BOUND", NA, STATE_CLOSED, "bound",
     "Bound to a port, ready to connect or to listen."},

    /* Tools. "No state" is not CLOSED. */
    {DIALECT_NETSTAT, "UNKNOWN", NA, STATE_NONE, "none", "netstat could not determine the state."},
    {DIALECT_PSUTIL, "NONE", NA, STATE_NONE, "none",
     "The socket has no TCP state; for example, a UDP socket."},
    {DIALECT_PSUTIL, "DELETE_TCB", NA, STATE_CLOSED, "deleting",
     "Windows: a command rather than a state."},
    {DIALECT_PSUTIL, "CONN_IDLE", NA, STATE_CLOSED, "idle",
     "Solaris: opened, not bound to a port yet."},
    {DIALECT_PSUTIL, "CONN_BOUND", NA, STATE_CLOSED, "bound",
     "Solaris: bound to a port, ready to connect or to listen."},
    {DIALECT_REACTOS, "DELETE_TCB", NA, STATE_CLOSED, "deleting",
     "A command rather than a state."},
    {DIALECT_REACTOS, "???", NA, STATE_NONE, "none", "netstat could not determine the state."},

    /* nf_conntrack_proto_tcp.c: a separate state machine that tracks both directions in a firewall
     */
    {DIALECT_LINUX, "FIN_WAIT", NA, STATE_NONE, "conntrack",
     "Linux connection tracking: the firewall saw a FIN; not a socket state."},
    {DIALECT_LINUX, "SYN_SENT2", NA, STATE_NONE, "conntrack",
     "Linux connection tracking: the firewall saw a SYN from each side; not a socket state."},
    {DIALECT_LINUX, "NONE", NA, STATE_NONE, "conntrack",
     "Linux connection tracking: the firewall saw no packet yet; not a socket state."},
};
/* clang-format on */

const char *state_name(enum state state)
{
    return state_spelling(state, DIALECT_RFC);
}

CLOSED_LIST(rfc_words, state_dialects[DIALECT_RFC].spelling)

const char *state_words(size_t index)
{
    return rfc_words(index);
}

bool state_dialect_from_name(struct text name, enum state_dialect *dialect, struct text *nearest)
{
    struct nearest near = {0};

    for (size_t i = 0; i < DIALECT_COUNT; i++) {
        struct text candidate = text_of(state_dialects[i].name);

        if (text_equal_nocase(name, candidate)) {
            *dialect = (enum state_dialect)i;
            return true;
        }
        nearest_offer(&near, name, candidate);
    }
    if (nearest != NULL)
        *nearest = near.best;
    return false;
}

const char *state_spelling(enum state state, enum state_dialect dialect)
{
    const char *spelling = state_dialects[dialect].spelling[state];

    return spelling != NULL ? spelling : state_dialects[DIALECT_RFC].spelling[state];
}

enum state state_from_number(enum state_dialect dialect, int number,
                             const struct state_extra **extra)
{
    if (extra != NULL)
        *extra = NULL;
    if (number == STATE_NO_NUMBER)
        return STATE_NONE;
    for (size_t i = STATE_LISTEN; i < STATE_COUNT; i++)
        if (state_dialects[dialect].number[i] == number)
            return (enum state)i;
    for (size_t i = 0; i < COUNT_OF(state_extras); i++) {
        if (state_extras[i].dialect != dialect || state_extras[i].number != number)
            continue;
        if (extra != NULL)
            *extra = &state_extras[i];
        return state_extras[i].state;
    }
    return STATE_NONE;
}

const size_t state_extra_count = COUNT_OF(state_extras);
