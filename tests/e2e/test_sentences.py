# SPDX-License-Identifier: GPL-2.0-or-later
"""--explain: each sentence appears for exactly the right sockets of the zoo."""

import contextlib
import json
import pathlib
import re
import socket
import subprocess
import time

import jsonschema
import netns
import pytest
import sentence_scene

# The sentences for every socket of the zoo, by name; sockets not listed have none. For each sentence there is a similar
# socket with a different sentence or none.
SAID = {
    "listen-full": ["accept_queue_full", "listener_dropped"],               # limit 1, 2 wait; not: listen, 0 of 128
    "listen-backlog": ["accept_queue_waiting"],         # limit 5, 2 wait
    "syn-sent": ["syn_unanswered", "retransmitting"],
    "syn-sent-overflow": ["server_queue_full", "retransmitting"],
    "syn-received": ["handshake_unfinished", "syn_ack_retransmitted"],
    "syn-received-mapped": ["handshake_unfinished", "syn_ack_retransmitted"],
    "syn-received-crossed": ["handshake_crossed", "retransmitting"],    # the same state, a whole socket
    "accept-queue-established": ["not_accepted"],       # not: established-client, which has an inode
    "listen-full-queued-1": ["not_accepted"],
    "listen-full-queued-2": ["not_accepted"],
    "established-unread": ["data_unread"],              # not: established-unread-peer
    "established-full": ["own_window_zero"],            # not: established-unread, which has room
    "established-unacked": ["data_unacknowledged", "retransmitting"],   # the window is open, the peer silent
    "established-zero-window": ["data_unacknowledged", "peer_window_zero"],
    "established-full-peer": ["data_unacknowledged", "peer_window_zero"],
    "established-keepalive-silent": ["keepalive_unanswered"],   # not: established-keepalive, whose timer runs too
    "fin-wait-1-orphan": ["fin_unacknowledged_orphan", "retransmitting"],
    "fin-wait-1-orphan-data": ["fin_unacknowledged_orphan", "retransmitting"],
    "fin-wait-1-owned": ["fin_unacknowledged", "retransmitting"],
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
    "closing": ["simultaneous_close", "retransmitting"],
    "closing-owned": ["simultaneous_close", "retransmitting"],
    "last-ack": ["last_ack_missing", "retransmitting"],
    "last-ack-owned": ["last_ack_missing", "retransmitting"],
    "time-wait": ["time_wait"],
    "closed-bound": ["bound_only"],
    "udp-queued": ["datagrams_unread"],                 # not: udp-bound
}

# The sentences about the sockets of sentence_scene.py.
SAID_IN_SCENE = {
    "listen-at-limit": ["accept_queue_waiting"],        # limit 1, 1 waits
    "listen-dropped": ["listener_dropped"],
    "unix-full": ["unix_accept_queue_full"],
    "unix-at-limit": ["accept_queue_waiting"],
    "unix-idle": [],
    "udp-dropped": ["datagrams_unread", "datagrams_dropped"],
    "udp-queued": ["datagrams_unread"],
    "request-full": ["server_queue_full", "syn_ack_retransmitted"],
    "request": ["handshake_unfinished", "syn_ack_retransmitted"],
    "half-closed": ["half_closed"],
    "half-closed-full": ["half_closed"],
    "fin-wait-1-reader": ["own_window_zero"],
    "fin-wait-1-full": ["fin_unacknowledged_orphan", "peer_window_zero"],
    "close-wait-sending": ["closed_all_read", "data_unacknowledged", "peer_window_zero"],
    "peer-gone": ["peer_gone"],
    "peer-there": [],
    "itself": ["connected_to_itself"],
}
# Of each code: a socket where it appears, and one near it where it must not. The names are those above; "procfs" is a
# socket of the zoo read with --backend procfs, "recorded" a change in test_recorded: no live socket keeps still so.
PAIRS = {
    "accept_queue_full": ("listen-full", "listen-at-limit"),
    "unix_accept_queue_full": ("unix-full", "unix-at-limit"),
    "accept_queue_waiting": ("unix-at-limit", "unix-idle"),
    "server_queue_full": ("request-full", "request"),
    "syn_unanswered": ("syn-sent", "syn-sent-overflow"),
    "handshake_unfinished": ("syn-received", "syn-received-crossed"),
    "handshake_crossed": ("syn-received-crossed", "syn-received"),
    "connected_to_itself": ("itself", "peer-there"),
    "peer_gone": ("peer-gone", "peer-there"),
    "not_accepted": ("accept-queue-established", "established-client"),
    "own_window_zero": ("established-full", "established-unread"),
    "data_unread": ("established-unread", "established-unread-peer"),
    "closed_not_accepted": ("close-wait-unaccepted", "close-wait-untouched"),
    "closed_data_unread": ("close-wait-unread", "close-wait-untouched"),
    "closed_fin_unread": ("close-wait-untouched", "close-wait-unread"),
    "closed_all_read": ("close-wait", "close-wait-untouched"),
    "peer_closed": ("recorded", "close-wait"),
    "fin_unacknowledged_orphan": ("fin-wait-1-orphan", "fin-wait-1-owned"),
    "fin_unacknowledged": ("fin-wait-1-owned", "fin-wait-1-orphan"),
    "half_closed": ("fin-wait-2-owned", "fin-wait-2-orphan"),
    "fin_wait_2_orphan": ("fin-wait-2-orphan", "fin-wait-2-owned"),
    "peer_fin_missing": ("procfs fin-wait-2-owned", "fin-wait-2-owned"),
    "simultaneous_close": ("closing", "last-ack"),
    "last_ack_missing": ("last-ack", "closing"),
    "time_wait": ("time-wait", "fin-wait-2-orphan"),
    "bound_only": ("closed-bound", "listen"),
    "datagrams_unread": ("udp-queued", "udp-bound"),
    "data_unacknowledged": ("established-unacked", "established-unread-peer"),
    "listener_dropped": ("listen-dropped", "listen-at-limit"),
    "datagrams_dropped": ("udp-dropped", "udp-queued"),
    "syn_ack_retransmitted": ("syn-received", "syn-received-crossed"),
    "retransmitting": ("established-unacked", "established-zero-window"),
    "peer_window_zero": ("established-zero-window", "established-unacked"),
    "keepalive_unanswered": ("established-keepalive-silent", "established-keepalive"),
    "retransmitted": ("recorded", "established-unacked"),
}


TIMED = {"retransmitting", "syn_ack_retransmitted", "retransmitted", "peer_window_zero", "keepalive_unanswered"}
AGE = re.compile(r"at least (\d+\.\d s|\d+ s|\d+ min(?: \d+ s)?)")


@pytest.fixture(scope="module", autouse=True)
def _not_too_young(zoo, lsock):
    """Waits until all retransmissions have happened, and all ages are known."""
    deadline = time.monotonic() + 20
    waiting = {(e["local_address"], e["local_port"]) for e in zoo.entries()
               if TIMED & set(SAID.get(e["name"].removesuffix("-v6"), []))}
    while time.monotonic() < deadline:
        sockets = json.loads(zoo.run([lsock, "-toi", "--json"]).stdout)["sockets"]
        quiet = [s for s in sockets if (s["local_address"], s["local_port"]) in waiting and not s["bound"]
                 and s["timer"]["timer_kind"] != "zero_window" and s["timer"]["timer_retransmits"] == 0]
        young = [s for s in sockets if s["tcp_info"] and s["state"] == "CLOSE-WAIT"
                 and s["tcp_info"]["last_ack_received_ms"] < 1000]
        if not quiet and not young:
            return
        time.sleep(0.1)
    pytest.fail("nothing was sent again")


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


def test_every_sentence_only_where_it_belongs(zoo, sentences):
    wanted = expected(zoo.entries())
    seen = {key: list(said) for key, said in sentences().items()}
    assert {key: seen.get(key) for key in wanted} == wanted
    assert set(seen) == set(wanted)


@pytest.fixture(name="made")
def _made(place, lsock):
    def destroy(number):
        assert place.run([lsock, "-Kt", f"sport = :{number}", "state established"]).returncode == 0

    with netns.inside(place.namespace):
        scene = sentence_scene.Scene(destroy)
    yield scene
    scene.close()


@pytest.fixture(name="scene")
def _scene(made, place, lsock):
    """scene(*WORDS): the sentences about its sockets, by name and code."""
    def run(*words):
        rows = json.loads(place.run([lsock, "--explain", "--json", *words]).stdout)["sockets"]
        return {name: {x["code"]: x["text"] for x in row["explain"]} for row in rows
                for name, (protocol, local, remote) in made.sockets.items()
                if row["protocol"] == protocol and local in (row["local_port"], row["local_address"])
                and row["remote_port"] == remote and not row["peer_inode"]}
    return run


def until_all_have_an_age(scene, *words):
    deadline = time.monotonic() + 20
    while True:
        said = scene(*words)
        if ("peer_gone" in said["peer-gone"] and "syn_ack_retransmitted" in said["request-full"]) or time.monotonic() > deadline:
            return said
        time.sleep(0.1)


def test_what_the_zoo_does_not_have(scene):
    said = until_all_have_an_age(scene, "-tux")
    assert {name: list(texts) for name, texts in said.items()} == SAID_IN_SCENE
    assert "gives up" not in said["close-wait-sending"]["peer_window_zero"]     # the peer is alive
    for name, code, text in (
            ("listen-dropped", "listener_dropped", "has dropped 1 SYN or connection since this socket was opened. Usually "
                                                   "the accept queue or the SYN queue was full then."),
            ("udp-dropped", "datagrams_dropped", " datagrams since this socket was opened. Usually the receive buffer was "
                                                 "full then: its program read too slowly."),
            ("unix-full", "unix_accept_queue_full", "2 connections wait, the limit is 1. connect() blocks or fails with "
                                                    "EAGAIN until its program calls accept()."),
            ("half-closed-full", "half_closed", "the receive window is zero, and the peer cannot send or close."),
            ("close-wait-sending", "closed_all_read", "may finish sending, then must close."),
            ("fin-wait-1-full", "fin_unacknowledged_orphan", "bytes are unsent or unacknowledged."),
            ("fin-wait-1-full", "peer_window_zero", " unless the peer reads or TCP_USER_TIMEOUT is set."),
            ("close-wait-sending", "peer_window_zero", "its program must read before this end can send more."),
            ("request-full", "server_queue_full", "The kernel drops the peer's ACK: the accept queue of the listener on port"),
            ("peer-gone", "peer_gone", "it is gone, or a firewall redirects the connection. If it is gone, its program notices")):
        assert text in said[name][code], code


def test_what_a_filter_hides_proves_nothing(scene, zoo, lsock):
    """The other end may be a row that the filter rejects, and so may the listener of a SYN."""
    assert "peer_gone" in until_all_have_an_age(scene)["peer-gone"]
    assert "server_queue_full" not in scene("-t", "state syn-received")["request-full"]
    for words in (["-t", "state established"], ["-t4"], ["-t", "sport > 0"]):
        assert scene(*words)["peer-gone"] == {}
    done = zoo.run([lsock, "-t", "--explain", "--json", "dport = :7005", "state syn-sent"])
    assert all([x["code"] for x in row["explain"]] == ["syn_unanswered", "retransmitting"]
               for row in json.loads(done.stdout)["sockets"])


def test_each_code_has_a_pair(lsock):
    schema = json.loads(subprocess.run([lsock, "--json-schema"], check=True, capture_output=True).stdout)
    codes = schema["$defs"]["socket"]["properties"]["explain"]["items"]["properties"]["code"]["enum"]
    assert set(PAIRS) == {code for code in codes if code}
    known = SAID | SAID_IN_SCENE
    for code, (where, near) in PAIRS.items():
        assert where.split()[0] in ("recorded", "procfs") or code in known[where], code
        assert code not in known.get(near, []), code
        assert where != "recorded" or f'"{code}", "' in pathlib.Path(__file__).read_text(encoding="utf-8"), code


def test_each_code_has_a_topic(lsock):
    for code in set(PAIRS) - {"half_closed", "simultaneous_close", "time_wait"}:    # words of the RFC, too
        done = subprocess.run([lsock, "explain", code], capture_output=True, text=True)
        assert done.returncode == 0 and "--explain" in done.stdout, code


def unanswered(stack):
    """Name to local port and socket of connections whose peers acknowledge nothing: data, data and a FIN, a SYN."""
    listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
    ends = {}
    for name in ("data", "orphan"):
        client = stack.enter_context(socket.create_connection(listener.getsockname()))
        sentence_scene.deafen(stack.enter_context(listener.accept()[0]))
        client.send(b"unheard")
        ends[name] = sentence_scene.port(client)
        if name == "orphan":
            client.close()
    stack.enter_context(socket.create_connection(listener.getsockname()))   # fills the queue
    late = stack.enter_context(socket.socket())
    late.setblocking(False)
    late.connect_ex(listener.getsockname())
    return ends | {"syn": sentence_scene.port(late)}


def test_when_the_kernel_gives_up(place, lsock, tmp_path):
    """It gives up when --explain says so. The settings are those of the namespace; a recording has none."""
    recording = tmp_path / "recording"
    for name, number in (("tcp_retries2", 3), ("tcp_orphan_retries", 2), ("tcp_syn_retries", 2)):
        assert place.run(["sysctl", "-qw", f"net.ipv4.{name}={number}"]).returncode == 0
    promised, ended, alive = {}, {}, {}     # spans of time, however slow this machine is
    with contextlib.ExitStack() as stack:
        with netns.inside(place.namespace):
            ends = unanswered(stack)
        deadline = time.monotonic() + 60
        while len(ended) < len(ends) and time.monotonic() < deadline:
            before = time.monotonic()
            rows = {row["local_port"]: row["explain"]
                    for row in json.loads(place.run([lsock, "-t", "--explain", "--json"]).stdout)["sockets"]}
            after = time.monotonic()
            for name, number in ends.items():
                said = re.search(r"gives up in about (.+?) unless", " ".join(x["text"] for x in rows.get(number, [])))
                if said and name not in promised:
                    latest = milliseconds(said[1])[0] / 1000
                    promised[name] = before + latest - 1, after + latest
                if number in rows:
                    alive[name] = before
                elif name not in ended:
                    ended[name] = alive[name], after
            if len(promised) == len(ends) and not recording.exists():
                place.run([lsock, "-toi", "--record", recording])
            time.sleep(0.05)
    assert set(promised) == set(ended) == set(ends)
    assert all(promised[name][0] - 0.2 < ended[name][1] and ended[name][0] < promised[name][1] + 0.2 for name in ends), \
        (promised, ended)
    told = subprocess.run([lsock, "-t", "--explain", "--read", recording], capture_output=True, text=True, check=True).stdout
    assert "No ACK after" in told and "gives up" not in told


def test_with_proc(zoo, sentences):
    """/proc has fewer values, and sentences that need them are omitted: whole half-open sockets, limits, bound sockets,
    windows, ages, drops of listeners."""
    without = {"bound_only", "server_queue_full", "half_closed", "own_window_zero", "peer_window_zero", "retransmitted",
               "listener_dropped"}
    unknown = {"handshake_crossed", "accept_queue_full"} | without
    wanted = expected(zoo.entries())
    for key, said in sentences("--backend", "procfs").items():
        allowed = set(wanted[key]) - unknown
        assert allowed <= set(said), key
        assert not set(said) & without, key
        assert ("peer_fin_missing" in said) == ("half_closed" in wanted[key]), key
        assert not any("at least" in text for text in said.values()), key
        assert "there is room for" not in said.get("accept_queue_waiting", "")


@pytest.mark.parametrize("name, code, text", [
    ("close-wait-unread", "closed_data_unread", "The peer has closed (AGE ago), and lsock-zoo[{pid}] has not read 3 bytes "
                                                "and the FIN yet. lsock-zoo[{pid}] must read and close."),
    ("close-wait-untouched", "closed_fin_unread", "and lsock-zoo[{pid}] has not read the FIN yet (Recv-Q 1). "
                                                  "lsock-zoo[{pid}] must close."),
    ("close-wait", "closed_all_read", "has read everything. lsock-zoo[{pid}] must close"),
    ("fin-wait-1-orphan-data", "fin_unacknowledged_orphan", "must acknowledge 5 bytes and the FIN."),
    ("fin-wait-1-orphan", "fin_unacknowledged_orphan", "(orphan). The peer's kernel must acknowledge the FIN."),
    ("established-unread", "data_unread", "lsock-zoo[{pid}] has not read 1000 bytes yet; the last arrived AGE ago."),
    ("established-full", "own_window_zero", "bytes yet; the last arrived AGE ago. The receive window is zero: the peer "
                                            "cannot send until lsock-zoo[{pid}] reads."),
    ("established-zero-window", "data_unacknowledged", "100 bytes yet; none of them has been sent so far."),
    ("established-keepalive-silent", "keepalive_unanswered", "has not answered 1 keepalive probe; the timer expires "
                                                             "in 9 h"),
    ("established-keepalive-silent", "keepalive_unanswered", "Last ACK from the peer: AGE ago."),
    ("established-unacked", "retransmitting", "Last ACK from the peer: AGE ago."),
    ("fin-wait-2-owned", "half_closed", "lsock-zoo[{pid}] has shut down sending (AGE ago) and can still read. The peer's "
                                        "program must close. There is no time limit."),
    ("fin-wait-2-orphan-full", "fin_wait_2_orphan", "or in 1 d 3 h at the earliest."),
    ("established-unacked", "data_unacknowledged", "The peer has not acknowledged 500 bytes yet."),
    ("listen-full", "accept_queue_full", "2 connections wait, the limit is 1. The kernel drops new connections until "
                                         "lsock-zoo[{pid}] calls accept()."),
    ("listen-backlog", "accept_queue_waiting", "2 connections wait for lsock-zoo[{pid}] to call accept(); there is room "
                                               "for 4 more."),
    ("last-ack", "last_ack_missing", "(orphan)"),
    ("close-wait-unaccepted", "closed_not_accepted", "The peer has closed (AGE ago) before a program accepted the "
                                                     "connection. The server accepts too slowly; this is not a leak."),
    ("syn-sent", "syn_unanswered", "yet. Packets are lost on the way, or the server's accept queue is full."),
])
def test_numbers_and_names(zoo, sentences, name, code, text):
    entry = zoo.entry(name)
    said = AGE.sub("AGE", sentences("-p")[identity(entry)][code])
    assert text.format(pid=zoo.pid) in said


def milliseconds(words):
    """Returns the shortest and the longest time that is printed like this."""
    unit = {"min": 60000, "s": 1000, "ms": 1}
    parts = re.findall(r"(\d+(?:\.\d)?) (min|s|ms)\b", words)
    shortest = round(sum(float(number) * unit[name] for number, name in parts))
    return shortest, shortest + (100 if "." in words else unit[parts[-1][1]]) - 1


def within(number, words):
    shortest, longest = milliseconds(words)
    return shortest <= number <= longest


def said_of(document, code):
    for one in document["sockets"]:
        for sentence in one["explain"]:
            if sentence["code"] == code:
                yield one, sentence["text"]


def test_ages_match_the_fields(listing):
    """A document has both the kernel's values and the sentences made from them."""
    document = json.loads(listing("-toi", "--json"))
    for code, field in (("closed_data_unread", "last_ack_received_ms"), ("closed_all_read", "last_ack_received_ms"),
                        ("half_closed", "last_ack_received_ms"), ("data_unread", "last_data_received_ms"),
                        ("keepalive_unanswered", "last_ack_received_ms")):
        rows = list(said_of(document, code))
        assert rows, code
        for one, text in rows:
            assert within(one["tcp_info"][field], AGE.search(text)[1]), (text, one["tcp_info"][field])


def test_timers_match_the_fields(listing):
    document = json.loads(listing("-toi", "--json"))
    for code, pattern in (("time_wait", r"it expires in (.+); a retransmitted FIN"),
                          ("retransmitting", r"retransmissions?.*?; next one in (.+?)\.(?: |$)"),
                          ("syn_ack_retransmitted", r"; the timer expires in (.+)\."),
                          ("peer_window_zero", r" Next probe in (.+?)\.(?: |$)")):
        rows = list(said_of(document, code))
        assert rows, code
        for one, text in rows:
            assert within(one["timer"]["timer_expires_ms"], re.search(pattern, text)[1]), text


def test_retransmissions_are_counted(listing):
    for one, text in said_of(json.loads(listing("-toi", "--json")), "retransmitting"):
        times = one["timer"]["timer_retransmits"]
        assert f"No ACK after {times} retransmission{'s' * (times > 1)}" in text
        assert ("(backoff" in text) == (one["tcp_info"]["backoff"] > 0)
        assert ("Last ACK" in text) == (one["state"] not in ("SYN-SENT", "SYN-RECEIVED"))


def test_unrecorded_values_give_no_sentence(zoo, lsock, tmp_path, sentences):
    """Without its timer, the setting that limits FIN-WAIT-2 is named, and no age is given."""
    ident = identity(zoo.entry("fin-wait-2-orphan"))
    assert re.search(r"or in \d+(\.\d)? s\.", sentences()[ident]["fin_wait_2_orphan"])
    (tmp_path / "bare").write_text(zoo.run([lsock, "-tu", "--json"]).stdout)
    done = subprocess.run([lsock, "--read", tmp_path / "bare", "--explain", "--json"], text=True, check=True,
                          capture_output=True)
    said = {identity(s): {x["code"]: x["text"] for x in s["explain"]} for s in json.loads(done.stdout)["sockets"]}
    assert "or after tcp_fin_timeout." in said[ident]["fin_wait_2_orphan"]
    assert not any(set(texts) & (TIMED | {"own_window_zero"}) for texts in said.values())
    assert not any("at least" in text for texts in said.values() for text in texts.values())
    assert "unknown: timer, memory, tcp_info" in json.loads(done.stdout)["warnings"][0]["message"]


@pytest.fixture(name="recorded")
def _recorded(zoo, lsock, tmp_path):
    """The sentences for one recorded socket after `change` was applied to it."""
    document = json.loads(zoo.run([lsock, "-toi", "--json", "sport = 7203"]).stdout)

    def run(**change):
        again = json.loads(json.dumps(document))
        again["sockets"] = again["sockets"][:1]
        for group in ("timer", "tcp_info"):
            again["sockets"][0][group] |= {k: v for k, v in change.items() if k in again["sockets"][0][group]}
            change = {k: v for k, v in change.items() if k not in again["sockets"][0][group]}
        again["sockets"][0] |= change
        (tmp_path / "one").write_text(json.dumps(again))
        done = subprocess.run([lsock, "-t", "--explain", "--json", "--read", tmp_path / "one"], text=True, check=True,
                              capture_output=True)
        return {x["code"]: x["text"] for x in json.loads(done.stdout)["sockets"][0]["explain"]}
    return run


@pytest.mark.parametrize("change, code, text", [
    # The zoo cannot keep this state: retransmitted before the timer expired.
    ({"timer_retransmits": 0, "retrans": 2}, "retransmitted", "has not acknowledged 2 retransmitted segments yet."),
    ({"timer_retransmits": 0, "retrans": 0}, "retransmitted", None),
    ({"timer_retransmits": 0, "retrans": None}, "retransmitted", None),
    ({"timer_retransmits": None}, "retransmitting", None),
    ({"timer_kind": "zero_window", "send_window_bytes": 0}, "peer_window_zero", "The peer's receive window is zero: its program must read"),
    # A program that holds data back (TCP_CORK) has the same timer.
    ({"timer_kind": "zero_window", "send_window_bytes": 1}, "peer_window_zero", None),
    ({"timer_kind": "zero_window", "send_window_bytes": None}, "peer_window_zero", None),
    ({"notsent_bytes": 1}, "data_unacknowledged", "; 1 of them has not been sent so far."),
    ({"notsent_bytes": None}, "data_unacknowledged", "500 bytes yet."),
    ({"state": "CLOSE-WAIT", "state_native": "TCP_CLOSE_WAIT", "recv_queue": 42, "send_queue": 0,
      "last_ack_received_ms": 3 * 3600 * 1000 + 59999}, "closed_data_unread",
     "The peer has closed (at least 3 h ago), and its program has not read 41 bytes and the FIN yet. Its program must "
     "read and close."),
    ({"state": "CLOSE-WAIT", "state_native": "TCP_CLOSE_WAIT", "recv_queue": 42, "last_ack_received_ms": 999},
     "closed_data_unread", "The peer has closed, and its program has not read 41 bytes"),
    ({"state": "CLOSE-WAIT", "state_native": "TCP_CLOSE_WAIT", "recv_queue": 42, "last_ack_received_ms": None},
     "closed_data_unread", "The peer has closed, and its program has not read 41 bytes"),
    # Windows reports neither queues nor, without rights, owners.
    ({"state": "CLOSE-WAIT", "state_native": "TCP_CLOSE_WAIT", "recv_queue": None, "send_queue": None},
     "peer_closed", "The peer has closed (at least"),
])
def test_recorded(recorded, change, code, text):
    said = recorded(**change)
    assert (code in said) == (text is not None)
    assert text is None or text in said[code]


def test_an_owned_last_ack_is_not_an_orphan(zoo, sentences):
    assert "orphan" not in sentences()[identity(zoo.entry("last-ack-owned"))]["last_ack_missing"]


def test_an_ordinary_user_gets_the_same_sentences(sentences):
    as_user = sentences("-p", uid=65534)
    assert {key: set(said) for key, said in as_user.items()} == {key: set(said) for key, said in sentences().items()}
    assert not any("lsock-zoo" in text for said in as_user.values() for text in said.values())


def test_for_people(listing):
    lines = listing("-t4p").splitlines()
    at = next(i for i, line in enumerate(lines) if "127.0.0.1:7107 " in line and "CLOSE-WAIT" in line)
    below = AGE.sub("AGE", " ".join(line.strip() for line in lines[at + 1:at + 3]))
    assert re.fullmatch(r"The peer has closed \(AGE ago\), and lsock-zoo\[\d+\] has not read 3 bytes and the FIN yet\. "
                        r"lsock-zoo\[\d+\] must read and close\.", below)
    assert lines[at + 1].startswith("    The peer") and max(len(line) for line in lines if line.startswith("    ")) <= 80
    quiet = next(i for i, line in enumerate(lines) if "127.0.0.1:7001 " in line)
    assert lines[quiet + 1].startswith("tcp")
    assert any(re.fullmatch(r"    The same applies to \d+ more rows? of lsock-zoo\[\d+\]\.", line) for line in lines)


def sockets_of_two_processes(place, code):
    """Returns the output of lsock for the sockets that `code` makes in each of two processes, and their pids."""
    make = ("import socket, subprocess, sys\n"
            "server = socket.create_server(('127.0.0.1', 0), backlog=64)\n"
            "def pair():\n"
            "    client = socket.create_connection(server.getsockname())\n"
            "    return client, server.accept()[0]\n" + code + "\nprint(flush=True)\nsys.stdin.read()\n")
    with contextlib.ExitStack() as stack:
        makers = [stack.enter_context(place.start(["/usr/bin/python3", "-c", make], stdin=subprocess.PIPE,
                                                  stdout=subprocess.PIPE)) for _ in range(2)]
        for maker in makers:
            maker.stdout.readline()
        yield [maker.pid for maker in makers]
        for maker in makers:
            maker.stdin.close()


def test_rows_of_one_process_are_explained_once(place, lsock):
    """CLOSE-WAIT with different queues is a different kind; rows that are not adjacent are still counted."""
    make = ("held = [pair() for _ in range(12)]\n"
            "for client, _ in held[3:]: client.sendall(b'unread')\n")
    for pids in sockets_of_two_processes(place, make):
        out = place.run([lsock, "--explain", "-tp", "--sort", "remote_port", "exclude listening"]).stdout
        for pid in pids:
            assert out.count(f"[{pid}] has not read 6 bytes yet") == 1
            assert out.count(f"    The same applies to 8 more rows of python3[{pid}].") == 1
        assert out.count("The same applies") == 2
        without = place.run([lsock, "--explain", "-t", "recv_queue > 0"]).stdout
        assert without.count("Its program has not read 6 bytes yet") == 1
        assert without.count("    The same applies to 17 more rows.\n") == 1
        rows = json.loads(place.run([lsock, "--explain", "-t", "--json", "recv_queue > 0"]).stdout)["sockets"]
        assert len(rows) == 18 and all(row["explain"][0]["code"] == "data_unread" for row in rows)


def test_no_sentences_without_explain(zoo, lsock):
    plain = zoo.run([lsock, "-tu"]).stdout
    assert "accept()" not in plain
    assert all("explain" not in s for s in json.loads(zoo.run([lsock, "-tu", "--json"]).stdout)["sockets"])


def test_rows_that_blame_another_are_explained_apart(made, place, lsock, zoo):
    """One code, and two meanings: an orphan or not; a program here that must read, or the peer's that must close."""
    text = " ".join(zoo.run([lsock, "-t4", "--explain", "state last-ack"]).stdout.split())
    assert text.count("no process holds the connection") == 1 and text.count("The peer closed first, then this end.") == 1
    text = " ".join(place.run([lsock, "-t", "--explain", "state fin-wait-2"]).stdout.split())
    assert made and text.count("must read") == 1 and text.count("The peer's program must close.") == 1
    assert "The same applies" not in text


def test_json_matches_its_schema(listing, lsock):
    schema = json.loads(subprocess.run([lsock, "--json-schema"], check=True, capture_output=True).stdout)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(listing("-tu", "--json")))
    for line in listing("-tu", "--json=lines").splitlines():
        validator.validate(json.loads(line))


def test_as_a_column(listing):
    rows = listing("-t", "--csv", "--columns", "local_port,explain").splitlines()
    assert "7107,closed_data_unread" in rows and '7001,""' in rows
