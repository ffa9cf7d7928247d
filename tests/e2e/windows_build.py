# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock.exe, cross-built with mingw-w64. LSOCK_EXE_x86_64 and LSOCK_EXE_i686 may name an existing build."""

import os
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
ARCHITECTURES = ("x86_64", "i686")


def missing(architecture):
    """Returns the missing program without which there is no cross build, or None."""
    compiler = f"{architecture}-w64-mingw32-gcc"
    return next((name for name in (compiler, "meson", "ninja") if shutil.which(name) is None), None)


def build(architecture, directory):
    """Returns the path of lsock.exe, built in the directory unless it exists. Warnings are errors."""
    built = os.environ.get(f"LSOCK_EXE_{architecture}")
    if built:
        return pathlib.Path(built).resolve()
    cross = SOURCE / "src" / "cross" / f"{architecture}-w64-mingw32.ini"
    for command in (["meson", "setup", directory, SOURCE, "--cross-file", cross, "--werror"],
                    ["ninja", "-C", directory]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        assert done.returncode == 0, done.stdout[-4000:]
    return pathlib.Path(directory) / "src" / "cli" / "lsock.exe"
