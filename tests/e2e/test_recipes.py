# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the recipes of README.md unchanged in the zoo. The man page has the same recipes."""

import contextlib
import json
import os
import pathlib
import re
import subprocess

import pytest

TREE = pathlib.Path(__file__).resolve().parents[2]


def recipes():
    """Returns title: the shell code below it."""
    section = (TREE / "README.md").read_text().partition("<!-- begin recipes -->")[2]
    section = section.partition("<!-- end recipes -->")[0]
    return dict(re.findall(r"^# ([^\n]*)\n(.*?\n)(?=\n#|```)", section, re.DOTALL | re.MULTILINE))


@pytest.fixture
def cook(zoo, lsock, tool, tmp_path):
    """cook(words of the title): the output of the recipe."""
    for name in ("jq", "sqlite3"):
        tool(name)
    # Runs commands on this machine in place of the others.
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text('#!/bin/sh\nshift\nexec "$@"\n')
    ssh.chmod(0o755)

    def run(words, others=False):
        (code,) = [code for title, code in recipes().items() if words in title]
        done = zoo.run(["sh", "-eu", "-c", code], cwd=tmp_path,
                       env=os.environ | {"LC_ALL": "C.UTF-8", "PATH": f"{ssh.parent}:{lsock.parent}:{os.environ['PATH']}"})
        # Other namespaces may be unreadable, or end meanwhile.
        assert others or (done.stderr, done.returncode) == ("", 0)
        return done.stdout.splitlines()
    return run


@pytest.fixture
def sockets(zoo, lsock):
    return json.loads(zoo.run([lsock, "--json"]).stdout)["sockets"]


def test_every_recipe_is_tested():
    assert len(recipes()) == 9


@contextlib.contextmanager
def listening(zoo, port):
    """Adds a listener and a connection to it in the zoo's namespace, which has none on that port."""
    listener = (f"import socket, sys\nl = socket.create_server(('127.0.0.1', {port}))\n"
                f"c = socket.create_connection(('127.0.0.1', {port}))\nprint(flush=True)\nsys.stdin.read()")
    inside = ["nsenter", f"--net=/proc/{zoo.pid}/ns/net", "/usr/bin/python3", "-c", listener]
    with subprocess.Popen(inside, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        yield
        process.stdin.close()


def test_port_8080(zoo, cook):
    with listening(zoo, 8080):
        lines = cook("for a script")
    assert lines[0] == "tcp LISTEN python3"


def test_close_wait(cook, sockets):
    heading, *rows = cook("CLOSE-WAIT")
    assert heading.split()[:2] == ["COMMAND", "SOCKETS"]
    assert sum(int(row.split()[1]) for row in rows) == sum(s["status"] == "CLOSE-WAIT" for s in sockets) > 0


def test_top_peers(cook, sockets):
    heading, *rows = cook("most bytes")
    assert heading.split()[0] == "REMOTE-ADDRESS" and heading.split()[-2:] == ["BYTES-RECEIVED", "BYTES-SENT"]
    received = [int(row.split()[-2]) for row in rows if len(row.split()) == 6]
    assert received == sorted(received, reverse=True) and received[0] > 0
    peers = {s["remote_address"].removeprefix("::ffff:") for s in sockets if s["remote_address"]}
    assert len(rows) == min(10, len(peers)) and {row.split()[0] for row in rows} <= peers


def test_drops(cook):
    heading, *rows = cook("drops")
    assert heading.split()[-1] == "DROPS" and rows
    assert all(int(row.split()[-1]) > 0 and row.split()[1] in ("LISTEN", "unconnected") for row in rows)


def test_database(zoo, cook):
    with listening(zoo, 5432):
        tree = [line.split() for line in cook("database")]
    assert tree[1:] == [["python3", "1"], ["└─→", "python3", "5432", "tcp", "1"]]


def test_any_container(zoo, cook):
    with listening(zoo, 8080):
        heading, *rows = (line.split() for line in cook("any container", others=True))
    assert heading[-1] == "CONTAINER" and "NETNS" in heading
    assert any("127.0.0.1:8080" in row for row in rows)


def test_sqlite(cook, sockets):
    counted = dict(line.split("|") for line in cook("SQL"))
    for status in {s["status"] for s in sockets}:
        assert int(counted[status]) == sum(s["status"] == status for s in sockets)


def test_several_machines(cook, sockets):
    rows = [line.split("\t") for line in cook("several machines")]
    assert {row[0] for row in rows} == {"alpha", "beta"}
    assert len(rows) == 2 * len(sockets)
    assert [row[1:] for row in rows if row[0] == "alpha"] == [
        [s["protocol"], s["status"], s["local_address"], str(s["local_port"] or "")] for s in sockets]


def test_textfile_collector(cook, tool, tmp_path, monkeypatch):
    """The file is always complete: a failed run leaves the previous one."""
    monkeypatch.setenv("TEXTFILE_DIR", str(tmp_path))
    assert cook("textfile") == []
    text = (tmp_path / "lsock.prom").read_text()
    check = subprocess.run([tool("promtool"), "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    assert (check.returncode, check.stdout + check.stderr) == (0, "") and "lsock_complete 1\n" in text
    failing = tmp_path / "bin" / "lsock"
    failing.write_text("#!/bin/sh\necho half\nexit 4\n")
    failing.chmod(0o755)
    assert cook("textfile") == []
    assert [path.name for path in tmp_path.glob("lsock*")] == ["lsock.prom"] and (tmp_path / "lsock.prom").read_text() == text


def test_the_man_page_has_the_same(tool):
    page = subprocess.run([tool("mandoc"), "-T", "ascii", str(TREE / "man" / "lsock.8")],
                          capture_output=True, text=True, check=False).stdout
    shown = {re.sub(r".\x08", "", line).strip() for line in page.splitlines()}
    for code in recipes().values():
        assert [line for line in code.splitlines() if line.strip() not in shown] == []
