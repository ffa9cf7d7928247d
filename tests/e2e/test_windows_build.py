# SPDX-License-Identifier: GPL-2.0-or-later
"""The Windows build: it compiles without a warning, and needs nothing but Windows 7."""

import re
import subprocess

import pytest

import conftest
import windows_build

# Those of KnownDLLs (HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager): always from System32,
# so that none can be planted beside the program. All others are loaded from there by hand.
KNOWN_DLLS = {"ADVAPI32.dll", "KERNEL32.dll", "SHELL32.dll", "WS2_32.dll", "msvcrt.dll"}


@pytest.fixture(scope="module", name="headers", params=windows_build.ARCHITECTURES)
def _headers(request, tmp_path_factory):
    """What objdump says of the headers of lsock.exe."""
    architecture = request.param
    absent = windows_build.missing(architecture)
    if absent:
        conftest.give_up(request.config, f"no Windows build: {absent} is not installed")
    program = windows_build.build(architecture, tmp_path_factory.mktemp(architecture))
    return subprocess.run([f"{architecture}-w64-mingw32-objdump", "-p", program], text=True, capture_output=True,
                          check=True).stdout


def test_only_libraries_of_the_system(headers):
    imported = set(re.findall(r"DLL Name: (\S+)", headers))
    assert imported and imported <= KNOWN_DLLS


def test_windows_7_may_run_it(headers):
    version = tuple(int(re.search(rf"^{which}SubsystemVersion\s+(\d+)", headers, re.MULTILINE).group(1))
                    for which in ("Major", "Minor"))
    assert version == (6, 1)


def test_it_is_hardened(headers):
    assert "DYNAMIC_BASE" in headers and "NX_COMPAT" in headers
