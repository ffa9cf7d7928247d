# SPDX-License-Identifier: GPL-2.0-or-later
"""The filter language on real sockets: the same results as ss where ss supports the syntax, and correct results where
ss is wrong."""

import json
import re
import subprocess

import pytest

import ss_output
from place import hides_processes
from ports import PEER_IF, PORTS, ZOO_IF

STATES = ["established", "syn-sent", "syn-recv", "fin-wait-1", "fin-wait-2", "time-wait", "closed", "close-wait",
          "last-ack", "listening", "closing", "all", "connected", "synchronized", "bucket", "big"]

# Examples of ss(8), all spellings of comparisons, and common input.
FILTERS = [
    *(f"state {state}" for state in STATES),
    *(f"exclude {state}" for state in STATES if state != "all"),    # ss does not accept this as a filter
    "state established state time-wait",
    "excl listening exclude closed",
    "state all exclude connected",
    "state fin-wait-1 ( sport = :7205 or sport = :7206 ) dst 10.77.0/24",
    "state established ( dport = :ssh or sport = :7101 )",
    "dst 10.77.0.0/24",
    "dst 10.77/16",
    "src 127.0.0.1",
    "src = 127.0.0.1",
    "dst 127.0.0.1:7101",
    "src [::1]:7101",
    "src [::1]",
    "dst [fd77::/64]",
    "src inet6:[::1]",
    "src *:7002",
    "src *",
    "src 10.77.0.1:*",
    *(f"sport {sign} :7101" for sign in ("=", "==", "eq", "!=", "ne", "neq", "<", "lt", ">", "gt", "<=", "le", "leq",
                                         ">=", "ge", "geq")),
    *(f"dport {sign} 7201" for sign in ("=", "!=", "<", ">", "<=", ">=")),
    "sport :7101",
    "sport 7101",
    f"dev {ZOO_IF}",
    f"dev = {ZOO_IF}",
    f"dev != {ZOO_IF}",
    "fwmark = 76",
    "fwmark = 0x4c/0xff",
    "fwmark != 76",
    "not sport = :7101",
    "! ( sport = :7101 or sport = :7102 )",
    "sport = :7101 and dport = :8101",
    "sport = :7101 && dport = :8101",
    "sport = :7101 & dport = :8101",
    "sport = :7101 | sport = :7102",
    "sport = :7101 || sport = :7102",
    "sport = :7101 dport = :8101",
    "( sport = :7101 or sport = :7102 ) and src 127.0.0.1",
    "not ( dst 127.0.0.0/8 or dst [::1] )",
]


def key(address, port):
    return (address, port or None)


def of_ss(zoo, words, options="-tanH"):
    run = zoo.run(["ss", options + "Oe", *words])
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    if lines and lines[0][0].isdigit():     # for a single state ss omits the state
        name = {"syn-recv": "syn-received", "closed": "closed", "listening": "listen"}.get(words[1], words[1]).upper()
        lines = [f"{name} {line}" for line in lines]
    return {(r.state, r.local_address, r.local_port or None, r.remote_port and r.remote_address, r.remote_port or None)
            for r in ss_output.parse("\n".join(lines))}


def rows(zoo, lsock, words, *options, status=0):
    run = zoo.run([str(lsock), *options, "--json", "--", *words])
    assert run.returncode == status, run.stderr
    return json.loads(run.stdout)["sockets"]


def of_lsock(zoo, lsock, words, *options):
    """Without bound sockets, which the machine's ss does not list."""
    states = {"unconnected": "CLOSED", "connected": "ESTABLISHED"}
    return {(states.get(s["status"], s["status"]), s["local_address"], s["local_port"], s["remote_address"],
             s["remote_port"]) for s in rows(zoo, lsock, words, *options) if not s["bound"]}


def until_equal(sides, tries=4):
    """Reads all sides, again if they differ: the zoo may have renewed a socket."""
    for _ in range(tries):
        answers = sides()
        if all(answer == answers[0] for answer in answers):
            break
    return answers


@pytest.mark.parametrize("text", FILTERS)
def test_same_result_as_ss(zoo, lsock, text):
    def both():
        return (of_ss(zoo, text.split()), of_lsock(zoo, lsock, text.split(), "-t"),
                of_lsock(zoo, lsock, [text], "-t", "--no-pushdown"))
    theirs, ours, alone = until_equal(both)
    assert ours == theirs
    assert alone == ours


@pytest.mark.parametrize("text", ["dport = :7304", "state connected", "state closed", "src 127.0.0.1", "sport > :7305",
                                  "dev " + ZOO_IF])
def test_udp_same_result_as_ss(zoo, lsock, text):
    theirs, ours = until_equal(lambda: (of_ss(zoo, text.split(), "-uanH"), of_lsock(zoo, lsock, [text], "-u")))
    assert ours == theirs and ours


def test_one_argument_or_many(zoo, lsock):
    text = f"(sport=:{PORTS['established']} or sport = :{PORTS['half-close']}) and !dst [::1]"
    one = of_lsock(zoo, lsock, [text], "-t")
    many = of_lsock(zoo, lsock, text.split(), "-t")
    assert one == many and len(one) == 2


def test_and_binds_tighter_than_or(zoo, lsock):
    a, b = PORTS["established"], PORTS["half-close"]
    found = rows(zoo, lsock, [f"sport = :{a} or sport = :{b} and dport = :1"], "-t")
    assert {s["local_port"] for s in found} == {a}


def test_shorthands_match_either_endpoint(zoo, lsock):
    port = PORTS["established"]
    found = rows(zoo, lsock, [f":{port}"], "-t")
    assert {s["local_port"] for s in found} == {port, port + 1000}
    found = rows(zoo, lsock, [f"[::1]:{port}"], "-t")
    assert {(s["local_address"], s["local_port"]) for s in found} == {("::1", port), ("::1", port + 1000)}
    assert rows(zoo, lsock, ["10.77.0.0/24"], "-t") and rows(zoo, lsock, ["10.77.0.66:9"], "-t")


def test_a_prefix_of_ipv4_matches_mapped_addresses(zoo, lsock):
    found = rows(zoo, lsock, [f"src 127.0.0.0/8 sport = :{PORTS['listen-dual']}"], "-t")
    assert {s["family"] for s in found} == {"inet6"}
    exact = rows(zoo, lsock, [f"src 127.0.0.1:{PORTS['listen-dual']}"], "-t")
    assert exact == found


def test_a_full_address_is_never_answered_by_a_listener(zoo, lsock):
    port = PORTS["established"]
    assert rows(zoo, lsock, [f"src 127.0.0.1:{port} dst 127.0.0.1:1"], "-t") == []
    found = rows(zoo, lsock, [f"src 127.0.0.1:{port} dst 127.0.0.1:{port + 1000}"], "-t")
    assert [s["state"] for s in found] == ["ESTABLISHED"]


def test_every_connection_is_found_by_its_addresses(zoo, lsock):
    """Includes addresses with a device, link-local addresses, requests and time-wait records, in their actual state."""
    count = 0
    for s in [s for s in rows(zoo, lsock, ["connected"], "-t") if s["remote_port"]]:
        mapped = s["local_address"].startswith("::ffff:")
        local, remote = (a if mapped or ":" not in a else f"[{a}]" for a in (s["local_address"], s["remote_address"]))
        local, remote = (f"[{a}]" if mapped else a for a in (local, remote))
        words = f"src {local}:{s['local_port']} dst {remote}:{s['remote_port']}"
        found = [(f["state"], f["interface"], f["inode"]) for f in rows(zoo, lsock, [words], "-t")]
        if (s["state"], s["interface"], s["inode"]) not in found:
            zoo.entries()      # renewed between?
            still = [o for o in rows(zoo, lsock, ["connected"], "-t") if o["cookie"] == s["cookie"]]
            assert not still or still[0]["state"] != s["state"], (words, found)
        count += 1
    assert count > 40


def test_all_addresses_of_a_name_count(zoo, lsock):
    """ss matches only the first in the kernel. With /etc/hosts, localhost has both families."""
    hosts = open("/etc/hosts", encoding="utf-8").read()
    addresses = set(re.findall(r"^(\S+)\s.*\blocalhost\b", hosts, re.M))
    found = {s["local_address"] for s in rows(zoo, lsock, ["src localhost"], "-t")}
    assert found >= addresses & {"127.0.0.1", "::1"} and "127.0.0.1" in found


@pytest.mark.parametrize("text", ["listening", "state listening", "status = listen", "local_port = 7001 or listening"])
def test_columns_are_words(zoo, lsock, text):
    found = rows(zoo, lsock, [text], "-t")
    assert found and {s["state"] for s in found} == {"LISTEN"}


def test_values_of_columns(zoo, lsock):
    def check(text, want):
        found, wanted = until_equal(lambda: (
            {s["cookie"] for s in rows(zoo, lsock, [text], "-t")},
            {s["cookie"] for s in rows(zoo, lsock, [], "-t") if want(s)}))
        assert found == wanted and found, text
    check("uid = 65534", lambda s: s["uid"] == 65534)
    check("recv_queue < 1K", lambda s: s["recv_queue"] is not None and s["recv_queue"] < 1024)
    check("recv_queue > 0.5K", lambda s: (s["recv_queue"] or 0) > 512)
    check("accept_queue > 0", lambda s: (s["accept_queue"] or 0) > 0)
    check("interface = zoo0", lambda s: s["interface"] == "zoo0")
    check("interface ~ zoo*", lambda s: s["interface"] == "zoo0")
    check("v6only", lambda s: s["v6only"] is True)
    check("v6only = no", lambda s: s["v6only"] is False)
    check("not v6only", lambda s: s["v6only"] is not True)
    check("local_address = ::1", lambda s: s["local_address"] == "::1")
    check("family = inet6", lambda s: s["family"] == "inet6")
    check("remote_port >= 9000", lambda s: (s["remote_port"] or 0) >= 9000)


def test_process_words(zoo, lsock):
    found = rows(zoo, lsock, ["pid", "=", str(zoo.pid), "and", f"sport = :{PORTS['listen']}"], "-t")
    assert len(found) == 2 and all(any(p["pid"] == zoo.pid for p in s["processes"]) for s in found)
    done = zoo.run([lsock, "-tH", "process = no-such-process"])
    assert done.stdout == "" and done.returncode == (4 if hides_processes() else 0), done.stderr


def test_options_are_filters(zoo, lsock):
    def same(words, *options):
        one, other = until_equal(lambda: (of_lsock(zoo, lsock, words, "-a"), of_lsock(zoo, lsock, [], *options)))
        assert one == other and one
    same(["tcp listening"], "-tl")
    same(["tcp"], "-t")
    same(["tcp", "inet"], "-t4")
    same(["tcp", "inet"], "-t", "-f", "inet")
    same(["udp", "inet6", "listening"], "-ul6")
    both = rows(zoo, lsock, ["inet inet6"], "-t")
    assert both and all(s["dual_stack"] or s["local_address"].startswith("::ffff:") for s in both)
    # leading states replace -l
    assert {s["state"] for s in rows(zoo, lsock, ["state", "time-wait"], "-tl")} == {"TIME-WAIT"}


def test_a_file(zoo, lsock, tmp_path):
    file = tmp_path / "filter"
    file.write_text(f"# comment\nsport = :{PORTS['established']} # more\n  or sport = :{PORTS['half-close']}\n0\n"
                    .replace("\n0\n", "\n"))
    found = rows(zoo, lsock, ["dst 127.0.0.1"], "-t", "-F", str(file))
    assert {s["local_port"] for s in found} == {PORTS["established"], PORTS["half-close"]}
    file.write_text("sport = :22\nfrobnicate\n")
    run = subprocess.run([str(lsock), "-F", str(file)], capture_output=True, text=True, check=False)
    assert run.returncode == 2 and "line 2" in run.stderr and "\n  frobnicate\n  ^^^^^^^^^^\n" in run.stderr


def test_standard_input_can_be_read_once(lsock):
    run = subprocess.run([str(lsock), "--read", "-", "-F", "-"], capture_output=True, text=True, input="sport = :22", check=False)
    assert (run.returncode, run.stdout, run.stderr) == (2, "", "lsock: standard input (-) can be read only once\n")


WINDOWS = """
  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1020
  TCP    127.0.0.1:49700        127.0.0.1:8080         ESTABLISHED     3000
  TCP    [::]:135               [::]:0                 LISTENING       1020
  UDP    0.0.0.0:500            *:*                                    4072
  UDP    [::]:500               *:*                                    4072
"""


@pytest.mark.parametrize("words, rows_, code", [
    ([":8080"], 1, "peers_unknown"), ([":500"], 2, None), (["connected"], 1, "peers_unknown"), (["-4"], 3, None),
    (["-u", ":500"], 2, None), (["-u", ":8080"], 0, "peers_unknown"), (["not", ":500"], 3, None), (["not", ":8080"], 4, "peers_unknown"),
    (["state", "unconnected"], 2, "peers_unknown"), (["-t", "connected"], 1, None),
    (["-u", "connected"], 0, "filter_undecided"), (["dport = :9"], 0, "filter_undecided"),
    (["not", "dst", "10.0.0.1"], 3, "filter_undecided"), (["remote_port = 8080"], 1, "filter_undecided"),
    (["v6only"], 0, "filter_undecided"), (["dual_stack"], 0, "filter_undecided")])
def test_values_windows_does_not_report(lsock, words, rows_, code):
    """Whether a UDP socket has a peer, and whether an IPv6 socket accepts IPv4."""
    run = subprocess.run([str(lsock), "--read", "-", "--json", *words], capture_output=True, text=True, input=WINDOWS, check=False)
    document = json.loads(run.stdout)
    assert (len(document["sockets"]), [note["code"] for note in document["warnings"]]) == (rows_, [code] if code else [])
    assert (run.returncode, document["complete"]) == ((4, False) if code == "filter_undecided" else (0, True))


def test_unknown_for_every_row_is_reported(zoo, lsock):
    run = zoo.run([str(lsock), "-t", "--json", "fwmark = 76"], uid=65534)
    document = json.loads(run.stdout)
    assert run.returncode == 4 and not document["complete"] and document["sockets"] == []
    assert [w["code"] for w in document["warnings"]] == ["filter_undecided"]
    assert "fwmark = 76" in document["warnings"][0]["message"]
    run = zoo.run([str(lsock), "-t", "--json", "not", "fwmark = 76"], uid=65534)
    assert run.returncode == 4


ERRORS = [
    (["frobnicate"], "frobnicate", ""),
    (["state", "estblished"], "estblished", "ESTABLISHED"),
    (["(", "sporr", ":22", ")"], "sporr", "sport"),
    (["estblished"], "estblished", "ESTABLISHED"),
    (["src", "1.2.3.0/33"], "33", ""),
    (["(sport = :22"], "(", ""),
    (["sport", "=", ":22", "and"], "", ""),
    (["src", "300.1.2.3"], "300.1.2.3", "four parts"),
    (["dst", "[::1:22"], "[", ""),
    (["unix:/tmp/*x"], "unix", ""),
    (["uid", "~", "x"], "~", ""),
    (["uid", "=", "12x"], "12x", ""),
    (["dev", "nosuch0"], "nosuch0", "interface"),
]


@pytest.mark.parametrize("words, marked, remedy", ERRORS)
def test_errors_explain(lsock, words, marked, remedy):
    run = subprocess.run([str(lsock), "-t", "--", *words], capture_output=True, text=True, check=False)
    if "unix" in words[0] and run.returncode != 2:
        return      # this build has them
    message, typed, under = run.stderr.splitlines()[:3]
    assert run.returncode == 2 and message.startswith("lsock: ")
    assert typed[under.index("^"):under.rindex("^") + 1] == marked or marked == ""
    assert remedy in run.stderr


def test_unknown_words_are_not_looked_up(lsock):
    """The only sockets opened are those to the kernel."""
    run = subprocess.run(["strace", "-f", "-e", "trace=network", str(lsock), "frobnicate.example.org"],
                         capture_output=True, text=True, check=False) if _has("strace") else None
    if run is not None:
        assert "socket(AF_INET" not in run.stderr
    run = subprocess.run([str(lsock), "frobnicate.example.org"], capture_output=True, text=True, check=False)
    assert run.returncode == 2 and "`dst frobnicate.example.org`" in run.stderr


def _has(program):
    return subprocess.run(["which", program], capture_output=True, check=False).returncode == 0


def test_plan(zoo, lsock):
    def plan(*words):
        run = zoo.run([str(lsock), "--plan", "-t", *words])
        assert run.returncode == 0
        return run.stdout
    assert "LISTEN" in plan("-l") and "ESTABLISHED" not in plan("-l")
    assert "the kernel cannot test uid" in plan("uid = 0")
    assert "nothing: no socket can match" in plan("udp")
    assert PEER_IF != ZOO_IF
