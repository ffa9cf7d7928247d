# SPDX-License-Identifier: GPL-2.0-or-later
"""Every check of lsock doctor, on recordings: one that fires with the right culprit, and one just short of it."""

import dataclasses
import itertools
import json
import subprocess

import pytest

# state, inode and owner of a socket that app[7] holds
STATES = {"LISTEN": 10, "ESTABLISHED": 1, "SYN-SENT": 2, "SYN-RECEIVED": 3, "FIN-WAIT-1": 4, "FIN-WAIT-2": 5,
          "TIME-WAIT": 6, "CLOSE-WAIT": 8}
RANGE = {"net.ipv4.ip_local_port_range": [1000, 1009]}      # ten ephemeral ports
FULL = {"accept_queue": 6, "accept_queue_max": 5}
CONNTRACK = "net.netfilter.nf_conntrack_tcp_timeout_established"
DAY = 86400
cookies = itertools.count(1)


def sock(state, remote="192.0.2.9:40000", *, local="192.0.2.1:80", held=True, before=None, **values):
    """A TCP socket; `before`: what was different at the earlier reading, None: it was the same, False: it did not exist."""
    address, _, port = local.rpartition(":")
    remote_address, _, remote_port = remote.rpartition(":")
    mini = state in ("TIME-WAIT", "SYN-RECEIVED")
    held = held and not mini
    row = {"type": "socket", "protocol": "tcp", "family": "inet", "state": state, "state_native_number": STATES.get(state),
           "local_address": address, "local_port": int(port), "remote_address": remote_address, "remote_port": int(remote_port),
           "inode": None if mini else 4711 if held else 0, "uid": None if mini else 0, "cookie": f"{next(cookies):016x}", "netns": 5,
           "process_status": "found" if held else "none", "processes": [{"pid": 7, "fd": 3, "command": "app"}] if held else [],
           "timer": {"timer_kind": "none", "timer_expires_ms": None, "timer_retransmits": 0},
           "memory": {"recv_memory_bytes": 0, "drops": 0}, "tcp_info": {}, "recv_queue": 0, "send_queue": 0, "shutdown": "none"}
    if not held:
        row["process_none"] = {"TIME-WAIT": "time_wait", "SYN-RECEIVED": "syn_received"}.get(state, "accept_queue")
    if state == "LISTEN":
        row |= {"remote_address": None, "remote_port": None, "listening": True, "accept_queue": 0, "accept_queue_max": 5}
    row = merged(row, values)
    return row, None if before is False else merged(row, before or {})


def merged(row, values):
    return row | {key: row[key] | value if isinstance(value, dict) and isinstance(row.get(key), dict) else value
                  for key, value in values.items()}


def udp(drops, before):
    row, _ = sock(None, local="192.0.2.1:53", protocol="udp", status="unconnected", memory={"drops": drops})
    return row, row | {"memory": row["memory"] | {"drops": before}}


def timer(times, kind="retransmit"):
    return {"timer_kind": kind, "timer_expires_ms": 100, "timer_retransmits": times}


def unix(waiting):
    return sock(None, local=":0", protocol="unix", family="unix", status="listening", listening=True,
                local_address="/run/app.sock", local_port=None, remote_address=None, remote_port=None, accept_queue=waiting,
                accept_queue_max=1, socket_type="stream")


def idle(seconds):
    return sock("ESTABLISHED", tcp_info={"last_data_sent_ms": seconds * 1000, "last_ack_received_ms": seconds * 1000})


def open_files(number):
    return sock("ESTABLISHED", processes=[{"pid": 7, "fd": 3, "command": "app", "open_files": number, "open_files_limit": 100}])


def usage(name, number):
    return Scene([], usage={name: [number, 100]})


@dataclasses.dataclass
class Scene:
    """What a recording holds. `counters`: at the earlier reading and at the later one."""
    socks: list
    settings: dict = dataclasses.field(default_factory=dict)
    counters: dict = dataclasses.field(default_factory=dict)
    usage: dict = dataclasses.field(default_factory=dict)

    def lines(self):
        def origin(time, side):
            return {"version": "0", "time": f"2026-01-02T03:04:0{time}.000000Z", "host": {"os": "linux", "kernel": "6"},
                    "complete": True, "warnings": [],
                    "sources": [{"protocol": name, "source": "sock_diag", "dialect": "linux", "complete": True, "netns": 5,
                                 "netns_name": None, "lists_bound": True} for name in ("tcp", "udp", "unix")],
                    "host_values": {"netns": 5, "every_tcp_socket": True, "settings": self.settings, "usage": self.usage,
                                    "counters": {key: [value[side]] for key, value in self.counters.items()}}}
        yield {"type": "header", "schema": "lsock/1", **origin(6, 1), "before": origin(5, 0)}
        # There is always a socket with details, or nothing could be decided by them.
        socks = [*self.socks, sock("LISTEN", local="192.0.2.1:7")]
        yield from (row for row, _ in socks)
        yield from (row | {"type": "earlier_socket"} for _, row in socks if row is not None)
        yield {"type": "end", "count": len(socks)}


def drops(number, before, overflows):
    return Scene([sock("LISTEN", memory={"drops": number}, before={"memory": {"drops": before}})],
                 counters={"TcpExt.ListenOverflows": (3, 3 + overflows)})


def member(waiting):
    return Scene([sock("LISTEN", accept_queue=waiting, accept_queue_max=100, before={"accept_queue": 50}),
                  sock("LISTEN", accept_queue_max=100)])


def requests(number, times=0):
    return [sock("SYN-RECEIVED", f"192.0.2.9:{port}", timer=timer(times)) for port in range(2000, 2000 + number)]


def ports(number, state="ESTABLISHED"):
    return Scene([sock(state, "192.0.2.7:443", local=f"192.0.2.1:{port}") for port in range(1000, 1000 + number)],
                 settings=RANGE | {"net.ipv4.tcp_tw_reuse": [2], "net.ipv4.tcp_timestamps": [1]})


def window(name, before, **values):
    return Scene([sock("ESTABLISHED", tcp_info={name: 0}, before={"tcp_info": {name: before}}, **values)])


def loss(retransmitted):
    return Scene([sock("ESTABLISHED", tcp_info={"bytes_sent": 200000, "bytes_retrans": 700 + retransmitted},
                       before={"tcp_info": {"bytes_sent": 100000, "bytes_retrans": 700}})])


def loopback(both):
    one, other = "127.0.0.1:5000", "127.0.0.1:6000"
    # A listener and a client, or the client alone.
    return Scene([sock("ESTABLISHED", other, local=one), *([sock("ESTABLISHED", one, local=other)] if both else [])])


def close_wait(old, new, age):
    return Scene([sock("CLOSE-WAIT", f"192.0.2.9:{port}", tcp_info={"last_ack_received_ms": age},
                       before=None if port < 2000 + old else False) for port in range(2000, 2000 + old + new)])


def fins(number):
    """Each of another address and port, all of one network."""
    return Scene([sock("FIN-WAIT-1", f"198.51.100.{host}:{3000 + host}", timer=timer(3)) for host in range(1, 1 + number)])


def half_closed(number):
    return Scene([sock("FIN-WAIT-2", f"192.0.2.9:{port}", tcp_info={"last_ack_received_ms": 60000}, shutdown="send")
                  for port in range(2000, 2000 + number)])


# The code, what fires, what is just short of it, and what the title names.
PAIRS = {
    "accept_queue_full": (Scene([sock("LISTEN", **FULL)]), Scene([sock("LISTEN", accept_queue=5)]),
                          "app[7] does not accept: the accept queue of 192.0.2.1:80 is full (6 waiting, limit 5)"),
    "accept_queue_overflow": (drops(11, 10, 1), drops(11, 10, 0), "192.0.2.1:80 dropped 1 packet within 1 s: app[7]"),
    "listener_dropped": (drops(10, 10, 0), drops(0, 0, 0), "192.0.2.1:80 has dropped 10 SYNs"),
    "backlog_capped": (Scene([sock("LISTEN", **FULL)], settings={"net.core.somaxconn": [5]}),
                       Scene([sock("LISTEN", **FULL)], settings={"net.core.somaxconn": [6]}), "192.0.2.1:80 is full at"),
    "abort_on_overflow": (Scene([sock("LISTEN", **FULL)], settings={"net.ipv4.tcp_abort_on_overflow": [1]}),
                          Scene([sock("LISTEN", **FULL)], settings={"net.ipv4.tcp_abort_on_overflow": [0]}), "192.0.2.1:80"),
    "unix_accept_queue_full": (Scene([unix(2)]), Scene([unix(1)]), "app[7] does not accept: the accept queue of /run/app.sock"),
    "reuseport_member_stuck": (member(80), member(79), "app[7] does not accept on port 80: 80 wait for it"),
    "not_accepted": (Scene([sock("ESTABLISHED", held=False, tcp_info={"last_ack_received_ms": 10000})]),
                     Scene([sock("ESTABLISHED", held=False, tcp_info={"last_ack_received_ms": 9999})]), "192.0.2.1:80"),
    "handshakes_unfinished": (Scene(requests(20, 1)), Scene(requests(19, 1)), "port 80"),
    "request_queue_limit": (Scene([sock("LISTEN"), *requests(5)]), Scene([sock("LISTEN"), *requests(4)]),
                            "the request queue of 192.0.2.1:80 has reached its limit: 5 handshakes"),
    "syn_cookies_sent": (Scene([], counters={"TcpExt.SyncookiesSent": (1, 2)}),
                         Scene([], counters={"TcpExt.SyncookiesSent": (1, 1)}), "1 SYN cookie"),
    "request_queue_full": (Scene([], counters={"TcpExt.TCPReqQFullDrop": (1, 2)}),
                           Scene([], counters={"TcpExt.TCPReqQFullDrop": (1, 1)}), "1 SYN"),
    "syn_unanswered": (Scene([sock("SYN-SENT", "192.0.2.8:443", local="192.0.2.1:1000", timer=timer(2))]),
                       Scene([sock("SYN-SENT", "192.0.2.8:443", local="192.0.2.1:1000", timer=timer(1))]),
                       "192.0.2.8:443 does not answer: app[7]"),
    "ephemeral_ports_used_up": (ports(8), ports(7), "8 of 10 ephemeral ports to 192.0.2.7:443"),
    "time_wait_not_reused": (ports(5, "TIME-WAIT"), ports(4, "TIME-WAIT"), "5 of 10 ephemeral ports to 192.0.2.7:443"),
    "program_does_not_read": (window("recv_window_bytes", 0, recv_queue=99), window("recv_window_bytes", 1, recv_queue=99),
                              "app[7] does not read"),
    "peer_does_not_read": (window("send_window_bytes", 0, send_queue=99, timer=timer(1, "zero_window")),
                           window("send_window_bytes", 1, send_queue=99, timer=timer(1, "zero_window")), "192.0.2.9:40000"),
    "peer_silent": (Scene([sock("ESTABLISHED", timer=timer(3), tcp_info={"last_ack_received_ms": 5001})]),
                    Scene([sock("ESTABLISHED", timer=timer(3), tcp_info={"last_ack_received_ms": 5000})]), "192.0.2.9:40000"),
    "path_loses": (loss(5000), loss(4999), "5.0 % of the bytes to 192.0.2.0/24"),
    "datagrams_lost": (Scene([udp(6, 5)]), Scene([udp(6, 6)]), "app[7] loses datagrams on 192.0.2.1:53: 1 within 1 s"),
    "peer_gone": (loopback(False), loopback(True), "app[7] holds 1 connection"),
    "connected_to_itself": (Scene([sock("ESTABLISHED", "192.0.2.1:80")]), Scene([sock("ESTABLISHED", "192.0.2.1:81")]),
                            "app[7] is connected to itself at 192.0.2.1:80"),
    "idle_without_keepalive": (Scene([idle(7200)]), Scene([idle(7199)]), "app[7] holds 1 connection without keepalive"),
    "conntrack_outlived": tuple(Scene([idle(seconds)], settings={CONNTRACK: [5 * DAY]}, usage={"conntrack.connections": [1, 100]})
                                for seconds in (5 * DAY + 1, 5 * DAY)) + ("app[7] holds 1 connection",),
    "close_wait_leak": (close_wait(10, 0, 60000), close_wait(10, 0, 59999), "app[7] does not close: 10 connections"),
    "close_wait_growing": (close_wait(10, 1, 59999), close_wait(10, 0, 59999), "app[7] has not closed 10 connections"),
    "fin_unanswered": (fins(20), fins(19), "20 closed connections to 198.51.100.0/24"),
    "half_closed_long": (half_closed(10), half_closed(9), "app[7] waits in FIN-WAIT-2"),
    "descriptor_limit": (Scene([open_files(80)]), Scene([open_files(79)]), "app[7] has 80"),
    "conntrack_limit": (usage("conntrack.connections", 80), usage("conntrack.connections", 79), "80 connections"),
    "time_wait_limit": (usage("tcp.time_wait", 80), usage("tcp.time_wait", 79), "80 connections"),
    "orphans_limit": (usage("tcp.orphans", 25), usage("tcp.orphans", 24), "25 connections"),
    "tcp_memory_limit": (usage("tcp.memory_bytes", 75), usage("tcp.memory_bytes", 74), "TCP"),
    "udp_memory_limit": (usage("udp.memory_bytes", 75), usage("udp.memory_bytes", 74), "UDP"),
}


@pytest.fixture(name="findings")
def _findings(lsock, tmp_path):
    """findings(SCENE): by code, also those that another has as evidence."""
    def findings(scene):
        path = tmp_path / "recording"
        path.write_text("".join(f"{json.dumps(line)}\n" for line in scene.lines()), encoding="utf-8")
        done = subprocess.run([lsock, "doctor", "--read", path, "--json"], capture_output=True, text=True)
        document = json.loads(done.stdout)
        assert not {w["code"] for w in document["warnings"]} & {"sockets_unreadable", "recording_cut", "recording_damaged"}, done
        assert done.returncode == any(f["severity"] != "hint" for f in document["findings"]), done
        found = [one for f in document["findings"] for one in (f, *(f["also"] or []))]
        return {one["code"]: one for one in found}
    return findings


def test_every_check_has_a_pair(lsock):
    done = subprocess.run([lsock, "doctor", "--list", "--json"], capture_output=True, text=True, check=True)
    table = json.loads(done.stdout)["topics"][0]["sections"][0]["blocks"][0]["rows"]
    assert [row["code"] for row in table if row["code"] not in PAIRS] == []
    assert set(PAIRS) == {row["code"] for row in table}


@pytest.mark.parametrize("code", PAIRS)
def test_it_fires_and_never_just_short(findings, code):
    fires, short, culprit = PAIRS[code]
    found = findings(fires)
    assert code in found, found
    assert culprit in found[code]["title"]
    assert code not in findings(short)
