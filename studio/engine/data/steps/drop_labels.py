"""Classes taken away with their examples, or entity types with their entities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.labelling import has_label
from studio.engine.data.changing.rows import Row, change_rows, is_token_row
from studio.engine.data.changing.values import Label, Values, read_values


class _Wanted(Values):
    labels: tuple[Label, ...]


class DropLabels:
    """A text of several classes stays as long as it has another one."""

    id = "drop_labels"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to take them away."""
        return _Taking(read_values(self.id, _Wanted, values))


class _Taking(Applier):
    def __init__(self, wanted: _Wanted) -> None:
        self._labels = frozenset(wanted.labels)

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Without these labels."""
        changed, count = change_rows(batch, has_label(batch, self._labels).nonzero()[0].tolist(), self._take)
        self.count += count
        return changed

    def _take(self, row: Row) -> Row | None:
        if is_token_row(row):
            return row | {"gold": ["O" if tag[2:] in self._labels else tag for tag in row["gold"]]}
        left = [label for label in row["gold"] if label not in self._labels]
        return row | {"gold": left} if left else None
