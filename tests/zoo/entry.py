# SPDX-License-Identifier: GPL-2.0-or-later
"""One thing in the zoo: a socket, and everything a lister should report about it. Keys as in lsock's JSON."""

import os
import socket
from dataclasses import asdict, dataclass, field
from typing import NamedTuple


COMMAND = "lsock-zoo"       # the command name of the zoo's process

# The kinds of holders. Only the first has an inode, a uid and processes.
PROCESS = "process"
ACCEPT_QUEUE = "accept-queue"   # connected, but not accepted yet
ORPHAN = "orphan"               # a full socket whose program has closed it
MINI = "mini"                   # a request, or a timewait socket


class Family(NamedTuple):
    """IPv4 and IPv6 as parameters, so that each scenario is written only once."""
    name: str
    af: int
    suffix: str         # suffix of entry names
    loopback: str
    any: str
    zoo: str
    peer: str
    silent: str


IPV4 = Family("ipv4", socket.AF_INET, "", "127.0.0.1", "0.0.0.0", "10.77.0.1", "10.77.0.2", "10.77.0.66")
IPV6 = Family("ipv6", socket.AF_INET6, "-v6", "::1", "::", "fd77::1", "fd77::2", "fd77::66")
FAMILIES = (IPV4, IPV6)


@dataclass
class Entry:
    """None means: there is none, or the zoo does not guarantee it (queues)."""
    name: str
    protocol: str
    family: str
    type: str                           # stream, dgram, seqpacket, raw
    state: str | None                   # TCP only, the RFC's name
    status: str                         # the state, or unconnected, connected, listening
    local_address: str | None = None
    local_port: int | None = None
    remote_address: str | None = None
    remote_port: int | None = None
    interface: str | None = None
    uid: int | None = None
    inode: int | None = None
    processes: list = field(default_factory=list)      # of {pid, fd, command}
    holder: str = PROCESS
    accept_queue: int | None = None     # listeners
    accept_queue_max: int | None = None
    recv_queue: int | None = None       # bytes as counted by the kernel: a FIN counts 1
    send_queue: int | None = None
    v6only: bool | None = None          # unconnected IPv6 sockets
    mark: int | None = None
    renewed: bool = False               # it expires, and renewal changes its ports
    note: str | None = None
    local_address_base64: str | None = None     # the exact bytes, if they are not UTF-8

    def to_json(self):
        return asdict(self) | {"pids": sorted({p["pid"] for p in self.processes})}

    def unheld(self, holder):
        """No process has it any more, or has it yet."""
        self.holder, self.inode, self.uid, self.processes = holder, None, None, []
        return self


TYPES = {socket.SOCK_STREAM: "stream", socket.SOCK_DGRAM: "dgram", socket.SOCK_SEQPACKET: "seqpacket",
          socket.SOCK_RAW: "raw"}
_FAMILIES = {socket.AF_INET: "ipv4", socket.AF_INET6: "ipv6", socket.AF_UNIX: "unix", socket.AF_PACKET: "packet",
             socket.AF_NETLINK: "netlink"}


def describe(name, sock, protocol, status, **more):
    """An entry for a socket of this process: what the socket reports, and `more`."""
    stat = os.fstat(sock.fileno())
    entry = Entry(name, protocol, _FAMILIES[sock.family], TYPES[sock.type], status if protocol == "tcp" else None,
                  status, uid=stat.st_uid, inode=stat.st_ino,
                  processes=[{"pid": os.getpid(), "fd": sock.fileno(), "command": COMMAND}])
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        _describe_inet(entry, sock)
    for key, value in more.items():
        if not hasattr(entry, key):
            raise AttributeError(f"an entry has no {key}")
        setattr(entry, key, value)
    return entry


def _describe_inet(entry, sock):
    local = sock.getsockname()
    entry.local_address, entry.local_port = local[0].split("%")[0], local[1]
    try:
        remote = sock.getpeername()
        entry.remote_address, entry.remote_port = remote[0].split("%")[0], remote[1]
    except OSError:     # also in SYN-SENT, if the caller says so
        if sock.family == socket.AF_INET6:
            entry.v6only = bool(sock.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY))
    device = sock.getsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, 16).rstrip(b"\0").decode()
    # A link-local address binds the socket to its interface, like SO_BINDTODEVICE.
    scope = local[3] if sock.family == socket.AF_INET6 else 0
    entry.interface = device or (socket.if_indextoname(scope) if scope else None)


def inet_socket(family, kind, *, v6only=True, device=None, reuseport=False, mark=None):
    """A socket with the options of a scenario, all set before bind()."""
    sock = socket.socket(family.af, kind)
    if family.af == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
    if device:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
    if reuseport:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if mark:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, mark)
    return sock
