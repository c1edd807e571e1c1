"""Prepared data as the checks see them: in chunks of a bounded size, or as tables of a database that spills."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import ipc

from studio.contract.calls import Inspection
from studio.contract.problems import Place

if TYPE_CHECKING:
    import duckdb

MOST_ROWS = 1000
"""How many positions a finding names of one split."""
_CHUNK_ROWS = 20_000
_CHUNK_BYTES = 32_000_000
_MEMORY = "600MB"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some examples of one split: ``table`` has the columns asked for; ``start`` is the position of the first."""

    split: str
    start: int
    table: Any


@dataclass
class Examples:
    """All examples of a data set. ``tables`` maps split to Arrow file, training first.

    ``look`` is told which part is done (0–1) and may raise ``Cancelled``; ``scratch`` is a folder for what does
    not fit the memory.
    """

    inspection: Inspection
    tables: Mapping[str, Path]
    scratch: Path
    look: Callable[[float], None] = field(default=lambda part: None)

    @property
    def task(self) -> str:
        """The task the data fit, or "unsupported"."""
        return self.inspection.task

    @property
    def count(self) -> int:
        """How many there are in all splits."""
        return sum(self._files[split].rows for split in self.tables)

    @cached_property
    def cells(self) -> list[str]:
        """The names of the other columns of a table."""
        for file in self._files.values():
            if "cells" in file.schema.names:
                return [cell.name for cell in file.schema.field("cells").type]
        return []

    def size(self, split: str) -> int:
        """How many there are in one split."""
        return self._files[split].rows

    def chunks(self, columns: Sequence[str], splits: Sequence[str] = ()) -> Iterator[Chunk]:
        """Every example once, in order; looks up between the chunks."""
        wanted = [split for split in self.tables if not splits or split in splits]
        total = sum(self.size(split) for split in wanted) or 1
        before = 0
        for split in wanted:
            start = 0
            for table in self._files[split].read(columns):
                self.look((before + start) / total)
                yield Chunk(split, start, table)
                start += table.num_rows
            before += start
        self.look(1.0)

    def take(self, split: str, positions: Sequence[int], columns: Sequence[str]) -> list[dict[str, Any]]:
        """Some examples of one split, as plain values, in the order asked."""
        file = self._files[split]
        return [file.take(position, columns) for position in positions]

    def place(self, split: str, position: int) -> Place:
        """File and row of one example."""
        found = self.take(split, [position], ["file", "row"])[0]
        return Place(file=found["file"], row=found["row"])

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A database of its own in memory; what does not fit goes to ``scratch``."""
        import duckdb

        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "temp_directory": str(self.scratch),
            "threads": 2,
        }
        with duckdb.connect(config=settings) as connection:
            yield connection

    @cached_property
    def _files(self) -> dict[str, _File]:
        return {split: _File(path) for split, path in self.tables.items()}


class _File:
    """One Arrow file, memory-mapped; its batches are read when they are needed."""

    def __init__(self, path: Path) -> None:
        self._reader = ipc.open_file(pa.memory_map(str(path)))
        sizes = [self._reader.get_batch(index).num_rows for index in range(self._reader.num_record_batches)]
        self._ends = list(accumulate(sizes))
        self.rows = self._ends[-1] if self._ends else 0
        self.schema: Any = self._reader.schema

    def read(self, columns: Sequence[str]) -> Iterator[Any]:
        """Tables of a bounded size, small batches put together."""
        waiting: list[Any] = []
        rows = size = 0
        for index in range(self._reader.num_record_batches):
            batch = self._reader.get_batch(index).select(list(columns))
            waiting.append(batch)
            rows, size = rows + batch.num_rows, size + batch.nbytes
            if rows >= _CHUNK_ROWS or size >= _CHUNK_BYTES:
                yield pa.Table.from_batches(waiting).combine_chunks()
                waiting, rows, size = [], 0, 0
        if rows:
            yield pa.Table.from_batches(waiting).combine_chunks()

    def take(self, position: int, columns: Sequence[str]) -> dict[str, Any]:
        """One row as plain values."""
        index = bisect_right(self._ends, position)
        offset = position - (self._ends[index - 1] if index else 0)
        row: dict[str, Any] = self._reader.get_batch(index).select(list(columns)).slice(offset, 1).to_pylist()[0]
        return row
