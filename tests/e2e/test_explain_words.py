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


def letters(text):
    return re.sub(r"[\W_]|\bs\b", "", text.lower())


def test_every_listed_word_has_its_topic(explain):
    pairs = listed_words()
    assert len(pairs) >= 350 and len(set(pairs)) == len(pairs)
    wrong = []
    for (topic, word), (_, done) in zip(pairs, pages(explain, [word for _, word in pairs])):
        headings = [line.split(": ")[-1] for line in done.stdout.splitlines() if line[:1].strip()]
        if done.returncode != 0 or topic not in headings:
            wrong.append((word, topic, headings[:3]))
    assert not wrong


def test_the_requested_word_comes_first(explain):
    """A topic with a different name says so in its first line; states have many spellings."""
    pairs = [(topic, word) for topic, word in listed_words() 
             if not topic.isupper() and topic != "diagram" and "Errno" not in word and ": " not in word]
    wrong = [(word, done.stdout.splitlines()[0]) for (word, done) in pages(explain, [word for _, word in pairs])
             if letters(word).rstrip("s") not in letters(done.stdout.splitlines()[0])]
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
            script = f"exec timeout 2 {lsock} {command}"
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
