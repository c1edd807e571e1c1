"""Sameness found by sorting: each text and each label of a data set is a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from studio.engine.data.changing.keys import Keys, mix

Positions = np.ndarray[Any, np.dtype[np.int64]]
Lengths = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True)
class SplitKeys:
    """Of one split by position: numbers for texts and labels, and how many words each text has (0 without words).

    White space and case make no difference to ``texts``; to ``letters`` they do.
    """

    letters: Keys
    texts: Keys
    golds: Keys
    words: Lengths

    @classmethod
    def join(cls, parts: Sequence[SplitKeys]) -> SplitKeys:
        """All parts one after the other."""
        return cls(
            np.concatenate([np.zeros(0, np.int64), *(part.letters for part in parts)]),
            np.concatenate([np.zeros(0, np.int64), *(part.texts for part in parts)]),
            np.concatenate([np.zeros(0, np.int64), *(part.golds for part in parts)]),
            np.concatenate([np.zeros(0, np.int32), *(part.words for part in parts)]),
        )


def are_known(keys: Keys, known: Keys) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which of ``keys`` stand in ``known``, which is sorted: faster than the hashing of NumPy for millions."""
    at = np.searchsorted(known, keys)
    found = at < len(known)
    found[found] = known[at[found]] == keys[found]
    return found


def find_repeats(texts: Keys, golds: Keys) -> Positions:
    """The positions of all that have text and labels of an earlier one, in order."""
    both = mix(texts, golds)
    order = np.argsort(both, kind="stable")
    is_same = both[order][1:] == both[order][:-1]
    return np.sort(order[1:][is_same])


def find_conflicts(keys: SplitKeys) -> Positions:
    """The positions of all examples whose text, cut into as many words, stands there with other labels too."""
    texts = mix(keys.texts, keys.words.astype(np.int64))
    order = np.lexsort((keys.golds, texts))
    is_new = np.ones(len(order), bool)
    is_new[1:] = texts[order][1:] != texts[order][:-1]
    differs = np.zeros(len(order), bool)
    differs[1:] = ~is_new[1:] & (keys.golds[order][1:] != keys.golds[order][:-1])
    group = np.cumsum(is_new) - 1
    return np.sort(order[np.isin(group, group[differs])])
