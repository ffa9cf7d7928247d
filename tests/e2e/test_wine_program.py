# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock.exe under Wine: command line, verbs, console and files."""

import json
import os
import pty
import shutil
import subprocess

import pytest

from wine import compile_program, document


@pytest.mark.parametrize("option", ["-tT", "--proc-root=x", "-e"])
def test_unsupported_options_are_refused(wine, exe, option):
    done = wine.run([exe, option])
    assert done.returncode == 2 and "not supported on Windows" in done.stderr


@pytest.mark.parametrize("arguments, status, words", [
    (["/?"], 0, "Usage: lsock"), (["-anoq"], 0, "PROCESS"), (["-tf", "sport = :47001"], 0, "REMOTE"),
    (["-an", "-p", "TCP"], 0, "tcp "), (["-p", "UDPv6"], 0, "udp "), (["-an", "8080"], 0, "PROTO"),
    (["-ano", "5"], 2, "--watch=5"), (["-an", "5"], 2, "--watch=5"), (["-e"], 2, "netstat -e"),
    (["dev", "lo"], 4, "whether `dev lo` holds"), (["dev", "no such"], 2, "no such"),
    (["--read", "C:\\dir\\none"], 4, "C:\\dir\\none: "), (["--read", "C:\\dir\x1b"], 4, "C:\\\\dir\\x1b")])
def test_commands_typed_on_windows(wine, exe, arguments, status, words):
    done = wine.run([exe, *arguments])
    assert (done.returncode, words in (done.stdout if status == 0 else done.stderr)) == (status, True), done


def test_waiting(wine, exe):
    """The zoo has a listener on port 7004 and none on port 1."""
    for words, status, said in ((["wait", "-tl", "sport = :7004"], 0, " socket"), (["wait", "-tl", "sport = :1", "--timeout", "1"], 3, "timed out"),
                                (["wait", "--gone", "-tl", "sport = :1"], 0, "no socket matches"),
                                (["assert", "-tl", "sport = :7004"], 0, ""), (["assert", "-tl", "sport = :1"], 1, "found 0")):
        done = wine.run([exe, *words])
        assert done.returncode == status and said in done.stderr, (words, done)


def test_help_lists_supported_options(wine, exe):
    text = wine.run([exe, "--help"]).stdout
    assert "--processes" in text and "--threads" not in text and "--proc-root" not in text


def test_a_recording_is_read_on_both_systems(zoo, lsock, wine, exe, tmp_path):
    recording = tmp_path / "größe.jsonl"
    live = document(wine.run([exe, "--json", "-uan", "--record", recording]))
    for read in (wine.run([exe, "--json", "-uan", "--read", recording]),
                 zoo.run([str(lsock), "--json", "-uan", "--read", recording])):
        assert document(read)["sockets"] == live["sockets"]


def test_diff(wine, exe, tmp_path):
    now, before = tmp_path / "now.jsonl", tmp_path / "before.jsonl"
    document(wine.run([exe, "--json", "-uan", "--record", now]))
    header, _gone, *lines = now.read_text().splitlines()[:-1]
    before.write_text("\n".join([header, *lines, json.dumps({"type": "end", "count": len(lines)})]) + "\n")
    same, other = wine.run([exe, "diff", now, now]), wine.run([exe, "diff", "--json", before, now])
    assert (same.returncode, same.stdout.count("\n"), same.stderr) == (0, 1, "")
    assert other.returncode == 1 and [row["change"] for row in json.loads(other.stdout)["changes"]] == ["opened"]


@pytest.mark.parametrize("word, state, status", [
    ("DELETE_TCB", "CLOSED", 4), ("TIMED_WAIT", "TIME-WAIT", 0), ("LISTENING", "LISTEN", 0)])
def test_explain(wine, exe, word, state, status):
    """CLOSED sockets that are only bound cannot be counted under Wine."""
    done = wine.run([exe, "explain", "--full", word])
    assert done.returncode == status and state in done.stdout and "Windows" in done.stdout


@pytest.mark.parametrize("arguments, words, not_words", [
    (["--plan", "-t", "sport = :80"], "with the whole filter", "kernel"),
    (["-s"], "machine", "namespace"),
    (["explain", "TIME-WAIT", "settings"], "netsh int ipv4 show dynamicport tcp", "tcp_tw_reuse"),
    (["explain", "LISTEN", "settings"], "netsh int ipv4 show excludedportrange tcp", "somaxconn"),
    (["explain", "TIME-WAIT", "counters"], "netstat -s", "TimeWaitOverflow"),
    (["explain", "netstat"], "lsock -anob", "lsock -ap"), (["explain", "pid", "4"], "http.sys", "Linux"),
    (["explain", "10013"], "SO_EXCLUSIVEADDRUSE", "Linux"), (["explain", "WSL"], "virtual machine", "netns"),
    (["-t", "--columns", "cookie,inode,local,pid"], "Windows does not report it: cookie, inode\n", "inode, local")])
def test_words_of_windows(wine, exe, arguments, words, not_words):
    done = wine.run([exe, *arguments])
    out = " ".join(done.stdout.split()) + done.stderr.replace("\r", "")
    assert (done.returncode, words in out, not_words in out) == (0, True, False), out


def test_settings_of_the_registry(wine, exe):
    def value():
        topic, = document(wine.run([exe, "explain", "--json", "TcpTimedWaitDelay"]))["topics"]
        return topic["sections"][0]["blocks"][0]["rows"][0]["value"]
    key = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters"
    assert value() is None
    wine.run(["reg", "add", key, "/v", "TcpTimedWaitDelay", "/t", "REG_DWORD", "/d", "30"], check=True)
    assert value() in ("30", 30)
    wine.run(["reg", "delete", key, "/v", "TcpTimedWaitDelay", "/f"], check=True)


def test_states_in_the_words_of_netstat(wine, exe):
    lines = wine.run([exe, "-tln", "--state-names", "windows"]).stdout.splitlines()[1:]
    assert lines and {line.split()[1] for line in lines} == {"LISTENING"}


def test_sort_columns(wine, exe):
    lines = wine.run([exe, "-tlH", "--columns", "local_port,process", "--sort", "-local_port"]).stdout.splitlines()
    ports = [int(line.split()[0]) for line in lines]
    assert len(ports) > 3 and ports == sorted(ports, reverse=True)


def test_command_lines_are_utf_8(wine, exe):
    done = wine.run([exe, "--columns", "größe,日本"])
    assert done.returncode == 2 and "--columns größe,日本\n" in done.stderr.replace("\r", "")


@pytest.fixture(scope="module", name="console")
def _console(wine, exe, tmp_path_factory):
    """Runs lsock.exe, or two joined by a pipe, in a console. Returns the status, whether the console was restored, and
    its lines."""
    place = tmp_path_factory.mktemp("console")
    compile_program("console_windows.c", place / "console.exe", "-municode")

    def run(*runs):
        master, slave = pty.openpty()
        try:
            done = wine.run([place / "console.exe", place / "screen", *(f'"{exe}" {arguments}' for arguments in runs)], capture_output=False,
                            stdin=slave, stdout=slave, stderr=slave)
        finally:
            os.close(slave)
            os.close(master)
        assert done.returncode == 0
        first, *lines = (place / "screen").read_text(encoding="utf-8").splitlines()
        status, *before = map(int, first.split())
        return status, before == [437, 437, 1], lines
    return run


@pytest.mark.parametrize("arguments", ["--columns größe,日本", "--columns größe,日本 --color=never"])
def test_a_console_gets_characters(console, arguments):
    status, is_as_before, lines = console(arguments)
    assert (status, is_as_before) == (2, True)
    assert any("--columns größe,日本" in line for line in lines)


def test_output_fits_the_console(wine, exe, console):
    """Lines wrap only between words."""
    status, is_as_before, lines = console("explain 100 --color=never")
    assert (status, is_as_before) == (0, True)
    plain = wine.run([exe, "explain", "100"]).stdout
    assert sorted(" ".join(lines).split()) == sorted(plain.split())


def test_colours_on_a_console_and_nowhere_else(wine, exe, console):
    status, is_as_before, lines = console("-tlnH")
    assert (status, is_as_before) == (0, True)
    assert any("[36mLISTEN" in line for line in lines)        # Wine's console accepts escape sequences, and shows them
    assert not any("[36m" in line for line in console("-tlnH --color=never")[2])
    assert "\x1b" not in wine.run([exe, "-tln"]).stdout


def test_two_programs_on_one_console(wine, exe, console, tmp_path):
    """Either may end first: both restore what they changed."""
    recording = tmp_path / "recording.jsonl"
    document(wine.run([exe, "--json", "-tln", "--record", recording]))
    status, is_as_before, lines = console(f"--read {recording} --json --color=always", "--read - -tlnH")
    assert (status, is_as_before) == (0, True)
    assert any("[36mLISTEN" in line for line in lines)


def test_no_library_is_loaded_from_the_directory_of_the_program(wine, exe, tmp_path):
    """A planted library ends any program that loads it."""
    compile_program("planted_windows.c", tmp_path / "iphlpapi.dll", "-DPLANTED", "-shared")
    compile_program("planted_windows.c", tmp_path / "careless.exe")
    shutil.copy(exe, tmp_path / "lsock.exe")
    own_first = {"WINEDLLOVERRIDES": "iphlpapi=n,b"}
    assert wine.run([tmp_path / "careless.exe"], more=own_first, cwd=tmp_path).returncode == 77
    done = wine.run([tmp_path / "lsock.exe", "-uan"], more=own_first, cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.count("\n") > 1


def test_output_is_the_same_bytes_everywhere(wine, exe):
    csv = wine.run([exe, "--csv", "-uan"], text=False).stdout
    assert csv.count(b"\r\n") == csv.count(b"\n") == csv.count(b"\r") > 1        # RFC 4180
    table = wine.run([exe, "-uan"], text=False).stdout
    assert table.count(b"\n") == csv.count(b"\n") and b"\r" not in table


def test_a_full_disk_is_reported(wine, exe):
    with open("/dev/full", "wb") as full:
        done = wine.run([exe, "-uan"], capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 4 and "cannot write the output" in done.stderr


def test_a_closed_pipe_is_silent(wine, exe):
    reader, writer = os.pipe()
    os.close(reader)
    done = wine.run([exe, "-uan"], capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")
