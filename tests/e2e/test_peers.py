# SPDX-License-Identifier: GPL-2.0-or-later
"""The column peer_process: the process at the other end of a connection within this machine."""

import contextlib
import json
import os
import subprocess
import sys
import time

import pytest

from place import Place, hides_processes

PORT = 7000
# A process with one end of a connection, named by its argument. Reports its address and keeps the socket until its
# standard input ends.
SERVER = """
import socket, sys
ipv6 = ":" in sys.argv[1]
listener = socket.create_server((sys.argv[1], int(sys.argv[2])), family=socket.AF_INET6 if ipv6 else socket.AF_INET,
                                dualstack_ipv6=ipv6)
print("ready", flush=True)
held = listener.accept()[0]
print(held.getpeername()[1], flush=True)
sys.stdin.read()
"""
CLIENT = """
import socket, sys
held = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print("ready", flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def program(place, text, *arguments):
    process = place.start([sys.executable, "-c", text, *map(str, arguments)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


@contextlib.contextmanager
def connection(place, served="127.0.0.1", address="127.0.0.1", away=None, port=PORT):
    """Returns (server, client, the client's port)."""
    with program(place, SERVER, served, port) as server, program(away or place, CLIENT, address, port) as client:
        yield server, client, int(server.stdout.readline())


def listed(place, lsock, *arguments):
    done = place.run([lsock, "--json", *arguments])
    # Other namespaces of the machine may end meanwhile.
    assert done.returncode == 0 or (done.returncode == 4 and "all" in arguments), done.stderr
    return json.loads(done.stdout)["sockets"]


def status_of_a_filter():
    """Returns the status of a filter that needs a process and does not hold for every socket."""
    return 4 if hides_processes() else 0


def pids(row, column="peer_process"):
    return None if row[column] is None else [process["pid"] for process in row[column]]


@pytest.mark.parametrize("served, address", [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("::", "127.0.0.1")],
                         ids=["IPv4", "IPv6", "v4-mapped"])
@pytest.mark.parametrize("backend", ["sock_diag", "procfs"])
def test_both_ends(place, lsock, served, address, backend):
    with connection(place, served, address) as (server, client, port):
        rows = listed(place, lsock, "-tp", "--backend", backend, "--columns", "local_port,processes,peer_process")
    rows = {row["local_port"]: row for row in rows if row["peer_process"] != []}
    assert (pids(rows[port]), pids(rows[port], "processes")) == ([server.pid], [client.pid])


@pytest.mark.parametrize("arguments", [["sport", "=", f":{PORT}"], ["-4", "src", f"127.0.0.1:{PORT}"],
                                       ["state", "established", "and", "sport", "=", f":{PORT}"],
                                       ["--no-pushdown", "sport", "=", f":{PORT}"]], ids=" ".join)
def test_a_peer_that_the_filter_rejects_is_found(place, lsock, arguments):
    with connection(place) as (_, client, port):
        rows = listed(place, lsock, "-t", "--columns", "local_port,remote_port,peer_process", *arguments)
    assert {row["local_port"] for row in rows} == {PORT}
    (row,) = [row for row in rows if row["remote_port"] == port]
    assert pids(row) == [client.pid]


def test_a_filter_by_the_peer(place, lsock):
    with connection(place) as (server, client, port):
        for process, local in ((server, port), (client, PORT)):
            done = place.run([lsock, "-tH", "--columns", "local_port", f"peer_process = {process.pid}"])
            assert (done.returncode, done.stdout.split()) == (status_of_a_filter(), [str(local)])
            done = place.run([lsock, "-t", "--count", f"peer_process = {process.pid}"])
            assert (done.returncode, done.stdout) == (status_of_a_filter(), "1\n")


def test_counts_and_limits_apply_to_shown_rows(place, lsock):
    with connection(place):
        done = place.run([lsock, "-tH", "--columns", "peer_process", "sport", "=", f":{PORT}"])
        assert len(done.stdout.splitlines()) == 2
        table = place.run([lsock, "-t", "--columns", "local,peer_process", "sport", "=", f":{PORT}", "--limit", "1"])
    assert table.stdout.count(f":{PORT}") == 1


def test_unknown_and_absent_peers(place, lsock):
    """A listener has no peer. If the other end of a connection is gone, the peer is unknown."""
    with connection(place) as (server, client, port):
        client.kill()
        client.wait()
        by_state = {}
        for _ in range(50):     # until its FIN is acknowledged
            rows = listed(place, lsock, "-tp", "--columns", "local_port,state,process_status,peer_process")
            by_state = {row["state"]: row for row in rows}
            if "FIN-WAIT-2" in by_state:
                break
            time.sleep(0.1)
        assert by_state["LISTEN"]["peer_process"] is None
        assert by_state["CLOSE-WAIT"]["local_port"] == PORT
        assert by_state["CLOSE-WAIT"]["peer_process"] == []     # known: no process holds the other end
        assert pids(by_state["FIN-WAIT-2"]) == [server.pid]
        table = place.run([lsock, "-t", "--columns", "state,peer_process"]).stdout
        assert "(orphan)" in table
    with connection(place) as (server, client, port):
        assert place.run(["ss", "-K", "sport", "=", f":{port}"]).returncode == 0
        rows = listed(place, lsock, "-t", "--columns", "local_port,state,peer_process", "state", "connected")
        assert all(row["peer_process"] is None for row in rows)


def test_a_recording_has_peers(place, lsock, tmp_path):
    with connection(place) as (server, client, port):
        assert place.run([lsock, "-tp", "--record", tmp_path / "record"]).returncode == 0
    done = subprocess.run([lsock, "--read", tmp_path / "record", "--json", "--columns", "local_port,peer_process",
                           "sport", "=", f":{port}"], capture_output=True, text=True, check=False)
    (row,) = json.loads(done.stdout)["sockets"]
    assert (done.returncode, done.stderr, pids(row)) == (0, "", [server.pid])


def join(one, other, process):
    """Makes a veth pair: 10.9.0.1 here, 10.9.0.2 in the namespace of the process."""
    for place, words in ((one, f"ip link add left type veth peer name right netns {process.pid}"),
                         (one, "ip addr add 10.9.0.1/24 dev left"), (one, "ip link set left up"),
                         (other, "ip addr add 10.9.0.2/24 dev right"), (other, "ip link set right up")):
        done = place.run(words.split())
        assert done.returncode == 0, done.stderr


def test_across_namespaces(place, lsock):
    with Place() as other, program(other, SERVER, "127.0.0.1", 1) as stays:
        join(place, other, stays)
        with connection(place, "10.9.0.1", "10.9.0.1", away=other) as (server, client, port):
            wanted = ["--columns", "local_port,peer_process", "state", "established", "and", "src", "10.9.0.0/24"]
            ours = f"( pid = {server.pid} or pid = {client.pid} )"
            rows = listed(place, lsock, "-t", "--netns", "all", *wanted, "and", ours)
            assert {row["local_port"]: pids(row) for row in rows} == {PORT: [client.pid], port: [server.pid]}
            (row,) = listed(place, lsock, "-t", *wanted)
            assert (row["local_port"], row["peer_process"]) == (PORT, None)


def test_equal_loopback_connections_of_two_namespaces(place, lsock):
    """Both namespaces have a connection with the same endpoints."""
    text = """
import socket, sys
listener = socket.create_server(("127.0.0.1", 7000))
client = socket.socket()
client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
client.bind(("127.0.0.1", 7001))
client.connect(("127.0.0.1", 7000))
held = listener.accept()[0]
print("ready", flush=True)
sys.stdin.read()
"""
    with Place() as other, program(place, text) as one, program(other, text) as two:
        rows = listed(place, lsock, "-t", "--netns", "all", "--columns", "processes,peer_process",
                      f"sport = :7001 and ( pid = {one.pid} or pid = {two.pid} )")
        assert sorted((pids(row, "processes"), pids(row)) for row in rows) == \
            sorted(([process.pid], [process.pid]) for process in (one, two))
