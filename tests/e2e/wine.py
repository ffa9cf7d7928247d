# SPDX-License-Identifier: GPL-2.0-or-later
"""Wine in the namespace of a zoo: its socket tables are those of the namespace that it was started in."""

import json
import os
import pathlib
import shutil
import subprocess
import time

# No desktop, no downloads, no word about 32 bits.
ENVIRONMENT = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe,explorer.exe="}
TIMEOUT = 100       # a new prefix takes five; a loaded CI machine gets more
TRIES = 3           # once in a while one of two that begin at the same time gives up at once, without a word


def missing_wine():
    """The program without which there is no Wine, or None."""
    return next((name for name in ("wine", "wineserver") if shutil.which(name) is None), None)


def compile_program(source, program, *options):
    """A program of Windows, for what a test has to see from there; its source stands beside the tests."""
    subprocess.run(["x86_64-w64-mingw32-gcc", "-o", program, pathlib.Path(__file__).with_name(source), *options], check=True)


def document(done):
    """The JSON that a program has written that has done all that it was asked for."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Wine:
    """A running Wine with a prefix, its home of everything, of its own."""

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
        """As Zoo.run, with more in the environment; argv[0] is a program of Windows."""
        options = {"timeout": TIMEOUT, "stdin": subprocess.DEVNULL} | options
        return self._zoo.run(["wine", *argv], env=self._environment | (more or {}), **options)
