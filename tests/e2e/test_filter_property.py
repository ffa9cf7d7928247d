# SPDX-License-Identifier: GPL-2.0-or-later
"""Random filters on the zoo: whatever runs in the kernel, the answer is the same. LSOCK_SEED repeats a run."""

import os
import time


def test_every_way_gives_the_same(zoo):
    program = os.environ["FILTER_PROPERTY"]
    seed = os.environ.get("LSOCK_SEED") or str(time.time_ns() % 2**32)
    run = zoo.run([program, seed, os.environ.get("LSOCK_FILTERS", "1500")])
    assert run.returncode == 0, run.stdout + run.stderr
    print(run.stdout)


def test_unprivileged(zoo):
    """The kernel refuses tests of marks then."""
    seed = os.environ.get("LSOCK_SEED") or str(time.time_ns() % 2**32)
    run = zoo.run([os.environ["FILTER_PROPERTY"], seed, "200"], uid=65534)
    assert run.returncode == 0, run.stdout + run.stderr
