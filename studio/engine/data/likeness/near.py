"""Texts that are nearly the same: candidates by MinHash, then each pair compared for good.

What is compared are the sets of words of two texts; of scripts without spaces, pairs of neighbouring characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from studio.engine.data.likeness.keys import Positions

NEAR = 0.85
"""The part of all words of two texts that both must have."""
_BANDS, _ROWS = 16, 6
"""Finds 99.9 of 100 pairs that are as near as that, and compares few others."""
_SEED = 42
_BLOCK = 1000
_MOST_LETTERS = 20_000
"""Of a longer text only its beginning is compared."""
_FEWEST = 4
"""Two texts of fewer words in all are too short to be nearly the same."""
_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_PIECE = re.compile(rf"[{_NO_SPACES}\U00020000-\U0003ffff]+|[^\W{_NO_SPACES}\U00020000-\U0003ffff]+")
_WORD = re.compile(r"\w+")
_CHARACTER = re.compile(rf"[{_NO_SPACES}\U00020000-\U0003ffff]")

Pairs = np.ndarray[Any, np.dtype[np.int64]]
"""Two columns: a text, and an earlier one."""


def cut_shingles(text: str) -> set[str]:
    """What two texts are compared by; case and punctuation make no difference."""
    text = text[:_MOST_LETTERS]
    if text.isascii():
        return set(_WORD.findall(text.casefold()))
    found: set[str] = set()
    for piece in _PIECE.findall(text.casefold()):
        if len(piece) > 1 and _CHARACTER.match(piece):
            found.update(map("".join, pairwise(piece)))
        else:
            found.add(piece)
    return found


class Sketches:
    """A few numbers for each text, from which alike ones are known."""

    def __init__(self) -> None:
        self._parts: list[np.ndarray[Any, np.dtype[np.uint64]]] = []
        self.count = 0

    def add(self, texts: Sequence[str]) -> None:
        """Takes texts in; they are numbered from 0 in the order they come."""
        for start in range(0, len(texts), _BLOCK):
            self._add(texts[start : start + _BLOCK])

    def _add(self, texts: Sequence[str]) -> None:
        from rensa import RMinHash

        shingles = [sorted(cut_shingles(text)) or [f"# {self.count + index}"] for index, text in enumerate(texts)]
        matrix = RMinHash.digest_matrix_from_token_sets(shingles, _BANDS * _ROWS, _SEED)
        digests = np.array(matrix.to_rows(), np.uint64).reshape(len(texts), _BANDS, _ROWS)
        bands = np.zeros((len(texts), _BANDS), np.uint64)
        for row in range(_ROWS):
            bands = (bands ^ digests[:, :, row]) * np.uint64(0x9E3779B97F4A7C15)
            bands ^= bands >> np.uint64(29)
        self._parts.append(bands)
        self.count += len(texts)

    def pair(self) -> Pairs:
        """Texts that may be alike: each with the one before it and the first one that share a band with it."""
        if not self._parts:
            return np.zeros((0, 2), np.int64)
        bands = np.concatenate(self._parts)
        found = [_pair_equal(bands[:, band]) for band in range(_BANDS)]
        return np.unique(np.concatenate(found), axis=0)


def _pair_equal(keys: np.ndarray[Any, np.dtype[np.uint64]]) -> Pairs:
    order = np.argsort(keys, kind="stable")
    is_new = np.ones(len(order), bool)
    is_new[1:] = keys[order][1:] != keys[order][:-1]
    firsts = order[np.maximum.accumulate(np.where(is_new, np.arange(len(order)), 0))]
    later = np.flatnonzero(~is_new)
    with_last = np.stack([order[later], order[later - 1]], axis=1)
    with_first = np.stack([order[later], firsts[later]], axis=1)
    return np.concatenate([with_last, with_first])


def confirm_pairs(
    pairs: Pairs,
    fetch: Callable[[Positions], Sequence[str]],
    threshold: float = NEAR,
    look: Callable[[float], None] = lambda part: None,
) -> Pairs:
    """Those pairs whose texts are as alike as ``threshold`` says. ``fetch`` gives the texts of some numbers."""
    kept = []
    for start in range(0, len(pairs), _BLOCK):
        look(start / len(pairs))
        block = pairs[start : start + _BLOCK]
        numbers, index = np.unique(block, return_inverse=True)
        shingles = [cut_shingles(text) for text in fetch(numbers)]
        for pair, (later, earlier) in zip(block, index.reshape(-1, 2), strict=True):
            one, other = shingles[later], shingles[earlier]
            both = len(one | other)
            if both >= _FEWEST and len(one & other) >= threshold * both:
                kept.append(pair)
    return np.array(kept, np.int64).reshape(-1, 2)
