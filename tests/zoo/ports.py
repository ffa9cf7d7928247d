# SPDX-License-Identifier: GPL-2.0-or-later
"""Where everything in the zoo lives: addresses, interfaces and ports, fixed so that tests can name them.

    namespace   interface   addresses
    the zoo     lo          127.0.0.1, ::1
                zoo0        10.77.0.1/24, fd77::1/64, fe80::1/64
    the peer    zoo1        10.77.0.2/24, fd77::2/64, fe80::2/64      an ordinary kernel
    nobody      (zoo1)      10.77.0.66,   fd77::66                    the silent host: only scripted packets

IPv4 and IPv6 twins use the same ports; the name of an IPv6 twin ends in `-v6`.
Of a TCP pair on loopback, the server end has the port below and the client end that port + 1000 (a second
and third client of one listener: + 2000, + 3000).
A TCP connection to the silent host has the port below here and SILENT_PORT there.
"""

ZOO_IF = "zoo0"
PEER_IF = "zoo1"
SILENT_PORT = 9         # discard
CLIENT = 1000           # what a client end adds to the port of its server

PORTS = {
    # TCP listeners
    "listen": 7001,                 # loopback
    "listen-wildcard": 7002,        # 0.0.0.0, and [::] with V6ONLY
    "listen-dual": 7003,            # [::] that serves IPv4 too; a v4-mapped pair and SYN-RECEIVED go through it
    "listen-backlog": 7004,         # two of at most five wait in the accept queue
    "listen-full": 7005,            # backlog 1, two in the queue (Linux takes limit + 1), a third in SYN-SENT
    "listen-reuseport": 7006,       # two listeners
    "listen-device": 7007,          # bound to zoo0; a connection from the peer
    "listen-link-local": 7008,      # fe80::1%zoo0; a connection from the peer
    "listen-nobody": 7009,          # uid 65534
    "listen-shared": 7010,          # two processes hold it
    "listen-mark": 7011,            # SO_MARK
    "listen-silent": 7012,          # what the silent host sends its SYN to
    "listen-hostile": 7013,         # its process has a name that is hard to print
    "closed-bound": 7019,           # bound, never listened
    # TCP pairs on loopback
    "established": 7101,
    "established-unread": 7102,     # the server has not read 1000 bytes
    "established-keepalive": 7103,  # the client has a keepalive timer
    "established-shared": 7104,     # two processes hold both ends
    "half-close": 7105,             # FIN-WAIT-2 (owned) at the client, CLOSE-WAIT at the server, all read
    "close-wait-untouched": 7106,   # as above, the server never read: the FIN counts one in its queue
    "close-wait-unread": 7107,      # three bytes and the FIN unread
    "established-full": 7109,       # the server reads nothing, the client has sent until the window was zero
    # TCP over the veth to a kernel that answers
    "established-device": 7108,     # the client is bound to zoo0; 7108 is at the peer
    # TCP towards the silent host
    "syn-sent": 7201,
    "syn-received-crossed": 7202,   # simultaneous open: an owned SYN-RECEIVED
    "established-unacked": 7203,    # 500 bytes never acknowledged
    "established-zero-window": 7204,
    "fin-wait-1-orphan": 7205,
    "fin-wait-1-orphan-data": 7206,  # five bytes and the FIN
    "fin-wait-1-owned": 7207,
    "fin-wait-2-orphan": 7208,      # mini socket, renewed: this port and the next take turns
    "fin-wait-2-orphan-full": 7210,  # a full socket: the first part of a long tcp_fin_timeout
    "closing": 7211,
    "closing-owned": 7212,
    "last-ack": 7213,
    "last-ack-owned": 7214,
    "time-wait": 7215,
    "established-keepalive-silent": 7216,   # a keepalive probe that nobody answers
    # UDP
    "udp-bound": 7301,              # loopback
    "udp-wildcard": 7302,           # 0.0.0.0, and [::] with V6ONLY
    "udp-dual": 7303,               # [::] that takes IPv4 too
    "udp-connected": 7304,          # its other end is + 1000
    "udp-mapped": 7305,             # an IPv6 socket connected to ::ffff:127.0.0.1
    "udp-queued": 7306,             # three datagrams unread
    "udp-device": 7307,             # bound to zoo0
    "udp-link-local": 7308,         # fe80::1%zoo0
    "udp-reuseport": 7309,          # two sockets
    "udp-nobody": 7310,             # uid 65534
}
