"""Tables as text: CSV and TSV with any delimiter, quoted or not, with or without a header."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from studio.engine.data.columnar.delimited import FastReader
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.headers import has_header, has_known_name, name_columns

_DELIMITERS = ("\t", ",", ";", "|", "^", "~")
_NONE = "\x1f"
"""Separates nothing: for a table with one column."""
_SAMPLE = 2000
_FIRST = 1 << 17
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Dialect:
    """How lines become cells; ``even`` is the share of rows with ``width`` cells.

    ``prose`` says that most cells begin with a blank, as after a comma in a sentence, below no known names.
    """

    delimiter: str
    quoted: bool
    width: int = 1
    even: float = 0.0
    prose: bool = False

    def parse(self, lines: Iterable[str], strict: bool = False) -> Iterator[tuple[int, list[str]]]:
        """Each row with the number of its first line. Raises ``csv.Error`` for a broken quote if ``strict``."""
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE
        reader = csv.reader(lines, delimiter=self.delimiter, quoting=quoting, strict=strict)
        start = 1
        for cells in reader:
            if cells:
                yield start, cells
            start = reader.line_num + 1


class Delimited:
    """CSV, TSV and their kin."""

    id = "delimited"
    kind: Kind = "text"

    def rate(self, source: Source) -> float:
        """How evenly the best delimiter cuts the lines; one column alone is believed by the file's name only."""
        dialect = _find_dialect(source)
        named = source.suffix in (".csv", ".tsv", ".tab")
        if dialect.width < 2:
            return 0.6 if named else 0.0
        return dialect.even * (0.94 if named else 0.75) * (0.35 if dialect.prose else 1.0)

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a row, its cells as text; empty ones are None."""
        dialect = _find_dialect(source)
        head = [cells for _, cells in dialect.parse(io.StringIO(source.head, newline=""))][:_SAMPLE]
        asked = source.spec.header
        headed = has_header(head) if asked is None else asked and bool(head)
        width = max(dialect.width, len(head[0]) if headed else 0)
        columns = name_columns(head[0] if headed else [], width, findings)
        name = "tsv" if dialect.delimiter == "\t" else "csv"
        delimiter = "" if dialect.delimiter == _NONE else dialect.delimiter
        records = _read_records(source, dialect, columns, headed, findings)
        rows = Rows(name, columns, records, delimiter, header=headed)
        if dialect.delimiter.isascii():
            rows.batches = lambda: _read_batches(source, dialect, columns, headed, findings)
        return rows


def _find_dialect(source: Source) -> Dialect:
    """The most even dialect of the first lines; quotes are believed only if they hold in all that is known."""
    asked = source.spec.delimiter
    text = source.head if source.whole else source.head[: source.head.rfind("\n") + 1]
    start = text[: text.rfind("\n", 0, _FIRST) + 1] if len(text) > _FIRST else text
    delimiters = [asked] if asked else [delimiter for delimiter in _DELIMITERS if delimiter in start]
    rated = [_rate(start, delimiter, quoted) for delimiter in delimiters for quoted in (True, False)]
    usable = sorted((dialect for dialect in rated if dialect.width > 1), key=_rank, reverse=True)
    if not usable:
        return Dialect(asked or _NONE, '"' in text)
    best = usable[0]
    if len(start) < len(text) and best.quoted:
        return max((_rate(text, best.delimiter, quoted) for quoted in (True, False)), key=_rank)
    return best


def _rank(dialect: Dialect) -> tuple[float, bool, bool, int]:
    return round(dialect.even, 2), dialect.delimiter == "\t", dialect.quoted, dialect.width


def _rate(text: str, delimiter: str, quoted: bool) -> Dialect:
    """How evenly a delimiter cuts; a first row that it does not cut at all is the name of one column."""
    try:
        parsed = Dialect(delimiter, quoted).parse(io.StringIO(text, newline=""), strict=True)
        rows = [cells for _, cells in parsed]
    except csv.Error:
        rows = []
    widths = [len(cells) for cells in rows]
    width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    if not widths or (widths[0] == 1 and count < 0.9 * len(widths)):
        return Dialect(delimiter, quoted)
    inner = [cell for cells in rows for cell in cells[1:]]
    blank = sum(cell.startswith(" ") for cell in inner) * 2 > len(inner)
    return Dialect(delimiter, quoted, width, count / len(widths), blank and not has_known_name(rows[0]))


def _read_records(
    source: Source, dialect: Dialect, columns: list[str], headed: bool, findings: Findings
) -> Iterator[Record]:
    rows = dialect.parse(source.open_lines())
    if headed:
        next(rows, None)
    for row, cells in rows:
        fitted = _fit(cells, len(columns))
        if fitted is None:
            findings.add("data.ragged_row", row=row, found=len(cells), expected=len(columns))
        else:
            yield Record(row, dict(zip(columns, fitted, strict=True)))


def _read_batches(
    source: Source, dialect: Dialect, columns: list[str], headed: bool, findings: Findings
) -> Iterator[pa.RecordBatch]:
    def fit(cells: Sequence[str]) -> list[str | None] | None:
        return _fit(cells, len(columns))

    reader = FastReader(source.encoding, dialect.delimiter, dialect.quoted, columns, headed, fit)
    with source.path.open("rb") as file:
        for found in reader.read(file):
            for row, count in found.ragged:
                findings.add("data.ragged_row", row=row, found=count, expected=len(columns))
            yield found.batch


def _fit(cells: Sequence[str], width: int) -> list[str | None] | None:
    """The cells of a row, None for an empty one and for each that it lacks; None where it has too many."""
    if len(cells) > width and any(cells[width:]):
        return None
    return [cell or None for cell in cells[:width]] + [None] * (width - len(cells))
