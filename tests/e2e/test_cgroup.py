# SPDX-License-Identifier: GPL-2.0-or-later
"""--cgroup: the path of a socket's own control group."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

from place import Place

MADE_IN = """
import pathlib, socket, sys
pathlib.Path(sys.argv[1], "cgroup.procs").write_text("0")
held = socket.create_server(("127.0.0.1", 7100))
print("ready", flush=True)
sys.stdin.read()
"""


def mount_point():
    for line in pathlib.Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
        if line.split()[2] == "cgroup2":
            return pathlib.Path(line.split()[1])
    return None


@pytest.fixture
def groups():
    """Two nested control groups, created for the test."""
    if os.geteuid() != 0 or mount_point() is None:
        pytest.skip("must be root, with control groups v2")
    outer = mount_point() / f"lsock test {os.getpid()}"
    outer.mkdir()
    (outer / "inner").mkdir()
    yield outer
    (outer / "inner").rmdir()
    outer.rmdir()


def test_the_path_of_the_group(groups, lsock):
    inner = groups / "inner"
    wanted = f"/{groups.name}/inner"
    with Place() as place:
        process = place.start([sys.executable, "-c", MADE_IN, str(inner)], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout.readline() == "ready\n"
            done = place.run([lsock, "-tl", "--json", "--cgroup"])
            assert done.returncode == 0, done.stderr
            (row,) = json.loads(done.stdout)["sockets"]
            assert row["socket_cgroup"] == wanted
            table = place.run([lsock, "-tl", "--cgroup"]).stdout.splitlines()
            assert table[0].rstrip().endswith("CGROUP") and table[1].endswith(wanted)
            assert "socket_cgroup" not in json.loads(place.run([lsock, "-tl", "--json"]).stdout)["sockets"][0]
            done = place.run([lsock, "-t", "--count", f"socket_cgroup = '{wanted}'"])
            assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr
            # Too few descriptors for control groups below the first.
            done = place.run(["prlimit", "--nofile=4", lsock, "-tl", "--json", "--cgroup"])
            assert done.returncode == 4 and "names are missing" in done.stderr, done
            ss = place.run(["ss", "-tlnH", "--cgroup"]).stdout
            assert f"cgroup:{wanted}" in ss
        finally:
            process.kill()
            process.communicate()


@pytest.mark.parametrize("path", ["..", "../..", "/..", "/../../../../../../proc", "../../../../../../etc"])
def test_a_path_outside_the_hierarchy_is_no_group(lsock, path):
    """A privileged copy would otherwise reveal what exists elsewhere."""
    done = subprocess.run([lsock, "-t", "cgroup", "=", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "") and "no such control group" in done.stderr
