# SPDX-License-Identifier: GPL-2.0-or-later
"""UDP: no states, only bound or connected; and ways to bind."""

import os
import socket

from entry import FAMILIES, IPV4, IPV6, inet_socket
from ports import CLIENT, PORTS, ZOO_IF
from tcp_pairs import NOBODY


def populate(keeper):
    for family in FAMILIES:
        _bound(keeper, family)
        _connected(keeper, family)
        _queued(keeper, family)
    _hold(keeper, "udp-dual", _socket(IPV6, "::", PORTS["udp-dual"], v6only=False))
    _mapped(keeper)
    _link_local(keeper)
    _nobody(keeper)


def _socket(family, address, port, **options):
    sock = inet_socket(family, socket.SOCK_DGRAM, **options)
    sock.bind((address, port))
    return sock


def _hold(keeper, name, sock, status="unconnected", **more):
    return keeper.hold(name, sock, "udp", status, **{"recv_queue": 0, "send_queue": 0} | more)


def _bound(keeper, family):
    s = family.suffix
    _hold(keeper, "udp-bound" + s, _socket(family, family.loopback, PORTS["udp-bound"]))
    _hold(keeper, "udp-wildcard" + s, _socket(family, family.any, PORTS["udp-wildcard"]))
    _hold(keeper, "udp-device" + s, _socket(family, family.any, PORTS["udp-device"], device=ZOO_IF))
    for number in "12":
        _hold(keeper, f"udp-reuseport-{number}{s}",
              _socket(family, family.loopback, PORTS["udp-reuseport"], reuseport=True))


def _connected(keeper, family):
    s, port = family.suffix, PORTS["udp-connected"]
    one = _socket(family, family.loopback, port)
    two = _socket(family, family.loopback, port + CLIENT)
    one.connect((family.loopback, port + CLIENT))
    two.connect((family.loopback, port))
    _hold(keeper, "udp-connected" + s, one, "connected")
    _hold(keeper, "udp-connected-peer" + s, two, "connected")


def _mapped(keeper):
    port = PORTS["udp-mapped"]
    sock = _socket(IPV6, "::", port, v6only=False)
    sock.connect(("::ffff:127.0.0.1", port + CLIENT))
    _hold(keeper, "udp-mapped", sock, "connected")


def _queued(keeper, family):
    """The kernel counts memory of datagrams instead of their bytes; the amount depends on the kernel."""
    port = PORTS["udp-queued"]
    sock = _socket(family, family.loopback, port)
    with inet_socket(family, socket.SOCK_DGRAM) as sender:
        for _ in range(3):
            sender.sendto(bytes(100), (family.loopback, port))
    _hold(keeper, "udp-queued" + family.suffix, sock, recv_queue=None, note="three datagrams: recv_queue over 300")


def _link_local(keeper):
    sock = inet_socket(IPV6, socket.SOCK_DGRAM)
    sock.bind(("fe80::1", PORTS["udp-link-local"], 0, socket.if_nametoindex(ZOO_IF)))
    _hold(keeper, "udp-link-local", sock)


def _nobody(keeper):
    """Created by another uid, held by root."""
    os.seteuid(NOBODY)
    try:
        sock = _socket(IPV4, IPV4.loopback, PORTS["udp-nobody"])
    finally:
        os.seteuid(0)
    _hold(keeper, "udp-nobody", sock)
