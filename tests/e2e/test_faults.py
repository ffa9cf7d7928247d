# SPDX-License-Identifier: GPL-2.0-or-later
"""Failures: outputs that accept nothing, failing system calls, and lack of memory.

System calls and allocations fail through faults.c, which is preloaded.
"""

import errno
import json
import os
import pathlib
import re

import pytest

OUTPUTS = ["-tua", "-tua --json", "-tua --json=pretty", "-tua --json=lines", "-tua --csv", "-tua --count", "--help",
           "--version", "--json-schema", "--columns help", "-uB"]
SANITIZED = bool(os.environ.get("SANITIZED"))


@pytest.fixture(scope="session")
def faulty(program):
    """Runs the program with faults."""
    return program.with_faults


# Outputs

@pytest.mark.parametrize("arguments", OUTPUTS)
def test_a_full_disk(program, arguments):
    done = program.shell(f"lsock {arguments} >/dev/full")
    assert done == (4, "", f"lsock: cannot write the output: {os.strerror(errno.ENOSPC)}\n")


@pytest.mark.parametrize("arguments", OUTPUTS)
def test_a_closed_stdout(program, arguments):
    """No socket of the program takes the place of the closed output."""
    done = program.shell(f"lsock {arguments} >&-")
    assert done == (4, "", f"lsock: cannot write the output: {os.strerror(errno.EBADF)}\n")


def test_events_to_a_closed_stdout(program):
    """No pipe of the program takes the place of the closed output, whether or not standard input is open."""
    for closed in (">&-", "<&- >&-"):
        done = program.shell(f"lsock -E --interval 0 {closed}")
        assert done == (4, "", f"lsock: cannot write the output: {os.strerror(errno.EBADF)}\n")


def test_a_recording_from_a_closed_stdin(program):
    done = program.shell("lsock --read - <&-")
    assert done.status == 4 and done.err == f"lsock: standard input: {os.strerror(errno.EBADF)}\n"


@pytest.mark.skipif(SANITIZED, reason="sanitizers need a larger stack")
def test_a_small_stack(program):
    """A sufficient stack works; a smaller one gives an error, not a crash."""
    done = program.shell("ulimit -s 127; lsock -tua")
    assert done == (4, "", "lsock: the stack limit is too low: 127 KiB, at least 128 required\nraise it: ulimit -s 128\n")
    expected = program.text("-tua", "--count")
    assert program.shell("ulimit -s 128; lsock -tua --count") == (0, expected, "")
    assert program.shell("ulimit -s 128; lsock -tuape --json=lines | lsock --read - --count") == (0, expected, "")
    assert program.shell("ulimit -s 128; lsock -s >/dev/null && lsock explain time-wait >/dev/null") == (0, "", "")


def test_closed_stdin_and_stderr(program):
    expected = program.text("-tua")
    assert program.shell("lsock -tua <&-") == (0, expected, "")
    assert program.shell("lsock -tua 2>&-") == (0, expected, "")
    assert program.shell("lsock --nonsuch 2>&-").status == 2
    assert program.shell("lsock --nonsuch 2>/dev/full").status == 2


# The kernel does not answer

@pytest.mark.parametrize("faults, why", [
    ("socket:1+:13", errno.EACCES),
    ("socket:1+:97", errno.EAFNOSUPPORT),
    ("sendto:1+:1", errno.EPERM),
    ("sendto:1+:111", errno.ECONNREFUSED),
    ("recv:1+:12", errno.ENOMEM),
    ("recv:1+:105", errno.ENOBUFS),
    ("recv:1+:trunc", errno.EMSGSIZE),
    ("recv:1+:cut", errno.EBADMSG),
    ("recv:1+:done=1", errno.EPERM),
    ("recv:1+:done=12", errno.ENOMEM),
])
@pytest.mark.parametrize("form", ["-n", "--json", "--json=lines", "--csv", "--count"])
def test_without_sock_diag(faulty, faults, why, form):
    """One clear message, and no output that looks like a result."""
    done = faulty(faults, "-tua", "--backend", "sock_diag", form)
    assert (done.status, done.out) == (4, "")
    assert re.fullmatch(f"lsock: cannot read the socket tables: sock_diag: (.*: )?{os.strerror(why)}(: .*)?\n", done.err)


def test_a_missing_module(faulty):
    done = faulty("recv:1+:2", "-ua", "--backend", "sock_diag")
    assert (done.status, done.out) == (4, "")
    assert done.err == "lsock: cannot read the socket tables: sock_diag: this kernel has no diag module for udp\n"


def test_one_of_two_tables(program, faulty):
    """TCP is read by the first socket, UDP by the second: a partial result is reported as partial."""
    done = faulty("socket:2+:13", "-tua", "--backend", "sock_diag", "--json")
    document = json.loads(done.out)
    program.validate(document)
    assert (done.status, done.err, document["complete"]) == (4, "", False)
    assert [s["protocol"] for s in document["sources"]] == ["tcp"]
    assert [w["code"] for w in document["warnings"]] == ["table_unreadable"]
    assert document["sockets"] == [s for s in program.sockets("-tua") if s["protocol"] == "tcp"]
    done = faulty("socket:2+:13", "-tua", "--backend", "sock_diag")
    assert done.status == 4 and done.out == program.text("-ta")
    assert done.err.startswith("lsock: udp not read: ") and done.err.count("\n") == 1


def test_the_fallback_is_reported(program, faulty):
    done = faulty("socket:1+:13", "-tua", "--json")
    document = json.loads(done.out)
    program.validate(document)
    assert (done.status, done.err) == (0, "")
    assert {s["source"] for s in document["sources"]} == {"procfs"}
    assert document["warnings"]


KERNEL_NAMES = {"raw": "RAW", "udplite": "UDP-Lite", "mptcp": "MPTCP", "unix": "UNIX", "packet": "PACKET",
                "netlink": "NETLINK", "sctp": "SCTP", "vsock": "AF_VSOCK", "xdp": "XDP", "tipc": "TIPC"}
IN_PROC = {"tcp", "udp", "udplite", "raw", "unix", "packet", "netlink"}


@pytest.mark.parametrize("faults", ["socket:1+:1", "socket:1+:12", "recv:1+:1", "recv:1+:12", "recv:1+:105"])
@pytest.mark.parametrize("arguments, asked", [
    (["-A", "all"], {"tcp", "udp", *KERNEL_NAMES}),
    (["-A", "inet"], {"tcp", "udp", "udplite", "raw", "mptcp", "sctp"}),
    (["-4"], {"tcp", "udp", "udplite", "raw", "mptcp", "sctp"}),
])
def test_unnamed_failures_are_reported(program, faulty, faults, arguments, asked):
    """Only unsupported kernel features may be missing silently."""
    text = program.zoo.run(["cat", "/proc/net/protocols"]).stdout
    supported = {line.split()[0] for line in text.splitlines()}
    missing = {name for name in asked - IN_PROC if KERNEL_NAMES[name] in supported}
    done = faulty(faults, *arguments, "--json")
    document = json.loads(done.out)
    program.validate(document)
    notes = {code: {name for w in document["warnings"] if w["code"] == code
                    for name in w["message"].split(" not read:")[0].split(" read from ")[0].split(", ")}
             for code in ("table_fallback", "table_unreadable")}
    assert notes == {"table_fallback": asked & IN_PROC - {"udplite"} | notes["table_fallback"] & {"udplite"},
                     "table_unreadable": missing}
    assert (done.status, document["complete"]) == ((4, False) if missing else (0, True))


# Recoverable failures

@pytest.mark.parametrize("faults", ["sendto:1:4", "recv:1:4", "recv:2*:4", "sendto:1:4,recv:1:4",
                                    "recv:1:105", "recv:2:105", "recv:1:105,recv:3:105", "recv:1:intr",
                                    "recv:2:intr", "recv:1:intr,recv:2:105"])
def test_no_socket_is_lost_or_duplicated(program, faulty, faults):
    """Interrupted calls, inconsistent dumps and lost answers are retried."""
    done = faulty(faults, "-tua", "--json", "--backend", "sock_diag")
    document = json.loads(done.out)
    assert (done.status, done.err, document["complete"], document["warnings"]) == (0, "", True, [])
    assert document["sockets"] == program.sockets("-tua")


@pytest.mark.parametrize("faults", ["recv:1:intr", "recv:1+:intr", "recv:2:105", "recv:2+:12"])
@pytest.mark.parametrize("state", ["LISTEN", "TIME-WAIT", "CLOSED"])
def test_a_table_read_again_is_counted_once(program, faulty, faults, state):
    """From the same source or, if that fails, from another."""
    def here(text):
        return " ".join(re.search(r"^  Here, now +(.*(?:\n {18}.*)?)", text, re.MULTILINE)[1].split())
    known = len([s for s in program.sockets("-ta", "--backend", "procfs") if s["state"] == state])
    if "12" not in faults:
        known = len([s for s in program.sockets("-ta") if s["state"] == state])
    expected = {0: "No socket is in it.", 1: "1 socket is in it."}.get(known, f"{known} sockets are in it.")
    if "12" in faults and state == "CLOSED":    # /proc does not list them
        expected = "unknown: the sockets could not be read."
    assert here(faulty(faults, "explain", state).out) == expected


def test_a_table_that_always_changes(program, faulty):
    done = faulty("recv:1+:intr", "-ta", "--json")
    document = json.loads(done.out)
    program.validate(document)
    assert (done.status, done.err, document["complete"]) == (4, "", False)
    assert [w["code"] for w in document["warnings"]] == ["dump_interrupted"]
    assert document["sources"][0]["complete"] is False
    assert document["sockets"] == program.sockets("-ta")
    done = faulty("recv:1+:intr", "-ta")
    assert done.status == 4 and done.out == program.text("-ta")
    assert done.err == ("lsock: tcp: the table changed while the kernel listed it, 3 times in a row; sockets may be "
                        "missing\n")


def test_three_tries(program, faulty):
    """Each attempt at the zoo's TCP table takes the same number of receives; the third may still succeed."""
    calls = next(n for n in range(1, 50) if faulty(f"recv:{n}:12", "-ta", "--backend", "sock_diag").status == 0) - 1
    assert calls > 0
    first_two = ",".join(f"recv:{n}:intr" for n in (1, calls + 1))
    assert faulty(first_two, "-ta") == (0, program.text("-ta"), "")
    all_three = f"{first_two},recv:{2 * calls + 1}:intr"
    assert faulty(all_three, "-ta").status == 4


# Memory

ALLOCATIONS = 40        # more than any of these runs makes

RUNS = r"""
strip() {{ REPLY=$(sed 's/"time":"[^"]*"//' "$1"); }}
LD_PRELOAD= "$LSOCK" {arguments} >"$DIR/out" 2>/dev/null; strip "$DIR/out"; good=$REPLY
for n in $(seq 1 {count}); do
    FAULTS=malloc:$n{plus}:12 LD_PRELOAD="$FAULTS_LIB" "$LSOCK" {arguments} >"$DIR/out" 2>"$DIR/err"
    status=$?
    err=$(<"$DIR/err")
    case $status in
    {wrong}) [[ $err == lsock:\ * ]] || echo "$n: status $status without a word" ;;
    0) strip "$DIR/out"
       [[ $REPLY == "$good" || $err == lsock:\ * || $REPLY == *'"warnings":[{{'* ]] ||
           echo "$n: another output, without a word" ;;
    *) echo "$n: status $status: ${{err:0:300}}" ;;
    esac
done
"""


@pytest.mark.skipif(SANITIZED, reason="a sanitizer has an allocator of its own")
@pytest.mark.parametrize("arguments, wrong", [("-tua", 4), ("-tua --json", 4), ("-tua --csv --sort user", 4),
                                              ("-tuap", 4), ("--help", 4), ("--nonsuch", "2|4")])
@pytest.mark.parametrize("plus", ["", "+"], ids=["once", "from there on"])
def test_out_of_memory(program, zoo, tmp_path, arguments, wrong, plus):
    """At any allocation: the complete result or a message. Never a signal or a partial result that looks complete."""
    environment = {"LSOCK": program.path, "DIR": str(tmp_path), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
                   "FAULTS_LIB": os.environ["FAULTS_LIB"]}
    script = RUNS.format(count=ALLOCATIONS, plus=plus, arguments=arguments, wrong=wrong)
    done = zoo.run(["bash", "-c", script], env=environment, timeout=100)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize("words", [["dev", "lo"], ["src", "127.0.0.1%lo"]], ids=" ".join)
def test_an_interface_lookup_failure_is_not_absence(program, words):
    done = program.with_faults("if_nametoindex:1+:24", "-t", *words)
    assert (done.status, done.out) == (4, "")
    assert "Too many open files" in done.err and "no such" not in done.err
    missing = program.with_faults("if_nametoindex:1+:19", "-t", *words)      # ENODEV
    assert missing.status == 2 and "no such interface" in missing.err
