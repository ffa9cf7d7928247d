# SPDX-License-Identifier: GPL-2.0-or-later
"""README.md: runs every command, and compares headings, states, programs and commands in the output with the text."""

import json
import pathlib
import re
import subprocess
import sys

import pytest
from readme_scene import README, SHOWN

SCENE = pathlib.Path(__file__).with_name("readme_scene.py")
# The parts of a listing that must match: headings and states, programs, labels and commands. Not numbers or prose.
SHAPE = re.compile(r"\b[A-Z]+(?:-[A-Z\d]+)+\b|\b[A-Z]{4,}\b|[\w-]+(?=\[\d+\])|^  [A-Z][a-z]+ \w+(?=  )|\blsock [a-z-].*$", re.MULTILINE)
# Commands of one line, in code blocks and in the text. test_recipes.py runs the recipes.
RECIPES = re.compile("<!-- begin recipes.*?end recipes", re.DOTALL)
CODE = re.compile("^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINE = re.compile("^(lsock.*?)(?: +#.*)?$", re.MULTILINE)
QUOTED = re.compile("`(lsock [^`]*)`")
# These need a file, a terminal, Windows, or would wait forever.
NOT_RUN = re.compile(r"FILE|NAME|VERB|-ano|^lsock (diff|-K|wait -l :8080|--watch)$")


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


def test_every_command_runs(run):
    text = RECIPES.sub("", SHOWN.sub("", README.read_text()))
    typed = set(QUOTED.findall(text)).union(*(LINE.findall(code) for code in CODE.findall(text)))
    commands = sorted(command for command in typed if not NOT_RUN.search(command))
    assert len(commands) > 15
    wrong = [(done["command"], done["output"]) for done in run(commands) if done["status"] in (2, 3, 127)]
    assert not wrong
