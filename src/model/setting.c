/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "setting.h"

#include <string.h>

#include "compiler.h"
#include "state.h"

#define BIT(name) STATE_BIT(STATE_##name)

/* Defaults: Linux 6.1 source, or a machine with 6.18 where they depend on its memory. */
/* clang-format off */
const struct setting setting_table[] = {
    {SETTING_LINUX, "net.core.somaxconn", "connections", 1, "4096 (128 before Linux 5.4)",
     "Caps the backlog that a program passes to listen().",
     "It applies when listen() is called: raise it, then restart the listener.",
     BIT(LISTEN) | BIT(SYN_RECEIVED)},
    {SETTING_LINUX, "net.ipv4.tcp_abort_on_overflow", "", 1, "0",
     "1 answers the last ACK of a handshake with RST when the accept queue is full; SYNs are still "
     "dropped silently. 0 drops both, and the client retries.",
     "1 turns a short burst into errors at the clients.", BIT(LISTEN)},
    {SETTING_LINUX, "net.ipv4.tcp_syncookies", "", 1, "1",
     "1 answers with SYN cookies once a listener's SYN queue is full; 0 drops instead; 2 always uses "
     "them.", NULL, BIT(LISTEN) | BIT(SYN_RECEIVED)},
    {SETTING_LINUX, "net.ipv4.tcp_max_syn_backlog", "requests", 1, "by memory, at least 128",
     "Limits half-finished handshakes, but only while tcp_syncookies is 0.",
     "With SYN cookies on, the limit of the accept queue bounds the SYN queue too.",
     BIT(SYN_RECEIVED)},
    {SETTING_LINUX, "net.ipv4.tcp_synack_retries", "retries", 1, "5",
     "How often a SYN,ACK is retransmitted: with 5 the last one is sent after 31 s, and the request expires after 63 s.", NULL, BIT(SYN_RECEIVED)},
    {SETTING_LINUX, "net.ipv4.ip_unprivileged_port_start", "port", 1, "1024",
     "Binding to this port or a higher one needs no privilege.", NULL, BIT(LISTEN)},
    {SETTING_LINUX, "net.ipv4.tcp_syn_retries", "retries", 1, "6",
     "How often an unanswered SYN is retransmitted before connect() times out. With 6 and tcp_syn_linear_timeouts at 4, the last one is sent after 67 s, and the attempt fails a minute later.", NULL, BIT(SYN_SENT)},
    {SETTING_LINUX, "net.ipv4.tcp_syn_linear_timeouts", "retries", 1, "4",
     "Newer kernels only: how many SYN retransmissions are a second apart before the interval starts to double.",
     NULL, BIT(SYN_SENT)},
    {SETTING_LINUX, "net.ipv4.ip_local_port_range", "port", 2, "32768 to 60999",
     "Ephemeral ports: where the system looks for the local port of an outgoing connection.",
     "Ports run out per combination of local address, remote address and remote port, not overall.",
     BIT(SYN_SENT) | BIT(TIME_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_retries1", "retries", 1, "3",
     "After this many retransmissions of data, TCP asks the IP layer for another route.", NULL,
     BIT(ESTABLISHED)},
    {SETTING_LINUX, "net.ipv4.tcp_retries2", "retries", 1, "15",
     "How often data is retransmitted before the connection fails with a timeout: with 15, after at least 924.6 s.", "A program's TCP_USER_TIMEOUT overrides it.",
     BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_keepalive_time", "s", 1, "7200",
     "How long a connection is idle before the first keepalive probe.",
     "Only for sockets with SO_KEEPALIVE.", BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_keepalive_intvl", "s", 1, "75",
     "How long to wait between keepalive probes that are not answered.",
     "Only for sockets with SO_KEEPALIVE.", BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_keepalive_probes", "probes", 1, "9",
     "After this many unanswered keepalive probes the connection fails. With the defaults that is 2 h 11 min 15 s after the peer's last segment.",
     "Only for sockets with SO_KEEPALIVE.", BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_rto_max_ms", "ms", 1, "120000",
     "Newer kernels only: the longest time between two retransmissions.",
     "A program's TCP_RTO_MAX_MS overrides it.",
     BIT(ESTABLISHED) | BIT(CLOSE_WAIT) | BIT(SYN_SENT)},
    {SETTING_LINUX, "net.ipv4.tcp_orphan_retries", "retries", 1, "0, which acts as 8",
     "How often the last segments of an orphan are retransmitted.",
     "0 acts as 8 until the retransmission timer has reached 120 s.",
     BIT(FIN_WAIT_1) | BIT(CLOSING) | BIT(LAST_ACK)},
    {SETTING_LINUX, "net.ipv4.tcp_max_orphans", "sockets", 1, "by memory",
     "Orphans beyond this number are reset at once.", NULL,
     BIT(FIN_WAIT_1) | BIT(FIN_WAIT_2) | BIT(CLOSING) | BIT(LAST_ACK)},
    {SETTING_LINUX, "net.ipv4.tcp_fin_timeout", "s", 1, "60",
     "How long an orphan stays in FIN-WAIT-2.",
     "It does not shorten TIME-WAIT and does not end CLOSE-WAIT, contrary to common advice.",
     BIT(FIN_WAIT_2)},
    {SETTING_LINUX, "net.ipv4.tcp_max_tw_buckets", "sockets", 1, "by memory",
     "TIME-WAITs beyond this number are destroyed at once.",
     "The kernel's manual warns against lowering it.", BIT(TIME_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_tw_reuse", "", 1, "2",
     "1 lets an outgoing connection reuse the port of a TIME-WAIT that is older than a second; 2 does so only on loopback addresses; 0 never does.",
     "It needs timestamps, and it does nothing for listeners.", BIT(TIME_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_tw_reuse_delay", "ms", 1, "1000",
     "Newer kernels only: how old a TIME-WAIT must be before tcp_tw_reuse may reuse its port.", NULL,
     BIT(TIME_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_tw_recycle", "", 1, "removed in Linux 4.12",
     "No effect any more.", "Advice that mentions it is out of date.", BIT(TIME_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_rfc1337", "", 1, "0",
     "0 lets an RST end a TIME-WAIT early; 1 ignores it.",
     "The kernel's documentation says the opposite; this is what its source does.",
     BIT(TIME_WAIT)},
    {SETTING_LINUX, "net.ipv4.tcp_timestamps", "", 1, "1",
     "Adds timestamps to each segment; tcp_tw_reuse and PAWS need them.", NULL, BIT(TIME_WAIT)},
    {SETTING_LINUX, "net.netfilter.nf_conntrack_tcp_timeout_established", "s", 1, "432000",
     "How long the firewall of this host keeps a connection without traffic in its table.",
     "Only where connections are tracked; the next packet may be dropped.", BIT(ESTABLISHED)},
    {SETTING_WINDOWS, "dynamic port range", "port", 0, "49152 to 65535 since Windows Vista",
     "Windows: ephemeral ports; `netsh int ipv4 show dynamicport tcp` shows them.",
     "Excluded port ranges within it are never assigned.", BIT(SYN_SENT) | BIT(TIME_WAIT)},
    {SETTING_WINDOWS, "excluded port ranges", "", 0, "none; Hyper-V, WSL and Docker reserve some",
     "Windows: ports that bind() refuses with WSAEACCES (10013), although no socket uses them; "
     "`netsh int ipv4 show excludedportrange tcp` shows them.",
     "They may change at each start of Windows.", BIT(LISTEN) | BIT(SYN_SENT)},
    {SETTING_WINDOWS, "TcpTimedWaitDelay", "s", 1,
     "240 in Windows 2000, 120 in Windows Server 2003; since then Microsoft documents none",
     "Windows: how long TIME-WAIT lasts. A registry value under Tcpip, Parameters; if absent, the default applies.",
     NULL, BIT(TIME_WAIT)},
    {SETTING_WINDOWS, "KeepAliveTime", "ms", 1, "7200000",
     "Windows: how long a connection is idle before the first keepalive probe. A registry value under Tcpip, Parameters; if absent, the default applies.",
     "Only for sockets with SO_KEEPALIVE.", BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
    {SETTING_WINDOWS, "KeepAliveInterval", "ms", 1, "1000",
     "Windows: how long to wait between keepalive probes that are not answered; after 10 the "
     "connection fails. A registry value under Tcpip, Parameters; if absent, the default applies.",
     "Only for sockets with SO_KEEPALIVE.", BIT(ESTABLISHED) | BIT(CLOSE_WAIT)},
};
/* clang-format on */

_Static_assert(COUNT_OF(setting_table) <= SETTINGS_MAX, "setting_values has room for all");

const size_t setting_count = COUNT_OF(setting_table);

const char *setting_name(const struct setting *setting)
{
    const char *dot = strrchr(setting->key, '.');

    return dot == NULL ? setting->key : dot + 1;
}

const struct setting *setting_find(struct text name)
{
    for (size_t i = 0; i < COUNT_OF(setting_table); i++)
        if (text_equal_nocase(name, text_of(setting_table[i].key)) ||
            text_equal_nocase(name, text_of(setting_name(&setting_table[i]))))
            return &setting_table[i];
    return NULL;
}

const struct setting_value *setting_value(const struct setting_values *values,
                                          const struct setting *setting)
{
    return &values->values[setting - setting_table];
}
