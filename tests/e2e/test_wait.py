# SPDX-License-Identifier: GPL-2.0-or-later
"""wait and assert: conditions, exit status and output."""

import concurrent.futures
import contextlib
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import time

import pytest

import netns

PATIENCE = 60
RUNS = 1000
MATCHED = re.compile(r"^lsock: (\d+ sockets? match(?:es)?|no socket matches), after \d+\.\d s$", re.MULTILINE)


def listen(place, port, **options):
    with netns.inside(place.namespace):
        return socket.create_server(("127.0.0.1", port), **options)


def connect(place, port):
    with netns.inside(place.namespace):
        return socket.create_connection(("127.0.0.1", port))


@pytest.fixture(name="wait")
def _wait(lsock, place):
    """wait(WORD...): runs `lsock wait`; with `verb` another verb."""
    def run(*arguments, verb="wait", **options):
        return place.run([lsock, verb, *map(str, arguments)], timeout=PATIENCE, **options)
    return run


@pytest.fixture(name="check")
def _check(wait):
    def run(*arguments, **options):
        return wait(*arguments, verb="assert", **options)
    return run


def start(place, lsock, *arguments):
    return place.start([lsock, "wait", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process):
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


# wait

def test_already_there(wait, place):
    with listen(place, 8080):
        done = wait("-l", ":8080")
    heading, row = done.stdout.splitlines()
    assert done.returncode == 0 and MATCHED.search(done.stderr)[1] == "1 socket matches"
    assert heading.split()[-1] == "PROCESS" and "127.0.0.1:8080" in row and f"[{os.getpid()}]" in row


def test_the_line_in_the_readme(lsock, place):
    """README shows it below the usual polling loop; it works unchanged."""
    readme = (pathlib.Path(__file__).resolve().parents[2] / "README.md").read_text()
    loop, line = re.findall(r"```sh\n(.*)\n```", readme.partition("It waits for a service.")[2])[:2]
    assert loop.startswith("until nc -z localhost 8080") and line == "lsock wait -l :8080"
    with listen(place, 8080):
        done = place.run(["sh", "-c", line], env=os.environ | {"PATH": f"{lsock.parent}:{os.environ['PATH']}"})
    assert done.returncode == 0 and "127.0.0.1:8080" in done.stdout


def test_appears_later(lsock, place):
    waiting = start(place, lsock, "-l", ":8080", "--timeout", PATIENCE)
    time.sleep(random.random() / 5)     # at a random moment
    with listen(place, 8080):
        status, out, _ = end(waiting)
    assert status == 0 and "127.0.0.1:8080" in out


def test_never_appears(wait, place):
    with listen(place, 8081):
        done = wait("-l", ":8080", "--timeout", 0)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr == "lsock: timed out after 0 s: expected at least 1 socket, found 0\n"
        started = time.monotonic()
        assert wait("-l", ":8080", "--timeout", 1).returncode == 3 and time.monotonic() - started >= 1
        assert "default 60" in wait("--help").stdout


def test_the_requested_number(wait, lsock, place):
    with contextlib.ExitStack() as stack:
        stack.enter_context(listen(place, 8080))
        waiting = start(place, lsock, "state", "established", "dst", ":8080", "--at-least", 3, "--timeout", PATIENCE)
        for _ in range(2):
            stack.enter_context(connect(place, 8080))
        done = wait("state", "established", "dst", ":8080", "--at-least", 3, "--timeout", 0)
        assert (done.returncode, done.stderr) == (3, "lsock: timed out after 0 s: expected at least 3 sockets, found 2\n")
        stack.enter_context(connect(place, 8080))
        status, out, err = end(waiting)
    assert status == 0 and out.count("ESTABLISHED") == 3 and MATCHED.search(err)[1] == "3 sockets match"


def test_gone(wait, lsock, place):
    done = wait("--gone", "-l", ":8080")
    assert (done.returncode, done.stdout) == (0, "") and MATCHED.search(done.stderr)[1] == "no socket matches"
    listener = listen(place, 8080)
    assert wait("--gone", "-l", ":8080", "--timeout", 0).returncode == 3
    waiting = start(place, lsock, "--gone", "-l", ":8080", "--timeout", PATIENCE)
    time.sleep(random.random() / 5)
    listener.close()
    assert end(waiting)[0] == 0


def test_sockets_that_end_by_themselves_do_not_block(wait, place):
    """TIME-WAIT, and sockets closed by their program, unless the filter asks for them."""
    listener = listen(place, 8080)
    client = connect(place, 8080)
    served, _ = listener.accept()
    half = connect(place, 8080)
    other, _ = listener.accept()
    half.close()        # FIN-WAIT-2 without a process; its peer is in CLOSE-WAIT
    assert wait("--gone", ":8080", "--timeout", 0).returncode == 3
    for made in (client, served, listener):
        made.close()
    assert wait("--gone", "sport", "=", ":8080", "--timeout", 0).returncode == 3       # CLOSE-WAIT has a process
    assert wait("--gone", "dport", "=", ":8080", "--timeout", 0).returncode == 0
    assert wait("--gone", "state", "time-wait", "--timeout", 0).returncode == 3
    assert wait("--gone", "state", "fin-wait-2", "dport", "=", ":8080", "--timeout", 0).returncode == 3
    assert wait("--gone", "status", "=", "TIME-WAIT", "--timeout", 0).returncode == 3
    assert wait("state", "time-wait", "--timeout", 0).returncode == 0
    other.close()
    assert wait("--gone", ":8080", "--timeout", 0).returncode == 0


HOLDER = """#!/usr/bin/python3
import socket, sys
l = socket.create_server(("127.0.0.1", int(sys.argv[1])), reuse_port=True)
print(flush=True)
sys.stdin.read()
"""


@pytest.fixture(name="holder")
def _holder(place, tmp_path):
    """holder(NAME, PORT): a listening process with this name."""
    with contextlib.ExitStack() as stack:
        def begin(name, port):
            path = tmp_path / name
            path.write_text(HOLDER)
            path.chmod(0o755)
            process = stack.enter_context(place.start([str(path), str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE))
            stack.callback(process.stdin.close)
            process.stdout.readline()
            return process
        yield begin


def test_the_holder(wait, lsock, place, holder):
    """A proxy, or systemd, may listen before the service does."""
    first = holder("a-proxy", 8080)
    assert wait("--by", "a-proxy", "-l", ":8080", "--timeout", 0).returncode == 0
    assert wait("--by", first.pid, "-l", ":8080", "--timeout", 0).returncode == 0
    assert wait("--by", "a-service-with-a-long-name", "-l", ":8080", "--timeout", 0).returncode in (3, 4)
    waiting = start(place, lsock, "--by", "a-service-with-a-long-name", "-l", ":8080", "--timeout", PATIENCE)
    second = holder("a-service-with-a-long-name", 8080)
    status, out, _ = end(waiting)
    assert status == 0 and f"a-service-with-[{second.pid}]" in out and "a-proxy" not in out


def test_no_connection_is_made(wait, lsock, place):
    """No probes: the service does not notice the check."""
    with listen(place, 8080) as listener:
        assert wait("-l", ":8080").returncode == 0
        rows = json.loads(place.run([lsock, "-ta", "--json"]).stdout)["sockets"]
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert [(row["status"], row["accept_queue"]) for row in rows] == [("LISTEN", 0)]


def test_quiet(wait, check, place):
    with listen(place, 8080):
        runs = [(wait("--quiet", "-l", ":8080"), 0), (wait("--quiet", "-l", ":1", "--timeout", 0), 3),
                (check("--quiet", "-l", ":8080"), 0), (check("--quiet", "--none", "-l", ":8080"), 1)]
    for done, status in runs:
        assert (done.returncode, done.stdout, done.stderr) == (status, "", "")


def test_json(program, wait, place):
    with listen(place, 8080):
        done = wait("--json", "-l", ":8080")
    document = json.loads(done.stdout)
    program.validate(document)
    assert document["schema"] == "lsock/1" and [s["local_port"] for s in document["sockets"]] == [8080]
    assert document["sockets"][0]["process_status"] in ("found", "permission_denied")


def caught(process):
    """Returns a mask of the signals that the process catches, from signal 1."""
    with open(f"/proc/{process.pid}/status", encoding="utf-8") as file:
        return int(re.search(r"^SigCgt:\s*(\w+)", file.read(), re.MULTILINE)[1], 16)


def test_interrupted(lsock, place):
    for number in (signal.SIGINT, signal.SIGTERM):
        waiting = start(place, lsock, "-l", ":8080", "--timeout", PATIENCE)
        deadline = time.monotonic() + PATIENCE
        while not caught(waiting) & 1 << number - 1:
            assert time.monotonic() < deadline      # does not catch the signal yet
        waiting.send_signal(number)
        status, out, err = end(waiting)
        assert (status, out) == (4, "") and re.fullmatch(r"lsock: interrupted after \d+\.\d s\n", err)


def test_owners_are_read_only_for_printed_rows(lsock, place):
    """If /proc is unreadable a note says so, but only when owners are needed."""
    def faulty(*arguments):
        options = ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), "verify_asan_link_order=0")))
        return place.run([lsock, "wait", *arguments], timeout=PATIENCE, env=os.environ | {
            "LD_PRELOAD": os.path.realpath(os.environ["FAULTS_LIB"]), "FAULTS": "readdir:1+:5", "ASAN_OPTIONS": options})
    with listen(place, 8080):
        found, short = faulty("-l", ":8080"), faulty("-l", ":8080", "--at-least", "2", "--timeout", "0")
    assert found.returncode == 0 and "/proc" in found.stderr
    assert short.returncode == 3 and "/proc" not in short.stderr


def test_unknown_values_do_not_decide(wait, check, place):
    """/proc has no limits of accept queues."""
    unknown = ["--backend", "procfs", "-l", "accept_queue_max > 0"]
    with listen(place, 8080), listen(place, 8081):
        for done in (wait(*unknown, "--timeout", 0), wait(*unknown, "--gone", "--timeout", 0), check(*unknown),
                     check(*unknown, "--none"), check(*unknown, "--exactly", 2)):
            assert done.returncode == 4 and "cannot tell whether" in done.stderr, done
        # decidable without them
        assert check(*unknown, "--at-least", 3).returncode == 1
        assert check(*unknown, "--at-most", 2).returncode == 0
        both = ["--backend", "procfs", "-l", "accept_queue_max > 0 or sport = :8080"]
        assert wait(*both, "--timeout", 0).returncode == 0 and check(*both).returncode == 0
        assert check(*both, "--none").returncode == 1


def test_an_unreadable_table(wait, check, place, tmp_path):
    """The expected socket may be in it."""
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "tcp").write_text(place.run(["cat", "/proc/net/tcp"]).stdout)
    arguments = ["--proc-root", tmp_path, "-u", "sport = :53"]
    for done in (wait(*arguments, "--timeout", 0), wait("--gone", *arguments, "--timeout", 0), check(*arguments),
                 check("--none", *arguments)):
        assert done.returncode == 4, done


def test_usage(wait, check):
    for done in (wait(), wait("-l"), check("-t"), wait("nginx"), check("nginx"), wait("--gone", "--at-least", 2, ":1"),
                 check("--exactly", 1, "--at-most", 2, ":1"), check("--at-least", 3, "--at-most", 2, ":1"), wait("--by", "", ":1"),
                 wait("--quiet", "--json", ":1"), wait("--none", ":1"), check("--gone", ":1"), check("--timeout", 1, ":1")):
        assert done.returncode == 2 and not done.stdout, done
    assert "lsock wait -l :8080" in wait().stderr and "`process = nginx`" in wait("nginx").stderr


def test_random_interleavings(lsock, place):
    """wait starts before, during or after the event; a lasting socket is never missed."""
    def run(index):
        rng = random.Random(index)
        port, gone = 10000 + index, index % 2 == 1
        socket_first = rng.random() < 0.5
        listener = listen(place, port) if gone or socket_first else None
        waiting = start(place, lsock, *(["--gone"] if gone else []), "-l", f":{port}", "--timeout", PATIENCE, "--quiet")
        time.sleep(rng.random() * 0.05)
        if listener is None:
            listener = listen(place, port)
        elif gone:
            listener.close()
        status = waiting.wait(PATIENCE)
        waiting.stdout.close()
        said = waiting.stderr.read()
        waiting.stderr.close()
        listener.close()
        return (status, said) == (0, "")

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        assert all(pool.map(run, range(RUNS)))


# assert

def test_how_many(check, place):
    with listen(place, 8080), listen(place, 8081):
        two = ["-l", "sport >= 8080"]
        for arguments, status in (([], 0), (["--none"], 1), (["--exactly", 2], 0), (["--exactly", 1], 1), (["--exactly", 3], 1),
                                  (["--at-least", 2], 0), (["--at-least", 3], 1), (["--at-most", 2], 0), (["--at-most", 1], 1),
                                  (["--at-least", 1, "--at-most", 2], 0), (["--at-most", 0], 1), (["--at-least", 0], 0)):
            done = check(*arguments, *two)
            assert done.returncode == status, (arguments, done)
            assert (done.stdout, done.stderr) == ("", "") if status == 0 else "found 2" in done.stderr
        done = check("--none", *two)
    assert done.stderr.endswith("lsock: expected no socket, found 2\n") and done.stdout.count("LISTEN") == 2
    assert f"[{os.getpid()}]" in done.stdout
    done = check("-l", ":8080")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "lsock: expected at least 1 socket, found 0\n")


def test_a_recording(check, lsock, place, tmp_path):
    with listen(place, 8080):
        assert place.run([lsock, "-t", "--record", str(tmp_path / "A")]).returncode == 0
    assert check("--read", tmp_path / "A", "-l", ":8080").returncode == 0
    assert check("--read", tmp_path / "A", "--none", "-l", ":8080").returncode == 1
