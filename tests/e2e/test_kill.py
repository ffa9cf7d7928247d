# SPDX-License-Identifier: GPL-2.0-or-later
"""-K closes exactly what the filter selects, and reports what remains open."""

import contextlib
import errno
import json
import os
import pathlib
import signal
import socket
import struct

import pytest

import netns
from errors import Missing, NotPermitted
from program import Program
from zoo import Zoo

NOBODY = 65534
PORT = 3000


@pytest.fixture
def kill(lsock, place):
    """kill(FILTER...): the exit status, the document of closed sockets, and the codes of notes."""
    def run(*arguments, status=0, env=None, **options):
        done = place.run([lsock, "-K", "--json", *arguments], env=os.environ | (env or {}), **options)
        assert done.returncode == status, (done.stdout, done.stderr)
        return json.loads(done.stdout)
    return run


@pytest.fixture
def refusal(lsock, place):
    def run(*arguments):
        done = place.run([lsock, *arguments])
        assert (done.returncode, done.stdout) == (2, ""), (done.stdout, done.stderr)
        return done.stderr
    return run


def listener(place, port=PORT, reuseport=False):
    with netns.inside(place.namespace):
        sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, reuseport)
    sock.bind(("127.0.0.1", port))
    sock.listen()
    return sock


def pair(place, server, port=0):
    """Both ends of a connection, the client's first."""
    with netns.inside(place.namespace):
        client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    client.bind(("127.0.0.1", port))
    client.connect(server.getsockname())
    return client, server.accept()[0]


def reset(sock):
    """Closes with an RST, without TIME-WAIT."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


def error_of(sock):
    return sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)


def inode(sock):
    return os.fstat(sock.fileno()).st_ino


def codes(document):
    return [warning["code"] for warning in document["warnings"]]


def message(document):
    assert codes(document) == ["not_closed"], document["warnings"]
    return document["warnings"][0]["message"]


def test_a_filter_is_required(place, refusal):
    server = listener(place)
    for arguments in (["-K"], ["-K", "-t"], ["-tlK", "-4"], ["-K", "--dry-run"], ["-K", "-F", "/dev/null"]):
        assert "-K requires a filter" in refusal(*arguments)
        assert "for instance: lsock -K --dry-run " in refusal(*arguments)
    assert error_of(server) == 0
    server.close()


@pytest.mark.parametrize("arguments, named", [
    (["--read", "x"], "--read"), (["--proc-root", "/proc"], "--proc-root"), (["--backend", "procfs"], "--backend"),
    (["--netns", "all"], "--netns all"), (["--limit", "1"], "--limit"), (["-s"], "-s"),
    (["diff", "a", "b"], "diff does not take -K"), (["explain", "CLOSED"], "explain does not take -K")], ids=lambda value: " ".join(value))
def test_options_it_refuses(refusal, arguments, named):
    assert named in refusal("-K", *arguments, *([] if arguments[0] in ("diff", "explain") else ["sport = 1"]))


def test_dry_run_requires_kill(refusal):
    assert "it works with -K" in refusal("--dry-run")


def test_creation_times_are_read(place, kill, tmp_path):
    """On Windows only these distinguish a connection from a later one with the same endpoints."""
    with listener(place):
        kill("--dry-run", "-l", f"sport = {PORT}", "--record", tmp_path / "closed")
    assert "created_us" in json.loads((tmp_path / "closed").read_text().splitlines()[1])


def test_a_dry_run_closes_nothing(place, kill):
    server = listener(place)
    document = kill("--dry-run", "-l", f"sport = {PORT}")
    assert [row["inode"] for row in document["sockets"]] == [inode(server)] and not document["warnings"]
    assert error_of(server) == 0 and kill("--dry-run", "-l", f"sport = {PORT}")["sockets"] == document["sockets"]
    server.close()


NAMING = ["-l", "state listen", "listening", "status = LISTEN", "( connected or listening )", "or state listen"]
NOT_NAMING = ["", "-a", "state all", "state big", "exclude established", "not connected", "status != ESTABLISHED",
              "inode = INODE", "listening = false or inode = INODE"]


@pytest.mark.parametrize("words", NAMING + NOT_NAMING)
def test_listeners_are_closed_only_if_named(place, lsock, kill, words):
    server = listener(place)
    client, accepted = pair(place, server)
    filter_words = f"sport = {PORT} {words.replace('INODE', str(inode(server)))}".split()
    listed = {row["inode"] for row in json.loads(place.run([lsock, "-t", "--json", *filter_words]).stdout)["sockets"]}
    assert inode(server) in listed
    expected = listed if words in NAMING else listed - {inode(server)}
    document = kill("-t", *filter_words, status=0 if expected else 1)
    assert {row["inode"] for row in document["sockets"]} == expected
    assert ("not_named" in codes(document)) == (words not in NAMING)
    assert bool(expected & {inode(accepted)}) == (error_of(accepted) != 0)
    with netns.inside(place.namespace):
        probe = socket.socket()
    assert (probe.connect_ex(server.getsockname()) == 0) == (words not in NAMING)
    for sock in (probe, client, accepted, server):
        sock.close()


def test_idle_sockets_are_closed_only_if_named(place, kill):
    """A UDP server is a listener; a socket that only holds a port is refused by the kernel even if it is named."""
    with netns.inside(place.namespace):
        udp, bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket()
    udp.bind(("127.0.0.1", PORT))
    bound.bind(("127.0.0.1", PORT))
    document = kill(f"sport = {PORT}", status=1)
    assert document["sockets"] == [] and codes(document) == ["not_named"] and error_of(udp) == 0
    assert document["warnings"][0]["message"] in [
        f"{count} not closed; the first is udp 127.0.0.1:{PORT}: -K closes listeners and bound sockets only if the "
        "filter names them: -l, `state listen`, `bound`" for count in ("1 socket", "2 sockets")]
    for words in (["-l"], ["status", "=", "unconnected"], ["state", "closed"]):
        assert [row["inode"] for row in kill("-u", "--dry-run", f"sport = {PORT}", *words)["sockets"]] == [inode(udp)]
    udp.close()
    bound.close()


def test_messages_for_people(place, lsock):
    def told(*arguments):
        done = place.run([lsock, "-tK", f"sport = {PORT}", *arguments])
        return done.returncode, done.stderr
    server = listener(place)
    clients = [pair(place, server) for _ in range(2)]
    spared = (f"lsock: 1 socket not closed; the first is tcp 127.0.0.1:{PORT}: -K closes listeners and bound sockets "
              "only if the filter names them: -l, `state listen`, `bound`\n")
    assert told("--dry-run") == (0, "lsock: would close 2 sockets\n" + spared)
    assert told("--dry-run", "-l") == (0, "lsock: would close 1 socket\n")
    assert told() == (0, "lsock: closed 2 sockets\n" + spared)
    assert told("dport = 1") == told("--count", "dport = 1") == \
        (1, "lsock: closed 0 sockets\nlsock: no socket matches the filter\n")
    assert told("--json", "dport = 1") == (1, "")
    for sock in (*clients[0], *clients[1], server):
        sock.close()


@pytest.mark.parametrize("options, said", [(["--explain"], "has not read 1 byte"), (["--columns", "+explain"], "data_unread"),
                                           (["--explain", "--json"], "has not read 1 byte")])
def test_rows_are_explained(place, lsock, options, said):
    server = listener(place)
    client, accepted = pair(place, server)
    client.send(b"x")
    done = place.run([lsock, "-tK", "--dry-run", f"sport = {PORT}", *options])
    assert done.returncode == 0 and said in done.stdout, done
    for sock in (client, accepted, server):
        sock.close()


def test_one_connection(place, kill):
    server = listener(place)
    (client, accepted), (other, also) = pair(place, server), pair(place, server)
    document = kill(f"sport = {client.getsockname()[1]}")
    assert [row["inode"] for row in document["sockets"]] == [inode(client)]
    assert document["sockets"][0]["state"] == "ESTABLISHED" and not document["warnings"]
    assert (error_of(client), error_of(accepted)) == (errno.ECONNABORTED, errno.ECONNRESET)
    assert error_of(server) == error_of(other) == error_of(also) == 0
    for sock in (client, accepted, other, also, server):
        sock.close()


def test_the_table_is_that_of_a_listing(place, lsock):
    server = listener(place)
    said = place.run([lsock, "-t", "-l", f"sport = {PORT}"]).stdout
    done = place.run([lsock, "-t", "-l", "-K", f"sport = {PORT}"])
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "lsock: closed 1 socket\n")
    assert place.run([lsock, "-tlH"]).stdout == ""
    server.close()


def test_both_ends_of_a_connection(place, kill):
    """Closing one end resets the other."""
    server = listener(place)
    ends = pair(place, server)
    server.close()
    document = kill("-t", f"sport = {PORT} or dport = {PORT}")
    assert len(document["sockets"]) == 1 and codes(document) == ["already_gone"]
    for end in ends:
        assert error_of(end) in (errno.ECONNABORTED, errno.ECONNRESET)
        end.close()


def test_a_queued_connection_goes_before_its_listener(place, kill):
    server = listener(place)
    with netns.inside(place.namespace):
        client = socket.create_connection(server.getsockname())
    document = kill("-t", f"sport = {PORT} and (connected or listening)")
    assert sorted(row["state"] for row in document["sockets"]) == ["ESTABLISHED", "LISTEN"]
    assert not document["warnings"]
    client.close()
    server.close()


@pytest.mark.parametrize("chosen", range(4))
def test_one_of_several_that_share_a_port(place, kill, chosen):
    servers = [listener(place, reuseport=True) for _ in range(4)]
    document = kill("-l", f"inode = {inode(servers[chosen])}")
    assert [row["inode"] for row in document["sockets"]] == [inode(servers[chosen])] and not document["warnings"]
    left = kill("--dry-run", f"sport = {PORT} and listening")
    assert {row["inode"] for row in left["sockets"]} == {inode(s) for s in servers} - {inode(servers[chosen])}
    for server in servers:
        server.close()


def test_all_sockets_that_share_a_port(place, kill):
    servers = [listener(place, reuseport=True) for _ in range(12)]
    document = kill("-l", f"sport = {PORT}")
    assert {row["inode"] for row in document["sockets"]} == {inode(server) for server in servers}
    assert not document["warnings"]
    for server in servers:
        server.close()


def test_a_socket_that_is_not_found_is_reported(place, lsock, kill):
    """A socket that only holds a port: the kernel's lookup never finds it, a second reading does."""
    with netns.inside(place.namespace):
        sock = socket.socket()
    sock.bind(("127.0.0.1", PORT))
    if not json.loads(place.run([lsock, "-B", "--json"]).stdout)["sockets"]:
        pytest.skip("this kernel does not list bound sockets")
    document = kill("-B", f"sport = {PORT}", status=4)
    assert document["sockets"] == []
    assert message(document).startswith(f"1 socket not closed; the first is tcp 127.0.0.1:{PORT}: ")
    assert "ENOENT" in message(document)
    sock.close()


def test_udp(place, kill):
    with netns.inside(place.namespace):
        server, client = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    server.bind(("127.0.0.1", PORT))
    client.connect(("127.0.0.1", PORT))
    document = kill("-u", f"dport = {PORT}")
    assert [row["inode"] for row in document["sockets"]] == [inode(client)] and not document["warnings"]
    assert error_of(client) == errno.ECONNABORTED
    document = kill("-lu", f"sport = {PORT}", status=4)      # its program chose the port and keeps it
    assert document["sockets"] == [] and "ECONNABORTED" in message(document)
    assert error_of(server) == errno.ECONNABORTED
    client.close()
    server.close()


def test_raw_sockets_are_left_alone(place, kill):
    """The kernel would close any socket that looks the same."""
    with netns.inside(place.namespace):
        socks = [socket.socket(socket.AF_INET, socket.SOCK_RAW, 253) for _ in range(2)]
    document = kill("-lw", f"inode = {inode(socks[0])}", status=4)
    assert document["sockets"] == []
    notes = {warning["code"]: warning["message"] for warning in document["warnings"]}
    # A kernel without raw_diag lists them only in /proc.
    assert ("cannot close sockets" if "table_fallback" in notes else "other sockets have the same addresses") in \
        notes["not_closed"]
    assert [error_of(sock) for sock in socks] == [0, 0]
    for sock in socks:
        sock.close()


def test_an_ordinary_user(place, kill):
    server = listener(place)
    document = kill("-l", f"sport = {PORT}", status=4, uid=NOBODY)
    assert document["sockets"] == [] and error_of(server) == 0
    notes = {warning["code"]: warning["message"] for warning in document["warnings"]}
    assert notes["not_closed"] == (f"1 socket not closed; the first is tcp 127.0.0.1:{PORT}: "
                                   "permission denied; run as root, or with CAP_NET_ADMIN")
    server.close()


@pytest.mark.parametrize("words", ["process = nonesuch", "process != nonesuch", "not process = nonesuch"])
def test_unknown_owners(place, lsock, words):
    """A user who may close sockets but not inspect processes closes none with unknown owners."""
    admin = ["setpriv", "--reuid", str(NOBODY), "--clear-groups", "--inh-caps", "+net_admin", "--ambient-caps", "+net_admin"]
    server = listener(place)
    done = place.run([*admin, lsock, "-tlK", "--json", *words.split()])
    document = json.loads(done.stdout)
    assert (done.returncode, document["sockets"], document["complete"]) == (4, [], False), done.stdout
    assert "filter_undecided" in codes(document) and "none_matched" not in codes(document)
    done = place.run([*admin, lsock, "-tlK", f"sport = {PORT}"])
    assert (done.returncode, done.stderr) == (0, "lsock: closed 1 socket\n")
    server.close()


def faulty(faults):
    library = pathlib.Path(os.environ["FAULTS_LIB"]).resolve()
    options = ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), "verify_asan_link_order=0")))
    return {"LD_PRELOAD": str(library), "FAULTS": faults, "ASAN_OPTIONS": options}


@pytest.mark.parametrize("number, words", [(errno.EOPNOTSUPP, "CONFIG_INET_DIAG_DESTROY"),
                                           (errno.ENOBUFS, os.strerror(errno.ENOBUFS))])
def test_a_kernel_that_refuses(place, kill, number, words):
    servers = [listener(place, PORT + i) for i in range(3)]
    document = kill("-tl", f"sport >= {PORT}", status=4, env=faulty(f"destroy:1+:{number}"))
    assert document["sockets"] == []
    assert message(document).startswith("3 sockets not closed; ") and words in message(document)
    for server in servers:
        server.close()


def test_another_connection_with_the_same_ends_stays(place, lsock):
    """Tests the cookie: lsock is stopped between reading and closing until the connection was replaced."""
    server = listener(place)
    client, accepted = pair(place, server, PORT + 1)
    with place.start([lsock, "-tK", "--json", f"sport = {PORT + 1}"], env=os.environ | faulty("destroy:1:stop"),
                     stdout=-1, stderr=-1) as process:
        assert os.WIFSTOPPED(os.waitpid(process.pid, os.WUNTRACED)[1])
        reset(client)
        accepted.close()
        client, accepted = pair(place, server, PORT + 1)
        process.send_signal(signal.SIGCONT)
        out, err = process.communicate()
    document = json.loads(out)
    assert (process.returncode, document["sockets"], codes(document)) == (0, [], ["already_gone"]), err
    assert error_of(client) == error_of(accepted) == 0
    client.sendall(b"still here")
    assert accepted.recv(100) == b"still here"
    for sock in (client, accepted, server):
        sock.close()


# One socket of every kind in the zoo. It uses a zoo of its own, and asks it once, before closing.

KINDS = ["listen", "listen-wildcard-v6", "listen-dual", "listen-device", "listen-device-v6", "listen-link-local",
         "established-client", "established-client-v6", "established-device-client", "established-link-local",
         "mapped-client", "syn-sent", "syn-received", "syn-received-v6", "fin-wait-1-orphan", "fin-wait-2-orphan",
         "fin-wait-2-orphan-full", "closing", "close-wait-untouched", "last-ack-owned", "time-wait", "time-wait-v6",
         "udp-connected", "udp-mapped"]


@pytest.fixture(scope="module")
def fates(lsock):
    """By kind: the rows of a dry run, the closed rows, and the remaining rows."""
    with contextlib.ExitStack() as stack:
        try:
            victims = Program(lsock, stack.enter_context(Zoo()))
        except (Missing, NotPermitted) as error:
            pytest.skip(str(error))
        entries = {entry["name"]: entry for entry in victims.zoo.entries()}
        return {name: fate(victims, chosen_by(entries[name])) for name in KINDS}


def chosen_by(entry):
    keys = ("protocol", "local_port", "status", "remote_port")
    words = [f"{key} = {entry[key]}" for key in keys if entry[key] is not None]
    return " and ".join([*words, "family = inet" if entry["family"] == "ipv4" else "family = inet6"])


def fate(victims, chosen):
    before = victims.sockets("-tuK", "--dry-run", chosen)
    closing = victims.run("-tuK", "--json", chosen)
    return before, closing, [row for row in victims.sockets("-tu") if row["cookie"] == before[0]["cookie"]]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind(fates, name):
    (before,), closing, left = fates[name]
    document = json.loads(closing.out)
    assert closing.status == 0 and [row["cookie"] for row in document["sockets"]] == [before["cookie"]], closing
    assert not document["warnings"]
    # The port of a program that has not closed the descriptor.
    assert all(row["status"] in ("CLOSED", "unconnected") or row["remote_port"] is None for row in left), left
