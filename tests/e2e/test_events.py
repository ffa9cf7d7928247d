# SPDX-License-Identifier: GPL-2.0-or-later
"""-E shows sockets as they end, with their last known values, and reports what it could not see."""

import contextlib
import json
import os
import pathlib
import re
import select
import signal
import socket
import struct
import subprocess
import time

import jsonschema
import pytest

import netns

NOBODY = 65534
PATIENCE = 20   # seconds until a test fails
UNKNOWN = ("state", "state_native", "uid", "user", "inode", "process_status", "processes")


class Watch:
    """A running `lsock -E --json=lines`; each line is read and validated against the schema.

    By default it reads the tables only once, at the start, so that results do not depend on time.
    """

    def __init__(self, lsock, place, *arguments, uid=None, interval=0):
        self._validator = jsonschema.Draft202012Validator(
            json.loads(place.run([lsock, "-E", "--json-schema"]).stdout))

        def enter():
            netns.enter(place.namespace)
            if uid is not None:
                os.setgroups([])
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
        self.process = subprocess.Popen([lsock, "-E", "--json=lines", "--interval", str(interval), *arguments],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, preexec_fn=enter)
        self.header = self.next("header")

    def next(self, kind="event"):
        """Returns the next line; lines arrive whole."""
        line = b""
        while not line.endswith(b"\n"):
            assert select.select([self.process.stdout], [], [], PATIENCE)[0], f"nothing but {line!r} came"
            piece = self.process.stdout.readline()
            assert piece, (line, self.process.wait(), self.process.stderr.read())
            line += piece
        found = json.loads(line)
        self._validator.validate(found)
        assert found["type"] == kind, found
        return found

    def end(self, number=signal.SIGINT, status=0):
        """Returns the last line, and the events before it that were not read."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=PATIENCE)
        lines = [json.loads(line) for line in out.splitlines()]
        for line in lines:
            self._validator.validate(line)
        assert (self.process.returncode, err) == (status, b""), (self.process.returncode, err)
        assert lines[-1]["type"] == "end"
        return lines[-1], lines[:-1]

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


@pytest.fixture
def watch(lsock, place):
    """watch(ARGUMENTS...): returns once the tables were read."""
    with contextlib.ExitStack() as stack:
        def start(*arguments, **options):
            made = Watch(lsock, place, *arguments, **options)
            stack.callback(made.stop)
            return made
        yield start


@contextlib.contextmanager
def sockets(place):
    """make(KIND, FAMILY): a socket in the place, closed at the end of the test."""
    with contextlib.ExitStack() as stack:
        def make(kind=socket.SOCK_STREAM, family=socket.AF_INET):
            with netns.inside(place.namespace):
                made = socket.socket(family, kind)
            stack.callback(made.close)
            return made
        yield make


def pair(make, family=socket.AF_INET):
    """Both ends of a connection, the client's first, and their listener."""
    server = make(family=family)
    server.bind(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0))
    server.listen()
    client = make(family=family)
    client.connect(server.getsockname())
    return client, server.accept()[0], server


def cookie(sock):
    """SO_COOKIE of asm-generic/socket.h."""
    return f"{struct.unpack('=Q', sock.getsockopt(socket.SOL_SOCKET, 57, 8))[0]:016x}"


def inode(sock):
    return os.fstat(sock.fileno()).st_ino


def reset(sock):
    """Closes without leaving a TIME-WAIT."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6], ids=["inet", "inet6"])
def test_a_connection_reset(place, watch, family):
    with sockets(place) as make:
        client, served, server = pair(make, family)
        name, peer, number, who = client.getsockname(), client.getpeername(), inode(client), cookie(client)
        watching = watch("-p")
        before = time.time()
        reset(client)
        event = watching.next()
        assert {key: event[key] for key in ("event", "protocol", "family", "state", "state_after", "cookie", "inode")} == {
            "event": "destroyed", "protocol": "tcp", "family": "inet6" if family == socket.AF_INET6 else "inet",
            "state": "ESTABLISHED", "state_after": "CLOSED", "cookie": who, "inode": number}
        assert (event["local_address"], event["local_port"]) == name[:2]
        assert (event["remote_address"], event["remote_port"]) == peer[:2]
        assert (event["uid"], event["process_status"]) == (0, "found")
        assert [process["pid"] for process in event["processes"]] == [os.getpid()]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", event["time"])
        assert abs(time.mktime(time.strptime(event["time"][:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone - before) < 60
        end, rest = watching.end()
        assert rest == [] and end == {"type": "end", "count": 1, "complete": True, "warnings": []}


def test_queues_are_unknown(place, watch):
    with sockets(place) as make:
        client, served, server = pair(make)
        served.send(b"unread")
        watching = watch("-t")
        reset(client)
        event = watching.next()
        assert {event[key] for key in ("recv_queue", "send_queue", "accept_queue", "accept_queue_max")} == {None}


def test_time_wait_remains(place, watch):
    """The end that closes first leaves a record; the other end does not."""
    with sockets(place) as make:
        client, served, server = pair(make)
        ends = {cookie(client): "TIME-WAIT", cookie(served): "CLOSED"}
        watching = watch("-t")
        client.shutdown(socket.SHUT_WR)
        served.close()
        first = watching.next()
        client.close()
        events = [first, watching.next()]
        assert {event["cookie"]: event["state_after"] for event in events} == ends
        assert {event["state"] for event in events} == {"ESTABLISHED"}


def test_fin_wait_2_remains(place, watch):
    """The peer does not close, and only the kernel waits for it."""
    with sockets(place) as make:
        client, served, server = pair(make)
        watching = watch("-t")
        client.close()
        event = watching.next()
        assert (event["state"], event["state_after"]) == ("ESTABLISHED", "FIN-WAIT-2")


def test_listeners_and_datagrams(place, watch):
    with sockets(place) as make:
        server, bound, connected = make(), make(socket.SOCK_DGRAM), make(socket.SOCK_DGRAM, socket.AF_INET6)
        server.bind(("127.0.0.1", 0))
        server.listen()
        bound.bind(("127.0.0.1", 0))
        connected.connect(("::1", 9))
        names = {cookie(sock): sock.getsockname()[:2] for sock in (server, bound, connected)}
        watching = watch("-p")
        for sock in (server, bound, connected):
            sock.close()
        events = [watching.next() for _ in range(3)]
        assert {event["cookie"]: (event["local_address"], event["local_port"]) for event in events} == names
        assert {(event["protocol"], event["state"], event["status"], event["state_after"]) for event in events} == {
            ("tcp", "LISTEN", "LISTEN", "CLOSED"), ("udp", None, "unconnected", None), ("udp", None, "connected", None)}
        assert {event["process_status"] for event in events} == {"found"}


def test_unseen_values_are_unknown(place, watch):
    with sockets(place) as make:
        watching = watch("-p")
        client, served, server = pair(make)
        reset(client)
        event = watching.next()
        assert {key: event[key] for key in UNKNOWN} == dict.fromkeys(UNKNOWN)
        assert event["listening"] is None and event["state_after"] == "CLOSED"


def test_time_wait_of_an_unseen_connection(place, watch):
    """Its cookie was never requested, so the record has a different one."""
    with sockets(place) as make:
        watching = watch("-t")
        client, served, server = pair(make)
        client.shutdown(socket.SHUT_WR)
        served.close()
        assert watching.next()["state_after"] == "CLOSED"
        client.close()
        assert watching.next()["state_after"] == "TIME-WAIT"


def test_the_tables_are_read_again(place, watch):
    """The state and owner of a socket created after the start are known once a later reading saw it."""
    with sockets(place) as make:
        watching = watch("-p", interval=1)
        until = time.monotonic() + PATIENCE
        pause = 1.2
        while True:
            client, served, server = pair(make)
            time.sleep(pause)
            reset(client)
            event = watching.next()
            if event["state"] is not None or time.monotonic() > until:
                break
            reset(served)
            watching.next()
            server.close()
            watching.next()
            pause *= 2
        assert (event["state"], event["process_status"]) == ("ESTABLISHED", "found")


def test_owners_only_on_request(place, watch):
    with sockets(place) as make:
        client, served, server = pair(make)
        watching = watch("-t")
        reset(client)
        event = watching.next()
        assert (event["process_status"], event["processes"], event["state"]) == ("not_requested", None, "ESTABLISHED")


def test_filters_apply(place, watch):
    with sockets(place) as make:
        one, other = make(socket.SOCK_DGRAM), make(socket.SOCK_DGRAM)
        one.bind(("127.0.0.1", 4001))
        other.bind(("127.0.0.1", 4002))
        client, served, server = pair(make)
        watching = watch("sport", "=", ":4002", "or", "state", "listening")
        reset(client)
        reset(served)
        for sock in (one, other, server):
            sock.close()
        assert [watching.next()["local_port"] for _ in range(2)][0] == 4002
        end, rest = watching.end()
        assert (end["count"], rest, end["warnings"]) == (2, [], [])


def test_an_undecided_filter_is_reported(place, watch):
    """No reading saw whether the socket was established."""
    with sockets(place) as make:
        watching = watch("-t", "state", "established")
        client, served, server = pair(make)
        reset(client)
        end, rest = watching_end(watching, 4)
        assert rest == [] and end["complete"] is False
        assert [warning["code"] for warning in end["warnings"]] == ["filter_undecided"]


def watching_end(watching, status):
    """Ends the watch once no events are pending: events come from a work queue of the kernel."""
    time.sleep(0.5)
    return watching.end(status=status)


def test_filters_of_events(place, watch):
    with sockets(place) as make:
        client, served, server = pair(make)
        watching = watch("-t", "state_after", "=", "FIN-WAIT-2")
        server.close()
        client.close()
        assert watching.next()["state_after"] == "FIN-WAIT-2"
        assert watching.end()[0]["count"] == 1


def test_final_details_of_a_connection(place, watch):
    with sockets(place) as make:
        client, served, server = pair(make)
        client.sendall(b"x" * 1000)
        served.recv(1000, socket.MSG_WAITALL)
        watching = watch("-ti", "bytes_acked", ">=", "1000")
        client.close()
        event = watching.next()
        assert event["tcp_info"]["bytes_acked"] >= 1000 and event["tcp_info"]["rtt_us"] > 0


def test_a_reset_clears_the_details(place, watch):
    """The endpoints are known from a reading."""
    with sockets(place) as make:
        client, served, server = pair(make)
        name, peer = client.getsockname(), client.getpeername()
        client.sendall(b"x" * 1000)
        served.recv(1000, socket.MSG_WAITALL)
        watching = watch("-ti")
        reset(client)
        event = watching.next()
        assert (event["local_address"], event["local_port"]) == name and set(event["tcp_info"].values()) == {None}
        assert (event["remote_address"], event["remote_port"]) == peer


def test_a_reset_clears_the_endpoints(place, watch):
    """No reading saw the endpoints."""
    with sockets(place) as make:
        watching = watch("-t")
        client, served, server = pair(make)
        reset(client)
        event = watching.next()
        assert {event[key] for key in ("local_address", "local_port", "remote_address", "remote_port")} == {None}


def test_new_sockets_without_a_port(place, watch):
    watching = watch("-u")
    with sockets(place) as make:
        make(socket.SOCK_DGRAM).close()
    event = watching.next()
    assert (event["protocol"], event["local_port"], event["remote_address"]) == ("udp", None, None)


def test_limit(place, watch):
    with sockets(place) as make:
        watching = watch("-u", "--limit", "2")
        for _ in range(3):
            make(socket.SOCK_DGRAM).close()
        watching.next()
        watching.next()
        assert watching.next("end")["count"] == 2
        assert watching.process.wait(PATIENCE) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_ends_the_run(watch, number):
    end, rest = watch().end(number)
    assert (end["count"], rest) == (0, [])


def test_a_second_signal_kills_it(place, watch):
    """Works even if the output is not read."""
    watching = watch("-u")
    with sockets(place) as make:
        for _ in range(1000):
            make(socket.SOCK_DGRAM).close()     # more than fits into a pipe
        time.sleep(0.5)
        watching.process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        assert watching.process.poll() is None
        watching.process.send_signal(signal.SIGINT)
        assert watching.process.wait(PATIENCE) == -signal.SIGINT


def test_a_closed_pipe_ends_the_run(lsock, place):
    """Even while there are no events."""
    for kind in ([], ["--csv"], ["--json=lines"]):
        watching = place.start([lsock, "-uE", *kind], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert watching.stdout.readline()
        watching.stdout.close()
        assert (watching.wait(PATIENCE), watching.stderr.read()) == (0, b"")
        watching.stderr.close()


def test_a_pipe_closed_while_it_writes(lsock, place):
    watching = place.start([lsock, "-uE", "--json=lines"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert watching.stdout.readline()
    with sockets(place) as make:
        for _ in range(1000):
            make(socket.SOCK_DGRAM).close()     # more than fits into a pipe
    time.sleep(0.5)
    watching.stdout.close()
    assert (watching.wait(PATIENCE), watching.stderr.read()) == (0, b"")
    watching.stderr.close()


def test_a_full_disk_is_reported(lsock, place):
    with open("/dev/full", "wb") as full:
        done = place.run([lsock, "-E"], capture_output=False, stdout=full, stderr=subprocess.PIPE, timeout=PATIENCE)
    assert done.returncode == 4 and "cannot write the output" in done.stderr


def start_text(lsock, place, *arguments):
    watching = place.start([lsock, "-E", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return watching, watching.stdout.readline()


def test_table_lines_appear_at_once(lsock, place):
    with sockets(place) as make:
        client, served, server = pair(make)
        watching, heading = start_text(lsock, place)
        assert heading.split() == ["TIME", "PROTO", "STATE", "NOW", "LOCAL", "REMOTE", "PROCESS"]
        local, remote = (":".join(map(str, name)) for name in (client.getsockname(), client.getpeername()))
        reset(client)
        line = watching.stdout.readline().split()
        assert line[1:6] == ["tcp", "ESTABLISHED", "CLOSED", local, remote] and f"[{os.getpid()}]" in line[6]
        watching.send_signal(signal.SIGINT)
        out, err = watching.communicate(timeout=PATIENCE)
        assert (watching.returncode, out, err) == (0, "", "")


def test_csv_and_columns(lsock, place):
    with sockets(place) as make:
        one, other = make(socket.SOCK_DGRAM), make(socket.SOCK_DGRAM)
        one.bind(("127.0.0.1", 4001))
        other.bind(("127.0.0.1", 4002))
        watching, heading = start_text(lsock, place, "--csv", "-u")
        assert heading.startswith("time,event,state_after,protocol,family,state,")
        chosen, titles = start_text(lsock, place, "--columns", "event,local_port,uid", "-u")
        assert titles.split() == ["EVENT", "LOCAL-PORT", "UID"]
        one.close()
        assert watching.stdout.readline().split(",")[1:5] == ["destroyed", "", "udp", "inet"]
        assert chosen.stdout.readline().split() == ["destroyed", "4001", "0"]
        for started in (watching, chosen):
            started.send_signal(signal.SIGTERM)
            assert started.communicate(timeout=PATIENCE)[1] == "" and started.returncode == 0


def read_line(watching):
    """Returns the next line of stderr; discards stdout."""
    streams, line = {watching.stdout.fileno(), watching.stderr.fileno()}, b""
    while not line.endswith(b"\n"):
        ready = select.select(streams, [], [], PATIENCE)[0]
        assert ready, "no note came"
        for stream in ready:
            piece = os.read(stream, 1 << 16)
            line += piece if stream == watching.stderr.fileno() else b""
    return line.decode()


def dropped(pid):
    """Whether the kernel reports that a listener in the namespace of a process has lost events."""
    rows = pathlib.Path(f"/proc/{pid}/net/netlink").read_text(encoding="ascii").splitlines()
    drops = rows[0].split().index("Drops")
    return any(int(row.split()[drops]) > 0 for row in rows[1:])


def lose(place, process):
    """Ends more sockets than fit into the buffer of a receiver that does not read."""
    process.send_signal(signal.SIGSTOP)
    until = time.monotonic() + PATIENCE
    while not dropped(process.pid):
        assert time.monotonic() < until, "it cannot be made to lose anything"
        with netns.inside(place.namespace):
            for _ in range(2000):
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    process.send_signal(signal.SIGCONT)


def test_lost_events_are_reported(place, watch):
    """Without privileges the buffer for events is limited by net.core.rmem_max."""
    watching = watch("-u", uid=NOBODY)
    lose(place, watching.process)
    event = watching.next()
    assert (event["protocol"], event["status"]) == ("udp", "unconnected")
    end, rest = watching.end(status=4)
    assert end["count"] == len(rest) + 1 and end["complete"] is False
    assert [warning["code"] for warning in end["warnings"]] == ["events_lost"]


def test_lost_events_are_reported_with_a_table(lsock, place):
    """Reported at once, and again by the exit status."""
    watching = place.start(["setpriv", "--reuid", str(NOBODY), "--clear-groups", "--inh-caps=-all", lsock, "-uE"],
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert watching.stdout.readline().startswith("TIME ")
    lose(place, watching)
    assert "some sockets that ended are missing" in read_line(watching)
    watching.send_signal(signal.SIGINT)
    watching.communicate(timeout=PATIENCE)
    assert watching.returncode == 4


@pytest.mark.parametrize("arguments, named", [
    (["-x"], "not of unix"), (["-tx"], "not of unix"), (["-w"], "not of raw"), (["raw"], "not of raw"), (["-t", "--udplite"], "not of udplite"),
    (["-s"], "-s"), (["-K", "sport = 1"], "-K"), (["--read", "x"], "--read"), (["--record", "x"], "--record"),
    (["--proc-root", "/proc"], "--proc-root"), (["--backend", "procfs"], "--backend"), (["--netns", "all"], "--netns all"),
    (["--sort", "uid"], "--sort"), (["--count"], "--count"), (["--plan"], "--plan"), (["--explain"], "--explain"),
    (["--json"], "--json=lines"), (["--json=pretty"], "--json=lines"), (["--interval", "x"], "--interval"),
    (["--interval", "-1"], "--interval")], ids=lambda value: " ".join(value))
def test_options_it_refuses(lsock, place, arguments, named):
    done = place.run([lsock, "-E", *arguments], timeout=PATIENCE)
    assert (done.returncode, done.stdout) == (2, "") and named in done.stderr


def test_options_only_for_events(lsock, place):
    done = place.run([lsock, "--interval", "2"], timeout=PATIENCE)
    assert done.returncode == 2 and "it works with doctor, why and -E" in done.stderr
    done = place.run([lsock, "diff", "-E", "x"], timeout=PATIENCE)
    assert done.returncode == 2 and "diff does not take -E" in done.stderr


def test_columns_of_events_in_a_listing(lsock, place):
    """Null: no event has happened."""
    with sockets(place) as make:
        make(socket.SOCK_DGRAM).bind(("127.0.0.1", 4001))
        done = place.run([lsock, "-u", "--csv", "-H", "--columns", "time,event,state_after,local_port"])
        assert (done.returncode, done.stdout) == (0, ",,,4001\n")
