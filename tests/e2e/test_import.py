# SPDX-License-Identifier: GPL-2.0-or-later
"""Output of other tools in the zoo, read by --read, gives the same rows as lsock; so does the output of --as."""

import collections
import csv
import io
import json
import pathlib
import re
import subprocess

import pytest

TREE = pathlib.Path(__file__).resolve().parents[2]
LISTINGS = TREE / "tests/unit/listings"
TOOLS = ("ss", "netstat", "windows", "macos", "freebsd")
ENDS = "local_address,local_port,remote_address,remote_port"


def rows_of(lsock, path, columns, *words):
    """Returns the cells of the rows in a file, with duplicates."""
    done = subprocess.run([str(lsock), "--read", str(path), "--csv", "--columns", columns, *words],
                          capture_output=True, check=False)
    assert done.returncode in (0, 4), done.stderr
    return collections.Counter(tuple(row.items()) for row in map(dict, csv.DictReader(io.StringIO(done.stdout.decode()))))


@pytest.fixture(scope="module")
def recording(zoo, lsock, tmp_path_factory):
    path = tmp_path_factory.mktemp("import") / "zoo.jsonl"
    zoo.renew()
    done = zoo.run([str(lsock), "-tuwxp", "-eo", "--record", str(path)])
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.parametrize(("tool", "columns", "words", "options"), [
    ("ss", f"protocol,family,status,{ENDS},interface,recv_q,send_q,uid,inode,v6only,pid,process,fd,socket_type", [], ["-p", "-e"]),
    ("ss", f"protocol,family,status,{ENDS},interface,recv_q,send_q", ["not", "unix"], []),
    ("netstat", f"protocol,family,status,{ENDS},recv_q", ["not", "unix"], []),
    ("netstat", f"protocol,family,status,{ENDS},send_queue,uid,inode,pid,process,timer_kind", ["not", "unix"], ["-p", "-e", "-o"]),
    ("netstat", "protocol,status,local_address,inode,pid,process,socket_type", ["unix and not inode = 0"], ["-p"]),
    ("windows", f"protocol,family,state,{ENDS},pid", ["tcp"], ["-p"]),
    ("windows", "protocol,family,local_address,local_port,interface", ["udp"], []),
    ("macos", f"protocol,family,state,{ENDS},recv_queue,send_queue", ["tcp or udp"], []),
    ("freebsd", f"protocol,family,state,{ENDS},recv_queue,send_queue", ["tcp or udp"], []),
])
def test_output_of_as_can_be_read(lsock, recording, tmp_path, tool, columns, words, options):
    text = subprocess.run([str(lsock), "--read", str(recording), "--as", tool, *options, *words],
                          capture_output=True, check=True).stdout
    (tmp_path / "text").write_bytes(text)
    expected = rows_of(lsock, recording, columns, *words)
    assert sum(expected.values()) > 3
    again = rows_of(lsock, tmp_path / "text", columns)
    # names of unix sockets and processes are escaped in the text
    different = [row for row in [*(again - expected), *(expected - again)] if not any("\\" in cell for _, cell in row)]
    assert not different


def test_an_option_without_a_column_is_refused(lsock, recording):
    for tool, option in (("macos", "-p"), ("windows", "-e"), ("ss", "-o")):
        done = subprocess.run([str(lsock), "--read", str(recording), "--as", tool, option], capture_output=True, check=False)
        assert done.returncode == 2 and b"has no effect" in done.stderr


@pytest.fixture(scope="module")
def printed(zoo, lsock, tool, tmp_path_factory):
    """printed(COLUMNS, COMMAND): the rows of the command's output in the zoo, and those of lsock."""
    directory = tmp_path_factory.mktemp("printed")

    def run(columns, words, *command):
        zoo.renew()
        tool(command[0])
        text = zoo.run(list(command), text=False)
        live = zoo.run([str(lsock), "-tuwxp", "-eo", "--record", str(directory / "live")], text=False)
        assert live.returncode == 0
        (directory / "text").write_bytes(text.stdout)
        mine = rows_of(lsock, directory / "live", columns, *words)
        theirs = rows_of(lsock, directory / "text", columns)
        return theirs - mine, mine - theirs, sum(mine.values())
    return run


CORE = f"protocol,family,status,{ENDS}"
INTERNET = "not unix and not bound"     # netstat and ss do not list sockets that are only bound


@pytest.mark.parametrize(("columns", "words", "command"), [
    (f"{CORE},interface,recv_q,send_q,uid,inode,cookie,v6only,shutdown,pid,process,fd", "not raw and", "ss -tuanpeH"),
    (f"{CORE},interface,recv_q,send_q", "", "ss -tuwan"),
    (f"{CORE},uid,recv_q,pid", "", "netstat -tuwanpeW"),
    (f"{CORE},uid,inode,recv_q,pid,timer_kind", "", "netstat -tuwanpeoW"),
    (CORE, "not raw and", "busybox netstat -tuan"),
])
def test_output_of_tools_matches_lsock(printed, columns, words, command):
    only_theirs, only_mine, count = printed(columns, [f"{words} {INTERNET}"], *command.split())
    # ss prints line breaks in process names unescaped
    broken = {dict(row)["local_port"] for row in [*only_theirs, *only_mine]}
    assert count > 100 and broken <= ({"7013"} if "process" in columns else set()), (only_theirs, only_mine)


@pytest.mark.parametrize("command", ["lsof -nP -i", "lsof -nP -i -FpcLfnPtTd"])
def test_output_of_lsof_matches_lsock(printed, command):
    """lsof lists only sockets held by processes, and omits processes whose name has a line break."""
    only_theirs, only_mine, count = printed(f"{CORE},inode,pid,fd",
                                            [f"process_status = found and not raw and {INTERNET}"], *command.split())
    assert count > 80 and not only_theirs and {dict(row)["local_port"] for row in only_mine} <= {"7013"}, (only_theirs, only_mine)


@pytest.mark.parametrize(("columns", "command"), [
    ("recv_q,send_q,pid,process,fd", "ss -xanp"), ("pid", "netstat -xanp"), ("pid,fd", "lsof -nP -U"),
])
def test_unix_sockets_of_a_tool(printed, columns, command):
    """Names with a blank, line break or zero byte are truncated, or the line is rejected."""
    only_theirs, only_mine, count = printed(f"protocol,status,local_address,inode,socket_type,{columns}",
                                            ["unix and process_status = found"], *command.split())
    plain = [row for row in only_mine if not set(dict(row)["local_address"]) & set(" \\")]
    inodes = {dict(row)["inode"] for row in only_mine} | {"", "0"}
    assert count > 15 and not plain and {dict(row)["inode"] for row in only_theirs} <= inodes, (only_theirs, only_mine)


PASTED = """$ netstat -tanp
tcp        0      0 10.0.0.1:443            10.0.0.2:1             CLOSE_WAIT   812/nginx
tcp        0      0 10.0.0.1:443            10.0.0.2:2             CLOSE_WAIT   812/nginx
tcp        0      0 10.0.0.1:443            10.0.0.2:3             FIN_WAIT2   812/nginx
"""


def test_explain_describes_each_state_in_pasted_lines(lsock):
    done = subprocess.run([str(lsock), "explain", "--read", "-"], input=PASTED.encode(), capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    assert text.count("2 CLOSE-WAIT The peer has closed its direction.") == 1
    assert "1 FIN-WAIT-2 The peer has acknowledged our FIN" in text and not re.search(r"\d LISTEN ", text)


def test_explain_needs_neither_queues_nor_processes(lsock):
    text = "  TCP 10.0.0.1:443 10.0.0.2:1 CLOSE_WAIT 812\r\n  TCP 10.0.0.1:443 10.0.0.2:2 FIN_WAIT_2 812\r\n"
    done = subprocess.run([str(lsock), "--read", "-", "--explain", "--json"], input=text.encode(), capture_output=True, check=True)
    codes = {row["state"]: [line["code"] for line in row["explain"]] for row in json.loads(done.stdout)["sockets"]}
    assert codes == {"CLOSE-WAIT": ["peer_closed"], "FIN-WAIT-2": ["peer_fin_missing"]}


def test_diff_of_two_texts(lsock, tmp_path):
    (tmp_path / "A").write_text(PASTED)
    (tmp_path / "B").write_text(PASTED.replace("10.0.0.2:3             FIN_WAIT2", "10.0.0.2:3             TIME_WAIT")
                                .replace("10.0.0.2:2 ", "10.0.0.2:4 "))
    done = subprocess.run([str(lsock), "diff", str(tmp_path / "A"), str(tmp_path / "B")], capture_output=True, check=False)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1 and len([line for line in lines if "10.0.0.2" in line]) == 3, done


@pytest.mark.parametrize(("words", "count"), [
    (["state", "close-wait"], 2), (["dport", "=", "3"], 1), (["dst", "10.0.0.0/8"], 3), (["--explain"], 3), (["--sort", "-remote_port"], 3),
])
def test_what_works_on_a_recording_works_on_text(lsock, words, count):
    done = subprocess.run([str(lsock), "--read", "-", "--json", *words], input=PASTED.encode(), capture_output=True, check=True)
    sockets = json.loads(done.stdout)["sockets"]
    assert len(sockets) == count
    if "--sort" in words:
        assert [row["remote_port"] for row in sockets] == [3, 2, 1]
    if "--explain" in words:
        assert all(row["explain"] for row in sockets if row["state"] == "CLOSE-WAIT")
