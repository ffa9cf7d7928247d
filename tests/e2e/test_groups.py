# SPDX-License-Identifier: GPL-2.0-or-later
"""--group-by counts the rows of a listing and sums its values."""

import collections
import csv
import io
import json
import os
import socket

import jsonschema
import netns
import pytest

COMPLETE = {"schema": "lsock-groups/1", "complete": True}


def valid(program, document):
    schema = json.loads(program.text("--group-by=state", "--json-schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    return document


def groups(program, by, *arguments):
    """{values of the columns: the group}"""
    document = valid(program, json.loads(program.text("--group-by", by, "--json", *arguments)))
    assert {key: document[key] for key in COMPLETE} == COMPLETE
    found = {tuple(group[column] for column in by.split(",")): group for group in document["groups"]}
    assert len(found) == len(document["groups"])
    return found


def counts(found):
    return {key: group["sockets"] for key, group in found.items()}


def unmapped(address):
    return address.removeprefix("::ffff:") if address else address


@pytest.mark.parametrize("by, arguments", [
    ("state", ["-t"]), ("protocol,family,status", ["-tuwx"]), ("local_port", ["-t", "state", "established"]),
    ("uid", ["-t"]), ("interface", []), ("inode,cookie", ["-t"]), ("listening", ["-tu"]), ("netns", []), ("mark", ["-t"]),
    ("process_status", ["-t"]), ("timer_kind", ["-t"])], ids=str)
def test_it_counts_what_is_listed(program, by, arguments):
    listed = program.sockets(*arguments, "--columns", "+" + by)
    flat = [row | (row.get("timer") or {"timer_kind": None}) | (row.get("extended") or {}) for row in listed]
    expected = collections.Counter(tuple(row[column] for column in by.split(",")) for row in flat)
    found = groups(program, by, *arguments)
    assert counts(found) == expected
    assert len(found) > (by not in ("netns", "mark"))


def test_the_largest_group_first(program):
    found = list(groups(program, "state,local_port", "-t").values())
    keys = [(-group["sockets"], group["state"] is None, STATES.index(group["state"]), group["local_port"] or 70000)
            for group in found]
    assert keys == sorted(keys)


STATES = ["LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING",
          "LAST-ACK", "TIME-WAIT", "CLOSED"]


def test_v4_mapped_addresses_are_ipv4(program):
    listed = [unmapped(row["remote_address"]) for row in program.sockets("-t", "connected")]
    assert counts(groups(program, "remote_address", "-t", "connected")) == {
        (address,): count for address, count in collections.Counter(listed).items()}


def test_sums(program, tmp_path):
    assert program.run("-tim", "--record", str(tmp_path / "recording")).status == 0
    read = ["--read", str(tmp_path / "recording")]
    rows = program.sockets(*read, "--columns", "bytes_sent,drops,recv_queue,accept_queue")
    found = groups(program, "state", *read, "--columns", "+bytes_sent,drops")
    assert any(group["bytes_sent"] for group in found.values())
    for (state,), group in found.items():
        of_state = [row for row in rows if row["state"] == state]
        for column, details in (("recv_queue", None), ("accept_queue", None), ("bytes_sent", "tcp_info"),
                                ("drops", "memory")):
            values = [(row[details] or {}).get(column) if details else row[column] for row in of_state]
            known = [value for value in values if value is not None]
            assert group[column] in ((sum(known),) if known else (None,)), (state, column)
    assert found["LISTEN",]["accept_queue"] > 0 and found["LISTEN",]["recv_queue"] is None
    assert found["TIME-WAIT",]["bytes_sent"] is None and not found["TIME-WAIT",]["unknown"]


def test_a_sum_with_an_unknown_value_is_unknown(program, tmp_path):
    rows = [{"protocol": "tcp", "family": "inet", "state": "ESTABLISHED", "local_address": "10.0.0.1", "local_port": 80,
             "remote_address": f"10.0.0.{2 + i // 2}", "remote_port": 1000 + i, "recv_queue": queue}
            for i, queue in enumerate((1, 2, 3, None, 1 << 31, 1 << 31))]
    recording = tmp_path / "recording"
    recording.write_text(json.dumps({"schema": "lsock/1", "sockets": rows}))
    found = groups(program, "remote_address", "--read", str(recording), "--columns", "recv_queue")
    assert {key[0]: (group["sockets"], group["recv_queue"]) for key, group in found.items()} == {
        "10.0.0.2": (2, 3), "10.0.0.3": (2, None), "10.0.0.4": (2, 1 << 32)}
    heading, *table = program.table("--group-by", "remote_address", "--read", str(recording), "--columns", "recv_queue",
                                    "--sort", "-recv_queue")
    assert heading == ["REMOTE-ADDRESS", "SOCKETS", "RECV-QUEUE"]
    assert table == [[["10.0.0.4", "2", str(1 << 32)], ["10.0.0.2", "2", "3"], ["10.0.0.3", "2", "-"]]]


def process(command, pid):
    return {"pid": pid, "fd": 3, "command": command, "uid": 0}


def test_several_owners_and_none(program, tmp_path):
    """A socket counts once in each group of its owners; hidden and missing owners are different groups."""
    owners = [[process("a", 1)], [process("a", 1), process("a", 2)], [process("a", 1), process("b", 3)], None, []]
    status = ["found", "found", "found", "permission_denied", "none"]
    rows = [{"protocol": "tcp", "family": "inet", "state": "TIME-WAIT" if status[i] == "none" else "ESTABLISHED",
             "local_address": "10.0.0.1", "local_port": 80, "remote_address": "10.0.0.2", "remote_port": 1000 + i,
             "process_status": status[i], "processes": owners[i]} for i in range(len(owners))]
    recording = tmp_path / "recording"
    recording.write_text(json.dumps({"schema": "lsock/1", "sockets": rows}))
    read = ["--read", str(recording)]
    document = valid(program, json.loads(program.text("--group-by", "process", "--json", *read)))
    found = [(group["process"], group["unknown"], group["sockets"]) for group in document["groups"]]
    assert found == [("a", False, 3), ("b", False, 1), (None, True, 1), (None, False, 1)]
    assert counts(groups(program, "process,pid", "process_status = found", *read)) == {
        ("a", 1): 3, ("a", 2): 1, ("b", 3): 1}
    _, *table = program.text("--group-by", "process", *read).splitlines()
    assert [row.split()[:2] for row in table] == [["a", "3"], ["b", "1"], ["-", "1"], ["(none)", "1"]]
    assert program.text("--group-by", "process", "--count", *read) == "4\n"


def test_sort_and_limit(program):
    by_name = list(groups(program, "state", "-t", "--sort", "state"))
    assert by_name == sorted(by_name, key=lambda key: STATES.index(key[0]))
    by_count = [group["sockets"] for group in groups(program, "state", "-t", "--sort", "sockets,-state").values()]
    assert by_count == sorted(by_count)
    everything = list(groups(program, "local_port", "-t", "--sort", "-bytes_received").values())
    sums = [group["bytes_received"] for group in everything]
    known = [number for number in sums if number is not None]
    assert known == sorted(known, reverse=True) and sums[:len(known)] == known and len(known) > 1
    limited = list(groups(program, "local_port", "-t", "--sort", "-bytes_received", "--limit", "2").values())
    assert limited == everything[:2]
    assert program.text("--group-by", "local_port", "-t", "--count", "--limit", "2") == "2\n"
    assert program.text("--group-by", "local_port", "-t", "--count") == f"{len(everything)}\n"


def test_all_formats_agree(program):
    options = ["--group-by", "state,family", "-t", "--columns", "recv_queue"]
    found = list(groups(program, "state,family", *options[2:]).values())
    rows = list(csv.DictReader(io.StringIO(program.text("--csv", *options))))
    assert rows == [{key: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
                     for key, value in group.items()} for group in found]
    header, *lines, end = (json.loads(line) for line in program.text("--json=lines", *options).splitlines())
    for line in (header, *lines, end):
        valid(program, line)
    assert lines == [{"type": "group"} | group for group in found] and end == {"type": "end", "count": len(found)}
    heading, *table = (line.split() for line in program.text(*options).splitlines())
    assert heading == ["TCP-STATE", "FAMILY", "SOCKETS", "RECV-QUEUE"]
    assert [row[:3] for row in table] == [[g["state"], g["family"], str(g["sockets"])] for g in found]
    assert [line.split() for line in program.text("-H", *options).splitlines()] == table


def test_inapplicable_columns_are_left_out_of_a_table(program):
    heading = program.text("--group-by", "family", "-tl").splitlines()[0].split()
    assert heading == ["FAMILY", "SOCKETS", "ACCEPT-QUEUE"]
    heading = program.text("--group-by", "family", "-tl", "--columns", "recv_queue").splitlines()[0].split()
    assert heading == ["FAMILY", "SOCKETS", "RECV-QUEUE"]


def test_names_are_escaped(program, tmp_path):
    rows = [{"protocol": "tcp", "family": "inet", "state": "LISTEN", "local_address": "10.0.0.1", "local_port": 80,
             "process_status": "found", "processes": [process("\x1b[31m\u202e\n", 1)]}]
    recording = tmp_path / "recording"
    recording.write_text(json.dumps({"schema": "lsock/1", "sockets": rows}))
    assert "\\x1b[31m\\u{202e}\\n  " in program.text("--group-by", "process", "--read", str(recording))


def test_recordings_report_missing_columns(program, tmp_path):
    recording = tmp_path / "recording"
    recording.write_text(json.dumps({"schema": "lsock/1", "sockets": [
        {"protocol": "tcp", "family": "inet", "state": "LISTEN", "local_address": "10.0.0.1", "local_port": 80}]}))
    done = program.run("--group-by", "congestion_control", "--columns", "drops", "--read", str(recording))
    assert done.err == "lsock: not in the recording, so unknown: memory, tcp_info\n"


@pytest.mark.parametrize("words, said", [
    (["--group-by", "nonsuch"], "unknown column"),
    (["--group-by", ""], "a column name is missing"),
    (["--group-by", "processes"], "processes is a list: sockets cannot be grouped by it"),
    (["--group-by", "state,tcp_info"], "--group-by takes at most 8 columns"),
    (["--group-by", "state", "--columns", "rtt_us"], "rtt_us cannot be summed up"),
    (["--group-by", "state", "--columns", "recv_queue,"], "a column name is missing"),
    (["--group-by", "state", "--sort", "rtt_us"], "groups cannot be sorted by rtt_us"),
    (["--group-by", "state", "-p"], "--group-by does not take -p"),
    (["--group-by", "state", "--count", "--sort", "state"], "--count does not take --sort"),
    (["-s", "--group-by", "state"], "-s does not take --group-by"),
    (["-K", "--group-by", "state", "sport", "=", ":1"], "-K does not take --group-by")], ids=" ".join)
def test_refused(program, words, said):
    done = program.run(*words)
    assert done.status == 2 and done.err.splitlines()[0] == f"lsock: {said}"


def test_a_group_name_sums_its_details(program):
    (group,) = groups(program, "protocol", "-t", "state", "established", "--columns", "memory").values()
    assert "drops" in group and "recv_memory_bytes" in group and "recv_memory_max_bytes" not in group


def test_namespaces(place, lsock):
    with netns.inside(place.namespace):
        held = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    done = place.run([lsock, "-tl", "--group-by", "netns", "--netns", "all", "--json"])
    assert done.returncode in (0, 4)        # other namespaces may end meanwhile
    found = {group["netns"]: group["sockets"] for group in json.loads(done.stdout)["groups"]}
    assert found[os.fstat(place.namespace).st_ino] == len(held)
