# SPDX-License-Identifier: GPL-2.0-or-later
"""Families without IP addresses, and MPTCP: the program shows what the zoo created, and the same as ss and /proc/net.
ss prints newlines in a path as they are, and a NUL in an abstract name as @."""

import base64
import json
import os
import re
import sys

import pytest

OTHERS = ("unix", "packet", "netlink")
SS_TYPES = {"u_str": "stream", "u_dgr": "dgram", "u_seq": "seqpacket", "p_raw": "raw", "p_dgr": "dgram"}
SS_STATES = {"ESTAB": "connected", "LISTEN": "listening", "UNCONN": "unconnected"}


def queues(row):
    """Returns queues as ss shows them: for a listener the accept queue."""
    names = ("accept_queue", "accept_queue_max") if row["status"] == "listening" else ("recv_queue", "send_queue")
    return tuple(row[name] for name in names)


def exact(row):
    """Returns the exact bytes of the local address."""
    if row.get("local_address_base64"):
        return base64.b64decode(row["local_address_base64"])
    return (row["local_address"] or "").encode()


def ss(program, *arguments):
    done = program.zoo.run(["ss", "-anHO", *arguments], text=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def ss_unix(program):
    """Parses rows, which may contain line breaks and end with inode, peer name and peer inode."""
    rows = re.findall(rb"^(u_\w+) +(\w+) +(\d+) +(\d+) +(.+?) (\d+) \* (\d+) *$", ss(program, "-x"), re.M | re.S)
    assert len(rows) == ss(program, "-x").count(b"\nu_") + 1
    return {(SS_TYPES[kind.decode()], SS_STATES[state.decode()], int(recv), int(send),
             b"" if name == b"*" else name, int(inode), int(peer)) for kind, state, recv, send, name, inode, peer in rows}


# Sockets of the kernel and of the reader itself come and go.
def of_zoo(program, rows):
    made = {entry["inode"] for entry in program.zoo.entries()}
    return [row for row in rows if row["inode"] in made]


@pytest.mark.parametrize("protocol", OTHERS)
def test_sockets_of_the_zoo(program, protocol):
    rows = {row["inode"]: row for row in program.sockets("-A", protocol, "-p")}
    entries = [e for e in program.zoo.entries() if e["protocol"] == protocol]
    assert entries
    for entry in entries:
        row = rows[entry["inode"]]
        assert row["family"] == protocol and row["state"] is None
        for key in ("status", "local_port", "interface", "remote_address", "remote_port"):
            assert row[key] == entry[key], (entry["name"], key)
        assert exact(row) == exact(entry), entry["name"]
        assert row["socket_type"] == (entry["type"] if protocol != "netlink" else "raw")
        if protocol != "netlink":       # the kernel does not report its owner
            assert row["uid"] == entry["uid"]
        for key in ("accept_queue", "accept_queue_max", "recv_queue"):
            if entry[key] is not None:
                assert row[key] == entry[key], (entry["name"], key)
        assert [(p["pid"], p["fd"]) for p in row["processes"]] == [(p["pid"], p["fd"]) for p in entry["processes"]]


def test_unix_matches_ss(program):
    rows = program.sockets("-x")
    mine = {(row["socket_type"], row["status"], *queues(row), exact(row).replace(b"\0", b"@"), row["inode"],
             row["peer_inode"] or 0) for row in rows}
    assert len(rows) > 20 and mine == ss_unix(program)


def test_unix_matches_proc(program):
    """/proc/net/unix: Num RefCount Protocol Flags Type St Inode Path."""
    text = program.zoo.run(["cat", "/proc/net/unix"], text=False).stdout
    lines = re.findall(rb"^[0-9a-f]+: [0-9A-F]{8} 0{8} [0-9A-F]{8} (\d{4}) (\d\d) +(\d+)(?: (.*?))?$(?=\n[0-9a-f]+: |\n\Z)",
                       text, re.M | re.S)
    types = {b"0001": "stream", b"0002": "dgram", b"0005": "seqpacket"}
    witnessed = {(types[kind], int(inode), name) for kind, _, inode, name in lines}
    mine = {(row["socket_type"], row["inode"], exact(row).replace(b"\0", b"@")) for row in program.sockets("-x")
            if row["inode"]}
    assert len(mine) > 20 and mine == {row for row in witnessed if row[1]}


def test_packet_matches_ss_and_proc(program):
    mine = {(row["socket_type"], row["interface"], row["inode"]) for row in program.sockets("-0")}
    rows = re.findall(r"^(p_\w+) .*\]:(\S+) +\* +ino:(\d+)", ss(program, "-0e").decode(), re.M)
    assert mine == {(SS_TYPES[kind], interface, int(inode)) for kind, interface, inode in rows} != set()
    lines = program.zoo.run(["cat", "/proc/net/packet"]).stdout.splitlines()[1:]
    assert {row[2] for row in mine} == {int(line.split()[-1]) for line in lines}


def test_netlink_matches_ss_and_proc(program):
    """Except the sockets that each reader uses itself. The witnesses report no more about the kernel's own sockets."""
    mine = [row for row in program.sockets("--netlink")]
    reader = [row for row in mine if row["local_address"] == "sock_diag" and row["local_port"] != 0]
    assert len(reader) == 1
    lines = [line.split() for line in program.zoo.run(["cat", "/proc/net/netlink"]).stdout.splitlines()[1:]]
    shown = {(row["local_port"], row["inode"]) for row in mine if row not in reader}
    assert shown == {(int(line[2]), int(line[-1])) for line in lines}
    of_ss = [line for line in ss(program, "-A", "netlink").decode().splitlines() if "UNCONN" in line]
    assert len(of_ss) == len(mine)


# In a namespace of its own, because the zoo must know every TCP connection.
MPTCP = """
import socket, subprocess, sys
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
listener.bind(("127.0.0.1", 0)); listener.listen(5)
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
client.connect(listener.getsockname()); server = listener.accept()[0]
for command in (["ss", "-ManHOe"], [sys.argv[1], "-M", "--json"], [sys.argv[1], "-M", "-i", "-o"]):
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    print(done.stdout.decode(), end="\\0")
"""


def test_mptcp_matches_ss(program):
    done = program.zoo.run(["unshare", "-n", sys.executable, "-c", MPTCP, program.path])
    if done.returncode != 0 and "Protocol not" in done.stderr:
        pytest.skip("this kernel has no MPTCP")
    assert done.returncode == 0, done.stderr
    witness, mine, table = done.stdout.split("\0")[:3]
    words = {"ESTAB": "ESTABLISHED", "LISTEN": "LISTEN"}
    rows = re.findall(r"^(\w+) +\d+ +\d+ +\S+:(\d+) +\S+:(\S+) .*ino:(\d+)", witness, re.M)
    expected = {(words[state], int(local), None if remote == "*" else int(remote), int(inode))
                for state, local, remote, inode in rows}
    rows = json.loads(mine)["sockets"]
    assert {(row["state"], row["local_port"], row["remote_port"], row["inode"]) for row in rows} == expected
    assert len(rows) == 3 and all(row["protocol"] == "mptcp" for row in rows)
    assert "rtt" not in table and "cwnd" not in table       # these bytes are not struct tcp_info


# The zoo has no such filters.
BPF = """
import ctypes, socket, struct, subprocess, sys
code = [(0x28, 0, 0, 12), (0x15, 0, 1, 2048), (6, 0, 0, 65535), (6, 0, 0, 0)]
room = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in code))
filtered = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
filtered.setsockopt(socket.SOL_SOCKET, 26, struct.pack("HP", len(code), ctypes.addressof(room)))     # SO_ATTACH_FILTER
plain = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
lsock, recording = sys.argv[1:]
user = ["setpriv", "--reuid", "65534", "--clear-groups"]
for command in (["ss", "-0bHO"], [lsock, "-0b", "--json"], user + [lsock, "-0b", "--json"], [lsock, "-0b"],
                [lsock, "-0b", "--json", "--record", recording], [lsock, "-0b", "--json", "--read", recording],
                [lsock, "-0", "bpf_instructions > 0", "--json"]):
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    print(done.stdout.decode(), end="\\0")
"""


def test_filters_of_packet_sockets(program, tmp_path):
    """The code matches ss, in decimal. Without the privilege to see it, it is unknown rather than none."""
    done = program.zoo.run(["unshare", "-n", sys.executable, "-c", BPF, program.path, tmp_path / "recording"])
    assert done.returncode == 0, done.stderr
    witness, mine, of_user, table, _, again, chosen = done.stdout.split("\0")[:7]
    count, code = re.search(r"bpf filter \((\d+)\): +(.*)", witness).groups()
    code = [" ".join(str(int(word, 0)) for word in one.split()) for one in code.strip(" ,\t").split(",")]

    def filters(document):
        return {row["socket_type"]: tuple(row["bpf"].values()) for row in json.loads(document)["sockets"]}
    assert filters(mine) == {"raw": (int(count), ",".join([count, *code])), "dgram": (0, None)} == filters(again)
    assert filters(of_user) == {"raw": (None, None), "dgram": (None, None)}
    assert table.count("filter: 4,40 0 0 12,") == 1
    assert [row["socket_type"] for row in json.loads(chosen)["sockets"]] == ["raw"]


# The command line

def names(program, *arguments):
    return {(row["protocol"], row["socket_type"]) for row in of_zoo(program, program.sockets(*arguments))}


@pytest.mark.parametrize("query, expected", [
    ("unix", {("unix", kind) for kind in ("stream", "dgram", "seqpacket")}),
    ("u_str,packet_dgram", {("unix", "stream"), ("packet", "dgram")}),
    ("unix,!u_str", {("unix", "dgram"), ("unix", "seqpacket")}),
    ("unix_seqpacket,p_raw,netlink", {("unix", "seqpacket"), ("packet", "raw"), ("netlink", "raw")}),
    ("!inet,!packet,!unix_dgram,!unix_stream,!vsock,!xdp", {("unix", "seqpacket"), ("netlink", "raw")}),
])
def test_query(program, query, expected):
    assert names(program, "-A", query) == expected


@pytest.mark.parametrize("arguments, protocols", [
    (("-f", "unix"), {"unix"}), (("-f", "link"), {"packet"}), (("-f", "netlink"), {"netlink"}),
    (("-x", "-0"), {"unix", "packet"}), (("-f", "unix", "-f", "link"), {"unix", "packet"}),
])
def test_families(program, arguments, protocols):
    assert {row["protocol"] for row in of_zoo(program, program.sockets(*arguments))} == protocols


@pytest.mark.parametrize("query", ["unxi", "u_str,,u_dgr", "unix,!unix", "tcp,dccp"])
def test_an_invalid_query(program, query):
    done = program.run("-A", query)
    assert done.status == 2 and done.out == "" and "^" in done.err


@pytest.mark.parametrize("arguments, name", [(("-S",), "sctp"), (("--vsock",), "vsock"), (("--tipc",), "tipc"),
                                             (("--xdp",), "xdp"), (("-f", "vsock"), "vsock"), (("-A", "xdp"), "xdp")])
def test_a_missing_kernel_feature_is_reported_if_requested(program, arguments, name):
    done = program.run(*arguments)
    if done.status == 0:
        assert done.err == ""       # this kernel has it
    else:
        assert done.status == 4 and f"for {name}" in done.err


@pytest.mark.parametrize("arguments", [("-A", "all"), ("-A", "inet"), ("-f", "inet")])
def test_a_missing_kernel_feature_is_silent_by_default(program, arguments):
    """Except for what the kernel supports but cannot list."""
    supported = program.zoo.run(["cat", "/proc/net/protocols"]).stdout
    done = program.run(*arguments)
    unread = re.findall("no diag module for (.*)", done.err)
    assert len(unread) == len(done.err.splitlines())
    assert all(re.search(rf"^(AF_)?{name} ", supported, re.MULTILINE | re.IGNORECASE) for name in unread)
    assert done.status == (4 if " not read: " in done.err else 0)


def test_a_missing_table(program):
    done = program.run("-x", "--tipc")
    assert done.out.count("unix") > 20
    assert (done.status, done.err) == (0, "") or (done.status == 4 and "tipc not read" in done.err)


# All other features work with them, too

@pytest.mark.parametrize("arguments, wanted", [
    (("-x", "src", "/tmp/*/stream.sock"), {"unix-stream"}),
    (("src", "unix:*new*"), {"unix-newline"}),
    (("-x", "listening", "accept_queue", ">", "0"), {"unix-backlog"}),
    (("-l", "-x", "socket_type", "=", "seqpacket"), {"unix-seqpacket"}),
    (("-x", "recv_queue", ">", "0"), {"unix-server"}),
    (("-0", "dev", "zoo0"), {"packet-raw", "packet-dgram"}),
    (("--netlink", "sport", ">", ":1"), {"netlink-route"}),
])
def test_filters(program, arguments, wanted):
    made = {entry["inode"]: entry["name"] for entry in program.zoo.entries() if entry["inode"]}
    assert {made[row["inode"]] for row in of_zoo(program, program.sockets(*arguments))} == wanted


def test_states(program):
    rows = program.sockets("-x")
    for word, status in (("established", "connected"), ("listening", "listening"), ("unconnected", "unconnected")):
        expected = {row["inode"] for row in rows if row["status"] == status}
        assert {row["inode"] for row in program.sockets("-x", "state", word)} == expected != set()


@pytest.mark.parametrize("form", [(), ("--csv",), ("--json",), ("-O",), ("-m",), ("-e",)])
def test_a_recording_is_the_same(program, tmp_path, form):
    file = tmp_path / "recording"
    live = program.start("-x", "-0", "-p", "--record", file, *form)
    assert live.returncode == 0, live.stderr
    again = program.start("-x", "-0", "-p", "--read", file, *form)
    assert (again.returncode, again.stdout) == (0, live.stdout)


def test_nothing_changed(program, tmp_path):
    file = tmp_path / "recording"
    program.run("-x", "-0", "-p", "--record", file)
    done = program.run("diff", file, file)
    assert done.status == 0, done.out


def test_summary(program):
    rows = program.sockets("-x")
    lines = [line.split() for line in program.run("-s", "-x").out.splitlines()]
    counts = {line[1]: int(line[2]) for line in lines if line[0] == "unix"}
    assert counts["all"] == len(rows)
    for status in ("connected", "unconnected", "listening"):
        assert counts[status] == len([row for row in rows if row["status"] == status])


def test_a_terminal_is_safe(program):
    """Names chosen by others are escaped; each line is one socket."""
    out = program.run("-x").out
    assert "\x1b" not in out and "esc\\x1b[31mred.sock" in out and "new\\nline.sock" in out
    assert "@lsock-zoo\\x00inner\\x00nul" in out
    assert len(out.splitlines()) == len(program.sockets("-x")) + 1


def test_without_privilege(program):
    done = program.zoo.run([program.path, "-x", "-p"], uid=65534)
    assert done.stdout.count("unix") > 20 and os.path.basename(program.path) in done.stderr


# Peers

PAIRS = {"unix-client": "unix-server", "unix-pair-dgram-1": "unix-pair-dgram-2",
         "unix-pair-seqpacket-2": "unix-pair-seqpacket-1"}


@pytest.mark.parametrize("name", PAIRS)
def test_the_process_at_the_other_end(program, name):
    """Even if the filter excludes the row of the peer."""
    zoo = program.zoo
    peer = zoo.entry(PAIRS[name])["processes"][0]
    row, = program.sockets("-x", "--columns", "inode,peer_inode,peer_process", f"inode = {zoo.entry(name)['inode']}")
    assert row["peer_inode"] == zoo.entry(PAIRS[name])["inode"]
    assert [(p["pid"], p["fd"], p["command"]) for p in row["peer_process"]] == \
        [(peer["pid"], peer["fd"], peer["command"])]


def test_peers_in_the_table(program, tmp_path):
    file = tmp_path / "recording"
    live = program.run("-x", "-p", "--record", str(file))
    assert live.out.splitlines()[0].split()[-2:] == ["PROCESS", "PEER-PROCESS"]
    pid = program.zoo.pid
    connected = [line for line in live.out.splitlines() if "unix" in line and " connected " in line]
    assert len([line for line in connected if line.count(f"lsock-zoo[{pid}]") == 2]) >= 7
    assert program.run("-x", "-p", "--read", str(file)).out == live.out


def test_no_process_at_the_other_end(program):
    """unix-waiting is connected to a socket that no program has accepted; a listener has no other end."""
    rows = {row["inode"]: row for row in program.sockets("-x", "--columns", "inode,peer_process")}
    for name in ("unix-waiting", "unix-stream"):
        assert rows[program.zoo.entry(name)["inode"]]["peer_process"] is None
