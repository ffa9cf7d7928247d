# SPDX-License-Identifier: GPL-2.0-or-later
"""With more privilege than its caller, lsock opens no file that the caller names."""

import os
import shutil
import struct
import subprocess

import pytest

NOBODY = 65534


@pytest.fixture(scope="module")
def privileged(zoo, lsock, tmp_path_factory):
    """lsock with a file capability that does no harm: the kernel sets AT_SECURE for it."""
    directory = tmp_path_factory.mktemp("privileged")
    for path in (directory, directory.parent, directory.parent.parent):
        path.chmod(0o755)
    path = directory / "lsock"
    shutil.copy(lsock, path)
    path.chmod(0o755)
    # VFS_CAP_REVISION_2 with the effective bit; CAP_AUDIT_WRITE (29) permitted.
    os.setxattr(path, "security.capability", struct.pack("<IIIII", 0x02000001, 1 << 29, 0, 0, 0))
    return path


def run(path, *arguments):
    return subprocess.run([str(path), *arguments], capture_output=True, text=True, user=NOBODY, group=NOBODY,
                          extra_groups=[], check=False)


@pytest.mark.parametrize("arguments", [["--read", "/etc/shadow"], ["--read=/etc/shadow"], ["--record", "/tmp/x"],
                                       ["--proc-root", "/root"], ["diff", "/etc/shadow"],
                                       ["diff", "/etc/shadow", "/etc/shadow"]], ids=" ".join)
def test_refused_by_name(privileged, arguments):
    look = run(privileged, *arguments)
    assert look.returncode == 2 and look.stdout == ""
    assert f"lsock: {arguments[0].split('=')[0]} is refused: lsock runs with more privilege" in look.stderr


def test_the_rest_works(privileged):
    assert run(privileged, "-t").returncode in (0, 4)


def test_without_privilege_nothing_is_refused(privileged, lsock):
    plain = privileged.with_name("plain")
    shutil.copy(lsock, plain)
    plain.chmod(0o755)
    look = run(plain, "--read", "/etc/shadow")
    assert look.returncode == 4 and "Permission denied" in look.stderr
