# SPDX-License-Identifier: GPL-2.0-or-later
"""--record and --read: what was seen is seen again; what is no recording does no harm."""

import json
import os
import subprocess

import pytest

STYLES = ["--json", "--json=pretty", "--json=lines"]


def run(lsock, *arguments, **options):
    return subprocess.run([str(lsock), *map(str, arguments)], capture_output=True, check=False, **options)


@pytest.fixture(scope="module")
def recording(zoo, lsock, tmp_path_factory):
    """A recording of the zoo with its owners, and what was printed beside it."""
    path = tmp_path_factory.mktemp("recordings") / "zoo.jsonl"
    zoo.renew()
    listing = zoo.run([str(lsock), "-tuwp", "--record", str(path)], text=False)
    assert listing.returncode == 0
    return path, listing


def test_the_listing_is_printed_as_usual_and_again(recording, lsock):
    path, listing = recording
    assert listing.stdout.count(b"\n") > 30
    again = run(lsock, "--read", path)
    assert again.returncode == 0
    assert again.stdout == listing.stdout and again.stderr == listing.stderr


@pytest.mark.parametrize("options", [["-tl"], ["-u"], ["-t4"], ["-w"], ["-tB"], ["--sort", "-inode"], ["--count"],
                                     ["--csv", "--columns", "local,remote,user,interface"], ["-t", "--columns", "local,remote,user,pid,process"]], ids=" ".join)
def test_the_same_filters_sorts_and_views(recording, zoo, lsock, options, tmp_path):
    live, look = tmp_path / "live.jsonl", None
    for _ in range(2):      # the zoo may change between
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
    first = run(lsock, "--read", recording[0], style).stdout
    assert len(json.loads(first.splitlines()[0]) if style == "--json=lines" else json.loads(first)) > 5
    (tmp_path / "first").write_bytes(first)
    second = run(lsock, "--read", tmp_path / "first", style)
    assert second.returncode == 0 and second.stdout == first
    piped = run(lsock, "--read", "-", style, input=first)
    assert piped.stdout == first
    back = run(lsock, "--read", tmp_path / "first", "--record", tmp_path / "back")
    assert back.returncode == 0
    assert (tmp_path / "back").read_bytes() == recording[0].read_bytes()


def test_procfs_and_its_notes_too(zoo, lsock, tmp_path):
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


def test_what_a_newer_lsock_adds_is_passed_over(recording, lsock, tmp_path):
    lines = [json.loads(line) | {"novelty": {"a": [1, {"b": None}]}} for line in recording[0].read_text().splitlines()]
    lines.insert(3, {"type": "novelty", "x": [[]]})
    (tmp_path / "newer").write_text("\n".join(map(json.dumps, lines)))
    look = run(lsock, "--read", tmp_path / "newer")
    assert look.returncode == 0 and look.stdout == run(lsock, "--read", recording[0]).stdout


def test_cut_at_each_byte(recording, lsock, tmp_path):
    lines = recording[0].read_bytes().splitlines(keepends=True)
    small = b"".join([lines[0], lines[1], lines[-2], b'{"type":"end","count":2}\n'])
    (tmp_path / "whole").write_bytes(small)
    assert run(lsock, "--read", tmp_path / "whole").returncode == 0
    for cut in range(0, len(small) - 2):
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
def test_no_recording(lsock, content):
    look = run(lsock, "--read", "-", input=content)
    assert look.returncode == 4 and look.stdout == b""
    assert look.stderr.startswith(b"lsock: standard input: ") and look.stderr.count(b"\n") == 1


@pytest.mark.parametrize("bad", [
    SOCKET % b"65536", SOCKET % b"-1", SOCKET % b'"80"', SOCKET % b"[80]", SOCKET % b"8.0",
    SOCKET.replace(b"tcp", b"tpc") % b"80", SOCKET.replace(b"LISTEN", b"LISTENING") % b"80",
    SOCKET.replace(b"1.2.3.4", b"::1") % b"80", SOCKET.replace(b"1.2.3.4", b"1.2.3") % b"80",
    b'{"type":"socket"}\n', SOCKET.replace(b'"local_port"', b'"cookie":"1","local_port"') % b"80",
    SOCKET.replace(b'"local_port"', b'"process_status":"found","processes":[{"pid":-1}],"local_port"') % b"80",
    SOCKET.replace(b'"local_port"', b'"process_status":"found","processes":[3],"local_port"') % b"80",
    SOCKET.replace(b'"local_port"', b'"process_status":"found","processes":[],"local_port"') % b"80",
])
def test_a_socket_that_cannot_be_is_counted_and_noted(lsock, bad):
    look = run(lsock, "--read", "-", "--json", input=HEADER + SOCKET % b"1" + bad + SOCKET % b"2" + END % 3)
    document = json.loads(look.stdout)
    assert look.returncode == 4
    assert [s["local_port"] for s in document["sockets"]] == [1, 2]
    assert [w["code"] for w in document["warnings"]] == ["sockets_unreadable"]
    assert "1 sockets" in document["warnings"][0]["message"] and "line 3" in document["warnings"][0]["message"]


def test_damage_in_the_middle_keeps_what_came_before(lsock):
    look = run(lsock, "--read", "-", "--json", input=HEADER + SOCKET % b"1" + b"%$&/\n" + SOCKET % b"2" + END % 2)
    document = json.loads(look.stdout)
    assert look.returncode == 4 and [s["local_port"] for s in document["sockets"]] == [1]
    assert document["warnings"][0]["code"] == "recording_damaged" and "line 3" in document["warnings"][0]["message"]


def test_a_wrong_count_and_a_second_recording(lsock):
    look = run(lsock, "--read", "-", "--json", input=HEADER + SOCKET % b"1" + END % 2)
    assert look.returncode == 4 and json.loads(look.stdout)["warnings"][0]["code"] == "recording_cut"
    look = run(lsock, "--read", "-", "--json", input=(HEADER + SOCKET % b"1" + END % 1) * 2)
    assert look.returncode == 4 and len(json.loads(look.stdout)["sockets"]) == 1


def test_hostile_names_stay_what_they_are(lsock):
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


def limited(lsock, *arguments):
    """Within 32 MB of addresses; a sanitizer takes terabytes of them."""
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
    for size in (1, 100):   # one text without an end, and noise
        path.write_bytes(b'{"schema":"' + b"x" * size * 1_000_000)
        assert limited(lsock, "--read", path).returncode == 4
        path.write_bytes(os.urandom(1_000_000) * size)
        assert limited(lsock, "--read", path).returncode == 4


def test_what_cannot_be_opened_or_written(lsock, tmp_path):
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
    whole = (tmp_path / "dump").read_bytes()
    for cut in range(24, min(len(whole), 400), 7):
        (tmp_path / "cut").write_bytes(whole[:cut])
        assert run(lsock, "--read", tmp_path / "cut", "-t").returncode in (0, 4)
    (tmp_path / "cut").write_bytes(whole[:-30])
    assert run(lsock, "--read", tmp_path / "cut", "-t").returncode == 4
