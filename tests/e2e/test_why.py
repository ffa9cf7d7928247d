# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock why compared with a real bind() and listen(), for every pair of an existing and a requested socket."""

import contextlib
import errno
import itertools
import json
import os
import socket
import subprocess
import sys

import netns
import pytest
from place import Place

PORT = 18080
V4, V6 = socket.AF_INET, socket.AF_INET6

# Addresses that hold the port and requested addresses: family, address, v6only
HELD = [(V4, "0.0.0.0", 0), (V4, "127.0.0.1", 0), (V6, "::", 0), (V6, "::", 1), (V6, "::1", 0),
        (V6, "::ffff:127.0.0.1", 0)]
WANTED = {"": (V6, "::", 0), "0.0.0.0": (V4, "0.0.0.0", 0), "127.0.0.1": (V4, "127.0.0.1", 0),
          "127.0.0.2": (V4, "127.0.0.2", 0), "[::1]": (V6, "::1", 0)}


def make(family, address, v6only, port, *, reuse, kind=socket.SOCK_STREAM):
    sock = socket.socket(family, kind)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(reuse))
        if family == V6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
        sock.bind((address, port))
    except OSError:
        sock.close()
        raise
    return sock


@contextlib.contextmanager
def holding(how, address, port, reuse):
    """Holds the port with a listener, a bound socket, an accepted connection, a client, or a record of the kernel."""
    family, where, v6only = address
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(where, where)
    with contextlib.ExitStack() as stack:
        def keep(sock):
            stack.callback(sock.close)
            return sock

        if how == "client":
            server = keep(make(family, where, v6only, port - 1000, reuse=True))
            server.listen(1)
            client = keep(make(family, target, v6only, port, reuse=reuse))
            client.connect((target, port - 1000))
            keep(server.accept()[0])
            yield
            return
        held = keep(make(family, where, v6only, port, reuse=reuse))
        if how == "bound":
            yield
            return
        held.listen(5)
        if how == "listens":
            yield
            return
        client = keep(socket.socket(family))
        client.connect((target, port))
        accepted = keep(held.accept()[0])
        held.close()
        if how == "time_wait":
            accepted.close()
            client.close()
        yield


def kernel_says(wanted, port, reuse):
    try:
        with make(*wanted, port, reuse=reuse) as sock:
            sock.listen(1)
    except OSError as error:
        assert error.errno == errno.EADDRINUSE
        return "taken"
    return "free"


@pytest.mark.parametrize("how", ["listens", "bound", "client", "accepted", "time_wait"])
def test_it_agrees_with_the_kernel(place, lsock, how):
    """Root can read the options of other sockets, so only a record of the kernel leaves a doubt."""
    seen = 0
    for address, held_reuse, reuse in itertools.product(HELD, (False, True), (False, True)):
        port = PORT + seen      # a record of an earlier run would not conflict
        with netns.inside(place.namespace), holding(how, address, port, held_reuse):
            for name, wanted in WANTED.items():
                truth = kernel_says(wanted, port, reuse)
                asked = f"{name}:{port}" if name else str(port)
                done = place.run([lsock, "why", asked, *([] if reuse else ["--no-reuse"])])
                answer = done.stdout.split(":")[0]
                case = (how, address, held_reuse, reuse, name, truth, done)
                if answer == "depends":
                    assert how == "time_wait" and done.returncode == 4, case
                else:
                    assert answer == truth, case
                    assert done.returncode == {"free": 0, "taken": 1}[answer], case
                seen += 1
    assert seen == len(HELD) * 4 * len(WANTED)


def test_udp(place, lsock):
    with netns.inside(place.namespace), make(V4, "127.0.0.1", 0, 5300, reuse=False, kind=socket.SOCK_DGRAM):
        assert place.run([lsock, "why", "udp/5300"]).stdout.startswith("taken: ")
        assert place.run([lsock, "why", "5300/udp"]).returncode == 1
        assert place.run([lsock, "why", "--udp", "5300"]).returncode == 1
        assert place.run([lsock, "why", "5300"]).returncode == 0


def test_a_low_port_needs_privilege(place, lsock):
    assert place.run([lsock, "why", "80"]).returncode == 0
    done = place.run([lsock, "why", "80"], uid=65534)
    assert done.returncode == 1 and done.stdout.startswith("not allowed: port 80 is below 1024")


def test_a_listener_in_another_namespace(place, lsock):
    with Place() as other, netns.inside(other.namespace), make(V4, "0.0.0.0", 0, 18123, reuse=True) as sock:
        sock.listen(1)
        done = place.run([lsock, "why", "18123", "--json"])
        finding = json.loads(done.stdout)["findings"][0]
        assert (done.returncode, finding["code"]) == (0, "port_elsewhere")
        assert finding["netns"] == os.fstat(other.namespace).st_ino


@pytest.mark.parametrize("words, message", [
    ([], "missing port"), (["foo"], "expected a port"), (["99999"], "expected a port"),
    (["1.2.3:80"], "expected ADDRESS:PORT"), (["1", "2", "3"], "expected one port, unix and a path, or the two ends")])
def test_invalid_ports_are_refused(place, lsock, words, message):
    done = place.run([lsock, "why", *words])
    assert done.returncode == 2 and message in done.stderr


def test_the_kernel_decides(place, lsock):
    with netns.inside(place.namespace), holding("time_wait", (V4, "127.0.0.1", 0), 18200, True):
        assert place.run([lsock, "why", "18200"]).returncode == 4
        done = place.run([lsock, "why", "18200", "--try"])
        assert done.returncode == 0 and done.stdout.startswith("free: ")
        assert "bind() to port 18200: success" in done.stdout
    done = place.run([lsock, "why", "192.0.2.1:80", "--try"])
    assert done.returncode == 1 and "bind() to port 80: Cannot assign requested address" in done.stdout


def test_both_ends_of_a_connection(place, lsock):
    with netns.inside(place.namespace), make(V4, "127.0.0.1", 0, 18300, reuse=True) as server:
        server.listen(1)
        with socket.create_connection(("127.0.0.1", 18300)) as client, server.accept()[0] as accepted:
            accepted.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 77)
            ends = ["127.0.0.1:18300", "127.0.0.1:%d" % client.getsockname()[1]]
            text = " ".join(place.run([lsock, "why", *ends]).stdout.split())
            assert text.count("one end") == 2
            assert "Keepalive is on: the first probe after 77 s without a segment" in text
            assert "this end does not notice if the peer disappears" in text
    assert place.run([lsock, "why", *ends]).returncode in (0, 1)     # a TIME-WAIT may exist
    assert place.run([lsock, "why", "127.0.0.1:1", "127.0.0.1:2"]).returncode == 1


def findings_of(done):
    return {f["code"]: f for f in json.loads(done.stdout)["findings"]}


def test_the_path_of_a_unix_socket(place, lsock, tmp_path):
    """bind() fails where a file is, whether a socket is behind it or not."""
    path = str(tmp_path / "socket")

    def why(*words):
        return place.run([lsock, "why", *words])
    with netns.inside(place.namespace):
        server, bound = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    with server, bound:
        assert (why(path).returncode, why("unix", path).stdout.split(":")[0]) == (0, "free")
        server.bind(path)
        assert f"is bound to {path}" in " ".join(why(path).stdout.split())
        server.listen(0)
        done = why("unix", path)
        assert done.returncode == 1 and f"] listens on {path}" in " ".join(done.stdout.split())
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(path)
            done = why(path, "--json")
            assert {"path_listens", "unix_accept_queue_full"} <= set(findings_of(done)), done
        os.unlink(path)
        done = why(path, "--json")
        assert done.returncode == 0 and findings_of(done)["path_removed"]["title"].endswith("the file is gone")
        bound.bind("\0why")
        assert why("@why").returncode == 1 and why("@wh").returncode == 0
        bound.close()
        server.close()
        with open(path, "w", encoding="utf-8"):
            done = why(path)
            assert done.returncode == 1 and done.stdout.startswith("taken: ") and "path_stale" in done.stdout
    recording = str(tmp_path / "recording")
    place.run([lsock, "-x", "--record", recording])
    assert findings_of(why("--read", recording, path, "--json"))["path_unknown"]


def test_drops_while_clients_wait(place, lsock):
    """With --interval: a listener that drops now."""
    with netns.inside(place.namespace), make(V4, "127.0.0.1", 0, 18400, reuse=True) as server, contextlib.ExitStack() as stack:
        server.listen(0)
        for _ in range(4):
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                client.connect(("127.0.0.1", 18400))
        codes = set()
        while "accept_queue_overflow" not in codes:     # the SYN is sent again after 1 s, 3 s, 7 s
            found = findings_of(place.run([lsock, "why", "18400", "--interval", "2", "--json"]))
            codes = {also["code"] for also in found["accept_queue_full"]["also"] or []}
        found = findings_of(place.run([lsock, "why", "18400", "--json"]))
        assert "accept_queue_overflow" not in {also["code"] for also in found["accept_queue_full"]["also"] or []}


@pytest.mark.parametrize("name, text", [
    ("systemd", "holds port 18500 in place of a service (socket activation)"),
    ("docker-proxy", "holds port 18500 in place of a container"), ("docker-prox", None)])
def test_a_program_that_stands_for_the_service(place, lsock, name, text):
    code = ("import socket,sys;s=socket.create_server(('127.0.0.1',18500));open('/proc/self/comm','w').write(sys.argv[1]);"
            "print(flush=True);sys.stdin.read()")

    def enter():
        netns.enter(place.namespace)
    with subprocess.Popen([sys.executable, "-c", code, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=enter) as holder:
        holder.stdout.readline()
        found = findings_of(place.run([lsock, "why", "18500", "--json"]))
        holder.stdin.close()
    assert ("port_proxy" in found) == bool(text)
    assert text is None or text in found["port_proxy"]["title"]


def test_a_hidden_holder_is_named_as_such(place, lsock):
    with netns.inside(place.namespace), make(V4, "127.0.0.1", 0, 18600, reuse=True) as server:
        server.listen(1)
        done = place.run([lsock, "why", "18600"], uid=65534)
    assert done.stdout.startswith("taken: a hidden process listens on 127.0.0.1:18600")
    assert "hidden: a process of user root; root can see it" in " ".join(done.stdout.split())


@pytest.mark.parametrize("line, code", [
    ("tcp 6 9 ESTABLISHED src=10.0.0.9 dst=10.0.0.1 sport=4 dport=18700 src=172.17.0.2 dst=10.0.0.9 sport=80 dport=4", "port_redirected"),
    ("tcp 6 9 ESTABLISHED src=10.0.0.9 dst=10.0.0.1 sport=4 dport=18700 src=10.0.0.1 dst=10.0.0.9 sport=18700 dport=4", None),
    ("udp 17 9 src=10.0.0.9 dst=10.0.0.1 sport=4 dport=18700 src=172.17.0.2 dst=10.0.0.9 sport=80 dport=4", None)])
def test_a_port_that_the_firewall_redirects(place, lsock, tmp_path, line, code):
    """Files of the kernel are covered by others, in a mount namespace. No listener is needed; without a connection it is unknown."""
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "nf_conntrack").write_text(f"ipv4 2 {line} [ASSURED] mark=0 use=1\n")
    (tmp_path / "count").write_text("1\n")
    script = (f"mount --bind {tmp_path}/net /proc/$$/net && "
              f"mount --bind {tmp_path}/count /proc/sys/net/netfilter/nf_conntrack_count && exec {lsock} why 18700 --json")
    done = place.run(["unshare", "-m", "sh", "-c", script])
    if "mount" in done.stderr:
        pytest.skip("this kernel tracks no connections")
    found = findings_of(done)
    assert ("port_redirected" in found) == bool(code)
    assert code is None or found[code]["title"].endswith("port 18700 to 172.17.0.2:80 (DNAT)")
    warnings = {w["code"] for w in json.loads(done.stdout)["warnings"]}
    assert ("redirects_unknown" in warnings) == (code is None)
