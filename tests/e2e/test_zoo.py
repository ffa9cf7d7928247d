# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks the zoo itself against other witnesses: ss, /proc/net, /proc/PID, sock_diag.

ZOO_SECONDS=150 makes the last test watch the zoo for that long, across every renewal.
"""

import base64
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import socket
import subprocess
import time

import pytest

import netns
import procnet
import sock_diag
import ss_output

ZOO = pathlib.Path(netns.__file__).with_name("zoo.py")
STATES = {"LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING",
          "LAST-ACK", "TIME-WAIT", "CLOSED"}
UDP_STATES = {"connected": "ESTABLISHED", "unconnected": "CLOSED"}
ENDS = ("local_address", "local_port", "remote_address", "remote_port")


def listed(entries, protocol, *, bound=False):
    """Returns entries of a protocol; on request including bound ones, which neither ss nor /proc shows."""
    return [e for e in entries if e["protocol"] == protocol and (bound or e["state"] != "CLOSED")]


def identity(entry, *more):
    """Returns what distinguishes a socket from all others, and its state."""
    state = entry["state"] or UDP_STATES[entry["status"]]
    return (entry["family"], state, *(entry[key] for key in ENDS), entry["inode"] or 0, *(entry[key] for key in more))


def row_identity(row, *more):
    keys = (*ENDS, "inode", *more)
    return (row.family, row.state, *(getattr(row, key) for key in keys))


def ss(zoo, protocol):
    done = zoo.run(["ss", "-anHOe", f"--{protocol}"])
    assert done.returncode == 0 and not done.stderr
    return ss_output.parse(done.stdout)


def proc(zoo, protocol):
    rows = []
    for family, suffix in (("ipv4", ""), ("ipv6", "6")):
        text = zoo.run(["cat", f"/proc/net/{protocol}{suffix}"], check=True).stdout
        rows += procnet.parse(text, protocol, family)
    return rows


def assert_ss_agrees(zoo, entries, protocol):
    """Both sides have exactly the same sockets, so tests may compare whole listings."""
    wanted = sorted((identity(e, "interface") for e in listed(entries, protocol)), key=str)
    assert sorted((row_identity(r, "interface") for r in ss(zoo, protocol)), key=str) == wanted


# TCP and UDP

@pytest.mark.parametrize("protocol", ["tcp", "udp"])
def test_ss_shows_the_same(zoo, protocol):
    assert_ss_agrees(zoo, zoo.entries(), protocol)


@pytest.mark.parametrize("protocol", ["tcp", "udp"])
def test_proc_shows_the_same(zoo, protocol):
    wanted = sorted((identity(e) for e in listed(zoo.entries(), protocol)), key=str)
    assert sorted(map(row_identity, proc(zoo, protocol)), key=str) == wanted


@pytest.mark.parametrize("protocol", ["tcp", "udp"])
def test_ss_agrees_on_the_details(zoo, protocol):
    entries = listed(zoo.entries(), protocol)
    rows = {row_identity(row): row for row in ss(zoo, protocol)}
    for entry in entries:
        row = rows[identity(entry)]
        queues = ("accept_queue", "accept_queue_max") if entry["status"] == "LISTEN" else ("recv_queue", "send_queue")
        for key, seen in zip((*queues, "uid", "v6only"), (row.recv_queue, row.send_queue, row.uid, row.v6only)):
            if entry[key] is not None:
                assert seen == entry[key], f"{entry['name']}: {key}"


def test_every_state_in_both_families(zoo):
    for family in ("ipv4", "ipv6"):
        assert {e["state"] for e in listed(zoo.entries(), "tcp", bound=True) if e["family"] == family} == STATES


def test_names_are_unique_and_twins_are_named_alike(zoo):
    names = [e["name"] for e in zoo.entries()]
    assert len(set(names)) == len(names)
    assert {name.removesuffix("-v6") for name in names if name.endswith("-v6")} <= set(names)


def test_unread_datagrams_are_counted(zoo):
    unread = [r for r in ss(zoo, "udp") if r.local_port == zoo.entry("udp-queued")["local_port"]]
    assert len(unread) == 2 and all(r.recv_queue > 300 for r in unread)


def test_timers(zoo):
    """Properties of timers that other tests rely on."""
    wanted = {"fin-wait-2-orphan": "timewait", "time-wait": "timewait", "established-zero-window": "persist",
              "established-full-peer": "persist", "established-keepalive": "keepalive",
              "established-keepalive-silent": "keepalive", "fin-wait-1-orphan": "on", "established-unacked": "on"}
    entries = zoo.entries()
    text = zoo.run(["ss", "-tanHOo"], check=True).stdout
    for entry in entries:
        if entry["name"] in wanted:
            local = re.escape(f"{entry['local_address']}:{entry['local_port']}")
            line = re.search(rf"^\S+ +\d+ +\d+ +{local} .*$", text, re.MULTILINE).group()
            assert f"timer:({wanted[entry['name']]}," in line


def test_a_bound_socket_has_its_state_bit(zoo):
    """/proc and ss 6.1 cannot show them; before Linux 6.8 neither can the kernel, and then the zoo must not list
    them."""
    bound = [e for e in zoo.entries() if e["name"].startswith("closed-bound")]
    able = tuple(map(int, re.match(r"(\d+)\.(\d+)", platform.release()).groups())) >= (6, 8)
    namespace = netns.of_process(zoo.pid)
    with netns.inside(namespace):
        for entry in bound:
            family = socket.AF_INET6 if entry["family"] == "ipv6" else socket.AF_INET
            assert sock_diag.tcp_inodes(family, sock_diag.BOUND_INACTIVE) == ({entry["inode"]} if able else set())
            assert entry["inode"] not in sock_diag.tcp_inodes(family, 0xFFF)
    os.close(namespace)


# Owners

def test_processes_hold_the_listed_sockets(zoo):
    for entry in zoo.entries():
        assert (entry["holder"] == "process") == bool(entry["processes"]) == (entry["inode"] is not None)
        for process in entry["processes"]:
            base = pathlib.Path(f"/proc/{process['pid']}")
            assert (base / "comm").read_text() == process["command"] + "\n"
            assert os.readlink(base / "fd" / str(process["fd"])) == f"socket:[{entry['inode']}]"


def test_shared_and_passed_sockets(zoo):
    nobody, shared = zoo.entry("listen-nobody"), zoo.entry("listen-shared")
    assert nobody["uid"] == 65534 and [p["command"] for p in nobody["processes"]] == ["zoo-nobody"]
    assert os.stat(f"/proc/{nobody['pids'][0]}").st_uid == 65534
    assert len(shared["pids"]) == 2 and zoo.pid in shared["pids"]
    fds = [len(os.listdir(f"/proc/{pid}/fd")) for pid in (*nobody["pids"], *shared["pids"]) if pid != zoo.pid]
    assert fds == [1, 3]


# Everything else

@pytest.mark.parametrize("table, protocol", [("unix", "unix"), ("raw", "raw"), ("raw6", "raw"), ("packet", "packet"),
                                             ("netlink", "netlink")])
def test_other_sockets_are_in_proc(zoo, table, protocol):
    text = zoo.run(["cat", f"/proc/net/{table}"], check=True).stdout
    entries = [e for e in zoo.entries() if e["protocol"] == protocol]
    if protocol == "raw":
        entries = [e for e in entries if e["family"] == ("ipv6" if table == "raw6" else "ipv4")]
    assert entries
    for entry in entries:
        assert re.search(rf"\b{entry['inode']}\b", text), entry["name"]


def test_unix_names_are_exact(zoo):
    text = zoo.run(["cat", "/proc/net/unix"], check=True).stdout
    for entry in zoo.entries():
        if entry["protocol"] == "unix" and entry["local_address"]:
            exact = entry["local_address_base64"]
            name = base64.b64decode(exact).decode(errors="surrogateescape") if exact else entry["local_address"]
            if name.startswith("@"):        # /proc writes a NUL in an abstract name like this
                name = name.replace("\0", "@")
            assert f"{entry['inode']} {name}\n" in text, entry["name"]


# The zoo as a service

def test_renewal(zoo):
    before, generation = zoo.entries(), zoo.generation
    after = zoo.renew()
    assert zoo.generation > generation
    changed = {e["name"] for e, old in zip(after, before) if e != old}
    assert changed == {e["name"] for e in before if e["renewed"]} != set()
    assert_ss_agrees(zoo, after, "tcp")


def test_its_own_namespace(zoo):
    here = os.readlink("/proc/self/ns/net")
    assert zoo.run(["readlink", "/proc/self/ns/net"]).stdout.strip() == os.readlink(f"/proc/{zoo.pid}/ns/net") != here
    assert zoo.run(["id", "-u"], uid=65534).stdout == "65534\n"


def start(*arguments):
    return subprocess.Popen([ZOO, *arguments], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)


def holders_of(document):
    return {pid for entry in document["entries"] for pid in entry["pids"]}


def directory_of(document):
    """Returns the directory of the zoo's unix sockets."""
    return pathlib.Path(next(e["local_address"] for e in document["entries"] if e["name"] == "unix-stream")).parent


def test_as_a_program(zoo, tmp_path):     # pylint: disable=unused-argument  (skips where there is no zoo)
    program = start("--ready-file", tmp_path / "ready")
    first = program.stdout.readline()
    assert (tmp_path / "ready").read_text() == first
    program.stdin.write("list\n")
    program.stdin.flush()
    again = json.loads(program.stdout.readline())
    assert again == json.loads(first)
    assert again["pid"] == program.pid
    assert program.communicate(timeout=20) == ("", "") and program.returncode == 0
    assert not any(os.path.exists(f"/proc/{pid}") for pid in holders_of(again))
    assert not directory_of(again).exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_it(zoo, number):     # pylint: disable=unused-argument
    program = start()
    document = json.loads(program.stdout.readline())
    pids = holders_of(document)
    program.send_signal(number)
    program.communicate(timeout=20)
    shutil.rmtree(directory_of(document), ignore_errors=True)      # after SIGKILL nothing else removes it
    assert program.returncode == (0 if number == signal.SIGTERM else -number)
    deadline = time.monotonic() + 10
    while left := [pid for pid in pids if os.path.exists(f"/proc/{pid}")]:
        assert time.monotonic() < deadline, f"still there: {left}"
        time.sleep(0.01)


def test_it_reports_why_it_cannot_run(zoo):
    refused = zoo.run(["/usr/bin/python3", ZOO], uid=65534, stdin=subprocess.DEVNULL)
    assert refused.returncode == 77 and "must be root" in refused.stderr
    unknown = subprocess.run([ZOO], input="frobnicate\n", text=True, capture_output=True, check=False)
    assert unknown.returncode == 1 and "frobnicate" in unknown.stderr


def test_it_lasts(zoo):
    end = time.monotonic() + float(os.environ.get("ZOO_SECONDS", "0"))
    while True:
        entries = zoo.entries()
        assert_ss_agrees(zoo, entries, "tcp")
        assert_ss_agrees(zoo, entries, "udp")
        if time.monotonic() >= end:
            break
        time.sleep(1)
