# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of /proc/net/{tcp,tcp6,udp,udp6,raw,raw6}: the zoo's own check of what it created."""

import socket
import struct
from typing import NamedTuple

# Linux numbers (include/net/tcp_states.h) and the names of RFC 9293.
STATES = {1: "ESTABLISHED", 2: "SYN-SENT", 3: "SYN-RECEIVED", 4: "FIN-WAIT-1", 5: "FIN-WAIT-2", 6: "TIME-WAIT",
          7: "CLOSED", 8: "CLOSE-WAIT", 9: "LAST-ACK", 10: "LISTEN", 11: "CLOSING"}


class Row(NamedTuple):
    protocol: str
    family: str
    local_address: str
    local_port: int
    remote_address: str | None      # None if there is no peer
    remote_port: int | None
    state: str
    send_queue: int
    recv_queue: int                 # of a listener: the accept queue
    uid: int
    inode: int


def _endpoint(text):
    """Addresses are printed as 32-bit words in host byte order, ports as plain numbers."""
    digits, port = text.split(":")
    words = [int(digits[i:i + 8], 16) for i in range(0, len(digits), 8)]
    family = socket.AF_INET if len(words) == 1 else socket.AF_INET6
    return socket.inet_ntop(family, struct.pack(f"={len(words)}I", *words)), int(port, 16)


def parse(text, protocol, family):
    """Returns the rows of one file."""
    rows = []
    for line in text.splitlines()[1:]:
        word = line.split()
        local, remote = _endpoint(word[1]), _endpoint(word[2])
        if remote in (("0.0.0.0", 0), ("::", 0)):
            remote = (None, None)
        send, recv = (int(n, 16) for n in word[4].split(":"))
        rows.append(Row(protocol, family, *local, *remote, STATES.get(int(word[3], 16), word[3]),
                        send, recv, int(word[7]), int(word[9])))
    return rows


def read():
    """TCP and UDP rows of the calling thread's namespace."""
    rows = []
    for protocol in ("tcp", "udp"):
        for family, suffix in (("ipv4", ""), ("ipv6", "6")):
            with open(f"/proc/thread-self/net/{protocol}{suffix}", encoding="ascii") as file:
                rows += parse(file.read(), protocol, family)
    return rows
