"""CSV and TSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from studio.engine.data.outputs.cells import make_cells, make_header
from studio.engine.data.outputs.protocol import Labelled, Layout


def write_csv(path: Path, layout: Layout, rows: Iterable[Labelled]) -> int:
    """With the source's delimiter where that one is a CSV, else with commas."""
    return _write(path, layout if layout.delimiter not in ("", "\t", " ") else replace(layout, delimiter=","), rows)


def write_tsv(path: Path, layout: Layout, rows: Iterable[Labelled]) -> int:
    """With tabs."""
    return _write(path, replace(layout, delimiter="\t"), rows)


def _write(path: Path, layout: Layout, rows: Iterable[Labelled]) -> int:
    count = 0
    with path.open("x", encoding="utf-8-sig" if layout.marked else "utf-8", newline="") as file:
        table = csv.writer(file, delimiter=layout.delimiter)
        table.writerow(make_header(layout))
        for labelled in rows:
            table.writerow(make_cells(layout, labelled))
            count += 1
    return count
