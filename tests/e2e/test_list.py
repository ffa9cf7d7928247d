# SPDX-License-Identifier: GPL-2.0-or-later
"""The listing compared with three witnesses: the zoo itself, /proc/net and ss."""

import ipaddress
import platform
import re
import socket
from typing import NamedTuple

import pytest

import procnet
import ss_output
from program import COLOUR

FAMILIES = {"ipv4": "inet", "ipv6": "inet6"}
STATES = ["LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING",
          "LAST-ACK", "TIME-WAIT", "CLOSED"]
UDP_STATES = {"connected": "ESTABLISHED", "unconnected": "CLOSED"}      # the kernel's states
ENDS = ("local_address", "local_port", "remote_address", "remote_port")
LISTS_BOUND = tuple(map(int, re.match(r"(\d+)\.(\d+)", platform.release()).groups())) >= (6, 8)


# Three witnesses

class Exempt(NamedTuple):
    """Exceptions where a witness differs or has no value."""
    witness: str
    key: str
    applies: object
    why: str


EXCEPTIONS = [
    Exempt("proc", "send_queue", lambda s: s["state"] == "LISTEN", "no limit of the accept queue"),
    Exempt("proc", "uid", lambda s: s["state"] == "SYN-RECEIVED" and not s["inode"], "the uid of the listener"),
    Exempt("ss", "uid", lambda s: s["state"] == "SYN-RECEIVED" and not s["inode"], "0, which is nobody's"),
    Exempt("proc", "uid", lambda s: not s["inode"], "0 for sockets that no process holds"),
    Exempt("ss", "uid", lambda s: not s["inode"], "no word where it is 0"),
]


def exempt(witness, key, socket):
    return any(e.witness == witness and e.key == key and e.applies(socket) for e in EXCEPTIONS)


def identity(socket):
    state = socket["state"] or UDP_STATES[socket["status"]]
    return (socket["protocol"], socket["family"], state, *(socket[key] for key in ENDS), socket["inode"] or 0)


def details(socket):
    """Returns two queues and the uid under the names that every witness has."""
    if socket["state"] == "LISTEN":
        queues = {"recv_queue": socket["accept_queue"], "send_queue": socket["accept_queue_max"]}
    else:
        queues = {"recv_queue": socket["recv_queue"], "send_queue": socket["send_queue"]}
    return queues | {"uid": socket["uid"], "v6only": socket["v6only"], "interface": socket["interface"]}


def rows_of_proc(zoo, protocol):
    for family, suffix in (("ipv4", ""), ("ipv6", "6")):
        text = zoo.run(["cat", f"/proc/net/{protocol}{suffix}"], check=True).stdout
        yield from procnet.parse(text, protocol, family)


def rows_of_ss(zoo, protocol):
    done = zoo.run(["ss", "-anHOe", f"--{protocol}"], check=True)
    yield from ss_output.parse(done.stdout)


WITNESSES = {"proc": rows_of_proc, "ss": rows_of_ss}


@pytest.mark.parametrize("protocol", ["tcp", "udp"])
@pytest.mark.parametrize("witness", WITNESSES)
def test_same_as_the_witness(program, zoo, protocol, witness):
    ours, theirs = program.sockets("-a", f"-{protocol[0]}"), list(WITNESSES[witness](zoo, protocol))
    rows = {(protocol, FAMILIES[r.family], r.state, *(getattr(r, key) for key in ENDS), r.inode): r for r in theirs}
    ours = {identity(s): s for s in ours if not s["bound"]}     # neither /proc nor ss 6.1 can list them
    assert sorted(ours, key=str) == sorted(rows, key=str)
    assert len(theirs) == len(rows) > 15
    for key, socket in ours.items():
        for name, value in details(socket).items():
            seen = getattr(rows[key], name, None)
            if not exempt(witness, name, socket) and (value is not None or name == "uid") and seen is not None:
                assert value == seen, (key, name)


def test_every_exception_is_needed(program):
    sockets = program.sockets("-tua")
    for exception in EXCEPTIONS:
        assert any(exception.applies(s) for s in sockets), exception.why


def test_same_as_the_zoo(program, zoo):
    entries, sockets = zoo.entries(), program.sockets("-tua")
    found = {identity(s): s for s in sockets}
    entries = [e for e in entries if e["protocol"] in ("tcp", "udp")]
    assert len(sockets) == len(entries) - (0 if LISTS_BOUND else 2)
    for entry in entries:
        if entry["state"] == "CLOSED" and not LISTS_BOUND:
            continue
        state = entry["state"] or UDP_STATES[entry["status"]]
        socket = found[(entry["protocol"], FAMILIES[entry["family"]], state, *(entry[key] for key in ENDS),
                        entry["inode"] or 0)]
        for key in ("interface", "uid", "v6only", "recv_queue", "send_queue", "accept_queue", "accept_queue_max"):
            if entry[key] is not None:
                assert socket[key] == entry[key], (entry["name"], key)
        assert socket["status"] == entry["status"], entry["name"]


def test_every_state_in_both_families(program):
    for family in FAMILIES.values():
        seen = {s["state"] for s in program.sockets("-ta") if s["family"] == family}
        assert seen == set(STATES) - (set() if LISTS_BOUND else {"CLOSED"})


def test_mini_sockets_have_unknown_owners(program, zoo):
    """The kernel fills in zeros; these do not mean root or inode 0."""
    minis = {tuple(e[key] for key in ENDS) for e in zoo.entries() if e["holder"] == "mini"}
    seen = [s for s in program.sockets("-ta") if tuple(s[key] for key in ENDS) in minis]
    assert len(seen) == len(minis) >= 7
    assert {s["state"] for s in seen} == {"SYN-RECEIVED", "FIN-WAIT-2", "TIME-WAIT"}
    for socket in seen:
        assert socket["uid"] is socket["user"] is socket["inode"] is None
        assert re.fullmatch("[0-9a-f]{16}", socket["cookie"])


def test_accept_queues_have_their_own_names(program):
    for socket in program.sockets("-tua"):
        listens = socket["state"] == "LISTEN"
        assert (socket["accept_queue"] is None) == (socket["accept_queue_max"] is None) == (not listens)
        assert (socket["recv_queue"] is None) == (socket["send_queue"] is None) == listens
    full = next(s for s in program.sockets("-tl") if s["local_port"] == 7005)
    assert (full["accept_queue"], full["accept_queue_max"]) == (2, 1)


def test_the_table_matches_json(program):
    heading, rows = program.table("-tua")
    sockets = program.sockets("-tua")
    assert heading == ["PROTO", "STATE", "RECV-Q", "SEND-Q", "LOCAL", "REMOTE"]
    assert len(rows) == len(sockets)
    for row, socket in zip(rows, sockets):
        recv, send = (socket["recv_queue"], socket["send_queue"]) if socket["state"] != "LISTEN" else (
            socket["accept_queue"], socket["accept_queue_max"])
        local = endpoint(socket["local_address"], socket["local_port"], socket["interface"])
        if socket["dual_stack"]:
            local = local.replace("[::]", "*").replace("[::%", "*%")
        remote = endpoint(socket["remote_address"], socket["remote_port"]) if socket["remote_address"] else "*:*"
        assert row == [socket["protocol"], socket["status"], str(recv), str(send), local, remote]


def endpoint(address, port, interface=None):
    """Formats an endpoint as in a table: IPv4 over an IPv6 socket is IPv4."""
    address = address.removeprefix("::ffff:") if "." in address else address
    if interface:
        address += f"%{interface}"
    return f"[{address}]:{port or '*'}" if ":" in address else f"{address}:{port or '*'}"


# The order

def order_of(socket):
    state = STATES.index(socket["state"]) if socket["state"] else socket["status"] == "connected"
    remote = socket["remote_address"]
    return (not socket["listening"], ["tcp", "udp"].index(socket["protocol"]), state, socket["local_port"] or 0,
            socket["family"], ipaddress.ip_address(socket["local_address"]).packed,
            ipaddress.ip_address(remote).packed if remote else b"", socket["remote_port"] or 0, socket["cookie"])


def test_listeners_come_first(program):
    sockets = program.sockets("-tua")
    assert sockets == sorted(sockets, key=order_of)
    assert [s["listening"] for s in sockets] == sorted((s["listening"] for s in sockets), reverse=True)


@pytest.mark.parametrize("key", ["local_port", "recv_queue", "uid", "inode", "user", "local_address"])
@pytest.mark.parametrize("descending", [False, True])
def test_sort(program, key, descending):
    sockets = program.sockets("-tua", "--sort", ("-" if descending else "") + key)
    values = [s[key] for s in sockets if s[key] is not None]
    if key == "local_address":
        values = [(a.version, a.packed) for a in map(ipaddress.ip_address, values)]
    assert values == sorted(values, reverse=descending)
    assert [s[key] is None for s in sockets] == sorted(s[key] is None for s in sockets)      # unknown values come last
    default = {s["cookie"]: place for place, s in enumerate(program.sockets("-tua"))}
    for one, other in zip(sockets, sockets[1:]):
        if one[key] == other[key]:
            assert default[one["cookie"]] < default[other["cookie"]]


def test_sort_by_several(program):
    sockets = program.sockets("-tua", "--sort", "family,-local_port")
    assert sockets == sorted(sorted(sockets, key=lambda s: -s["local_port"]), key=lambda s: s["family"])


# Which sockets

def serves_ipv4(socket):
    return socket["family"] == "inet" or socket["dual_stack"] or socket["local_address"].startswith("::ffff:")


SELECTIONS = {
    "-t": lambda s: s["protocol"] == "tcp",
    "-u": lambda s: s["protocol"] == "udp",
    "-tu": lambda s: True,
    "-l": lambda s: s["listening"],
    "-tl": lambda s: s["state"] == "LISTEN",
    "-ul": lambda s: s["protocol"] == "udp" and s["status"] == "unconnected",
    "-tu4": serves_ipv4,
    "-tu6": lambda s: s["family"] == "inet6",
    "-tu46": lambda s: True,
    "-t4": lambda s: s["protocol"] == "tcp" and serves_ipv4(s),
    "-u6": lambda s: s["protocol"] == "udp" and s["family"] == "inet6",
    "-tl4": lambda s: s["state"] == "LISTEN" and serves_ipv4(s),
    "-B": lambda s: s["bound"],
    "-tB": lambda s: s["bound"],
    "-B6": lambda s: s["bound"] and s["family"] == "inet6",
    "-uB": lambda s: False,
    "-a": lambda s: True,
    "-lBa": lambda s: True,
    "-aBl": lambda s: s["listening"],
    "-alB": lambda s: s["bound"],
}


def without_owners(sockets):
    """Hides owners: they are shown by default if options select no protocol and no state."""
    return [{key: value for key, value in s.items() if not key.startswith("process")} for s in sockets]


@pytest.mark.parametrize("options", SELECTIONS)
def test_selection(program, options):
    """Each selection is a subset, and not an empty one."""
    # A family alone selects all its protocols, including raw sockets.
    everything = program.sockets("-tuwa" if options in ("-4", "-6", "-46") else "-tua")
    wanted = [s for s in everything if SELECTIONS[options](s)]
    assert without_owners(program.sockets(options)) == without_owners(wanted)
    assert len(wanted) < len(everything) or options in ("-tu", "-tu46", "-a", "-lBa")
    assert wanted or options == "-uB" or not LISTS_BOUND


@pytest.mark.parametrize("family, test", [("-4", serves_ipv4), ("-6", lambda s: s["family"] == "inet6")])
def test_a_family_alone_means_every_protocol(program, family, test):
    sockets = program.sockets(family)
    assert all(map(test, sockets)) and {"tcp", "udp", "raw"} <= {s["protocol"] for s in sockets}
    assert without_owners([s for s in sockets if s["protocol"] in ("tcp", "udp")]) == (
        without_owners([s for s in program.sockets("-tua") if test(s)]))


@pytest.mark.parametrize("short, long", [("-t", "--tcp"), ("-u", "--udp"), ("-l", "--listening"), ("-a", "--all"),
                                         ("-4", "--ipv4"), ("-6", "--ipv6"), ("-B", "--bound-inactive")])
def test_letters_and_names_mean_the_same(program, short, long):
    assert program.sockets(short) == program.sockets(long)


def test_bound_sockets_are_in_the_default(program, zoo):
    if not LISTS_BOUND:
        assert "bound_not_listed" in str(program.json("-ta")["warnings"]) or program.sockets("-B") == []
        return
    bound = {e["inode"] for e in zoo.entries() if e["name"].startswith("closed-bound")}
    for options in ([], ["-t"], ["-B"]):
        assert bound <= {s["inode"] for s in program.sockets(*options)}, options
    assert not bound & {s["inode"] for s in program.sockets("-l")}


def test_dual_stack_listeners_are_marked(program):
    listing = program.text("-tl4")
    assert re.search(r" \*:7003 ", listing)
    assert "[::]" not in listing
    assert re.search(r" \*:7303 ", program.text("-ul4"))


def test_the_default_shows_all(program):
    """With or without owners, `lsock` alone lists every socket that -tua lists."""
    assert [s["cookie"] for s in program.sockets()] == [s["cookie"] for s in program.sockets("-tua")]


def test_bsd_habits(program):
    assert program.text("-tuln").splitlines()[1:] == program.text("-l", "-t", "-u").splitlines()[1:]
    assert program.text("-tan") == program.text("-ta")


# Layout

LOOKS = [[], ["-tua"], ["-tuaQ"], ["-tuaH"], ["-l"], ["-tB"], ["-uB"], ["--columns", "uid,remote_port,accept_queue"],
         ["--columns", "accept_queue"], ["-tua", "--columns", "+user,interface"], ["--columns", "help"], ["--help"]]


@pytest.mark.parametrize("options", LOOKS)
def test_no_trailing_blanks(program, options):
    text = program.text(*options)
    assert text.endswith("\n")
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert "\t" not in text and "\x1b" not in text


def test_columns_are_as_wide_as_their_content(program):
    heading, *lines = program.text("-tua").splitlines()
    for title in ("STATE", "LOCAL", "REMOTE"):
        at = heading.index(title)
        assert all(line[at - 2:at] == "  " and line[at] != " " for line in lines)
        assert any(line[at - 3] != " " for line in [heading, *lines]), f"a river before {title}"
    for title in ("RECV-Q", "SEND-Q"):
        end = heading.index(title) + len(title)
        assert all(line[end - 1] != " " and line[end] == " " for line in lines)


def test_no_header(program):
    """Without the heading, columns may be narrower."""
    words = [line.split() for line in program.text("-tuaH").splitlines()]
    assert words == program.table("-tua")[1]
    assert program.text("-uBH") == ""
    assert program.table("-uB") == (program.table("-tua")[0], [])


def test_no_queues(program):
    heading, rows = program.table("-tuaQ")
    assert heading == ["PROTO", "STATE", "LOCAL", "REMOTE"]
    assert rows == [[r[0], r[1], r[4], r[5]] for r in program.table("-tua")[1]]


def test_one_line_and_numeric_change_nothing(program):
    plain = program.text("-tua")
    for option in ("-O", "--oneline", "-n", "--numeric"):
        assert program.text("-tua", option) == plain


NAMES = """
import socket
for address in ("127.0.0.1", "::1"):
    try:
        print(socket.gethostbyaddr(address)[0])
    except OSError:
        print(f"[{address}]" if ":" in address else address)
"""


def test_resolve(program, zoo):
    expected = zoo.run(["/usr/bin/python3", "-c", NAMES], check=True).stdout.split()
    rows = program.table("-tlr", "--limit", "2")[1]
    assert [row[4].rsplit(":", 1)[0] for row in rows] == expected
    for protocol, port in (("tcp", 7001), ("udp", 7301)):
        try:
            name = socket.getservbyport(port, protocol)
        except OSError:
            name = str(port)
        assert program.table(f"-{protocol[0]}lr", "--limit", "1")[1][0][4].endswith(f":{name}")
    assert program.text("-tlrn") == program.text("-tl")


def test_count(program):
    everything = program.sockets("-tua")
    assert program.text("-tua", "--count") == f"{len(everything)}\n"
    assert program.text("-tl", "--count") == f"{sum(s['state'] == 'LISTEN' for s in everything)}\n"
    assert program.text("-tua", "--count", "--limit", "7") == "7\n"
    assert program.text("-uB", "--count") == "0\n"


@pytest.mark.parametrize("limit", [0, 1, 5, 4294967295])
def test_limit(program, limit):
    assert program.sockets("-tua", "--limit", str(limit)) == program.sockets("-tua")[:limit]
    assert program.table("-tua", f"--limit={limit}")[1] == program.table("-tua")[1][:limit]


def test_columns(program):
    sockets = program.sockets("-tua")
    heading, rows = program.table("-tua", "--columns", "Local-Port,protocol,cookie,local_port")
    assert heading == ["LOCAL-PORT", "PROTO", "COOKIE"]
    assert rows == [[str(s["local_port"]), s["protocol"], s["cookie"]] for s in sockets]
    heading, rows = program.table("-tua", "--columns", "+inode")
    assert heading == [*program.table("-tua")[0], "INODE"]
    assert [row[-1] for row in rows] == ["-" if s["inode"] is None else str(s["inode"]) for s in sockets]


def test_columns_help_lists_all_columns(program):
    keys = {}
    for name, property in program.validator().schema["$defs"]["socket"]["properties"].items():
        keys.update(property.get("properties") or {name: property})      # including the columns of groups
    names = [row[0] for row in program.table("--columns", "help")[1]]
    assert set(keys) <= set(names) and len(names) == len(set(names))
    shown = [row[:2] for row in program.table("--columns", "help")[1] if not row[0].endswith("_rate")]    # --watch only
    assert len(shown) == len(names) - 4
    assert program.table("-tl", "--columns", ",".join(name for name, _ in shown))[0] == [title for _, title in shown]


@pytest.mark.parametrize("dialect, words", [
    ("rfc", "LISTEN SYN-SENT SYN-RECEIVED ESTABLISHED FIN-WAIT-1 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT"),
    ("ss", "LISTEN SYN-SENT SYN-RECV ESTAB FIN-WAIT-1 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT"),
    ("ss-filter", "listening syn-sent syn-recv established fin-wait-1 close-wait closing last-ack time-wait"),
    ("linux", "TCP_LISTEN TCP_SYN_SENT TCP_SYN_RECV TCP_ESTABLISHED TCP_FIN_WAIT1 TCP_CLOSE_WAIT TCP_CLOSING"),
    ("netstat", "LISTEN SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT1 CLOSE_WAIT CLOSING LAST_ACK TIME_WAIT"),
    ("windows", "LISTENING SYN_SENT SYN_RECEIVED ESTABLISHED FIN_WAIT_1 CLOSE_WAIT CLOSING LAST_ACK TIME_WAIT"),
    ("powershell", "Listen SynSent SynReceived Established FinWait1 CloseWait Closing LastAck TimeWait"),
    ("bsd", "LISTEN SYN_SENT SYN_RCVD ESTABLISHED FIN_WAIT_1 CLOSE_WAIT CLOSING LAST_ACK TIME_WAIT"),
])
def test_state_names(program, dialect, words):
    states = {row[1] for row in program.table("-ta", "--state-names", dialect)[1]}
    assert set(words.split()) <= states
    done = program.run("-ta", "--json", "--state-names", dialect)      # scripts get the names of the RFC
    assert done.status == 2 and "--json does not take --state-names" in done.err


@pytest.mark.parametrize("arguments, named", [
    (["-p", "--columns", "state"], "-p"), (["-T", "--columns", "state", "--csv"], "-T"), (["-Q", "--columns", "state"], "-Q"),
    (["--proc-root", "/proc", "-N", "all"], "-N"), (["--proc-root", "/proc", "-N", "1"], "-N"),
    (["--proc-root", "/proc", "--backend", "sock_diag"], "--backend")], ids=str)
def test_options_without_effect_are_refused(program, arguments, named):
    done = program.run("-t", *arguments)
    assert (done.status, done.out) == (2, "") and named in done.err


@pytest.mark.parametrize("arguments", [["-p", "--columns", "pid"], ["-p", "--columns", "+state"], ["-Q", "--columns", "+state"],
                                       ["-p", "--columns", "state", "--json"]], ids=str)
def test_the_same_options_with_an_effect(program, arguments):
    assert program.run("-t", *arguments).status == 0


def test_every_dialect_is_accepted(program):
    names = re.findall(r"\S+", DIALECTS)
    for name in names:
        assert program.run("-B", "--state-names", name).status == 0


DIALECTS = """rfc linux ss ss-filter netstat windows windows-doc windows-mib windows-tcpstate powershell bsd dragonfly
solaris aix plan9 mib lsof lsof-bsd psutil reactos"""


def test_scripts_find_v4_mapped_addresses(program):
    rows = {row["cookie"]: row for row in program.sockets("-tu", "--columns", "+ipv4_mapped,local,remote")}
    mapped = [row for row in rows.values() if row["ipv4_mapped"]]
    assert {row["family"] for row in mapped} == {"inet6"} and len(mapped) < len(rows)
    for row in mapped:
        assert row["local_address"].startswith("::ffff:") and row["local"].startswith(f"[{row['local_address']}")
    assert {row["cookie"] for row in program.sockets("-tu", "ipv4_mapped")} == {row["cookie"] for row in mapped}
    assert {row["ipv4_mapped"] for row in rows.values() if row["family"] == "inet"} == {None}
    assert "::ffff:" in program.text("-tu", "--csv") and "::ffff:" in program.text("-tu", "--csv", "--columns", "remote")
    assert "::ffff:" not in program.text("-tu")


# Command line errors

ERRORS = [
    (["--jsno"], """\
lsock: unknown option
  lsock --jsno
        ^^^^^^
did you mean --json?
"""),
    (["-t", "--color=alway", "-u"], """\
lsock: expected one of: auto always never
  lsock -t --color=alway
                   ^^^^^
"""),
    (["-tly"], """\
lsock: unknown option
  lsock -tly
           ^
`lsock --help` lists all options
"""),
    (["--lim", "5"], None),
    (["--columns", "uid,inodde"], """\
lsock: unknown column
  lsock --columns uid,inodde
                      ^^^^^^
did you mean inode? `lsock --columns help` lists them all
"""),
    (["--sort=uid,-prot"], None),
    (["--limit", "many"], """\
lsock: --limit takes a number of sockets, 0 to 4294967295
  lsock --limit many
                ^^^^
"""),
    (["--limit"], """\
lsock: missing argument: --limit N
  lsock --limit
        ^^^^^^^
"""),
    (["--state-names", "windwos"], """\
lsock: unknown set of state names
  lsock --state-names windwos
                      ^^^^^^^
did you mean windows?
"""),
    (["--backend", "sock-diag"], """\
lsock: this build does not support that backend
  lsock --backend sock-diag
                  ^^^^^^^^^
did you mean sock_diag?
"""),
    (["--tcp=yes"], """\
lsock: --tcp takes no argument
  lsock --tcp=yes
             ^^^^
"""),
    (["--columns", ""], None),
    (["\x1b[2J--x", "--\x1b[31mred"], """\
lsock: unknown option
  lsock \\x1b[2J--x --\\x1b[31mred
                   ^^^^^^^^^^^^^
`lsock --help` lists all options
"""),
    (["-d"], None),
    (["--tipcinfo"], None),
]


@pytest.mark.parametrize("arguments, expected", ERRORS, ids=[ascii(a) for a, _ in ERRORS])
def test_errors_show_the_place(program, arguments, expected):
    done = program.run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("lsock: ") and "^" in done.err
    assert "\x1b" not in done.err
    if expected is not None:
        assert done.err == expected


def test_errors_in_colour(program):
    seen = program.on_terminal("--jsno", out=False)
    plain = program.run("--jsno").err
    assert "\x1b[1;31m" in seen.err and COLOUR.sub("", seen.err) == plain


def test_long_options_are_not_abbreviated(program):
    for word in ("--liste", "--jso", "--num", "--no-head"):
        assert program.run(word).status == 2
