"""Personal data replaced by typed placeholders, in the text and in the other columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from studio.engine.data.changing.alignment import Edit, edit_row
from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.rows import Row, change_rows
from studio.engine.data.changing.values import Values, read_values
from studio.engine.data.personal import PREFILTERS, find_personal

Kind = Literal["email", "phone", "id_number", "bank_number", "name"]


class _Wanted(Values):
    kinds: tuple[Kind, ...]


class MaskPersonal:
    """Which kinds are masked is chosen."""

    id = "mask_personal"

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """Ready to mask."""
        return _Masking(read_values(self.id, _Wanted, values).kinds)


class _Masking(Applier):
    def __init__(self, kinds: tuple[str, ...]) -> None:
        self._kinds = frozenset(kinds)

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Masks the rows in which something could be personal."""
        columns = [batch.column("text")]
        if "cells" in batch.schema.names:
            columns += [column for column in batch.column("cells").flatten() if pa.types.is_string(column.type)]
        mask = np.zeros(batch.num_rows, np.bool_)
        for column in columns:
            for kind in self._kinds:  # one pattern of all kinds would be many times slower
                mask |= np.asarray(pc.fill_null(pc.match_substring_regex(column, PREFILTERS[kind]), False))
        changed, count = change_rows(batch, mask.nonzero()[0].tolist(), self._mask)
        self.count += count
        return changed

    def _mask(self, row: Row) -> Row | None:
        edits = self._find(row["text"])
        if edits:
            row = edit_row(row, edits) or row
        if row.get("cells"):
            row = row | {"cells": {name: self._mask_cell(cell) for name, cell in row["cells"].items()}}
        return row

    def _mask_cell(self, cell: Any) -> Any:
        if not isinstance(cell, str):
            return cell
        for edit in reversed(self._find(cell)):
            cell = cell[: edit.start] + edit.text + cell[edit.end :]
        return cell

    def _find(self, text: str) -> list[Edit]:
        found = find_personal(text)
        return [Edit(start, end, f"[{kind.upper()}]", True) for start, end, kind in found if kind in self._kinds]
