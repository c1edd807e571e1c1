"""Prepared data as the checks see them: in chunks of a bounded size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from studio.contract.calls import Inspection
from studio.contract.data.health import Finding, Offer
from studio.contract.problems import Place, Problem
from studio.engine.data.columnar.hashing import TextHasher
from studio.engine.data.likeness.keys import KeyFile, Positions, SplitKeys

UNSUPPORTED = "unsupported"
MOST_ROWS = 1000
"""How many positions a finding names of one split."""
_SHOWN_LETTERS = 80
_CHUNK_ROWS = 20_000
_CHUNK_BYTES = 32_000_000
_MAPPED_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some examples of one split: ``table`` has the columns asked for; ``start`` is the position of the first."""

    split: str
    start: int
    table: Any


@dataclass
class Examples:
    """All examples of a data set. ``tables`` maps split to Arrow file, training first.

    ``look`` is told which part is done (0–1) and may raise ``Cancelled``."""

    inspection: Inspection
    tables: Mapping[str, Path]
    look: Callable[[float], None] = field(default=lambda part: None)
    empty: int = 0
    """The number of a text that holds nothing; known with the first keys."""
    _keys: dict[str, SplitKeys] = field(default_factory=dict)

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

    def take_texts(self, split: str, positions: Positions) -> list[str]:
        """Some texts of one split; ``positions`` are in order."""
        return self._files[split].take_texts(positions)

    def place(self, split: str, position: int) -> Place:
        """File and row of one example."""
        found = self.take(split, [position], ["file", "row"])[0]
        return Place(file=found["file"], row=found["row"])

    def keys(self, split: str) -> SplitKeys:
        """What the texts and labels of a split are, as numbers; made when first asked for."""
        if not self._keys:
            self._keys = self._find_keys()
        return self._keys[split]

    def report(
        self,
        check: str,
        code: str,
        found: Mapping[str, Sequence[int] | Positions],
        offers: Sequence[Offer] = (),
        values: Mapping[str, Any] | None = None,
    ) -> Finding:
        """A finding of some examples that deserve a look: ``found`` maps split to positions, in order.

        The first of them gives the place, and its beginning as ``text``.
        """
        found = {split: positions for split, positions in found.items() if len(positions)}
        split, positions = next(iter(found.items()))
        first = self.take(split, [int(positions[0])], ["file", "row", "text"])[0]
        problem = Problem(
            code=code,
            level="look",
            values={"text": shorten(first["text"])} | dict(values or {}),
            place=Place(file=first["file"], row=first["row"]),
            count=sum(map(len, found.values())),
        )
        rows = {split: [int(position) for position in positions[:MOST_ROWS]] for split, positions in found.items()}
        return Finding(check=check, level="look", problem=problem, rows=rows, offers=list(offers))

    def _find_keys(self) -> dict[str, SplitKeys]:
        with ExitStack() as stack:
            files = {split: stack.enter_context(KeyFile()) for split in self.tables}
            hasher = stack.enter_context(closing(TextHasher()))
            (self.empty,) = hasher.hash(pa.array([""])).view(np.int64)
            for chunk in self.chunks(["text", "tokens", "gold"]):
                words = pc.fill_null(pc.list_value_length(chunk.table["tokens"]), 0).to_numpy().astype(np.int32)
                column = chunk.table["text"].combine_chunks()
                letters, texts = hasher.hash_letters(column).view(np.int64), hasher.hash(column).view(np.int64)
                golds = hasher.hash_letters(_join_labels(chunk.table)).view(np.int64)
                files[chunk.split].add(SplitKeys(letters, texts, golds, words))
            return {split: file.open() for split, file in files.items()}

    @cached_property
    def _files(self) -> dict[str, _File]:
        return {split: _File(path, self.task == UNSUPPORTED) for split, path in self.tables.items()}


def _join_labels(table: Any) -> pa.Array:
    """What is taught of each example as one text: its labels in any order, or the tags of its words in theirs."""
    golds = table["gold"].combine_chunks()
    if pc.all(pc.equal(pc.list_value_length(golds), 1)).as_py() and not golds.null_count:
        return golds.flatten()
    tokens = table["tokens"].to_pylist()
    rows = zip(golds.to_pylist(), tokens, strict=True)
    return pa.array(["\x1f".join(gold if words else sorted(gold)) for gold, words in rows], pa.string())


def shorten(text: str | None) -> str:
    """The beginning of a text, in one line."""
    line = " ".join((text or "").split())
    return line if len(line) <= _SHOWN_LETTERS else line[: _SHOWN_LETTERS - 1] + "…"


class _File:
    """One Arrow file, memory-mapped for as long as it is read; its batches are read when they are needed.

    ``joins`` says that a row's text is all of its cells, since nobody knows which one is the text.
    """

    def __init__(self, path: Path, joins: bool) -> None:
        self._path = path
        reader = self._open()
        sizes = [reader.get_batch(index).num_rows for index in range(reader.num_record_batches)]
        self._ends = list(accumulate(sizes))
        self.rows = self._ends[-1] if self._ends else 0
        self.schema: Any = reader.schema
        self._joins = joins and "cells" in self.schema.names

    def read(self, columns: Sequence[str]) -> Iterator[Any]:
        """Tables of a bounded size, small batches put together; what was read is not kept mapped."""
        waiting: list[Any] = []
        rows = size = mapped = 0
        reader = self._open()
        for index in range(len(self._ends)):
            if mapped >= _MAPPED_BYTES:
                reader, mapped = self._open(), 0
            batch = self._get(reader, index, columns)
            mapped += batch.nbytes
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
        row: dict[str, Any] = self._get(self._open(), index, columns, slice(offset, offset + 1)).to_pylist()[0]
        return row

    def take_texts(self, positions: Positions) -> list[str]:
        """The texts of rows in order, batch by batch."""
        found: list[str] = []
        starts = [0, *self._ends]
        reader = self._open()
        bounds = np.searchsorted(positions, starts)
        for index in np.flatnonzero(np.diff(bounds)):
            wanted = positions[bounds[index] : bounds[index + 1]] - starts[index]
            found += self._get(reader, int(index), ["text"]).column("text").take(pa.array(wanted)).to_pylist()
        return [text or "" for text in found]

    def _open(self) -> Any:
        return ipc.open_file(pa.memory_map(str(self._path)))

    def _get(self, reader: Any, index: int, columns: Sequence[str], part: slice = slice(None)) -> Any:
        """Some columns of one batch."""
        batch = reader.get_batch(index)[part]
        if self._joins and "text" in columns:
            cells = [pc.fill_null(cell, "") for cell in batch.column("cells").flatten()]
            joined = pc.binary_join_element_wise(*cells, " ")
            batch = batch.set_column(batch.schema.get_field_index("text"), "text", joined)
        return batch.select(list(columns))
