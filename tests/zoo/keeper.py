# SPDX-License-Identifier: GPL-2.0-or-later
"""Who holds the sockets of the zoo: the list of entries, the processes, and the clock of what expires."""

import ctypes
import os
import signal
import time

import procnet
from entry import COMMAND, describe
from errors import ZooError

DEADLINE = 5.0          # for a state to be reached
CALM = 5.0              # a list stays true for so long at least
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NAME = 1, 4, 15
_libc = ctypes.CDLL(None)


def set_command(name):
    """What /proc/PID/comm says of this process."""
    _libc.prctl(PR_SET_NAME, name.encode(), 0, 0, 0)


class Keeper:
    """Holds sockets until it is closed. `generation` rises whenever the list of entries changes."""

    def __init__(self):
        self.generation = 1
        self._entries = {}
        self._kept = []
        self._children = []
        self._chores = []       # [due, every, action]

    def entries(self):
        return list(self._entries.values())

    def add(self, entry):
        """Put an entry into the list, or a renewed one in the place of the old."""
        self._entries[entry.name] = entry
        return entry

    def keep(self, *things):
        """What must stay open although it is no entry."""
        self._kept.extend(things)

    def hold(self, name, sock, protocol, status, **more):
        """Keep a socket of this process open, and list it."""
        self.keep(sock)
        return self.add(describe(name, sock, protocol, status, **more))

    def every(self, seconds, action):
        """Do something again and again, before what it is about expires."""
        self._chores.append([time.monotonic() + seconds, seconds, action])

    def until_next(self):
        """Seconds until something has to be renewed."""
        now = time.monotonic()
        return max(0.0, min((chore[0] for chore in self._chores), default=now + 60) - now)

    def work(self, within=0.0):
        """Renew what is due within so many seconds."""
        for chore in self._chores:
            if chore[0] <= time.monotonic() + within:
                chore[2]()
                chore[0] = time.monotonic() + chore[1]

    def renewed(self):
        self.generation += 1

    # A second process

    def share(self, entries_and_sockets, command, uid=None):
        """Fork a process that holds these sockets too, as this uid, and nothing else of the zoo's."""
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
        """As share, but this process lets go."""
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

    # Is it all there?

    def verify(self):
        """Wait until /proc shows every TCP and UDP entry as listed and nothing besides; says what is not so."""
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
    """What the row of /proc says otherwise of an entry, or None."""
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
    """The life of a forked holder; never returns."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)    # of a terminal: the zoo ends its holders itself
    set_command(command)
    parent = os.getppid()
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        _libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)    # else that user may not look at it: the change cleared it
    # After the change of uid, which clears it; and the parent may have gone before.
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
