# SPDX-License-Identifier: GPL-2.0-or-later
"""Private network namespaces: the zoo's own and its peer's, joined by a veth pair.

Python 3.11 has no os.unshare and os.setns, hence libc. Both act on the calling thread only, and a socket
stays in the namespace it was created in: `inside` makes sockets of the peer without a second process.
"""

import contextlib
import ctypes
import errno
import os
import shutil
import subprocess

from errors import Missing, NotPermitted, ZooError
from ports import PEER_IF, ZOO_IF

CLONE_NEWNET = 0x40000000
ZOO_MAC = "02:00:00:00:00:01"
PEER_MAC = "02:00:00:00:00:02"
SILENT_MAC = "02:00:00:00:00:66"    # the peer's kernel drops packets to it without an ICMP message

# Long timeouts for states that expire. A tcp_fin_timeout over 60 s keeps an orphan in FIN-WAIT-2 as a full
# socket for the excess (net/ipv4/tcp.c, __tcp_close); TCP_LINGER2 requests the mini socket.
SYSCTLS = {
    "ipv4/tcp_syn_retries": "127",
    "ipv4/tcp_synack_retries": "255",
    "ipv4/tcp_orphan_retries": "255",
    "ipv4/tcp_retries2": "255",
    "ipv4/tcp_fin_timeout": "100000",
    "ipv4/tcp_abort_on_overflow": "0",
    "ipv4/tcp_syncookies": "1",
    "ipv4/tcp_rfc1337": "0",
    "ipv6/bindv6only": "0",
    "ipv6/conf/all/disable_ipv6": "0",      # a container's setting may be inherited
    "ipv6/conf/default/disable_ipv6": "0",
}

_libc = ctypes.CDLL(None, use_errno=True)


def _call(what, result):
    if result == 0:
        return
    code = ctypes.get_errno()
    kind = NotPermitted if code in (errno.EPERM, errno.EACCES) else Missing
    raise kind(f"{what}: {os.strerror(code)}")


def enter(fd):
    """Moves this thread into the network namespace of fd."""
    _call("setns to a network namespace", _libc.setns(fd, CLONE_NEWNET))


def current():
    """Returns a descriptor of this thread's network namespace; the caller closes it."""
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def of_process(pid):
    """Returns a descriptor of a process's network namespace; the caller closes it."""
    return os.open(f"/proc/{pid}/ns/net", os.O_RDONLY | os.O_CLOEXEC)


@contextlib.contextmanager
def inside(fd):
    """Runs the block in another network namespace and returns to the original one."""
    home = current()
    try:
        enter(fd)
        yield
        enter(home)
    except BaseException:
        enter(home)
        raise
    finally:
        os.close(home)


def unshare():
    """Creates an empty network namespace for this thread; returns its descriptor."""
    _call("unshare a network namespace (needs CAP_SYS_ADMIN)", _libc.unshare(CLONE_NEWNET))
    return current()


def create():
    """Creates both namespaces and the veth pair between them. Leaves this thread in the zoo's.
    Returns the descriptor of the peer's."""
    if shutil.which("ip") is None:
        raise Missing("ip: not found (iproute2 is needed)")
    peer = unshare()
    unshare()
    if not os.path.isdir("/proc/sys/net/ipv6"):
        raise Missing("this kernel has no IPv6")
    for name, value in SYSCTLS.items():
        _sysctl(name, value)
    _ip("link set lo up",
        f"link add name {ZOO_IF} address {ZOO_MAC} type veth "
        f"peer name {PEER_IF} address {PEER_MAC} netns /proc/{os.getpid()}/fd/{peer}")
    _plumb(ZOO_IF, "10.77.0.1", "fd77::1", "fe80::1")
    _neighbours(ZOO_IF, PEER_MAC, "10.77.0.2", "fd77::2", "fe80::2")
    _neighbours(ZOO_IF, SILENT_MAC, "10.77.0.66", "fd77::66")
    with inside(peer):
        _sysctl("ipv6/conf/default/disable_ipv6", "0")
        _sysctl("ipv6/conf/all/disable_ipv6", "0")
        _plumb(PEER_IF, "10.77.0.2", "fd77::2", "fe80::2")
        _neighbours(PEER_IF, ZOO_MAC, "10.77.0.1", "fd77::1", "fe80::1")
    return peer


def _plumb(interface, ipv4, ipv6, link_local):
    _ip(f"link set {interface} addrgenmode none",
        f"link set {interface} up",
        f"addr add {ipv4}/24 dev {interface}",
        f"addr add {ipv6}/64 dev {interface} nodad",
        f"addr add {link_local}/64 dev {interface} nodad")


def _neighbours(interface, mac, *addresses):
    """Permanent neighbours: a failed resolution would end a connection with EHOSTUNREACH."""
    _ip(*(f"neigh replace {a} lladdr {mac} dev {interface} nud permanent" for a in addresses))


def _ip(*commands):
    done = subprocess.run(["ip", "-batch", "-"], input="\n".join(commands) + "\n", text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        kind = NotPermitted if "not permitted" in done.stdout else ZooError
        raise kind(f"ip: {done.stdout.strip()}")


def _sysctl(name, value):
    try:
        with open(f"/proc/sys/net/{name}", "w", encoding="ascii") as file:
            file.write(value)
    except OSError as error:
        kind = NotPermitted if error.errno in (errno.EPERM, errno.EACCES, errno.EROFS) else Missing
        raise kind(f"/proc/sys/net/{name}: {error.strerror}") from error
