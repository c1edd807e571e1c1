"""The labels of one row given anew by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.places import RowBound
from studio.engine.data.changing.rows import Row, is_token_row
from studio.engine.data.changing.values import Label, Values, read_values


class _Wanted(Values):
    file: str
    row: int
    labels: tuple[Label, ...]


class EditLabel:
    """For texts with labels."""

    id = "edit_label"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to label the row."""
        return _Labelling(self.id, read_values(self.id, _Wanted, values))


class _Labelling(RowBound):
    def __init__(self, kind: str, wanted: _Wanted) -> None:
        super().__init__(kind, [(wanted.file, wanted.row)])
        self._labels = list(wanted.labels)

    def change(self, row: Row) -> Row | None:
        """With the new labels."""
        return self.refuse(row) if is_token_row(row) else row | {"gold": self._labels}
