# SPDX-License-Identifier: GPL-2.0-or-later
"""TCP states that last only while the peer is silent, or at most a minute."""

import socket

from entry import FAMILIES, IPV4, MINI, ORPHAN, Entry, describe, inet_socket
from ports import PORTS, SILENT_PORT
from rawpeer import ACK, FIN, RST, SYN, Conversation
from tcp_pairs import BACKLOG, listener

RENEW = 30              # seconds; renewed entries live for 60
LINGER2 = 60            # up to this long TCP keeps FIN-WAIT-2 as a mini socket; longer ones start as a full socket
KEEPALIVE = 32767       # seconds between probes: the maximum
SYN_RECEIVED_PORT = 8012    # the silent host's


def populate(keeper, host):
    for family in FAMILIES:
        _opening(keeper, host, family)
        _unanswered(keeper, host, family)
        _fin_wait_1(keeper, host, family)
        _fin_wait_2_full(keeper, host, family)
        _closing(keeper, host, family)
        _last_ack(keeper, host, family)
        _time_wait(keeper, host, family)
        FinWait2(keeper, host, family)
    _syn_received(keeper, host, IPV4, "syn-received-mapped", "listen-dual", mapped=True)


def _begin(host, family, port):
    """A connection attempt to the silent host that has sent its SYN, and the conversation about it."""
    talk = Conversation(host, family.silent, family.zoo, port)
    sock = inet_socket(family, socket.SOCK_STREAM)
    sock.setblocking(False)
    sock.bind((family.zoo, port))
    sock.connect_ex((family.silent, SILENT_PORT))
    return sock, talk


def _connect(host, family, port, window=65535):
    sock, talk = _begin(host, family, port)
    talk.accept(window)
    return sock, talk


def _orphan(keeper, name, sock, state, holder=ORPHAN, **more):
    """Lists a socket and closes it."""
    keeper.add(describe(name, sock, "tcp", state, **more)).unheld(holder)
    sock.close()


def _opening(keeper, host, family):
    s = family.suffix
    sock, _ = _begin(host, family, PORTS["syn-sent"])
    peer = {"remote_address": family.silent, "remote_port": SILENT_PORT, "v6only": None}
    keeper.hold("syn-sent" + s, sock, "tcp", "SYN-SENT", send_queue=1, **peer)
    sock, talk = _begin(host, family, PORTS["syn-received-crossed"])
    talk.received = talk.expect(SYN).next_seq
    talk.send(SYN)
    talk.expect(SYN | ACK)
    keeper.hold("syn-received-crossed" + s, sock, "tcp", "SYN-RECEIVED", send_queue=1,
                note="simultaneous open: a full socket", **peer)
    server = listener(family, family.any, PORTS["listen-silent"])
    keeper.hold("listen-silent" + s, server, "tcp", "LISTEN", accept_queue=0, accept_queue_max=BACKLOG)
    _syn_received(keeper, host, family, "syn-received" + s, "listen-silent")


def _syn_received(keeper, host, family, name, server, mapped=False):
    """A request socket. With mapped, IPv4 at a dual-stack listener: listed as IPv6."""
    talk = Conversation(host, family.silent, family.zoo, PORTS[server], SYN_RECEIVED_PORT)
    talk.send(SYN)
    talk.expect(SYN | ACK)
    prefix = "::ffff:" if mapped else ""
    keeper.add(Entry(name, "tcp", "ipv6" if mapped else family.name, "stream", "SYN-RECEIVED", "SYN-RECEIVED",
                     prefix + family.zoo, PORTS[server], prefix + family.silent, SYN_RECEIVED_PORT, holder=MINI))


def _unanswered(keeper, host, family):
    s = family.suffix
    sock, _ = _connect(host, family, PORTS["established-unacked"])
    sock.send(bytes(500))
    keeper.hold("established-unacked" + s, sock, "tcp", "ESTABLISHED", send_queue=500, recv_queue=0)
    sock, _ = _connect(host, family, PORTS["established-zero-window"], window=0)
    sock.send(bytes(100))
    keeper.hold("established-zero-window" + s, sock, "tcp", "ESTABLISHED", send_queue=100, recv_queue=0,
                note="window probe timer")
    sock, _ = _connect(host, family, PORTS["established-keepalive-silent"])
    for option, value in ((socket.TCP_KEEPIDLE, 1), (socket.TCP_KEEPINTVL, KEEPALIVE), (socket.TCP_KEEPCNT, 127)):
        sock.setsockopt(socket.IPPROTO_TCP, option, value)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    keeper.hold("established-keepalive-silent" + s, sock, "tcp", "ESTABLISHED", recv_queue=0, send_queue=0,
                note="keepalive timer")


def _fin_wait_1(keeper, host, family):
    s = family.suffix
    for name, data in (("fin-wait-1-orphan", b""), ("fin-wait-1-orphan-data", b"hello")):
        sock, _ = _connect(host, family, PORTS[name])
        if data:
            sock.send(data)
        _orphan(keeper, name + s, sock, "FIN-WAIT-1", send_queue=len(data) + 1)
    sock, _ = _connect(host, family, PORTS["fin-wait-1-owned"])
    sock.shutdown(socket.SHUT_WR)
    keeper.hold("fin-wait-1-owned" + s, sock, "tcp", "FIN-WAIT-1", send_queue=1)


def _fin_wait_2_full(keeper, host, family):
    sock, talk = _connect(host, family, PORTS["fin-wait-2-orphan-full"])
    _orphan(keeper, "fin-wait-2-orphan-full" + family.suffix, sock, "FIN-WAIT-2", send_queue=0)
    talk.acknowledge_fin()
    talk.send(ACK)


def _closing(keeper, host, family):
    """Simultaneous close: the silent host's FIN acknowledges everything except our FIN."""
    s = family.suffix
    sock, talk = _connect(host, family, PORTS["closing-owned"])
    sock.shutdown(socket.SHUT_WR)
    talk.expect(FIN)
    talk.send(FIN | ACK)
    keeper.hold("closing-owned" + s, sock, "tcp", "CLOSING", send_queue=1)
    sock, talk = _connect(host, family, PORTS["closing"])
    _orphan(keeper, "closing" + s, sock, "CLOSING", send_queue=1)
    talk.expect(FIN)
    talk.send(FIN | ACK)


def _last_ack(keeper, host, family):
    """The silent host closes first and never acknowledges our FIN."""
    s = family.suffix
    for name in ("last-ack", "last-ack-owned"):
        sock, talk = _connect(host, family, PORTS[name])
        talk.send(FIN | ACK)
        talk.expect(ACK)
        if name == "last-ack":
            _orphan(keeper, name + s, sock, "LAST-ACK", send_queue=1)
        else:
            sock.shutdown(socket.SHUT_WR)
            keeper.hold(name + s, sock, "tcp", "LAST-ACK", send_queue=1)


def _time_wait(keeper, host, family):
    """Any segment in the window restarts the minute of TIME-WAIT, so the same connection can be kept
    (net/ipv4/tcp_minisocks.c, tcp_timewait_state_process)."""
    sock, talk = _connect(host, family, PORTS["time-wait"])
    _orphan(keeper, "time-wait" + family.suffix, sock, "TIME-WAIT", MINI)
    talk.acknowledge_fin()
    talk.send(FIN | ACK)
    keeper.every(RENEW, lambda: talk.send(ACK))


class FinWait2:
    """An orphan in FIN-WAIT-2 as a mini socket, which cannot be prolonged. A new one is made before the old
    one expires, so there is always one; two ports are used alternately."""

    def __init__(self, keeper, host, family):
        self._keeper, self._host, self._family = keeper, host, family
        self._port = PORTS["fin-wait-2-orphan"]
        self._talk = self._make()
        keeper.every(RENEW, self._renew)

    def _make(self):
        sock, talk = _connect(self._host, self._family, self._port)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_LINGER2, LINGER2)
        _orphan(self._keeper, "fin-wait-2-orphan" + self._family.suffix, sock, "FIN-WAIT-2", MINI, renewed=True)
        talk.acknowledge_fin()
        talk.send(ACK)
        return talk

    def _renew(self):
        old = self._talk
        self._port ^= 1
        self._talk = self._make()
        old.send(RST)
        self._keeper.renewed()
