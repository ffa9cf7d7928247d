# SPDX-License-Identifier: GPL-2.0-or-later
"""Parses `ss -anHOe` for TCP and UDP into rows, as an independent witness."""

import re
from typing import NamedTuple

STATES = {"ESTAB": "ESTABLISHED", "SYN-RECV": "SYN-RECEIVED", "UNCONN": "CLOSED"}


class Row(NamedTuple):
    family: str
    state: str
    local_address: str
    local_port: int
    remote_address: str | None
    remote_port: int | None
    interface: str | None
    inode: int
    uid: int
    v6only: bool | None
    recv_queue: int
    send_queue: int


def _endpoint(text):
    """Splits ADDRESS%INTERFACE:PORT into address, interface and port; IPv6 is in brackets. ss writes `*` for a wildcard
    that includes IPv4, and for a missing port."""
    address, port = text.rsplit(":", 1)
    address, _, interface = address.partition("%")
    address = "::" if address == "*" else address.strip("[]")
    return address, interface or None, None if port == "*" else int(port)


def parse(text):
    rows = []
    for line in text.splitlines():
        state, recv, send, local, remote, rest = (line + " ").split(None, 5)
        address, interface, port = _endpoint(local)
        peer, _, peer_port = _endpoint(remote)
        more = dict(re.findall(r"(ino|uid|v6only):(\d+)", rest))
        rows.append(Row("ipv6" if ":" in address else "ipv4", STATES.get(state, state), address, port,
                        peer if peer_port is not None else None, peer_port, interface, int(more.get("ino", 0)),
                        int(more.get("uid", 0)), bool(int(more["v6only"])) if "v6only" in more else None,
                        int(recv), int(send)))
    return rows
