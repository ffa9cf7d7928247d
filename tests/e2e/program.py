# SPDX-License-Identifier: GPL-2.0-or-later
"""The program under test in the zoo's namespace; all its JSON is validated against the schema."""

import contextlib
import functools
import json
import os
import pty
import re
import subprocess
import termios
import threading
import tty
from typing import NamedTuple

import jsonschema

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PLAIN_ENVIRONMENT = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
SANITIZERS = ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")
TIMEOUT = 30


class Done(NamedTuple):
    status: int
    out: str
    err: str


class Program:
    """Runs the program and parses its output."""

    def __init__(self, path, zoo):
        self.path = str(path)
        self.zoo = zoo

    def start(self, *arguments, env=None, **options):
        """As Zoo.run, with an environment independent of the machine's."""
        inherited = {name: os.environ[name] for name in SANITIZERS if name in os.environ}
        options = {"env": PLAIN_ENVIRONMENT | inherited | (env or {}), "timeout": TIMEOUT, "text": False} | options
        return self.zoo.run([self.path, *arguments], **options)

    def run(self, *arguments, **options):
        done = self.start(*arguments, **options)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())    # UTF-8 or a failure

    def with_faults(self, faults, *arguments):
        """Runs it with failing system calls, as faults.c defines."""
        library = os.environ.get("FAULTS_LIB", "")
        assert os.path.isfile(library), "the environment variable FAULTS_LIB must name the library made of faults.c"
        options = ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), "verify_asan_link_order=0")))
        return self.run(*arguments, env={"LD_PRELOAD": os.path.realpath(library), "FAULTS": faults,
                                         "ASAN_OPTIONS": options})

    def shell(self, script, **options):
        """Runs a shell command in which `lsock` is the program."""
        inherited = {name: os.environ[name] for name in SANITIZERS if name in os.environ}
        done = self.zoo.run(["bash", "-c", f'lsock() {{ "$LSOCK" "$@"; }}; {script}'],
                            env=PLAIN_ENVIRONMENT | inherited | {"LSOCK": self.path}, timeout=TIMEOUT, **options)
        return Done(done.returncode, done.stdout, done.stderr)

    def text(self, *arguments, **options):
        """Returns the output of a run without errors or notes."""
        done = self.run(*arguments, **options)
        assert (done.status, done.err) == (0, ""), (arguments, done.status, done.err)
        return done.out

    def table(self, *arguments):
        """Returns the words of the heading, and of each row."""
        heading, *rows = (line.split() for line in self.text(*arguments).splitlines())
        return heading, rows

    def validator(self):
        return _validator(self.text("--json-schema"))

    def json(self, *arguments, form="--json", **options):
        """Returns one valid document."""
        document = json.loads(self.text(form, *arguments, **options))
        self.validate(document)
        return document

    def sockets(self, *arguments):
        return self.json(*arguments)["sockets"]

    def lines(self, *arguments, **options):
        """Returns header, sockets and end of --json=lines, each validated."""
        objects = [json.loads(line) for line in self.text("--json=lines", *arguments, **options).splitlines()]
        for item in objects:
            self.validate(item)
        return objects[0], objects[1:-1], objects[-1]

    def validate(self, document):
        error = jsonschema.exceptions.best_match(self.validator().iter_errors(document))
        assert error is None, f"{list(error.absolute_path)}: {error.message}"

    def on_terminal(self, *arguments, env=None, out=True, err=True, columns=0):
        """Runs it with stdout and stderr on terminals, or on pipes if not requested."""
        with _Terminal(columns) as stdout, _Terminal(columns) as stderr:
            done = self.start(*arguments, env=env, stdin=subprocess.DEVNULL, capture_output=False,
                              stdout=stdout.slave if out else subprocess.PIPE,
                              stderr=stderr.slave if err else subprocess.PIPE)
            return Done(done.returncode, stdout.read() if out else done.stdout.decode(),
                        stderr.read() if err else done.stderr.decode())


@functools.cache
def _validator(schema):
    schema = json.loads(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class _Terminal:
    """A pseudo terminal that is read while the program writes: the kernel buffers only 4 KiB."""

    def __init__(self, columns):
        self._columns = columns     # 0: unknown

    def __enter__(self):
        self._master, self.slave = pty.openpty()
        tty.setraw(self.slave)      # do not turn "\n" into "\r\n"
        termios.tcsetwinsize(self.slave, (24, self._columns))
        self._bytes = bytearray()
        self._reader = threading.Thread(target=self._run)
        self._reader.start()
        return self

    def _run(self):
        with contextlib.suppress(OSError):      # EIO: the last slave was closed
            while data := os.read(self._master, 1 << 16):
                self._bytes += data

    def read(self):
        """Returns everything written, once the program has ended."""
        os.close(self.slave)
        self.slave = None
        self._reader.join()
        return self._bytes.decode()

    def __exit__(self, *_):
        if self.slave is not None:
            os.close(self.slave)
        self._reader.join()
        os.close(self._master)
