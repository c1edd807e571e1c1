"""Rows of a table as columns of text: what a fast format gives, and what is gathered from records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow as pa

from studio.engine.data.columnar.texts import make_texts
from studio.engine.data.columns import are_strings, is_missing
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.preparing.labels import join_labels

ROWS = 8192


@dataclass(frozen=True)
class Block:
    """Some rows: the number of each, the file of a folder it stands in, and a column of text for each name."""

    rows: pa.Array
    files: pa.Array | None
    columns: Mapping[str, pa.Array]


def take_batches(batches: Iterable[pa.RecordBatch], names: Sequence[str]) -> Iterator[Block]:
    """Blocks of what a format reads in columns: the numbers of the rows first, then ``names`` in order."""
    for batch in batches:
        yield Block(batch.column(0), None, {name: batch.column(at) for at, name in enumerate(names, start=1)})


def gather_blocks(
    records: Iterable[Record], names: Sequence[str], roles: Mapping[str, str], findings: Findings, several: bool
) -> Iterator[Block]:
    """Blocks of records. One whose text or label is neither text nor a number is left out, and said.

    ``several`` says that a label may be a list of them.
    """
    usable = (record for record in records if _is_usable(record, roles, findings, several))
    label = roles.get("label") if several else None
    while part := list(islice(usable, ROWS)):
        cells = {name: [_show(record.values.get(name), name == label) for record in part] for name in names}
        files = make_texts([record.file for record in part]) if any(record.file for record in part) else None
        columns = {name: make_texts(texts) for name, texts in cells.items()}
        yield Block(pa.array([record.row for record in part], pa.int64()), files, columns)


def show_cell(cell: Any) -> str | None:
    """A cell as one text: words with blanks between them, what JSON holds as JSON; None where it is empty."""
    if cell is None or isinstance(cell, str):
        return cell or None
    if isinstance(cell, list) and all(isinstance(item, str) for item in cell):
        return " ".join(cell) or None
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False, default=str) if cell else None
    return str(cell)


def _show(cell: Any, is_label: bool) -> str | None:
    return join_labels(cell) if is_label and isinstance(cell, list) else show_cell(cell)


def _is_usable(record: Record, roles: Mapping[str, str], findings: Findings, several: bool) -> bool:
    for role, column in roles.items():
        cell = record.values.get(column)
        if is_missing(cell) or isinstance(cell, str | int | float):
            continue
        if several and role == "label" and are_strings(cell):
            continue
        findings.add(f"data.{role}_not_text", row=record.row, column=column, details=type(cell).__name__)
        return False
    return True
