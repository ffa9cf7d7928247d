# SPDX-License-Identifier: GPL-2.0-or-later
"""A minimal sock_diag client: inodes and cookies by state, for requests that ss 6.1 cannot make."""

import socket
import struct

NETLINK_SOCK_DIAG = 4
SOCK_DIAG_BY_FAMILY = 20
NLM_F_REQUEST_DUMP = 0x301
NLMSG_DONE = 3
BOUND_INACTIVE = 1 << 13        # since Linux 6.8
_HEADER = struct.Struct("=IHHII")
_INODE = 4 + 48 + 16            # offsets in struct inet_diag_msg
_COOKIE = 4 + 40


def tcp_inodes(family, states):
    """Inodes of the TCP sockets in any of the states (a mask), in this thread's namespace."""
    return {inode for inode, _ in _dump(family, states)}


def tcp_cookies(family, states):
    """Cookies of the same sockets."""
    return {cookie for _, cookie in _dump(family, states)}


def _dump(family, states):
    request = struct.pack("=BBBBI48x", family, socket.IPPROTO_TCP, 0, 0, states)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG) as sock:
        sock.send(_HEADER.pack(_HEADER.size + len(request), SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST_DUMP, 1, 0) + request)
        while True:
            data = memoryview(sock.recv(1 << 16))
            while data:
                length, kind, *_ = _HEADER.unpack_from(data)
                if kind != SOCK_DIAG_BY_FAMILY:
                    assert kind == NLMSG_DONE, f"sock_diag answered with message {kind}"
                    return
                low, high = struct.unpack_from("=II", data, _HEADER.size + _COOKIE)
                yield struct.unpack_from("=I", data, _HEADER.size + _INODE)[0], high << 32 | low
                data = data[(length + 3) & ~3:]
