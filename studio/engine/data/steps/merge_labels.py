"""Several classes, or entity types, made one; a single one is renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.labelling import rename
from studio.engine.data.changing.values import Label, Values, read_values


class _Wanted(Values):
    labels: tuple[Label, ...]
    to: Label


class MergeLabels:
    """Tags keep their B- and I-; a text that had two of the classes has the new one once."""

    id = "merge_labels"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to merge."""
        return _Merging(read_values(self.id, _Wanted, values))


class _Merging(Applier):
    def __init__(self, wanted: _Wanted) -> None:
        self._names = {label: wanted.to for label in wanted.labels if label != wanted.to}

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """With the new name."""
        changed, count = rename(batch, self._names)
        self.count += count
        return changed
