"""Texts longer than most models read at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.compute as pc

from studio.contract.data.health import Finding
from studio.engine.data.checks.examples import UNSUPPORTED, Examples
from studio.engine.data.likeness.keys import Positions

READ_AT_ONCE = 512
"""Pieces of words that the models of the catalogue read at once."""
_MARKS = 2
"""Pieces that the model puts around each text."""
_PER_WORD = 1.35
"""Pieces that a word of an alphabet becomes, by experience; a character of Chinese, Japanese or Korean is one."""
_CHARACTER = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]"
_WORD = r"[^\s\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{P}]+|[\p{P}]"


class Length:
    """Estimated for all rows: how words become pieces depends on the model."""

    id = "length"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.long_windows`` for words with tags, ``data.long_cut`` for texts with labels."""
        if examples.task == UNSUPPORTED:
            return []
        rows: dict[str, list[Positions]] = {split: [] for split in examples.tables}
        longest = 0
        lost = total = 0.0
        for chunk in examples.chunks(["text"]):
            texts = pc.fill_null(chunk.table["text"], "")
            letters = pc.utf8_length(texts).to_numpy()
            total += float(letters.sum())
            candidates = np.flatnonzero(letters > READ_AT_ONCE - _MARKS)
            if not len(candidates):
                continue
            pieces = estimate_pieces(texts.take(candidates))
            is_long = pieces > READ_AT_ONCE
            rows[chunk.split].append(chunk.start + candidates[is_long])
            lost += float(np.sum(letters[candidates] * np.clip(1 - READ_AT_ONCE / pieces, 0, None)))
            longest = max(longest, int(pieces.max(initial=0)))
        found = {split: np.concatenate(parts) for split, parts in rows.items() if parts}
        if not any(map(len, found.values())):
            return [Finding(check=self.id, level="pass", values={"most": READ_AT_ONCE})]
        values = {"most": READ_AT_ONCE, "longest": longest, "examples": examples.count}
        if examples.task == "token-classification":
            return [examples.report(self.id, "data.long_windows", found, (), values)]
        share = max(0.1, round(100 * lost / total, 1))
        return [examples.report(self.id, "data.long_cut", found, (), values | {"share": share})]


def estimate_pieces(texts: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """How many pieces of words a model makes of each text of a pyarrow array, about."""
    characters = pc.count_substring_regex(texts, pattern=_CHARACTER).to_numpy()
    words = pc.count_substring_regex(texts, pattern=_WORD).to_numpy()
    pieces: np.ndarray[Any, np.dtype[np.float64]] = _MARKS + characters + _PER_WORD * words
    return pieces
