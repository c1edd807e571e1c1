"""Large CSV files read as columns, with the very rows, cells and numbers that the row-by-row way would give.

The file is cut where records end. A piece whose quotes are in order is parsed by Arrow; any other one, and every row
with too many or too few cells, is left to Python's csv module, which has the last word.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Literal

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from studio.engine.data.columnar.pieces import Lines, Piece, Positions, cut_pieces, decode, find_byte, locate_records
from studio.engine.data.columnar.quotes import LastLine
from studio.engine.data.columnar.texts import make_texts
from studio.engine.data.encoding import Encoding

ROW = "# row"
THREADS = 2
_AHEAD = 3
_MOST_MENDED = 2000
"""Rows of one piece that are mended one by one; with more the whole piece is read row by row."""

Fit = Callable[[Sequence[str]], "list[str | None] | None"]
"""The cells of a row with as many as there are columns; None where it has too many."""


@dataclass(frozen=True)
class Cells:
    """Rows that were read, and those left out; ``short`` are read and lack cells: number and cells of each.

    ``open`` is the row in which a quotation mark has no end, 0 where there is none.
    """

    batch: pa.RecordBatch
    ragged: list[tuple[int, int]] = field(default_factory=list)
    short: list[tuple[int, int]] = field(default_factory=list)
    open: int = 0


@dataclass(frozen=True)
class FastReader:
    """How a file is taken apart; ``above`` counts the records at its beginning that are left out."""

    encoding: Encoding
    delimiter: str
    quoted: bool
    columns: Sequence[str]
    above: int
    fit: Fit

    def read(self, file: BinaryIO) -> Iterator[Cells]:
        """All records in their order."""
        lines = Lines(file, self.encoding)
        for _ in range(self.above):
            next((cells for _, cells in self.parse_rows(lines.read()) if cells), None)
        with ThreadPoolExecutor(THREADS, thread_name_prefix="csv") as pool:
            waiting: deque[Future[Cells]] = deque()
            for piece in cut_pieces(lines, self.delimiter.encode(), self.quoted):
                if piece.is_sound:
                    waiting.append(pool.submit(self.parse, piece))
                else:
                    while waiting:
                        yield waiting.popleft().result()
                    yield self._read_slowly(lines, lines.position + len(piece.content))
                if len(waiting) > _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def parse(self, piece: Piece) -> Cells:
        """A sound piece, by Arrow where both agree on where its records are, else row by row."""
        if self.encoding.errors != "strict" and not _is_sound(piece.content):
            return self._parse_slowly(piece)
        odd: list[arrow_csv.InvalidRow] = []

        def note(row: arrow_csv.InvalidRow) -> Literal["skip"]:
            odd.append(row)
            return "skip"

        names = [str(index) for index in range(len(self.columns))]
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(piece.content),
                arrow_csv.ReadOptions(use_threads=False, block_size=len(piece.content) + 1, column_names=names),
                arrow_csv.ParseOptions(
                    delimiter=self.delimiter, quote_char='"' if self.quoted else False, newlines_in_values=True,
                    invalid_row_handler=note,
                ),
                arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True,
                ),
            )  # fmt: skip
        except pa.ArrowInvalid:
            return self._parse_slowly(piece)
        columns = [column.combine_chunks() if column.num_chunks != 1 else column.chunk(0) for column in table.columns]
        records = piece.count_lines() if not odd else -1
        inside = _count_newlines(columns) if piece.quotes is not None else None
        taken = table.num_rows + (0 if inside is None else int(inside.sum()))
        if records == taken:
            return Cells(self._make_batch(_number(piece.line, table.num_rows, inside), columns))
        return self._place(piece, columns, odd)

    def parse_rows(self, lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
        """The cells of each record, none for a blank line, and how many lines it takes."""
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE
        reader = csv.reader(lines, delimiter=self.delimiter, quoting=quoting)
        before = 0
        for cells in reader:
            yield reader.line_num - before, cells
            before = reader.line_num

    def _place(self, piece: Piece, columns: list[pa.Array], odd: list[arrow_csv.InvalidRow]) -> Cells:
        """Finds out on which line each record begins, and mends those with another number of cells."""
        starts, numbers = locate_records(piece)
        count = len(columns[0]) + len(odd)
        if len(starts) != count or len(odd) > _MOST_MENDED or any(row.number is None for row in odd):
            return self._parse_slowly(piece)
        at = np.array([int(row.number or 0) - 1 for row in odd], np.int64)
        if any(not 0 <= index < count for index in at):
            return self._parse_slowly(piece)
        texts = [_cut(piece.content, starts, index) for index in at]
        if any(text.rstrip("\r\n") != row.text for text, row in zip(texts, odd, strict=True)):
            return self._parse_slowly(piece)
        batch = self._make_batch(np.delete(numbers, at), columns)
        found = [self._take(self.parse_rows(_split(text)), int(numbers[i])) for i, text in zip(at, texts, strict=True)]
        mended = [cells.batch for cells in found if cells.batch.num_rows]
        if mended:
            joined = pa.Table.from_batches([batch, *mended]).combine_chunks()
            batch = joined.take(np.argsort(joined.column(0).to_numpy(), kind="stable")).combine_chunks().to_batches()[0]
        ragged = [row for cells in found for row in cells.ragged]
        return Cells(batch, ragged, [row for cells in found for row in cells.short])

    def _parse_slowly(self, piece: Piece) -> Cells:
        return self._take(self.parse_rows(_split(decode(piece.content, self.encoding))), piece.line)

    def _read_slowly(self, lines: Lines, stop: int) -> Cells:
        """Reads on to the end of the record that goes beyond the position ``stop``, or ends there."""

        last, start, taken = LastLine(lines.read()), lines.line, 0

        def read() -> Iterator[tuple[int, list[str]]]:
            nonlocal taken
            for taken, cells in self.parse_rows(iter(last)):
                yield taken, cells
                if lines.position >= stop:
                    return

        found = self._take(read(), start)
        if self.quoted and last.is_open(self.delimiter, inside=taken > 1):
            return replace(found, open=start + last.count - taken)
        return found

    def _take(self, rows: Iterator[tuple[int, list[str]]], line: int) -> Cells:
        numbers: list[int] = []
        found: list[list[str | None]] = []
        ragged: list[tuple[int, int]] = []
        short: list[tuple[int, int]] = []
        for taken, cells in rows:
            if cells:
                fitted = self.fit(cells)
                if fitted is None:
                    ragged.append((line, len(cells)))
                else:
                    numbers.append(line)
                    found.append(fitted)
                    if len(cells) < len(self.columns):
                        short.append((line, len(cells)))
            line += taken
        return Cells(self._make_rows(numbers, found), ragged, short)

    def _make_rows(self, numbers: list[int], rows: list[list[str | None]]) -> pa.RecordBatch:
        columns = [make_texts([row[at] for row in rows]) for at in range(len(self.columns))]
        return self._make_batch(np.array(numbers, np.int64), columns)

    def _make_batch(self, numbers: object, columns: list[pa.Array]) -> pa.RecordBatch:
        return pa.RecordBatch.from_arrays([pa.array(numbers, pa.int64()), *columns], names=[ROW, *self.columns])


def _is_sound(content: bytes) -> bool:
    """Whether all of it is UTF-8, as Arrow wants it."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _split(text: str) -> Iterator[str]:
    return iter(io.StringIO(text, newline=""))


def _cut(content: bytes, starts: Positions, index: int) -> str:
    stop = starts[index + 1] if index + 1 < len(starts) else len(content)
    return content[starts[index] : stop].decode()


def _number(first: int, count: int, inside: Positions | None) -> Positions:
    """The line of each record: one after the other, and further where cells hold line ends."""
    numbers = np.arange(first, first + count, dtype=np.int64)
    if inside is not None:
        numbers[1:] += np.cumsum(inside[:-1])
    return numbers


def _count_newlines(columns: Sequence[pa.Array]) -> Positions | None:
    """How many line ends the cells of each row hold; None where none does."""
    total: Positions | None = None
    for column in columns:
        data = column.buffers()[2]
        found = find_byte(data, 10) if data is not None else ()
        if len(found):
            ends = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1, 4 * column.offset)[1:]
            counts = np.bincount(np.searchsorted(ends, found, "right"), minlength=len(column))
            total = counts if total is None else total + counts
    return total
