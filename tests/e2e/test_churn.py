# SPDX-License-Identifier: GPL-2.0-or-later
"""A table that changes while it is read: some connections open and close all the time, others are stable.

Guaranteed: no socket is listed twice, and no stable one is missing unless a bare dump misses it, too.
"""

import contextlib
import json
import socket
import threading
import time

import pytest

import netns
import sock_diag
from place import Place
from program import Program

DUMPS = 100
SECONDS = 30
STABLE = 300
PER_SECOND = 2000
ESTABLISHED = 1 << 1


class Churn(threading.Thread):
    """Opens and closes about PER_SECOND connections per second on loopback, one after the other."""

    def __init__(self, place):
        super().__init__(daemon=True)
        self._place, self._over = place, threading.Event()
        self.made, self.failure = 0, None

    def run(self):
        try:
            netns.enter(self._place.namespace)
            with socket.create_server(("127.0.0.1", 30000), backlog=1024) as server:
                while not self._over.is_set():
                    self._burst(server)
        except OSError as error:
            self.failure = error

    def _burst(self, server):
        begin = time.monotonic()
        for _ in range(PER_SECOND // 100):
            with socket.create_connection(server.getsockname()):
                server.accept()[0].close()
            self.made += 1
        time.sleep(max(0.0, 0.01 - (time.monotonic() - begin)))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self.join()


@pytest.fixture(scope="module")
def stable(zoo):     # pylint: disable=unused-argument  (skips where there is no zoo)
    """A place, and the cookies of its stable connections."""
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(Place())
        with netns.inside(place.namespace):
            with open("/proc/sys/net/ipv4/tcp_max_tw_buckets", "w", encoding="ascii") as file:
                file.write("1000")      # otherwise a minute of churn leaves 100,000 of them
            server = stack.enter_context(socket.create_server(("127.0.0.1", 20000), backlog=STABLE))
            for _ in range(STABLE // 2):
                stack.enter_context(socket.create_connection(server.getsockname()))
                stack.enter_context(server.accept()[0])
            cookies = sock_diag.tcp_cookies(socket.AF_INET, ESTABLISHED)
        assert len(cookies) == STABLE
        yield place, cookies


def bare_dump(place):
    with netns.inside(place.namespace):
        return sock_diag.tcp_cookies(socket.AF_INET, ESTABLISHED)


def test_under_churn(lsock, stable):
    place, cookies = stable
    program = Program(lsock, place)
    missed = missed_by_bare_dump = seen_changing = 0
    with Churn(place) as churn:
        end = time.monotonic() + SECONDS
        for number in range(DUMPS):
            if time.monotonic() > end and number > DUMPS / 4:
                break       # the machine is too busy
            document = json.loads(program.text("-ta", "--json"))
            seen = [int(s["cookie"], 16) for s in document["sockets"]]
            assert len(seen) == len(set(seen)), "a socket stands twice"
            assert document["complete"] is True
            missed += bool(cookies - set(seen))
            missed_by_bare_dump += bool(cookies - bare_dump(place))
            seen_changing += len(set(seen) - cookies) > 1
            for row in document["sockets"]:     # no row is half-read
                assert row["state"] and row["local_port"] and row["local_address"] == "127.0.0.1"
    assert churn.failure is None and churn.made > number
    assert seen_changing > number / 2, "there was no churn"
    assert missed <= missed_by_bare_dump


def test_a_bare_dump_sees_stable_connections(stable):
    """Otherwise the comparison above would prove nothing."""
    place, cookies = stable
    assert bare_dump(place) == cookies
