# SPDX-License-Identifier: GPL-2.0-or-later
"""lsock explain: every word has a topic. explain_words.txt lists words; the others are listed by the program."""

import concurrent.futures
import json
import pathlib
import re
import subprocess

import pytest


def listed_words():
    pairs = []
    for line in (pathlib.Path(__file__).parent / "explain_words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            topic, words = line.split(": ", 1)
            pairs += [(topic, word) for word in words.split("; ")]
    return pairs


@pytest.fixture(name="explain", scope="session")
def _explain(lsock):
    def run(word):
        return subprocess.run([lsock, "explain", "--", word], text=True, capture_output=True, check=False)
    return run


def pages(explain, words):
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return list(zip(words, pool.map(explain, words)))


@pytest.fixture(name="answers", scope="session")
def _answers(explain):
    """What each listed word is answered with."""
    return dict(pages(explain, {word for _, word in listed_words()}))


def letters(text):
    return re.sub(r"[\W_]|\bs\b", "", text.lower())


def test_every_listed_word_has_its_topic(answers):
    pairs = listed_words()
    assert len(pairs) >= 350 and len(set(pairs)) == len(pairs)
    wrong = []
    for topic, word in pairs:
        done = answers[word]
        headings = [line.split(": ")[-1] for line in done.stdout.splitlines() if line[:1].strip()]
        if done.returncode != 0 or topic not in headings:
            wrong.append((word, topic, headings[:3]))
    assert not wrong


def test_the_requested_word_comes_first(answers):
    """A topic with a different name says so in its first line; states have many spellings."""
    pairs = [(topic, word) for topic, word in listed_words()
             if not topic.isupper() and topic != "diagram" and "Errno" not in word and ": " not in word]
    wrong = [(word, answers[word].stdout.splitlines()[0]) for _, word in pairs
             if letters(word).rstrip("s") not in letters(answers[word].stdout.splitlines()[0])]
    assert not wrong


def test_every_error_names_a_command(lsock):
    """The commands on an error page are valid."""
    listed = json.loads(subprocess.run([lsock, "explain", "--list", "--json"], check=True, capture_output=True).stdout)
    section = next(s for s in listed["topics"][0]["sections"] if s["key"] == "errors")
    names = [row["name"] for block in section["blocks"] for row in block["rows"]]
    assert len(names) >= 15
    for name in names:
        page = " ".join(subprocess.run([lsock, "explain", name], check=True, text=True, capture_output=True).stdout.split())
        commands = re.findall(r"`lsock ([^`]*)`", page)
        assert commands, name
        for command in commands:
            script = f"exec timeout 1 {lsock} {command}"
            status = subprocess.run(["sh", "-c", script], capture_output=True, check=False).returncode
            assert status in (0, 1, 4, 124), (name, command)


def enum_words(schema):
    if isinstance(schema, dict):
        yield from (word for word in schema.get("enum", []) if word is not None)
        for value in schema.values():
            yield from enum_words(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from enum_words(value)


def test_every_word_of_lsock_has_a_topic(lsock, explain):
    """The closed lists of the schema, columns and their headings, and the codes of findings and sentences."""
    def text(*words):
        return subprocess.run([lsock, *words], check=True, text=True, capture_output=True).stdout
    words = set(enum_words(json.loads(text("--json-schema"))))
    columns = [re.split(r"  +", line) for line in text("--columns", "help").splitlines()[1:] if line[:1].strip()]
    words.update(part for row in columns for part in row[:2] if part)
    listed = json.loads(text("doctor", "--list", "--json"))["topics"][0]
    words.update(row["code"] for s in listed["sections"] for block in s["blocks"] for row in block.get("rows", []))
    assert len(words) > 350
    missing = [word for word, done in pages(explain, sorted(words)) if done.returncode != 0]
    assert not missing


# Commands of other tools

COMMANDS = {
    "netstat -a": "lsock -a",
    "netstat -t": "lsock -t state connected",
    "netstat -antp": "lsock -antp",
    "netstat -tulpn": "lsock -tulpn",
    "netstat --tcp --listening --numeric": "lsock -tln",
    "netstat -ano": "lsock -ano",
    "netstat -rn": "ip route",
    "netstat -anob": "lsock -tuanp",
    "netstat -ano 5": "lsock -tuanp --watch=5",
    "netstat -p tcp": "lsock state connected tcp",
    "ss": None,
    "ss -t": "lsock -t state connected exclude time-wait exclude syn-recv",
    "ss -tan state established": "lsock -tan state established",
    "ss -tlnp": "lsock -tlnp",
    "ss -s": "lsock -s",
    "ss -f inet -A tcp,udp -a": "lsock -a -f inet -A tcp,udp",
    "ss -K dst 10.0.0.1": "lsock -K state connected exclude time-wait exclude syn-recv dst 10.0.0.1",
    "ss -o state established '( dport = :ssh or sport = :ssh )'":
        "lsock -o state established '( dport = :ssh or sport = :ssh )'",
    "lsof -i": "lsock tcp or udp",
    "lsof -i :80": "lsock :80",
    "lsof -iTCP -sTCP:LISTEN -P -n": "lsock TCP LISTEN",
    "lsof -i4TCP@192.0.2.1:443 -n": "lsock inet TCP 192.0.2.1:443",
    "lsof -i -sTCP:LISTEN,ESTABLISHED": "lsock '(tcp or udp) (LISTEN or ESTABLISHED)'",
    "lsof -a -p 1,2 -i": "lsock '(pid = 1 or pid = 2) (tcp or udp)'",
    "lsof -U -u ^root": "lsock 'unix or user != root'",
    "fuser 80/tcp": "lsock tcp sport = :80",
    "fuser -n tcp 80 443": "lsock tcp sport = :80 or tcp sport = :443",
    "fuser 22,192.0.2.1,1024/tcp": "lsock tcp sport = :22 dst 192.0.2.1:1024",
    "sockstat -4l -p 80": "lsock -4l :80",
    "sockstat -P tcp -c": "lsock tcp connected",
    "Get-NetTCPConnection -State Listen": "lsock -tp state Listen",
    "get-nettcpconnection -localport 80,443": "lsock -tp '(sport = :80 or sport = :443)'",
    "Get-NetUDPEndpoint -LocalPort 53": "lsock -up sport = :53",
}


def typed(page):
    """The command that a page tells to type; it may take several lines."""
    found = re.search(r"^  Type +((?:.*\n)(?: {18}.*\n)*)", page, re.M)
    return " ".join(found[1].split()) if found else None


@pytest.fixture(name="shell", scope="session")
def _shell(lsock):
    def run(command, **options):
        return subprocess.run(["sh", "-c", command.replace("lsock", str(lsock), 1)], text=True, capture_output=True, check=False,
                              **options)
    return run


def runs(shell, command):
    """No usage error. What closes sockets closes none, and what goes on is ended."""
    dry = " --dry-run" if re.search(r"^lsock -\w*K", command) else ""
    try:
        return shell(command.replace("lsock ", f"lsock{dry} ", 1), timeout=1).returncode != 2
    except subprocess.TimeoutExpired:
        return True


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_its_equivalent(shell, command):
    done = shell(f"lsock explain {command}")
    assert done.returncode == 0, done.stderr
    assert typed(done.stdout) == COMMANDS[command]
    assert len(done.stdout.splitlines()) <= (15 if COMMANDS[command] else 30)
    here = COMMANDS[command]
    assert here is None or not here.startswith("lsock") or runs(shell, here)


ARGUMENTS = {"ss": {"f": "inet", "A": "tcp", "N": "1", "F": "/dev/null", "D": "/dev/null", "K": "dst 192.0.2.1"},
             "netstat": {"A": "inet", "f": "inet", "p": "tcp"},
             "lsof": {"i": ":80", "s": "TCP:LISTEN", "p": "1", "c": "x", "u": "root"},
             "sockstat": {"P": "tcp", "p": "80"}}


@pytest.mark.parametrize("tool", ["ss", "netstat", "lsof", "sockstat", "fuser"])
def test_every_option_gives_a_valid_command(shell, tool):
    known, commands = 0, {}
    before = "80/tcp " if tool == "fuser" else ""
    for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ046":
        page = shell(f"lsock explain {tool} {before}-{letter} {ARGUMENTS.get(tool, {}).get(letter, '')}").stdout
        known += "unknown option" not in page
        commands[typed(page)] = letter
    assert known >= 8
    for here, letter in commands.items():
        assert here is None or not here.startswith("lsock") or runs(shell, here), (letter, here)


def test_words_behind_a_tool_are_no_options_of_ours(shell):
    assert shell("lsock explain ss -Y").stdout.count("unknown option") == 1
    assert json.loads(shell("lsock explain netstat -an --json").stdout)["topics"][0]["kind"] == "command"
    assert shell("lsock explain LISTEN -an").returncode == 2
    assert shell("lsock explain ss and netstat").stdout.count("Commands of other tools") == 2


def test_a_command_typed_as_one_word(shell):
    assert typed(shell("lsock explain '$ sudo /usr/sbin/ss -tlnp | grep :80'").stdout) == "lsock -tlnp"


def test_words_before_a_command_do_not_matter(shell):
    for command in ("sudo ss -tlnp", "watch sudo ss -tlnp", "'watch ss -tlnp'"):
        assert typed(shell(f"lsock explain {command}").stdout) == "lsock -tlnp"


def test_the_same_letter_elsewhere(shell):
    page = " ".join(shell("lsock explain netstat -ano").stdout.split())
    assert "Elsewhere Windows -o: the number of the process, here -p" in page
    assert "Elsewhere" not in shell("lsock explain netstat -an").stdout


def test_states_without_a_step_between_them_can_be_compared(shell):
    page = shell("lsock explain TIME-WAIT CLOSE-WAIT").stdout
    assert "`lsock explain TIME-WAIT vs CLOSE-WAIT` compares the two." in page
    assert "compares the two" not in shell("lsock explain SYN-SENT ESTABLISHED").stdout


def test_only_a_word_unlike_the_name_of_the_state_is_traced_to_systems(shell):
    assert "in the words of" not in shell("lsock explain TIME_WAIT").stdout
    assert "in the words of" in shell("lsock explain SYN_RCVD").stdout


def test_hostile_arguments_are_quoted(shell):
    done = shell(r"""lsock explain "ss -N \$(reboot);\\'x" "$(printf 'a\033[31m')" """)
    assert "\x1b" not in done.stdout
    assert "$(reboot)" not in re.sub(r"'[^']*'", "", typed(shell("lsock explain ss -a -N '$(reboot)'").stdout))


# Questions

@pytest.mark.parametrize("question, topics", [
    ("what is a socket?", ["socket"]), ("why so many close_wait", ["CLOSE-WAIT"]), ("TIME_WAIT too many", ["TIME-WAIT"]),
    ("why does TIME-WAIT exist", ["TIME-WAIT"]), ("CLOSE_WAIT forever", ["CLOSE-WAIT"]), ("sudo vs mtu", ["sudo: privileges", "MTU"]),
    ("nagle problem", ["Nagle"]), ("difference between SYN queue and accept queue", ["SYN queue", "accept queue: backlog"]),
    ("'what is the difference between TCP and UDP'", ["TCP and UDP"]), ("pid inode cgroup", ["pid", "inode", "socket_cgroup"])])
def test_words_of_a_question_do_not_matter(shell, question, topics):
    done = shell(f"lsock explain {question}")
    assert [line for line in done.stdout.splitlines() if re.match(r"[A-Za-z]", line)] == topics


@pytest.mark.parametrize("typo, meant", [("establised", "ESTABLISHED"), ("syn recieved", "SYN-RECEIVED"), ("closed wait", "CLOSE-WAIT"),
                                         ("ephemeral", "ephemeral port")])
def test_a_typo_gets_a_suggestion(shell, typo, meant):
    done = shell(f"lsock explain {typo}")
    assert (done.returncode, done.stdout) == (1, "") and f"did you mean {meant}?" in done.stderr


def test_the_examples_of_a_tool_agree_with_its_options(shell):
    """The pages of ss and netstat, and what is made from the table of options, tell the same."""
    for tool, title in (("ss", "ss on Linux"), ("netstat", "netstat on Linux")):
        topic = json.loads(shell(f"lsock explain {tool} --json").stdout)["topics"][0]
        rows = [row for s in topic["sections"] if s["title"] == title for block in s["blocks"] for row in block["rows"]]
        assert len(rows) >= 7
        for row in rows:
            words = row["there"].split()
            hides = not re.search(r"^-\w*[al]|^state$", " ".join(words[1:2]) + ("" if "state" not in words else "a")) and tool == "ss"
            if "|" in words or len(words) == 1 or hides or row["there"] == "netstat -4":
                continue        # the page leaves out what the tool hides
            assert typed(shell(f"lsock explain {row['there']}").stdout) == row["here"], row


def test_a_command_of_many_parts_is_cut(shell):
    """The command here would be another one, so none is shown."""
    page = shell("lsock explain ss -" + "o" * 100).stdout
    assert "only its first 64 parts" in page and typed(page) is None
    assert typed(shell("lsock explain ss -a" + "o" * 60).stdout) == "lsock -ao"


@pytest.mark.parametrize("command, here", [("ss -a -f", "lsock -a"), ("Get-NetTCPConnection -State", "lsock -tp"),
                                           ("lsof -i :80 -p", "lsock :80")])
def test_a_missing_argument_is_named(shell, command, here):
    page = shell(f"lsock explain {command}").stdout
    assert "its argument is missing" in page and typed(page) == here
