# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock explain: drawings, counts, values read from the system, and JSON."""

import collections
import json
import os
import re
import subprocess

import jsonschema
import pytest

import drawing

STATES = ["LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING",
          "LAST-ACK", "TIME-WAIT", "CLOSED"]

# RFC 9293, Figure 5: all arrows with their labels.
FIGURE_5 = {
    ("CLOSED", "LISTEN", "passive OPEN / create TCB"),
    ("LISTEN", "CLOSED", "CLOSE / delete TCB"),
    ("CLOSED", "SYN-SENT", "active OPEN / send SYN"),
    ("SYN-SENT", "CLOSED", "CLOSE / delete TCB"),
    ("SYN-RECEIVED", "LISTEN", "rcv RST (note 1)"),
    ("LISTEN", "SYN-RECEIVED", "rcv SYN / send SYN,ACK"),
    ("LISTEN", "SYN-SENT", "SEND / send SYN"),
    ("SYN-SENT", "SYN-RECEIVED", "rcv SYN / send SYN,ACK"),
    ("SYN-RECEIVED", "ESTABLISHED", "rcv ACK of SYN / -"),
    ("SYN-SENT", "ESTABLISHED", "rcv SYN,ACK / send ACK"),
    ("SYN-RECEIVED", "FIN-WAIT-1", "CLOSE / send FIN"),
    ("ESTABLISHED", "FIN-WAIT-1", "CLOSE / send FIN"),
    ("ESTABLISHED", "CLOSE-WAIT", "rcv FIN / send ACK"),
    ("FIN-WAIT-1", "FIN-WAIT-2", "rcv ACK of FIN / -"),
    ("FIN-WAIT-1", "CLOSING", "rcv FIN / send ACK"),
    ("CLOSE-WAIT", "LAST-ACK", "CLOSE / send FIN"),
    ("FIN-WAIT-2", "TIME-WAIT", "rcv FIN / send ACK"),
    ("CLOSING", "TIME-WAIT", "rcv ACK of FIN / -"),
    ("LAST-ACK", "CLOSED", "rcv ACK of FIN / -"),
    ("TIME-WAIT", "CLOSED", "2MSL over / delete TCB"),
}


@pytest.fixture(name="explain")
def _explain(lsock):
    def run(*words, locale="C.UTF-8", status=0, **options):
        done = subprocess.run([lsock, "explain", *words], text=True, capture_output=True, check=False,
                              env={**os.environ, "LC_ALL": locale}, **options)
        assert done.returncode == status, done.stderr
        return done
    return run


@pytest.fixture(name="topics")
def _topics(explain):
    def run(*words, **options):
        return json.loads(explain(*words, "--json", **options).stdout)["topics"]
    return run


@pytest.fixture(scope="session", name="schema")
def _schema(lsock):
    schema = json.loads(subprocess.run([lsock, "explain", "--json-schema"], check=True, capture_output=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def section(topic, key):
    return next(s for s in topic["sections"] if s["key"] == key)


def rows(topic, key):
    return [row for block in section(topic, key)["blocks"] if block["type"] == "table" for row in block["rows"]]


def names(topics, key):
    return [row["name"] for part in topics("--list")[0]["sections"] if part["key"] == key
            for block in part["blocks"] for row in block["rows"]]


# The diagram

def picture(text):
    lines = text.split("\n")
    begin = next(i for i, line in enumerate(lines) if "┌" in line or "+---" in line)
    return lines[begin:lines.index("", begin)]


def test_exactly_the_arrows_of_figure_5(explain):
    seen = drawing.Drawing(picture(explain().stdout))
    assert [box.rows[0] for box in seen.boxes].count("CLOSED") == 2
    assert {box.rows[0] for box in seen.boxes} == set(STATES)
    assert len(seen.arrows) == len(FIGURE_5)
    assert {(a.source, a.target) for a in seen.arrows} == {(source, target) for source, target, _ in FIGURE_5}


def test_every_arrow_has_its_label_next_to_it(explain):
    seen = drawing.Drawing(picture(explain().stdout))
    labels = list(seen.labels())
    assert collections.Counter(text for _, _, text in labels) == collections.Counter(text for _, _, text in FIGURE_5)
    for source, target, text in FIGURE_5:
        arrow = next(a for a in seen.arrows if (a.source, a.target) == (source, target))
        assert min(drawing.distance(arrow, *label) for label in labels if label[2] == text) <= 2, (source, target)
    for label in labels:
        nearest = min(seen.arrows, key=lambda a: drawing.distance(a, *label))   # pylint: disable=cell-var-from-loop
        assert (nearest.source, nearest.target, label[2]) in FIGURE_5


def test_the_ascii_drawing_is_the_same(explain):
    plain = explain(locale="C").stdout
    assert plain.isascii()
    assert picture(plain) == [line.translate(drawing.TO_ASCII) for line in picture(explain().stdout)]


def test_colour_adds_only_colour(explain):
    coloured = explain("--color=always").stdout
    assert "\x1b[36mLISTEN\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == explain().stdout


def zoo_counts(entries):
    return collections.Counter(e["state"] for e in entries if e["protocol"] == "tcp")


def in_zoo(zoo, lsock, *words, **options):
    done = zoo.run([lsock, "explain", *words], env={**os.environ, "LC_ALL": "C.UTF-8"}, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("uid", [None, 65534])
def test_live_counts(zoo, lsock, uid):
    counts = zoo_counts(zoo.entries())
    boxes = drawing.Drawing(picture(in_zoo(zoo, lsock, uid=uid))).boxes
    seen = {box.rows[0]: int(box.rows[1]) for box in boxes if len(box.rows) == 2}
    if seen["CLOSED"] == 0:
        counts["CLOSED"] = 0        # before Linux 6.8 the kernel cannot list them
    assert seen == {state: counts[state] for state in STATES}


def test_examples_of_a_state(zoo, lsock):
    entries = [e for e in zoo.entries() if e["protocol"] == "tcp" and e["state"] == "CLOSE-WAIT"]
    topic = json.loads(in_zoo(zoo, lsock, "CLOSE_WAIT", "--json"))["topics"][0]
    here = section(topic, "here")["blocks"]
    assert here[0]["text"] == f"{len(entries)} sockets are in it."
    holders = rows(topic, "here")
    assert sum(row["count"] for row in holders) == len(entries)
    assert {row["process"].split("[")[0] for row in holders} == {"lsock-zoo", "accept_queue"}
    ends = {f"[{e['local_address']}]:{e['local_port']}" if e["family"] == "ipv6" else
            f"{e['local_address']}:{e['local_port']}" for e in entries}
    assert {row["local"] for row in holders} <= ends


def test_no_socket_is_no_example(zoo, lsock):
    empty = zoo.run(["unshare", "-n", lsock, "explain", "TIME-WAIT", "--json"])
    here = section(json.loads(empty.stdout)["topics"][0], "here")["blocks"]
    assert [block.get("text") for block in here] == ["No socket is in it."]


def test_unreported_values_are_null(zoo, lsock):
    """/proc has no limits of accept queues."""
    topic = json.loads(in_zoo(zoo, lsock, "LISTEN", "--backend", "procfs", "--json"))["topics"][0]
    assert [row["accept_queue_max"] for row in rows(topic, "here")] == [None] * 3
    topic = json.loads(in_zoo(zoo, lsock, "LISTEN", "--json"))["topics"][0]
    assert None not in [row["accept_queue_max"] for row in rows(topic, "here")]


def test_a_recording(zoo, lsock, tmp_path):
    """A recording gives the same numbers, but its system's settings are unknown here."""
    (tmp_path / "zoo").write_text(zoo.run([lsock, "-t", "--json=lines"]).stdout)
    counts = zoo_counts(zoo.entries())
    out = subprocess.run([lsock, "explain", "--read", tmp_path / "zoo"], text=True, capture_output=True, check=True,
                         env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout
    boxes = drawing.Drawing(picture(out)).boxes
    seen = {box.rows[0]: int(box.rows[1]) for box in boxes if len(box.rows) == 2}
    assert {**seen, "CLOSED": 0} == {**{state: counts[state] for state in STATES}, "CLOSED": 0}
    topic = json.loads(subprocess.run([lsock, "explain", "FIN-WAIT-2", "--read", tmp_path / "zoo", "--json"],
                                      capture_output=True, check=True).stdout)["topics"][0]
    assert section(topic, "here")["title"] == "In the recording" and len(rows(topic, "here")) == 1
    assert {row["value"] for row in rows(topic, "settings") + rows(topic, "counters")} == {None}


def test_explain_is_not_a_filter_word(lsock):
    done = subprocess.run([lsock, "-t", "explain", "=", "1"], capture_output=True, check=False)
    assert done.returncode != 0     # it is the verb, which does not accept "= 1"
    assert subprocess.run([lsock, "tcp", "and", "explain", "=", "1"], capture_output=True, check=False).returncode == 2


# Values read from the system

def test_settings_as_they_are(zoo, lsock):
    seen = {}
    for state in ("LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-2", "TIME-WAIT"):
        topic = json.loads(in_zoo(zoo, lsock, state, "--json"))["topics"][0]
        seen |= {row["setting"]: row["value"] for row in rows(topic, "settings") if row["system"] == "linux"}
    assert len(seen) > 15
    for name, value in seen.items():
        directory = "core" if name == "somaxconn" else "netfilter" if name.startswith("nf_") else "ipv4"
        done = zoo.run(["cat", f"/proc/sys/net/{directory}/{name}"])
        assert value == (" to ".join(done.stdout.split()) if done.returncode == 0 else None), name


def test_counters_as_they_are(zoo, lsock):
    topic = json.loads(in_zoo(zoo, lsock, "LISTEN", "--json"))["topics"][0]
    seen = {row["counter"]: row["value"] for row in rows(topic, "counters")}
    names, numbers = [line.split() for line in zoo.run(["cat", "/proc/net/netstat"]).stdout.split("\n")[:2]]
    assert seen["ListenOverflows"] > 0      # the zoo has a full accept queue
    # The dropped SYN is retransmitted.
    assert 0 <= int(dict(zip(names, numbers))["ListenOverflows"]) - seen["ListenOverflows"] < 50


def test_without_proc_the_zoo_is_unknown(zoo, lsock):
    done = zoo.run(["unshare", "-m", "sh", "-c", f"mount -t tmpfs none /proc && exec {lsock} explain FIN-WAIT-2 --json"])
    topic = json.loads(done.stdout)["topics"][0]
    assert {row["value"] for row in rows(topic, "settings")} == {None}


# Words

@pytest.mark.parametrize("word, topic", [
    ("diagram", "diagram"), ("topics", "topics"), ("(time-wait)", "TIME-WAIT"), ("(handshake)", "handshake"), ("(orphan)", "orphan"),
    ("(accept queue)", "backlog"), ("(not found)", "owner"), ("permission_denied", "permission denied"), ("not_requested", "owner")])
def test_words_of_our_own_output(explain, word, topic):
    assert explain(word).stdout.splitlines()[0].split(": ")[-1] == topic


def test_the_list_has_full_sentences(explain):
    text = " ".join(explain("--list").stdout.split())
    assert "passive open Waiting for the SYN of a peer: listen(). SYN The flag" in text
    assert "advertises window 0. window scale" in text


def test_the_list_is_by_subject(topics, explain):
    """Each term is in one subject; names of missing terms are found."""
    listed = names(topics, "terms")
    assert len(listed) == len(set(listed)) > 120
    assert "Other terms" not in explain("--list").stdout


@pytest.mark.parametrize("words, state", [(["TCPS_LAST_ACK"], "LAST-ACK"), (["SynReceived"], "SYN-RECEIVED"),
                                          (["fin", "wait", "1"], "FIN-WAIT-1"), (["LISTENING"], "LISTEN")])
def test_spellings(topics, words, state):
    assert [t["state"] for t in topics(*words)] == [state]


@pytest.mark.parametrize("words, state", [(["solaris", "-3"], "LISTEN"), (["linux", "0A"], "LISTEN"),
                                          (["windows", "8"], "CLOSE-WAIT"), (["bsd", "9"], "FIN-WAIT-2"),
                                          (["solaris", "-4"], "CLOSED"), (["solaris", "-6"], "CLOSED")])
def test_numbers(topics, words, state):
    assert [row["state"] for row in rows(topics(*words)[0], "systems")] == [state]


def test_a_bare_number_has_several_meanings(topics):
    seen = {row["system"]: row["state"] for row in rows(topics("9")[0], "systems")}
    assert (seen["linux"], seen["windows"], seen["mib"], seen["bsd"]) == ("LAST-ACK", "CLOSING", "LAST-ACK", "FIN-WAIT-2")
    assert "solaris" not in seen


def test_two_states(topics, explain):
    (row,) = rows(topics("SYN-SENT", "ESTABLISHED")[0], "transitions")
    assert (row["receives"], row["sends"]) == ("SYN,ACK that acknowledges our SYN", "ACK")
    assert "leads through SYN-RECEIVED." in explain("LISTEN", "ESTABLISHED").stdout
    assert "leads through FIN-WAIT-1." in explain("ESTABLISHED", "TIME-WAIT").stdout
    # RFC 9293 lets an RST enter TIME-WAIT from any state; this is not shown as a path.
    for last in ("TIME-WAIT", "FIN-WAIT-2"):
        out = explain("LISTEN", last).stdout
        assert "draws all transitions" in out and "leads through" not in out


def test_ambiguous_words_say_so(explain, topics):
    assert "more than one meaning" in explain("FIN_WAIT").stdout
    assert [t["kind"] for t in topics("HALF_OPEN")] == ["word", "state", "term", "term"]
    assert [t["name"] for t in topics("half-open")] == [t["name"] for t in topics("half", "open")] == ["half-open"]


def test_an_ambiguous_word_is_explained_in_each_meaning(topics):
    word, first, second, other = topics("FIN_WAIT")
    assert word["kind"] == "word" and len(section(word, "meanings")["blocks"]) == 3
    assert [first["state"], second["state"], other["name"]] == ["FIN-WAIT-1", "FIN-WAIT-2", "conntrack"]
    for topic in (first, second):
        keys = [s["key"] for s in topic["sections"]]
        assert keys == ["here", "next", "lasts", "pile", "side", "proof", "remedy", "rfc", "more"]
        (whole,) = topics(topic["state"])
        assert [s for s in topic["sections"] if s["key"] not in ("here", "more")] == \
               [s for s in whole["sections"] if s["key"] in keys and s["key"] != "here"]
    assert "half-closed" in [t["name"] for t in topics("HALF_OPEN")]


def test_joining_words_are_ignored(topics, explain):
    assert [t["name"] for t in topics("Recv-Q", "and", "Send-Q")] == ["Recv-Q", "Send-Q"]
    explain("and", "Recv-Q", status=1)


def test_unknown_words(explain):
    done = explain("TIMEWIAT", status=1)
    assert done.stdout == "" and "TIME-WAIT" in done.stderr and "^^^^^^^^" in done.stderr
    explain("bsd", "77", status=1)
    explain("\x1b[31mred", status=1)


def test_options_stay_options(explain, lsock):
    explain("LISTEN", "-%", status=2)
    explain("LISTEN", "--csv", status=2)
    assert subprocess.run([lsock, "-3"], capture_output=True, check=False).returncode == 2
    assert subprocess.run([lsock, "--list"], capture_output=True, check=False).returncode == 2


# One screen

@pytest.mark.parametrize("state", STATES)
def test_a_state_fits_on_one_screen(zoo, lsock, explain, state):
    for text in (in_zoo(zoo, lsock, state), explain(state).stdout):
        assert len(text.splitlines()) <= 30
        assert text.count("you are here") == 1 and "More: " in text
        assert ("left: you are here" in text) == (state in ("CLOSED", "SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT"))
    whole = explain(state, "--full").stdout
    assert len(whole.splitlines()) > 60 and "More: " not in whole


def test_a_part_of_a_topic(explain):
    assert "SCHLIESSEN_WARTEN" in explain("CLOSE_WAIT", "names").stdout
    assert "SCHLIESSEN_WARTEN" not in explain("CLOSE_WAIT").stdout
    assert "Transitions out of it" in explain("fin", "wait", "2", "transitions").stdout
    assert "tcp_fin_timeout" in explain("FIN-WAIT-2", "settings").stdout


def test_the_word_that_was_asked_comes_first(explain):
    assert explain("listen").stdout.startswith("listen\n  Makes a socket a listener")
    assert explain("half-open").stdout.startswith("half-open\n  One end has lost the connection")


def test_several_states_get_a_few_lines_each(explain):
    text = explain("LISTEN", "SYN-SENT", "CLOSING", "TIME-WAIT").stdout
    assert [line for line in text.splitlines() if line in STATES] == ["LISTEN", "SYN-SENT", "CLOSING", "TIME-WAIT"]
    assert len(text.splitlines()) <= 40


def test_a_ladder_is_drawn(explain):
    text = explain("teardown").stdout
    assert " 1  close()       ─────── FIN  SEQ=100 ACK=300 ──────►  read() = 0" in text
    plain = explain("teardown", locale="C").stdout
    assert " 1  close()       ------- FIN  SEQ=100 ACK=300 ------>  read() = 0" in plain and plain.isascii()


def test_offered_parts_are_understood(explain, topics):
    """Every part listed after "More:" can be requested."""
    for name in [*STATES, "teardown", "half-closed", "netstat"]:
        more = " ".join(explain(name).stdout.split("More: ")[1].split("\n\n")[0].split())
        for part in more.removesuffix(", --full").split(", "):
            assert len(explain(name, part).stdout.splitlines()) > 2, (name, part)
    assert explain("CLOSED", "settings").stdout.endswith("\n\n  No settings.\n")
    assert topics("ESTABLISHED", "rst") and topics("CLOSE-WAIT", "neighbors") and topics("CLOSE-WAIT", "arrows")


# All topics

def everything(topics):
    return [name for key in ("states", "exchanges", "terms", "errors", "tools", "systems", "settings", "counters")
            for name in names(topics, key)]


def test_every_topic_fits_80_columns(explain, topics):
    every = everything(topics)
    assert len(every) > 100
    for name in [*every, "8", "FIN_WAIT", "half-open", "bound", "--list", "NONE"]:
        for locale in ("C.UTF-8", "C"):
            out = explain(name, locale=locale).stdout
            assert out and "\x1b" not in out
            assert max(map(len, out.split("\n"))) <= 80, name
            assert not any(line.endswith(" ") for line in out.split("\n")), name
            assert locale == "C.UTF-8" or out.isascii()


def test_json_matches_its_schema(explain, schema, topics):
    for name in everything(topics):
        schema.validate(json.loads(explain(name, "--json").stdout))
    schema.validate(json.loads(explain("--json=pretty").stdout))
    lines = [json.loads(line) for line in explain("LISTEN", "keepalive", "--json=lines").stdout.splitlines()]
    assert [line["type"] for line in lines] == ["header", "topic", "topic", "end"]
    assert lines[-1]["count"] == 2
    for line in lines:
        schema.validate(line)
    with pytest.raises(jsonschema.ValidationError):
        schema.validate({**lines[0], "schema": "lsock/1"})


def test_recommended_commands_are_valid(zoo, topics, lsock):
    """No recommended command ends with a usage error."""
    filters = zoo.run([lsock, "state", "listening"]).returncode != 2
    for tool in ("netstat", "ss"):
        for row in rows(topics(tool)[0], "equivalents"):
            words = row["here"].split()
            if not filters and any(not word.startswith("-") for word in words[1:]):
                continue
            # -E and --watch run until they are interrupted.
            endless = any(word.startswith(("-E", "--watch")) for word in words)
            done = zoo.run([*(["timeout", "1"] if endless else []), lsock, *words[1:]])
            assert done.returncode == 124 if endless else done.returncode != 2, (row["here"], done.stderr)


def test_narrow_terminals_and_closed_outputs(lsock):
    full = subprocess.run(f"{lsock} explain LISTEN > /dev/full", shell=True, capture_output=True, check=False)
    assert full.returncode == 4
    head = subprocess.run(f"{lsock} explain --list | head -1", shell=True, capture_output=True, check=False)
    assert head.stderr == b""


@pytest.mark.parametrize("option", [["-N", "1"], ["--read", "x"], ["--proc-root", "/proc"]], ids=str)
def test_the_list_of_topics_ignores_the_namespace(lsock, option):
    done = subprocess.run([lsock, "explain", "--list", *option], text=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, "") and f"--list does not take {option[0]}" in done.stderr


def test_a_missing_source_gives_a_note(lsock, tmp_path):
    done = subprocess.run([lsock, "explain", "--proc-root", tmp_path, "--backend", "procfs"], text=True,
                          capture_output=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.returncode == 4 and "not counted" in done.stderr
    boxes = drawing.Drawing(picture(done.stdout)).boxes
    assert {box.rows[1] for box in boxes if len(box.rows) == 2} == {"-"}


# Words of lsock itself

def test_every_code_and_every_column_has_a_topic(explain, lsock):
    listed = json.loads(subprocess.run([lsock, "doctor", "--list", "--json"], check=True,
                                       capture_output=True).stdout)["topics"][0]
    codes = [row["code"] for row in rows(listed, "checks")]
    assert len(codes) > 20
    table = subprocess.run([lsock, "--columns", "help"], check=True, text=True, capture_output=True).stdout
    columns = [line.split()[0] for line in table.splitlines()[1:] if line[:1].strip()]
    assert len(columns) > 100
    for word in [*codes, *columns, "accept_queue_waiting", "port_listens", "dump_interrupted"]:
        text = explain(word).stdout
        assert len(text.splitlines()) <= 30, word
