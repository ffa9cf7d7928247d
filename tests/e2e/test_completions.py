# SPDX-License-Identifier: GPL-2.0-or-later
"""Completions in each supported shell."""

import contextlib
import os
import pathlib
import re
import shlex
import shutil
import subprocess

import pytest

import shells


@pytest.fixture(scope="module", params=shells.SHELLS)
def shell(request, tmp_path_factory, lsock, tool):
    tool(request.param)
    started = shells.SHELLS[request.param](tmp_path_factory.mktemp(request.param), lsock)
    yield started
    started.close()


@pytest.fixture(scope="module")
def columns(lsock):
    return set(output(lsock, "--csv", "--no-header", "--columns", "help", column=0))


def output(lsock, *arguments, column):
    done = subprocess.run([lsock, *arguments], capture_output=True, text=True, check=True)
    return [line.split(",")[column] for line in done.stdout.splitlines()]


def test_every_option_is_offered(shell, lsock):
    text = subprocess.run([lsock, "--help"], capture_output=True, text=True, check=True).stdout
    options = set(re.findall(r"^  (?:-., |    )(--[a-z0-9-]+)", text, re.MULTILINE))
    assert len(options) > 20
    assert options <= {word.rstrip("=") for word in shell.offers("lsock --")}


def test_options_by_their_first_letters(shell):
    assert {word.rstrip("=") for word in shell.offers("lsock --js")} == {"--json", "--json-schema"}
    assert shell.complete("lsock --oneli") == "lsock --oneline "
    assert shell.complete("lsock -t --oneli") == "lsock -t --oneline "
    assert shell.complete("lsock --state-na").rstrip(" =") == "lsock --state-names"


def test_choices(shell):
    assert shell.offers("lsock --color=") == {"auto", "always", "never"}
    assert shell.offers("lsock --json=") == {"pretty", "lines"}
    assert shell.complete("lsock --color=ne") == "lsock --color=never "
    assert shell.offers("lsock --color=x") <= {"x"}


def test_an_optional_argument_needs_an_equals_sign(shell):
    assert not shell.offers("lsock --color ") & {"auto", "always", "never"}


def test_lists_of_columns(shell, columns):
    assert shell.offers("lsock --columns ") == columns | {"help"}
    assert shell.offers("lsock --columns=") == columns | {"help"}
    assert shell.offers("lsock --columns acc") == {"accept_queue", "accept_queue_max"}
    assert shell.complete("lsock --columns inod").rstrip(" ,") == "lsock --columns inode"
    assert shell.complete("lsock --columns=inod").rstrip(" ,") == "lsock --columns=inode"


def test_lists_continue_after_a_comma(shell, columns):
    rest = {f"protocol,{name}" for name in columns if name != "protocol"}
    assert shell.offers("lsock --columns protocol,") == rest
    assert shell.offers("lsock --columns=protocol,") == rest
    assert shell.offers("lsock --columns accept_queue,acc") == {"accept_queue,accept_queue_max"}


def test_lists_that_add_columns(shell, columns):
    assert shell.offers("lsock --columns +") == {f"+{name}" for name in columns}
    assert shell.offers("lsock --columns +inode,acc") == {"+inode,accept_queue", "+inode,accept_queue_max"}


def test_sort_columns(shell, columns):
    assert shell.offers("lsock --sort ") == columns
    assert shell.offers("lsock --sort=-") == {f"-{name}" for name in columns}
    assert shell.offers("lsock --sort -") >= {f"-{name}" for name in columns}   # fish offers options as well
    assert shell.offers("lsock --sort -protocol,acc") == {"-protocol,accept_queue", "-protocol,accept_queue_max"}
    assert shell.offers("lsock --sort -accept_queue,-acc") == {"-accept_queue,-accept_queue_max"}


def test_words_from_the_tables(shell):
    assert shell.offers("lsock --state-names w") == {"windows", "windows-de", "windows-doc", "windows-mib", "windows-tcpstate"}
    assert "sock_diag" in shell.offers("lsock --backend ")


def test_filters(shell, columns):
    words = shell.offers("lsock ")
    assert words >= columns - {"time", "send_rate", "recv_rate", "retrans_rate", "drop_rate"} | {"src", "dst", "sport", "not", "state", "udp", "explain"}
    assert shell.offers("lsock -t aut") == {"autobound"}
    for word in ("state", "exclude"):
        states = shell.offers(f"lsock -t {word} ")
        assert states >= {"LISTEN", "TIME-WAIT", "synchronized"}
        assert "src" not in states
    assert shell.complete("lsock not state sync") == "lsock not state synchronized "


def test_verbs(shell):
    assert shell.complete("lsock expl") == "lsock explain "
    assert shell.offers("lsock explain TIME") - {"timer"} == {"TIME-WAIT", "TIME-WAIT-assassination"}
    assert shell.complete("lsock explain port-e") == "lsock explain port-exhaustion "
    assert "src" not in shell.offers("lsock explain ")


def test_files(shell, tmp_path):
    (tmp_path / "recording.json").touch()
    path = str(tmp_path / "rec")
    for typed in (f"lsock --read {path}", f"lsock --read={path}", f"lsock diff {path}", f"lsock -tF {path}"):
        assert shell.complete(typed).rstrip() == typed + "ording.json"


def test_joined_letters(shell):
    letters = shell.offers("lsock -t")
    assert {"-tu", "-tl"} <= letters
    assert "-tt" not in letters


def test_refused_options_are_not_offered(shell):
    assert shell.offers("lsock --count --col") == {"--color"}
    assert shell.offers("lsock --tcp --tc") <= {"--tc"}
    assert "--dry-run" not in shell.offers("lsock state listen --csv --plan --")


def test_a_filter_continues_by_its_grammar(shell):
    assert shell.offers("lsock accept_queue l") == {"lt", "le"}
    assert shell.offers("lsock loopback a") >= {"and", "autobound"}
    assert "or" not in shell.offers("lsock not ")
    assert shell.complete("lsock state=syn-s") == "lsock state=SYN-SENT "
    assert shell.offers("lsock accept_queue lt ") == set()
    assert shell.complete("lsock src [::1]:22 aut") == "lsock src [::1]:22 autobound "


def test_values_of_closed_lists(shell):
    assert shell.offers("lsock process_status ") >= {"found", "not_found"}
    assert shell.offers("lsock protocol = u") == {"udp", "udplite", "unix"}
    assert shell.offers("lsock v6only=") == {"true", "false"}
    assert shell.complete("lsock not status ne time") == "lsock not status ne TIME-WAIT "
    assert shell.offers("lsock doctor --only close_wait_leak,accept_queue_f") == {"close_wait_leak,accept_queue_full"}


def test_columns_of_groups(shell, columns):
    assert shell.offers("lsock --group-by ") == columns
    assert shell.offers("lsock --group-by netns,remote_p") == {"netns,remote_port"}


@contextlib.contextmanager
def running(directory, name):
    """Starts a process with this name (at most 15 bytes), which no other run of the tests uses."""
    program = directory / name
    shutil.copy(shutil.which("sleep"), program)
    with subprocess.Popen([program, "1000"]) as process:
        try:
            yield
        finally:
            process.kill()


OWN = f"r{os.getpid()}"     # prefix of the names


@pytest.mark.parametrize("place", ["process = ", "not process=", "peer_process ne "])
def test_names_of_processes(shell, tmp_path, place):
    with running(tmp_path, OWN + "-x"):
        assert shell.complete(f"lsock {place}{OWN}-") == f"lsock {place}{OWN}-x "


def test_names_of_processes_with_blanks_keep_their_quotes(shell, tmp_path):
    with running(tmp_path, OWN + ": (x"):
        (word,) = shlex.split(shell.complete(f"lsock process = {OWN}"))[3:]
        assert word in (f"'{OWN}: (x'", OWN + ": (x")     # fish adds quotes when a key is pressed


def test_names_unsafe_on_a_terminal_are_not_offered(lsock, tmp_path):
    with running(tmp_path, OWN + "\x1b[1mx"):
        assert answers(lsock, "process", "=", OWN) == set()


def answers(lsock, *words):
    done = subprocess.run([lsock, "--complete", *words], capture_output=True, text=True, check=True)
    return {line.partition("\t")[0] for line in done.stdout.splitlines()[1:]}


def test_users_and_interfaces(shell, lsock):
    assert "lo" in shell.offers("lsock dev ")
    assert shell.offers("lsock interface = l") >= {"lo"}
    user = pathlib.Path("/proc/self").owner()
    assert user in shell.offers("lsock user = ")
    assert user in answers(lsock, "-K", "process_user", "!=", "")


def test_bare_names_only_in_listings(shell, lsock, tmp_path):
    with running(tmp_path, OWN + "-x"):
        assert shell.complete(f"lsock {OWN}-") == f"lsock {OWN}-x "
        assert answers(lsock, "-s", OWN + "-") == {OWN + "-x"}
        assert answers(lsock, "-K", OWN + "-") == set()
        assert answers(lsock, "--read", "/dev/null", OWN + "-") == set()
        assert answers(lsock, "--read", "/dev/null", "process", "=", OWN + "-") == set()


def test_bare_states(shell):
    assert shell.offers("lsock -t clos") == {"CLOSED", "CLOSE-WAIT", "CLOSING"}


def test_case_does_not_matter(shell):
    assert shell.complete("lsock state lis") == "lsock state LISTEN "


@pytest.mark.parametrize("name", shells.SHELLS)
def test_silent_if_the_program_is_missing(name, tmp_path, tool):
    tool(name)
    started = shells.SHELLS[name](tmp_path, tmp_path / "nowhere" / "lsock")
    assert started.offers("lsock --") <= {"--"}
    assert not started.terminal or b"not found" not in started.terminal.seen
    started.close()


def test_no_candidates_means_no_output(shell):
    assert shell.offers("lsock --limit ") == set()


@pytest.mark.parametrize("verb, without", [
    ("explain", "--tcp --columns --csv --kill"), ("diff", "--columns --read --kill"), ("-K", "--limit --plan --events"),
    ("-tE", "--sort --record --kill"), ("--openmetrics", "--columns --limit")])
def test_only_options_that_the_verb_takes(shell, lsock, verb, without):
    text = subprocess.run([lsock, verb, "--help"], capture_output=True, text=True, check=True).stdout
    taken = set(re.findall(r"^  (?:-., |    )(--[a-z0-9-]+)", text, re.MULTILINE))
    offered = {word.rstrip("=") for word in shell.offers(f"lsock {verb} --")}
    assert not set(without.split()) & (taken | offered)
    assert offered <= taken | {"--no-pushdown"}
    assert "--color" in offered
