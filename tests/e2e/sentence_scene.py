# SPDX-License-Identifier: GPL-2.0-or-later
"""Sockets that the zoo does not have: full, dropping, deaf, alone. They are made in the caller's network namespace.

Each is known by its ends: local and remote port, or its unix name.
"""

import contextlib
import ctypes
import socket
import struct

SO_ATTACH_FILTER = 26
_REFUSE = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0))     # classic BPF: ret 0


def deafen(sock):
    """Its kernel drops every segment that comes for it, so it acknowledges nothing."""
    sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HxxxxxxP", 1, ctypes.addressof(_REFUSE)))


def port(sock):
    return sock.getsockname()[1]


class Scene:
    """`sockets`: name to (protocol, local port or unix name, remote port or None)."""

    def __init__(self, destroy):
        self._keep = contextlib.ExitStack()
        self.sockets = {}
        self._listeners()
        self._unix()
        self._udp()
        self._requests()
        self._blocked("half-closed-full", "close-wait-sending")
        self._blocked("fin-wait-1-reader", "fin-wait-1-full")[1].close()
        self._alone(destroy)

    def close(self):
        self._keep.close()

    def _hold(self, sock, name=None):
        if name:
            try:
                remote = sock.getpeername()[1]
            except OSError:
                remote = None
            self.sockets[name] = ("tcp" if sock.type == socket.SOCK_STREAM else "udp", port(sock), remote)
        return self._keep.enter_context(sock)

    def _listener(self, backlog, name=None, **options):
        return self._hold(socket.create_server(("127.0.0.1", 0), backlog=backlog, **options), name)

    def _connect(self, server, name=None):
        return self._hold(socket.create_connection(server.getsockname()), name)

    def _pair(self, name):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            return self._connect(listener, name), self._hold(listener.accept()[0])

    def _listeners(self):
        self._connect(self._listener(1, "listen-at-limit"))     # one more would still be let in
        dropped = self._listener(0, "listen-dropped")
        first = self._connect(dropped)
        with socket.socket() as late:
            late.setblocking(False)
            late.connect_ex(dropped.getsockname())      # over loopback the SYN is dropped before this returns
        first.close()
        self._hold(dropped.accept()[0])

    def _unix(self):
        for name, clients in (("unix-full", 2), ("unix-at-limit", 1), ("unix-idle", 0)):
            server = self._keep.enter_context(socket.socket(socket.AF_UNIX))
            server.bind(f"\0{name}")
            server.listen(1)
            self.sockets[name] = ("unix", f"@{name}", None)
            for _ in range(clients):
                client = self._keep.enter_context(socket.socket(socket.AF_UNIX))
                client.connect(f"\0{name}")

    def _udp(self):
        for name, datagrams in (("udp-dropped", 100), ("udp-queued", 1)):
            receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            receiver.bind(("127.0.0.1", 0))
            self._hold(receiver, name)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                for _ in range(datagrams):
                    sender.sendto(bytes(1000), receiver.getsockname())

    def _requests(self):
        """Clients that do not hear the SYN,ACK, at a listener whose queue is full and at one that has room."""
        for name, backlog in (("request-full", 0), ("request", 1)):
            listener = self._listener(backlog)
            deaf = self._hold(socket.socket())
            deafen(deaf)
            deaf.setblocking(False)
            deaf.connect_ex(listener.getsockname())
            self.sockets[name] = ("tcp", port(listener), port(deaf))
            self._connect(listener)

    def _blocked(self, reader, writer):
        """The reader does not read, and where it is half-closed has shut down sending; the writer has more to send
        than fits."""
        with self._listener(1) as listener, socket.socket() as connecting:
            connecting.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connecting.connect(listener.getsockname())
            client, server = socket.socket(fileno=connecting.detach()), listener.accept()[0]
        self._hold(client, reader)
        self._hold(server, writer)
        if reader.startswith("half-closed"):
            client.shutdown(socket.SHUT_WR)
            server.recv(1)
        server.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                server.send(bytes(65536))
        return client, server

    def _alone(self, destroy):
        self._pair("half-closed")[0].shutdown(socket.SHUT_WR)
        client, server = self._pair("peer-gone")
        self._pair("peer-there")
        deafen(client)      # it does not hear the RST
        destroy(port(server))
        server.close()
        itself = socket.socket()
        itself.bind(("127.0.0.1", 0))
        itself.connect(itself.getsockname())
        self._hold(itself, "itself")
