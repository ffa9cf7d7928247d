# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs every command of README.md and of the man page. Compares headings, states, programs and commands in the output
with README.md."""

import json
import pathlib
import re
import shlex
import subprocess
import sys

import pytest
from readme_scene import README, SHOWN, TREE

PAGE = TREE / "man" / "lsock.8"
SCENE = pathlib.Path(__file__).with_name("readme_scene.py")
# The parts of a listing that must match: headings and states, programs, labels and commands. Not numbers or prose.
SHAPE = re.compile(r"\b[A-Z]+(?:-[A-Z\d]+)+\b|\b[A-Z]{4,}\b|[\w-]+(?=\[\d+\])|^  [A-Z][a-z]+ \w+(?=  )|\blsock [a-z-].*$", re.MULTILINE)
# Commands of one line, in code blocks and in the text. test_recipes.py runs the recipes.
RECIPES = re.compile("<!-- begin recipes.*?end recipes", re.DOTALL)
CODE = re.compile("^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINE = re.compile("^(lsock.*?)(?: +#.*)?$", re.MULTILINE)
QUOTED = re.compile("`(lsock [^`]*)`")
# These need a file, a terminal, Windows, or would wait forever.
NOT_RUN = re.compile(r"FILE|NAME|VERB|-ano|>|--watch|^lsock (diff|help|-K|wait (-l :8080|state|--gone).*)$")


@pytest.fixture(scope="module")
def run(lsock, zoo):    # the zoo skips if namespaces are not permitted
    """run(COMMANDS): the output of each command in the scene, in order."""
    del zoo

    def run(commands):
        done = subprocess.run([sys.executable, str(SCENE), str(lsock), "--run"], input="\n".join(commands), text=True,
                              capture_output=True, check=True, timeout=120)
        return json.loads(done.stdout)
    return run


def shape(text):
    return [match[0].strip() for match in SHAPE.finditer(text)]


def test_the_listings_match_the_output(run):
    shown = SHOWN.findall(README.read_text())
    assert len(shown) >= 6 and shown[0][0] == "lsock"
    for (command, expected), done in zip(shown, run([command for command, _ in shown]), strict=True):
        assert len(shape(expected)) >= 3
        assert shape(done["output"]) == shape(expected), f"{command}: see tests/e2e/readme_scene.py\n{done['output']}"


def assert_they_run(run, typed, least):
    commands = sorted(command for command in typed if not NOT_RUN.search(command))
    assert len(commands) >= least
    wrong = [(done["command"], done["output"]) for done in run(commands) if done["status"] in (2, 3, 127)]
    assert not wrong


def test_every_command_runs(run):
    text = RECIPES.sub("", SHOWN.sub("", README.read_text()))
    typed = set(QUOTED.findall(text)).union(*(LINE.findall(code) for code in CODE.findall(text)))
    assert_they_run(run, typed, 16)


ESCAPES = {r"\(dq": '"', r"\(ti": "~", r"\(aq": "'", r"\-": "-", r"\&": ""}


def plain(mdoc):
    """The text of a macro's arguments."""
    for escape, character in ESCAPES.items():
        mdoc = mdoc.replace(escape, character)
    return re.sub(r" [.,;]$", "", mdoc)


def test_every_command_of_the_man_page_runs(run):
    typed = {plain(line) for line in re.findall(r"^\.(?:Dl|Ql) (lsock .*)$", PAGE.read_text(), re.MULTILINE)}
    assert_they_run(run, typed, 5)


def test_every_filter_of_the_man_page_is_understood(run):
    block = PAGE.read_text().partition("begin filter_examples")[2].partition("end filter_examples")[0]
    filters = [plain(line) for line in re.findall(r"^\.It Li (.*)$", block, re.MULTILINE)]
    # eth0 and www-data are not on every machine.
    assert_they_run(run, {f"lsock --plan {shlex.quote(text)}" for text in filters if " eth0" not in text}, 15)
