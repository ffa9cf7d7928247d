# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of thousands of rows: received ahead by a thread, bound sockets requested in parallel, formatted by two
threads."""

import contextlib
import socket

import pytest

import netns
from place import Place
from program import Program

CONNECTIONS = 4000      # far above every threshold for threads
BOUND = 5


@pytest.fixture(scope="module")
def crowd(lsock, zoo):     # pylint: disable=unused-argument  (skips where there is no zoo)
    """The program in a place with many connections, and the rows that `-tan` must show there."""
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(Place())
        with netns.inside(place.namespace):
            server = stack.enter_context(socket.create_server(("127.0.0.1", 20000), backlog=1024))
            here = server.getsockname()
            rows = [["tcp", "LISTEN", "0", "1024", "127.0.0.1:20000", "*:*"]]
            ports = []
            for _ in range(CONNECTIONS):
                client = stack.enter_context(socket.create_connection(here))
                stack.enter_context(server.accept()[0])
                ports.append(client.getsockname()[1])
            for port in range(21000, 21000 + BOUND):
                bound = stack.enter_context(socket.socket())
                bound.bind(("127.0.0.1", port))
        rows += sorted((["tcp", "ESTABLISHED", "0", "0", "127.0.0.1:20000", f"127.0.0.1:{port}"] for port in ports),
                       key=lambda row: int(row[5].rpartition(":")[2]))
        rows += [["tcp", "ESTABLISHED", "0", "0", f"127.0.0.1:{port}", "127.0.0.1:20000"] for port in sorted(ports)]
        rows += [["tcp", "CLOSED", "0", "0", f"127.0.0.1:{21000 + k}", "*:*"] for k in range(BOUND)]
        yield Program(lsock, place), rows


# No fault; then each of these fails in turn: the second netlink socket, its request, its answer, a thread's receive.
@pytest.mark.parametrize("faults", ["", "socket:2:24", "sendto:2:1", "sendto:2:105", "recv:20:4", "recv:20:105"])
def test_every_row_once_and_in_order(crowd, faults):
    program, rows = crowd
    done = program.with_faults(faults, "-tanH", "--backend", "sock_diag")
    assert (done.status, done.err) == (0, "")
    assert [line.split() for line in done.out.splitlines()] == rows


def test_columns_are_aligned(crowd):
    """The widest cells of both threads count."""
    program, rows = crowd
    lines = program.text("-tan").splitlines()
    for column in (4, 5):
        begin = {line.index(row[column], line.index(row[column - 1]) + len(row[column - 1]))
                 for line, row in zip(lines[1:], rows, strict=True)}
        assert begin == {lines[0].index(("LOCAL", "REMOTE")[column - 4])}


def test_a_reader_that_stops_early(crowd):
    program, _ = crowd
    assert program.shell("lsock -tan | head -2 | wc -l; echo ${PIPESTATUS[0]}").out.split()[0] == "2"


@pytest.mark.parametrize("sort, column", [("-remote_port", 5), ("local_port", 4)])
def test_sorted(crowd, sort, column):
    program, rows = crowd
    shown = [line.split() for line in program.text("-tanH", "state", "connected", "--sort", sort).splitlines()]
    ports = [int(row[column].rpartition(":")[2]) for row in shown]
    assert ports == sorted(ports, reverse=sort.startswith("-"))
    assert sorted(shown) == sorted(row for row in rows if row[1] == "ESTABLISHED")
