# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock.exe under Wine, which shows the sockets of this machine, compared with lsock."""

import collections
import json
import re
import subprocess

import pytest

from wine import compile_program, document

STATES_OF_PROC = {"LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT",
                  "CLOSING", "LAST-ACK", "TIME-WAIT"}
# From tcpmib.h of the Windows SDK.
NATIVE_NUMBERS = {"CLOSED": 1, "LISTEN": 2, "SYN-SENT": 3, "SYN-RECEIVED": 4, "ESTABLISHED": 5, "FIN-WAIT-1": 6,
                  "FIN-WAIT-2": 7, "CLOSE-WAIT": 8, "CLOSING": 9, "LAST-ACK": 10, "TIME-WAIT": 11}

# What Wine (8.0) lacks or does differently, with the reason: each maps one of our rows to what Wine shows, or None.
WINE_DIFFERS = [
    ("Wine reads /proc/net/tcp, in which sockets that are only bound do not stand",
     lambda row: None if row["bound"] else row),
]

# The same for the words of a table: the text in our endpoint, and the text in theirs.
END_DIFFERS = [
    ("Windows does not tell whether a socket of IPv6 is v6only", r"^\*(?=:\d)", "[::]"),
    ("Windows has no sockets that are bound to an interface; the scope of a link-local address is another thing",
     r"^(?!\[fe80)(.*)%zoo\d", r"\1"),
    ("Wine says 20 << 8, the kind of scope in /proc/net/if_inet6, where Windows has the index of the interface",
     r"^(\[fe80.*)%zoo\d", r"\1%8192"),
]


def as_wine_shows(row):
    for _cause, change in WINE_DIFFERS:
        row = row and change(row)
    return row


def ends(row):
    return (row["family"], row["local_address"], row["local_port"], row["remote_address"], row["remote_port"])


def count(rows, *more):
    return collections.Counter((*ends(row), *(row[key] for key in more)) for row in rows)


def while_still(zoo, look):
    """Returns the result of look(): both sides, read again if the zoo changed in between."""
    for _attempt in range(2):
        zoo.entries()
        generation = zoo.generation
        seen = look()
        zoo.entries()
        if zoo.generation == generation:
            break
    return seen


def both(zoo, lsock, wine, exe, *options):
    """Returns the sockets that lsock and lsock.exe list."""
    ours, theirs = while_still(zoo, lambda: [document(side.run([program, "--json", *options]))["sockets"]
                                             for side, program in ((zoo, str(lsock)), (wine, exe))])
    return [row for row in map(as_wine_shows, ours) if row], theirs


def test_the_same_connections_in_the_same_states(zoo, lsock, wine, exe):
    ours, theirs = both(zoo, lsock, wine, exe, "-tan")
    assert {row["state"] for row in ours} == STATES_OF_PROC
    assert count(theirs, "state", "listening") == count(ours, "state", "listening")


def rows_of(table, change):
    """Returns state and endpoints of each connection in the table for people."""
    heading, *lines = (line.split() for line in table.splitlines())
    at = [heading.index(title) for title in ("STATE", "LOCAL", "REMOTE")]
    return collections.Counter(tuple(change(line[place]) for place in at) for line in lines)


def end_in_wine(word):
    for _cause, pattern, replacement in END_DIFFERS:
        word = re.sub(pattern, replacement, word)
    return word


def test_the_same_table(zoo, lsock, wine, exe):
    """CLOSED sockets are only bound, and Wine does not list them."""
    ours, theirs = while_still(zoo, lambda: [side.run([program, "-tan"]).stdout
                                             for side, program in ((zoo, str(lsock)), (wine, exe))])
    expected = rows_of(ours, end_in_wine)
    assert {state for state, *_ends in expected} == STATES_OF_PROC | {"CLOSED"}
    assert rows_of(theirs, str) == {row: times for row, times in expected.items() if row[0] != "CLOSED"}


@pytest.fixture(scope="module", name="listed")
def _listed(wine, exe):
    """The document of `lsock -tuanp`, for tests that can share it."""
    return document(wine.run([exe, "--json", "-tuanp"]))


def test_native_states_are_those_of_windows(listed):
    rows = [row for row in listed["sockets"] if row["protocol"] == "tcp"]
    assert rows
    for row in rows:
        assert row["state_native_number"] == NATIVE_NUMBERS[row["state"]]
        assert row["state_native"].startswith("MIB_TCP_STATE_")


def test_unknown_is_not_zero(listed):
    for row in listed["sockets"]:
        for key in ("recv_queue", "send_queue", "accept_queue", "accept_queue_max", "inode", "cookie", "uid", "netns"):
            assert row[key] is None, key
    udp = [row for row in listed["sockets"] if row["protocol"] == "udp"]
    assert udp and all(row["status"] is None and row["listening"] for row in udp)


def test_the_host_is_windows(listed):
    assert listed["host"]["os"] == "windows" and listed["host"]["kernel"].count(".") == 2


@pytest.fixture(scope="module", name="listener")
def _listener(tmp_path_factory):
    """A Windows program that listens on port 47001 while it runs another program."""
    listener = tmp_path_factory.mktemp("listener") / "listener.exe"
    compile_program("listener_windows.c", listener, "-lws2_32")
    return listener


@pytest.fixture(scope="module", name="held")
def _held(wine, exe, listener):
    """The row of a listener held by a Windows program, with all columns of owners and age."""
    done = wine.run([listener, exe, "--json", "-tlnp", "--columns", "+process_path,process_command_line,unit,created_us,age_ms"])
    return next(row for row in document(done)["sockets"] if row["local_port"] == 47001)


NAMES = ["process = LISTENER.EXE", "process ~ *LISTENER*", "process_path ~ *\\LISTENER.exe", "Listener"]


@pytest.mark.parametrize("live", [True, False])
def test_names_in_any_case_and_plain_backslashes(wine, exe, listener, lsock, tmp_path, live):
    """On live Windows, and in a recording of Windows read elsewhere."""
    columns = ["--csv", "-tl", "--columns", "local_port,process_path"]
    recording = tmp_path / "recording.jsonl"
    if not live:
        wine.run([listener, exe, "-tlp", "--columns", "process_path", "--record", recording], check=True)
    for name in NAMES:
        done = wine.run([listener, exe, *columns, name]) if live else \
            subprocess.run([lsock, "--read", recording, *columns, name], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        row, = done.stdout.splitlines()[1:]
        assert re.fullmatch(r'47001,[A-Z]:(\\[^\\]+)+\\listener.exe', row), row


@pytest.mark.parametrize("arguments, status, words", [
    (["47001"], 1, "taken: "), (["47002"], 0, "bind() to port 47002: success"),
    (["192.0.2.1:47002"], 1, "taken: bind() to port 47002: ")])
def test_free_ports_are_verified_by_bind(wine, exe, listener, arguments, status, words):
    """Port ranges excluded by Windows are in no table."""
    done = wine.run([listener, exe, "why", *arguments])
    assert (done.returncode, words in done.stdout) == (status, True), done


def test_owners(held):
    assert held["process_status"] == "found"
    process, = held["processes"]
    assert process["pid"] > 0 and process["command"] == "listener.exe" and process["fd"] is None
    assert process["path"].endswith("\\listener.exe") and process["path"][1:3] == ":\\"
    assert "\\" in process["user"] and process["uid"] is None
    assert held["process_path"] == process["path"]
    # None: Wine 8, like Windows 8, has no ProcessCommandLineInformation.
    assert held["process_command_line"] == process["command_line"]
    assert held["process_command_line"] is None or "lsock.exe" in held["process_command_line"]
    assert held["unit"] is None         # not a service


def test_sockets_of_other_programs(listed):
    """Wine names only its own processes: all others are process 0, which on Windows means none."""
    for row in listed["sockets"]:
        if row["state"] == "TIME-WAIT":
            assert (row["process_status"], row["process_none"]) == ("none", "time_wait")
        elif row["state"] in ("FIN-WAIT-1", "FIN-WAIT-2", "CLOSING", "LAST-ACK"):
            assert (row["process_status"], row["process_none"]) == ("none", "orphan")
        else:
            assert row["process_status"] == "not_found"


def test_udp_has_the_same_local_endpoints(zoo, lsock, wine, exe):
    ours, theirs = both(zoo, lsock, wine, exe, "-uan")
    assert ours and all(row["remote_address"] is None for row in theirs)

    def local(rows):
        return collections.Counter(ends(row)[:3] for row in rows)
    assert local(theirs) == local(ours)


def test_listeners(zoo, lsock, wine, exe):
    ours, theirs = both(zoo, lsock, wine, exe, "-tln")
    assert ours and count(theirs, "state") == count(ours, "state")


@pytest.mark.parametrize("options", ["-uano", "-uanob"])
def test_owners_as_in_netstat(wine, exe, options):
    rows = document(wine.run([exe, "--json", options]))["sockets"]
    assert rows and all(row["process_status"] == "not_found" for row in rows)      # the zoo is not a Windows program


@pytest.mark.parametrize("options, headings", [
    ("-uano", ["PROCESS"]), ("-anob", ["PROCESS", "UNIT"]), ("-uanp", ["PROCESS"])])
def test_tables_as_in_netstat(wine, exe, options, headings):
    done = wine.run([exe, options])
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["PROTO", "STATE", "LOCAL", "REMOTE", *headings]   # no queues


def test_filters(wine, exe):
    rows = document(wine.run([exe, "--json", "-u", "sport", "=", ":7001", "or", "src", "127.0.0.0/8"]))["sockets"]
    assert rows and all(row["local_port"] == 7001 or row["local_address"].startswith(("127.", "::ffff:127.")) for row in rows)


@pytest.mark.parametrize("words", [["connected"], ["state", "established"], ["dport", "=", ":9"], ["not", "dst", "127.0.0.1"]])
def test_a_udp_peer_is_unknown_to_filters(wine, exe, words):
    done = wine.run([exe, "--json", "-u", *words])
    document_ = json.loads(done.stdout)
    assert (done.returncode, document_["complete"], document_["sockets"]) == (4, False, [])
    assert document_["warnings"][0]["code"] == "filter_undecided"


@pytest.mark.parametrize("words, reason", [
    (["-t", "sport", "=", ":7101", "family", "=", "inet", "state", "established"],
     "Windows reported success, but still lists it"),
    (["-lt", "sport", "=", ":7001"], "only TCP connections over IPv4"),
    (["-lu", "sport", "=", ":7301"], "only TCP connections over IPv4"),
])
def test_closing(wine, exe, words, reason):
    """Wine's SetTcpEntry reports success and does nothing: no socket is listed as closed."""
    would = document(wine.run([exe, "--json", "-K", "--dry-run", *words]))["sockets"]
    done = wine.run([exe, "--json", "-K", *words])
    answer = json.loads(done.stdout)
    assert would and (done.returncode, answer["sockets"]) == (4, [])
    note, = answer["warnings"]
    assert note["code"] == "not_closed" and note["message"].startswith(f"{len(would)} socket") and reason in note["message"]


@pytest.mark.parametrize("words", [["connected"], [":7301"], ["state", "established"], ["not", "10.0.0.1"]])
def test_a_note_about_unreported_udp_peers(wine, exe, words):
    """Unless the filter asks for the peer itself, the local endpoint decides."""
    document_ = document(wine.run([exe, "--json", *words]))
    assert [note["code"] for note in document_["warnings"]] == ["peers_unknown"]
    udp = [row["local_port"] for row in document_["sockets"] if row["protocol"] == "udp"]
    assert document_["complete"] and (7301 in udp) == (words[0] in (":7301", "not"))


def test_ipv4_from_its_own_table(wine, exe):
    rows = document(wine.run([exe, "--json", "-4"]))
    assert rows["sockets"] and rows["warnings"] == []
    assert {row["family"] for row in rows["sockets"] if not row["local_address"].startswith("::ffff:")} == {"inet"}
    done = wine.run([exe, "-t", "v6only"])
    assert done.returncode == 4 and "does not report whether `v6only`" in done.stderr


def test_missing_bound_sockets_are_reported(wine, exe):
    """Wine has no InternalGetBoundTcpEndpointTable. The note appears only if it matters."""
    done = wine.run([exe, "-B"])
    assert done.returncode == 4 and "does not list sockets that are only bound to a port" in done.stderr
    done = wine.run([exe, "-t"])
    assert done.returncode == 0 and "only bound" not in done.stderr


def test_udp_is_counted_without_a_state(wine, exe):
    counts = document(wine.run([exe, "--json", "-su"]))["counts"]
    numbers = {row["name"]: row["number"] for row in counts if row["kind"] in ("total", "state")}
    assert numbers["unknown"] == numbers["all"] > 0 and numbers["connected"] == numbers["unconnected"] == 0


@pytest.mark.parametrize(("command", "option"), [(["netstat", "-p", "tcp"], "-t"), (["netstat", "-p", "udp"], "-u")])
def test_netstat_of_wine_read_on_linux(wine, exe, lsock, tmp_path, command, option):
    """Its output, IPv4 in three states, matches the recording of lsock.exe."""
    (tmp_path / "text").write_text(wine.run(command).stdout)
    (tmp_path / "recording").write_text(wine.run([exe, option, "--json"]).stdout)
    columns = "protocol,state,local_address,local_port,remote_address,remote_port"
    rows = [set(subprocess.run([lsock, "--read", tmp_path / file, "--csv", "-H", "--columns", columns, *words],
                               capture_output=True, text=True, check=False).stdout.splitlines())
            for file, words in (("text", []), ("recording", ["family", "=", "inet"]))]
    states = {row.split(",")[1] for row in rows[0]}
    assert len(rows[0]) > 5 and rows[0] == {row for row in rows[1] if row.split(",")[1] in states}
