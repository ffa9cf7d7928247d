# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything except TCP and UDP: unix sockets with names that are hard to print, raw, packet, netlink.

Unix paths are in a directory of their own, which differs in each run; the zoo removes it.
"""

import base64
import ctypes
import os
import socket
import struct

from entry import FAMILIES, TYPES
from ports import ZOO_IF

SUN_PATH = 108
_libc = ctypes.CDLL(None, use_errno=True)

# Names of listening unix streams. Paths are in the zoo's directory.
PATHS = {
    "unix-stream": b"stream.sock",
    "unix-newline": b"new\nline.sock",
    "unix-escape": b"esc\x1b[31mred.sock",
    "unix-space": b"with space.sock",
    "unix-not-utf8": b"not\xff\xfeutf8.sock",
}
ABSTRACT = {
    "unix-abstract": b"\0lsock-zoo",
    "unix-abstract-nul": b"\0lsock-zoo\0inner\0nul",
    "unix-abstract-newline": b"\0lsock-zoo\nline",
}


def populate(keeper, directory):
    _unix_names(keeper, os.fsencode(directory))
    _unix_kinds(keeper, os.fsencode(directory))
    _raw(keeper)
    _packet(keeper)
    _netlink(keeper)


def _bind(sock, name):
    """bind() with exactly these bytes: Python rejects a path that fills all of sun_path."""
    address = struct.pack("=H", socket.AF_UNIX) + name
    if _libc.bind(sock.fileno(), address, len(address)):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), name)


def _hold_unix(keeper, name, sock, status, address=None, **more):
    """address: the bytes of sun_path. An abstract name is shown with @ for its first NUL."""
    if address is not None:
        shown = b"@" + address[1:] if address[:1] == b"\0" else address
        more["local_address"] = shown.decode("utf-8", "replace")
        if more["local_address"].encode() != shown:
            more["local_address_base64"] = base64.b64encode(shown).decode()
    return keeper.hold(name, sock, "unix", status, **more)


def _unix_listener(keeper, name, address, kind=socket.SOCK_STREAM, backlog=7, **more):
    sock = socket.socket(socket.AF_UNIX, kind)
    _bind(sock, address)
    sock.listen(backlog)
    _hold_unix(keeper, name, sock, "listening", address, **{"accept_queue": 0, "accept_queue_max": backlog} | more)
    return sock


def _unix_names(keeper, directory):
    for name, file in PATHS.items():
        _unix_listener(keeper, name, directory + b"/" + file)
    full = directory + b"/"
    _unix_listener(keeper, "unix-full", full + b"x" * (SUN_PATH - len(full)), note="108 bytes, no NUL at the end")
    for name, address in ABSTRACT.items():
        _unix_listener(keeper, name, address)
    autobound = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    autobound.bind("")
    _hold_unix(keeper, "unix-autobound", autobound, "unconnected", autobound.getsockname())
    _hold_unix(keeper, "unix-unbound", socket.socket(socket.AF_UNIX, socket.SOCK_STREAM), "unconnected")


def _unix_kinds(keeper, directory):
    _unix_pair(keeper, directory)
    _unix_listener(keeper, "unix-seqpacket", directory + b"/seqpacket.sock", socket.SOCK_SEQPACKET)
    dgram = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    _bind(dgram, directory + b"/dgram.sock")
    _hold_unix(keeper, "unix-dgram", dgram, "unconnected", directory + b"/dgram.sock")
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        for number, sock in enumerate(socket.socketpair(socket.AF_UNIX, kind), 1):
            _hold_unix(keeper, f"unix-pair-{TYPES[kind]}-{number}", sock, "connected")


def _unix_pair(keeper, directory):
    """A connection through a named listener, another one in its accept queue, and unread data."""
    address = directory + b"/pair.sock"
    listener = _unix_listener(keeper, "unix-backlog", address, backlog=3, accept_queue=1)
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    client.connect(address)
    server = listener.accept()[0]
    waiting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    waiting.connect(address)
    client.sendall(b"unread")
    _hold_unix(keeper, "unix-client", client, "connected")
    _hold_unix(keeper, "unix-server", server, "connected", address, recv_queue=6)
    _hold_unix(keeper, "unix-waiting", waiting, "connected", note="its other end is in the queue of unix-backlog")


def _raw(keeper):
    """The port of a raw socket is its protocol number (as in /proc and sock_diag)."""
    for family in FAMILIES:
        protocol = socket.IPPROTO_ICMPV6 if family.suffix else socket.IPPROTO_ICMP
        for name, address in (("raw-wildcard", family.any), ("raw-bound", family.loopback)):
            sock = socket.socket(family.af, socket.SOCK_RAW, protocol)
            sock.bind((address, 0))
            keeper.hold(name + family.suffix, sock, "raw", "unconnected", local_address=address, local_port=protocol)


def _packet(keeper):
    for name, kind in (("packet-raw", socket.SOCK_RAW), ("packet-dgram", socket.SOCK_DGRAM)):
        sock = socket.socket(socket.AF_PACKET, kind, 0)     # protocol 0: receives nothing
        sock.bind((ZOO_IF, 0))
        keeper.hold(name, sock, "packet", "unconnected", interface=ZOO_IF)


def _netlink(keeper):
    """local_address is the netlink protocol, local_port is the port id."""
    sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
    sock.bind((0, 0))
    keeper.hold("netlink-route", sock, "netlink", "unconnected", local_address="route",
                local_port=sock.getsockname()[0])
