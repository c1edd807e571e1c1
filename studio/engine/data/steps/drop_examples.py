"""Single rows taken away by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.places import RowBound
from studio.engine.data.changing.rows import Row
from studio.engine.data.changing.values import Values, read_values


class _Wanted(Values):
    places: tuple[tuple[str, int], ...]


class DropExamples:
    """By file and row."""

    id = "drop_examples"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to take them away."""
        return _Taking(self.id, read_values(self.id, _Wanted, values).places)


class _Taking(RowBound):
    def change(self, row: Row) -> Row | None:
        """Gone."""
        return None
