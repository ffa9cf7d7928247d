# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks that docgen cannot make: the man page is correct mdoc, and tables and program agree."""

import itertools
import json
import pathlib
import re
import subprocess

import pytest

TREE = pathlib.Path(__file__).resolve().parents[2]
PAGE = TREE / "man" / "lsock.8"

# These messages depend on the machine: whether other manuals are installed.
OTHER_MANUALS = re.compile(r"mandoc\.db|referenced manual not found|Xr (ss|netstat|head) ")


def lint(argv):
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def test_mandoc_has_no_warnings(tool):
    found = "".join(lint([tool("mandoc"), "-T", "lint", str(PAGE)]))
    assert [line for line in found.splitlines() if not OTHER_MANUALS.search(line)] == []


@pytest.mark.parametrize("macros", ["-mandoc", "-mdoc"])
@pytest.mark.parametrize("device", ["ascii", "utf8"])
def test_groff_has_no_warnings(tool, macros, device):
    text, found = lint([tool("groff"), macros, "-T", device, "-ww", str(PAGE)])
    assert found == ""
    assert "STATES" in re.sub(".\x08", "", text)


def test_man_shows_the_page(tool):
    text, found = lint([tool("man"), "-l", str(PAGE)])
    assert "list sockets, explain their states, and find problems" in text
    assert found == ""


@pytest.mark.parametrize("reader", [["groff", "-mdoc", "-T", "ascii"], ["man", "-l"], ["mandoc", "-T", "ascii"]])
def test_the_synopsis_has_a_line_for_each_form(tool, reader):
    text, _ = lint([tool(reader[0]), *reader[1:], str(PAGE)])
    plain = re.sub(r".\x08|\x1b\[[0-9;]*m", "", text)
    synopsis = re.search(r"SYNOPSIS\n(.*?)\n\n", plain, re.DOTALL)[1]
    assert [line.split()[:2] for line in synopsis.splitlines()] == [
        ["lsock", "[OPTIONS]"], ["lsock", "explain"], ["lsock", "diff"], ["lsock", "doctor"], ["lsock", "why"],
        ["lsock", "wait"], ["lsock", "assert"], ["lsock", "help"]]


def test_references_to_sections_have_a_target():
    lines = PAGE.read_text().splitlines()
    sections = {line[4:].strip() for line in lines if line.startswith((".Sh ", ".Ss "))}
    references = [match[1] for line in lines if not line.startswith(".\\\"")
                  for match in re.finditer(r"\bSx ([A-Z][A-Z ]*[A-Z])", line)]
    assert len(references) > 3
    assert set(references) <= sections


def test_every_block_exists_once():
    begins = re.findall(r'^\.\\" begin (\S+)$', PAGE.read_text(), re.MULTILINE)
    assert len(begins) == len(set(begins)) > 10


def test_the_schema_file_matches_the_program(lsock):
    printed = subprocess.run([lsock, "--json-schema"], capture_output=True, check=True).stdout
    assert printed == (TREE / "man" / "lsock-1.schema.json").read_bytes()


def test_every_kind_of_a_topic_is_in_the_schema(lsock):
    schema = json.loads(subprocess.run([lsock, "explain", "--json-schema"], capture_output=True, check=True).stdout)
    used = set()
    for file in [*(TREE / "src" / "explain").glob("*.c"), TREE / "src" / "verb" / "code_topic.c"]:
        for call in re.findall(r'_topic\(\s*[\w>-]+,([^;]*);', file.read_text()):
            used |= set(re.findall(r'"(\w+)"', call.split("TEXT(")[0].split("report_printf(")[0]))
    assert used == set(schema["$defs"]["topic"]["properties"]["kind"]["enum"])


def test_every_code_of_a_note_is_in_the_table():
    used = set()
    for file in (TREE / "src").rglob("*.c"):
        for call in re.findall(r"    (?:note_add(?:_once)?|note_doubt)\((.*?)\);\n", file.read_text(), re.DOTALL):
            # The code precedes the format; there may be two to choose from.
            literals = re.findall(r'"((?:[^"\\]|\\.)*)"', call)
            codes = list(itertools.takewhile(re.compile("[a-z0-9_]+").fullmatch, literals))
            assert codes, f"{file}: {call}"
            used |= set(codes)
    table = (TREE / "src" / "model" / "note.c").read_text()
    assert used == set(re.findall(r'^    \{"([a-z0-9_]+)",', table, re.MULTILINE))
