# SPDX-License-Identifier: GPL-2.0-or-later
"""Options and words that people know from ss, netstat, lsof, fuser, sockstat and somo, and bare words: ports, states,
addresses and existing names."""

import functools
import json
import os
import shlex
import subprocess
import sys

import pytest

from owner_scene import plant
import place
from place import Place
from program import Program

LONG_NAME = "server-with-a-long-name"       # the kernel keeps 15 bytes

DOUBT = " (lsock cannot inspect some processes, so the name may exist)"

hides_processes = functools.cache(place.hides_processes)

SOCKETS = """
import ctypes, socket, sys
ctypes.CDLL(None).prctl(15, sys.argv[1].encode())
def listen(host, port):
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    sock.bind((host, port))
    sock.listen()
    return sock
kept = {sockets}
print("ready", flush=True)
sys.stdin.read()
"""


class Scene:
    """web listens on 8080 and 8443, the long name on 5432 with a client, a process of nobody on 9000 of hab0."""

    PROCESSES = {
        "web": "[listen('127.0.0.1', 8080), listen('::1', 8443)]",
        LONG_NAME: "[listen('127.0.0.1', 5432)]",
        "client": "[socket.create_connection(('127.0.0.1', 5432))]",
        "hab app": "[listen('10.7.0.1', 9000)]",
    }

    def __init__(self, lsock):
        self.lsock = str(lsock)
        self.place = Place()
        self.running = []

    def __enter__(self):
        self.place.__enter__()
        for command in ("ip link add hab0 type veth peer name hab1", "ip addr add 10.7.0.1/24 dev hab0",
                        "ip link set hab0 up"):
            assert self.place.run(command.split()).returncode == 0
        for name, sockets in self.PROCESSES.items():
            process = self.place.start([sys.executable, "-c", SOCKETS.replace("{sockets}", sockets), name],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self.running.append(process)
            assert process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_):
        for process in self.running:
            process.stdin.close()
            process.stdout.close()
            process.wait()
        self.place.__exit__()

    def run(self, line, **options):
        """Runs `lsock` with this command line, as in a shell."""
        return self.place.run([self.lsock, *shlex.split(line)], **options)

    def plan(self, line):
        """Returns the tests of the resulting filter, which must all hold."""
        run = self.run("--plan " + line)
        assert (run.returncode, run.stderr) == (0, ""), run.stderr
        lines = [text[9:] for text in run.stdout.splitlines() if text.startswith(("kernel ", "here "))]
        return [text for text in lines if not text.startswith("tests every row")]

    def ports(self, line):
        """Returns the local ports of the listing; 0 for ports chosen by the system."""
        run = self.run("--json " + line)
        assert run.returncode in (0, 4 if hides_processes() else 0), run.stderr
        return {s["local_port"] if s["local_port"] in (8080, 8443, 5432, 9000) else 0
                for s in json.loads(run.stdout)["sockets"]}

    def refusal(self, line):
        """Returns the marked part of the command line, the message, and the remedy."""
        run = self.run(line)
        assert (run.returncode, run.stdout) == (2, ""), (run.stdout, run.stderr)
        if hides_processes():
            run.stderr = run.stderr.replace(DOUBT, "")
        message, typed, under, *remedy = run.stderr.splitlines()
        return typed[under.index("^"):under.rindex("^") + 1], message.removeprefix("lsock: "), *remedy


@pytest.fixture(scope="module", name="scene")
def _scene(lsock):
    if os.geteuid() != 0:
        pytest.skip("must be root (namespaces)")
    with Scene(lsock) as scene:
        yield scene


NO_NAME = "no such word, process, unit, container, user, interface or namespace"
TAKES_NONE = "{} takes no argument"

# The tool, the command line, and the tests of the resulting filter.
FILTERS = [
    ("ss", "-t -a", ["tcp"]),
    ("ss", "-tln sport = :8080", ["sport = :8080", "tcp", "listening"]),
    ("ss", "-tn state established", ["state established", "tcp"]),
    ("ss", "-tn state established '( dport = :443 or sport = :443 )'",
     ["state established", "dport = :443 or sport = :443", "tcp"]),
    ("ss", "-t state close-wait", ["state close-wait", "tcp"]),
    ("ss", "-tn dst 10.0.0.0/8", ["dst 10.0.0.0/8", "tcp"]),
    ("ss", "-4 state listening", ["state listening", "inet"]),
    ("ss", "-A tcp,udp", ["tcp or udp"]),
    ("ss", "-f inet6", ["inet6"]),
    ("ss", "-tn src 127.0.0.1:5432", ["src 127.0.0.1:5432", "tcp"]),
    ("ss", "-tn sport gt :1024", ["sport gt :1024", "tcp"]),
    ("ss", "-tn exclude listening", ["exclude listening", "tcp"]),
    ("netstat", "-an", []),
    ("netstat", "-tan", ["tcp"]),
    ("netstat", "-uan", ["udp"]),
    ("netstat", "-ltn", ["tcp", "listening"]),
    ("netstat", "-tln4", ["tcp", "inet", "listening"]),
    ("netstat", "-antW", ["tcp"]),
    ("netstat", "-x", ["unix"]),
    ("netstat", "--inet", ["inet"]),
    ("netstat", "--inet6 -t", ["tcp", "inet6"]),
    ("netstat", "--tcp --listening --numeric", ["tcp", "listening"]),
    ("netstat", "--wide --numeric-ports -t", ["tcp"]),
    ("netstat of Windows", "-an tcp", ["tcp"]),
    ("netstat of Solaris", "-an -P tcp", ["tcp"]),
    ("lsof", "-nP -iTCP -sTCP:LISTEN", ["TCP", "state LISTEN"]),
    ("lsof", "-nPiTCP:8080", ["TCP", ":8080"]),
    ("lsof", "-i:8080", [":8080"]),
    ("lsof", "-i:8080,8443", [":8080,8443"]),
    ("lsof", "-i:8000-9000", [":8000-9000"]),
    ("lsof", "-iUDP:53", ["UDP", ":53"]),
    ("lsof", "-i4TCP", ["inet", "TCP"]),
    ("lsof", "-i6UDP:53", ["inet6", "UDP", ":53"]),
    ("lsof", "-i@127.0.0.1", ["127.0.0.1"]),
    ("lsof", "-iTCP@127.0.0.1:5432", ["TCP", "127.0.0.1:5432"]),
    ("lsof", "-i@[::1]:8443", ["[::1]:8443"]),
    ("lsof", "-t -i:8080", [":8080", "tcp"]),
    ("lsof", "-iTCP:8080 -iTCP:8443", ["TCP", ":8080 or :8443", "TCP"]),
    ("lsof", "-iTCP -sTCP:ESTABLISHED,CLOSE_WAIT", ["TCP", "state ESTABLISHED or state CLOSE_WAIT"]),
    ("lsof", "-iTCP -sTCP:^LISTEN", ["TCP", "exclude LISTEN"]),
    ("lsof", "-n -P tcp:8080", ["tcp", ":8080"]),
    ("lsof", "-U", ["unix"]),
    ("lsof", "-i:http", [":http"]),
    ("fuser", "8080/tcp", ["tcp", ":8080"]),
    ("fuser", "8080/tcp 53/udp", ["( tcp :8080 ) or ( udp :53 )"]),
    ("fuser", "-n tcp 8080", ["tcp", ":8080"]),
    ("fuser", "-4 8080/tcp", ["tcp", ":8080", "inet"]),
    ("sockstat", "-4l", ["inet", "listening"]),
    ("sockstat", "-46", ["inet or inet6"]),
    ("sockstat", "-P tcp", ["tcp"]),
    ("somo", "--port 8080", ["port 8080"]),
    ("somo", "--port=8080", ["port 8080"]),
    ("somo", "--remote-port 443", ["dport 443"]),
    ("somo", "--local-port 22", ["sport 22"]),
    ("somo", "--proto udp", ["protocol udp"]),
    ("somo", "--pid 1", ["pid 1"]),
    ("somo", "--listen --tcp", ["tcp", "listening"]),
    ("ps", "--user root", ["user root"]),
    ("tcpdump", "port 8080", ["port 8080"]),
    ("tcpdump", "tcp port 8080", ["tcp", "port 8080"]),
    ("tcpdump", "host 10.0.0.5", ["host 10.0.0.5"]),
    ("tcpdump", "net 10/8", ["net 10/8"]),
    ("tcpdump", "src port 22", ["src port 22"]),
    ("tcpdump", "dst net 10.0.0.0/8 and dst port 443", ["dst net 10.0.0.0/8", "dst port 443"]),
    ("tcpdump", "tcp and not port 22", ["tcp", "not port 22"]),
    ("curl", "localhost:8080", ["127.0.0.0/8:8080 or [::1]:8080"]),
    ("ping", "localhost", ["127.0.0.0/8 or [::1]"]),

    ("a person", "8080", [":8080"]),
    ("a person", "80 443", [":80 or :443"]),
    ("a person", "8000-8100", [":8000-8100"]),
    ("a person", "80,443", [":80,443"]),
    ("a person", ":80,443", [":80,443"]),
    ("a person", "dport 8000-8100", ["dport 8000-8100"]),
    ("a person", "CLOSE_WAIT", ["state CLOSE_WAIT"]),
    ("a person", "established time-wait", ["state established or state time-wait"]),
    ("a person", "-t ESTAB 5432", ["state ESTAB", ":5432", "tcp"]),
    ("a person", "-l close-wait", ["state close-wait"]),
    ("a person", "127.0.0.1", ["127.0.0.1"]),
    ("a person", "10.0.0.0/8 443", ["10.0.0.0/8", ":443"]),
    ("a person", "10.0.0.5 10.0.0.6", ["10.0.0.5 or 10.0.0.6"]),
    ("a person", "80 and 443", [":80", ":443"]),
    ("a person", "not 22", ["not :22"]),
    ("a person", "web", ["process = web"]),
    ("a person", "web client", ["process = web or process = client"]),
    ("a person", "web 8080", ["process = web", ":8080"]),
    ("a person", "web 8080 8443 listen", ["process = web", ":8080 or :8443", "state listen"]),
    ("a person", "not web", ["not process = web"]),
    ("a person", LONG_NAME, [f"process = {LONG_NAME[:15]}"]),
    ("a person", LONG_NAME[:15], [f"process = {LONG_NAME[:15]}"]),
    ("a person", "\"'hab app'\"", ["process = 'hab app'"]),
    ("a person", "root", ["user = root"]),
    ("a person", "root 8080", ["user = root", ":8080"]),
    ("a person", "hab0", ["interface = hab0 or src 10.7.0.1"]),
    ("a person", "accept_queue '>' accept_queue_max", ["accept_queue > accept_queue_max"]),
]

# The tool, the command line, its marked part, the message and the remedy.
REFUSALS = [
    ("lsof", "-p 1234", "1234", "-p takes no argument", "`lsock pid = 1234`, or for a port `lsock -p :1234`"),
    ("lsof", "-i -a -p 1234", "1234", "-p takes no argument", "`lsock pid = 1234`, or for a port `lsock -p :1234`"),
    ("lsof", "-u root", "root", "-u takes no argument", "`lsock user = root`"),
    ("lsof", "-c nginx", "c", "unknown option -c: it belongs to netstat, lsof and sockstat",
     "`lsock --watch` repeats it; one program: `lsock process = nginx`; all connections: `lsock connected`"),
    ("lsof", "-i 4", "4", "-i takes no argument", "`lsock -4`, or for a port `lsock -i :4`"),
    ("lsof", "-v", "v", "unknown option -v: it belongs to netstat and fuser",
     "`lsock -e` shows more of each socket; `lsock -V` shows the version"),
    ("netstat", "-c", "c", "unknown option -c: it belongs to netstat, lsof and sockstat",
     "`lsock --watch` repeats it; one program: `lsock process = X`; all connections: `lsock connected`"),
    ("netstat", "-tunc", "c", "unknown option -c: it belongs to netstat, lsof and sockstat",
     "`lsock --watch` repeats it; one program: `lsock process = X`; all connections: `lsock connected`"),
    ("netstat", "-g", "g", "unknown option -g: it belongs to netstat", "`ip maddr` shows multicast groups"),
    ("netstat", "--route", "--route", "unknown option --route: it belongs to netstat", "`ip route` shows routes"),
    ("netstat", "--statistics", "--statistics", "unknown option --statistics: it belongs to netstat",
     "`lsock -s` counts sockets; `nstat` shows protocol counters"),
    ("netstat", "-anp 8080", "8080", "-p takes no argument", "`lsock pid = 8080`, or for a port `lsock -p :8080`"),
    ("netstat", "-tlnp nginx", "nginx", "-p takes no argument", "`lsock process = nginx`"),
    ("ss", "-tu 53", "53", "-u takes no argument", "`lsock -u :53`, or for a user `lsock uid = 53`"),
    ("ss", "-d", "d", "unknown option -d: it belongs to ss", "lsock does not list DCCP sockets"),
    ("fuser", "-k 8080/tcp", "k", "unknown option -k: it belongs to fuser",
     "`lsock -K 8080/tcp` closes the sockets; to end the processes: `fuser -k 8080/tcp`"),
    ("fuser", "-v 8080/tcp", "v", "unknown option -v: it belongs to netstat and fuser",
     "`lsock -e` shows more of each socket; `lsock -V` shows the version"),
    ("sockstat", "-p 22", "22", "-p takes no argument", "`lsock pid = 22`, or for a port `lsock -p :22`"),
    ("sockstat", "-j 3", "j", "unknown option -j: it belongs to lsof and sockstat",
     "`lsock --json=lines` prints JSON lines; `lsock container = 3` selects a container"),
    ("sockstat", "--json -q", "q", "--json does not take -q"),
    ("sockstat", "-L", "L", "unknown option -L: it belongs to netstat and sockstat",
     "`lsock -l` lists listeners; `lsock not loopback` omits loopback"),
    ("somo", "--program web", "--program", "unknown option --program: it belongs to netstat and somo",
     "`lsock -p` shows processes; `lsock process = web` selects one"),
    ("somo", "--ip 10.0.0.5", "--ip", "unknown option --ip: it belongs to somo", "`lsock host 10.0.0.5`"),
    ("a person", "--state established", "--state", "unknown option --state: it belongs to other tools",
     "`lsock state established`"),
    ("a person", "--json lines", "lines", "--json takes its argument after `=`", "--json=lines"),
    ("a person", "-h web", "web", "unknown verb", "`lsock --help` lists verbs and options; `lsock help VERB` explains one verb"),
    ("a person", "-V web", "web", "--version takes no arguments"),
    ("a person", "-K -s", "s", "-K does not take -s"),
    ("a person", "wbe", "wbe", NO_NAME, "did you mean web?"),
    ("a person", "estblished", "estblished", NO_NAME, "did you mean ESTABLISHED?"),
    ("a person", "lisen", "lisen", NO_NAME, "did you mean LISTEN?"),
    ("a person", "docter", "docter", NO_NAME, "did you mean `lsock doctor`?"),
    ("a person", "watch", "watch", NO_NAME, "did you mean `lsock --watch`?"),
    ("a person", "explian close-wait", "explian", NO_NAME, "did you mean explain?"),
    ("a person", "drops", "", "expected a value, found the end of the filter",
     "for instance `drops > 0`; `lsock --columns +drops` shows the column"),
    ("a person", "--group-by address", "address", "unknown column",
     "did you mean local_address? `lsock --columns help` lists them all"),
    ("a person", "--map=dot --json", "--map=dot", "--json does not take --map=dot"),
    ("a person", "cli", "cli", NO_NAME, "did you mean client? `process ~ *cli*` matches every name that contains it"),
    ("a person", "cli*", "cli*", NO_NAME, "for a pattern: `process ~ cli*`"),
    ("a person", "hab1x", "hab1x", NO_NAME, "did you mean hab1?"),
    ("a person", "https", "https", NO_NAME, "for the port of this service: `:https`"),
    ("a person", "www.example.org", "www.example.org", NO_NAME, "for a host name, which uses DNS: `dst www.example.org`"),
    ("a person", "www.example.org:443", "www.example.org:443", NO_NAME,
     "for a host name, which uses DNS: `dst www.example.org:443`"),
    ("a person", "99999", "99999", "a port is a number from 0 to 65535", "for a process: `pid = 99999`"),
    ("a person", "300.1.2.3", "300.1.2.3", "invalid address",
     "an IPv4 address has four parts from 0 to 255; 193.233.7/24 is a prefix"),
    ("a person", "half-open", "half-open", "ambiguous state name",
     "did you mean `state syn-received`, or `state fin-wait-2 state close-wait`?"),
    ("a person", "-K web", "web", "unknown filter word", "a name needs a keyword here: `process = web`"),
    ("a person", "-K 80 443", "443", "ambiguous: two words of the same kind",
     "write `or` or `and` between them"),
    ("a person", "-E web", "web", "unknown filter word", "a name needs a keyword here: `process = web`"),
    ("a person", "assert web", "web", "unknown filter word", "a name needs a keyword here: `process = web`"),
    ("a person", "wait web", "web", "unknown filter word", "a name needs a keyword here: `process = web`"),
    ("a person", "--netns all hab0", "hab0", NO_NAME, "`interface = hab0` lists the sockets bound to it"),
    ("a person", "recv_queue '>' rtt", "rtt", "these columns have different units"),
]


@pytest.mark.parametrize("tool, line, tests", FILTERS)
def test_filters(scene, tool, line, tests):
    assert scene.plan(line) == tests, tool


@pytest.mark.parametrize("tool, line, marked, refusal", [(*row[:3], row[3:]) for row in REFUSALS])
def test_refusals(scene, tool, line, marked, refusal):
    assert scene.refusal(line) == (marked, *refusal), tool


# These options are refused with --plan. Expected: the listed local ports, 0 for the client's.
LISTINGS = [
    ("ss", "-tulpn", {8080, 8443, 5432, 9000}),
    ("ss", "-tulpn 8080", {8080}),
    ("netstat", "-antp", {8080, 8443, 5432, 9000, 0}),
    ("netstat", "-plant", {8080, 8443, 5432, 9000, 0}),
    ("netstat", "--tcp --programs --extend --timers --wide", {8080, 8443, 5432, 9000, 0}),
    ("lsof", "-i :8080", {8080}),
    ("lsof", "-i tcp:8080", {8080}),
    ("lsof", "-i TCP -sTCP:LISTEN", {8080, 8443, 5432, 9000}),
    ("lsof", "-i TCP -s TCP:LISTEN", {8080, 8443, 5432, 9000}),
    ("lsof", "-nP -i4 -sTCP:LISTEN", {8080, 5432, 9000}),
    ("lsof", "-J -i:5432", {5432, 0}),
    ("sockstat", "-4 -l :9000", {9000}),
    ("somo", "--port 5432 --listen", {5432}),
    ("a person", "web", {8080, 8443}),
    ("a person", "web client 5432", {0}),
    ("a person", "web client established", {0}),
    ("a person", LONG_NAME, {5432}),
    ("a person", f"{LONG_NAME} listen established", {5432}),
    ("a person", "hab0", {9000}),
    ("a person", "lo", {8080, 8443, 5432, 0}),
    ("a person", "hab0 8080", set()),
    ("a person", "8000-9000", {8080, 8443, 9000}),
    ("a person", "-t root 8080", {8080}),
]


@pytest.mark.parametrize("tool, line, ports", LISTINGS)
def test_listings(scene, tool, line, ports):
    assert scene.ports(line) - {None} == ports, tool


def remarks(scene, line, columns=200):
    done = Program(scene.lsock, scene.place).on_terminal("--color=never", *shlex.split(line), columns=columns)
    return [text for text in done.err.splitlines() if " means " in text]


def test_a_terminal_shows_how_names_were_read(scene):
    assert remarks(scene, "web 8080") == ["web means process = web"]
    assert remarks(scene, f"{LONG_NAME} root") == [
        f"{LONG_NAME} means process = {LONG_NAME[:15]}; root means user = root"]
    assert remarks(scene, "-s web") == ["web means process = web"]
    assert remarks(scene, "hab0") == [
        "hab0 means an interface: sockets bound to it or to one of its addresses"]
    assert remarks(scene, "8080 established") == remarks(scene, "process = web") == []
    assert remarks(scene, "--csv web") == []
    assert " means " not in scene.run("web").stderr      # a pipe


def test_a_program_of_another_name(scene):
    path = os.path.realpath(sys.executable)
    assert f"process_path = {path}" in scene.plan(os.path.basename(path))[0].split(" or ")
    assert scene.ports(os.path.basename(path)) == {8080, 8443, 5432, 9000, 0}


def test_names_for_the_summary(scene):
    rows = [row.split() for row in scene.run("-s hab0").stdout.splitlines()]
    assert ["tcp", "LISTEN", "1"] in [row[:3] for row in rows]


def test_every_user_may_use_names(scene):
    run = scene.run("--plan web", uid=65534)
    assert run.returncode == 0 and "process = web" in run.stdout
    run = scene.run("wbe", uid=65534)
    assert run.returncode == 2 and "did you mean web?" in run.stderr


@pytest.fixture(scope="module", name="tree")
def _tree(tmp_path_factory):
    """A /proc of another machine: a unit whose process has a different name, a container, a name with two kinds."""
    root = tmp_path_factory.mktemp("proc")
    os.mkdir(root / "net")
    with open("/proc/net/tcp", "rb") as table:
        (root / "net/tcp").write_bytes(table.read())
    plant(str(root), 1, b"init", "0::/init.scope\n", [])
    plant(str(root), 20, b"redis-server", "0::/system.slice/redis.service\n", [])
    plant(str(root), 30, b"app", "0::/lxc/box/system.slice/app.service\n", [])
    plant(str(root), 40, b"box", "0::/system.slice/thing.service\n", [])
    return root


@pytest.mark.parametrize("word, remark", [
    ("redis", "redis means unit = redis.service"),
    ("redis.service", "redis.service means unit = redis.service"),
    ("redis-server", "redis-server means process = redis-server"),
    ("thing", "thing means unit = thing.service"),
    ("box", "box means process = box, not container = box"),
    ("app", "app means process = app, not unit = app.service"),
])
def test_units_and_containers(scene, tree, word, remark):
    assert remarks(scene, f"-t --proc-root {tree} {word}") == [remark]


def test_hidden_processes_leave_a_doubt(scene, tree):
    (tree / "1").rename(tree / "one")      # like hidepid
    try:
        run = scene.run(f"-t --proc-root {tree} rediss")
    finally:
        (tree / "one").rename(tree / "1")
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1] == "did you mean redis?" + DOUBT


def test_another_network_namespace_is_not_a_filter(scene):
    name = f"habit{os.getpid()}"
    subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        assert scene.refusal(name)[-1] == f"`-N {name}` reads that network namespace"
        assert remarks(scene, f"--netns all {name}") == [
            f"{name} means namespace = {name}"]
    finally:
        subprocess.run(["ip", "netns", "del", name], check=True)


def test_names_of_a_recording(scene, tmp_path):
    file = tmp_path / "recording"
    scene.run(f"-p --count --record {file}")
    assert scene.ports(f"--read {file} web") == {8080, 8443}
    assert scene.ports(f"--read {file} root 8080") == {8080}
    run = scene.run(f"--read {file} wbe")
    assert run.returncode == 2 and "did you mean web?" in run.stderr
    scene.run(f"--no-processes --record {file}")
    run = scene.run(f"--read {file} web")
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1].endswith("the recording lacks processes, so the name may exist)")


def test_a_filter_file_has_no_bare_names(scene, tmp_path):
    file = tmp_path / "filter"
    file.write_text("web\n")
    run = scene.run(f"-F {file}")
    assert run.returncode == 2 and "`process = web`" in run.stderr
    file.write_text("established or 8080\n")
    assert scene.ports(f"-F {file}") == {8080, 5432, 0}


def test_the_table_is_long_enough():
    assert len(FILTERS) + len(REFUSALS) + len(LISTINGS) >= 80
