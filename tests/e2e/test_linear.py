# SPDX-License-Identifier: GPL-2.0-or-later
"""Values chosen by an attacker cost no more than others. Counts instructions instead of seconds."""

import json
import re
import subprocess

import pytest

ROWS = 6000
# Numbers whose products with the 64-bit golden ratio, a common multiplier, are close together.
MULTIPLIER = 0x9e3779b97f4a7c15
SMALLEST = pow(MULTIPLIER, -1, 1 << 64)
NEAR = min(range(1, 1 << 16), key=lambda n: min(n * MULTIPLIER % (1 << 46), -n * MULTIPLIER % (1 << 46)))


def connection(number, **more):
    return {"protocol": "tcp", "family": "inet", "state": "ESTABLISHED", "local_port": 1000, "remote_port": 80,
            "local_address": f"10.0.{number >> 8}.{number & 255}", "remote_address": "10.0.0.1"} | more


def listener(number, first_netns):
    return {"protocol": "tcp", "family": "inet", "state": "LISTEN", "local_address": "10.0.0.1", "local_port": 80,
            "netns": first_netns + number % 200}


def unix(number, name):
    return {"protocol": "unix", "family": "unix", "socket_type": "stream", "local_address": f"/{name}{number}"}


@pytest.fixture
def count(lsock, tool, tmp_path):
    """Returns the instructions of lsock with these options and recordings of these rows."""
    def run(options, *recordings):
        paths = [tmp_path / str(number) for number in range(len(recordings))]
        for path, row in zip(paths, recordings, strict=True):
            lines = [{"type": "header", "schema": "lsock/1"}, *({"type": "socket"} | row(i) for i in range(ROWS)),
                     {"type": "end", "count": ROWS}]
            path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        done = subprocess.run([tool("valgrind"), "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
                               lsock, *options, *paths], capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        assert "--count" not in options or done.stdout.strip() == str(ROWS * len(recordings))
        return int(re.search(r"I +refs: +([0-9,]+)", done.stderr).group(1).replace(",", ""))
    return run


def test_chosen_cookies(count):
    options = ["--count", "--read"]
    usual = count(options, lambda i: connection(i, cookie=f"{i + 1:016x}"))
    assert count(options, lambda i: connection(i, cookie=f"{(i + 1) * SMALLEST % (1 << 64):016x}")) < 1.5 * usual


def test_chosen_uids(count):
    options = ["--count", "--read"]
    usual = count(options, lambda i: connection(i, uid=i, user=f"u{i}"))
    assert count(options, lambda i: connection(i, uid=i * NEAR % (1 << 32), user=f"u{i}")) < 1.5 * usual


def test_rows_that_differ_in_one_value(count):
    options = ["diff", "--count"]
    usual = count(options, connection, lambda i: connection(ROWS + i))
    assert count(options, lambda i: unix(i, "a"), lambda i: unix(i, "b")) < 1.5 * usual
    assert count(options, lambda i: listener(i, 1), lambda i: listener(i, 1001)) < 1.5 * usual


def test_chosen_groups(count):
    """Each socket is a group: adjacent values, and values with adjacent hashes, cost the same."""
    def grouped(column, row):
        return count(["--count", "--group-by", column, "--read"], row)
    usual = grouped("cookie", lambda i: connection(i, cookie=f"{i + 1:016x}"))
    assert grouped("cookie", lambda i: connection(i, cookie=f"{(i + 1) * SMALLEST % (1 << 64):016x}")) < 1.5 * usual
    assert grouped("uid", lambda i: connection(i, uid=i * NEAR % (1 << 32))) < 1.5 * usual
    assert grouped("local_address", connection) < 1.5 * usual


def test_twice_the_groups_cost_twice_as_much(count, monkeypatch):
    options = ["--count", "--group-by", "local_address,remote_port", "--read"]
    usual = count(options, connection)
    monkeypatch.setitem(globals(), "ROWS", 4 * ROWS)
    assert count(options, connection) < 1.3 * 4 * usual


def test_a_map(count, monkeypatch):
    """Each connection has its own endpoints, both on this machine."""
    def client(number):
        return connection(number, remote_port=1000 + number % 50000)
    usual = count(["--map", "--csv", "--read"], client)
    assert count(["--map", "--csv", "--read"], lambda i: listener(i, 1)) < usual
    monkeypatch.setitem(globals(), "ROWS", 4 * ROWS)
    assert count(["--map", "--csv", "--read"], client) < 1.3 * 4 * usual
