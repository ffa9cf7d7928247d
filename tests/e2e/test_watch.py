# SPDX-License-Identifier: GPL-2.0-or-later
"""--watch: what people see on a terminal, with keys, signals and sizes, and what others read."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess

import pytest

import netns
from emulator import Terminal
from program import PLAIN_ENVIRONMENT

MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
UP, DOWN, RIGHT, LEFT, HOME, END, PAGE_UP, PAGE_DOWN = (
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~")
ESCAPE, CONTROL_C, CONTROL_L, CONTROL_U, CONTROL_Z = "\x1b", "\x03", "\x0c", "\x15", "\x1a"


@pytest.fixture(name="watch")
def _watch(lsock, place):
    """watch(WORD...): a terminal that shows `lsock --watch`."""
    with contextlib.ExitStack() as stack:
        def run(*arguments, interval="0.2", **options):
            return stack.enter_context(Terminal(place, [lsock, f"--watch={interval}", *arguments], **options))
        yield run


@pytest.fixture(name="listen")
def _listen(place):
    """listen(PORT...): listeners on loopback."""
    with contextlib.ExitStack() as stack:
        def make(*ports):
            with netns.inside(place.namespace):
                return [stack.enter_context(socket.create_server(("127.0.0.1", port))) for port in ports]
        yield make


def connect(place, port):
    with netns.inside(place.namespace):
        return socket.create_connection(("127.0.0.1", port))


def rows_of(terminal):
    """The lines between the heading and the last line."""
    return [line for line in terminal.lines[2:-1] if line]


# The screen

@pytest.mark.parametrize("columns, rows", [(80, 24), (200, 50)])
def test_the_screen(watch, listen, columns, rows):
    listen(8080, 8081)
    terminal = watch("-tl", "port", "8080", columns=columns, rows=rows)
    terminal.shows("127.0.0.1:8080")
    header, heading, row, *rest, footer = terminal.lines
    assert re.match(rf"{re.escape(socket.gethostname())}  \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC  1 socket  filter: port 8080$", header)
    assert heading.split() == ["PROTO", "STATE", "RECV-Q", "SEND-Q", "LOCAL", "REMOTE"]
    assert row.split() == ["tcp", "LISTEN", "0", "128", "127.0.0.1:8080", "*:*"] and row.startswith("  tcp")
    assert not any(rest) and footer.startswith("h help  q quit")
    assert terminal.screen.is_alternate and terminal.screen.cursor.hidden


def test_it_reads_again(watch, listen):
    listen(8080)
    terminal = watch("-tl")
    first = terminal.shows(r"\d\d:\d\d:\d\d UTC")[0]
    terminal.until(lambda t: re.search(r"\d\d:\d\d:\d\d UTC", t.lines[0])[0] != first)


def test_long_lines_are_cut(watch, listen):
    """And the arrows show the rest."""
    listen(8080)
    terminal = watch("-tl", "--columns", "+cookie,inode,netns,process_path,process_command_line", columns=80)
    terminal.shows("127.0.0.1:8080")
    assert len(rows_of(terminal)) == 1 and "COMMAND-LINE" not in terminal.text()
    while "pytest" not in terminal.text():
        before = terminal.text()
        terminal.type(RIGHT)
        terminal.until(lambda t: t.text() != before)    # pylint: disable=cell-var-from-loop
    assert len(rows_of(terminal)) == 1
    terminal.type(HOME)
    terminal.shows("^  tcp")


@pytest.mark.parametrize("arguments, pattern", [
    (["-s"], r"^..tcp +LISTEN +1 "), (["--group-by", "state"], r"^..LISTEN +1 "), (["--map", "-t"], "^  WHO +PORT"),
    (["doctor"], "nothing found|hint|warning|problem"), (["-tlie"], r"^ +congestion: "), (["-t", "--explain"], "^ +.*must close"),
    (["--count", "-tl"], "^  1$")], ids=lambda words: " ".join(words) if isinstance(words, list) else "")
def test_every_table(watch, listen, place, arguments, pattern):
    listener, = listen(8080)
    if "--explain" in arguments:
        client = connect(place, 8080)
        listener.accept()[0].close()
    terminal = watch(*arguments)
    terminal.shows(pattern)
    terminal.type("q")
    assert terminal.end() == 0 and terminal.is_restored()


def test_other_characters_than_ascii(watch, place, tmp_path):
    with netns.inside(place.namespace), socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "käse"))
        made.listen()
        assert watch("-xl", columns=200).shows(r"/k(.+)se")[1] == "ä"
        assert watch("-xl", columns=200, env={"LC_ALL": "C"}).shows(r"/k(.+)se")[1] == "?"


# Changes

def test_rows_that_open_change_and_close(watch, listen, place):
    terminal = watch("-t", interval="1")
    terminal.shows("^host|UTC")
    listener, = listen(8080)
    terminal.shows(r"^\+ tcp +LISTEN .*127.0.0.1:8080")
    assert re.search(r"1 socket \+1$", terminal.lines[0])
    terminal.shows(r"^  tcp +LISTEN .*127.0.0.1:8080")
    client = connect(place, 8080)
    server, _ = listener.accept()
    terminal.shows(r"^\+ tcp +ESTABLISHED ")
    terminal.shows(r"^  tcp +ESTABLISHED ")
    server.close()
    terminal.shows(r"^~ tcp +CLOSE-WAIT ")
    client.close()
    listener.close()
    terminal.shows(r"^- tcp +LISTEN .*127.0.0.1:8080")
    terminal.hides("LISTEN")


def test_a_row_that_is_gone_stays_where_it_was(watch, listen):
    listeners = listen(*range(8000, 8005))
    terminal = watch("-tl", interval="1")
    terminal.shows("127.0.0.1:8004")
    listeners[2].close()
    terminal.shows(r"^- tcp .*:8002")
    assert [re.search(r":(\d+) ", row)[1] for row in rows_of(terminal)] == ["8000", "8001", "8002", "8003", "8004"]
    terminal.hides(":8002")


def test_rates(watch, listen, place):
    listener, = listen(8080)
    talking, quiet = connect(place, 8080), connect(place, 8080)
    with talking, quiet, listener.accept()[0] as server:
        terminal = watch("-t", "state", "established", "--sort", "-recv_rate", "--columns", "local_port,remote_port,recv_rate")
        assert terminal.shows(rf" {talking.getsockname()[1]} +8080 +(\S+)$")[1] == "-"     # before the second reading

        def top(terminal):
            server.send(b"x" * 1000)
            return re.search(r" (\d+)$", terminal.lines[2])
        assert int(terminal.until(lambda t: (found := top(t)) and int(found[1]) > 0 and found)[1]) >= 1000
        assert terminal.lines[2].split()[:2] == [str(talking.getsockname()[1]), "8080"]
        talking.recv(1 << 20)


# Keys

def test_scrolling(watch, listen):
    listen(*range(8000, 8060))
    terminal = watch("-tl")
    terminal.shows("rows 1-21 of 60")
    assert ":8000 " in rows_of(terminal)[0] and len(rows_of(terminal)) == 21
    for key, first in ((DOWN, 2), (PAGE_DOWN, 23), (PAGE_UP, 2), (UP, 1), (UP, 1), (END, 40), (DOWN, 40), (HOME, 1), (PAGE_DOWN, 22)):
        terminal.type(key)
        terminal.shows(f"rows {first}-{first + 20} of 60")
        assert terminal.lines[1].split()[0] == "PROTO" and f":{7999 + first} " in rows_of(terminal)[0]


def test_pause(watch, listen):
    listen(8080)
    terminal = watch("-tl", "-H")
    terminal.shows(":8080")
    terminal.type(" ")
    terminal.shows("PAUSED")
    then = terminal.lines[0]
    listen(8081)
    other = watch("-tl", interval="1")      # so long that a reading would have come
    other.shows(":8081 ")
    first = other.lines[0]
    other.until(lambda t: t.lines[0] != first)
    terminal.type("h")
    terminal.shows("resume")
    terminal.type(" ")      # closes it
    terminal.shows(":8080")
    assert terminal.lines[0] == then and ":8081" not in terminal.text()
    terminal.type(" ")
    terminal.shows(":8081")
    assert "PAUSED" not in terminal.text()


def test_the_filter(watch, listen):
    listen(8080, 8081)
    terminal = watch("-tl")
    terminal.shows(":8081")
    terminal.type("/")
    terminal.shows("^filter:$")
    assert not terminal.screen.cursor.hidden
    terminal.type("port 8081x\x7f\r")
    terminal.hides(":8080")
    assert terminal.lines[0].endswith("1 socket  filter: port 8081") and terminal.shows(":8081 ")
    terminal.type("/")
    terminal.shows("^filter: port 8081$")
    terminal.type(" and nonsense = 1\r")
    terminal.shows("nonsense`")
    assert terminal.lines[-1] == "filter: port 8081 and nonsense = 1" and ":8080" not in terminal.text()
    terminal.type(ESCAPE)
    terminal.shows("^h help")
    assert terminal.lines[0].endswith("filter: port 8081")
    terminal.type("/" + CONTROL_U + "\r")
    terminal.shows(":8080 ")
    assert "filter" not in terminal.lines[0]


def test_the_order(watch, listen):
    listen(8080, 8081, 8082)
    terminal = watch("-tl")
    terminal.shows(":8082")
    terminal.type("s-local_port\r")
    terminal.until(lambda t: ":8082 " in t.lines[2])
    assert "sort: -local_port" in terminal.lines[0]
    terminal.type("s" + CONTROL_U + "nonsense\r")
    terminal.shows("no.* column")
    terminal.type(CONTROL_U + DOWN + "\r")
    terminal.shows("sort: protocol$")
    terminal.type("s" + CONTROL_U + "\r")
    terminal.until(lambda t: ":8080 " in t.lines[2] and "sort" not in t.lines[0])
    other = watch("-s")
    other.shows("LISTEN")
    other.type("s")
    other.shows("-s is not sorted")
    other.type("s")
    other.hides("is not sorted")
    other.type("h")
    other.shows("quit")
    assert "sort:" not in other.lines[0]


def test_help(watch, listen):
    listen(8080)
    terminal = watch("-tl")
    terminal.shows(":8080")
    terminal.type("h")
    terminal.shows("^ +q +quit")
    assert ":8080" not in terminal.text() and max(map(len, terminal.lines)) < 80
    terminal.type("x")
    terminal.shows(":8080")


def test_help_has_whole_notes(watch):
    """The last line cuts them."""
    terminal = watch("--backend", "procfs", "-t", columns=50)
    note = terminal.shows(r"q quit +(tcp: .+)")[1]
    terminal.type("h")
    terminal.shows("^ +q +quit")
    told = " ".join(" ".join(terminal.lines).split())
    assert note in told and "only bound to a port" in told and "only bound to a port" not in note
    terminal.resize(50, 8)
    terminal.shows("page keys")
    assert terminal.lines[-1].startswith("h help")


def test_drawing_again(watch, listen):
    listen(8080)
    terminal = watch("-tl", interval="3600")
    terminal.shows(":8080")
    terminal.screen.reset()
    terminal.type(CONTROL_L)
    terminal.shows(":8080")


def test_another_size(watch, listen):
    listen(*range(8000, 8060))
    terminal = watch("-tl", interval="3600")
    terminal.shows("rows 1-21 of 60")
    terminal.resize(200, 50)
    terminal.shows("rows 1-47 of 60")
    terminal.resize(40, 10)
    terminal.shows("rows 1-7 of 60")
    terminal.resize(20, 2)
    terminal.until(lambda t: t.lines[1].startswith("h help") or "PROTO" in t.lines[1])


# The end

@pytest.mark.parametrize("how", ["q", CONTROL_C, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT])
def test_the_end_restores_the_screen(watch, listen, how):
    listen(8080)
    terminal = watch("-tl")
    terminal.shows(":8080")
    assert not terminal.is_restored()
    if isinstance(how, str):
        terminal.type(how)
    else:
        terminal.process.send_signal(how)
    assert terminal.end() == 0 and terminal.is_restored()


def test_a_terminal_that_goes_away(watch, listen):
    listen(8080)
    terminal = watch("-tl")
    terminal.shows(":8080")
    os.close(terminal.slave)
    os.close(terminal.master)
    assert terminal.process.wait(60) == 0


def test_suspended_and_continued(lsock, place, listen):
    listen(8080)
    with Terminal(place, ["bash", "--norc", "--noprofile", "-i"], env={"PS1": "shell> "}) as terminal:
        terminal.shows("^shell>")
        terminal.type(f"{lsock} --watch=0.2 -tl\n")
        terminal.shows("UTC  1 socket")
        terminal.type(CONTROL_Z)
        terminal.shows("Stopped")
        assert not terminal.screen.is_alternate and not terminal.screen.cursor.hidden
        listen(8081)
        terminal.type("fg\n")
        terminal.shows("UTC  2 sockets")
        assert terminal.screen.is_alternate and terminal.lines[1].split()[0] == "PROTO"
        terminal.type("q")
        terminal.until(lambda t: not t.screen.is_alternate)
        terminal.type("echo status $?\n")
        terminal.shows("^status 0")


def test_a_reading_that_fails(watch, listen):
    """The rows stay, and the last line says why. A first reading that fails ends it."""
    listen(8080)
    faults = {"LD_PRELOAD": os.path.realpath(os.environ["FAULTS_LIB"]), "ASAN_OPTIONS": "verify_asan_link_order=0"}
    terminal = watch("-tl", "--backend", "sock_diag", env=faults | {"FAULTS": "sendto:3+:1"})
    terminal.shows("Operation not permitted")
    assert ":8080 " in terminal.lines[2]
    terminal.type("q")
    assert terminal.end() == 4 and terminal.is_restored()
    terminal = watch("-tl", "--backend", "sock_diag", env=faults | {"FAULTS": "sendto:1+:1"})
    assert terminal.end() == 4 and not terminal.screen.is_alternate
    assert terminal.lines[0].startswith("lsock: ") and "Operation not permitted" in terminal.text()


# Without a terminal

def start(place, lsock, *arguments):
    return place.start([lsock, "--watch=0.1", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                       env=PLAIN_ENVIRONMENT)


def test_one_table_after_another(lsock, place, listen):
    listen(8080)
    process = start(place, lsock, "-tl")
    heading = "PROTO  STATE   RECV-Q  SEND-Q  LOCAL           REMOTE\n"
    for i in range(3):
        assert i == 0 or process.stdout.readline() == "\n"
        assert re.fullmatch(MOMENT, process.stdout.readline().strip())
        assert process.stdout.readline() == heading and ":8080" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, err = process.communicate(timeout=60)
    assert process.returncode == 0 and err == "" and "\x1b" not in rest


def test_one_document_after_another(lsock, place, listen, program):
    listen(8080)
    process = start(place, lsock, "-tl", "--json=lines", "--columns", "recv_rate,drop_rate")
    seen = []
    for _ in range(9):
        seen.append(json.loads(process.stdout.readline()))
        program.validate(seen[-1])
    assert [item["type"] for item in seen] == ["header", "socket", "end"] * 3
    assert seen[0]["time"] < seen[3]["time"] < seen[6]["time"]
    assert [item["drop_rate"] for item in seen[1::3]] == [None, 0, 0] and seen[1]["recv_rate"] is None
    process.stdout.close()      # nobody reads any more
    assert process.wait(60) == 0 and process.stderr.read() == ""
    process.stderr.close()


def test_whole_documents(lsock, place, listen, program):
    listen(8080)
    with start(place, lsock, "-tl", "--json") as process:
        for _ in range(2):
            document = json.loads(process.stdout.readline())
            program.validate(document)
            assert [item["local_port"] for item in document["sockets"]] == [8080]
        process.terminate()
        process.communicate(timeout=60)
        assert process.returncode == 0


# What is refused

@pytest.mark.parametrize("seconds", ["0", "0.05", "86401", "-1", "1s", "", ".", "1.2345", "1e3", "99999999999999999999"])
def test_absurd_intervals(program, seconds):
    done = program.run(f"--watch={seconds}")
    assert done.status == 2 and "a number of seconds, 0.1 to 86400" in done.err


@pytest.mark.parametrize("arguments", [
    ["--read", "X"], ["--record", "X"], ["--csv"], ["--prometheus"], ["--as", "ss"], ["--map=dot"], ["--plan"], ["-K", ":1"], ["-E"],
    ["wait", ":1"], ["assert", ":1"], ["diff", "X"], ["explain", "LISTEN"], ["why", "1"], ["doctor", "--quiet"], ["doctor", "--interval", "2"],
    ["doctor", "--list"], ["--columns", "help"], ["--json-schema"]], ids=" ".join)
def test_what_it_does_not_go_with(program, arguments):
    done = program.run(*arguments, "--watch")
    assert done.status == 2 and "does not take" in done.err and "--watch" in done.err, done


@pytest.mark.parametrize("arguments", [
    ["--columns", "+recv_rate"], ["--sort", "-send_rate"], ["--group-by", "state", "--sort", "-drop_rate"], ["--json", "--columns", "retrans_rate"]],
    ids=" ".join)
def test_rates_take_two_readings(program, arguments):
    done = program.run(*arguments)
    assert done.status == 2 and "--watch" in done.err, done


def test_the_filter_from_standard_input(program):
    done = program.run("--watch", "-F", "-", input=b"tcp")
    assert done.status == 2 and "--watch" in done.err
