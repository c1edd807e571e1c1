"""What the steps share that take out of a text what people do not see."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from studio.engine.data.changing.alignment import Edit, edit_row
from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.rows import Row, change_rows, find_rows
from studio.engine.data.findings import Findings

_MOST_PASSES = 4


class Cleaning(Applier):
    """``find`` says what is to be done to a text that ``pattern`` matches, until there is nothing more."""

    def __init__(self, kind: str, pattern: str, find: Callable[[str], list[Edit]]) -> None:
        self._kind, self._pattern, self._find = kind, pattern, find
        self._emptied: list[tuple[str, int]] = []

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Without what is cleaned; an example of which nothing is left is taken away."""
        touched = find_rows(pc.match_substring_regex(batch.column("text"), self._pattern))
        changed, count = change_rows(batch, touched, self._clean)
        self.count += count
        return changed

    def report(self, findings: Findings) -> None:
        """The examples of which nothing was left."""
        for file, row in self._emptied:
            findings.file = file
            findings.add("data.step_emptied", "look", row=row, step=self._kind)

    def _clean(self, row: Row) -> Row | None:
        for _ in range(_MOST_PASSES):
            edits = self._find(row["text"])
            if not edits:
                break
            edited = edit_row(row, edits)
            if edited is None:
                self._emptied.append((row["file"], row["row"]))
                return None
            row = edited
        return row
