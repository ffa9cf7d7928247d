# SPDX-License-Identifier: GPL-2.0-or-later
"""JSON lsock/1, its schema, and CSV.

A removed key or a changed type would break scripts: golden/*.keys.json lists all keys. New keys are accepted with
LSOCK_REGENERATE=1, which refuses the other two changes.
"""

import contextlib
import csv
import datetime
import io
import json
import os
import pathlib
import platform
import re
import resource
import shutil
import socket

import jsonschema
import pytest

import netns
import sock_diag
from place import Place
from program import Program

GOLDEN = pathlib.Path(__file__).with_name("golden")
CORE = """protocol family state state_native status listening local_address local_port remote_address remote_port
interface inode cookie uid user netns process_status processes""".split()
QUEUES = ["recv_queue", "send_queue", "accept_queue", "accept_queue_max"]
FORMS = ("--json", "--json=pretty", "--json=lines")
MANY = 3000


# Compatibility

def flatten(definition, path, into):
    """Returns every key of the schema with its types: socket.processes[].pid -> integer|null."""
    for key in definition.get("required", []):
        into[f"{path}.{key}"] = "required "
    for key, value in definition.get("properties", {}).items():
        here = f"{path}.{key}"
        types = value.get("type", "const" if "const" in value else "")
        into[here] = into.get(here, "") + (types if isinstance(types, str) else "|".join(types))
        flatten(value, here, into)
        flatten(value.get("items", {}), here + "[]", into)


def keys_of(schema):
    keys = {}
    for name, definition in schema["$defs"].items():
        flatten(definition, name, keys)
    return keys


def events_schema(program):
    """Returns the schema without the socket keys, which are checked with lsock/1."""
    schema = json.loads(program.text("-E", "--json-schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    socket_keys = program.validator().schema["$defs"]["socket"]["properties"]
    event = schema["$defs"]["event"]
    assert event["properties"] == socket_keys
    event["properties"] = {key: value for key, value in socket_keys.items() if key in event["required"]}
    return schema


@pytest.mark.parametrize("name, read", [
    ("lsock-1", lambda program: program.validator().schema), ("lsock-events-1", events_schema)],
    ids=["lsock/1", "lsock-events/1"])
def test_no_key_is_removed(program, name, read):
    path = GOLDEN / f"{name}.keys.json"
    now = keys_of(read(program))
    golden = json.loads(path.read_text(encoding="utf-8"))
    gone = {key: kind for key, kind in golden.items() if now.get(key) != kind}
    assert not gone, f"{name} must never lose or change these: {gone}; now {[now.get(key) for key in gone]}"
    new = sorted(now.keys() - golden.keys())
    if new and os.environ.get("LSOCK_REGENERATE"):
        path.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        new = []
    assert not new, f"new keys (if they are meant, run this test with LSOCK_REGENERATE=1): {new}"


def test_every_key_has_a_description(program):
    schema = program.validator().schema
    assert schema["$schema"].endswith("2020-12/schema")
    for definition in schema["$defs"].values():
        for key, value in definition["properties"].items():
            assert "const" in value or "items" in value or "properties" in value or value["description"], key


@pytest.mark.parametrize("form", FORMS)
def test_core_keys_come_first(program, form):
    options = program.text("-tua", form)
    objects = [json.loads(line) for line in options.splitlines()[1:-1]] if form == "--json=lines" else (
        json.loads(options)["sockets"])
    for item in objects:
        keys = [key for key in item if key != "type" and not key.endswith("_base64")]
        assert keys[:len(CORE)] == CORE


def test_all_output_matches_the_schema(program):
    known = program.validator().schema["$defs"]["socket"]["properties"]
    everything = ",".join(key for key in known if not key.endswith("_rate"))    # these require --watch
    for arguments in ([], ["-tua", "--columns", "uid"]):
        for item in program.sockets(*arguments):
            assert {key for key in item if not key.endswith("_base64")} <= set(known)
    assert {key for item in program.sockets("--columns", everything) for key in item} >= set(everything.split(","))


@pytest.mark.parametrize("verb", ["", "-E", "-s", "diff", "explain", "doctor", "why", "--group-by=state"])
def test_closed_lists_are_enums(program, verb):
    """null is among the words if the type allows it."""
    found = {}

    def walk(key, item):
        for name, value in item.items() if isinstance(item, dict) else ():
            walk(name, value)
        if isinstance(item, dict) and "enum" in item:
            assert len(set(item["enum"])) == len(item["enum"]) > 1
            assert (None in item["enum"]) == ("null" in item["type"])
            found.setdefault(key, set()).update(item["enum"])

    walk("", json.loads(program.text(*verb.split(), "--json-schema")))
    rows = {"": "family state status process_status process_none socket_type timer_kind shutdown event state_after",
            "-E": "family state status event state_after", "-s": "scope kind",
            "doctor": "severity status process_status", "why": "severity status process_status",
            "--group-by=state": "family state status process_status",
            "diff": "change changed family status_before state_after process_status_after", "explain": "kind state"}
    assert {"protocol", "dialect", "code", *rows[verb].split()} <= set(found)
    assert {"tcp", "udp", "unix"} <= found["protocol"] and "dump_interrupted" in found["code"]
    if verb in ("doctor", "why"):
        assert {"accept_queue_full", "port_listens"} <= found["code"]
    if verb in ("", "-E"):
        assert {"LISTEN", "COOKIE-WAIT", "listening"} <= found["status"] and "accept_queue_full" in found["code"]


def test_the_schema_rejects_errors(program):
    document = program.json("-tl")
    for spoil in (lambda d: d.pop("complete"), lambda d: d["sockets"][0].pop("uid"),
                  lambda d: d["sockets"][0].update(local_port="80"), lambda d: d["sockets"][0].update(local_port=-1),
                  lambda d: d["sockets"][0].update(cookie="12"), lambda d: d["sources"][0].update(complete=None),
                  lambda d: d["sockets"][0].update(state="LISTENING"), lambda d: d["sockets"][0].update(protocol="tcp4"),
                  lambda d: d["sources"][0].update(dialect="x"), lambda d: d.update(schema="lsock/2"),
                  lambda d: d.update(warnings=[{"code": "x", "message": ""}]), lambda d: d.update(sockets=None), lambda d: d.update(warnings=[{"code": "x"}])):
        spoiled = json.loads(json.dumps(document))
        spoil(spoiled)
        with pytest.raises(AssertionError):
            program.validate(spoiled)
    for line in ({"type": "end"}, {"type": "socket"}, {"type": "other", "count": 1}, {}):
        assert not program.validator().is_valid(line)


# Documents

def test_the_three_styles_agree(program):
    compact, pretty = program.json("-tua"), program.json("-tua", form="--json=pretty")
    header, sockets, end = program.lines("-tua")
    assert compact["sockets"] == pretty["sockets"] == [{k: v for k, v in s.items() if k != "type"} for s in sockets]
    assert end == {"type": "end", "count": len(sockets)}
    for document in (pretty, header):
        for key in ("schema", "version", "host", "complete", "sources", "warnings"):
            assert document[key] == compact[key]
    assert program.text("-tua", "--json").count("\n") == 1
    assert program.text("-tua", "--json=pretty").startswith('{\n  "schema": "lsock/1",\n')
    assert {s["type"] for s in sockets} == {"socket"} and header["type"] == "header"


@pytest.mark.parametrize("arguments", [["-tB6", "--limit", "0"], ["-uB"], ["-tl"], ["-tua", "-Q"]])
@pytest.mark.parametrize("form", FORMS)
def test_other_programs_can_read_it(program, form, arguments):
    if form == "--json=lines":
        program.lines(*arguments)
    else:
        program.json(*arguments, form=form)
    words = f"{form} {' '.join(arguments)}"
    assert shutil.which("jq"), "jq is not installed"
    assert program.shell(f"set -o pipefail; lsock {words} | jq . >/dev/null") == (0, "", "")
    tool = "/usr/bin/python3 -m json.tool" + (" --json-lines" if form == "--json=lines" else "")
    assert program.shell(f"set -o pipefail; lsock {words} | {tool} >/dev/null") == (0, "", "")


def test_the_header(program, zoo):
    before = datetime.datetime.now(datetime.timezone.utc)
    document = program.json("-tua")
    after = datetime.datetime.now(datetime.timezone.utc)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", document["time"])
    assert before <= datetime.datetime.fromisoformat(document["time"].replace("Z", "+00:00")) <= after
    assert document["schema"] == "lsock/1"
    assert program.text("--version") == f"lsock {document['version']}\n"
    assert document["host"] == {"os": "linux", "kernel": platform.release()}
    assert document["complete"] is True
    inode = os.stat(f"/proc/{zoo.pid}/ns/net").st_ino
    lists_bound = tuple(map(int, re.findall(r"\d+", platform.release())[:2])) >= (6, 8)
    assert document["sources"] == [{"netns": inode, "netns_name": None, "protocol": protocol, "source": "sock_diag",
                                    "dialect": "linux", "complete": True, "lists_bound": listed}
                                   for protocol, listed in (("tcp", lists_bound), ("udp", None))]
    assert {s["netns"] for s in document["sockets"]} == {inode}
    assert [s["protocol"] for s in program.json("-u")["sources"]] == ["udp"]


def test_numbers_are_exact(program, zoo):
    """Cookies are the kernel's 64-bit values; inodes are integers, not floats."""
    namespace = netns.of_process(zoo.pid)
    with netns.inside(namespace):
        cookies = {c for family in (socket.AF_INET, socket.AF_INET6) for c in sock_diag.tcp_cookies(family, 0x402)}
    os.close(namespace)
    sockets = program.sockets("-ta")
    assert cookies == {int(s["cookie"], 16) for s in sockets if s["state"] in ("LISTEN", "ESTABLISHED")}
    assert not re.search(r": ?-?\d+(\.|[eE])", re.sub(r'"(\\.|[^"\\])*"', '""', program.text("-ta", "--json")))


def test_choosing_keys(program):
    default = program.sockets("-tua")
    for item, whole in zip(program.sockets("-tua", "--columns", "v6only,uid,local"), default):
        assert list(item) == [*CORE, "v6only", "local"]
        assert all(item[key] == whole[key] for key in [*CORE, "v6only"])
    for item in program.sockets("-tua", "--columns", "+remote", "--limit", "3"):
        assert list(item) == [*default[0], "remote"]
    assert program.sockets("-tua", "--sort", "-inode", "--limit", "4") == program.sockets("-tua", "--sort", "-inode")[:4]


def test_the_end_counts_what_was_printed(program):
    for arguments in (["-tua"], ["-tl", "--limit", "3"], ["-uB"]):
        _, sockets, end = program.lines(*arguments)
        assert end["count"] == len(sockets) == len(program.sockets(*arguments))


# Many sockets, and readers that stop early

@pytest.fixture(scope="module")
def crowd(lsock, zoo):     # pylint: disable=unused-argument  (skips where there is no zoo)
    """The program in a place with a few thousand UDP sockets: a listing much larger than a pipe."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(limits[0], min(limits[1], MANY + 500)), limits[1]))
    with contextlib.ExitStack() as stack:
        stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, limits)
        place = stack.enter_context(Place())
        with netns.inside(place.namespace):
            for number in range(MANY):
                sock = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
                sock.bind(("127.0.0.1", 20000 + number))
        yield Program(lsock, place)


@pytest.mark.parametrize("form", [*FORMS, "--csv", "-n"])
@pytest.mark.parametrize("signal", ["trap - PIPE", "trap '' PIPE"])
def test_a_reader_that_stops_early(crowd, form, signal):
    """Silent, whether SIGPIPE kills or is ignored (as under some schedulers), and the pipe does not report success."""
    done = crowd.shell(f"{signal}; lsock -ua {form} | head -1 | wc -l; echo ${{PIPESTATUS[0]}} >&2")
    assert done.out == "1\n"
    assert done.err in ("0\n", "141\n")


def test_the_first_thousand_lines(crowd):
    done = crowd.shell("lsock -ua --json=lines | head -1000")
    lines = done.out.splitlines()
    assert done.err == "" and len(lines) == 1000
    assert [json.loads(line)["type"] for line in lines] == ["header"] + ["socket"] * 999     # no end: incomplete
    end = json.loads(crowd.text("-ua", "--json=lines").splitlines()[-1])      # not validated: 3,000 lines
    assert end["type"] == "end" and end["count"] == MANY


# CSV

def as_csv(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(len(value)) if isinstance(value, list) else str(value)


def read_csv(text):
    assert text == "" or text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_csv_has_the_core_keys_and_the_queues(program):
    heading, *rows = read_csv(program.text("-tua", "--csv"))
    assert heading == [*CORE, *QUEUES]
    assert rows == [[as_csv(s[key]) for key in heading] for s in program.sockets("-tua")]
    assert all(any(row[heading.index(queue)] for row in rows) for queue in QUEUES)
    assert read_csv(program.text("-tua", "--csv", "-Q"))[0] == CORE


def test_csv_of_chosen_columns(program):
    heading, *rows = read_csv(program.text("-tua", "--csv", "--columns", "inode,accept_queue,local", "--sort", "inode"))
    sockets = program.sockets("-tua", "--columns", "accept_queue,local", "--sort", "inode")
    assert heading == ["inode", "accept_queue", "local"]
    assert rows == [[as_csv(s[key]) for key in heading] for s in sockets]


def test_no_peer_is_null(program):
    sockets = program.sockets("-tua", "--columns", "remote")
    assert {s["remote"] is None for s in sockets} == {True, False}
    assert all((s["remote"] is None) == (s["remote_address"] is None) for s in sockets)
    _, *rows = read_csv(program.text("-tua", "--csv", "--columns", "remote"))
    assert [row[0] or None for row in rows] == [s["remote"] for s in sockets]
    assert "*:*" in program.text("-tua", "--columns", "remote")


def test_csv_without_heading(program):
    whole = program.text("-tua", "--csv")
    for option in ("-H", "--no-header"):
        assert whole.split("\r\n", 1)[1] == program.text("-tua", "--csv", option)
    assert program.text("-uB", "--csv", "-H") == ""
    assert read_csv(program.text("-tua", "--csv", "--limit", "2", "-H")) == read_csv(whole)[1:3]


def test_a_standard_validator_accepts_it():
    """Uses an independent validator, for the version of the standard that the schema names."""
    assert jsonschema.validators.validator_for({"$schema": "https://json-schema.org/draft/2020-12/schema"}) is (
        jsonschema.Draft202012Validator)
