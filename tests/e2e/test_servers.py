# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock doctor with real servers: no findings while they work, and each fault is found and named."""

import contextlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import netns
import pytest
from conftest import give_up
from place import Place

PATIENCE = 30
CONFIGURATION = """
user nobody nogroup; daemon off; worker_processes 1; pid {home}/nginx.pid; error_log {home}/error.log;
events {{ worker_connections 512; }}
http {{ access_log off; client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
    server {{ listen 127.0.0.1:8080{listen}; root {home}; }} }}
"""


class Servers:
    """Programs in a namespace and directory of their own, which end with it."""

    def __init__(self, home, lsock):
        self.home, self.lsock = home, lsock
        self.stack = contextlib.ExitStack()
        self.place = self.stack.enter_context(Place())

    def start(self, argv, uid=None, **options):
        def enter():
            netns.enter(self.place.namespace)
            if uid is not None:
                os.setgroups([])
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": self.home} | options
        process = subprocess.Popen([str(word) for word in argv], preexec_fn=enter, **options)
        self.stack.callback(end, process)
        return process

    def wait(self, *words):
        done = self.place.run([self.lsock, "wait", "--timeout", str(PATIENCE), "--quiet", *words])
        assert done.returncode == 0, (words, done)

    def doctor(self, *words):
        """Returns the findings; a recording of the same run must give exactly the same."""
        record = [] if {"--read", "--record"} & set(words) else ["--record", str(self.home / "seen")]
        done = self.place.run([self.lsock, "doctor", "--json", *record, *words])
        assert done.returncode in (0, 1, 4), done
        findings = json.loads(done.stdout)["findings"]
        if record:
            again = self.place.run([self.lsock, "doctor", "--json", "--read", record[1]])
            assert json.loads(again.stdout)["findings"] == findings
        return findings

    def find(self, code, *words):
        """Returns the finding (or one that is evidence of another) once it appears: some conditions must last for a
        time."""
        deadline = time.monotonic() + PATIENCE
        while True:
            findings = self.doctor(*words)
            for finding in findings:
                if code in codes_of(finding):
                    return finding
            assert time.monotonic() < deadline, findings

    def nginx(self, listen="", prefix=()):
        path = self.home / "nginx.conf"
        path.write_text(CONFIGURATION.format(home=self.home, listen=listen))
        (self.home / "index.html").write_text("x" * 2000)
        process = self.start([*prefix, "nginx", "-c", path, "-e", self.home / "error.log"])
        self.wait("-l", ":8080")
        return process

    def redis(self):
        process = self.start(["redis-server", "--port", "6379", "--bind", "0.0.0.0", "--protected-mode", "no", "--save", "",
                              "--dir", self.home])
        self.wait("-l", ":6379")
        return process

    def postgres(self, programs):
        uid = pwd.getpwnam("postgres").pw_uid
        data = self.home / "postgres"
        data.mkdir()
        shutil.chown(data, "postgres")
        done = self.place.run([str(programs / "initdb"), "-D", str(data), "-A", "trust", "-N"], uid=uid, cwd=data)
        assert done.returncode == 0, done
        process = self.start([programs / "postgres", "-D", data, "-k", data, "-h", "127.0.0.1"], uid=uid, cwd=data)
        self.wait("-l", ":5432")
        return process


def end(process):
    process.terminate()     # nginx and PostgreSQL end their workers
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(name="programs", scope="module")
def _programs(tool, request):
    """Skips if a program is missing; finds PostgreSQL where Debian installs it outside PATH."""
    for name in ("nginx", "redis-server", "redis-benchmark", "ab", "pgbench", "prlimit"):
        tool(name)
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else give_up(request.config, "initdb: not found")


@pytest.fixture(name="home")
def _home():
    """Not pytest's directory: other users must be able to enter this one."""
    path = Path(subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip())
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(name="servers")
def _servers(zoo, home, lsock):    # the zoo skips if namespaces are not permitted
    assert zoo
    running = Servers(home, lsock)
    with running.stack:
        yield running


def codes_of(finding):
    return {finding["code"], *(also["code"] for also in finding["also"] or [])}


def troubles(findings):
    return [(f["severity"], f["code"], f["title"]) for f in findings if f["severity"] != "hint"]


def test_healthy_servers(servers, programs):
    servers.nginx()
    servers.redis()
    servers.postgres(programs)
    pgbench = [programs / "pgbench", "-h", "127.0.0.1", "-U", "postgres", "postgres"]
    assert not troubles(servers.doctor())
    assert servers.start([*pgbench, "-i", "-q"]).wait(PATIENCE) == 0
    load = [servers.start(["ab", "-q", "-c", "20", "-t", "20", "-n", "10000000", "http://127.0.0.1:8080/"]),
            servers.start(["redis-benchmark", "-q", "-l", "-c", "20", "-t", "get,set"]),
            servers.start([*pgbench, "-c", "5", "-T", "20"])]
    for port in (8080, 6379, 5432):
        servers.wait("state", "established", f"dport = :{port}")
    found = [finding for _ in range(3) for finding in troubles(servers.doctor())]
    assert [process.poll() for process in load] == [None] * 3      # the load lasted
    assert not found


def connect(servers, count, port, data=b""):
    """Opens clients in the namespace from this process; each sends the data."""
    with netns.inside(servers.place.namespace):
        clients = [servers.stack.enter_context(socket.socket()) for _ in range(count)]
    for client in clients:
        client.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            client.connect(("127.0.0.1", port))
    for client in clients if data else []:
        client.setblocking(True)
        client.sendall(data)
    return clients


def stop(servers, pid):
    os.kill(pid, signal.SIGSTOP)
    servers.stack.callback(os.kill, pid, signal.SIGCONT)


def holders(finding):
    return {process["pid"]: process["command"] for process in finding["processes"]}


def worker_of(master):
    return int(Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()[0])


def test_a_stopped_worker(servers, programs):
    """One waiting connection is within a backlog of 1, two are not."""
    assert programs
    worker = worker_of(servers.nginx(" backlog=1"))
    stop(servers, worker)
    connect(servers, 1, 8080)
    assert "accept_queue_full" not in {f["code"] for f in servers.doctor("--interval", "0")}
    connect(servers, 1, 8080)
    finding = servers.find("accept_queue_full")
    assert (finding["severity"], finding["local_port"]) == ("problem", 8080)
    assert finding["title"].startswith("nginx[") and holders(finding)[worker] == "nginx"
    assert "abort_on_overflow" not in codes_of(servers.find("accept_queue_full", "--interval", "0"))
    assert servers.place.run(["sh", "-c", "echo 1 > /proc/sys/net/ipv4/tcp_abort_on_overflow"]).returncode == 0
    assert servers.find("abort_on_overflow", "--interval", "0")["local_port"] == 8080


def test_a_stopped_server_is_one_problem(servers, programs):
    """A full queue, connections that are not accepted, unanswered SYNs and drops: one finding with its evidence."""
    assert programs
    worker = worker_of(servers.nginx(" backlog=1"))
    stop(servers, worker)
    connect(servers, 4, 8080)
    finding = servers.find("not_accepted")
    assert finding["code"] == "accept_queue_full"
    finding = servers.find("syn_unanswered")
    assert codes_of(finding) >= {"accept_queue_full", "not_accepted", "syn_unanswered"}
    assert codes_of(finding) & {"listener_dropped", "accept_queue_overflow"}
    assert len(troubles(servers.doctor())) == 1


def test_a_client_that_never_closes(servers, programs, home):
    """Redis closes its connections, and this client keeps them. A recording is edited to be older than a minute."""
    assert programs
    servers.redis()
    clients = connect(servers, 10, 6379, b"PING\r\n")
    assert {client.recv(100) for client in clients} == {b"+PONG\r\n"}
    assert connect(servers, 1, 6379, b"CLIENT KILL TYPE normal SKIPME yes\r\n")[0].recv(100) == b":10\r\n"
    for client in clients:
        assert client.recv(100) == b""
    recording = home / "recording"
    servers.doctor("--record", recording)
    lines = [json.loads(line) for line in recording.read_text().splitlines()]
    ended = [s for s in lines if s["type"] == "socket" and s["state"] == "CLOSE-WAIT"]
    assert len(ended) == 10
    for age, severity in ((59999, None), (60000, "problem")):
        for sock in ended:
            sock["tcp_info"]["last_ack_received_ms"] = age
        recording.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
        found = {f["code"]: f for f in servers.doctor("--read", recording)}
        assert ("close_wait_leak" in found) == bool(severity)
    assert found["close_wait_leak"]["severity"] == severity
    assert (found["close_wait_leak"]["count"], found["close_wait_leak"]["remote_port"]) == (10, 6379)
    assert list(holders(found["close_wait_leak"])) == [os.getpid()]


def test_a_stopped_receiver(servers, programs):
    assert programs
    redis = servers.redis()
    client, = connect(servers, 1, 6379, b"PING\r\n")
    assert client.recv(100) == b"+PONG\r\n"
    assert not troubles(servers.doctor())
    stop(servers, redis.pid)
    client.settimeout(1)
    with pytest.raises(TimeoutError):
        while True:
            client.sendall(b"x" * 100000)
    finding = servers.find("program_does_not_read")
    assert finding["severity"] == "problem" and finding["title"].startswith(f"redis-server[{redis.pid}]")


def ip(place, *words):
    done = place.run(["ip", *words])
    assert done.returncode == 0, done


def test_a_peer_that_vanishes(servers, programs):
    """Its veth is deleted while redis has data to send to it."""
    assert programs
    peer = servers.stack.enter_context(Place())
    ip(servers.place, "link", "add", "here", "type", "veth", "peer", "name", "there", "netns",
       f"/proc/{os.getpid()}/fd/{peer.namespace}")
    for place, name, number in ((servers.place, "here", 1), (peer, "there", 2)):
        ip(place, "address", "add", f"10.9.0.{number}/24", "dev", name)
        ip(place, "link", "set", name, "up")
    redis = servers.redis()
    with netns.inside(peer.namespace):
        reader = servers.stack.enter_context(socket.create_connection(("10.9.0.1", 6379), 5))
    reader.sendall(b"SUBSCRIBE news\r\n")
    assert reader.recv(100).startswith(b"*3")
    port = reader.getsockname()[1]
    ip(servers.place, "link", "delete", "here")
    writer, = connect(servers, 1, 6379, b"PUBLISH news hello\r\n")
    assert writer.recv(100) == b":1\r\n"
    assert "peer_silent" not in {f["code"] for f in servers.doctor("--interval", "0")}     # not yet
    finding = servers.find("peer_silent")
    assert finding["title"].startswith(f"10.9.0.2:{port} does not acknowledge")
    assert holders(finding) == {redis.pid: "redis-server"}


def test_a_limit_of_descriptors(servers, programs):
    """80 % of 64 is a warning, 95 % a problem."""
    assert programs
    worker = worker_of(servers.nginx(prefix=["prlimit", "--nofile=64"]))
    used = len(os.listdir(f"/proc/{worker}/fd"))
    for wanted, severity in ((51, None), (52, "warning"), (60, "warning"), (61, "problem")):
        connect(servers, wanted - used, 8080, b"GET ")
        used = wanted
        servers.wait("--at-least", str(1), "state", "established", "sport = :8080", "and", f"pid = {worker}")
        while len(os.listdir(f"/proc/{worker}/fd")) < wanted:
            time.sleep(0.01)
        found = {f["code"]: f for f in servers.doctor("--interval", "0")}
        assert found.get("descriptor_limit", {}).get("severity") == severity
    finding = found["descriptor_limit"]
    assert finding["title"].startswith(f"nginx[{worker}] has 61 files") and finding["title"].endswith("limit is 64")
    assert worker in holders(finding)
