# SPDX-License-Identifier: GPL-2.0-or-later
"""Holds the sockets of the zoo: the list of entries, the processes, and the renewal of entries that expire."""

import ctypes
import os
import signal
import time

import procnet
from entry import COMMAND, describe
from errors import ZooError

DEADLINE = 5.0          # to reach a state
CALM = 5.0              # a list stays valid for at least this long
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NAME = 1, 4, 15
_libc = ctypes.CDLL(None)


def set_command(name):
    """Sets /proc/PID/comm of this process."""
    _libc.prctl(PR_SET_NAME, name.encode(), 0, 0, 0)


class Keeper:
    """Holds sockets until it is closed. `generation` increases whenever the list of entries changes."""

    def __init__(self):
        self.generation = 1
        self._entries = {}
        self._kept = []
        self._children = []
        self._chores = []       # [due, every, action]

    def entries(self):
        return list(self._entries.values())

    def add(self, entry):
        """Adds an entry to the list, or replaces the old one."""
        self._entries[entry.name] = entry
        return entry

    def keep(self, *things):
        """Keeps something open that is not an entry."""
        self._kept.extend(things)

    def hold(self, name, sock, protocol, status, **more):
        """Keeps a socket of this process open and lists it."""
        self.keep(sock)
        return self.add(describe(name, sock, protocol, status, **more))

    def every(self, seconds, action):
        """Repeats an action at intervals, before its entry expires."""
        self._chores.append([time.monotonic() + seconds, seconds, action])

    def until_next(self):
        """Seconds until the next renewal."""
        now = time.monotonic()
        return max(0.0, min((chore[0] for chore in self._chores), default=now + 60) - now)

    def work(self, within=0.0):
        """Renews everything that is due within this many seconds."""
        for chore in self._chores:
            if chore[0] <= time.monotonic() + within:
                chore[2]()
                chore[0] = time.monotonic() + chore[1]

    def renewed(self):
        self.generation += 1

    # A second process

    def share(self, entries_and_sockets, command, uid=None):
        """Forks a process with this uid that holds these sockets, too, and nothing else of the zoo."""
        pairs = list(entries_and_sockets)
        ready, report = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                _be_holder({sock.fileno() for _, sock in pairs}, command, uid, report)
            finally:
                os._exit(1)
        os.close(report)
        self._children.append(pid)
        if os.read(ready, 1) != b"1":
            raise ZooError(f"the process {command} did not start")
        os.close(ready)
        for entry, sock in pairs:
            entry.processes.append({"pid": pid, "fd": sock.fileno(), "command": command})

    def give_away(self, entries_and_sockets, command, uid=None):
        """As share, but this process closes the sockets."""
        pairs = list(entries_and_sockets)
        self.share(pairs, command, uid)
        for entry, sock in pairs:
            entry.processes = [p for p in entry.processes if p["command"] != COMMAND]
            sock.close()

    def close(self):
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        self._children.clear()
        for thing in self._kept:
            thing.close()
        self._kept.clear()

    # Verification

    def verify(self):
        """Waits until /proc shows exactly the listed TCP and UDP entries; raises an error about differences."""
        deadline = time.monotonic() + DEADLINE
        while wrong := self._discrepancies():
            if time.monotonic() > deadline:
                raise ZooError("not as it should be: " + "; ".join(wrong))
            time.sleep(0.01)

    def _discrepancies(self):
        rows = {(*row[:6], row.inode): row for row in procnet.read()}
        listed = [e for e in self._entries.values() if e.protocol in ("tcp", "udp") and e.state != "CLOSED"]
        wrong = [f"{e.name}: {why}" for e in listed if (why := _difference(e, rows.pop(_key(e), None)))]
        return wrong + [f"not in the list: {row}" for row in rows.values()]


def _key(entry):
    return (entry.protocol, entry.family, entry.local_address, entry.local_port, entry.remote_address,
            entry.remote_port, entry.inode or 0)


def _difference(entry, row):
    """The difference between an entry and its row in /proc, or None."""
    if row is None:
        return f"no row {_key(entry)}"
    queue = entry.accept_queue if entry.status == "LISTEN" else entry.recv_queue
    for what, want, got in (("state", entry.state, row.state if entry.state else None),
                            ("receive or accept queue", queue, row.recv_queue),
                            ("send queue", entry.send_queue, row.send_queue),
                            ("uid", entry.uid, row.uid)):
        if want is not None and want != got:
            return f"{what} {got}, want {want}"
    return None


def _be_holder(fds, command, uid, report):
    """The body of a forked holder; never returns."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)    # signals of the terminal: the zoo ends its holders itself
    set_command(command)
    parent = os.getppid()
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        _libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)    # cleared by the uid change; lets that user inspect it
    # Set it after the uid change, which clears it. The parent may have ended before.
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    for fd in map(int, os.listdir("/proc/self/fd")):
        if fd not in fds and fd != report:
            try:
                os.close(fd)
            except OSError:     # the descriptor that listed the directory
                pass
    os.write(report, b"1")
    os.close(report)
    while True:
        signal.pause()
