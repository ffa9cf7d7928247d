/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "counter.h"

#include <string.h>

#include "compiler.h"
#include "state.h"

#define BIT(name) STATE_BIT(STATE_##name)

/* Linux: /proc/net/netstat (TcpExt), /proc/net/snmp (Tcp, RFC 4022), /proc/net/sockstat. */
/* clang-format off */
const struct counter counter_table[] = {
    {"TcpExt", "ListenOverflows", "the accept queue was full: a SYN or the end of a handshake was dropped", BIT(LISTEN)},
    {"TcpExt", "ListenDrops", "a connection attempt was dropped at a listener", BIT(LISTEN)},
    {"TcpExt", "TCPReqQFullDoCookies", "a SYN queue was full: SYN cookies were sent",
     BIT(SYN_RECEIVED)},
    {"TcpExt", "TCPReqQFullDrop", "a SYN queue was full: the SYN was dropped", BIT(SYN_RECEIVED)},
    {"TcpExt", "SyncookiesSent", "SYN cookies sent", BIT(SYN_RECEIVED)},
    {"TcpExt", "SyncookiesRecv", "SYN cookies that came back right", BIT(SYN_RECEIVED)},
    {"TcpExt", "SyncookiesFailed", "SYN cookies that came back wrong", BIT(SYN_RECEIVED)},
    {"Tcp", "AttemptFails", "connections that failed in SYN-SENT or SYN-RECEIVED",
     BIT(SYN_SENT) | BIT(SYN_RECEIVED)},
    {"Tcp", "ActiveOpens", "connections begun here", BIT(SYN_SENT)},
    {"Tcp", "PassiveOpens", "connections begun by a peer", BIT(SYN_RECEIVED)},
    {"Tcp", "CurrEstab", "connections in ESTABLISHED or CLOSE-WAIT now",
     BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {"Tcp", "EstabResets", "connections reset in ESTABLISHED or CLOSE-WAIT, by either end",
     BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {"Tcp", "RetransSegs", "segments that were sent again", BIT(ESTABLISHED)},
    {"TcpExt", "TCPToZeroWindowAdv", "a local buffer became full: a zero window was announced",
     BIT(ESTABLISHED)},
    {"TcpExt", "TCPWantZeroWindowAdv", "a zero window was about to be announced", BIT(ESTABLISHED)},
    {"TcpExt", "TCPAbortOnClose", "a program closed with data unread: RST was sent",
     BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {"TcpExt", "TCPAbortOnData", "a connection was reset by its own program: a linger time of 0, or data unsent",
     BIT(ESTABLISHED) | BIT(FIN_WAIT_1) | BIT(FIN_WAIT_2)},
    {"TcpExt", "TCPAbortOnMemory", "orphans were reset: too many, or no memory",
     BIT(FIN_WAIT_1) | BIT(LAST_ACK)},
    {"TcpExt", "TW", "connections that ended TIME-WAIT in the usual way", BIT(TIME_WAIT)},
    {"TcpExt", "TCPTimeWaitOverflow", "no room for one more TIME-WAIT", BIT(TIME_WAIT)},
    {"sockstat", "orphan", "orphans of the whole machine now",
     BIT(FIN_WAIT_1) | BIT(FIN_WAIT_2) | BIT(CLOSING) | BIT(LAST_ACK)},
    {"sockstat", "tw", "TIME-WAIT records now", BIT(TIME_WAIT)},
};
/* clang-format on */

_Static_assert(COUNT_OF(counter_table) <= COUNTERS_MAX, "counter_values has room for all");

const size_t counter_count = COUNT_OF(counter_table);

bool counter_grows(const struct counter *counter)
{
    return strcmp(counter->group, "sockstat") != 0 && strcmp(counter->name, "CurrEstab") != 0;
}

const struct counter *counter_find(struct text name)
{
    for (size_t i = 0; i < COUNT_OF(counter_table); i++)
        if (text_equal(name, text_of(counter_table[i].name)))
            return &counter_table[i];
    for (size_t i = 0; i < COUNT_OF(counter_table); i++)
        if (text_equal_nocase(name, text_of(counter_table[i].name)))
            return &counter_table[i];
    return NULL;
}

const struct counter_value *counter_value(const struct counter_values *values,
                                          const struct counter *counter)
{
    return &values->values[counter - counter_table];
}
