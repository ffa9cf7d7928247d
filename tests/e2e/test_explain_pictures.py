# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock explain: pictures of queues, exchanges and neighbours, and the table of RST."""

import errno
import socket
import struct

import pytest

import drawing
from test_explain import FIGURE_5, STATES, _explain, _topics, rows, section    # pylint: disable=unused-import

PICTURES = [["accept", "queue"], ["backlog"], ["SYN", "queue"], ["recv-q"], ["send-q"], ["zero", "window"], ["half-open"], ["half-closed"],
            ["handshake"], ["teardown"], ["LISTEN", "queues"], ["ESTABLISHED", "queues"], ["ESTABLISHED", "window"],
            *([state, "neighbours"] for state in STATES)]


@pytest.mark.parametrize("words", PICTURES, ids=" ".join)
def test_lines_of_pictures_meet(explain, words):
    """Every line connects at both ends, and the ASCII picture is the same."""
    text, plain = explain(*words).stdout.splitlines(), explain(*words, locale="C").stdout.splitlines()
    assert any(head in line for line in text for head in "►◄▼")
    assert not list(drawing.loose_ends(text))
    assert [line.translate(drawing.TO_ASCII) for line in text] == plain
    for broken in (i for i, line in enumerate(text) if "┤" in line or "┘" in line):
        moved = [line.replace("  ", " ", 1) if i == broken else line for i, line in enumerate(text)]
        assert list(drawing.loose_ends(moved))      # proves that the check can fail


def test_each_step_of_an_exchange_says_what_happens(explain):
    lines = [line for words in PICTURES + [["3-way", "close"], ["simultaneous", "close"], ["simultaneous", "open"]]
             for line in explain(*words).stdout.splitlines() if line[:3].strip().isdigit() and line[0] == " "]
    assert len(lines) > 30
    assert all(line[3:].strip() for line in lines)


def connected():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        end = socket.create_connection(listener.getsockname())
        return end, listener.accept()[0]


def outcome(call, *arguments):
    try:
        return call(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]


def reset(end):
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.close()


def test_what_a_program_sees_of_an_rst(topics):
    """The table of the page, on this kernel; on loopback a segment arrives before the call returns."""
    said = {row["case"]: row["effect"] for row in rows(topics("rst")[0], "rst")}
    here, peer = connected()
    peer.send(b"hello")
    reset(peer)
    assert said["ESTABLISHED"] == "read(): what has arrived, then ECONNRESET"
    assert [outcome(here.recv, 9), outcome(here.recv, 9)] == [b"hello", "ECONNRESET"]
    here, peer = connected()
    here.shutdown(socket.SHUT_WR)
    peer.send(b"hello")
    reset(peer)
    assert said["FIN-WAIT-1, FIN-WAIT-2"].startswith("the same")
    assert [outcome(here.recv, 9), outcome(here.recv, 9)] == [b"hello", "ECONNRESET"]
    here, peer = connected()
    peer.shutdown(socket.SHUT_WR)
    reset(peer)
    assert said["CLOSE-WAIT"] == "read() = 0, write() fails with EPIPE"
    assert [outcome(here.recv, 9), outcome(here.send, b"x")] == [b"", "EPIPE"]
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        assert said["SYN-SENT"] == "connect() fails with ECONNREFUSED"
        assert outcome(socket.create_connection, bound.getsockname()) == "ECONNREFUSED"


def neighbours(lines):
    """Returns (from, to) of the arrows at the only box of a drawing."""
    middle = next(i for i, line in enumerate(lines) if "┌" in line)
    here = lines[middle + 1].strip("│ ")
    return {(line.split()[0], here) for line in lines[:middle]} | {(here, line.split()[0]) for line in lines[middle + 3:]}


def test_neighbours_are_the_arrows_of_the_diagram_and_more(topics):
    every = set()
    for state in STATES:
        section_ = section(topics(state)[0], "neighbours")
        every |= neighbours([line for block in section_["blocks"] for line in block.get("lines", [])])
    missing = {(a, b) for a, b, _ in FIGURE_5} - every
    assert missing == {("LISTEN", "SYN-SENT")}      # Linux never does this
    for source, target in every:
        if "several" not in (source, target):
            assert (source, target) in {(a, b) for a, b, _ in FIGURE_5} or target in ("CLOSED", "TIME-WAIT", "CLOSE-WAIT",
                                                                                      "SYN-RECEIVED"), (source, target)
