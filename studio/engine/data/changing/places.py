"""Steps done to single rows: where these rows are, in files that may be called otherwise by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from studio.engine.data.changing.applier import Applier
from studio.engine.data.changing.rows import Row, change_rows, find_rows
from studio.engine.data.findings import Findings


class RowBound(Applier):
    """Changes the rows at ``places`` (file, row) of one step; the step's ``kind`` is said where one is gone."""

    def __init__(self, kind: str, places: Iterable[tuple[str, int]]) -> None:
        self._kind = kind
        self._wanted: dict[str, dict[int, bool]] = {}
        for file, row in places:
            self._wanted.setdefault(file, {})[row] = False
        self._names: dict[str, str] = {}
        self._unfit: list[tuple[str, int]] = []

    def change(self, row: Row) -> Row | None:
        """The row as it is to be. None takes it away; the row itself, marked by :meth:`refuse`, stays as it is."""
        raise NotImplementedError

    def refuse(self, row: Row) -> Row:
        """Keeps the row: the step does not fit to it any more, and :meth:`report` says so."""
        self._unfit.append((row["file"], row["row"]))
        return row

    def meet(self, files: Sequence[str]) -> None:
        """Finds out which file is meant by each name."""
        for asked in self._wanted:
            name = find_file(asked, files)
            if name is not None:
                self._names[name] = asked

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Changes those of the rows that are in it."""
        if not batch.num_rows:
            return batch
        bounds = pc.min_max(batch.column("row")).as_py()
        for name, asked in self._names.items():
            rows = [row for row in self._wanted[asked] if bounds["min"] <= row <= bounds["max"]]
            if rows:
                batch = self._change(batch, name, self._wanted[asked], rows)
        return batch

    def _change(self, batch: pa.RecordBatch, file: str, wanted: dict[int, bool], rows: list[int]) -> pa.RecordBatch:
        alike = find_rows(pc.is_in(batch.column("row"), pa.array(rows, pa.int64())))
        places = batch.select(["file", "row"]).take(pa.array(alike, pa.int64())).to_pylist()
        touched = [at for at, place in zip(alike, places, strict=True) if place["file"] == file]
        wanted |= {place["row"]: True for place in places if place["file"] == file}
        batch, count = change_rows(batch, touched, self.change)
        self.count += count
        return batch

    def report(self, findings: Findings) -> None:
        """The rows that are gone, and those that the step does not fit."""
        for file, rows in self._wanted.items():
            findings.file = file
            for row in (row for row, is_met in rows.items() if not is_met):
                findings.add("data.step_row_gone", "look", row=row, step=self._kind)
        for file, row in self._unfit:
            findings.file = file
            findings.add("data.step_unfit", "look", row=row, step=self._kind)


def find_file(asked: str, files: Sequence[str]) -> str | None:
    """The file that is meant: of this name, else the only one whose path ends alike."""
    if asked in files:
        return asked
    alike = [file for file in files if _end_alike(_split(asked), _split(file))]
    return alike[0] if len(alike) == 1 else None


def _split(file: str) -> list[str]:
    return [part for part in file.replace("\\", "/").split("/") if part not in ("", ".", "..")]


def _end_alike(first: list[str], second: list[str]) -> bool:
    length = min(len(first), len(second))
    return length > 0 and first[-length:] == second[-length:]
