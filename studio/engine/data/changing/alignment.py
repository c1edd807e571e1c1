"""A text changed in places, with its words, offsets and tags kept on what they stood on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from studio.engine.data.changing.rows import Row, is_token_row
from studio.engine.data.tagging.spans import Entity, cut_at_spans, tag_words
from studio.engine.data.wordrule import Span


class Edit(NamedTuple):
    """Code points ``start`` to ``end`` become ``text``; a ``whole`` one is a word of its own."""

    start: int
    end: int
    text: str
    whole: bool = False


def edit_row(row: Row, edits: Sequence[Edit]) -> Row | None:
    """The example with its text changed; ``edits`` are in order and do not overlap. None where no word is left.

    A word is what is left of it, cut at blanks that came in and at whole edits. An entity covers what its
    characters became: the same text where nothing in it was changed, all of an edit that it touched.
    """
    text = row["text"]
    moved = _Moves(text, edits)
    if not is_token_row(row):
        return row | {"text": moved.text} if moved.text.strip() else None
    words = _move_words([(start, end) for start, end in row["offsets"]], moved)
    entities = _move_entities(list_entities(row), moved)
    return write_words(row | {"text": moved.text}, words, entities) if words else None


def write_words(row: Row, words: Sequence[Span], entities: Sequence[Entity]) -> Row:
    """The example with these words of its text, cut at the edges of its entities, which are in order."""
    cut = [(start, end) for start, end in cut_at_spans(words, entities) if row["text"][start:end].strip()]
    tokens = [row["text"][start:end] for start, end in cut]
    return row | {"tokens": tokens, "offsets": [[start, end] for start, end in cut], "gold": tag_words(cut, entities)}


def list_entities(row: Row) -> list[Entity]:
    """The entities of an example with IOB2 tags, by where they stand in its text."""
    found: list[Entity] = []
    for (start, end), tag in zip(row["offsets"], row["gold"], strict=True):
        if tag.startswith("B-"):
            found.append(Entity(start, end, tag[2:]))
        elif tag.startswith("I-") and found:
            found[-1] = found[-1]._replace(end=end)
    return found


class _Moves:
    """Where each place of the old text went; a place inside an edit goes to its edges."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        parts: list[str] = []
        at = 0
        for edit in edits:
            parts += (text[at : edit.start], edit.text)
            at = edit.end
        self.text = "".join([*parts, text[at:]])
        self.edits = edits
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._shifts = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)]

    def place(self, span: Span) -> Span:
        """The new place of a span, widened to all of an edit where it begins or ends within one."""
        start, end = span
        first = bisect_right(self._ends, start)
        if first < len(self.edits) and self._starts[first] < start:
            start = self._starts[first]
        last = bisect_left(self._starts, end)
        if last and self._ends[last - 1] > end:
            end = self._ends[last - 1]
        return start + self._shifts[first], end + self._shifts[last]

    def list_edits(self) -> Iterable[tuple[Edit, Span]]:
        """Each edit with the place of its new text."""
        for edit, shift in zip(self.edits, self._shifts, strict=False):
            yield edit, (edit.start + shift, edit.start + shift + len(edit.text))


def _move_words(words: Sequence[Span], moved: _Moves) -> list[Span]:
    """The new words: those that an edit joins become one, and each whole edit with a word in it becomes one."""
    joined: list[Span] = []
    for start, end in map(moved.place, words):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    apart = [(edit, span) for edit, span in moved.list_edits() if edit.whole or (edit.text and not edit.text.strip())]
    found: list[Span] = []
    waiting = iter(apart)
    now = next(waiting, None)
    for start, end in joined:
        while now and now[1][1] <= start:
            now = next(waiting, None)
        while now and now[1][0] < end:
            if start < now[1][0]:
                found.append((start, now[1][0]))
            if now[0].whole:
                found.append(now[1])
            start = now[1][1]
            now = next(waiting, None)
        if start < end:
            found.append((start, end))
    return found


def _move_entities(entities: Iterable[Entity], moved: _Moves) -> list[Entity]:
    """The new places; of two that one edit touches, the later one gives way; one without a letter left is gone."""
    found: list[Entity] = []
    for entity in entities:
        start, end = moved.place((entity.start, entity.end))
        if found:
            start = max(start, found[-1].end)
        if moved.text[start:end].strip():
            found.append(Entity(start, end, entity.label))
    return found
