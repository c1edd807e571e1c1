"""One way from raw text to words, learnt from how the training file cuts them.

The same rule serves training, prediction, Try and every export. Offsets count code points of the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any, Literal

from studio.engine.data.characters import classify, is_cjk

Span = tuple[int, int]
_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True)
class WordRule:
    """How text becomes words.

    ``chinese`` is how text without spaces is cut. ``punctuation`` False leaves words as the spaces cut them.
    ``inner`` are the marks that cut a word from within (``-`` in "protein - coding"), ``clitics`` the endings that
    are words (``n't``), ``kept`` the words whose marks belong to them (``U.S.``, ``:)``), ``front`` the marks that
    stay at a word's beginning (``@``). ``runs`` keeps equal marks together (``...``). ``letters`` "character" cuts
    Latin letters and digits one by one, as character-level Chinese files do.
    """

    punctuation: bool = True
    chinese: Literal["character", "segment"] = "character"
    letters: Literal["word", "character"] = "word"
    runs: bool = True
    inner: str = ""
    front: str = "@#"
    clitics: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def split(self, text: str) -> list[Span]:
        """The words of a text: spans in order, without overlap, that leave out only white space."""
        found: list[Span] = []
        for match in _CHUNK.finditer(text):
            chunk = match[0]
            if chunk.isascii() and chunk.isalnum() and self.letters == "word":
                found.append(match.span())
            else:
                found += self._split_chunk(text, *match.span())
        return found

    def join(self, tokens: Sequence[str]) -> tuple[str, list[Span]]:
        """A text in which each token stands as it is, with its span: Latin words with spaces, Chinese without."""
        parts: list[str] = []
        spans: list[Span] = []
        at = 0
        for before, token in zip(["", *tokens], tokens, strict=False):
            if before and token and self._needs_space(before[-1], token[0]):
                parts.append(" ")
                at += 1
            parts.append(token)
            spans.append((at, at + len(token)))
            at += len(token)
        return "".join(parts), spans

    def to_json(self) -> dict[str, Any]:
        """As plain values, for studio.json."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> WordRule:
        """From what :meth:`to_json` gave; keys of a newer version are left aside."""
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {name: value for name, value in content.items() if name in known}
        values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return cls(**values)

    def _needs_space(self, before: str, after: str) -> bool:
        if is_cjk(before) or is_cjk(after):
            return False
        return self.letters == "word" or not (before.isalnum() and after.isalnum())

    def _split_chunk(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Cuts what stands between two spaces where its script changes, then each piece in its own way."""
        for low, high, cjk in _split_scripts(text, start, end):
            if cjk:
                yield from self._split_chinese(text, low, high)
            elif self.letters == "character":
                yield from _split_characters(text, low, high)
            elif self.punctuation:
                yield from self._split_latin(text, low, high)
            else:
                yield low, high

    def _split_chinese(self, text: str, start: int, end: int) -> Iterator[Span]:
        if self.chinese == "character":
            yield from _split_characters(text, start, end)
            return
        at = start
        import rjieba  # its dictionary takes a while to load

        for word in rjieba.cut(text[start:end]):
            yield at, at + len(word)
            at += len(word)

    def _split_latin(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Marks off the front, off the back, endings off the word, then cuts within; ``kept`` words stay whole."""
        ahead: list[Span] = []
        behind: list[Span] = []
        kept = self._kept
        while start < end and text[start:end] not in kept and classify(text[start]) == "mark":
            stop = self._end_of_run(text, start, end)
            if text[start] in self.front and stop < end and classify(text[stop]) != "mark":
                break
            ahead.append((start, stop))
            start = stop
        while start < end and text[start:end] not in kept and classify(text[end - 1]) == "mark":
            begin = self._start_of_run(text, start, end)
            behind.append((begin, end))
            end = begin
        yield from ahead
        if start < end:
            yield from self._split_word(text, start, end)
        yield from reversed(behind)

    def _split_word(self, text: str, start: int, end: int) -> Iterator[Span]:
        word = text[start:end]
        if word in self._kept:
            yield start, end
            return
        ending = next((c for c in self.clitics if word.endswith(c) and len(word) > len(c)), "")
        stem = end - len(ending)
        low = start
        for at in range(start + 1, stem - 1):
            if text[at] in self.inner and low < at:
                yield low, at
                yield at, at + 1
                low = at + 1
        yield low, stem
        if ending:
            yield stem, end

    def _end_of_run(self, text: str, start: int, end: int) -> int:
        stop = start + 1
        while stop < end and (classify(text[stop]) == "joiner" or (self.runs and text[stop] == text[start])):
            stop += 1
        return stop

    def _start_of_run(self, text: str, start: int, end: int) -> int:
        begin = end - 1
        while self.runs and begin > start and text[begin - 1] == text[end - 1]:
            begin -= 1
        return begin

    @cached_property
    def _kept(self) -> frozenset[str]:
        return frozenset(self.kept)


def _split_scripts(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Pieces of one script: spans, and whether it is written without spaces. Joiners stay where they are."""
    low, cjk = start, is_cjk(text[start])
    for at in range(start + 1, end):
        if is_cjk(text[at]) != cjk and classify(text[at]) != "joiner":
            yield low, at, cjk
            low, cjk = at, not cjk
    yield low, end, cjk


def _split_characters(text: str, start: int, end: int) -> Iterator[Span]:
    """One span a character, with what joins it."""
    low = start
    for at in range(start + 1, end):
        if classify(text[at]) != "joiner":
            yield low, at
            low = at
    yield low, end
