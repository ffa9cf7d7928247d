# SPDX-License-Identifier: GPL-2.0-or-later
"""--record and --read: recordings show the same sockets again, and invalid ones do no harm."""

import errno
import json
import os
import pathlib
import struct
import subprocess

import pytest

SANITIZED = bool(os.environ.get("SANITIZED"))
STYLES = ["--json", "--json=pretty", "--json=lines"]
GROUPS = ["-e", "-o", "-m", "-i", "--tos", "--inet-sockopt", "-b"]


def run(lsock, *arguments, **options):
    return subprocess.run([str(lsock), *map(str, arguments)], capture_output=True, check=False, **options)


@pytest.fixture(scope="module")
def recording(zoo, lsock, tmp_path_factory):
    """A recording of the zoo with owners, and the output printed along with it."""
    path = tmp_path_factory.mktemp("recordings") / "zoo.jsonl"
    zoo.renew()
    listing = zoo.run([str(lsock), "-tuwp", "--record", str(path)], text=False)
    assert listing.returncode == 0
    return path, listing


def test_the_listing_is_printed_as_usual(recording, lsock):
    path, listing = recording
    assert listing.stdout.count(b"\n") > 30
    again = run(lsock, "--read", path)
    assert again.returncode == 0
    assert again.stdout == listing.stdout and again.stderr == listing.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_output_of_powershell_is_read(recording, lsock, tmp_path, encoding):
    """Its `>` converts output to UTF-16 with a byte order mark and CRLF."""
    path, _listing = recording
    recoded, filter_file = tmp_path / "recoded.jsonl", tmp_path / "filter"
    for file, text in (recoded, path.read_text(encoding="utf-8")), (filter_file, "sport\n<\n30000\n"):
        mark = "\ufeff" if encoding == "utf-16-be" else ""
        file.write_bytes((mark + text).replace("\n", "\r\n").encode(encoding))
    again = run(lsock, "--read", recoded, "-F", filter_file)
    assert (again.returncode, again.stdout) == (0, run(lsock, "--read", path, "sport < 30000").stdout)
    assert again.stdout.count(b"\n") > 30
    for files in (path, recoded), (recoded, "-"):
        same = run(lsock, "diff", *files, input=recoded.read_bytes())
        assert (same.returncode, same.stdout.count(b"\n")) == (0, 1), same.stderr      # the heading


@pytest.fixture(scope="module")
def everything(zoo, lsock, tmp_path_factory):
    """A recording of the zoo with every group of details."""
    path = tmp_path_factory.mktemp("recordings") / "everything.jsonl"
    zoo.renew()
    assert zoo.run([str(lsock), "-tuwp", *GROUPS, "--count", "--record", str(path)]).returncode == 0
    return path


# A recording has the number of the control group, not its path; rates compare two readings.
NOT_RECORDED = {"socket_cgroup", "send_rate", "recv_rate", "retrans_rate", "drop_rate"}


def every_column(lsock):
    lines = run(lsock, "--columns", "help", "--csv", text=True).stdout.splitlines()[1:]
    return ",".join(name for name in (line.split(",")[0] for line in lines) if name not in NOT_RECORDED)


@pytest.mark.parametrize("view", [[], ["-O"], ["--csv"], *[[style] for style in STYLES]], ids=" ".join)
@pytest.mark.parametrize("wanted", [*[[group] for group in GROUPS], GROUPS, [*GROUPS, "--explain"], ["--columns"]],
                         ids=lambda wanted: wanted[0] if len(wanted) == 1 else str(len(wanted)))
def test_everything_requested_is_recorded(zoo, lsock, tmp_path, wanted, view):
    """One reading of the sockets: what was printed and what was recorded are equal."""
    options = ["-tuwp", *(["--columns", every_column(lsock)] if wanted == ["--columns"] else wanted), *view]
    live = zoo.run([str(lsock), *options, "--record", str(tmp_path / "a")], text=False)
    again = run(lsock, *options, "--read", tmp_path / "a", "--record", tmp_path / "b")
    assert (again.returncode, again.stdout, again.stderr) == (live.returncode, live.stdout, live.stderr)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    if view and view[0] in STYLES:      # its output is itself a recording
        (tmp_path / "c").write_bytes(live.stdout)
        assert run(lsock, *options, "--read", tmp_path / "c").stdout == live.stdout


@pytest.mark.parametrize("wanted", [
    "timer_kind = keepalive", "mark = 0x4c", "fwmark = 0x4c", "shutdown = receive", "recv_memory_max_bytes > 1", "drops > 0",
    "congestion_control = cubic", "not sack = true", "tcp_info_size_bytes > 100", "traffic_class = 0", "is_icsk = true",
    "cgroup_id > 0", "process = lsock*", "user = root", "dev lo", "v6only = true", "inode = 0"])
def test_the_same_filters_of_details(everything, zoo, lsock, wanted):
    options = ["-tuw", "--columns", "local,remote,status,inode", *wanted.split()]
    for _ in range(2):      # the zoo may change in between
        zoo.renew()
        live = zoo.run([str(lsock), *options], text=False)
        assert zoo.run([str(lsock), "-tuwp", *GROUPS, "--count", "--record", str(everything)]).returncode == 0
        again = run(lsock, *options, "--read", everything)
        if again.stdout == live.stdout:
            break
    assert (again.returncode, again.stdout) == (live.returncode, live.stdout)


@pytest.mark.parametrize("options, missing", [
    (["-i"], "tcp_info"), (["-o", "-m"], "timer, memory"), (["--columns", "local,rtt_us,drops,tos"], "memory, tcp_info, traffic"),
    (["--sort", "rtt_us"], "tcp_info"), (["-tu", "-p"], "processes"), (["-tu", "--columns", "pid"], "processes"),
    (["--columns", "age_ms"], "created_us")], ids=str)
def test_missing_values_are_unknown_and_noted_once(zoo, lsock, tmp_path, options, missing):
    zoo.run([str(lsock), "-tu", "--record", str(tmp_path / "a")], check=True)
    look = run(lsock, "--read", tmp_path / "a", *options, text=True)
    assert look.returncode == 0 and look.stdout.count("\n") > 30
    assert look.stderr == f"lsock: not in the recording, so unknown: {missing}\n"
    document = json.loads(run(lsock, "--read", tmp_path / "a", *options, "--json").stdout)
    assert [w["code"] for w in document["warnings"]] == ["not_recorded"]
    for row in document["sockets"]:
        for group in ("timer", "memory", "tcp_info", "traffic"):
            assert not any((row.get(group) or {}).values())
    for more in ([], ["-e"], ["-l"], ["--columns", "local,mark"]):
        assert run(lsock, "--read", tmp_path / "a", *more).stderr == b""


@pytest.mark.parametrize("words, key", [
    ("unit != x", "unit"), ("container != x", "container"), ("context != x", "context"), ("process_cgroup != x", "cgroup")])
def test_null_is_unknown_when_read(lsock, tmp_path, words, key):
    """A process value that could not be read is null; one that does not exist has no key."""
    process = {"pid": 5, "fd": 3, "command": "x", "uid": 0}
    row = {"protocol": "tcp", "family": "inet", "state": "LISTEN", "local_address": "127.0.0.1", "local_port": 80,
           "remote_address": None, "remote_port": None, "process_status": "found"}
    document = {"schema": "lsock/1", "version": "0.1.0", "host": {"os": "linux"}, "complete": True, "warnings": [],
                "sources": [{"netns": 1, "protocol": "tcp", "source": "sock_diag", "dialect": "linux", "complete": True}]}
    file = tmp_path / "a"
    for values, expected in (({}, (0, "1\n")), ({key: None}, (4, "0\n"))):
        file.write_text(json.dumps(document | {"sockets": [row | {"processes": [process | values]}]}), encoding="utf-8")
        look = run(lsock, "--read", file, "--count", words, text=True)
        assert (look.returncode, look.stdout) == expected, look.stderr


def test_missing_tables(zoo, lsock, tmp_path):
    zoo.run([str(lsock), "-t", "--record", str(tmp_path / "a")], check=True)
    look = run(lsock, "--read", tmp_path / "a", "-uw", text=True)
    assert (look.returncode, look.stderr) == (0, "lsock: not in the recording, so unknown: udp, raw\n")
    assert look.stdout.count("\n") == 1
    assert run(lsock, "--read", tmp_path / "a", "-t").stderr == b""
    counts = json.loads(run(lsock, "--read", tmp_path / "a", "-s", "--json").stdout)["counts"]
    assert {count["protocol"] for count in counts} == {"tcp"}


def test_control_groups_are_recorded_by_number(zoo, lsock, tmp_path):
    """The path is meaningful only on the recorded machine, so it is refused with a hint at what works."""
    file = tmp_path / "a"
    live = json.loads(zoo.run([str(lsock), "-ta", "--json", "-e", "--record", str(file)]).stdout)["sockets"]
    numbers = {s["cgroup_id"] for s in live} - {None}
    assert numbers
    for number in numbers | {281474976710655}:
        look = run(lsock, "--read", file, "-ta", "--json", "-e", "cgroup", "=", str(number), text=True)
        found = json.loads(look.stdout)["sockets"]
        assert sorted(s["inode"] for s in found) == sorted(s["inode"] for s in live if s["cgroup_id"] == number)
    look = run(lsock, "--read", file, "cgroup", "=", "/nowhere", text=True)
    assert (look.returncode, look.stdout) == (2, "") and "`cgroup = NUMBER`" in look.stderr


def test_autobound_is_unknown_in_a_recording(recording, lsock):
    look = run(lsock, "--read", recording[0], "-t", "autobound", text=True)
    assert look.returncode == 4 and "autobound" in look.stderr and look.stdout.count("\n") == 1


@pytest.mark.parametrize("options", [["-s"], ["-s", "--json"], ["-s", "--openmetrics"]], ids=" ".join)
def test_a_summary_is_not_a_recording(lsock, tmp_path, options):
    look = run(lsock, *options, "--record", tmp_path / "a")
    assert look.returncode == 2 and b"--record" in look.stderr and not (tmp_path / "a").exists()


@pytest.mark.parametrize("year", ["0001", "0026", "1969", "9999"])
def test_any_year_is_kept(lsock, year):
    recording = HEADER.replace(b'"host"', b'"time":"%s-06-02T03:04:05.000006Z","host"' % year.encode()) + END % 0
    assert json.loads(run(lsock, "--read", "-", "--json", input=recording).stdout)["time"] == f"{year}-06-02T03:04:05.000006Z"


def test_missing_columns(zoo, lsock, tmp_path):
    thin = zoo.run([str(lsock), "-t", "--json", "--columns", "rtt_us,timer_kind"], text=False).stdout
    look = run(lsock, "--read", "-", "--columns", "rtt_us,cwnd,timer_kind,timer_expires_ms,timer_retransmits,mark", input=thin)
    assert look.returncode == 0
    assert look.stderr == b"lsock: not in the recording, so unknown: cwnd, timer_expires_ms, timer_retransmits, mark\n"
    below = run(lsock, "--read", "-", "-io", input=thin).stdout
    assert b"timer: keepalive\n" in below and b"path: rtt " in below
    assert not any(word in below for word in (b"send: ", b"receive: ", b"last: ", b"rate: ", "±".encode()))


@pytest.mark.parametrize("options", [["-tl"], ["-u"], ["-t4"], ["-w"], ["-tB"], ["--sort", "-inode"], ["--count"],
                                     ["--csv", "--columns", "local,remote,user,interface"], ["-t", "--columns", "local,remote,user,pid,process"]], ids=" ".join)
def test_the_same_filters_sorts_and_views(recording, zoo, lsock, options, tmp_path):
    live, look = tmp_path / "live.jsonl", None
    for _ in range(2):      # the zoo may change in between
        zoo.renew()
        wanted = [*options, "-tuw"] if not options[0].startswith("-t") and options[0] not in ("-u", "-w") else options
        shown = zoo.run([str(lsock), "--record", str(live), *wanted], text=False)
        all_of_it = zoo.run([str(lsock), "-tuwp", "--record", str(tmp_path / "all.jsonl")], text=False)
        assert shown.returncode in (0, 4) and all_of_it.returncode == 0
        look = run(lsock, "--read", tmp_path / "all.jsonl", *wanted)
        if look.stdout == shown.stdout:
            break
    if "pid" not in options[-1]:
        assert look.stdout == shown.stdout
    assert look.stdout


@pytest.mark.parametrize("style", STYLES)
def test_write_read_write(recording, zoo, lsock, tmp_path, style):
    first = run(lsock, "--read", recording[0], "-e", style).stdout
    assert len(json.loads(first.splitlines()[0]) if style == "--json=lines" else json.loads(first)) > 5
    (tmp_path / "first").write_bytes(first)
    second = run(lsock, "--read", tmp_path / "first", "-e", style)
    assert second.returncode == 0 and second.stdout == first
    piped = run(lsock, "--read", "-", "-e", style, input=first)
    assert piped.stdout == first
    back = run(lsock, "--read", tmp_path / "first", "--record", tmp_path / "back")
    assert back.returncode == 0
    assert (tmp_path / "back").read_bytes() == recording[0].read_bytes()


def test_procfs_and_its_notes(zoo, lsock, tmp_path):
    zoo.run([str(lsock), "-tl4", "--backend", "procfs", "--record", str(tmp_path / "a")])
    header = json.loads((tmp_path / "a").read_text().splitlines()[0])
    assert header["complete"] is False and header["warnings"]
    again = run(lsock, "--read", tmp_path / "a", "--record", tmp_path / "b")
    assert again.returncode == 4
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def sort_keys(value):
    if isinstance(value, dict):
        return {key: sort_keys(value[key]) for key in sorted(value)}
    return [sort_keys(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("style", STYLES)
def test_the_order_of_keys_does_not_matter(recording, lsock, tmp_path, style):
    plain = run(lsock, "--read", recording[0], style).stdout
    values = plain.splitlines() if style == "--json=lines" else [plain]
    (tmp_path / "sorted").write_text("\n".join(json.dumps(sort_keys(json.loads(value))) for value in values))
    look = run(lsock, "--read", tmp_path / "sorted", style)
    assert look.returncode == 0 and look.stdout == plain


def test_keys_of_newer_versions_are_ignored(recording, lsock, tmp_path):
    lines = [json.loads(line) | {"novelty": {"a": [1, {"b": None}]}} for line in recording[0].read_text().splitlines()]
    lines.insert(3, {"type": "novelty", "x": [[]]})
    (tmp_path / "newer").write_text("\n".join(map(json.dumps, lines)))
    look = run(lsock, "--read", tmp_path / "newer")
    assert look.returncode == 0 and look.stdout == run(lsock, "--read", recording[0]).stdout


def test_truncated_at_each_byte(everything, lsock, tmp_path):
    lines = everything.read_bytes().splitlines(keepends=True)
    whole = next(line for line in lines if b'"bbr"' in line)
    small = b"".join([lines[0], whole, b'{"type":"end","count":1}\n'])
    (tmp_path / "whole").write_bytes(small)
    assert run(lsock, "--read", tmp_path / "whole").returncode == 0
    for cut in range(0, len(small) - 2, 7 if SANITIZED else 1):
        look = run(lsock, "--read", "-", "--json", input=small[:cut])
        assert look.returncode == 4, cut
        if look.stdout:
            document = json.loads(look.stdout)
            assert document["complete"] is False and document["warnings"][-1]["code"] == "recording_cut", cut
        else:
            assert look.stderr.startswith(b"lsock: standard input: "), cut


HEADER = b'{"type":"header","schema":"lsock/1","host":{"os":"linux"},"sources":[]}\n'
SOCKET = b'{"type":"socket","protocol":"tcp","family":"inet","state":"LISTEN","local_address":"1.2.3.4","local_port":%s}\n'
END = b'{"type":"end","count":%d}\n'


@pytest.mark.parametrize("content", [
    b"", b"\n\n", b"x", b"[]", b"{}", b"{", b'{"a":', b'"text"', b"null", b"\0" * 100, b"\xff\xfe", b'{"schema":"lsock/2"}',
    b'{"type":"socket","protocol":"tcp"}', b'{"type":"end"}', b"[" * 100_000, b'{"a":' * 100_000,
    b'{"schema":"' + b"x" * 3_000_000, b"9" * 3_000_000, b'{"' + b"k" * 3_000_000,
], ids=lambda content: repr(content[:20]))
def test_files_that_are_not_recordings(lsock, content):
    look = run(lsock, "--read", "-", input=content)
    assert look.returncode == 4 and look.stdout == b""
    error, _, hint = look.stderr.partition(b"\n")
    assert error.startswith(b"lsock: standard input: ") and (hint == b"" or b"known formats: json, " in hint)
    assert hint.count(b"\n") in (0, 1, 3)  # with the quoted line and the marks below it


@pytest.mark.parametrize("bad", [
    SOCKET % b"65536", SOCKET % b"-1", SOCKET % b'"80"', SOCKET % b"[80]", SOCKET % b"8.0",
    SOCKET.replace(b"tcp", b"tpc") % b"80", SOCKET.replace(b"LISTEN", b"LISTENING") % b"80",
    SOCKET.replace(b"1.2.3.4", b"::1") % b"80", SOCKET.replace(b"1.2.3.4", b"1.2.3") % b"80",
    b'{"type":"socket"}\n', SOCKET.replace(b'"local_port"', b'"cookie":"1","local_port"') % b"80",
    SOCKET.replace(b'"local_port"', b'"process_status":"found","processes":[{"pid":-1}],"local_port"') % b"80",
    SOCKET.replace(b'"local_port"', b'"process_status":"found","processes":[3],"local_port"') % b"80",
    SOCKET.replace(b'"local_port"', b'"process_status":"found","local_port"') % b"80",
    SOCKET.replace(b'"local_port"', b'"process_status":"found","processes":[],"local_port"') % b"80",
])
def test_an_impossible_socket_is_counted_and_noted(lsock, bad):
    look = run(lsock, "--read", "-", "--json", input=HEADER + SOCKET % b"1" + bad + SOCKET % b"2" + END % 3)
    document = json.loads(look.stdout)
    assert look.returncode == 4
    assert [s["local_port"] for s in document["sockets"]] == [1, 2]
    assert [w["code"] for w in document["warnings"]] == ["sockets_unreadable"]
    assert "1 sockets" in document["warnings"][0]["message"] and "line 3" in document["warnings"][0]["message"]


def with_member(text):
    return SOCKET.replace(b'"local_port"', text + b',"local_port"') % b"80"


@pytest.mark.parametrize("member", [
    b'"timer":{"timer_retransmits":256}', b'"timer":{"timer_kind":"egg"}', b'"timer":{"timer_expires_ms":4294967296}',
    b'"memory":{"drops":4294967296}', b'"memory":{"drops":-1}', b'"memory":{"drops":[]}', b'"tcp_info":{"rto_ms":4294968}',
    b'"tcp_info":{"rtt_us":0}', b'"tcp_info":{"congestion_state":"fine"}', b'"tcp_info":{"send_wscale":16}',
    b'"tcp_info":{"cwnd":1,"tcp_info_size_bytes":80}', b'"tcp_info":{"tcp_info_size_bytes":281}',
    b'"tcp_info":{"congestion_control":"sixteen-letters-"}', b'"tcp_info":{"congestion_control":""}', b'"tcp_info":{"ulp":"a\\u0000"}',
    b'"tcp_info":{"bbr_min_rtt_us":1,"vegas_rtt_us":1}', b'"tcp_info":{"mptcp_local_id":256}', b'"tcp_info":{"tls_version":"1.1"}',
    b'"tcp_info":{"tls_send":"somebody"}', b'"tcp_info":{"md5_peers":[{"address":"1.2.3.4"}]}',
    b'"tcp_info":{"md5_peers":[' + b",".join([b'{"address":"::1","prefix":8}'] * 65) + b"]}",
    b'"traffic":{"tos":256}', b'"options":{"freebind":1}', b'"mark":4294967296', b'"cgroup_id":281474976710656',
    b'"shutdown":"half"', b'"cookie":"0000000000000001","created_us":1',
], ids=lambda member: member[:40].decode())
def test_impossible_details(lsock, member):
    look = run(lsock, "--read", "-", "--json", input=HEADER + SOCKET % b"1" + with_member(member) + END % 2)
    document = json.loads(look.stdout)
    assert look.returncode == 4 and [s["local_port"] for s in document["sockets"]] == [1]
    assert [w["code"] for w in document["warnings"]] == ["sockets_unreadable"] and "line 3" in document["warnings"][0]["message"]


@pytest.mark.parametrize("member", [b'"timer":3', b'"timer":[{}]', b'"tcp_info":{"timer_kind":"none","local_port":7}', b'"options":null',
                                    b'"memory":{}', b'"tcp_info":{"novelty":[[{}]]}', b'"":{"mark":1}'])
def test_empty_groups(lsock, member):
    look = run(lsock, "--read", "-", "--json", *GROUPS, input=HEADER + with_member(member) + END % 1)
    socket = json.loads(look.stdout)["sockets"][0]
    assert look.returncode == 0 and socket["local_port"] == 80 and socket["mark"] is None
    assert not any(any((socket[group] or {}).values()) for group in ("timer", "memory", "tcp_info", "options"))


def test_a_recording_of_windows(lsock, tmp_path):
    header = {"type": "header", "schema": "lsock/1", "host": {"os": "windows", "kernel": "10.0"}, "complete": True, "sources": [
        {"netns": None, "netns_name": "a\ufffd", "netns_name_base64": "Yf8=", "protocol": "udp", "source": "iphlpapi",
         "dialect": "windows", "complete": True}], "warnings": [{"code": "c", "message": "\ufffd", "message_base64": "/w=="}]}
    row = {"type": "socket", "protocol": "tcp", "family": "inet", "state": "FIN-WAIT-2", "state_native": "FIN_WAIT2",
           "local_address": "10.0.0.1", "local_port": 5, "remote_address": "10.0.0.2", "remote_port": 6, "created_us": 1700000000000000}
    owner = {"pid": 4, "fd": None, "command": "x.exe", "uid": None, "user": "NT\\SYSTEM", "path": "C:\\x.exe"}
    rows = [row | {"process_status": "found", "processes": [owner]},
            row | {"local_port": 7, "process_status": "none", "processes": [], "process_none": "orphan"}]
    lines = [header, *rows, {"type": "end", "count": 2}]
    (tmp_path / "w").write_text("".join(json.dumps(line) + "\n" for line in lines))
    look = run(lsock, "--read", tmp_path / "w", "--record", tmp_path / "a", "--columns", "local,age_ms,created_us,process,process_none")
    assert look.returncode == 0 and b"1700000000000000" in look.stdout and b"orphan" in look.stdout and b"x.exe" in look.stdout
    assert run(lsock, "--read", tmp_path / "a", "--record", tmp_path / "b").returncode == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    again = [json.loads(line) for line in (tmp_path / "a").read_text().splitlines()]
    assert again[0]["warnings"] == [{"code": "recorded_warning", "message": "c: \ufffd", "message_base64": "Yzog/w=="}]
    assert again[0]["sources"][0] == header["sources"][0] | {"lists_bound": None}
    assert again[1]["processes"] == [owner] and again[1]["created_us"] == row["created_us"] and again[1]["cookie"] is None
    assert (again[2]["process_status"], again[2]["process_none"]) == ("none", "orphan")


@pytest.mark.parametrize("dialect, queue, options, queues", [
    ("windows-mib", None, [], False), ("windows-mib", 0, [], True), ("linux", None, [], True),
    ("windows-mib", None, ["--columns", "+send_q"], True), ("windows-mib", None, ["--columns", "+netns"], False)])
def test_uncounted_windows_queues_take_no_columns(lsock, dialect, queue, options, queues):
    header = {"type": "header", "schema": "lsock/1", "host": {"os": "windows", "kernel": "10.0"}, "complete": True, "sources": [
        {"protocol": "tcp", "source": "iphlpapi", "dialect": dialect, "complete": True}], "warnings": []}
    row = {"type": "socket", "protocol": "tcp", "family": "inet", "state": "ESTABLISHED", "local_address": "10.0.0.1", "local_port": 5,
           "remote_address": "10.0.0.2", "remote_port": 6}
    lines = [header, row, row | {"send_queue": queue}, {"type": "end", "count": 2}]
    look = run(lsock, "--read", "-", *options, input="".join(json.dumps(line) + "\n" for line in lines).encode())
    assert look.returncode == 0, look.stderr
    assert look.stdout.split(b"\n")[0].split() == [b"PROTO", b"STATE", *[b"RECV-Q", b"SEND-Q"] * queues, b"LOCAL", b"REMOTE",
                                                   *[b"NETNS-INODE"] * ("+netns" in options)]


def test_damage_in_the_middle_keeps_earlier_rows(lsock):
    look = run(lsock, "--read", "-", "--json", input=HEADER + SOCKET % b"1" + b"%$&/\n" + SOCKET % b"2" + END % 2)
    document = json.loads(look.stdout)
    assert look.returncode == 4 and [s["local_port"] for s in document["sockets"]] == [1]
    assert document["warnings"][0]["code"] == "recording_damaged" and "line 3" in document["warnings"][0]["message"]


def test_a_wrong_count_and_a_second_recording(lsock):
    look = run(lsock, "--read", "-", "--json", input=HEADER + SOCKET % b"1" + END % 2)
    assert look.returncode == 4 and json.loads(look.stdout)["warnings"][0]["code"] == "recording_cut"
    look = run(lsock, "--read", "-", "--json", input=(HEADER + SOCKET % b"1" + END % 1) * 2)
    assert look.returncode == 4 and len(json.loads(look.stdout)["sockets"]) == 1


def test_hostile_names_are_kept(lsock):
    name = "\x1b[31m\u202e\"\\\n"
    line = json.dumps({"type": "socket", "protocol": "tcp", "family": "inet", "state": "LISTEN", "local_address": "1.2.3.4",
                       "local_port": 1, "process_status": "found",
                       "processes": [{"pid": 7, "fd": 3, "command": name},
                                     {"pid": 8, "fd": 4, "command": "a\ufffdb", "command_base64": "Yf9i"}]}).encode()
    recording = HEADER + line + b"\n" + END % 1
    shown = run(lsock, "--read", "-", input=recording)
    assert shown.returncode == 0 and b"\x1b" not in shown.stdout and b"\\x1b[31m" in shown.stdout
    again = json.loads(run(lsock, "--read", "-", "--json", input=recording).stdout)["sockets"][0]["processes"]
    assert [(p["pid"], p["fd"], p["command"]) for p in again] == [(7, 3, name), (8, 4, "a\ufffdb")]
    assert again[1]["command_base64"] == "Yf9i"


# One of each range: see utf8_is_deceptive.
DECEPTIVE = "\x1b\x7f\x85\xad\u034f\u061c\u115f\u17b4\u180e\u200b\u200f\u2028\u202e\u2060\u2066\u3164\ufe0f\ufeff\uffa0\ufffb\U000e0001"


def test_no_writer_shows_deceptive_characters(lsock, tmp_path):
    name = "sshd" + DECEPTIVE
    line = json.dumps({"type": "socket", "protocol": "unix", "family": "unix", "socket_type": "stream", "local_address": "/" + name,
                       "process_status": "found", "processes": [{"pid": 7, "fd": 3, "command": name}]}).encode()
    path = tmp_path / name
    path.write_bytes(HEADER + line + b"\n")
    for form in [], ["-O"], ["-e"], ["--csv"], ["--csv=spreadsheet"], *[[style] for style in STYLES]:
        shown = run(lsock, "-xp", *form, "--columns", "local,process", "--read", path)
        assert shown.returncode == 4 and b"sshd" in shown.stdout
        assert not set(DECEPTIVE) & set((shown.stdout + shown.stderr).decode()), form
        assert "json" in str(form) or b"u{3164}" in shown.stderr       # the note that the end is missing
        if form == ["--json"]:
            assert json.loads(shown.stdout)["sockets"][0]["processes"][0]["command"] == name
    wrong = run(lsock, "process", "=", name, name)
    assert wrong.returncode == 2 and b"u{3164}" in wrong.stderr and not set(DECEPTIVE) & set(wrong.stderr.decode())


def test_csv_without_formulas(lsock):
    line = json.dumps({"type": "socket", "protocol": "unix", "family": "unix", "socket_type": "stream", "local_address": "@a",
                       "process_status": "found", "processes": [{"pid": 7, "fd": 3, "command": "=1+1,2"}]}).encode()
    recording = HEADER + line + b"\n" + END % 1
    options = ["-xp", "-H", "--columns", "local_address,process,pid", "--read", "-"]
    assert run(lsock, *options, "--csv", input=recording).stdout == b'@a,"=1+1,2",7\r\n'
    assert run(lsock, *options, "--csv=spreadsheet", input=recording).stdout == b"'@a,\"'=1+1,2\",7\r\n"
    assert run(lsock, *options, "--csv=excel", input=recording).returncode == 2


def limited(lsock, *arguments):
    """Runs within 32 MB of address space; sanitizers reserve terabytes."""
    limit = "unlimited" if b"__asan_init" in lsock.read_bytes() else "32768"
    return run("/bin/sh", "-c", f'ulimit -v {limit}; exec "$@"', "sh", lsock, *arguments)


def test_garbage_and_long_lines_take_bounded_memory(lsock, tmp_path):
    path = tmp_path / "long"
    with open(path, "wb") as file:
        file.write(HEADER)
        for _ in range(50):
            file.write(b'{"type":"novelty","x":[' + b'"' + b"y" * 1_000_000 + b'",' + b"1,2,3," * 150_000 + b"0]}\n")
        file.write(END % 0)
    look = limited(lsock, "--read", path, "--count")
    assert look.returncode == 0 and look.stdout == b"0\n"
    for size in (1, 100):   # a single endless text, and random bytes
        path.write_bytes(b'{"schema":"' + b"x" * size * 1_000_000)
        assert limited(lsock, "--read", path).returncode == 4
        path.write_bytes(os.urandom(1_000_000) * size)
        assert limited(lsock, "--read", path).returncode == 4


def test_files_that_cannot_be_opened_or_written(lsock, tmp_path):
    look = run(lsock, "--read", tmp_path / "nothing")
    assert look.returncode == 4 and b"No such file" in look.stderr
    look = run(lsock, "--read", tmp_path)
    assert look.returncode == 4 and b"directory" in look.stderr
    look = run(lsock, "-t", "--record", tmp_path / "no" / "file")
    assert look.returncode == 4 and b"cannot write" in look.stderr
    look = run(lsock, "-t", "--record", "/dev/full")
    assert look.returncode == 4 and b"No space left" in look.stderr


def test_a_raw_dump_of_ss(zoo, lsock, tmp_path):
    def look():
        zoo.renew()
        zoo.run(["ss", "-taD", str(tmp_path / "dump")])
        live = json.loads(zoo.run([str(lsock), "-t", "--json"]).stdout)["sockets"]
        dump = run(lsock, "--read", tmp_path / "dump", "--json")
        assert dump.returncode == 0
        names = ("family", "state", "local_address", "local_port", "remote_address", "remote_port", "inode", "cookie", "uid")
        assert sorted([str(s[name]) for name in names] for s in json.loads(dump.stdout)["sockets"]) == sorted(
            [str(s[name]) for name in names] for s in live if not s["bound"])
    try:
        look()
    except AssertionError:
        look()
    zoo.run(["ss", "-taiomeD", str(tmp_path / "dump")])
    live = {s["cookie"]: s for s in json.loads(zoo.run([str(lsock), "-tiome", "--json"]).stdout)["sockets"]}
    look = json.loads(run(lsock, "--read", tmp_path / "dump", "-iome", "--json").stdout)
    assert look["warnings"] == []
    same = 0
    for found in look["sockets"]:
        for group, names in {"tcp_info": ("congestion_control", "send_mss_bytes", "bbr_pacing_gain_percent", "tcp_info_size_bytes"),
                             "memory": ("recv_memory_max_bytes", "send_memory_max_bytes"), "timer": ("timer_kind",)}.items():
            mine, theirs = found[group] or {}, live[found["cookie"]][group] or {}
            same += bool(mine) and [mine.get(name) for name in names] == [theirs.get(name) for name in names]
    assert same > 2 * len(look["sockets"])      # single sockets of the zoo may change
    whole = (tmp_path / "dump").read_bytes()
    for cut in range(24, min(len(whole), 400), 7):
        (tmp_path / "cut").write_bytes(whole[:cut])
        assert run(lsock, "--read", tmp_path / "cut", "-t").returncode in (0, 4)
    (tmp_path / "cut").write_bytes(whole[:-30])
    assert run(lsock, "--read", tmp_path / "cut", "-t").returncode == 4


NLMSG_DONE, DUMP_INTERRUPTED = 3, 0x10


def messages(dump):
    """Splits a raw dump into netlink messages."""
    at = 0
    while at < len(dump):
        length = struct.unpack_from("=I", dump, at)[0] + 3 & ~3
        yield bytearray(dump[at:at + length])
        at += length


def kind(message):
    return struct.unpack_from("=H", message, 4)[0]


@pytest.mark.parametrize("which", [0, -1])
@pytest.mark.parametrize("doubt, code, word", [
    ("truncated dump", "recording_cut", "truncated dump"),
    ("error", "recording_cut", os.strerror(errno.ENOMEM)),
    ("interrupted", "dump_interrupted", "changed"),
])
def test_an_incomplete_raw_dump(zoo, lsock, tmp_path, which, doubt, code, word):
    """The kernel marked it as interrupted: in the first dump (IPv4) or in the last one (IPv6)."""
    file = tmp_path / "dump"
    zoo.run(["ss", "-taD", str(file)])
    parts = list(messages(file.read_bytes()))
    ends = [at for at, message in enumerate(parts) if kind(message) == NLMSG_DONE]
    assert len(ends) == 2
    if doubt == "truncated dump":
        parts = parts[:ends[which]]
    elif doubt == "error":
        struct.pack_into("=i", parts[ends[which]], 16, -errno.ENOMEM)
    else:
        struct.pack_into("=H", parts[ends[which]], 6, struct.unpack_from("=H", parts[0], 6)[0] | DUMP_INTERRUPTED)
    file.write_bytes(b"".join(parts))
    done = run(lsock, "--read", file, "--json")
    document = json.loads(done.stdout)
    assert (done.returncode, document["complete"], document["sources"][0]["complete"]) == (4, False, False)
    assert [w["code"] for w in document["warnings"]] == [code] and word in document["warnings"][0]["message"]
    assert len(document["sockets"]) == len([1 for message in parts if kind(message) != NLMSG_DONE])


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "not-listed"])
@pytest.mark.parametrize("inodes", [[7, 8], [None, None]], ids=["inodes", "no-inodes"])
def test_names_of_namespaces_are_read(lsock, listed, inodes):
    """Whether or not the header lists the tables. If inodes are unknown, names distinguish namespaces."""
    places = [{"protocol": "tcp", "netns": inode, "netns_name": name} for inode, name in zip(inodes, ("blue", "red"))]
    rows = [place | {"family": "inet", "state": "LISTEN", "local_address": "127.0.0.1", "local_port": port}
            for port, place in enumerate([*places, *places], start=1)]
    document = {"schema": "lsock/1", "sources": places if listed else [], "sockets": rows}
    look = run(lsock, "--read", "-", "--csv", "-H", "--sort", "local_port", "--columns", "local_port,netns_name,namespace",
               input=json.dumps(document).encode())
    assert look.stdout.decode().split() == ["1,blue,blue", "2,red,red", "3,blue,blue", "4,red,red"], look.stderr


NETSTAT = b"""root@host:~# netstat -tan
Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State
tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN
tcp6       0      0 ::1:40000               ::1:22                  CLOSE_WAIT
root@host:~#
"""


def test_text_of_another_tool_is_read_filtered_and_recorded(lsock):
    look = run(lsock, "--read", "-", "--json", "state close-wait", input=NETSTAT)
    document = json.loads(look.stdout)
    assert look.returncode == 0 and document["complete"] is True
    [row] = document["sockets"]
    assert (row["state"], row["state_native"], row["remote_port"], row["inode"]) == ("CLOSE-WAIT", "CLOSE_WAIT", 22, None)
    assert document["sources"][0]["source"] == "netstat"
    again = run(lsock, "--read", "-", "--json", "state close-wait", input=look.stdout)
    assert json.loads(again.stdout)["sockets"] == document["sockets"]


def test_a_rejected_line_is_quoted_with_its_number(lsock):
    look = run(lsock, "--read", "-", "--json", input=NETSTAT + b"tcp 0 0 1.2.3.4:99999 \x1b[31m LISTEN\n")
    document = json.loads(look.stdout)
    assert look.returncode == 4 and document["complete"] is False
    [warning] = document["warnings"]
    assert warning["code"] == "lines_unreadable" and "line 7: tcp 0 0 1.2.3.4:99999 ?[31m LISTEN" in warning["message"]


def test_a_format_can_be_forced(lsock):
    assert run(lsock, "--read", "-", "--format", "netstat", "--count", input=NETSTAT).stdout == b"2\n"
    look = run(lsock, "--read", "-", "--format", "ss", input=NETSTAT)
    assert look.returncode == 4 and look.stdout == b""
    assert look.stderr.splitlines() == [
        b"lsock: standard input: no row matches the format ss: line 4, column 12: expected a TCP state",
        b"  tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN",
        b"             ^"]
    assert b"no row matches the format windows: line 4 does not match" in \
        run(lsock, "--read", "-", "--format", "windows", input=NETSTAT).stderr
    for words in (["--format", "netstat"], ["--format", "nestat", "--read", "-"]):
        assert run(lsock, *words).returncode == 2, words
    assert b"did you mean netstat?" in run(lsock, "--format", "nestat").stderr


def test_the_list_of_formats(lsock):
    look = run(lsock, "--format", "help", "--csv", "-H")
    names = [line.split(b",")[0].decode() for line in look.stdout.splitlines()]
    assert look.returncode == 0 and {"json", "netstat", "ss", "windows"} <= set(names)
    unknown = run(lsock, "--read", "-", input=b"hello\n").stderr.decode()
    assert f"known formats: {', '.join(names)};" in unknown
    assert run(lsock, "--format", "help", "tcp").returncode == 2


@pytest.mark.parametrize(("content", "error"), [
    (b"\x1f\x8b\x08\0", "it looks like gzip: try zcat"), (b"<html>\n", "it looks like HTML or XML"),
    (b"a\0b", "it looks like binary data"), (b"hello\nworld\n", "line 1 does not match"),
    (b"x\ntcp 0 0 1.2.3.4:x 5 LISTEN\n", "line 2, column 19: expected a remote address and port"),
    ("tcp 0 0 Äö:1 5 LISTEN\n".encode(), "line 1, column 9: expected a local address and port"),
])
def test_an_unknown_format(lsock, content, error):
    look = run(lsock, "--read", "-", input=content)
    assert look.returncode == 4 and f"standard input: unknown format: {error}\n" in look.stderr.decode()


AIX = pathlib.Path(__file__).resolve().parent.parent / "unit/listings/aix.txt"


@pytest.mark.parametrize(("words", "count", "undecided"), [
    ("src 192.168.9.230", 5, False), ("src 192.168.9.231", 0, False), ("sport = 702", 1, True),
    ("sport = 32770", 0, True), ("local_port = 3277", 0, True), ("src 192.168.9.230:23", 1, True),
    ("src 192.168.9.231:23", 0, False), ("not sport = 22", 9, True),
])
def test_truncated_values_are_never_equal(lsock, words, count, undecided):
    look = run(lsock, "--read", AIX, "--csv", "-H", "--columns", "local,remote", *words.split())
    assert len(look.stdout.splitlines()) == count, look
    assert (b"does not report whether" in look.stderr) == undecided


def test_truncated_values_survive_a_recording(lsock, tmp_path):
    run(lsock, "--read", AIX, "--record", tmp_path / "A")
    json_text = run(lsock, "--read", AIX, "--json").stdout
    first = run(lsock, "--read", AIX, "--csv").stdout
    assert first == run(lsock, "--read", tmp_path / "A", "--csv").stdout
    assert first == run(lsock, "--read", "-", "--csv", input=json_text).stdout
    assert {row["remote_text"] for row in json.loads(json_text)["sockets"]} == \
        {None, "192.168.9.230:3277...", "192.168.9.230:4819..."}
    assert run(lsock, "diff", AIX, tmp_path / "A", "--count").stdout == b"0\n"


@pytest.mark.parametrize("heading", [
    "Proto Recv-Q Send-Q Local Address  Foreign Address  State", "Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port",
    "COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME", "USER COMMAND PID FD PROTO LOCAL ADDRESS FOREIGN ADDRESS",
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    "LocalAddress LocalPort RemoteAddress RemotePort State", "  Proto  Local Address          Foreign Address        State",
])
def test_a_heading_alone_is_an_empty_listing(lsock, heading):
    look = run(lsock, "--read", "-", "--json", input=f"{heading}\n".encode())
    document = json.loads(look.stdout)
    assert (look.returncode, document["complete"], document["sockets"]) == (0, True, []), look


@pytest.mark.parametrize("table", ["tcp", "tcp6", "udp", "udp6", "raw", "unix", "packet", "netlink"])
def test_a_file_of_proc_is_read_like_its_backend(lsock, tmp_path, table):
    text = open(f"/proc/net/{table}", "rb").read()
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / table).write_bytes(text)
    kind = {"packet": "-0", "unix": "-x", "netlink": "--netlink", "raw": "-w"}.get(table, "-t" if "tcp" in table else "-u")
    columns = "protocol,family,state,state_native,local,remote,recv_q,send_q,uid,inode,timer_kind"
    live = run(lsock, "--proc-root", tmp_path, kind, "--csv", "--columns", columns)
    pasted = run(lsock, "--read", "-", kind, "--csv", "--columns", columns, input=f"$ cat /proc/net/{table}\r\n".encode() + text)
    assert live.stdout == pasted.stdout, pasted.stderr
