#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The zoo: real kernel sockets in every state, in a private network namespace, for the end-to-end tests.

As a program (as root): prints one line of JSON once all sockets are in their states, then keeps them so until
stdin is closed or SIGTERM comes. Commands on stdin, each answered with such a line:

    list        the current list; it stays valid for five seconds
    renew       renew everything that expires, then as list

    {"generation": 1, "pid": ..., "entries": [{"name": "listen", "protocol": "tcp", ...}, ...]}

`generation` rises whenever something was renewed and with it a port of the list changed.
Exit status: 0 ended as asked, 1 a socket is not in its state, 2 usage, 69 this machine lacks something (IPv6,
the ip program), 77 not permitted; the reason is on stderr.

As a module: `with Zoo() as zoo:` starts the program; zoo.entries(), zoo.entry(NAME), zoo.run(ARGV).

Addresses, ports and interfaces are fixed: see ports.py. What is in an entry: see entry.py.

    netns.py        the namespaces, veth, sysctls          tcp_pairs.py     TCP among kernels
    rawpeer.py      the silent host                        tcp_silent.py    TCP towards the silent host
    keeper.py       holds, renews, verifies, shares        udp_sockets.py   other_sockets.py
"""

import argparse
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading

import keeper as keeping
import netns
import other_sockets
import rawpeer
import tcp_pairs
import tcp_silent
import udp_sockets
from errors import Missing, NotPermitted, ZooError
from ports import PORTS

__all__ = ["Zoo", "ZooError", "Missing", "NotPermitted", "PORTS"]

START_SECONDS = 20      # it takes well under a second; a loaded CI machine gets more time


# The program

def main(argv):
    parser = argparse.ArgumentParser(prog="zoo.py", description="Hold sockets in every state. See the head of zoo.py.")
    parser.add_argument("--ready-file", metavar="F", help="write the first list to F too, once it is true")
    options = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        return _live(options.ready_file)
    except ZooError as error:
        print(f"zoo: {error}", file=sys.stderr)
        return error.status
    except PermissionError as error:
        print(f"zoo: not permitted: {error}", file=sys.stderr)
        return NotPermitted.status
    except BrokenPipeError:     # the reader of the lists has ended
        return 0


def _stop(_signal, _frame):
    for number in (signal.SIGTERM, signal.SIGINT):      # nothing may interrupt the cleanup
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit(0)


def _live(ready_file):
    if os.geteuid() != 0:
        raise NotPermitted("must be root (network namespaces, raw packets, other uids)")
    keeping.set_command(keeping.COMMAND)
    keeper = keeping.Keeper()
    # Always in /tmp, even if TMPDIR is set: a unix path has at most 108 bytes.
    with tempfile.TemporaryDirectory(prefix="lsock-zoo-", dir="/tmp") as directory:
        try:
            _populate(keeper, directory)
            line = _list(keeper)
            if ready_file:
                _write_whole(ready_file, line)
            _say(line)
            _serve(keeper)
        finally:
            keeper.close()
    return 0


def _populate(keeper, directory):
    peer = netns.create()
    host = rawpeer.SilentHost(peer)
    keeper.keep(host)
    tcp_pairs.populate(keeper, peer)
    tcp_silent.populate(keeper, host)
    udp_sockets.populate(keeper)
    other_sockets.populate(keeper, directory)


def _list(keeper):
    """The list as a line, after verifying that it is and remains valid."""
    keeper.work(within=keeping.CALM)
    keeper.verify()
    return json.dumps({"generation": keeper.generation, "pid": os.getpid(),
                       "entries": [entry.to_json() for entry in keeper.entries()]}) + "\n"


def _say(line):
    sys.stdout.write(line)
    sys.stdout.flush()


def _write_whole(path, text):
    """Renames a complete file, so that a waiting reader sees all of it or nothing."""
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + ".part", path)


def _serve(keeper):
    """Answers commands and renews entries until stdin is closed."""
    pending = b""
    while True:
        if select.select([0], [], [], keeper.until_next())[0]:
            data = os.read(0, 4096)
            if not data:
                return
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                _obey(keeper, line.strip())
        keeper.work()


def _obey(keeper, command):
    if command == b"renew":
        keeper.work(within=float("inf"))
    elif command != b"list":
        raise ZooError(f"unknown command {command!r}; list or renew")
    _say(_list(keeper))


# The module

class Zoo:
    """A running zoo. Raises NotPermitted, Missing or ZooError if it cannot start."""

    def __init__(self):
        self._process = self._errors = self._document = None

    def __enter__(self):
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")
        self._process = subprocess.Popen(["/usr/bin/python3", __file__], text=True, stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=self._errors)
        try:
            self._read()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._errors.close()

    @property
    def pid(self):
        """A process in the zoo's namespace, for `nsenter -t PID -n`."""
        return self._process.pid

    @property
    def generation(self):
        """An entry of the last list."""
        return self._document["generation"]

    def entries(self):
        """The current list, valid for the next five seconds."""
        return self._ask("list")

    def entry(self, name):
        return next(e for e in self.entries() if e["name"] == name)

    def renew(self):
        """Renews entries that expire; returns the new list."""
        return self._ask("renew")

    def run(self, argv, *, uid=None, **options):
        """Runs a command in the zoo's namespace, as another uid if requested; like subprocess.run, with text and
        capture_output on by default. Bytes that are not UTF-8 (some unix names) become surrogates."""
        options = {"text": True, "capture_output": True, "check": False} | options
        if options["text"]:
            options.setdefault("errors", "surrogateescape")
        namespace = netns.of_process(self.pid)

        def enter():
            netns.enter(namespace)
            if uid is not None:     # here, because subprocess would change the uid first, and setns might then fail
                os.setgroups([])
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
        try:
            return subprocess.run(argv, preexec_fn=enter, **options)
        finally:
            os.close(namespace)

    def _ask(self, command):
        try:
            self._process.stdin.write(command + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass        # it has ended: reading shows why
        return self._read()

    def _read(self):
        watchdog = threading.Timer(START_SECONDS, self._process.kill)
        watchdog.start()
        try:
            line = self._process.stdout.readline()
        finally:
            watchdog.cancel()
        if not line:
            self._fail()
        self._document = json.loads(line)
        return self._document["entries"]

    def _fail(self):
        status = self._process.wait()
        self._errors.seek(0)
        text = self._errors.read().strip() or f"zoo: ended with status {status} and no word"
        raise next((kind for kind in (Missing, NotPermitted) if kind.status == status), ZooError)(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
