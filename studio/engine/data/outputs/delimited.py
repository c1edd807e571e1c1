"""CSV and TSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from studio.engine.data.outputs.cells import guard_cells
from studio.engine.data.outputs.protocol import RowT, Shape


def write_csv(path: Path, shape: Shape[RowT], rows: Iterable[RowT]) -> int:
    """With the source's delimiter where that one is a CSV, else with commas."""
    return _write(path, shape, rows, shape.delimiter if shape.delimiter not in ("", "\t", " ") else ",")


def write_tsv(path: Path, shape: Shape[RowT], rows: Iterable[RowT]) -> int:
    """With tabs."""
    return _write(path, shape, rows, "\t")


def _write(path: Path, shape: Shape[RowT], rows: Iterable[RowT], delimiter: str) -> int:
    count = 0
    with path.open("x", encoding="utf-8-sig" if shape.marked else "utf-8", newline="") as file:
        table = csv.writer(file, delimiter=delimiter)
        table.writerow(guard_cells(shape.list_columns()))
        for row in rows:
            table.writerow(guard_cells(shape.list_cells(row)))
            count += 1
    return count
