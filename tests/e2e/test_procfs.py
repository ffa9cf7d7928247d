# SPDX-License-Identifier: GPL-2.0-or-later
"""Without sock_diag: /proc/net, the values it lacks, and the notes about them."""

import json
import os
import pathlib
import socket
import subprocess
import sys

import pytest

import netns
from place import Place
from program import Program

SANITIZED = bool(os.environ.get("SANITIZED"))

DEPRIVE = [sys.executable, str(pathlib.Path(__file__).with_name("deprive.py"))]

# Columns that /proc/net lacks: null, whatever sock_diag reports.
NOT_IN_PROC = {"cookie", "interface", "interface_index", "accept_queue_max", "v6only", "dual_stack"}


def listing(zoo, lsock, *options, by=()):
    run = zoo.run([*by, str(lsock), "--json", *options])
    assert run.stdout, run.stderr
    return json.loads(run.stdout), run


def key(socket):
    return tuple(socket[name] for name in ("protocol", "family", "local_address", "local_port", "remote_address",
                                           "remote_port", "inode"))


def rows(document):
    """Returns sockets by their identity; none may occur twice."""
    found = {}
    for socket in document["sockets"]:
        # A connection is identified by its endpoints: its inode changes when it changes owners.
        name = key(socket) if socket["remote_address"] is None else key(socket)[:-1]
        assert name not in found, f"twice: {name}"
        found[name] = socket
    return found


def compare(left, right, unknown):
    assert left.keys() == right.keys()
    for name, socket in left.items():
        for column, value in socket.items():
            expected = None if column in unknown else value
            # A wildcard IPv6 socket with a peer cannot be dual-stack, which is known even without v6only.
            if column == "dual_stack" and right[name][column] is False:
                expected = value
            assert right[name][column] == expected, (name, column)


def twice(look):
    """Compares both sides within a second, and repeats if the zoo changed in between."""
    try:
        look()
    except AssertionError:
        look()


def test_the_same_sockets_as_sock_diag(zoo, lsock):
    def look():
        zoo.renew()
        diag, _ = listing(zoo, lsock, "--backend", "sock_diag")
        proc, run = listing(zoo, lsock, "--backend", "procfs")
        assert run.returncode == 0 and run.stderr == ""
        diag_rows = {name: socket for name, socket in rows(diag).items() if not socket["bound"]}
        assert {s["state"] for s in diag_rows.values()} >= {
            "LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING",
            "LAST-ACK", "TIME-WAIT"}
        compare(diag_rows, rows(proc), NOT_IN_PROC)
        assert [s["source"] for s in proc["sources"]] == ["procfs", "procfs"]
        assert {s["netns"] for s in proc["sources"]} == {s["netns"] for s in diag["sources"]}
    twice(look)


# Sockets that are only bound to a port

FORCED, FALLBACK = (["--backend", "procfs"], ()), ([], [*DEPRIVE, "--sock-diag"])
BOUND_MISSING = "tcp: /proc does not list sockets that are only bound to a port"


@pytest.mark.parametrize("options, by", [FORCED, FALLBACK], ids=["forced", "fallback"])
@pytest.mark.parametrize("words, asked, complete", [
    (["-t"], True, True), (["-ta", "dst", "127.0.0.1"], True, True), (["-tl"], False, True), (["-ta", "not", "bound"], False, True),
    (["-t", "listening", "or", "bound"], True, False), (["-t", "state", "closed", "state", "listening"], True, False),
    (["-t", "state", "closed", "or", "sport", "=", ":1"], True, False), (["-t", "exclude", "time-wait"], True, False),
    (["-t", "--no-pushdown", "bound", "or", "listening"], True, False)], ids=lambda words: str(words))
def test_bound_sockets_are_missing(zoo, lsock, options, by, words, asked, complete):
    """A note reports it. If a filter selects them, the result is incomplete."""
    document, run = listing(zoo, lsock, *options, *words, by=by)
    notes = [w["message"] for w in document["warnings"] if w["code"] == "bound_unsupported"]
    assert notes == [BOUND_MISSING] * asked
    assert (run.returncode, document["complete"]) == ((0, True) if complete else (4, False))
    assert {s["protocol"]: s["lists_bound"] for s in document["sources"]}["tcp"] is False


@pytest.mark.parametrize("options, by", [FORCED, FALLBACK], ids=["forced", "fallback"])
@pytest.mark.parametrize("words", [["-B"], ["-lB"], ["-t", "state", "closed"], ["-t", "bound"]], ids=" ".join)
def test_only_bound_sockets_is_a_failure(zoo, lsock, options, by, words):
    run = zoo.run([*by, str(lsock), *options, *words])
    assert (run.returncode, run.stdout) == (4, "") and "only bound to a port" in run.stderr


def test_bound_sockets_are_missing_from_a_recording(zoo, lsock, tmp_path):
    zoo.run([str(lsock), "-t", "--backend", "procfs", "--record", str(tmp_path / "record")])
    for words, complete in ((["-t"], True), (["-B"], False), (["-t", "state", "closed"], False)):
        document, run = listing(zoo, lsock, "--read", str(tmp_path / "record"), *words)
        assert (run.returncode, document["complete"]) == ((0, True) if complete else (4, False))
        assert document["sources"][0]["lists_bound"] is False
        assert ("not_recorded" in {w["code"] for w in document["warnings"]}) is not complete
    explained = zoo.run([str(lsock), "explain", "CLOSED", "--read", str(tmp_path / "record")])
    assert explained.returncode == 4 and "only bound to a port are not in the recording" in explained.stderr


def test_a_proc_that_lists_bound_sockets(lsock, tmp_path):
    """As in gVisor."""
    row = "   0: 0100007F:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 11 1 0 100 0 0 10 0\n"
    root = proc_root(tmp_path, tcp=row)
    for words in (["-t"], ["-tB"], ["-t", "state", "closed"]):
        done = subprocess.run([lsock, *words, "--json", "--proc-root", root], capture_output=True, text=True, check=False)
        document = json.loads(done.stdout)
        assert (done.returncode, document["warnings"], document["sources"][0]["lists_bound"]) == (0, [], True)
        assert [s["bound"] for s in document["sockets"]] == [True]


DETAILS = {"timer": ("timer_kind", "timer_retransmits"), "memory": ("drops",), "tcp_info": ("cwnd", "ssthresh")}


def test_details_from_proc(zoo, lsock):
    """Timers, drops and windows match sock_diag; nothing else is reported."""
    def look():
        zoo.renew()
        flags = ["-tuom", "-i"]
        before, proc, after = (rows(listing(zoo, lsock, *flags, "--backend", backend)[0])
                               for backend in ("sock_diag", "procfs", "sock_diag"))
        seen = set()
        for name, row in proc.items():
            for group, columns in DETAILS.items():
                mine = row[group] or {}
                witnesses = [(before[name][group] or {}), (after[name][group] or {})]
                for column in columns:
                    if mine.get(column) is None and (column != "ssthresh" or not mine):
                        continue
                    assert mine[column] in [witness[column] for witness in witnesses], (name, column)
                    seen.add((column, mine[column]))
                assert not [key for key, value in mine.items() if value is not None
                            and key not in columns and key != "timer_expires_ms"], name
            expires, first, last = ((side["timer"] or {}).get("timer_expires_ms")
                                    for side in (row, before[name], after[name]))
            if None not in (expires, first, last) and first >= last:
                assert last - 20 <= expires <= first, name
        assert {value for column, value in seen if column == "timer_kind"} >= {
            "none", "retransmit", "keepalive", "time_wait", "zero_window"}
        assert any(column == "cwnd" and value > 0 for column, value in seen)
    twice(look)


# The values that /proc/net has for families without IP addresses; everything else is unknown.
OF_FAMILIES = {
    "unix": {"socket_type", "state_native", "state_native_number", "status", "listening", "bound", "interface",
             "interface_index", "dual_stack"},
    "packet": {"socket_type", "uid", "user", "recv_queue", "interface", "interface_index", "local_address", "bound",
               "dual_stack", "status", "listening"},
    "netlink": {"local_address", "local_port", "recv_queue", "send_queue", "bound", "interface", "interface_index",
                "dual_stack", "listening"},
}


@pytest.mark.parametrize("protocol", OF_FAMILIES)
def test_families_without_addresses(zoo, lsock, protocol):
    """Only the zoo's sockets: those of the kernel and of this reader come and go."""
    made = {entry["inode"] for entry in zoo.entries() if entry["protocol"] == protocol}

    def of_zoo(backend):
        document, run = listing(zoo, lsock, "-A", protocol, "--backend", backend)
        return {s["inode"]: s for s in document["sockets"] if s["inode"] in made}, document, run
    diag, _, _ = of_zoo("sock_diag")
    proc, document, run = of_zoo("procfs")
    assert [s["source"] for s in document["sources"]] == ["procfs"]
    assert proc.keys() == diag.keys() != set()
    always = {"protocol", "family", "inode", "netns", "netns_name", "process_status", "processes", "process_none"}
    for inode, row in proc.items():
        for name, value in row.items():
            if name in OF_FAMILIES[protocol] | always:
                assert value == diag[inode][name], (inode, name)
            elif not name.startswith("local_address"):
                assert value is None, (inode, name)
    assert run.returncode == 0
    assert [w["code"] for w in document["warnings"]] == (["names_doubtful"] if protocol == "unix" else [])
    for inode, row in proc.items():
        expected = diag[inode]["local_address"]
        assert row["local_address"] == (expected and expected.replace("\0", "@")), inode
    assert protocol != "unix" or any("\n" in (row["local_address"] or "") for row in proc.values())


UNIX = """Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01     1 /run/a
and
b
0000000000000000: 00000002 00000000 00010000 0001 01     2 @c
0000000000000000: 00000002 00000000 00010000 0001 01     3
"""


@pytest.mark.parametrize("text, names, unreadable", [
    (UNIX, ["/run/a\nand\nb", "@c", None], 0),
    (UNIX.partition("\n")[2], ["/run/a\nand\nb", "@c", None], 0),       # no heading
    ("x" + UNIX, ["/run/a\nand\nb", "@c", None], 1),
    (UNIX + "x" * 110 + "\n", ["/run/a\nand\nb", "@c"], 1),        # longer than any name: the row is lost and reported
    (UNIX + 100 * "\n", ["/run/a\nand\nb", "@c"], 1),
    (UNIX + 5000 * "\n", ["/run/a\nand\nb", "@c"], 4034),
    (UNIX + "x", ["/run/a\nand\nb", "@c", None], 1),                # truncated
])
def test_names_with_line_breaks(zoo, lsock, tmp_path, text, names, unreadable):     # pylint: disable=unused-argument
    (tmp_path / "net").mkdir()
    (tmp_path / "net/unix").write_text(text, encoding="ascii")
    done = subprocess.run([lsock, "-x", "--json", "--proc-root", tmp_path], capture_output=True, check=False)
    document = json.loads(done.stdout)
    assert [s["local_address"] for s in sorted(document["sockets"], key=lambda s: s["inode"])] == names
    assert [w["message"].split("parsed: ")[1].split(";")[0] for w in document["warnings"]] == ([str(unreadable)] if unreadable else [])
    assert done.returncode == (4 if unreadable else 0)


UNIX_ROW = "0: 00000002 00000000 00010000 0001 01 {}\n"


@pytest.mark.parametrize("lost", ["x" * 2000 + "\n", "x" * 1_000_000 + "\n", "b\n" + "x" * 2000 + "\nc\n"],
                         ids=["long", "a megabyte", "in the middle"])
def test_a_truncated_name_is_unknown(lsock, tmp_path, lost):
    root = proc_root(tmp_path, unix=UNIX_ROW.format("11 /a") + lost + UNIX_ROW.format("12 /b"))
    done = subprocess.run([lsock, "-x", "--json", "--proc-root", root], capture_output=True, text=True, check=False)
    document = json.loads(done.stdout)
    assert done.returncode == 4 and [w["code"] for w in document["warnings"]] == ["lines_unreadable"]
    assert [(s["inode"], s["local_address"]) for s in document["sockets"]] == [(11, None), (12, "/b")]
    done = subprocess.run([lsock, "-x", "--proc-root", root, "--count", "src", "/a"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (4, "0\n")


@pytest.mark.parametrize("name, doubtful", [("@a@b", True), ("@@", True), ("@a", False), ("@", False), ("/a@b", False)])
def test_an_ambiguous_at_sign_is_reported(lsock, tmp_path, name, doubtful):
    root = proc_root(tmp_path, unix=UNIX_ROW.format("11 " + name))
    done = subprocess.run([lsock, "-x", "--json", "--proc-root", root], capture_output=True, text=True, check=False)
    document = json.loads(done.stdout)
    assert done.returncode == 0 and document["sockets"][0]["local_address"] == name
    assert [w["code"] for w in document["warnings"]] == (["names_doubtful"] if doubtful else [])


@pytest.mark.parametrize("test", [["socket_type", "=", "dgram"], ["state", "connected"]], ids=str)
def test_values_that_proc_lacks_are_undecided(zoo, lsock, test):
    run = zoo.run([str(lsock), "--netlink", "--backend", "procfs", "--json", *test])
    document = json.loads(run.stdout)
    assert run.returncode == 4 and document["sockets"] == []
    assert [w["code"] for w in document["warnings"]] == ["filter_undecided"]


def test_families_without_sock_diag(zoo, lsock, tmp_path):
    """The third source: a recording of what was read from /proc."""
    file = str(tmp_path / "a")
    document, run = listing(zoo, lsock, "-x", "-0", "--netlink", "--record", file, by=[*DEPRIVE, "--sock-diag"])
    assert run.returncode == 0 and document["complete"] is True
    assert sorted(w["code"] for w in document["warnings"]) == ["names_doubtful", "table_fallback"]
    [note] = [w["message"] for w in document["warnings"] if w["code"] == "table_fallback"]
    assert "unix, packet, netlink read from procfs" in note and "peers of unix" in note
    assert {s["protocol"] for s in document["sockets"]} == set(OF_FAMILIES)
    again = subprocess.run([lsock, "--read", file, "--json"], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout) == (0, run.stdout)


def test_a_kernel_without_the_table(lsock, tmp_path):
    """Without being named, it is known only from the kernel's list of protocols."""
    root = proc_root(tmp_path, udp=HEADING, tcp=HEADING)
    for protocols, options, status, word in [
            (None, ["-0"], 4, "net/packet"), (None, ["-0", "-u"], 4, "packet"),
            (None, ["-A", "all"], 4, "sctp, vsock, xdp, tipc not read: not supported by procfs"),
            ("protocol size\nUDP 1\nTCP 1\n", ["-A", "all"], 0, BOUND_MISSING),
            ("protocol size\nUDP 1\nTCP 1\n", ["-0", "-u"], 4, "packet not read"),
            ("protocol size\nUDP 1\nMPTCP 1\nTCP 1\n", ["-4"], 4, "lsock: mptcp not read: not supported by procfs"),
            ("protocol size\nUDP 1\nTC", ["-A", "all"], 4, "unix"), ("", ["-A", "all"], 4, "unix")]:
        if protocols is not None:
            (tmp_path / "net" / "protocols").write_text(protocols)
        run = subprocess.run([lsock, "--proc-root", root, *options], capture_output=True, text=True, check=False)
        assert run.returncode == status and word in run.stderr, (protocols, options)
        assert (run.stderr != f"lsock: {BOUND_MISSING}\n") == (status != 0)


def test_drops_of_a_full_socket(zoo, lsock):    # pylint: disable=unused-argument  (skips where there is no zoo)
    with Place() as place, netns.inside(place.namespace), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as full:
        full.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        full.bind(("127.0.0.1", 7998))
        for _ in range(100):
            full.sendto(bytes(1000), full.getsockname())
        program = Program(lsock, place)
        [diag], [proc] = (program.sockets("-um", "--backend", backend) for backend in ("sock_diag", "procfs"))
        assert proc["memory"]["drops"] == diag["memory"]["drops"] > 50
        assert {value for key, value in proc["memory"].items() if key != "drops"} == {None}
        assert program.sockets("-um", "--backend", "procfs", "drops > 50")[0]["local_port"] == 7998


def test_details_only_on_request(zoo, lsock):
    document, _ = listing(zoo, lsock, "--backend", "procfs")
    assert not any(group in socket for socket in document["sockets"] for group in DETAILS)
    run = zoo.run([str(lsock), "-to", "--backend", "procfs"])
    assert run.returncode == 0 and "timer: keepalive in " in run.stdout


def test_proc_is_the_fallback_with_a_note(zoo, lsock):
    def look():
        proc, _ = listing(zoo, lsock, "--backend", "procfs")
        fallback, run = listing(zoo, lsock, by=[*DEPRIVE, "--sock-diag"])
        assert run.returncode == 0
        assert [w["code"] for w in fallback["warnings"]] == ["bound_unsupported", "table_fallback"]
        message = fallback["warnings"][1]["message"]
        for word in ("tcp, udp", "procfs", "cookies", "accept queues", "v6only", "Operation not permitted"):
            assert word in message
        assert fallback["complete"] is True
        compare(rows(proc), rows(fallback), set())
    twice(look)


def test_the_note_follows_the_table(zoo, lsock):
    run = zoo.run([*DEPRIVE, "--sock-diag", str(lsock), "-tl"])
    assert run.returncode == 0
    assert run.stderr.count("\n") == 1 and run.stderr.startswith("lsock: tcp read from procfs, which lacks")


def test_a_requested_backend_does_not_fall_back(zoo, lsock):
    run = zoo.run([*DEPRIVE, "--sock-diag", str(lsock), "--backend", "sock_diag"])
    assert run.returncode == 4 and run.stdout == ""
    assert "Operation not permitted" in run.stderr


@pytest.mark.skipif(SANITIZED, reason="the sanitizers read /proc themselves, their options included")
def test_sock_diag_works_without_proc(zoo, lsock):
    run = zoo.run([*DEPRIVE, "--proc", str(lsock), "-tl", "--json"])
    document = json.loads(run.stdout)
    assert run.returncode == 0 and run.stderr == ""
    assert document["warnings"] == [] and document["sockets"]
    assert [s["netns"] for s in document["sources"]] == [None]


@pytest.mark.skipif(SANITIZED, reason="the sanitizers read /proc themselves, their options included")
def test_without_proc_owners_are_unknown(zoo, lsock):
    run = zoo.run([*DEPRIVE, "--proc", str(lsock), "-tlp", "--json"])
    document = json.loads(run.stdout)
    assert run.returncode == 0 and [w["code"] for w in document["warnings"]] == ["owners_unreadable"]
    assert {s["process_status"] for s in document["sockets"]} == {None}
    run = zoo.run([*DEPRIVE, "--proc", str(lsock), "-tl", "process = x", "--json"])
    assert run.returncode == 4
    assert [w["code"] for w in json.loads(run.stdout)["warnings"]] == ["owners_unreadable", "filter_undecided"]


@pytest.mark.skipif(SANITIZED, reason="the sanitizers read /proc themselves, their options included")
def test_without_both_sources_status_4(zoo, lsock):
    run = zoo.run([*DEPRIVE, "--proc", "--sock-diag", str(lsock)])
    assert run.returncode == 4 and run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "Operation not permitted" in run.stderr and "/proc/net/tcp" in run.stderr


def test_ipv4_reports_what_is_unknown(zoo, lsock):
    run = zoo.run([str(lsock), "-tl4", "--backend", "procfs", "--json"])
    document = json.loads(run.stdout)
    assert run.returncode == 4 and document["complete"] is False
    assert [w["code"] for w in document["warnings"]] == ["filter_undecided"]


HEADING = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
LINE = "   {}: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 {} 1 0 100 0 0 10 0\n"


def proc_root(directory, **files):
    net = directory / "net"
    net.mkdir()
    for name, content in files.items():
        (net / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(directory)


def read_root(lsock, root, *options):
    run = subprocess.run([lsock, "-t", "--json", "--proc-root", root, *options], capture_output=True, text=True,
                         check=False)
    return run, json.loads(run.stdout) if run.stdout else None


def test_another_directory(lsock, tmp_path):
    run, document = read_root(lsock, proc_root(tmp_path, tcp=HEADING + LINE.format(0, 11) + LINE.format(1, 12)))
    assert run.returncode == 0 and run.stderr == ""
    assert [s["inode"] for s in document["sockets"]] == [11, 12]
    assert document["sources"] == [{"netns": None, "protocol": "tcp", "source": "procfs", "complete": True}] or \
        document["sources"][0]["netns"] is None


@pytest.mark.parametrize("strange", [
    b"x" * 1_000_000 + b"\n", b"nonsense\n", b"   1: 0100007F:1F90\n", b"\n", b"\0" * 300 + b"\n",
    LINE.format(1, 12).replace(" 0A ", " ").encode(),
    (" " * 300 + LINE.format(1, 12).strip() + "9" * 300 + "x\n").encode(),
], ids=["a megabyte", "no words", "cut", "empty", "zeroes", "a field less", "a longer one"])
def test_invalid_lines_are_counted_and_noted(lsock, tmp_path, strange):
    root = proc_root(tmp_path, tcp=HEADING.encode() + strange + LINE.format(2, 13).encode())
    run, document = read_root(lsock, root)
    inodes = [s["inode"] for s in document["sockets"]]
    assert 13 in inodes
    if len(inodes) == 1:
        assert run.returncode == 4
        assert [w["code"] for w in document["warnings"]] == ["lines_unreadable", "bound_unsupported"]
        assert "could not be parsed: 1;" in document["warnings"][0]["message"] and "line 2" in document["warnings"][0]["message"]
        assert document["complete"] is False


def test_a_truncated_line_is_not_half_read(lsock, tmp_path):
    whole = HEADING + LINE.format(0, 11) + LINE.format(1, 123456)
    for cut in range(len(HEADING) + len(LINE.format(0, 11)) + 1, len(whole)):
        (tmp_path / str(cut)).mkdir()
        run, document = read_root(lsock, proc_root(tmp_path / str(cut), tcp=whole[:cut]))
        assert run.returncode == 4
        assert [s["inode"] for s in document["sockets"]] == [11]


def test_an_empty_directory(lsock, tmp_path):
    run, document = read_root(lsock, str(tmp_path))
    assert run.returncode == 4 and document is None
    assert run.stderr.count("\n") == 1 and f"{tmp_path}/net/tcp: No such file" in run.stderr


def test_a_directory_in_place_of_a_table(lsock, tmp_path):
    (tmp_path / "net" / "tcp").mkdir(parents=True)
    run, document = read_root(lsock, str(tmp_path))
    assert run.returncode == 4 and document is None and "Is a directory" in run.stderr


def test_garbage_takes_bounded_memory(lsock, tmp_path):
    root = proc_root(tmp_path, tcp=b"")
    with open(tmp_path / "net" / "tcp", "wb") as file:
        block = os.urandom(1 << 20)
        for _ in range(100):
            file.write(block)
    # Within 32 MB of address space; sanitizers reserve terabytes.
    limit = "unlimited" if b"__asan_init" in lsock.read_bytes() else "32768"
    look = subprocess.run(["/bin/sh", "-c", f'ulimit -v {limit}; exec "$@"', "sh", lsock, "-t", "--json", "--proc-root", root],
                          capture_output=True, check=False)
    document = json.loads(look.stdout)
    assert look.returncode == 4
    assert document["sockets"] == [] and document["warnings"][0]["code"] == "lines_unreadable"


@pytest.mark.skipif(SANITIZED, reason="the sanitizers read /proc themselves, their options included")
@pytest.mark.parametrize("taken, status, notes", [(["--sock-diag"], 0, ["bound_unsupported", "table_fallback"]), (["--proc"], 0, []),
                                                  (["--sock-diag", "--proc"], 4, None)], ids=str)
def test_a_recording_of_proc(zoo, lsock, tmp_path, taken, status, notes):
    """It includes the note, and reading it needs neither source."""
    run = zoo.run([*DEPRIVE, *taken, str(lsock), "-tu", "--record", str(tmp_path / "a")])
    assert run.returncode == status
    assert (tmp_path / "a").exists() == (notes is not None)
    if notes is None:
        return
    again = subprocess.run([*DEPRIVE, "--sock-diag", "--proc", str(lsock), "--read", str(tmp_path / "a")],
                           capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout, again.stderr) == (0, run.stdout, run.stderr)
    header = json.loads((tmp_path / "a").read_text().splitlines()[0])
    assert [w["code"] for w in header["warnings"]] == notes
    assert {s["source"] for s in header["sources"]} == {"procfs" if notes else "sock_diag"}


CHURN = [sys.executable, str(pathlib.Path(__file__).with_name("churn.py"))]


def ends_of_line(line):
    """Returns the endpoints in a line of /proc/net/tcp, unparsed: they are only compared."""
    words = line.split()
    return words[1] + words[2] if words[3] != "0A" else words[9]


def test_nothing_in_proc_is_lost_under_churn(zoo, lsock, tmp_path):  # pylint: disable=unused-argument
    """The listing has every connection of the kernel's file once, even if the file repeats it."""
    report = json.loads(subprocess.run([*CHURN, "10", "cat", "/proc/net/tcp"], capture_output=True, text=True, check=True).stdout)
    for number, run in enumerate(report["runs"]):
        (tmp_path / str(number)).mkdir()
        look, document = read_root(lsock, proc_root(tmp_path / str(number), tcp=run["output"]))
        assert look.returncode == 0 and look.stderr == ""
        assert len(rows(document)) == len({ends_of_line(line) for line in run["output"].splitlines()[1:]})


@pytest.mark.parametrize("backend", ["sock_diag", "procfs"])
def test_a_recording_under_churn(zoo, lsock, tmp_path, backend):    # pylint: disable=unused-argument
    path = tmp_path / "a"
    report = json.loads(subprocess.run([*CHURN, "5", str(lsock), "-t", "--json=lines", "-e", "--backend", backend, "--record", str(path)],
                                       capture_output=True, text=True, check=True).stdout)
    assert path.read_text() == report["runs"][-1]["output"]
    again = subprocess.run([lsock, "--read", path, "--json=lines", "-e"], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout) == (0, report["runs"][-1]["output"])


@pytest.mark.parametrize("backend", ["sock_diag", "procfs"])
def test_no_duplicates_under_churn(zoo, lsock, backend):
    churn = subprocess.run([*CHURN, "10", str(lsock), "-t", "--json", "--backend", backend], capture_output=True, text=True,
                           check=True)
    report = json.loads(churn.stdout)
    for run in report["runs"]:
        assert run["status"] == 0, run["errors"]
        found = rows(json.loads(run["output"]))
        stable = [s for s in found.values() if 7 in (s["local_port"], s["remote_port"]) and s["state"] == "ESTABLISHED"]
        # The files of /proc omit sockets while they change during reading; this is up to the kernel.
        if backend == "sock_diag":
            assert len(stable) == 2 * report["stable"]
    print(f"{report['pace']:.0f} connections a second")


def test_raw_sockets_on_a_kernel_with_or_without_their_diag_module(zoo, lsock):
    document, run = listing(zoo, lsock, "-w")
    assert run.returncode == 0
    assert {(w["code"], w["message"][:26]) for w in document["warnings"]} <= {("table_fallback", "raw read from procfs, whic")}
    expected = {(e["local_address"], e["local_port"], e["inode"], e["uid"], e["status"])
                for e in zoo.entries() if e["protocol"] == "raw"}
    assert expected and expected == {(s["local_address"], s["local_port"], s["inode"], s["uid"], s["status"])
                                     for s in document["sockets"]}


def test_a_kernel_without_udplite(lsock, tmp_path):
    root = proc_root(tmp_path, udp=HEADING)
    for options, status in (["--udplite"], 0), (["-w"], 4):
        run = subprocess.run([lsock, "--count", "--proc-root", root, *options], capture_output=True, text=True, check=False)
        assert run.returncode == status
