#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Phrases that are always wrong in our texts: strings and comments of C, docstrings and comments of
tests, README, man page, schemas.

    style.py ROOT

prints each with its place and what to write instead; exit status 1 if there are any. Add a row if a reader had to read
a sentence twice, and only for phrases that have no right use.
"""

import pathlib
import re
import sys

# A regular expression, and what to write instead.
PHRASES = [
    (r"anew", "again"),
    (r"whoever", "anyone who; or name the actor"),
    (r"somebody", "someone; or name the actor"),
    (r"likewise", "also, the same"),
    (r"thereof|therein|therefrom", "of it, in it, from it"),
    (r"shall", "must, will"),
    (r"(?:save|but) for", "except"),
    (r"of which", "two sentences"),
    (r"as far as", "if, where"),
    (r"so many", "the number: N, that many"),
    (r"(?:tell|tells|told) of", "report, describe"),
    (r"(?:is|are|was|were|be) told(?! apart)", "name the actor: the kernel reports"),
    (r"(?:is|are|was|were) (?:not )?said|to be said", "say it, or name the source"),
    (r"the own", "its own"),
    (r"at the begin", "at the start"),
    (r"(?:begin|begins|start|starts) so", "starts with ..."),
    (r"(?:is|are|was|were) not there", "missing, not supported, does not exist"),
    (r"(?:is|was|were) asked for", "requested"),
    (r"not all of (?:it|them)", "incomplete"),
    (r"(?:be|is|are|was|were) looked at", "inspected, examined"),
    (r"by the clock", "when the timer expires"),
    (r"goes? by itself", "disappears, expires"),
    (r"has no word for", "has no name for"),
    (r"speaks? to itself", "is connected to itself"),
    (r"(?:held|holds?) up", "limited by, blocked by"),
]
WRONG = [(re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE), instead) for phrase, instead in PHRASES]
TOKEN = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)+'", re.DOTALL)
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
PYTHON = re.compile(r'""".*?"""|# [^\n]*', re.DOTALL)      # docstrings and comments
TEXTS = ("README.md", "CHANGELOG.md", "man/lsock.8", "man/options.mdoc", "man/*.json", "tests/windows-checklist.md")


def code_texts(source):
    """(offset, text) of each comment and each string; strings that follow one another are one."""
    texts, end = [], None
    for token in TOKEN.finditer(source):
        if token[0][0] == "/":
            texts.append([token.start(), re.sub(r"\n *\* ?", "\n", token[0])])
        elif token[0][0] == '"' and end is not None and not source[end:token.start()].strip():
            texts[-1][1] += token[0][1:-1]
        elif token[0][0] == '"':
            texts.append([token.start(), token[0][1:-1]])
        end = token.end() if token[0][0] == '"' else None
    return texts


def texts_of(path):
    source = path.read_text(encoding="utf-8")
    if path.suffix in (".c", ".h"):     # strings of tests are what tests look for
        return source, [text for text in code_texts(source) if "tests" not in path.parts or text[1].startswith(("/*", "//"))]
    pieces = PYTHON if path.suffix == ".py" else PARAGRAPH
    return source, [(match.start(), match[0]) for match in pieces.finditer(source)]


def complaints(path):
    source, texts = texts_of(path)
    for start, text in texts:
        for wrong, instead in WRONG:
            for match in wrong.finditer(re.sub(r"\s", " ", text)):
                inside = text.count("\n", 0, match.start())
                yield source.count("\n", 0, start) + 1 + inside, match[0], instead


def main():
    root = pathlib.Path(sys.argv[1])
    files = [path for tree in ("src", "tests") for path in sorted((root / tree).rglob("*.[ch]"))]
    files += [path for path in sorted((root / "tests").rglob("*.py")) if path.name != "style.py"]
    files += [path for name in TEXTS for path in sorted(root.glob(name))]
    found = 0
    for path in files:
        for line, phrase, instead in complaints(path):
            print(f"{path.relative_to(root)}:{line}: \"{phrase}\": write: {instead}")
            found += 1
    return found > 0


if __name__ == "__main__":
    sys.exit(main())
