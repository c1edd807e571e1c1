"""Token data: one token a line with its tags in columns, an empty line after each sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.tagging.schemes import is_tag, look_like_tags

TEXT = "# text"
_BLANKS = re.compile(r"[ \t]+")
_TEXT_COMMENT = re.compile(r"#\s*text\s*=\s?(.*)", re.DOTALL)
_SUFFIXES = (".conll", ".conllu", ".iob", ".iob2", ".bio")
_SAMPLE = 2000
_MOST_COLUMNS = 64
_NEARLY_ALL = 0.8
_LAYERS = re.compile(r" ?# \S+ \| ")
"""The first line of WebAnno's second format, whose tags are those of CoNLL."""
_NUMBER = re.compile(r"\d+")
_WIDE_OR_EMPTY = re.compile(r"\d+[-.]\d+")
_UNIVERSAL = 10
"""Columns of CoNLL-U."""


@dataclass(frozen=True)
class Shape:
    """How lines fall into columns; ``tagged`` is the column that holds tags, -1 where none does.

    ``numbered`` says that the first column counts the words, as CoNLL-U does.
    """

    tabs: bool
    width: int
    tagged: int
    share: float
    numbered: bool = False

    def split(self, line: str) -> list[str]:
        """The cells of one line."""
        if self.tabs and "\t" in line:
            cells = line.split("\t")
            while self.width and len(cells) > self.width and not cells[-1]:
                cells.pop()
            return cells
        return _BLANKS.split(line.strip(" \t"))

    def is_comment(self, line: str) -> bool:
        """Whether a line that begins with # is no token called #."""
        if _LAYERS.match(line):
            return True
        if not line.startswith("#") or not (line[1:2] in (" ", "\t", "") or "=" in line):
            return False
        cells = self.split(line)
        return len(cells) != self.width or (self.tagged >= 0 and not is_tag(cells[self.tagged]))

    def is_extra(self, row: list[str]) -> bool:
        """Whether a line is of CoNLL-U's other two kinds: the spelling of several words (1-2), no word at all (1.1)."""
        return self.numbered and _WIDE_OR_EMPTY.fullmatch(row[0]) is not None


class Conll:
    """Two to many columns, tabs or spaces, comments, -DOCSTART-."""

    id = "conll"
    kind: Kind = "text"

    def rate(self, source: Source) -> float:
        """The share of lines with the same number of columns, one of them of tags."""
        lines = source.head_lines[:_SAMPLE]
        shape = _find_shape(lines)
        if lines and shape.width > 2 and _LAYERS.match(lines[0]):
            return 0.97 * shape.share
        broken = any(not line.strip(" \t") for line in lines[:-1])
        if shape.tagged >= 0:
            return shape.share * (0.98 if broken else 0.945)
        if shape.numbered and shape.width == _UNIVERSAL:
            return 0.97 * shape.share
        if not shape.width:
            return 0.6 if source.suffix in _SUFFIXES else 0.0
        return 0.5 * shape.share if source.suffix in _SUFFIXES else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a sentence: a list for each column, and the text where a comment gives it."""
        shape = _find_shape(source.head_lines[:_SAMPLE])
        columns = [f"column {number}" for number in range(1, shape.width + 1)]
        if any(_TEXT_COMMENT.match(line) for line in source.head_lines[:_SAMPLE]):
            columns.append(TEXT)
        delimiter = "\t" if shape.tabs else " "
        name = "conllu" if shape.numbered and shape.width == _UNIVERSAL else self.id
        return Rows(name, columns, _read_sentences(source, shape, columns, findings), delimiter)


def _find_shape(lines: list[str]) -> Shape:
    filled = [line for line in lines if line.strip(" \t") and not line.startswith("-DOCSTART-")]
    plain = [line for line in filled if not line.startswith("#") and not _LAYERS.match(line)]
    if not plain:
        return Shape(False, 0, -1, 0.0)
    tabs = sum("\t" in line for line in plain) * 2 > len(plain)
    loose = Shape(tabs, 2 + lines[0].count(" | ") if _LAYERS.match(lines[0]) else 0, -1, 0.0)
    rows = [loose.split(line) for line in plain]
    if tabs and sum(not row[-1] for row in rows if len(row) > 2) >= _NEARLY_ALL * len(rows):
        rows = [row if row[-1] else row[:-1] for row in rows]
    width, count = Counter(len(row) for row in rows).most_common(1)[0]
    even = [row for row in rows if len(row) == width]
    tags = [c for c in range(width) if look_like_tags([row[c] for row in even])]
    tags = [c for c in tags if c > 0 or _are_surely_tags([row[0] for row in even])]
    tagged = tags[-1] if tags and len(tags) < width else -1
    numbered = width > 2 and tagged != 0 and _counts_words([row[0] for row in even])
    return Shape(tabs, min(width, _MOST_COLUMNS), tagged, count / len(rows), numbered)


def _are_surely_tags(cells: list[str]) -> bool:
    """Whether a first column, where words are expected, can be nothing but tags."""
    return "O" in cells and len(set(cells)) > 1 and sum(map(is_tag, cells)) >= _NEARLY_ALL * len(cells)


def _counts_words(cells: list[str]) -> bool:
    """Whether cells count 1, 2, 3 …, from the beginning again and again."""
    counts = [int(cell) for cell in cells if _NUMBER.fullmatch(cell) and len(cell) < 7]
    others = [cell for cell in cells if not _NUMBER.fullmatch(cell)]
    if not counts or counts[0] > 1 or not all(map(_WIDE_OR_EMPTY.fullmatch, others)):
        return False
    return all(after <= 1 or after == before + 1 for before, after in pairwise(counts))


def _read_sentences(source: Source, shape: Shape, columns: list[str], findings: Findings) -> Iterator[Record]:
    cells: list[list[str]] = []
    start, text, ragged = 0, "", False

    def finish() -> Iterator[Record]:
        if cells and not ragged:
            values: dict[str, object] = dict(zip(columns, map(list, zip(*cells, strict=True)), strict=False))
            if text:
                values[TEXT] = text
            yield Record(start, values, step=1)
        elif ragged:
            findings.add("data.sentence_left_out", "look", row=start)

    for number, raw in enumerate(source.open_lines(), start=1):
        line = raw.rstrip("\r\n")
        if not line.strip(" \t") or line.startswith("-DOCSTART-"):
            yield from finish()
            cells, text, ragged = [], "", False
        elif shape.is_comment(line):
            match = _TEXT_COMMENT.match(line)
            text = match[1].strip() if match else text
        else:
            row = shape.split(line)
            start = start if cells or ragged else number
            if shape.is_extra(row):
                continue
            if len(row) != shape.width or not all(row):
                findings.add("data.ragged_line", row=number, found=len(row), expected=shape.width)
                ragged = True
            elif not ragged:
                cells.append(row)
    yield from finish()
