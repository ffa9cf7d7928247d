# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock doctor on the zoo: what each check finds, which process it names, and what it must not report."""

import json
import os
import re
import socket
import subprocess
import threading
import time

import netns
import pytest

# Expected findings by zoo entry (without -v6). Each has a similar entry that must not be reported.
FOUND = {
    "accept_queue_full": {"listen-full"},                   # not: listen-backlog, 2 of 5
    "program_does_not_read": {"established-full"},          # not: established-unread, which has room
    "peer_does_not_read": {"established-full-peer", "established-zero-window"},
    "syn_unanswered": {"syn-sent", "syn-sent-overflow"},
    "peer_silent": {"established-unacked"},                 # the first of several to the same peer
}


@pytest.fixture(name="document", scope="module")
def _document(zoo, program):
    """The document of a reading made after everything has waited long enough."""
    deadline = time.monotonic() + 25
    while True:
        zoo.entries()
        done = program.run("doctor", "--json")
        assert done.status in (1, 4), done
        document = json.loads(done.out)
        found = {f["code"] for f in document["findings"]}
        if set(FOUND) <= found or time.monotonic() > deadline:
            return document


def names_of(zoo, finding):
    ends = tuple(finding[key] for key in ("protocol", "local_address", "local_port", "remote_address", "remote_port"))
    return {e["name"].removesuffix("-v6") for e in zoo.entries()
            if tuple(e[key] for key in ("protocol", "local_address", "local_port", "remote_address",
                                        "remote_port")) == ends}


def test_findings_in_the_zoo(zoo, document):
    for code, names in FOUND.items():
        found = [f for f in document["findings"] if f["code"] == code]
        assert set().union(*(names_of(zoo, f) for f in found)) <= names, code
        assert found, code


def test_findings_name_the_process(document):
    for finding in document["findings"]:
        if finding["code"] in ("accept_queue_full", "program_does_not_read"):
            assert [p["command"] for p in finding["processes"]] == ["lsock-zoo"]
            assert finding["title"].startswith("lsock-zoo[")


def test_the_worst_finding_comes_first(document):
    order = ["problem", "warning", "hint"]
    severities = [order.index(f["severity"]) for f in document["findings"]]
    assert severities == sorted(severities)


def test_only_and_skip(program):
    done = program.run("doctor", "--interval", "0", "--only", "accept_queue_full,syn_unanswered",
                       "--skip", "syn_unanswered", "--json")
    assert {f["code"] for f in json.loads(done.out)["findings"]} == {"accept_queue_full"}
    done = program.run("doctor", "--only", "accept_queue_ful")
    assert done.status == 2 and "did you mean accept_queue_full?" in done.err


def test_quiet(program, place, lsock):
    with netns.inside(place.namespace), socket.create_server(("127.0.0.1", 0)):
        assert place.run([lsock, "doctor", "--interval", "0", "--quiet"]).stdout == ""
    done = program.run("doctor", "--interval", "0", "--only", "accept_queue_full", "--quiet")
    assert done.status in (1, 4) and done.out == "" and "checks_left_out" not in done.err


def test_a_healthy_place_has_no_findings(program):
    done = program.run("doctor", "--interval", "0", "sport = :1")
    assert done.status == 0 and done.out.startswith("nothing found: ")


def test_skipped_checks_are_reported_in_one_line(program, tmp_path):
    path = str(tmp_path / "recording")
    assert program.run("-t", "--record", path).status == 0
    done = program.run("doctor", "--read", path)
    assert "missing: a second reading and its time, settings of the system" in done.err
    assert done.status == 1    # accept_queue_full needs only the table


def test_a_recording_gives_the_same_findings(program, tmp_path):
    """The same codes, severities, titles with numbers, and processes. The recording is an ordinary lsock/1 document."""
    path = str(tmp_path / "recording")
    live = json.loads(program.run("doctor", "--json", "--record", path).out)
    again = json.loads(program.run("doctor", "--json", "--read", path).out)
    assert {"accept_queue_full", "program_does_not_read", "peer_does_not_read"} <= {f["code"] for f in live["findings"]}
    assert again["findings"] == live["findings"] and again["time"] == live["time"]
    lines = [json.loads(line) for line in open(path, encoding="utf-8")]
    for line in lines:
        program.validate(line)
    assert program.run("--read", path, "--count").out == f"{lines[-1]['count']}\n"
    once_more = str(tmp_path / "again")
    assert program.run("doctor", "--read", path, "--record", once_more).status in (1, 4)
    assert json.loads(program.run("doctor", "--json", "--read", once_more).out)["findings"] == live["findings"]


def test_a_recording_truncated_in_its_earlier_reading_is_incomplete(program, tmp_path):
    path = tmp_path / "recording"
    program.run("doctor", "--interval", "1", "--record", str(path))
    header = path.read_bytes().split(b"\n")[0]
    begin = header.index(b'"before"')
    for cut in range(begin, len(header), 50):
        path.write_bytes(header[:cut])
        done = program.run("doctor", "--json", "--read", str(path))
        document = json.loads(done.out)
        assert done.status == 4 and not document["complete"], cut
        assert "recording_cut" in {w["code"] for w in document["warnings"]}, cut


def test_two_recordings_define_the_interval(place, lsock, tmp_path):
    """Ordinary recordings of a listing: the interval comes from their times, and missing data is named."""
    before, after = str(tmp_path / "before"), str(tmp_path / "after")
    with netns.inside(place.namespace):
        receiver, sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        receiver.bind(("127.0.0.1", 0))
        sender.connect(receiver.getsockname())
        with receiver, sender:
            place.run([lsock, "-uam", "--record", before])
            assert "datagrams_lost" not in codes(place, lsock, "--read", before)
            for _ in range(100):
                sender.send(b"x" * 1000)
            place.run([lsock, "-uam", "--record", after])
    done = place.run([lsock, "doctor", "--json", "--read", before, "--read", after])
    found, = json.loads(done.stdout)["findings"]
    assert found["code"] == "datagrams_lost" and re.search(r"within (0\.|\d+ m?s)", found["title"])
    assert [w["message"] for w in json.loads(done.stdout)["warnings"] if w["code"] == "checks_left_out"][0].startswith("not checked: ")
    done = place.run([lsock, "doctor", "--read", after, "--read", before])
    assert done.returncode == 2 and "the first recording is later than the second" in done.stderr
    done = place.run([lsock, "--read", before, "--read", after])
    assert done.returncode == 2 and "a listing reads one recording" in done.stderr
    done = place.run([lsock, "doctor", *["--read", before] * 3])
    assert done.returncode == 2 and "--read may be given twice at most" in done.stderr


def test_the_verdict_comes_first(program):
    text = program.run("doctor", "--interval", "0", "--only", "accept_queue_full").out
    assert text.startswith("2 problems: 1 check, ")     # IPv4 and IPv6
    assert max(map(len, text.splitlines())) <= 80


def own_peer():
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    sock.connect(sock.getsockname())
    return sock


def codes(place, lsock, *words):
    done = place.run([lsock, "doctor", "--json", *words])
    return {f["code"]: f for f in json.loads(done.stdout)["findings"]}


def test_a_socket_connected_to_itself(place, lsock):
    with netns.inside(place.namespace):
        other = socket.create_server(("127.0.0.1", 0))
        client = socket.create_connection(other.getsockname())
        assert "connected_to_itself" not in codes(place, lsock, "--interval", "0")
        with own_peer() as sock:
            found = codes(place, lsock, "--interval", "0")["connected_to_itself"]
            assert (found["local_port"], found["count"]) == (sock.getsockname()[1], 1)
            text = place.run([lsock, "-t", "--explain"]).stdout
            assert text.count("This socket is connected to itself: both ends are the same.") == 1
        client.close()
        other.close()


def test_datagrams_being_dropped_now(place, lsock):
    """A receiver that does not read drops datagrams; drops before the interval do not count."""
    with netns.inside(place.namespace):
        receiver, sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        receiver.bind(("127.0.0.1", 0))
        sender.connect(receiver.getsockname())
        for _ in range(100):
            sender.send(b"x" * 1000)
        assert "datagrams_lost" not in codes(place, lsock)
        end = threading.Event()

        def flood():
            while not end.wait(0.01):
                sender.send(b"x" * 1000)

        thread = threading.Thread(target=flood)
        thread.start()
        try:
            found = codes(place, lsock)["datagrams_lost"]
        finally:
            end.set()
            thread.join()
        assert found["local_port"] == receiver.getsockname()[1]
        receiver.close()
        sender.close()


@pytest.mark.parametrize("count, severity", [(79, None), (80, "warning"), (94, "warning"), (95, "problem")])
def test_the_table_of_tracked_connections(place, lsock, tmp_path, count, severity):
    """The kernel's files are replaced by mounts in a mount namespace."""
    script = ""
    for name, number in (("count", count), ("max", 100)):
        (tmp_path / name).write_text(f"{number}\n")
        script += f"mount --bind {tmp_path}/{name} /proc/sys/net/netfilter/nf_conntrack_{name} && "
    lines = ["ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.%d dst=10.0.0.2 sport=%d dport=80 src=10.0.0.2 dst=10.0.0.1 "
             "sport=80 dport=%d [ASSURED] mark=0 use=1" % (i % 250, i, i) for i in range(61)]
    lines += ["ipv4     2 udp      17 29 src=10.0.0.1 dst=10.1.%d.1 sport=53 dport=53 [UNREPLIED] src=10.1.%d.1 dst=10.0.0.1 sport=53 "
              "dport=53 mark=0 use=1" % (i, i) for i in range(200)]
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "nf_conntrack").write_text("\n".join(lines) + "\n")
    script += f"mount --bind {tmp_path}/net /proc/$$/net &&"
    recording = tmp_path / "recording"
    done = place.run(["unshare", "-m", "sh", "-c", f"{script} exec {lsock} doctor --json --interval 0 --record {recording}"])
    if "mount" in done.stderr:
        pytest.skip("this kernel tracks no connections")
    found = {f["code"]: f for f in json.loads(done.stdout)["findings"]}
    assert found.get("conntrack_limit", {}).get("severity") == severity
    assert severity is None or found["conntrack_limit"]["title"].endswith("; 61 of them tcp to 10.0.0.2")
    again = place.run([lsock, "doctor", "--json", "--read", str(recording)])
    assert json.loads(again.stdout)["findings"] == json.loads(done.stdout)["findings"]


def test_a_full_unix_listener(place, lsock, tmp_path):
    path = str(tmp_path / "socket")
    first, second = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    with netns.inside(place.namespace), socket.socket(socket.AF_UNIX) as server, first, second:
        server.bind(path)
        server.listen(1)
        first.connect(path)
        assert "unix_accept_queue_full" not in codes(place, lsock, "-x", "--interval", "0")
        second.connect(path)
        found = codes(place, lsock, "-x", "--interval", "0")["unix_accept_queue_full"]
    assert f"the accept queue of {path} is full (2 waiting, limit 1)" in found["title"]
    assert found["processes"][0]["pid"] == os.getpid()


def test_a_leak_of_close_wait(place, lsock):
    """Nine sockets younger than a minute are not a leak."""
    with netns.inside(place.namespace):
        server = socket.create_server(("127.0.0.1", 0), backlog=64)
        clients = [socket.create_connection(server.getsockname()) for _ in range(12)]
        accepted = [server.accept()[0] for _ in clients]
        for client in clients:
            client.close()
        assert "close_wait_leak" not in codes(place, lsock, "--interval", "0")
        for sock in [*accepted, server]:
            sock.close()


def test_the_counters_of_another_namespace_are_not_read(place, lsock):
    """Without the right to enter it, only its tables can be read: what needs settings and counters is not checked."""
    holder = subprocess.Popen(["unshare", "-rn", "sleep", "1000"], user=65534, group=65534, extra_groups=[])
    try:
        inode = os.stat("/proc/self/ns/net").st_ino
        while os.stat(f"/proc/{holder.pid}/ns/net").st_ino == inode:
            assert holder.poll() is None
        done = place.run([lsock, "doctor", "--json", "-N", str(holder.pid)], uid=65534)
        if done.returncode == 2 or "warnings" not in done.stdout:
            pytest.skip(f"namespaces of users are not permitted here: {done.stderr}")
        left_out = [w["message"] for w in json.loads(done.stdout)["warnings"] if w["code"] == "checks_left_out"]
        assert "settings of the system, counters of the system at both readings" in left_out[0]
        entered = place.run([lsock, "doctor", "--json", "-N", str(holder.pid)])
        assert "checks_left_out" not in {w["code"] for w in json.loads(entered.stdout)["warnings"]}
    finally:
        holder.kill()
        holder.wait()


def test_progress_on_a_terminal(program):
    """One line that is rewritten and removed, and nothing where no terminal is."""
    text = program.on_terminal("doctor", "--interval", "3", "sport = :1", out=False).err
    assert "second reading in 2 s" in text and "second reading in 1 s" in text
    assert text.count("\r\x1b[K") >= 3
    assert "second reading" not in program.run("doctor", "--interval", "2", "sport = :1").err
