# SPDX-License-Identifier: GPL-2.0-or-later
"""Output that only terminals get: lines that fit, marks, colours, and the namespace."""

import os
import platform
import re
import socket

import pytest

import netns
from program import COLOUR, Program

# Width

def test_a_narrow_terminal(program):
    """One blank between columns if two would make lines too long; nothing is cut, on a terminal or in a pipe."""
    arguments = ("-tln", "--color=never", "accept_queue < 2")
    plain = program.text(*arguments)
    width = max(map(len, plain.splitlines()))
    assert program.on_terminal(*arguments, columns=width).out == plain
    narrow = program.on_terminal(*arguments, columns=width - 1).out
    columns = len(plain.splitlines()[0].split())
    assert max(map(len, narrow.splitlines())) == width - (columns - 1)
    assert [line.split() for line in narrow.splitlines()] == [line.split() for line in plain.splitlines()]


NARROW = [["-tu"], ["-tup"], ["-tuep"], ["-tui"], ["-tuom"], ["--columns", "help"], ["-tup", "--sort", "inode"],
          ["-tu", "--explain"], ["-tup", "--columns", "+cookie,netns,unit,process_none"], ["explain", "TIME-WAIT"], ["doctor", "--list"],
          ["--group-by", "process,remote_address"], ["--map"]]


@pytest.mark.parametrize("arguments", NARROW, ids=" ".join)
@pytest.mark.parametrize("columns", [80, 132])
def test_no_value_is_cut_or_broken(program, recorded, arguments, columns):
    """The words are the same at any width, and all lines fit."""
    source = [] if arguments[0] in ("explain", "doctor", "--columns") else ["--read", recorded]
    wide, narrow = (program.on_terminal(*arguments, *source, columns=width, env={"NO_COLOR": "1"})
                    for width in (1000, columns))
    assert narrow.status == wide.status and (narrow.out + narrow.err).split() == (wide.out + wide.err).split()
    assert max(map(len, (narrow.out + narrow.err).splitlines())) <= columns


def test_long_notes_wrap_on_a_terminal(program, recorded):
    arguments = ("-twxMS", "--netlink", "--packet", "--vsock", "-iom", "state = established", "--read",
                 str(recorded.with_name("plain")))
    note = program.run(*arguments).err
    assert len(note) > 80 and note.count("\n") == 1
    seen = program.on_terminal(*arguments, columns=80, env={"NO_COLOR": "1"}).err.removesuffix(LEGEND)
    assert max(map(len, seen.splitlines())) <= 80 and seen.split() == note.split()


def test_long_remedies_wrap_on_a_terminal(program):
    remedy = program.run("-c", "nginx").err.splitlines()[-1]
    assert len(remedy) > 80
    seen = program.on_terminal("-c", "nginx", columns=80, env={"NO_COLOR": "1"}).err
    assert max(map(len, seen.splitlines())) <= 80 and seen.split()[-len(remedy.split()):] == remedy.split()


def test_a_number_that_is_a_pid_gets_a_hint(program):
    seen = program.on_terminal(str(os.getpid()), env={"NO_COLOR": "1"})
    if os.getpid() < 65536 and len(seen.out.splitlines()) == 1:
        assert f"no socket uses port {os.getpid()}; for the process: lsock 'pid = {os.getpid()}'" in seen.err


@pytest.fixture(scope="module")
def recorded(program, tmp_path_factory):
    path = tmp_path_factory.mktemp("recorded") / "all"
    program.run("-t", "--record", str(path.with_name("plain")))
    assert program.run("-tupeiom", "--record", str(path)).status == 0
    return path


# Marks

LEGEND = "! marks a full accept queue, drops or a stuck queue; see `lsock doctor`\n"


def test_a_full_accept_queue_is_marked_on_a_terminal(program):
    heading, *rows = (line.split() for line in program.on_terminal("-tln", env={"NO_COLOR": "1"}).out.splitlines())
    queue, limit = heading.index("RECV-Q"), heading.index("SEND-Q")
    marked = [row for row in rows if row[queue].startswith("!")]
    assert marked == [row for row in rows if int(row[queue].lstrip("!")) > int(row[limit])] != []
    assert any(0 < int(row[queue].lstrip("!")) <= int(row[limit]) for row in rows)     # not merely filled
    coloured = program.on_terminal("-tln").out
    assert coloured.count("\x1b[1;31m!") == coloured.count("!") == len(marked)
    assert "!" not in program.text("-tln") + program.text("-tln", "--color=always")
    assert "\x1b[1;31m" in program.text("-tln", "--color=always")
    assert program.on_terminal("-tln", env={"NO_COLOR": "1"}).err.startswith(LEGEND)
    assert "!" not in program.on_terminal("-tln", "accept_queue < 2", env={"NO_COLOR": "1"}).err
    assert program.on_terminal("-tln", err=False).err == ""


def test_a_stuck_queue_is_marked(program):
    """A plain listing has enough evidence: the timer."""
    timers = {row["local_port"]: row["timer"] for row in program.json("-tano", "send_queue > 0")["sockets"]}
    marked = set()
    for line in program.on_terminal("-tan", "send_queue > 0", env={"NO_COLOR": "1"}).out.splitlines()[1:]:
        _, _, _, queue, local, _ = line.split()
        timer = timers[int(local.rpartition(":")[2])]
        if timer["timer_kind"] in ("zero_window", "none") or timer["timer_retransmits"] == 0:
            assert queue.startswith("!") == (timer["timer_kind"] == "zero_window"), line
        if queue.startswith("!"):
            marked.add(timer["timer_kind"])
    assert marked <= {"zero_window", "retransmit"} and "zero_window" in marked


def test_drops_are_marked(program, place):
    with netns.inside(place.namespace):
        sender, receiver = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    with sender, receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        sender.connect(receiver.getsockname())
        for _ in range(100):
            sender.send(bytes(1000))
        elsewhere = Program(program.path, place)
        done = elsewhere.on_terminal("-un", "-H", "--columns", "connected,drops", env={"NO_COLOR": "1"})
        cells = dict(line.split() for line in done.out.splitlines())
        assert cells["true"] == "0" and re.fullmatch("![1-9][0-9]*", cells["false"])
        assert done.err.startswith(LEGEND)


# Colours

def test_colours_on_a_terminal(program):
    plain = program.text("-ua")
    seen = program.on_terminal("-ua", err=False).out
    assert "\x1b[" in seen and COLOUR.sub("", seen) == plain
    assert program.on_terminal("-ua", env={"TERM": "dumb"}).out == plain
    assert program.on_terminal("-ua", env={"NO_COLOR": "1"}).out == plain
    assert program.on_terminal("-ua", env={"NO_COLOR": ""}).out == seen     # no-color.org: an empty value has no effect
    assert program.on_terminal("-ua", "--color=never").out == plain
    assert program.on_terminal("-ua", "--color=auto").out == seen


def test_colours_anywhere(program):
    plain = program.text("-tua")
    for arguments, env in ((["--color=always"], {}), (["--color"], {}), (["--color=always"], {"NO_COLOR": "1"}),
                           (["--color=always"], {"TERM": "dumb"})):
        seen = program.text("-tua", *arguments, env=env)
        assert "\x1b[" in seen and COLOUR.sub("", seen) == plain
    for arguments in (["--json"], ["--csv"], ["--json=lines"]):
        assert "\x1b" not in program.text("-tua", *arguments, "--color=always")


# Namespace

NOT_INITIAL = "this is not the initial network namespace"


def knows_its_place(zoo):
    """Since Linux 6.18 the initial namespace has a fixed inode; before, only root outside of containers can tell."""
    if tuple(map(int, re.match(r"(\d+)\.(\d+)", platform.release()).groups())) >= (6, 18):
        return True
    return zoo.run(["sh", "-c", "readlink /proc/2/ns/net && ! readlink /proc/2/exe"]).returncode == 0


def test_people_see_the_namespace(program, zoo):
    if not knows_its_place(zoo):
        pytest.skip("this system does not say which network namespace is the initial one")
    assert program.on_terminal("-tl", out=False).err.splitlines() == [f"\x1b[2m{NOT_INITIAL}\x1b[0m"]
    assert program.on_terminal("-tl", out=False, env={"NO_COLOR": "1"}).err == NOT_INITIAL + "\n"
    assert program.on_terminal("-tl", err=False).err == ""
    assert program.on_terminal("-tl", "--json", out=False).err == ""
