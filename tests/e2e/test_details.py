# SPDX-License-Identifier: GPL-2.0-or-later
"""Details of TCP and UDP sockets, compared with ss: every value that ss prints must have a name here (NAMES). A value
of ss without a name fails."""

import json
import re
import socket

import pytest

import netns

FLAGS = ["-e", "-o", "-m", "-i", "--tos", "--inet-sockopt", "-b"]
GROUPS = ["timer", "memory", "tcp_info", "traffic", "options", "bpf"]

MEMORY = {"r": "recv_memory_bytes", "rb": "recv_memory_max_bytes", "t": "send_memory_bytes",
          "tb": "send_memory_max_bytes", "f": "forward_memory_bytes", "w": "send_queued_bytes",
          "o": "option_memory_bytes", "bl": "backlog_memory_bytes", "d": "drops"}
TIMERS = {"on": "retransmit", "keepalive": "keepalive", "timewait": "time_wait", "persist": "zero_window"}
ARROWS = {"<->": "none", "-->": "receive", "<--": "send", "---": "both"}
WORDS = {"ts": "timestamps", "sack": "sack", "ecn": "ecn", "ecnseen": "ecn_seen", "fastopen": "fastopen_data",
         "app_limited": "app_limited"}
NUMBERS = {
    "rto": "rto_ms", "ato": "ato_ms", "mss": "send_mss_bytes", "pmtu": "pmtu_bytes", "rcvmss": "recv_mss_bytes",
    "advmss": "advertised_mss_bytes", "cwnd": "cwnd", "ssthresh": "ssthresh", "backoff": "backoff",
    "bytes_sent": "bytes_sent", "bytes_retrans": "bytes_retrans", "bytes_acked": "bytes_acked",
    "bytes_received": "bytes_received", "segs_out": "segs_out", "segs_in": "segs_in",
    "data_segs_out": "data_segs_out", "data_segs_in": "data_segs_in", "delivered": "delivered",
    "delivered_ce": "delivered_ce", "unacked": "unacked", "lost": "lost", "sacked": "sacked",
    "dsack_dups": "dsack_dups", "fackets": "fackets", "reordering": "reordering", "reord_seen": "reorder_seen",
    "rcv_space": "recv_space_bytes", "rcv_ssthresh": "recv_ssthresh_bytes", "notsent": "notsent_bytes",
    "rcv_ooopack": "out_of_order", "snd_wnd": "send_window_bytes", "rcv_wnd": "recv_window_bytes",
    "rehash": "rehash", "lastsnd": "last_data_sent_ms", "lastrcv": "last_data_received_ms",
    "lastack": "last_ack_received_ms",
}
RATES = {"send": "send_rate_bps", "pacing_rate": "pacing_rate_bps", "delivery_rate": "delivery_rate_bps"}
TIMES = {"busy": "busy_us", "rwnd_limited": "rwnd_limited_us", "sndbuf_limited": "sndbuf_limited_us"}
MOVING = {"last_data_sent_ms", "last_data_received_ms", "last_ack_received_ms", "busy_us", "rwnd_limited_us"}
SLACK_MS = 1500


class Witness:
    """One line of ss, compared with one socket of ours."""

    def __init__(self, line, ours):
        self.line, self.ours = line, ours
        self.info = ours["tcp_info"] or {}

    def expect(self, key, seen, value, group=None):
        have = (self.ours[group] if group else self.ours)[key]
        assert have == value, f"{key}: {have}, but ss says {seen}: {self.line}"

    def near(self, key, value, slack):
        have = self.info[key]
        assert have is not None and abs(have - value) <= slack, f"{key}: {have}, not about {value}: {self.line}"

    def check(self):
        rest = self.line.split(None, 5)[5]
        rest = re.sub(r"users:\(\(.*\)\)", "", rest)
        rest = self.take(rest, r"inet-sockopt: \(([^)]*)\)", self.options)
        rest = self.take(rest, r"skmem:\(([^)]*)\)", self.memory)
        rest = self.take(rest, r"timer:\(([^)]*)\)", self.timer)
        rest = self.take(rest, r"bbr:\(([^)]*)\)", self.bbr)
        rest = self.take(rest, r"(?:^| )(send|pacing_rate|delivery_rate) (\S+)", self.rate)
        for word in rest.split():
            self.word(word)

    @staticmethod
    def take(rest, pattern, check):
        for match in re.finditer(pattern, rest):
            check(*match.groups())
        return re.sub(pattern, " ", rest)

    def options(self, words):
        ours = {key for key, value in self.ours["options"].items() if value}
        assert ours == set(words.split()), self.line

    def memory(self, words):
        for word in words.split(","):
            key, number = re.fullmatch(r"([a-z]+)(\d+)", word).groups()
            if key == "d":      # a full queue keeps dropping
                assert self.ours["memory"]["drops"] <= int(number)
            else:
                self.expect(MEMORY[key], word, int(number), "memory")

    def timer(self, words):
        name, expires, retransmits = words.split(",")
        if self.ours["timer"]["timer_kind"] == "none":      # it expired in between
            return
        self.expect("timer_kind", name, TIMERS[name], "timer")
        assert abs(self.ours["timer"]["timer_retransmits"] - int(retransmits)) <= 1
        assert (self.ours["timer"]["timer_expires_ms"] is not None) and expires

    def bbr(self, words):
        names = {"bw": "bbr_bandwidth_bps", "mrtt": "bbr_min_rtt_us", "pacing_gain": "bbr_pacing_gain_percent",
                 "cwnd_gain": "bbr_cwnd_gain_percent"}
        for word in words.split(","):
            key, number = word.split(":")
            scale = {"bw": 1, "mrtt": 1000}.get(key, 100)
            self.near(names[key], float(number.removesuffix("bps")) * scale, 1)

    def rate(self, key, text):
        rates = [int(word.removesuffix("bps")) for word in text.split("/")]
        self.near(RATES[key], rates[0], rates[0] * 0.001 + 8)
        if len(rates) == 2:
            self.near("max_pacing_rate_bps", rates[1], 0)

    def word(self, word):
        key, _, value = word.partition(":")
        if word in ARROWS:
            self.expect("shutdown", word, ARROWS[word])
        elif word in WORDS:
            self.expect(WORDS[word], word, True, "tcp_info")
        elif not value:
            self.expect("congestion_control", word, word, "tcp_info")
        elif key in NUMBERS:
            self.number(NUMBERS[key], word, float(value))
        elif key in TIMES:
            self.near(TIMES[key], int(re.match(r"\d+", value)[0]) * 1000, SLACK_MS * 1000)
        else:
            {"uid": self.plain, "ino": self.plain, "v6only": self.plain, "sk": self.cookie, "cgroup": self.cgroup,
             "fwmark": self.mark, "tos": self.traffic, "tclass": self.traffic, "class_id": self.traffic,
             "wscale": self.wscale, "rtt": self.rtt, "minrtt": self.rtt, "rcv_rtt": self.rtt,
             "retrans": self.retrans}[key](key, value)

    def number(self, key, word, number):
        if self.ours["state"] == "LISTEN" and key == "unacked":     # for a listener these are its queue
            assert self.ours["accept_queue"] == number
        elif self.ours["state"] == "LISTEN" and key == "sacked":
            assert self.ours["accept_queue_max"] == number
        elif self.ours["state"] in ("SYN-SENT", "SYN-RECEIVED") and key.startswith("last_"):    # from kernel start
            assert self.info[key] is None
        elif key in MOVING:
            self.near(key, number, SLACK_MS)
        elif key == "rto_ms":
            self.near(key, number, 0.5)
        else:
            self.expect(key, word, number, "tcp_info")

    def plain(self, key, value):
        key = {"ino": "inode"}.get(key, key)
        have = self.ours[key]
        assert int(have or 0) == int(value), f"{key}: {self.line}"      # ss prints unknown values as 0

    def cookie(self, _, value):
        self.expect("cookie", value, f"{int(value, 16):016x}")

    def cgroup(self, _, path):
        assert isinstance(self.ours["cgroup_id"], int) and path

    def mark(self, _, value):
        self.expect("mark", value, int(value, 16))

    def traffic(self, key, value):
        self.expect({"tclass": "traffic_class"}.get(key, key), value, int(value, 16 if value[:2] == "0x" else 10),
                    "traffic")

    def wscale(self, _, value):
        send, recv = map(int, value.split(","))
        self.expect("send_wscale", value, send, "tcp_info")
        self.expect("recv_wscale", value, recv, "tcp_info")

    def rtt(self, key, value):
        times = [float(time) * 1000 for time in value.split("/")]
        self.near({"rtt": "rtt_us", "minrtt": "min_rtt_us", "rcv_rtt": "recv_rtt_us"}[key], times[0], 0.6)
        if len(times) == 2:
            self.near("rtt_variation_us", times[1], 0.6)

    def retrans(self, _, value):
        now, total = map(int, value.split("/"))
        self.expect("retrans", value, now, "tcp_info")
        self.expect("retrans_total", value, total, "tcp_info")


def cookie_of(line):
    return f"{int(re.search(r'sk:([0-9a-f]+)', line)[1], 16):016x}"


def compare(program, zoo):
    """Compares ss with two readings of ours: a socket may change in between, and must match one of them. Returns the
    number of lines compared."""
    before = json.loads(program.text("-tua", "--json", *FLAGS))
    done = zoo.run(["ss", "-tuanHOiemo", "--tos", "--inet-sockopt"], check=True)
    after = json.loads(program.text("-tua", "--json", *FLAGS))
    sides = [{s["cookie"]: s for s in document["sockets"]} for document in (before, after)]
    lines = [line.split(None, 1)[1] for line in done.stdout.splitlines()]
    for line in lines:
        try:
            Witness(line, sides[0][cookie_of(line)]).check()
        except AssertionError:
            Witness(line, sides[1][cookie_of(line)]).check()
    return len(lines)


def test_every_value_of_ss_has_a_name(program, zoo):
    """Retries once if a socket changed twice between the three readings."""
    try:
        count = compare(program, zoo)
    except AssertionError:
        count = compare(program, zoo)
    assert count > 80


@pytest.mark.parametrize("flag, group", [("-o", "timer"), ("-m", "memory"), ("-i", "tcp_info"), ("--tos", "traffic"),
                                         ("--inet-sockopt", "options")])
def test_groups_only_on_request(program, flag, group):
    plain, asked = program.sockets("-tua"), program.sockets("-tua", flag)
    assert not any(name in item for item in plain for name in GROUPS)
    for item in asked:
        assert set(GROUPS) & set(item) == {group}
        assert item[group] is None or None not in (item[group], item.get(group))
    assert any(item[group] for item in asked)
    assert [{k: v for k, v in item.items() if k != group}.keys() for item in asked] == [i.keys() for i in plain]


def test_what_does_not_apply_is_null(program):
    for item in program.sockets("-tua", "-i", "-m"):
        mini = item["state"] == "TIME-WAIT" or item["inode"] is None
        if item["protocol"] == "udp" or mini:
            assert item["tcp_info"] is None
        if item["state"] == "LISTEN":
            assert item["tcp_info"]["bytes_sent"] is None and item["tcp_info"]["cwnd"] is not None


def test_columns_sort_and_filter(program):
    rows = program.sockets("-ta", "--columns", "rtt_us,drops", "--sort", "-rtt_us")
    rtts = [row["tcp_info"] and row["tcp_info"]["rtt_us"] for row in rows]
    known = [rtt for rtt in rtts if rtt is not None]
    assert known == sorted(known, reverse=True) == rtts[:len(known)] and len(known) > 10
    middle = known[len(known) // 2]
    assert program.text("-tan", f"rtt > {middle}us", "--count") != "0\n"
    dropping = {s["cookie"] for s in program.sockets("-ta", "-m") if s["memory"] and s["memory"]["drops"]}
    assert {s["cookie"] for s in program.sockets("-ta", "drops > 0")} == dropping
    kept = program.sockets("-ta", "timer_kind = keepalive", "-o")
    assert kept and {s["timer"]["timer_kind"] for s in kept} == {"keepalive"}
    done = program.run("-ta", "--sort", "tcp_info")
    assert done.status == 2 and "a group of columns" in done.err


def test_numbers_of_tcp_info_filter(program):
    """Filters give the same result as the same test in Python, in each unit; retransmitting sockets are found."""
    rows = program.sockets("-ta", "-i")
    for word, unit in (("us", 1), ("ms", 1000), ("s", 1000000)):
        for sign, holds in ((">", int.__gt__), ("<=", int.__le__)):
            wanted = {s["cookie"] for s in rows if s["tcp_info"] and s["tcp_info"]["min_rtt_us"] is not None
                      and holds(s["tcp_info"]["min_rtt_us"], unit)}
            assert {s["cookie"] for s in program.sockets("-ta", f"min_rtt {sign} 1{word}")} == wanted
    again = {s["cookie"] for s in rows if s["tcp_info"] and s["tcp_info"]["retrans"]}
    assert again and again <= {s["cookie"] for s in program.sockets("-ta", "retrans > 0 or retrans_total > 0")}


def test_details_as_lines_and_csv(program):
    _, rows, end = program.lines("-ta", "-io", "--sort", "cookie")
    assert end["count"] == len(rows) and all({"tcp_info", "timer"} <= set(row) for row in rows)
    heading, *lines = program.text("-ta", "--csv", "--columns", "cookie,rtt_us", "--sort", "cookie").splitlines()
    known = {row["cookie"] for row in rows if row["tcp_info"] and row["tcp_info"]["rtt_us"] is not None}
    assert heading == "cookie,rtt_us" and {line.split(",")[0] for line in lines if line.split(",")[1]} == known


def test_a_group_is_a_list_of_columns(program):
    heading = program.text("-ta", "--columns", "local,timer", "--limit", "0").split()
    assert heading == ["LOCAL", "TIMER", "EXPIRES-MS", "RETRANSMITS"]
    row = program.text("-ta", "-o", "--csv", "--limit", "1").splitlines()[0]
    assert row.endswith(",timer_kind,timer_expires_ms,timer_retransmits")


def test_details_below_and_after_the_row(program, zoo):
    entry = zoo.entry("established-unacked")
    wanted = f"src {entry['local_address']}:{entry['local_port']}"
    plain = program.text("-tanH", wanted)
    below = program.text("-tanHeom", wanted).splitlines()
    assert below[0] + "\n" == plain and len(below) == 4
    assert [line.split(":")[0] for line in below[1:]] == ["      socket", "      timer", "      memory"]
    assert re.fullmatch(r" +timer: retransmission in \S+ (ms|s)(, \d+ sent without an answer)?", below[2])
    behind = program.text("-tanHeomO", wanted)
    assert behind.count("\n") == 1 and re.search(r"  socket: uid 0 .*  timer: .*  memory: receive ", behind)
    assert program.text("-tanHi", wanted).splitlines()[1].startswith("      path: rtt ")


def test_hidden_values_are_unknown(program, zoo):
    """The mark requires CAP_NET_ADMIN: for others it is unknown, not 0."""
    document = json.loads(zoo.run([program.path, "-tl", "-e", "--json"], uid=65534).stdout)
    assert {s["mark"] for s in document["sockets"]} == {None}
    assert {s["mark"] for s in program.sockets("-tl", "-e")} >= {0x4C}


def test_tls_mptcp_and_md5_keys(program, zoo):
    """MD5 keys, if the kernel supports them: the peer is shown, the key never."""
    namespace = netns.of_process(zoo.pid)
    with netns.inside(namespace), socket.socket() as listener:
        listener.bind(("127.0.0.1", 7999))
        secret = b"topsecretkey"
        peer = socket.AF_INET.to_bytes(2, "little") + bytes(2) + socket.inet_aton("127.0.0.9")
        try:
            listener.setsockopt(socket.IPPROTO_TCP, 14, peer.ljust(128, b"\0") + bytes(2)
                                + len(secret).to_bytes(2, "little") + bytes(4) + secret.ljust(80, b"\0"))
        except OSError:
            return      # not supported by this kernel
        listener.listen()
        found = program.sockets("-tl", "-i", "sport = :7999")
        text = program.text("-tl", "-i", "sport = :7999", "--json") + program.text("-tlni", "sport = :7999")
    assert [s["tcp_info"]["md5_peers"] for s in found] == [[{"address": "127.0.0.9", "prefix": 32}]]
    assert secret.decode() not in text
