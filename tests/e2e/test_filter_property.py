# SPDX-License-Identifier: GPL-2.0-or-later
"""Random filters on the zoo: the result is the same whatever runs in the kernel. LSOCK_SEED repeats a run."""

import os
import shlex
import time

import pytest

from conftest import give_up

EMULATOR = shlex.split(os.environ.get("MESON_EXE_WRAPPER", ""))


@pytest.fixture(name="check")
def _check(request, zoo):
    program = os.path.abspath(request.config.getoption("--filter-property"))
    seed = os.environ.get("LSOCK_SEED") or str(time.time_ns() % 2**32)

    def check(filters, **options):
        run = zoo.run([*EMULATOR, program, seed, filters], **options)
        if EMULATOR and "sock_diag: cannot open a netlink socket: Protocol not supported" in run.stdout:
            give_up(request.config, f"{EMULATOR[0]} does not support NETLINK_SOCK_DIAG")
        assert run.returncode == 0, run.stdout + run.stderr
        print(run.stdout)
    return check


def test_every_way_gives_the_same(check):
    check(os.environ.get("LSOCK_FILTERS", "1500"))


def test_unprivileged(check):
    """Without privileges the kernel refuses tests of marks."""
    check("200", uid=65534)
