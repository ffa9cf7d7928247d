# SPDX-License-Identifier: GPL-2.0-or-later
"""--explain: which sentences stand at which sockets of the zoo, and at none but those."""

import json
import re
import subprocess

import jsonschema
import pytest

# What is said of every socket of the zoo, by name; whoever is not here has nothing to tell. For each
# sentence there is a socket close by that must be silent, or is told something else.
SAID = {
    "listen-full": ["accept_queue_full"],               # limit 1, 2 wait; not: listen, 0 of 128
    "listen-backlog": ["accept_queue_waiting"],         # limit 5, 2 wait
    "syn-sent": ["syn_unanswered"],
    "syn-sent-overflow": ["syn_unanswered"],
    "syn-received": ["handshake_unfinished"],
    "syn-received-mapped": ["handshake_unfinished"],
    "syn-received-crossed": ["handshake_crossed"],      # the same state, a whole socket
    "accept-queue-established": ["not_accepted"],       # not: established-client, which has an inode
    "listen-full-queued-1": ["not_accepted"],
    "listen-full-queued-2": ["not_accepted"],
    "established-unread": ["data_unread"],              # not: established-unread-peer
    "established-unacked": ["data_unacknowledged"],
    "established-zero-window": ["data_unacknowledged"],
    "fin-wait-1-orphan": ["fin_unacknowledged_orphan"],
    "fin-wait-1-orphan-data": ["fin_unacknowledged_orphan"],
    "fin-wait-1-owned": ["fin_unacknowledged"],
    "fin-wait-2-owned": ["half_closed"],
    "close-wait-untouched-peer": ["half_closed"],
    "close-wait-unread-peer": ["half_closed"],
    "close-wait-unaccepted-peer": ["half_closed"],
    "fin-wait-2-orphan": ["fin_wait_2_orphan"],
    "fin-wait-2-orphan-full": ["fin_wait_2_orphan"],
    "close-wait-unaccepted": ["closed_not_accepted"],   # inode 0: no leak
    "close-wait-unread": ["closed_data_unread"],        # Recv-Q 4: three bytes and the FIN
    "close-wait-untouched": ["closed_fin_unread"],      # Recv-Q 1: the FIN alone
    "close-wait": ["closed_all_read"],                  # Recv-Q 0
    "closing": ["simultaneous_close"],
    "closing-owned": ["simultaneous_close"],
    "last-ack": ["last_ack_missing"],
    "last-ack-owned": ["last_ack_missing"],
    "time-wait": ["time_wait"],
    "closed-bound": ["bound_only"],
    "udp-queued": ["datagrams_unread"],                 # not: udp-bound
}


def identity(entry):
    return tuple(entry[key] for key in ("protocol", "local_address", "local_port", "remote_address", "remote_port"))


@pytest.fixture(name="listing")
def _listing(zoo, lsock):
    def run(*words, **options):
        done = zoo.run([lsock, "--explain", *words], **options)
        assert done.returncode == 0, done.stderr
        return done.stdout
    return run


@pytest.fixture(name="sentences")
def _sentences(listing):
    def run(*words, **options):
        sockets = json.loads(listing("-tu", "--json", *words, **options))["sockets"]
        return {identity(s): {x["code"]: x["text"] for x in s["explain"]} for s in sockets}
    return run


def expected(entries):
    return {identity(e): SAID.get(e["name"].removesuffix("-v6"), []) for e in entries if e["protocol"] in ("tcp", "udp")}


def test_every_sentence_where_it_belongs_and_nowhere_else(zoo, sentences):
    wanted = expected(zoo.entries())
    seen = {key: list(said) for key, said in sentences().items()}
    assert {key: seen.get(key) for key in wanted} == wanted
    assert set(seen) == set(wanted)


def test_through_proc_too(zoo, sentences):
    """/proc knows less, and what it does not know is not said: whole half-open sockets, limits, bound sockets."""
    unknown = {"handshake_crossed", "bound_only", "half_closed", "accept_queue_full"}
    wanted = expected(zoo.entries())
    for key, said in sentences("--backend", "procfs").items():
        allowed = set(wanted[key]) - unknown
        assert allowed <= set(said), key
        assert not set(said) & {"bound_only", "half_closed"}, key
        assert "there is room for" not in said.get("accept_queue_waiting", "")


@pytest.mark.parametrize("name, code, text", [
    ("close-wait-unread", "closed_data_unread", "The peer has closed; 3 bytes and its FIN are unread. "
                                                "Now lsock-zoo[{pid}] must read and close."),
    ("close-wait-untouched", "closed_fin_unread", "Recv-Q 1 is its FIN. Now lsock-zoo[{pid}] must close."),
    ("close-wait", "closed_all_read", "all its data is read. Now lsock-zoo[{pid}] must close"),
    ("fin-wait-1-orphan-data", "fin_unacknowledged_orphan", "must acknowledge 5 bytes before the FIN, and the FIN."),
    ("fin-wait-1-orphan", "fin_unacknowledged_orphan", "(orphan). The peer's kernel must acknowledge the FIN."),
    ("established-unread", "data_unread", "1000 bytes have arrived that lsock-zoo[{pid}] has not read yet."),
    ("established-unacked", "data_unacknowledged", "500 bytes are queued or on the way"),
    ("listen-full", "accept_queue_full", "2 connections wait, and the limit is 1."),
    ("listen-backlog", "accept_queue_waiting", "there is room for 4 more."),
    ("last-ack", "last_ack_missing", "(orphan)"),
    ("close-wait-unaccepted", "closed_not_accepted", "not a leak"),
])
def test_numbers_and_names(zoo, sentences, name, code, text):
    entry = zoo.entry(name)
    assert text.format(pid=zoo.pid) in sentences("-p")[identity(entry)][code]


def test_an_owned_last_ack_is_no_orphan(zoo, sentences):
    assert "orphan" not in sentences()[identity(zoo.entry("last-ack-owned"))]["last_ack_missing"]


def test_an_ordinary_user_is_told_as_much(sentences):
    as_user = sentences("-p", uid=65534)
    assert {key: set(said) for key, said in as_user.items()} == {key: set(said) for key, said in sentences().items()}
    assert not any("lsock-zoo" in text for said in as_user.values() for text in said.values())


def test_for_people(listing):
    lines = listing("-t4p").splitlines()
    at = next(i for i, line in enumerate(lines) if "127.0.0.1:7107 " in line and "CLOSE-WAIT" in line)
    below = " ".join(line.strip() for line in lines[at + 1:at + 3])
    assert re.fullmatch(r"The peer has closed; 3 bytes and its FIN are unread\. Now lsock-zoo\[\d+\] must read and close\.",
                        below)
    assert lines[at + 1].startswith("    The peer") and max(len(line) for line in lines if line.startswith("    ")) <= 80
    quiet = next(i for i, line in enumerate(lines) if "127.0.0.1:7001 " in line)
    assert lines[quiet + 1].startswith("tcp")


def test_rows_of_one_kind_are_explained_once(zoo, lsock):
    # A FIN may be acknowledged late: not before every client is in FIN-WAIT-2 (5, the first byte of TCP_INFO).
    make = ("import socket, subprocess, sys, time\n"
            "server = socket.create_server(('127.0.0.1', 0), backlog=64)\n"
            "held = []\n"
            "for _ in range(40):\n"
            "    client = socket.create_connection(server.getsockname())\n"
            "    held += [client, server.accept()[0]]\n"
            "    client.shutdown(socket.SHUT_WR)\n"
            "    held[-1].recv(1)\n"
            "while any(c.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != 5 for c in held[::2]):\n"
            "    time.sleep(0.01)\n"
            "print(subprocess.run(sys.argv[1:], capture_output=True, text=True).stdout)\n")
    out = zoo.run(["unshare", "-n", "sh", "-c", 'ip link set lo up && exec /usr/bin/python3 -c "$0" "$@"', make, lsock,
                   "--explain", "-t"]).stdout
    assert out.count("CLOSE-WAIT") == 40 and out.count("all its data is read") == 1
    assert out.count("The same is so of these 39") == 2    # CLOSE-WAIT, and FIN-WAIT-2 opposite


def test_without_it_nothing_is_said(zoo, lsock):
    plain = zoo.run([lsock, "-tu"]).stdout
    assert "accept()" not in plain
    assert all("explain" not in s for s in json.loads(zoo.run([lsock, "-tu", "--json"]).stdout)["sockets"])


def test_json_keeps_to_its_schema(listing, lsock):
    schema = json.loads(subprocess.run([lsock, "--json-schema"], check=True, capture_output=True).stdout)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(listing("-tu", "--json")))
    for line in listing("-tu", "--json=lines").splitlines():
        validator.validate(json.loads(line))


def test_as_a_column(listing):
    rows = listing("-t", "--csv", "--columns", "local_port,explain").splitlines()
    assert "7107,closed_data_unread" in rows and '7001,""' in rows
