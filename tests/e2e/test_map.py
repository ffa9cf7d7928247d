# SPDX-License-Identifier: GPL-2.0-or-later
"""--map: who talks to whom, as a tree, a Graphviz drawing and a document."""

import collections
import contextlib
import csv
import io
import json
import subprocess
import sys
import xml.etree.ElementTree

import jsonschema
import netns
import pytest

from place import Place

# Listens on addresses and ports, connects to others, reports it, and accepts until its standard input ends. Its name is
# the first argument; then `listen ADDRESS PORT` and `connect ADDRESS PORT COUNT`.
ACTOR = """
import socket, sys, threading
name, *words = sys.argv[1:]
open("/proc/self/comm", "w").write(name)
held = []
def accept(listener):
    while True:
        held.append(listener.accept()[0])
while words:
    verb, address, port = words[0], words[1], int(words[2])
    if verb == "connect":
        held += [socket.create_connection((address, port)) for _ in range(int(words[3]))]
        words = words[1:]
    else:
        ipv6 = ":" in address
        listener = socket.create_server((address, port), family=socket.AF_INET6 if ipv6 else socket.AF_INET,
                                        dualstack_ipv6=ipv6)
        held.append(listener)
        if verb == "listen":
            threading.Thread(target=accept, args=[listener], daemon=True).start()
    words = words[3:]
print("ready", flush=True)
sys.stdin.read()
"""
NAME = "a\x1b[31m\"b\\N&lt;"      # must be escaped for a terminal, Graphviz and JSON


@contextlib.contextmanager
def actor(place, *words):
    process = place.start([sys.executable, "-c", ACTOR, *map(str, words)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(name="scene")
def _scene(place):
    with contextlib.ExitStack() as stack:
        stack.enter_context(actor(place, "postgres", "listen", "127.0.0.1", 5432))
        stack.enter_context(actor(place, "slow", "hoard", "::", 9000))
        stack.enter_context(actor(place, "app", "connect", "127.0.0.1", 5432, 7, "connect", "127.0.0.1", 9000, 2))
        stack.enter_context(actor(place, NAME, "connect", "127.0.0.1", 5432, 1))
        yield place


TREE = r"""
WHO                            PORT  PROTO  CONNECTIONS
app                                                   9
├─→ postgres                   5432  tcp              7
└─→ slow                       9000  tcp              2
postgres                                              8
├─← app                        5432  tcp              7
└─← a\x1b[31m"b\\N&lt;         5432  tcp              1
slow                                                  2
└─← app                        9000  tcp              2
a\x1b[31m"b\\N&lt;                                    1
└─→ postgres                   5432  tcp              1
""".lstrip()
ASCII = {"├─→": "|->", "├─←": "|<-", "└─→": "`->", "└─←": "`<-"}


def run(place, lsock, *arguments, locale="C.UTF-8"):
    done = place.run([lsock, *arguments], env={"LC_ALL": locale})
    # 4: some namespace, or with a filter some process, could not be inspected.
    assert done.returncode in (0, 4), done
    return done.stdout


def edges(place, lsock, *arguments):
    document = json.loads(run(place, lsock, "--map", "--json", *arguments))
    schema = json.loads(place.run([lsock, "--map", "--json-schema"]).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["schema"] == "lsock-map/1"
    return document["edges"]


def brief(rows):
    return {(row["from_process"] or row["from_address"], row["to_process"] or row["to_address"], row["port"],
             row["directed"]): row["connections"] for row in rows}


WHOLE = {("app", "postgres", 5432, True): 7, ("app", "slow", 9000, True): 2, (NAME, "postgres", 5432, True): 1}


def test_a_tree(scene, lsock):
    def words(text):
        return [line.split() for line in text.splitlines()]
    assert words(run(scene, lsock, "--map")) == words(TREE)
    plain = TREE
    for drawn, typed in ASCII.items():
        plain = plain.replace(drawn, typed)
    assert words(run(scene, lsock, "--map", locale="C")) == words(plain)
    assert words(run(scene, lsock, "--map", "-H")) == words(TREE)[1:]
    assert max(map(len, run(scene, lsock, "--map").splitlines())) <= 80


def test_a_document(scene, lsock):
    rows = edges(scene, lsock)
    assert brief(rows) == WHOLE
    assert [row["connections"] for row in rows] == [7, 2, 1]
    for row in rows:
        assert (row["from_kind"], row["to_kind"], row["protocol"]) == ("process", "process", "tcp")
        assert row["from_netns"] == row["to_netns"] is not None
    _, *lines, end = (json.loads(line) for line in run(scene, lsock, "--map", "--json=lines").splitlines())
    assert lines == [{"type": "edge"} | row for row in rows] and end == {"type": "end", "count": 3}
    table = list(csv.DictReader(io.StringIO(run(scene, lsock, "--map", "--csv"))))
    assert [row["connections"] for row in table] == ["7", "2", "1"] and list(table[0]) == list(rows[0])
    assert brief(edges(scene, lsock, "--limit", "1")) == {("app", "postgres", 5432, True): 7}


@pytest.mark.parametrize("words", [["sport", "=", ":5432"], ["dport", "=", ":5432"], [":5432"],
                                   ["state", "established", "and", "dport", "=", ":5432"]], ids=" ".join)
def test_a_filter_may_select_one_end(scene, lsock, words):
    assert brief(edges(scene, lsock, *words)) == {key: count for key, count in WHOLE.items() if key[2] == 5432}


def test_graphviz_draws_it(scene, lsock, tool):
    drawing = run(scene, lsock, "--map=dot")
    done = subprocess.run([tool("dot"), "-Tsvg"], input=drawing, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    svg = xml.etree.ElementTree.fromstring(done.stdout)
    texts = collections.Counter(node.text for node in svg.iter("{http://www.w3.org/2000/svg}text"))
    escaped = NAME.replace("\\", "\\\\").replace("\x1b", "\\x1b")
    assert {"app", "postgres", "slow", escaped, "5432/tcp (7)"} <= set(texts)
    assert texts["app"] == 1
    graph = [node for node in svg.iter("{http://www.w3.org/2000/svg}g") if node.get("class") == "edge"]
    assert len(graph) == 3


def test_a_recording(scene, lsock, tmp_path):
    recording = tmp_path / "recording"
    assert scene.run([lsock, "--record", recording, "--count"]).returncode == 0     # without owners
    assert scene.run([lsock, "-p", "--record", recording]).returncode == 0
    assert brief(edges(scene, lsock, "--read", recording)) == WHOLE
    assert brief(edges(scene, lsock, "--read", recording, "dport", "=", ":9000")) == {("app", "slow", 9000, True): 2}


def test_a_drawing_without_edges(place, lsock, tool):
    assert run(place, lsock, "--map") == "WHO  PORT  PROTO  CONNECTIONS\n"
    assert edges(place, lsock) == []
    subprocess.run([tool("dot"), "-Tsvg"], input=run(place, lsock, "--map=dot"), capture_output=True, text=True,
                   check=True)


def test_across_namespaces(place, lsock):
    """A connection to another namespace, seen from each of the two and from both."""
    with Place() as other:
        join = ["nsenter", f"--net=/proc/self/fd/{place.namespace}", "ip", "link", "add", "a0", "type", "veth", "peer",
                "name", "b0", "netns", f"/proc/self/fd/{other.namespace}"]
        subprocess.run(join, check=True, pass_fds=[place.namespace, other.namespace])
        for where, device, address in ((place, "a0", "10.9.0.1/24"), (other, "b0", "10.9.0.2/24")):
            where.run(["ip", "address", "add", address, "dev", device], check=True)
            where.run(["ip", "link", "set", device, "up"], check=True)
        with actor(other, "nginx", "listen", "10.9.0.2", 80), actor(place, "curl", "connect", "10.9.0.2", 80, 3):
            assert brief(edges(place, lsock)) == {("curl", "10.9.0.2", 80, False): 3}
            assert brief(edges(other, lsock)) == {("10.9.0.1", "nginx", 80, True): 3}
            seen = edges(place, lsock, "--netns", "all", "sport", "=", ":80", "dst", "10.9.0.1")
            assert brief(seen) == {("curl", "nginx", 80, True): 3}
            assert seen[0]["from_netns"] != seen[0]["to_netns"]
            inode = str(seen[0]["to_netns"])
            drawing = run(place, lsock, "--map=dot", "--netns", "all", "dst", "10.9.0.1")
            assert f'subgraph "cluster {inode}" {{ label="{inode}"; ' in drawing
            assert f"nginx ({inode})" in run(place, lsock, "--map", "--netns", "all", "dst", "10.9.0.1")


def test_unknown_hosts(program, tmp_path):
    """IPv4 over IPv6, containers and units, sockets without a process, UDP; names from a recording."""
    def socket(number, **more):
        return {"protocol": "tcp", "family": "inet", "state": "ESTABLISHED", "local_address": "10.0.0.1",
                "local_port": 40000 + number, "remote_address": "10.0.0.9", "remote_port": 443,
                "process_status": "found", "processes": [{"pid": 7, "command": "java", "unit": "tomcat.service"}]} | more
    rows = [socket(0), socket(1, family="inet6", local_address="::ffff:10.0.0.1", remote_address="::ffff:10.0.0.9"),
            socket(2, processes=[{"pid": 8, "command": "java", "container": "shop", "container_runtime": "docker"}]),
            socket(3, state="TIME-WAIT", process_status="none", processes=[]),
            socket(4, process_status="permission_denied", processes=None),
            socket(5, protocol="udp", state=None, status="connected", remote_port=53)]
    recording = tmp_path / "recording"
    recording.write_text(json.dumps({"schema": "lsock/1", "sockets": rows}))
    lines = program.text("--map", "--read", str(recording)).splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["java", "(tomcat.service)", "3"], ["├──", "10.0.0.9", "443", "tcp", "2"], ["└──", "10.0.0.9", "53", "udp", "1"],
        ["java", "(shop)", "1"], ["└──", "10.0.0.9", "443", "tcp", "1"],
        ["(time-wait)", "1"], ["└──", "10.0.0.9", "443", "tcp", "1"],
        ["-", "10.0.0.1", "1"], ["└──", "10.0.0.9", "443", "tcp", "1"]]
    document = json.loads(program.text("--map", "--json", "--read", str(recording)))
    kinds = {(row["from_kind"], row["from_none"], row["from_unit"], row["from_container"]) for row in document["edges"]}
    assert kinds == {("process", None, "tomcat.service", None), ("process", None, None, "shop"),
                     ("none", "time_wait", None, None), ("unknown", None, None, None)}


def test_the_zoo(program):
    """Every IP connection counts once, in any state."""
    document = json.loads(program.text("--map", "--json"))
    listed = [row for row in program.sockets("connected") if row["family"] in ("inet", "inet6")]
    ends = {frozenset([(row["local_address"], row["local_port"]), (row["remote_address"], row["remote_port"])])
            for row in listed}
    assert 10 < sum(edge["connections"] for edge in document["edges"]) <= len(listed)
    assert len(ends) <= sum(edge["connections"] for edge in document["edges"])


@pytest.mark.parametrize("words, said", [
    (["--map", "-x"], "--map shows connections between IP addresses only"),
    (["--map", "unix"], "--map shows connections between IP addresses only"),
    (["--map=svg"], "expected one of: dot"),
    (["--map", "--sort", "pid"], "--map does not take --sort"),
    (["--map", "-p"], "--map does not take -p"),
    (["--map=dot", "-H"], "--map=dot does not take -H"),
    (["--json", "--map=dot"], "--map=dot does not take --json"),
    (["--map", "--group-by", "state"], "--group-by does not take --map")], ids=" ".join)
def test_refused(program, words, said):
    done = program.run(*words)
    assert done.status == 2 and done.err.splitlines()[0] == f"lsock: {said}"
