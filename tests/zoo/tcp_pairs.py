# SPDX-License-Identifier: GPL-2.0-or-later
"""TCP sockets whose peer is an ordinary kernel: listeners, queues, pairs, half-closed connections."""

import contextlib
import os
import socket

import netns
from entry import ACCEPT_QUEUE, FAMILIES, IPV4, IPV6, inet_socket
from ports import CLIENT, PEER_IF, PORTS, ZOO_IF

BACKLOG = 128
NOBODY = 65534
MARK = 0x4C
HOSTILE_COMMAND = 'z) R\x1b[7m\n"<'
TIMEOUT = 5.0


def listener(family, address, port, backlog=BACKLOG, *, scope=0, **options):
    sock = inet_socket(family, socket.SOCK_STREAM, **options)
    sock.bind(_address(family, address, port, scope))
    sock.listen(backlog)
    return sock


def connect(family, local, remote, *, scope=0, **options):
    """A connected socket; local and remote are (address, port)."""
    sock = inet_socket(family, socket.SOCK_STREAM, **options)
    sock.settimeout(TIMEOUT)
    sock.bind(_address(family, *local, scope))
    sock.connect(_address(family, *remote, scope))
    return sock


def _address(family, address, port, scope):
    return (address, port) if family is IPV4 else (address, port, 0, scope)


def pair(family, port):
    """Both ends on loopback, client first. Their listener is closed."""
    with listener(family, family.loopback, port) as server:
        client = connect(family, (family.loopback, port + CLIENT), (family.loopback, port))
        return client, _accept(server)


def _accept(server):
    server.settimeout(TIMEOUT)
    accepted = server.accept()[0]
    accepted.settimeout(TIMEOUT)
    return accepted


def populate(keeper, peer_namespace):
    for family in FAMILIES:
        _listeners(keeper, family)
        _accept_queue(keeper, family)
        _full_queue(keeper, family)
        _established(keeper, family)
        _full_window(keeper, family)
        _half_closed(keeper, family)
        _device(keeper, family, peer_namespace)
        _bound(keeper, family)
    _dual(keeper)
    _link_local(keeper, peer_namespace)
    _nobody(keeper)
    _hostile(keeper)
    _shared(keeper)


def _hold_listener(keeper, name, sock, queued=0, limit=BACKLOG, **more):
    return keeper.hold(name, sock, "tcp", "LISTEN", accept_queue=queued, accept_queue_max=limit, **more)


def _listeners(keeper, family):
    s = family.suffix
    _hold_listener(keeper, "listen" + s, listener(family, family.loopback, PORTS["listen"]))
    _hold_listener(keeper, "listen-wildcard" + s, listener(family, family.any, PORTS["listen-wildcard"]))
    for number in "12":
        _hold_listener(keeper, f"listen-reuseport-{number}{s}",
                       listener(family, family.loopback, PORTS["listen-reuseport"], reuseport=True))
    _hold_listener(keeper, "listen-mark" + s,
                   listener(family, family.loopback, PORTS["listen-mark"], mark=MARK), mark=MARK)


def _accept_queue(keeper, family):
    """Connections in the accept queue have no inode: the program is stuck, it does not leak."""
    port, s = PORTS["listen-backlog"], family.suffix
    server = listener(family, family.loopback, port, 5)
    here = (family.loopback, port)
    waiting = connect(family, (family.loopback, port + CLIENT), here)
    closing = connect(family, (family.loopback, port + 2 * CLIENT), here)
    closing.shutdown(socket.SHUT_WR)
    _hold_listener(keeper, "listen-backlog" + s, server, 2, 5)
    keeper.hold("accept-queue-client" + s, waiting, "tcp", "ESTABLISHED")
    keeper.hold("close-wait-unaccepted-peer" + s, closing, "tcp", "FIN-WAIT-2")
    _hold_unaccepted(keeper, "accept-queue-established" + s, waiting, "ESTABLISHED", 0)
    _hold_unaccepted(keeper, "close-wait-unaccepted" + s, closing, "CLOSE-WAIT", 1)


def _hold_unaccepted(keeper, name, client, state, recv_queue):
    """The server end of a connection; only the client end has a descriptor."""
    entry = keeper.hold(name, client, "tcp", state, recv_queue=recv_queue).unheld(ACCEPT_QUEUE)
    entry.local_address, entry.remote_address = entry.remote_address, entry.local_address
    entry.local_port, entry.remote_port = entry.remote_port, entry.local_port


def _full_queue(keeper, family):
    """Linux queues limit + 1 connections and then drops the SYN: for the client the host looks dead."""
    port, s = PORTS["listen-full"], family.suffix
    server = listener(family, family.loopback, port, 1)
    for number in (1, 2):
        client = connect(family, (family.loopback, port + number * CLIENT), (family.loopback, port))
        keeper.hold(f"listen-full-client-{number}{s}", client, "tcp", "ESTABLISHED")
        _hold_unaccepted(keeper, f"listen-full-queued-{number}{s}", client, "ESTABLISHED", 0)
    _hold_listener(keeper, "listen-full" + s, server, 2, 1)
    late = inet_socket(family, socket.SOCK_STREAM)
    late.setblocking(False)
    late.bind((family.loopback, port + 3 * CLIENT))
    late.connect_ex((family.loopback, port))
    keeper.hold("syn-sent-overflow" + s, late, "tcp", "SYN-SENT", remote_address=family.loopback, remote_port=port,
                v6only=None, send_queue=1)


def _established(keeper, family):
    s = family.suffix
    client, server = pair(family, PORTS["established"])
    keeper.hold("established-client" + s, client, "tcp", "ESTABLISHED", recv_queue=0, send_queue=0)
    keeper.hold("established-server" + s, server, "tcp", "ESTABLISHED", recv_queue=0, send_queue=0)
    client, server = pair(family, PORTS["established-unread"])
    client.sendall(bytes(1000))
    keeper.hold("established-unread-peer" + s, client, "tcp", "ESTABLISHED", send_queue=0)
    keeper.hold("established-unread" + s, server, "tcp", "ESTABLISHED", recv_queue=1000)
    client, server = pair(family, PORTS["established-keepalive"])
    client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    keeper.hold("established-keepalive" + s, client, "tcp", "ESTABLISHED", note="keepalive timer")
    keeper.hold("established-keepalive-peer" + s, server, "tcp", "ESTABLISHED")


def _full_window(keeper, family):
    """The client has sent until all buffers are full: the server's window is zero, and its kernel answers
    every probe with that."""
    s = family.suffix
    with inet_socket(family, socket.SOCK_STREAM) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)    # accepted sockets inherit it
        server.bind(_address(family, family.loopback, PORTS["established-full"], 0))
        server.listen(1)
        here = server.getsockname()[:2]
        client = connect(family, (family.loopback, here[1] + CLIENT), here)
        full = _accept(server)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)       # more than fits, but not megabytes
    client.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        while True:
            client.send(bytes(4096))
    keeper.hold("established-full-peer" + s, client, "tcp", "ESTABLISHED", recv_queue=0, note="window probe timer")
    keeper.hold("established-full" + s, full, "tcp", "ESTABLISHED", send_queue=0)


def _half_closed(keeper, family):
    """One end shuts down sending: it stays in FIN-WAIT-2 with an owner, the other end in CLOSE-WAIT."""
    s = family.suffix
    for name, peer, port, data, read, queue in (
            ("close-wait", "fin-wait-2-owned", "half-close", b"", True, 0),
            ("close-wait-untouched", "close-wait-untouched-peer", "close-wait-untouched", b"", False, 1),
            ("close-wait-unread", "close-wait-unread-peer", "close-wait-unread", b"abc", False, 4)):
        client, server = pair(family, PORTS[port])
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        if read:
            server.recv(1)      # the end of the stream
        keeper.hold(peer + s, client, "tcp", "FIN-WAIT-2", recv_queue=0, send_queue=0)
        keeper.hold(name + s, server, "tcp", "CLOSE-WAIT", recv_queue=queue)


def _device(keeper, family, peer_namespace):
    s, port = family.suffix, PORTS["listen-device"]
    server = listener(family, family.any, port, device=ZOO_IF)
    with netns.inside(peer_namespace):
        keeper.keep(connect(family, (family.peer, port + CLIENT), (family.zoo, port)))
    _hold_listener(keeper, "listen-device" + s, server)
    keeper.hold("established-device-server" + s, _accept(server), "tcp", "ESTABLISHED")
    port = PORTS["established-device"]
    with netns.inside(peer_namespace):
        far = listener(family, family.peer, port)
    client = connect(family, (family.zoo, port + CLIENT), (family.peer, port), device=ZOO_IF)
    keeper.keep(far, _accept(far))
    keeper.hold("established-device-client" + s, client, "tcp", "ESTABLISHED")


def _bound(keeper, family):
    sock = inet_socket(family, socket.SOCK_STREAM)
    sock.bind((family.loopback, PORTS["closed-bound"]))
    keeper.hold("closed-bound" + family.suffix, sock, "tcp", "CLOSED", note="only sock_diag with state bit 13 shows it")


def _dual(keeper):
    port = PORTS["listen-dual"]
    server = listener(IPV6, "::", port, v6only=False)
    client = connect(IPV4, (IPV4.loopback, port + CLIENT), (IPV4.loopback, port))
    _hold_listener(keeper, "listen-dual", server)
    keeper.hold("mapped-client", client, "tcp", "ESTABLISHED")
    keeper.hold("mapped-server", _accept(server), "tcp", "ESTABLISHED")


def _link_local(keeper, peer_namespace):
    port = PORTS["listen-link-local"]
    server = listener(IPV6, "fe80::1", port, scope=socket.if_nametoindex(ZOO_IF))
    with netns.inside(peer_namespace):
        keeper.keep(connect(IPV6, ("fe80::2", port + CLIENT), ("fe80::1", port),
                            scope=socket.if_nametoindex(PEER_IF)))
    _hold_listener(keeper, "listen-link-local", server)
    keeper.hold("established-link-local", _accept(server), "tcp", "ESTABLISHED")


def _nobody(keeper):
    """The uid of a socket is its creator's; here the holding process has the same uid."""
    os.seteuid(NOBODY)
    try:
        server = listener(IPV4, IPV4.loopback, PORTS["listen-nobody"])
    finally:
        os.seteuid(0)
    entry = _hold_listener(keeper, "listen-nobody", server)
    keeper.give_away([(entry, server)], "zoo-nobody", NOBODY)


def _hostile(keeper):
    """A process can give itself any name."""
    server = listener(IPV4, IPV4.loopback, PORTS["listen-hostile"])
    keeper.give_away([(_hold_listener(keeper, "listen-hostile", server), server)], HOSTILE_COMMAND)


def _shared(keeper):
    server = listener(IPV4, IPV4.loopback, PORTS["listen-shared"])
    ours, theirs = pair(IPV4, PORTS["established-shared"])
    keeper.share([(_hold_listener(keeper, "listen-shared", server), server),
                  (keeper.hold("established-shared-client", ours, "tcp", "ESTABLISHED"), ours),
                  (keeper.hold("established-shared-server", theirs, "tcp", "ESTABLISHED"), theirs)], "zoo-sharer")
