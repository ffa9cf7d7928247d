# SPDX-License-Identifier: GPL-2.0-or-later
"""Wine in the namespace of a zoo: it shows the sockets of the namespace that it was started in."""

import json
import os
import pathlib
import shutil
import subprocess
import time

# No desktop, no downloads, no warnings about 32 bits.
ENVIRONMENT = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe,explorer.exe="}
TIMEOUT = 100       # a new prefix takes five; more for a loaded machine
TRIES = 3           # of two that start at the same time, one occasionally gives up at once without a message


def missing_wine():
    """Returns the missing program without which Wine cannot run, or None."""
    return next((name for name in ("wine", "wineserver") if shutil.which(name) is None), None)


def compile_program(source, program, *options):
    """Compiles a Windows program of the tests; its source is in this directory."""
    subprocess.run(["x86_64-w64-mingw32-gcc", "-o", program, pathlib.Path(__file__).with_name(source), *options], check=True)


def document(done):
    """Returns the JSON that a program wrote; it must have ended successfully."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Wine:
    """A running Wine with its own prefix."""

    def __init__(self, zoo, prefix):
        self._zoo = zoo
        self._environment = {key: value for key, value in os.environ.items()
                             if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
        self._environment |= ENVIRONMENT | {"WINEPREFIX": str(prefix)}

    def __enter__(self):
        for _ in range(TRIES):
            done = self.run(["wineboot", "--init"])
            if done.returncode == 0:
                return self
            self._end()
            time.sleep(1)
        raise AssertionError(f"wineboot: {done}")

    def __exit__(self, *_):
        self._end()

    def _end(self):
        for option in ("--kill", "--wait"):
            self._zoo.run(["wineserver", option], env=self._environment)

    def run(self, argv, more=None, **options):
        """As Zoo.run, with additional environment variables; argv[0] is a Windows program."""
        options = {"timeout": TIMEOUT, "stdin": subprocess.DEVNULL} | options
        return self._zoo.run(["wine", *argv], env=self._environment | (more or {}), **options)
