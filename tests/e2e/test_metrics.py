# SPDX-License-Identifier: GPL-2.0-or-later
"""--prometheus and --openmetrics: the numbers of -s in the formats of Prometheus."""

import collections
import contextlib
import http.server
import json
import os
import re
import socket
import subprocess
import threading
import time
import urllib.request

import pytest

import netns

PATIENCE = 60
SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)+)\})? (\d+)')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')


def parse(text, counter=""):
    """Returns {name: {labels: number}} and {name: type}; checks that every sample is below its heading and occurs
    once."""
    samples, types, heading = collections.defaultdict(dict), {}, None
    for line in text.splitlines():
        if line.startswith("# "):
            _, keyword, name, rest = line.split(" ", 3)
            if keyword == "HELP":
                assert name not in types
                heading = name
            if keyword == "TYPE":
                types[name] = rest
            assert name == heading
            continue
        name, labels, number = SAMPLE.fullmatch(line).groups()
        assert name == heading + (counter if types[heading] == "counter" else ""), line
        labels = tuple(sorted((key, re.sub(r"\\(.)", r"\1", value)) for key, value in LABEL.findall(labels or "")))
        assert len(dict(labels)) == len(labels) and labels not in samples[name], line
        samples[name][labels] = int(number)
    return samples, types


def chosen(samples, **labels):
    """Returns the values of the samples with these labels."""
    return [number for has, number in samples.items() if labels.items() <= dict(has).items()]


def check(text):
    """promtool of Debian's package prometheus."""
    done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture(autouse=True)
def _promtool(tool):
    tool("promtool")


@pytest.fixture(name="full")
def _full(place):
    """A listener with a full accept queue that has dropped a SYN."""
    with netns.inside(place.namespace), contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 8080), backlog=1))
        for _ in range(2):
            stack.enter_context(socket.create_connection(("127.0.0.1", 8080)))
        late = stack.enter_context(socket.socket())
        late.setblocking(False)
        late.connect_ex(("127.0.0.1", 8080))
        yield listener


def test_the_same_numbers_as_a_listing(program):
    metrics, types = parse(program.text("--prometheus", "-tu"))
    sockets = program.sockets("-tu", "--columns", "+drops")
    kinds = collections.Counter((s["protocol"], s["status"], s["family"]) for s in sockets)
    assert set(types.values()) == {"gauge", "counter"}
    for (protocol, state, family), number in kinds.items():
        assert chosen(metrics["lsock_sockets"], protocol=protocol, state=state, family=family) == [number]
    assert sum(metrics["lsock_sockets"].values()) == len(sockets)
    for queue in ("recv_queue", "send_queue"):
        assert sum(metrics[f"lsock_{queue}_bytes"].values()) == sum(s[queue] or 0 for s in sockets) > 0
    waiting = {s["inode"]: s["accept_queue"] for s in sockets if s["status"] == "LISTEN"}
    assert {int(dict(labels)["inode"]): number for labels, number in metrics["lsock_listener_accept_queue"].items()} == waiting
    assert metrics["lsock_complete"] == {(): 1}


def test_zeros_are_included(program):
    """A state without sockets is known to be 0."""
    metrics, _ = parse(program.text("--prometheus", "-t4", "state", "listen"))
    states = {dict(labels)["state"]: number for labels, number in metrics["lsock_sockets"].items()
              if dict(labels)["family"] == "inet"}
    assert len(states) == 11 and states["CLOSING"] == 0 < states["LISTEN"]


def test_json_has_the_same(program, tmp_path):
    """Uses a recording: queues and drops change between runs."""
    recording = str(tmp_path / "recording")
    program.text("-tum", "--record", recording)
    metrics, _ = parse(program.text("--prometheus", "--read", recording))
    rows = json.loads(program.text("-s", "--json", "--read", recording))["counts"]

    def numbers(kind, key):
        return sorted(row[key] for row in rows if row["kind"] == kind and row[key] is not None)

    for kind, key, name in (("sockets", "number", "sockets"), ("sockets", "recv_queue", "recv_queue_bytes"),
                            ("sockets", "drops", "drops"), ("listener", "number", "listener_accept_queue"),
                            ("listener", "limit", "listener_accept_queue_max"), ("listener", "drops", "listener_drops_total"),
                            ("remote", "number", "remote_sockets"), ("remote", "send_queue", "remote_send_queue_bytes")):
        assert sorted(metrics[f"lsock_{name}"].values()) == numbers(kind, key) != [], name
    metrics, _ = parse(program.text("--prometheus", "-t"))
    rows = json.loads(program.text("-s", "--json", "-t"))["counts"]
    names = {row["name"] for row in rows if row["kind"] == "counter"}
    assert names == {dict(labels)["name"] for labels in metrics["lsock_kernel_events_total"]} >= {"ListenOverflows", "ListenDrops"}
    assert all(row["netns"] is not None for row in rows if row["kind"] in ("sockets", "listener", "remote", "counter"))


def test_a_full_accept_queue(lsock, place, full):
    """Depth, limit and drops of the listener; overflows of its namespace."""
    del full
    deadline = time.monotonic() + PATIENCE
    while True:
        metrics, types = parse(place.run([lsock, "--prometheus", "-t"], check=True).stdout)
        if chosen(metrics["lsock_listener_drops_total"], local_port="8080") != [0] or time.monotonic() > deadline:
            break
    assert chosen(metrics["lsock_listener_accept_queue"], local_address="127.0.0.1", local_port="8080", state="LISTEN") == [2]
    assert chosen(metrics["lsock_listener_accept_queue_max"], local_port="8080", protocol="tcp", family="inet") == [1]
    assert chosen(metrics["lsock_listener_drops_total"], local_port="8080")[0] > 0
    assert chosen(metrics["lsock_kernel_events_total"], name="ListenDrops", scope="namespace")[0] > 0
    assert types["lsock_listener_drops_total"] == types["lsock_kernel_events_total"] == "counter"
    inode = str(os.fstat(place.namespace).st_ino)
    assert {dict(labels).get("netns") for labels in metrics["lsock_kernel_events_total"]} == {inode}
    for labels in metrics["lsock_kernel_sockets"]:
        assert ("netns" in dict(labels)) == (dict(labels)["scope"] == "namespace")


def test_listeners_on_one_port_are_distinguished(lsock, place):
    with netns.inside(place.namespace), contextlib.ExitStack() as stack:
        made = [stack.enter_context(socket.create_server(("127.0.0.1", 8081), reuse_port=True)) for _ in range(3)]
        text = place.run([lsock, "--prometheus", "-t"], check=True).stdout
        check(text)
        metrics, _ = parse(text)
    inodes = {dict(labels)["inode"] for labels in metrics["lsock_listener_accept_queue"]
              if dict(labels)["local_port"] == "8081"}
    assert len(inodes) == len(made)


def test_drops_of_udp(lsock, place):
    """A socket without drops has no series: a client's port changes each time."""
    with netns.inside(place.namespace), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as full, \
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as idle:
        full.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        full.bind(("127.0.0.1", 53))
        idle.bind(("127.0.0.1", 54))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            for _ in range(20):
                client.sendto(bytes(1000), ("127.0.0.1", 53))
        metrics, _ = parse(place.run([lsock, "--prometheus", "-u"], check=True).stdout)
    dropped = chosen(metrics["lsock_listener_drops_total"], protocol="udp", local_port="53")
    assert dropped[0] > 0 and not chosen(metrics["lsock_listener_drops_total"], local_port="54")
    assert chosen(metrics["lsock_drops"], protocol="udp", state="unconnected", family="inet") == dropped


@pytest.mark.parametrize("arguments", [[], ["-t"], ["-A", "all"], ["--netns", "all"], ["--backend", "procfs"], ["-l", "sport < 1024"]],
                         ids=" ".join)
def test_promtool_has_no_complaints(program, arguments):
    done = program.run("--prometheus", *arguments)
    assert done.status in (0, 4) and parse(done.out)[0]["lsock_sockets"]
    check(done.out)


def test_labels_are_escaped(lsock, place, tmp_path):
    """Names of unix sockets may contain any bytes."""
    names = [b'\0quote " and \\ and\nline', b"\0no utf8 \xff", b"\0no utf8 \xfe", b"\0\xe2\x80\xae"]
    with netns.inside(place.namespace), contextlib.ExitStack() as stack:
        for name in names:
            listener = stack.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(name)
            listener.listen()
        text = place.run([lsock, "--prometheus", "-x"], check=True).stdout
    check(text)
    metrics, _ = parse(text)
    shown = {dict(labels)["local_address"] for labels in metrics["lsock_listener_accept_queue"]}
    assert shown >= {'@quote " and \\\\ and\\nline', r"@no utf8 \xff", r"@no utf8 \xfe", r"@\u{202e}"}
    assert all(line.isprintable() for line in text.splitlines())


def test_unknown_values_have_no_sample(program, tmp_path):
    """/proc lacks drops of TCP and limits of accept queues; netstat lacks inodes."""
    metrics, _ = parse(program.run("--prometheus", "--backend", "procfs", "-t").out)
    assert metrics["lsock_listener_accept_queue"] and "lsock_listener_accept_queue_max" not in metrics
    assert "lsock_listener_drops_total" not in metrics and not chosen(metrics["lsock_drops"], state="LISTEN", family="inet")
    text = tmp_path / "netstat"
    text.write_text("tcp        3      0 127.0.0.1:80            0.0.0.0:*               LISTEN\n" * 2)
    metrics, _ = parse(program.run("--prometheus", "--read", str(text)).out)
    assert chosen(metrics["lsock_sockets"], protocol="tcp", state="LISTEN", family="inet") == [2]
    assert not [name for name in metrics if "listener" in name or "kernel" in name]
    assert not chosen(metrics["lsock_sockets"], protocol="udp")


def test_incomplete(program, tmp_path):
    """A table that could not be read has no samples."""
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "tcp").write_text(program.zoo.run(["cat", "/proc/net/tcp"], check=True).stdout)
    done = program.run("--prometheus", "--proc-root", str(tmp_path), "-tu")
    metrics, _ = parse(done.out)
    assert done.status == 4 and metrics["lsock_complete"] == {(): 0}
    assert chosen(metrics["lsock_sockets"], protocol="tcp") and not chosen(metrics["lsock_sockets"], protocol="udp")


def test_no_kernel_counters_for_a_subset(program, tmp_path):
    """The kernel's counters do not apply to a subset selected by words or by a file."""
    (tmp_path / "filter").write_text("sport = :7004\n")
    (tmp_path / "empty").write_text("# nothing\n")
    for arguments, shown in ((["-F", tmp_path / "filter"], False), (["sport", "=", ":7004"], False), (["-4"], False),
                             (["-l"], False), (["-F", tmp_path / "empty"], True), (["-a"], True)):
        metrics, _ = parse(program.text("--prometheus", "-t", *map(str, arguments)))
        assert bool(metrics["lsock_kernel_sockets"]) == bool(metrics["lsock_kernel_events_total"]) == shown, arguments
        kinds = {row[1] for row in program.table("-s", "-t", *map(str, arguments))[1]}
        assert ("in_use" in kinds) == shown, arguments


def test_every_namespace(lsock, place):
    """Counters of another namespace are read through a process in it."""
    with netns.inside(place.namespace), socket.create_server(("127.0.0.1", 8080)):
        with place.start(["sleep", "1000"]) as sleeper:
            metrics, _ = parse(subprocess.run([lsock, "--prometheus", "--netns", "all", "-t"], capture_output=True, text=True,
                                              check=False).stdout)
            sleeper.terminate()
    inode = str(os.fstat(place.namespace).st_ino)
    here = str(os.stat("/proc/self/ns/net").st_ino)
    assert chosen(metrics["lsock_sockets"], netns=inode, state="LISTEN", family="inet") == [1]
    for space in (inode, here):
        assert chosen(metrics["lsock_kernel_sockets"], netns=space, name="in_use")
        assert chosen(metrics["lsock_kernel_events_total"], netns=space, name="ListenOverflows")
    assert len(chosen(metrics["lsock_kernel_sockets"], name="orphans", scope="machine")) == 1


def test_the_top_remote_addresses(lsock, place):
    with netns.inside(place.namespace), contextlib.ExitStack() as stack:
        for host in range(1, 16):
            listener = stack.enter_context(socket.create_server((f"127.0.1.{host}", 8080), backlog=50))
            for _ in range(host):
                stack.enter_context(socket.create_connection(listener.getsockname(), source_address=("127.0.0.1", 0)))

        def remotes(*arguments):
            metrics, _ = parse(place.run([lsock, "--prometheus", "-t", *arguments], check=True).stdout)
            return {dict(labels)["remote_address"]: number for labels, number in metrics["lsock_remote_sockets"].items()}

        assert remotes("--top", "3") == {"127.0.0.1": 120, "127.0.1.15": 15, "127.0.1.14": 14}
        rows = [line.split() for line in place.run([lsock, "-s", "-t", "--top", "2"], check=True).stdout.splitlines()]
        assert [row[:3] for row in rows[-2:]] == [["tcp", "127.0.0.1", "120"], ["tcp", "127.0.1.15", "15"]]
        assert len(remotes()) == 10 and remotes("--top", "0") == {} and len(remotes("--top", "99")) == 16


def test_openmetrics_is_the_same(program):
    """Except for counter names in headings, units, and the last line."""
    text = program.text("--openmetrics", "-t")
    assert text.endswith("\n# EOF\n") and text.count("# EOF") == 1
    open_metrics, types = parse(text.removesuffix("# EOF\n"), counter="_total")
    metrics, _ = parse(program.text("--prometheus", "-t"))
    assert {name: sorted(samples) for name, samples in open_metrics.items()} == {
        name: sorted(samples) for name, samples in metrics.items()}
    assert types["lsock_listener_drops"] == "counter" and "lsock_listener_drops_total" not in types
    units = dict(re.findall(r"^# UNIT (\S+) (\S+)$", text, re.MULTILINE))
    assert set(units.values()) == {"bytes"} and all(name.endswith("_bytes") for name in units)
    assert {name for name in types if name.endswith("_bytes")} == set(units)


def test_one_format_at_a_time(program):
    for arguments in (["--prometheus", "--openmetrics"], ["--prometheus", "--json"], ["--openmetrics", "--csv"]):
        assert program.run(*arguments).status == 2, arguments


class Served:
    """Serves one document over HTTP on loopback, as a target of Prometheus."""

    def __init__(self, text):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):       # pylint: disable=invalid-name
                body = text.encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):      # pylint: disable=arguments-differ
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def prometheus(directory, target):
    """ask(path) of the API of a Prometheus that scrapes the target."""
    port = free_port()
    (directory / "prometheus.yml").write_text(
        "global: {scrape_interval: 1s, scrape_timeout: 1s}\n"
        f"scrape_configs: [{{job_name: lsock, static_configs: [{{targets: ['127.0.0.1:{target}']}}]}}]\n")
    with open(directory / "log", "wb") as log, subprocess.Popen(
            ["prometheus", f"--config.file={directory}/prometheus.yml", f"--storage.tsdb.path={directory}/data",
             f"--web.listen-address=127.0.0.1:{port}"], stdout=log, stderr=log) as server:
        def ask(path):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/{path}", timeout=PATIENCE) as answer:
                return json.load(answer)["data"]
        try:
            yield ask
        finally:
            server.terminate()


def wait_for(ask, path, done):
    """Repeats the query until the answer is ready."""
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = None
        with contextlib.suppress(OSError):
            answer = ask(path)
        if answer is not None and done(answer):
            return answer
        assert time.monotonic() < deadline, answer


def test_prometheus_scrapes_it(lsock, place, full, tool, tmp_path):
    tool("prometheus")
    del full
    text = place.run([lsock, "--openmetrics", "-t"], check=True).stdout
    metrics, _ = parse(text.removesuffix("# EOF\n"), counter="_total")
    served = Served(text)
    with prometheus(tmp_path, served.port) as ask:
        state = wait_for(ask, "targets", lambda data: data["activeTargets"] and
                         data["activeTargets"][0]["health"] != "unknown")["activeTargets"][0]
        assert (state["health"], state["lastError"]) == ("up", "")

        def value(query):
            result = wait_for(ask, f"query?query={query}", lambda data: data["result"])["result"]
            return [int(sample["value"][1]) for sample in result]

        assert value("lsock_listener_accept_queue") == [2] and value("lsock_listener_accept_queue_max") == [1]
        assert value("sum(lsock_sockets)") == [sum(metrics["lsock_sockets"].values())]
        assert sorted(value("lsock_kernel_events_total")) == sorted(metrics["lsock_kernel_events_total"].values())
        assert wait_for(ask, "metadata?metric=lsock_listener_drops", bool)["lsock_listener_drops"][0]["type"] == "counter"
    served.server.shutdown()
