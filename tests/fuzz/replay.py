#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a fuzz target over its corpus and over seeds that a program makes from the tables:

    replay.py TARGET CORPUS [SEEDS-PROGRAM]

Each seed is a file of its own, with the first byte that chooses how the target takes it."""

import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

# set by meson in a cross build: runs programs of the host machine
WRAPPER = shlex.split(os.environ.get("MESON_EXE_WRAPPER", ""))


def main(target, corpus, *seeds_program):
    files = sorted(str(f) for f in pathlib.Path(corpus).iterdir())
    with tempfile.TemporaryDirectory() as directory:
        seeds = subprocess.run([*WRAPPER, *seeds_program, "seeds"], capture_output=True, check=True).stdout if seeds_program else b""
        for number, line in enumerate(seeds.splitlines()):
            for choice in b"\4\1":
                file = pathlib.Path(directory, f"{number}-{choice}")
                file.write_bytes(bytes([choice]) + line)
                files.append(str(file))
        if not files:
            print("nothing to replay")
            return 1
        return subprocess.run([*WRAPPER, target, *files], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
