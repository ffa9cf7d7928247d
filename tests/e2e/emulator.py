# SPDX-License-Identifier: GPL-2.0-or-later
"""A program on a terminal, and what a person sees there."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import termios
import time

import pyte

import netns

PATIENCE = 60
FRAME = re.compile(rb"(?=\x1b\[\?25l\x1b\[H)")


class Screen(pyte.Screen):
    """pyte does not know the alternate screen."""

    def __init__(self, columns, lines):
        super().__init__(columns, lines)
        self.is_alternate = False

    def _switch(self, modes, is_alternate):
        if 1049 in modes and is_alternate != self.is_alternate:
            self.is_alternate = is_alternate
            if is_alternate:
                self._first = list(self.display)
            self.reset()
            if not is_alternate:
                for line in self._first:
                    self.draw(line.rstrip())
                    self.carriage_return()
                    self.linefeed()

    def set_mode(self, *modes, **kwargs):
        self._switch(modes, True)
        super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes, **kwargs):
        super().reset_mode(*modes, **kwargs)
        self._switch(modes, False)


class Terminal:
    """Runs argv as the leader of a session of its own on a terminal of this size."""

    def __init__(self, place, argv, columns=80, rows=24, env=None):
        self.master, self.slave = pty.openpty()
        termios.tcsetwinsize(self.slave, (rows, columns))
        self.mode = termios.tcgetattr(self.slave)
        self.screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._frames = []

        def enter():
            netns.enter(place.namespace)
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        inherited = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        env = {"PATH": os.environ["PATH"], "TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"} | inherited | (env or {})
        self.process = subprocess.Popen([str(word) for word in argv], preexec_fn=enter, env=env, stdin=self.slave,
                                        stdout=self.slave, stderr=self.slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for fd in (self.master, self.slave):
            with contextlib.suppress(OSError):
                os.close(fd)

    @property
    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    def text(self):
        return "\n".join(self.lines)

    def type(self, keys):
        os.write(self.master, keys.encode())

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        termios.tcsetwinsize(self.master, (rows, columns))

    def _read(self):
        if select.select([self.master], [], [], 0.1)[0]:
            self._frames += FRAME.split(os.read(self.master, 1 << 16))

    def until(self, condition):
        """Reads until the condition holds, of each frame that was drawn. Returns what it returned."""
        end = time.monotonic() + PATIENCE
        while True:
            if found := condition(self):
                return found
            while not self._frames:
                assert time.monotonic() < end, "\n" + self.text()
                self._read()
            self._stream.feed(self._frames.pop(0))

    def shows(self, pattern):
        """Waits for a line in which the pattern is found."""
        pattern = re.compile(pattern)
        return self.until(lambda _: next(filter(None, map(pattern.search, self.lines)), None))

    def hides(self, pattern):
        pattern = re.compile(pattern)
        return self.until(lambda _: not any(map(pattern.search, self.lines)))

    def end(self):
        """Reads what is written until the program ends. Returns its exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, self.text()
            self._read()
        while select.select([self.master], [], [], 0)[0]:
            self._read()
        for frame in self._frames:
            self._stream.feed(frame)
        self._frames = []
        return self.process.returncode

    def is_restored(self):
        return not self.screen.is_alternate and not self.screen.cursor.hidden and termios.tcgetattr(self.slave) == self.mode
