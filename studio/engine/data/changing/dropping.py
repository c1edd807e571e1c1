"""What the steps share that look at all examples and then take some of them away."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.rows import keep_rows
from studio.engine.data.likeness.numbers import Keys

Mask = np.ndarray[Any, np.dtype[np.bool_]]


class Dropping(Applier):
    """Numbers of all examples first; :meth:`choose` then says which examples stay."""

    def __init__(self) -> None:
        self.needs_look = True
        self._keys: list[Keys] = []
        self._kept: Mask = np.zeros(0, np.bool_)
        self._at = 0

    def describe(self, batch: pa.RecordBatch) -> Keys:
        """One or more numbers for each example, along the first axis."""
        raise NotImplementedError

    def choose(self, keys: Keys) -> Mask:
        """Which examples stay."""
        raise NotImplementedError

    def look(self, batch: pa.RecordBatch) -> None:
        """Keeps the numbers."""
        self._keys.append(self.describe(batch))

    def conclude(self) -> None:
        """Decides."""
        self.needs_look = False
        self._kept = self.choose(np.concatenate(self._keys)) if self._keys else self._kept
        self._keys = []

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Without those that do not stay."""
        kept = self._kept[self._at : self._at + batch.num_rows]
        self._at += batch.num_rows
        self.count += int((~kept).sum())
        return keep_rows(batch, kept)
