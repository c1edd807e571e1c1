"""The same text with different labels: all get the most frequent ones, or all are taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.rows import Row, change_rows, keep_rows
from studio.engine.data.changing.values import Values, read_values
from studio.engine.data.likeness.numbers import Keys, key_labels, key_splits, key_texts, mix


class _Wanted(Values):
    how: Literal["majority", "drop"]


class SettleConflicts:
    """Of labels that are equally frequent the first ones win."""

    id = "settle_conflicts"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to look."""
        return _Settling(read_values(self.id, _Wanted, values).how == "drop")


class _Settling(Applier):
    """Looks once for the texts in conflict, and once more for the labels that won."""

    def __init__(self, drops: bool) -> None:
        self.needs_look = True
        self._drops = drops
        self._texts: list[Keys] = []
        self._golds: list[Keys] = []
        self._winners: dict[int, int] = {}
        self._gold: dict[int, list[str]] | None = None

    def look(self, batch: pa.RecordBatch) -> None:
        """Texts and labels as numbers; then the labels that won, as they are."""
        if self._gold is None:
            self._texts.append(_key(batch))
            self._golds.append(key_labels(batch))
            return
        keys, golds = _key(batch), key_labels(batch)
        for at in self._find(keys):
            if self._winners[int(keys[at])] == golds[at]:
                self._gold.setdefault(int(keys[at]), batch.column("gold")[at].as_py())

    def conclude(self) -> None:
        """Once the winners are known their labels are looked for."""
        self.needs_look = self._gold is None and not self._drops
        if self._texts:
            self._winners = _find_winners(np.concatenate(self._texts), np.concatenate(self._golds))
        self._texts, self._golds = [], []
        self._gold = self._gold or {}

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Without conflicts."""
        keys = _key(batch)
        touched = self._find(keys)
        if self._drops:
            kept = np.ones(batch.num_rows, np.bool_)
            kept[touched] = False
            self.count += len(touched)
            return keep_rows(batch, kept)
        golds = iter([(self._gold or {})[int(keys[at])] for at in touched])

        def settle(row: Row) -> Row:
            return row | {"gold": next(golds)}

        changed, count = change_rows(batch, touched, settle)
        self.count += count
        return changed

    def _find(self, keys: Keys) -> list[int]:
        return np.flatnonzero(np.isin(keys, list(self._winners))).tolist() if self._winners else []


def _key(batch: pa.RecordBatch) -> Keys:
    """By split, text, and number of words: only then can one have the tags of another."""
    words = np.asarray(pc.fill_null(pc.list_value_length(batch.column("tokens")), 0), np.int64)
    return mix(key_splits(batch), key_texts(batch), words)


def _find_winners(texts: Keys, golds: Keys) -> dict[int, int]:
    """The labels that most rows have, of each text that has different ones."""
    order = np.lexsort((golds, texts))
    sorted_texts, sorted_golds = texts[order], golds[order]
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = (sorted_texts[1:] != sorted_texts[:-1]) | (sorted_golds[1:] != sorted_golds[:-1])
    starts = np.flatnonzero(is_new)
    counts = np.diff(np.append(starts, len(order)))
    firsts = np.minimum.reduceat(order, starts) if len(starts) else starts
    groups = sorted_texts[starts]
    shared = np.zeros(len(starts), np.bool_)
    shared[1:] = groups[1:] == groups[:-1]
    shared[:-1] |= shared[1:]
    winners: dict[int, tuple[int, int, int]] = {}
    for at in np.flatnonzero(shared):
        text, candidate = int(groups[at]), (-int(counts[at]), int(firsts[at]), int(sorted_golds[starts[at]]))
        winners[text] = min(winners.get(text, candidate), candidate)
    return {text: gold for text, (_, _, gold) in winners.items()}
