# SPDX-License-Identifier: GPL-2.0-or-later
"""Every option with every verb: it works, or lsock refuses it by name, in agreement with the verb's help."""

import re

import pytest

OPTION = re.compile(r"^  (?:-., |    )(--[a-z0-9-]+)(?: ([A-Z]+))?", re.MULTILINE)
ARGUMENT = {"COLUMNS": "protocol", "LIST": "recv_queue", "FAMILY": "inet", "N": "0", "SECONDS": "0", "NAME": "sock_diag",
            "DIR": "/proc", "WHICH": "/proc/self/ns/net", "WHOSE": "bsd", "TOOL": "ss", "CODE": "accept_queue_full", "PROCESS": "sh"}

CHOOSING = ("--kill", "--events", "--summary", "--openmetrics", "--prometheus", "--group-by", "--map")    # verbs


TYPED = {"--group-by": "--group-by=state"}


def verbs_of(program):
    """Returns the verbs, each with arguments for a run that ends at once and closes nothing."""
    words = set(re.findall(r"^       lsock ([a-z]+)", program.text("--help"), re.MULTILINE)) - {"help"}
    needs = {"explain": ["CLOSED"], "diff": ["A"], "-K": ["--dry-run", "sport", "=", ":1"], "-E": ["--limit", "0"],
             "-s": [], "--group-by": [], "--map": [], "doctor": ["--interval", "0"], "why": ["1"], "wait": ["--timeout", "0", "sport", "=", ":1"],
             "assert": ["sport", "=", ":1"]}
    assert words <= set(needs), "a new verb: which words does it take?"
    return needs


@pytest.fixture(scope="module")
def files(program, tmp_path_factory):
    directory = tmp_path_factory.mktemp("options")
    (directory / "filter").write_text("tcp\n")
    assert program.run("-tp", "--record", str(directory / "A")).status == 0
    return directory


def words_of(files, verb, option, metavar):
    if option in ("--filter", "--read", "--record"):
        return [option, str(files / {"--filter": "filter", "--read": "A", "--record": "B"}[option])]
    if option == "--format":
        return [option, "json", *([] if verb == "diff" else ["--read", str(files / "A")])]
    if option == "--query":
        return [option, "tcp"]
    return [option, ARGUMENT[metavar]] if metavar else [option]


def test_every_option_with_every_verb(program, files):
    options = OPTION.findall(program.text("--help"))
    assert len(options) > 50
    for verb, needs in verbs_of(program).items():
        typed = TYPED.get(verb, verb)
        taken = {name for name, _ in OPTION.findall(program.text(typed, "--help"))}
        for option, metavar in options:
            if verb[0] == "-" and option in CHOOSING:
                continue
            if option == "--watch" and option in taken:     # it does not end: test_watch.py
                continue
            alone = option in ("--json-schema", "--list", "--help", "--version")    # these take no arguments
            needed = [] if alone else [str(files / word) if word == "A" else word for word in needs]
            done = program.run(typed, *needed, *words_of(files, verb, option, metavar))
            refused = f"lsock: {verb} does not take {option}" in done.err.splitlines()
            assert refused == (option not in taken), (verb, option, done)
            # -E refuses what the kernel does not report, and JSON other than lines
            other = done.err.startswith(f"lsock: {verb}")
            assert done.status in ((2,) if refused or other else (0, 1, 3, 4)), (verb, option, done)


def test_every_option_of_a_listing(program, files):
    options = OPTION.findall(program.text("--help"))
    for option, metavar in options:
        if option in CHOOSING or option == "--watch":
            continue
        done = program.run(*words_of(files, "", option, metavar))
        if option in ("--dry-run", "--interval", "--list", "--only", "--skip", "--no-reuse", "--try", "--top", "--full",
                      "--timeout", "--gone", "--by", "--at-least", "--at-most", "--exactly", "--none", "--quiet"):
            assert done.status == 2 and f"a listing does not take {option}" in done.err and "it works with" in done.err
        else:
            assert done.status in (0, 4), (option, done)    # 4: this kernel does not support such sockets


def test_help_of_a_verb(program):
    for verb in verbs_of(program):
        typed = TYPED.get(verb, verb)
        text = program.text(typed, "--help")
        assert text.startswith(f"Usage: lsock {verb} ")
        assert text == program.text("help", typed) == program.text("--help", typed)
    assert program.text("help") == program.text("--help")
    done = program.run("help", "nonsuch")
    assert done.status == 2 and "unknown verb" in done.err
