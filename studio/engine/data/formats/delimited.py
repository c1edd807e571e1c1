"""Tables as text: CSV and TSV with any delimiter, quoted or not, with or without a header."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Literal

import pyarrow as pa

from studio.engine.data.columnar.delimited import FastReader
from studio.engine.data.columnar.quotes import LastLine
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.headers import has_header, has_known_name, name_columns

_DELIMITERS = ("\t", ",", ";", "|", "^", "~")
_NONE = "\x1f"
"""Separates nothing: for a table with one column."""
_SAMPLE = 2000
_MOST_ABOVE = 20
_SAID = re.compile(r"\ufeff?sep=(.)\r?\n")
_FIRST = 1 << 17
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Dialect:
    """How lines become cells; ``even`` is the share of rows with ``width`` cells.

    ``prose`` says that most cells begin with a blank, as after a comma in a sentence, below no known names; ``spaced``
    that a blank stands before most quotes; ``above`` counts the rows above the names; ``broken`` is the row in which a
    quote has no end, 0 where there is none.
    """

    delimiter: str
    quoted: bool
    width: int = 1
    even: float = 0.0
    prose: bool = False
    spaced: bool = False
    above: int = 0
    broken: int = 0

    def parse(self, lines: Iterable[str], strict: bool = False) -> Iterator[tuple[int, list[str]]]:
        """Each row with the number of its first line. Raises ``csv.Error`` for a broken quote if ``strict``."""
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE
        reader = csv.reader(
            lines, delimiter=self.delimiter, quoting=quoting, strict=strict, skipinitialspace=self.spaced
        )
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
        rows = dialect.parse(io.StringIO(source.head, newline=""))
        head = [cells for _, cells in islice(rows, dialect.above, dialect.above + _SAMPLE)]
        asked = source.spec.header
        headed = has_header(head) if asked is None else asked and bool(head)
        width = max(dialect.width, len(head[0]) if headed else 0)
        names = _name_row(head, width, findings) if headed else []
        columns = name_columns(names, width, findings)
        _tell(dialect, findings)
        name = "tsv" if dialect.delimiter == "\t" else "csv"
        delimiter = "" if dialect.delimiter == _NONE else dialect.delimiter
        first = dialect.above + headed
        full = max((at for at, name in enumerate(names, start=1) if name.strip()), default=width)
        complaints = _Complaints(findings, width, full)
        records = _read_records(source, dialect, columns, first, complaints)
        found = Rows(name, columns, records, delimiter, header=headed)
        if dialect.delimiter.isascii() and not dialect.spaced:
            found.batches = lambda: _read_batches(source, dialect, columns, first, complaints)
        return found


@lru_cache(maxsize=2)
def _find_dialect(source: Source) -> Dialect:
    """The most even dialect of the first lines; quotes are believed only if they hold in all that is known."""
    asked = source.spec.delimiter
    text = source.head if source.whole else source.head[: source.head.rfind("\n") + 1]
    if (said := _SAID.match(text)) and asked in (None, said[1]):
        return replace(_choose(text[said.end() :], [said[1]], source.whole, said[1]), above=1)
    return _choose(text, [asked] if asked else list(_DELIMITERS), source.whole, asked)


def _choose(text: str, delimiters: list[str], whole: bool, asked: str | None) -> Dialect:
    start = text[: text.rfind("\n", 0, _FIRST) + 1] if len(text) > _FIRST else text
    cut = len(start) < len(text) or not whole
    rated = [dialect for delimiter in delimiters if delimiter in start for dialect in _rate(start, delimiter, cut)]
    usable = sorted((dialect for dialect in rated if dialect.width > 1), key=_rank, reverse=True)
    if not usable:
        return Dialect(asked or _NONE, '"' in text)
    best = usable[0]
    if len(start) < len(text) and best.quoted:
        return max(_rate(text, best.delimiter, not whole), key=_rank)
    return best


def _rank(dialect: Dialect) -> tuple[float, bool, bool, int]:
    return round(dialect.even, 2), dialect.delimiter == "\t", dialect.quoted, dialect.width


def _rate(text: str, delimiter: str, cut: bool) -> list[Dialect]:
    """How evenly a delimiter cuts with quotes and without; only one of both where the quotes leave no doubt."""
    mark = re.escape(delimiter)
    opened = len(re.findall(f'(?:^|{mark}) ?"', text, re.MULTILINE))
    sound = len(re.findall(f'(?:^|{mark}) ?"(?:[^"]|"")*+"(?={mark}|\r|\n|\\Z)', text, re.MULTILINE))
    spaced = opened > 0 and text.count(f'{delimiter} "') * 3 > opened
    quoted = Dialect(delimiter, True, spaced=spaced)
    rows, broken = _try(text, quoted)
    believed = sound >= 2 and sound >= 0.75 * opened
    if broken and believed and cut and text.count('"') % 2:
        broken = 0  # the place where the text was cut lies between two quotes
    elif broken and believed:
        rows = [cells for _, cells in quoted.parse(io.StringIO(text, newline=""))]
    elif broken:
        rows = []
    plain = Dialect(delimiter, False)
    if believed and sound * 5 > text.count("\n"):
        return [replace(_measure(rows, quoted), broken=broken)]
    return [replace(_measure(rows, quoted), broken=broken), _measure(_try(text, plain)[0], plain)]


def _try(text: str, dialect: Dialect) -> tuple[list[list[str]], int]:
    """The rows up to one with a broken quote, and where that one begins; 0 where there is none."""
    rows: list[list[str]] = []
    lines = 1
    try:
        for start, cells in dialect.parse(io.StringIO(text, newline=""), strict=True):
            rows.append(cells)
            lines = start + 1 + sum(cell.count("\n") for cell in cells)
    except csv.Error:
        return rows, lines
    return rows, 0


def _measure(rows: list[list[str]], dialect: Dialect) -> Dialect:
    """A first row that it does not cut at all is the name of one column, unless known names come after it."""
    widths = [len(cells) for cells in rows]
    width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    above = next((at for at, found in enumerate(widths[:_MOST_ABOVE]) if found == width), 0)
    named = width > 1 and above > 0 and max(widths[:above]) < width and has_known_name(rows[above])
    if not widths or (widths[0] == 1 and count < (0.5 if named else 0.9) * len(widths)):
        return dialect
    inner = [cell for cells in rows for cell in cells[1:]]
    blank = sum(cell.startswith(" ") for cell in inner) * 2 > len(inner)
    even = count / (len(widths) - (above if named else 0))
    prose = blank and not has_known_name(rows[above if named else 0])
    return replace(dialect, width=width, even=even, prose=prose, above=above if named else 0)


def _name_row(head: Sequence[Sequence[str]], width: int, findings: Findings) -> Sequence[str]:
    """The names; where all rows have one cell more, and their last ones are filled, the first column has no name."""
    names = head[0]
    if len(names) == width - 1 and any(cells[width - 1].strip() for cells in head[1:] if len(cells) == width):
        findings.add("data.header_short", "look", row=1, found=len(names), expected=width)
        return ["", *names]
    return names


def _tell(dialect: Dialect, findings: Findings) -> None:
    if dialect.above and dialect.width > 1:
        findings.add("data.lines_above", "look", row=1, count=dialect.above)
    if dialect.broken:
        findings.add("data.quote_open", row=dialect.broken)


@dataclass(frozen=True)
class _Complaints:
    """Tells of rows with too many cells, and of those that lack one of a column with a name: the first ``full``."""

    findings: Findings
    width: int
    full: int

    def add_ragged(self, row: int, found: int) -> None:
        self.findings.add("data.ragged_row", row=row, found=found, expected=self.width)

    def add_short(self, rows: Sequence[tuple[int, int]]) -> None:
        short = [(row, found) for row, found in rows if found < self.full]
        if short:
            row, found = short[0]
            self.findings.add("data.short_row", "look", row=row, count=len(short), found=found, expected=self.full)

    def add_open(self, row: int) -> None:
        self.findings.add("data.quote_open", row=row)


def _read_records(
    source: Source, dialect: Dialect, columns: list[str], first: int, complaints: _Complaints
) -> Iterator[Record]:
    last, row, end = LastLine(source.open_lines()), 0, 0
    for row, cells in islice(dialect.parse(last), first, None):
        end = last.count
        fitted = _fit(cells, len(columns))
        if fitted is None:
            complaints.add_ragged(row, len(cells))
            continue
        if len(cells) < len(columns):
            complaints.add_short([(row, len(cells))])
        yield Record(row, dict(zip(columns, fitted, strict=True)))
    ends_here = 0 < end == last.count
    if ends_here and dialect.quoted and not dialect.broken and last.is_open(dialect.delimiter, inside=end > row):
        complaints.add_open(row)


def _read_batches(
    source: Source, dialect: Dialect, columns: list[str], first: int, complaints: _Complaints
) -> Iterator[pa.RecordBatch]:
    def fit(cells: Sequence[str]) -> list[str | None] | None:
        return _fit(cells, len(columns))

    reader = FastReader(source.encoding, dialect.delimiter, dialect.quoted, columns, first, fit)
    with source.path.open("rb") as file:
        for found in reader.read(file):
            for row, count in found.ragged:
                complaints.add_ragged(row, count)
            complaints.add_short(found.short)
            if found.open and not dialect.broken:
                complaints.add_open(found.open)
            yield found.batch


def _fit(cells: Sequence[str], width: int) -> list[str | None] | None:
    """The cells of a row, None for an empty one and for each that it lacks; None where it has too many."""
    if len(cells) > width and any(cells[width:]):
        return None
    return [cell or None for cell in cells[:width]] + [None] * (width - len(cells))
