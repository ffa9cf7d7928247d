# SPDX-License-Identifier: GPL-2.0-or-later
"""With more privileges than its caller, lsock opens no file named by the caller and closes no socket. It drops the
privileges that a query does not need before it opens anything."""

import contextlib
import errno
import json
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

import pytest

import netns


NOBODY = 65534


@pytest.fixture(scope="module")
def public():
    """A directory that other users can enter. They cannot enter pytest's own: each new run closes the parent."""
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o755)
        yield pathlib.Path(directory)


@pytest.fixture(scope="module")
def privileged(zoo, lsock, public):
    """A copy of lsock with a harmless file capability, so that the kernel sets AT_SECURE."""
    path = public / "lsock"
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


@pytest.mark.parametrize("arguments, what", [
    (["-N", "/etc/shadow"], "-N PATH"), (["--netns=../../etc/shadow"], "-N PATH"), (["-tN", "/proc/self/ns/net"], "-N PATH"),
    (["explain", "LISTEN", "-N", "/etc/shadow"], "-N PATH"), (["-s", "-N", "/etc/shadow"], "-N PATH"),
    (["-E", "-N", "/etc/shadow"], "-N PATH"), (["-K", "dst", "127.0.0.1"], "-K"), (["-tK", "sport", "=", ":1"], "-K"),
    (["-K", "--dry-run", "dst", "127.0.0.1"], "-K")], ids=lambda value: str(value))
def test_refused_by_what_it_does(privileged, arguments, what):
    look = run(privileged, *arguments)
    assert (look.returncode, look.stdout) == (2, "")
    assert look.stderr.startswith(f"lsock: {what} is refused: lsock runs with more privilege than its caller\n")


def test_a_connection_of_root_stays(place, privileged):
    """Although the copy has the capability to close it."""
    able = privileged.with_name("able")
    shutil.copy(privileged, able)
    os.setxattr(able, "security.capability", struct.pack("<IIIII", 0x02000001, NET_ADMIN, 0, 0, 0))
    with netns.inside(place.namespace), socket.create_server(("127.0.0.1", 7000)) as server, \
            socket.create_connection(("127.0.0.1", 7000)) as client:
        done = place.run([able, "-K", "dport", "=", ":7000"], uid=NOBODY)
        assert done.returncode == 2 and "-K is refused" in done.stderr
        client.sendall(b"x")
        assert server.accept()[0].recv(1) == b"x"


def test_the_rest_works(privileged):
    assert run(privileged, "-t").returncode in (0, 4)


def test_without_privilege_nothing_is_refused(privileged, lsock):
    plain = privileged.with_name("plain")
    shutil.copy(lsock, plain)
    plain.chmod(0o755)
    look = run(plain, "--read", "/etc/shadow")
    assert look.returncode == 4 and "Permission denied" in look.stderr


# Dropping privileges. lsock blocks on a FIFO in place of a file, and the kernel shows its remaining privileges.

DAC_OVERRIDE, DAC_READ_SEARCH, NET_ADMIN, SYS_PTRACE, SYS_ADMIN = (1 << number for number in (1, 2, 12, 19, 21))
OWNERS = DAC_READ_SEARCH | SYS_PTRACE
SETS = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")


def status_of(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return dict(line.rstrip("\n").split(":\t", 1) for line in file)


def wait_for_reader(process, fifo):
    """Opens the other end of the FIFO once lsock has opened its own; before that, opening fails."""
    while True:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            assert error.errno == errno.ENXIO
        assert process.poll() is None, "lsock did not open the FIFO"
        time.sleep(0.005)


def sets_while_waiting(place, fifo, arguments):
    """Returns the privileges of lsock after it opened the FIFO, while it waits in read()."""
    with contextlib.ExitStack() as stack:
        process = stack.enter_context(place.start(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        stack.callback(process.kill)
        end = wait_for_reader(process, fifo)
        try:
            status = status_of(process.pid)
        finally:
            os.close(end)
        return {name: int(status[name], 16) for name in SETS}, status["NoNewPrivs"]


@pytest.fixture
def fifo(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    return tmp_path / "fifo"


@pytest.mark.parametrize("arguments, permitted", [
    (["--read", "FIFO"], 0), (["diff", "FIFO", "FIFO"], 0), (["explain", "CLOSED", "--read", "FIFO"], 0),
    (["-tp", "-F", "FIFO"], OWNERS | NET_ADMIN), (["-K", "-F", "FIFO"], OWNERS | NET_ADMIN),
    (["diff", "FIFO"], OWNERS | NET_ADMIN), (["-t", "--netns", "1", "-F", "FIFO"], OWNERS | NET_ADMIN),
    (["--read", "FIFO", "--record", "/dev/null"], DAC_OVERRIDE)], ids=lambda value: str(value))
def test_a_file_is_opened_without_capabilities(place, lsock, fifo, arguments, permitted):
    """The filter in the file may need owners and marks: those privileges are kept, but are not effective meanwhile."""
    words = [str(fifo) if word == "FIFO" else word for word in arguments]
    sets, no_new_privileges = sets_while_waiting(place, fifo, [str(lsock), *words])
    assert sets["CapPrm"] & ~permitted == 0
    assert {name: number for name, number in sets.items() if name != "CapPrm"} == dict.fromkeys(set(SETS) - {"CapPrm"}, 0)
    assert no_new_privileges == "1"


@pytest.mark.parametrize("arguments, effective", [
    (["-t"], 0), (["-ta", "sport", "=", ":80"], 0), (["-tp"], OWNERS), (["-t", "--columns", "pid"], OWNERS),
    (["-t", "process", "=", "x"], OWNERS), (["-te"], NET_ADMIN), (["-t", "fwmark", "=", "1"], NET_ADMIN),
    (["-t", "mark", "=", "1"], NET_ADMIN), (["-t", "--columns", "mark"], NET_ADMIN), (["-t", "--sort", "mark"], NET_ADMIN),
    (["-tpi"], OWNERS | NET_ADMIN), (["-t", "--record", "/dev/null"], 0)], ids=lambda value: str(value))
def test_a_query_keeps_what_it_needs(place, lsock, tmp_path, arguments, effective):
    """A FIFO in place of a table."""
    (tmp_path / "net").mkdir()
    os.mkfifo(tmp_path / "net" / "tcp")
    sets, _ = sets_while_waiting(place, tmp_path / "net" / "tcp",
                                 [str(lsock), "--proc-root", str(tmp_path), *arguments])
    assert sets["CapEff"] == effective
    assert sets["CapPrm"] == effective | (DAC_OVERRIDE if "--record" in arguments else 0)
    assert sets["CapBnd"] == sets["CapInh"] == sets["CapAmb"] == 0


def test_files_of_other_users(place, lsock, public):
    """Root's right to them is dropped. Redirections are opened by the shell, and recordings can be written anywhere."""
    directory = public / "of others"
    directory.mkdir(mode=0o755)
    os.chown(directory, NOBODY, NOBODY)
    recording = directory / "recording"
    done = place.run([lsock, "-t", "--record", recording])
    assert (done.returncode, done.stderr) == (0, "")
    recording.chmod(0o600)
    os.chown(recording, NOBODY, NOBODY)
    done = place.run([lsock, "--read", recording])
    assert done.returncode == 4 and "Permission denied\n" in done.stderr
    assert "dropped root's right to open files of other users" in done.stderr
    done = place.run([lsock, "-t", "-F", recording])
    assert done.returncode == 4 and "dropped root's right" in done.stderr
    with open(recording, "rb") as file:
        assert place.run([lsock, "--read", "-"], stdin=file).returncode == 0


def without(names, *command):
    """The command as root without these capabilities."""
    drop = ",".join(f"-{name}" for name in names)
    return ["setpriv", "--bounding-set", drop, "--inh-caps", drop, "--", *map(str, command)]


def test_ambient_capabilities_are_dropped(place, lsock, public):
    """Unneeded ambient capabilities of an ordinary user leave every set."""
    given = "+net_admin,+sys_ptrace,+chown"
    fifo = public / "fifo"
    os.mkfifo(fifo)
    fifo.chmod(0o644)
    sets, _ = sets_while_waiting(place, fifo,
                                 ["setpriv", "--reuid", str(NOBODY), "--clear-groups", "--inh-caps", given,
                                  "--ambient-caps", given, "--", str(lsock), "-t", "-F", str(fifo)])
    assert sets["CapPrm"] == NET_ADMIN | SYS_PTRACE
    assert sets["CapEff"] == sets["CapInh"] == sets["CapAmb"] == 0


def test_root_without_capabilities(place, lsock, tmp_path):
    """There is nothing to drop, and its own files are accessible."""
    (tmp_path / "filter").write_text("state listening\n", encoding="ascii")
    (tmp_path / "filter").chmod(0o600)
    done = place.run(without(["all"], lsock, "-t", "-F", tmp_path / "filter", "--record", tmp_path / "record"))
    assert done.returncode == 0, done.stderr
    done = place.run(without(["all"], lsock, "--read", tmp_path / "record", "--count"))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_long_answer_is_received_with_the_same_privileges(place, lsock):
    """The thread that receives the rest of a long answer has the same privileges as the thread that started it."""
    listeners = place.run([sys.executable, "-c", MARKED, str(lsock)])
    assert listeners.returncode == 0, listeners.stderr
    rows = json.loads(listeners.stdout)["sockets"]
    assert len(rows) >= MANY and {row["mark"] for row in rows if row["local_port"] != 0} == {7}


MANY = 4000
MARKED = f"""
import resource, socket, subprocess, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (8192, 8192))
held = []
for number in range({MANY}):
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, 36, 7)     # SO_MARK
    one.bind(("127.0.0.1", 2000 + number))
    one.listen()
    held.append(one)
sys.exit(subprocess.run([sys.argv[1], "-tl", "--json", "--columns", "+mark"]).returncode)
"""


def test_the_readme_lists_the_capabilities(place, lsock, fifo):
    """README names exactly the capabilities that are kept."""
    names = {"CAP_DAC_OVERRIDE": DAC_OVERRIDE, "CAP_DAC_READ_SEARCH": DAC_READ_SEARCH, "CAP_NET_ADMIN": NET_ADMIN,
             "CAP_SYS_PTRACE": SYS_PTRACE, "CAP_SYS_ADMIN": SYS_ADMIN}
    readme = (pathlib.Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"CAP_\w+", readme.split("begin privileges")[1].split("end privileges")[0]))
    kept = 0
    for words in (["--netns", "all", "--record", "/dev/null"], ["-K"]):
        kept |= sets_while_waiting(place, fifo, [str(lsock), "-t", *words, "-F", str(fifo)])[0]["CapPrm"]
    named.remove("CAP_NET_BIND_SERVICE")    # for why, which opens no file at that point: test_why.py tests its effect
    assert kept == sum(names[name] for name in named)
