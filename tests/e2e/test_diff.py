# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock diff: sockets that were opened or closed, or that changed state or owner."""

import csv
import io
import json
import subprocess
import sys

import jsonschema
import pytest

UNSHARE = ["unshare", "-n", sys.executable, "-c"]
HEADER = {"type": "header", "schema": "lsock/1", "version": "0", "time": "2026-01-02T03:04:05.000006Z",
          "host": {"os": "linux", "kernel": "6.1"}, "complete": True,
          "sources": [{"netns": 1, "protocol": "tcp", "source": "sock_diag", "dialect": "linux", "complete": True}],
          "warnings": []}


def entry(port, state="ESTABLISHED", **more):
    return {"type": "socket", "protocol": "tcp", "family": "inet", "state": state, "local_address": "10.0.0.1",
            "local_port": port, "remote_address": None if state == "LISTEN" else "10.0.0.2",
            "remote_port": None if state == "LISTEN" else 5000, "netns": 1} | more


def owned(*pids):
    return {"process_status": "found", "processes": [{"pid": pid, "fd": fd, "command": f"p{pid}"} for pid in pids
                                                     for fd in (3, 4)]}


@pytest.fixture
def record(tmp_path):
    def write(name, *entries, **header):
        path = tmp_path / name
        lines = [HEADER | header, *entries, {"type": "end", "count": len(entries)}]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return str(path)
    return write


def diff(lsock, *arguments, status=1):
    run = subprocess.run([lsock, "diff", *arguments], capture_output=True, text=True, check=False)
    assert run.returncode == status, run.stderr
    return run.stdout


def changes(lsock, *arguments, status=1):
    document = json.loads(diff(lsock, "--json", *arguments, status=status))
    return [(c["change"], c["local_port"], c["changed"]) for c in document["changes"]]


def test_opened_closed_and_changed(lsock, record):
    before = record("a", entry(1, cookie="00" * 7 + "01"), entry(2), entry(3, uid=0), entry(4, **owned(7)), entry(5))
    after = record("b", entry(1, "CLOSE-WAIT", cookie="00" * 7 + "01"), entry(3, uid=33), entry(4, **owned(7, 8)), entry(5),
                   entry(6))
    assert changes(lsock, before, after) == [("closed", 2, None), ("changed", 3, "owner"), ("changed", 4, "owner"),
                                             ("opened", 6, None), ("changed", 1, "state")]
    assert diff(lsock, "--count", before, after) == "5\n"
    table = diff(lsock, before, after)
    assert "ESTABLISHED CLOSE-WAIT 10.0.0.1:1" in " ".join(table.split()) and "p7[7]" in table


def test_equal_sides_are_status_0(lsock, record):
    same = [entry(1, cookie="00" * 7 + "01"), entry(2, **owned(3)), entry(7, "LISTEN")]
    assert changes(lsock, record("a", *same), record("b", *same), status=0) == []
    assert changes(lsock, record("c"), record("d"), status=0) == []


def test_unknown_is_not_a_change(lsock, record):
    before = record("a", entry(1, uid=5, cookie="00" * 7 + "01", **owned(3)), entry(2))
    after = record("b", entry(1), entry(2, uid=5, **owned(3)))
    assert changes(lsock, before, after, status=0) == []


def test_cookies_distinguish_connections_with_equal_ends(lsock, record):
    before, after = record("a", entry(1, cookie="00" * 7 + "01")), record("b", entry(1, cookie="00" * 7 + "02"))
    assert changes(lsock, before, after) == [("closed", 1, None), ("opened", 1, None)]


def test_listeners_that_share_a_port(lsock, record):
    before = record("a", *[entry(80, "LISTEN", inode=n) for n in (11, 12, 13)])
    after = record("b", *[entry(80, "LISTEN", inode=n) for n in (13, 11)])
    document = json.loads(diff(lsock, "--json", before, after))
    assert [(c["change"], c["inode_before"]) for c in document["changes"]] == [("closed", 12)]


def test_sockets_of_other_namespaces_differ(lsock, record):
    before = record("a", entry(1))
    after = record("b", entry(1, netns=2), sources=[HEADER["sources"][0] | {"netns": 2}])
    assert changes(lsock, before, after) == [("closed", 1, None), ("opened", 1, None)]


def test_the_same_namespace_wins_over_an_unknown_one(lsock, record):
    before = record("a", entry(1, "LISTEN", netns=None, uid=1), entry(1, "LISTEN", netns=5, uid=2))
    after = record("b", entry(1, "LISTEN", netns=5, uid=2), entry(1, "LISTEN", netns=None, uid=1))
    assert changes(lsock, before, after, status=0) == []
    assert changes(lsock, before, record("c", entry(1, "LISTEN", netns=None, uid=2))) == [("closed", 1, None), ("changed", 1, "owner")]
    known = record("d", entry(1, "LISTEN", netns=5, uid=2))
    assert changes(lsock, known, record("e", entry(1, "LISTEN", netns=None, uid=2)), status=0) == []
    assert changes(lsock, known, record("f", entry(1, "LISTEN", netns=6, uid=2))) == [("closed", 1, None), ("opened", 1, None)]


def test_many_similar_sockets_take_linear_time(lsock, record):
    before = record("a", *[entry(80, "LISTEN", inode=n, cookie=f"{n:016x}") for n in range(1, 40001)])
    after = record("b", *[entry(80, "LISTEN", inode=n, cookie=f"{n + 100000:016x}") for n in range(1, 40001)])
    run = subprocess.run([lsock, "diff", "--count", before, after], capture_output=True, text=True, timeout=20, check=False)
    assert run.stdout == "80000\n"


def test_options_select_on_both_sides(lsock, record):
    before, after = record("a", entry(1), entry(2, "LISTEN")), record("b", entry(3), entry(4, "LISTEN"))
    assert changes(lsock, "-l", before, after) == [("closed", 2, None), ("opened", 4, None)]
    assert changes(lsock, "-u", before, after, status=0) == []


def test_an_incomplete_side_is_status_4(lsock, record, tmp_path):
    before, after = record("a", entry(1)), record("b", entry(1), complete=False)
    assert changes(lsock, before, after, status=4) == []
    assert diff(lsock, before, str(tmp_path / "nothing"), status=4) == ""


def test_a_note_of_both_sides_is_written_once(lsock, record):
    warning = {"code": "table_fallback", "message": "tcp read from procfs"}
    before = record("a", entry(1), warnings=[warning, {"code": "table_cut", "message": "before only"}])
    after = record("b", entry(1), warnings=[{"code": "names_doubtful", "message": "after only"}, warning])
    run = subprocess.run([lsock, "diff", before, after], capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert run.stderr == "lsock: tcp read from procfs\nlsock: before only\nlsock: after only\n"
    document = json.loads(diff(lsock, "--json", before, after, status=0))
    assert [w["code"] for w in document["warnings"]] == ["names_doubtful", "table_fallback"]
    assert [w["code"] for w in document["before"]["warnings"]] == ["table_fallback", "table_cut"]


@pytest.mark.parametrize("options", [[], ["--json"], ["--json=pretty"], ["--json=lines"], ["--csv"], ["--count"]], ids=str)
def test_exit_status_of_each_format(lsock, record, options):
    before, same, after, cut = (record("a", entry(1)), record("b", entry(1)), record("c", entry(2)),
                                record("d", entry(1), complete=False))
    for words, status in ([before, same], 0), ([before, after], 1), ([cut, after], 4), ([before, cut], 4), ([before, "/"], 4):
        diff(lsock, *options, *words, status=status)
    with open("/dev/full", "w", encoding="ascii") as full:
        run = subprocess.run([lsock, "diff", *options, before, after], stdout=full, stderr=subprocess.PIPE, check=False)
    assert run.returncode == 4 and b"No space left" in run.stderr


def test_details_are_not_compared(lsock, record):
    timer = {"timer": {"timer_kind": "keepalive", "timer_expires_ms": 7, "timer_retransmits": 0}, "memory": {"drops": 1}}
    assert changes(lsock, record("a", entry(1) | timer), record("b", entry(1)), status=0) == []


def test_a_filter_from_a_pipe_applies_to_both_sides(lsock, record):
    before, after = record("a", entry(1), entry(2)), record("b", entry(1), entry(3))
    run = subprocess.run([lsock, "diff", before, after, "-F", "-", "--count"], input="sport < 3", capture_output=True,
                         text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (1, "1\n", "")


@pytest.mark.parametrize("arguments", [[], ["a", "b", "c"], ["-", "-"], ["-", "b", "-F", "-"], ["--read", "a", "b"], ["--record", "a", "b"]])
def test_wrong_command_lines(lsock, arguments):
    diff(lsock, *arguments, status=2)


def test_json_matches_its_schema(lsock, record):
    schema = json.loads(subprocess.run([lsock, "diff", "--json-schema"], capture_output=True, check=True).stdout)
    assert schema["title"] == "lsock-diff/1"
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    before, after = record("a", entry(1), entry(3, **owned(4))), record("b", entry(2), entry(3, **owned(5)))
    document = json.loads(diff(lsock, "--json=pretty", before, after))
    validator.validate(document)
    assert document["schema"] == "lsock-diff/1" and document["before"]["time"] == HEADER["time"]
    lines = [json.loads(line) for line in diff(lsock, "--json=lines", before, after).splitlines()]
    for line in lines:
        validator.validate(line)
    assert [line["type"] for line in lines] == ["header", "change", "change", "change", "end"]
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({key: value for key, value in document.items() if key != "before"})
    rows = list(csv.DictReader(io.StringIO(diff(lsock, "--csv", before, after))))
    assert [row["change"] for row in rows] == ["closed", "opened", "changed"]


SCENARIO = """
import json, socket, subprocess, sys
lsock, path = sys.argv[1:]
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen()
gone = socket.socket(); gone.bind(("127.0.0.1", 0)); gone.listen()
client = socket.create_connection(server.getsockname()); peer = server.accept()[0]
subprocess.run([lsock, "-p", "-tu", "--record", path], check=True, capture_output=True)
ports = [gone.getsockname()[1], client.getsockname()[1]]
gone.close()
peer.shutdown(socket.SHUT_WR)
new = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); new.bind(("127.0.0.1", 0))
ports.append(new.getsockname()[1])
run = subprocess.run([lsock, "diff", path, "--json"], capture_output=True, text=True)
print(json.dumps({"ports": ports, "status": run.returncode, "document": json.loads(run.stdout)}))
"""


def test_since_a_recording(zoo, lsock, tmp_path):
    run = subprocess.run([*UNSHARE, SCENARIO, str(lsock), str(tmp_path / "before")], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    gone, client, new = report["ports"]
    assert report["status"] == 1
    found = {(c["change"], c["protocol"], c["local_port"], c["state_before"], c["state_after"])
             for c in report["document"]["changes"]}
    assert ("closed", "tcp", gone, "LISTEN", None) in found
    assert ("opened", "udp", new, None, None) in found
    assert ("changed", "tcp", client, "ESTABLISHED", "CLOSE-WAIT") in found
    assert len(found) == 4
