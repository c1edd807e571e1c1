"""Sameness found by sorting: each text and each label of a data set is a number, kept on the disk.

However many rows there are, only a part of the numbers is in memory at a time: equal ones always fall in one part.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Any

import numpy as np

from studio.engine.data.likeness.numbers import Keys, mix

Positions = np.ndarray[Any, np.dtype[np.int64]]
Lengths = np.ndarray[Any, np.dtype[np.int32]]
PART = 4_000_000
"""Rows that are sorted at a time, more or less: 200 MB."""
_BLOCK = 1_000_000


@dataclass(frozen=True)
class SplitKeys:
    """Of one split by position: numbers for texts and labels, and how many words each text has (0 without words).

    White space and case make no difference to ``texts``; to ``letters`` they do.
    """

    letters: Keys
    texts: Keys
    golds: Keys
    words: Lengths


class KeyFile:
    """The numbers of a split on their way to the disk, into files that vanish at the end of the ``with`` block.

    What :meth:`open` gave can still be read then.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._files = [self._stack.enter_context(tempfile.TemporaryFile()) for _ in range(4)]  # noqa: SIM115  (closed)

    def __enter__(self) -> KeyFile:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def add(self, part: SplitKeys) -> None:
        """Appends some rows."""
        columns: tuple[np.ndarray[Any, Any], ...] = (part.letters, part.texts, part.golds, part.words)
        for file, column in zip(self._files, columns, strict=True):
            file.write(column.tobytes())

    def open(self) -> SplitKeys:
        """All rows, read from the disk as they are needed."""
        letters, texts, golds = (_map(file, np.int64) for file in self._files[:3])
        return SplitKeys(letters, texts, golds, _map(self._files[3], np.int32))


def _map(file: IO[bytes], kind: Any) -> Any:
    file.flush()
    return np.memmap(file, kind, "r") if file.tell() else np.zeros(0, kind)


def part_by(keys: Keys, *others: Keys) -> Iterator[list[Positions]]:
    """The positions of ``keys``, and of each of ``others``, in parts: equal numbers are in the same part of all."""
    count = max(1, -(-max(map(len, (keys, *others))) // PART))
    for part in range(count):
        yield [_find_part(own, part, count) for own in (keys, *others)]


def _find_part(keys: Keys, part: int, count: int) -> Positions:
    if count == 1:
        return np.arange(len(keys))
    found = [
        np.flatnonzero(keys[at : at + _BLOCK].view(np.uint64) % np.uint64(count) == part) + at
        for at in range(0, len(keys), _BLOCK)
    ]
    return np.concatenate([np.zeros(0, np.int64), *found])


def find_known(keys: Keys, known: Keys) -> Positions:
    """The positions of those of ``keys`` that stand in ``known``, in order."""
    found = []
    for here, there in part_by(keys, known):
        own, others = keys[here], np.sort(known[there])
        at = np.searchsorted(others, own)  # faster than the hashing of NumPy for millions
        is_known = at < len(others)
        is_known[is_known] = others[at[is_known]] == own[is_known]
        found.append(here[is_known])
    return np.sort(np.concatenate(found))


def find_repeats(texts: Keys, golds: Keys) -> Positions:
    """The positions of all that have text and labels of an earlier one, in order."""
    found = []
    for (here,) in part_by(texts):
        both = mix(texts[here], golds[here])
        order = np.argsort(both, kind="stable")
        is_same = both[order][1:] == both[order][:-1]
        found.append(here[order[1:][is_same]])
    return np.sort(np.concatenate(found))


def find_conflicts(keys: SplitKeys) -> Positions:
    """The positions of all examples whose text, cut into as many words, stands there with other labels too."""
    return np.sort(np.concatenate([here[_find_conflicts(keys, here)] for (here,) in part_by(keys.texts)]))


def _find_conflicts(keys: SplitKeys, here: Positions) -> Positions:
    texts, golds = mix(keys.texts[here], keys.words[here].astype(np.int64)), keys.golds[here]
    order = np.lexsort((golds, texts))
    is_new = np.ones(len(order), bool)
    is_new[1:] = texts[order][1:] != texts[order][:-1]
    differs = np.zeros(len(order), bool)
    differs[1:] = ~is_new[1:] & (golds[order][1:] != golds[order][:-1])
    group = np.cumsum(is_new) - 1
    return order[np.isin(group, group[differs])]
