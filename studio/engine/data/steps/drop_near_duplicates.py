"""Texts that are nearly the same, with the same label, in one split: the first one stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import numpy as np
import pyarrow as pa
from pydantic import Field

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.dropping import Mask
from studio.engine.data.changing.rows import keep_rows
from studio.engine.data.changing.values import Values, read_values
from studio.engine.data.findings import Findings
from studio.engine.data.likeness.keys import Positions
from studio.engine.data.likeness.near import NEAR, Sketches, confirm_pairs
from studio.engine.data.likeness.numbers import Keys, key_labels, key_splits, key_texts

MOST = 2_000_000
"""More texts than that are not compared: what must be kept of each would not fit the memory."""


class _Wanted(Values):
    threshold: Annotated[float, Field(ge=0.5, le=1)] = NEAR


class DropNearDuplicates:
    """Texts that are exactly the same are left to another step."""

    id = "drop_near_duplicates"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to look."""
        return Nearness(self.id, read_values(self.id, _Wanted, values).threshold)


class Nearness(Applier):
    """Compares the first ``most`` examples."""

    def __init__(self, kind: str, threshold: float, most: int = MOST) -> None:
        self.needs_look = True
        self._kind, self._threshold, self._most = kind, threshold, most
        self._sketches = Sketches()
        self._columns: list[Any] = []
        self._keys: list[Keys] = []
        self._seen = 0
        self._kept: Mask = np.zeros(0, np.bool_)
        self._at = 0

    def look(self, batch: pa.RecordBatch) -> None:
        """Takes the texts in; their columns stay where they are, on disk."""
        self._seen += batch.num_rows
        batch = batch.slice(0, max(0, self._most - self._sketches.count))
        if not batch.num_rows:
            return
        self._columns.append(batch.column("text"))
        has_words = np.array([bool(tokens) for tokens in batch.column("tokens").to_pylist()])
        labels = np.where(has_words, 0, key_labels(batch))
        self._keys.append(np.stack([key_splits(batch), labels, key_texts(batch)], axis=1))
        self._sketches.add(batch.column("text").to_pylist())

    def conclude(self) -> None:
        """Compares what may be alike."""
        self.needs_look = False
        self._kept = np.ones(self._seen, np.bool_)
        if self._keys:
            keys, pairs = np.concatenate(self._keys), self._sketches.pair()
            later, earlier = keys[pairs[:, 0]], keys[pairs[:, 1]]
            pairs = pairs[(later[:, :2] == earlier[:, :2]).all(axis=1) & (later[:, 2] != earlier[:, 2])]
            self._kept[confirm_pairs(pairs, self._fetch, self._threshold)[:, 0]] = False
        self._sketches, self._keys, self._columns = Sketches(), [], []

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Without the later ones."""
        kept = self._kept[self._at : self._at + batch.num_rows]
        self._at += batch.num_rows
        self.count += int((~kept).sum())
        return keep_rows(batch, kept)

    def report(self, findings: Findings) -> None:
        """That not all were compared."""
        if self._seen > self._most:
            findings.file = ""
            findings.add("data.step_sampled", "look", step=self._kind, compared=self._most, examples=self._seen)

    def _fetch(self, numbers: Positions) -> list[str]:
        ends = np.cumsum([len(column) for column in self._columns])
        homes = np.searchsorted(ends, numbers, side="right")
        starts = ends - [len(column) for column in self._columns]
        return [self._columns[home][int(at - starts[home])].as_py() for home, at in zip(homes, numbers, strict=True)]
