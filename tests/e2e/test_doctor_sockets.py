# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks of lsock doctor on real sockets in namespaces: each fires with the right culprit, and not just short of it.

test_doctor.py and test_servers.py have such scenes of other checks. Only recordings (test_doctor_pairs.py) serve for:
- orphans_limit, tcp_memory_limit, udp_memory_limit: their limits apply to the whole machine.
- conntrack_outlived: it requires a packet filter that tracks connections, and days.
- path_loses: loss requires a queueing discipline (netem).
No test can wait for the ages of idle_without_keepalive and half_closed_long, so their sockets are real and only the
ages in the recording are edited.
"""

import contextlib
import itertools
import json
import os
import select
import signal
import socket
import struct
import threading
from typing import NamedTuple

import netns
import owner_scene
import pytest
import rawpeer
from place import Place

PATIENCE = 15
HERE, THERE, FORGED = "10.9.0.1", "10.9.0.2", "10.66.0"
ME = os.getpid()
TCP_REPAIR = 19
TCPI_UNACKED = 24       # offset in struct tcp_info; of a listener: the length of its accept queue


class Expected(NamedTuple):
    """What the finding names, and what happens between two readings (None: there is one reading)."""
    title: str
    pids: list
    between: object = None
    age: int = 0        # milliseconds: the age of all sockets in an edited recording


class Scene:
    """A namespace and everything in it."""

    def __init__(self, stack, lsock, home):
        self.stack, self.lsock, self.home = stack, lsock, home
        self.place = stack.enter_context(Place())

    def set(self, name, value):
        done = self.place.run(["sh", "-c", f"echo '{value}' > /proc/sys/{name.replace('.', '/')}"])
        assert done.returncode == 0, done

    def wait(self, count, *words):
        done = self.place.run([self.lsock, "wait", "--timeout", str(PATIENCE), "--quiet", "-ta", "--at-least", str(count), *words])
        assert done.returncode == 0, (words, done)

    def socket(self, place=None, kind=socket.SOCK_STREAM, protocol=0):
        with netns.inside((place or self.place).namespace):
            return self.stack.enter_context(socket.socket(socket.AF_INET, kind, protocol))

    def listener(self, address="127.0.0.1", port=80, backlog=128, place=None, share=False):
        sock = self.socket(place)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, share)
        sock.bind((address, port))
        sock.listen(backlog)
        return sock

    def counter(self, name):
        """Returns a counter of /proc/net/netstat."""
        lines = self.place.run(["cat", "/proc/net/netstat"]).stdout.splitlines()
        return next(int(value) for head, values in zip(lines[::2], lines[1::2])
                    for key, value in zip(head.split(), values.split()) if key == name)

    def connected(self, number, address="127.0.0.1", place=None):
        """Returns client sockets in the namespace, and the accepted ends."""
        server = self.listener(address, place=place)
        clients = [self.socket() for _ in range(number)]
        ends = []
        for client in clients:
            client.connect(server.getsockname())
            ends.append(self.stack.enter_context(server.accept()[0]))
        return clients, ends

    def network(self):
        """Adds a veth to another namespace, which drops packets to the forged addresses."""
        peer = self.stack.enter_context(Place())
        commands = ((self.place, f"link add here type veth peer name there netns /proc/{ME}/fd/{peer.namespace}"),
                    (self.place, f"address add {HERE}/24 dev here"), (self.place, "link set here up"),
                    (peer, f"address add {THERE}/24 dev there"), (peer, "link set there up"),
                    (self.place, f"route add {FORGED}.0/24 via {THERE}"))
        for place, words in commands:
            done = place.run(["ip", *words.split()])
            assert done.returncode == 0, done
        return peer

    def flood(self, number):
        """Returns a function that sends SYNs from this many forged addresses to port 80."""
        raw = self.socket(self.network(), socket.SOCK_RAW, socket.IPPROTO_RAW)
        syns = [rawpeer.build(rawpeer.Segment(f"{FORGED}.{host}", 3000, HERE, 80, 1, 0, rawpeer.SYN))
                for host in range(1, 1 + number)]
        return lambda: [raw.sendto(syn, (HERE, 0)) for syn in syns]

    def doctor(self, *words):
        done = self.place.run([self.lsock, "doctor", "--json", *words])
        assert done.returncode in (0, 1, 4), done
        return {one["code"]: f for f in json.loads(done.stdout)["findings"] for one in (f, *(f["also"] or []))
                for f in [f | one]}

    def record(self, name):
        self.doctor("--interval", "0", "--record", str(self.home / name))
        return ["--read", str(self.home / name)]

    def findings(self, expected):
        if expected.between:
            earlier = self.record("earlier")
            expected.between()
            return self.doctor(*earlier, *self.record("later"))
        if not expected.age:
            return self.doctor("--interval", "0")
        words = self.record("aged")
        lines = [json.loads(line) for line in (self.home / "aged").read_text().splitlines()]
        for values in (line.get("tcp_info") or {} for line in lines):
            values |= {name: expected.age for name in ("last_data_sent_ms", "last_ack_received_ms") if name in values}
        (self.home / "aged").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
        return self.doctor(*words)


def nothing():
    """The same sockets at both readings."""


def backlog_capped(scene, backlog):
    """The setting is 2; the queue is full with one connection more than its limit."""
    scene.set("net.core.somaxconn", 2)
    server = scene.listener(backlog=backlog)
    for _ in range(min(backlog, 2) + 1):
        scene.socket().connect(server.getsockname())
    assert "accept_queue_full" in scene.doctor("--interval", "0")
    return Expected("127.0.0.1:80 is full at net.core.somaxconn (2)", [ME])


def accept_all(scene):
    """In a process of its own: accepts, and greets its clients."""
    netns.enter(scene.place.namespace)
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind(("127.0.0.1", 80))
    server.listen(10)
    accept_all.kept = []

    def work():
        while True:
            accept_all.kept.append(server.accept()[0])
            accept_all.kept[-1].send(b"x")
    threading.Thread(target=work, daemon=True).start()


def reuseport_member_stuck(scene, number):
    """This process does not accept; another member does."""
    peer = scene.stack.enter_context(other_process(lambda: accept_all(scene)))
    stuck = scene.listener(backlog=10, share=True)
    assert peer

    def waiting():
        return struct.unpack_from("I", stuck.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104), TCPI_UNACKED)[0]
    while (before := waiting()) < number:
        client = scene.socket()
        client.connect(stuck.getsockname())
        while waiting() == before and not select.select([client], [], [], 0.01)[0]:
            pass
    return Expected(f"[{ME}] does not accept on port 80: {number} wait for it", [ME], nothing)


@contextlib.contextmanager
def other_process(action):
    pid = owner_scene.child(action)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def handshakes_unfinished(scene, number):
    send = scene.flood(number)
    scene.listener(HERE)
    send()
    scene.wait(number, "state = syn-recv and timer_retransmits >= 1")
    return Expected(f"{number} handshakes to port 80 do not finish", [])


def request_queue_limit(scene, number):
    send = scene.flood(number)
    scene.listener(HERE, backlog=5)
    send()
    scene.wait(number, "state", "syn-recv")
    return Expected(f"the request queue of {HERE}:80 has reached its limit: {number} handshakes wait for an ACK, limit 5", [ME])


def request_queue_full(scene, number, cookies=0, counter="TCPReqQFullDrop", title="SYNs were dropped"):
    """Linux 6.18 accepts 6 requests with this backlog."""
    scene.set("net.ipv4.tcp_syncookies", cookies)
    send = scene.flood(number)
    scene.listener(HERE, backlog=5)

    def fill():
        send()
        scene.wait(5, "state", "syn-recv")
        while number > 6 and scene.counter(counter) < number - 6:
            pass
    return Expected(title, [], fill)


def syn_cookies_sent(scene, number):
    return request_queue_full(scene, number, 1, "SyncookiesSent", "SYN cookies were sent")


def ephemeral_ports_used_up(scene, number):
    scene.set("net.ipv4.ip_local_port_range", "40000 40009")
    scene.connected(number)
    return Expected(f"{number} of 10 ephemeral ports to 127.0.0.1:80", [ME])


def in_time_wait(scene, number, address="127.0.0.1"):
    for client, end in zip(*scene.connected(number, address)):
        client.close()
        end.close()
    scene.wait(number, "state", "time-wait")


def time_wait_not_reused(scene, number, address=HERE, reuse=2):
    """The default of the setting, 2, applies to loopback addresses only."""
    scene.set("net.ipv4.ip_local_port_range", "40000 40009")
    scene.set("net.ipv4.tcp_tw_reuse", reuse)
    scene.network()
    in_time_wait(scene, number, address)
    return Expected(f"{number} of 10 ephemeral ports to {address}:80 are in TIME-WAIT", [])


def time_wait_limit(scene, number):
    scene.set("net.ipv4.tcp_max_tw_buckets", 10)
    in_time_wait(scene, number)
    return Expected(f"{number} connections are in TIME-WAIT, the limit is 10", [])


def peer_gone(scene, gone):
    """A socket in repair mode is closed without a FIN or RST."""
    (client,), _ = scene.connected(1)
    if gone:
        client.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
        client.close()
    return Expected(f"[{ME}] holds 1 connection whose other end, on this machine, is gone", [ME], nothing)


def idle_without_keepalive(scene, age, keepalive=False):
    scene.network()
    for sock in itertools.chain(*scene.connected(1, HERE)):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, keepalive)
    return Expected(f"[{ME}] holds 2 connections without keepalive", [ME], age=age)


def close_wait_growing(scene, number):
    clients, _ = scene.connected(number + 1)
    for client in clients[1:]:
        client.close()
    scene.wait(number, "state", "close-wait")

    def close_one_more():
        clients[0].close()
        scene.wait(number + 1, "state", "close-wait")
    return Expected(f"[{ME}] has not closed {number} connections in CLOSE-WAIT", [ME], close_one_more)


def fin_unanswered(scene, number):
    """The peer loses its address and drops what it receives."""
    peer = scene.network()
    clients, _ = scene.connected(number, THERE, peer)
    assert peer.run(["ip", "address", "flush", "dev", "there"]).returncode == 0
    for client in clients:
        client.close()
    scene.wait(number, "state = fin-wait-1 and timer_retransmits >= 3")
    return Expected(f"{number} closed connections to 10.9.0.0/24 get no ACK for their FIN", [])


def half_closed_long(scene, number, age=60000):
    clients, _ = scene.connected(number)
    for client in clients:
        client.shutdown(socket.SHUT_WR)
    scene.wait(number, "state", "fin-wait-2")
    return Expected(f"[{ME}] waits in FIN-WAIT-2 for {number} peers that do not close", [ME], age=age)


# The code is the name of the function. Its arguments where the check fires, and where it just does not.
SCENES = [
    (backlog_capped, (9,), (1,)),
    (reuseport_member_stuck, (8,), (7,)),
    (handshakes_unfinished, (20,), (19,)),
    (request_queue_limit, (5,), (4,)),
    (request_queue_full, (8,), (5,)),
    (syn_cookies_sent, (8,), (5,)),
    (ephemeral_ports_used_up, (8,), (7,)),
    (time_wait_not_reused, (5,), (4,), (5, "127.0.0.1"), (5, HERE, 1)),
    (time_wait_limit, (8,), (7,)),
    (peer_gone, (True,), (False,)),
    (idle_without_keepalive, (7200000,), (7199999,), (7200000, True)),
    (close_wait_growing, (10,), (9,)),
    (fin_unanswered, (20,), (19,)),
    (half_closed_long, (10,), (9,), (10, 59999)),
]


@pytest.fixture(name="scene")
def _scene(lsock, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("must be root (namespaces)")
    with contextlib.ExitStack() as stack:
        yield Scene(stack, lsock, tmp_path)


@pytest.mark.parametrize("build, arguments", [(build, fires) for build, fires, *_ in SCENES])
def test_it_fires(scene, build, arguments):
    expected = build(scene, *arguments)
    found = scene.findings(expected)
    assert build.__name__ in found, found
    finding = found[build.__name__]
    assert expected.title in finding["title"]
    assert [process["pid"] for process in finding["processes"] or []] == expected.pids


@pytest.mark.parametrize("build, arguments", [(build, short) for build, _, *shorts in SCENES for short in shorts])
def test_it_does_not_fire_just_short(scene, build, arguments):
    assert build.__name__ not in scene.findings(build(scene, *arguments))
