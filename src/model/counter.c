/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "counter.h"

#include <string.h>

#include "compiler.h"
#include "state.h"

#define BIT(name) STATE_BIT(STATE_##name)

/* Linux: /proc/net/netstat (TcpExt), /proc/net/snmp (Tcp, RFC 4022), /proc/net/sockstat. */
/* clang-format off */
const struct counter counter_table[] = {
    {"TcpExt", "ListenOverflows", "the accept queue was full: a SYN or the last ACK of a handshake was dropped", BIT(LISTEN)},
    {"TcpExt", "ListenDrops", "a connection attempt was dropped at a listener", BIT(LISTEN)},
    {"TcpExt", "TCPReqQFullDoCookies", "a SYN queue was full: SYN cookies were sent",
     BIT(SYN_RECEIVED)},
    {"TcpExt", "TCPReqQFullDrop", "a SYN queue was full: the SYN was dropped", BIT(SYN_RECEIVED)},
    {"TcpExt", "SyncookiesSent", "SYN cookies sent", BIT(SYN_RECEIVED)},
    {"TcpExt", "SyncookiesRecv", "valid SYN cookies received", BIT(SYN_RECEIVED)},
    {"TcpExt", "SyncookiesFailed", "invalid SYN cookies received", BIT(SYN_RECEIVED)},
    {"Tcp", "AttemptFails", "connections that failed in SYN-SENT or SYN-RECEIVED",
     BIT(SYN_SENT) | BIT(SYN_RECEIVED)},
    {"Tcp", "ActiveOpens", "connections opened by this system", BIT(SYN_SENT)},
    {"Tcp", "PassiveOpens", "connections opened by a peer", BIT(SYN_RECEIVED)},
    {"Tcp", "CurrEstab", "connections in ESTABLISHED or CLOSE-WAIT now",
     BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {"Tcp", "EstabResets", "connections reset in ESTABLISHED or CLOSE-WAIT, by either end",
     BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {"Tcp", "RetransSegs", "retransmitted segments", BIT(ESTABLISHED)},
    {"TcpExt", "TCPToZeroWindowAdv", "a receive buffer became full: a zero window was advertised",
     BIT(ESTABLISHED)},
    {"TcpExt", "TCPWantZeroWindowAdv", "a zero window was about to be advertised", BIT(ESTABLISHED)},
    {"TcpExt", "TCPAbortOnClose", "a program closed with unread data: RST was sent",
     BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {"TcpExt", "TCPAbortOnData", "a program reset its own connection: linger time 0, or unsent data",
     BIT(ESTABLISHED) | BIT(FIN_WAIT_1) | BIT(FIN_WAIT_2)},
    {"TcpExt", "TCPAbortOnMemory", "orphans were reset: too many, or out of memory",
     BIT(FIN_WAIT_1) | BIT(LAST_ACK)},
    {"TcpExt", "TW", "TIME-WAITs that expired normally", BIT(TIME_WAIT)},
    {"TcpExt", "TCPTimeWaitOverflow", "TIME-WAITs skipped: too many, or out of memory", BIT(TIME_WAIT)},
    {"sockstat", "orphan", "orphans on the whole machine now",
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
