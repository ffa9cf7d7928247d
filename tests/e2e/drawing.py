# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads a drawing of boxes and arrows: the content of boxes, the ends of arrows, and their labels."""

import re
from dataclasses import dataclass, field

TO_ASCII = str.maketrans({**dict.fromkeys("┌┐└┘├┤┬┴╭╮╰╯", "+"), "─": "-", "│": "|", "►": ">", "◄": "<", "▲": "^", "▼": "v"})
STARTS = {"├": (0, 1), "┤": (0, -1), "┬": (1, 0), "┴": (-1, 0)}
HEADS = {"►": (0, 1), "◄": (0, -1), "▼": (1, 0), "▲": (-1, 0)}
TURNS = {"╮": {(0, 1): (1, 0), (-1, 0): (0, -1)}, "╯": {(0, 1): (-1, 0), (1, 0): (0, -1)},
         "╭": {(0, -1): (1, 0), (-1, 0): (0, 1)}, "╰": {(1, 0): (0, 1), (0, -1): (-1, 0)}}
STRAIGHT = {"─": {(0, 1), (0, -1)}, "│": {(1, 0), (-1, 0)}}


@dataclass
class Box:
    top: int
    left: int
    bottom: int
    right: int
    rows: list

    def holds(self, row, column):
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass
class Arrow:
    source: str
    target: str
    cells: set = field(default_factory=set)


# The neighbours that each character connects to; an arrowhead connects only to its line.
JOINS = {"─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "udr", "┤": "udl", "┬": "lrd", "┴": "lru",
         "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "►": "l", "◄": "r", "▼": "u", "▲": "d"}
BESIDE = {"l": (0, -1, "r"), "r": (0, 1, "l"), "u": (-1, 0, "d"), "d": (1, 0, "u")}


def loose_ends(lines):
    """Returns ends of lines that connect to nothing, as (row, column). A rule may end at a word, and a labelled line
    may come from above."""
    width = max(map(len, lines)) + 3
    rows = [line.ljust(width) for line in ["", *lines, ""]]
    for row, line in enumerate(rows):
        for column, char in enumerate(line):
            for side in JOINS.get(char, ""):
                down, right, back = BESIDE[side]
                beside = rows[row + down][column + right]
                word = beside == " " if side in "lr" else side == "u" and beside == " " and line[column + 2].isalnum()
                if not word and beside not in HEADS and back not in JOINS.get(beside, ""):
                    yield row - 1, column


class Drawing:
    def __init__(self, lines):
        width = max(map(len, lines))
        self.lines = [line.ljust(width) for line in lines]
        self.boxes = list(self._boxes())
        self.arrows = list(self._arrows())

    def _boxes(self):
        for top, line in enumerate(self.lines):
            for match in re.finditer("┌[─┴┬]*┐", line):
                left, right = match.start(), match.end() - 1
                bottom = next(r for r in range(top, len(self.lines)) if self.lines[r][left] == "└")
                yield Box(top, left, bottom, right,
                          [self.lines[r][left + 1:right].strip() for r in range(top + 1, bottom)])

    def _box_at(self, row, column):
        return next((box for box in self.boxes if box.holds(row, column)), None)

    def _arrows(self):
        for box in self.boxes:
            for row in range(box.top, box.bottom + 1):
                for column in range(box.left, box.right + 1):
                    if self.lines[row][column] in STARTS:
                        yield self._follow(box, row, column)

    def _follow(self, box, row, column):
        step = STARTS[self.lines[row][column]]
        arrow = Arrow(box.rows[0], "")
        while True:
            row, column = row + step[0], column + step[1]
            cell = self.lines[row][column]
            arrow.cells.add((row, column))
            if cell in HEADS:
                assert HEADS[cell] == step, f"an arrowhead at {row},{column} that looks elsewhere"
                arrow.target = self._box_at(row + step[0], column + step[1]).rows[0]
                return arrow
            if cell in TURNS:
                step = TURNS[cell][step]
            else:
                assert step in STRAIGHT[cell], f"a line that breaks off at {row},{column}"

    def labels(self):
        """Returns text outside boxes and arrows: runs of words, as (row, first column, text)."""
        taken = set().union(*(arrow.cells for arrow in self.arrows))
        for row, line in enumerate(self.lines):
            blank = "".join(" " if (row, column) in taken or self._box_at(row, column) else char
                            for column, char in enumerate(line))
            for match in re.finditer(r"\S+(?: \S+)*", blank):
                yield row, match.start(), match.group()


def distance(arrow, row, column, text):
    """Returns the distance of a label from the nearest cell of an arrow."""
    return min(max(abs(r - row), max(column - c, c - (column + len(text) - 1), 0)) for r, c in arrow.cells)
