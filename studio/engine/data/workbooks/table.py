"""The table in a sheet: where it begins below titles and notes, its names, and its merged cells filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.engine.data.headers import has_header, has_known_name

Range = tuple[tuple[int, int], tuple[int, int]]
_SEEN = 2000
_HIGHEST = 20
_MOST_NAMES = 6
"""A name of a column may stand in so many rows, one below the other."""


@dataclass
class Sheet:
    """Cells as text, the number of the first row (from 1) and of the first column (from 0), and what is merged."""

    first_row: int
    first_column: int
    cells: list[list[str]]
    merged: Sequence[Range]


@dataclass
class Table:
    """Names ([] where there are none), rows with their numbers, how many rows stand above, and what was filled.

    ``filled`` counts cells that were filled from a merged one, ``filled_row`` is the row of the first of them.
    """

    header: list[str]
    rows: list[tuple[int, list[str]]]
    above: int = 0
    width: int = 0
    filled: int = 0
    filled_row: int = 0


def find_table(sheet: Sheet, headed: bool | None) -> Table:
    """``headed`` says whether the first row holds names; None lets the rows decide, below rows that are titles."""
    start = 0 if headed is False else _find_start(sheet.cells)
    above = sum(map(any, sheet.cells[:start]))
    filled = _fill(sheet, start)
    rows = [(index, row) for index, row in enumerate(sheet.cells) if index >= start and any(row)]
    if not rows:
        return Table([], [])
    last = _find_last_name(sheet, rows[0][0])
    names = [row for index, row in rows if index <= last]
    header = [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*names, strict=True)]
    below = rows[len(names) :]
    guessed = (bool(below) and _is_mostly_merged(sheet, rows[0][0])) or has_header(
        [header, *(row for _, row in below[:_SEEN])]
    )
    named = guessed if headed is None else headed
    if named:
        rows = below
    else:
        header = []
    width = max(map(len, [header, *(row for _, row in rows[:_SEEN])]), default=0)
    numbered = [(sheet.first_row + index, row) for index, row in rows]
    counted = [index for index in filled if rows and index >= rows[0][0]]
    first = sheet.first_row + min(counted) if counted else 0
    return Table(header, numbered, above, width, len(counted), first)


def _find_start(cells: Sequence[Sequence[str]]) -> int:
    """The first row that is no title: with more than one cell where the others have several, or with known names."""
    head = list(cells[:_HIGHEST])
    widest = max((_count(row) for row in cells[:_SEEN]), default=0)
    if widest < 2:
        return 0
    narrow = next((index for index, row in enumerate(head) if _count(row) > 1), 0)
    for index, row in enumerate(head):
        if _count(row) > 1 and has_known_name(row):
            above = [_count(higher) for higher in head[:index]]
            return index if all(count < _count(row) for count in above) else narrow
    return narrow


def _count(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _find_last_name(sheet: Sheet, first: int) -> int:
    """The last row of names, where names in the first one are merged downwards."""
    low, high = first, first + _MOST_NAMES
    ends = [bottom for (top, _), (bottom, _) in _place(sheet) if top == low and bottom < high]
    return min(max(ends, default=low), len(sheet.cells) - 2) if len(sheet.cells) > 1 else low


def _is_mostly_merged(sheet: Sheet, first: int) -> bool:
    """Whether most columns are merged in one row, and some downwards: so look names above names."""
    merged = [(left, bottom, right) for (top, left), (bottom, right) in _place(sheet) if top == first]
    columns = sum(right - left + 1 for left, _, right in merged)
    return columns * 2 > len(sheet.cells[first]) and any(bottom > first for _, bottom, _ in merged)


def _fill(sheet: Sheet, start: int) -> list[int]:
    """Writes the value of each merged cell into all that it covers; the row of each that was empty."""
    filled: list[int] = []
    for (top, left), (bottom, right) in _place(sheet):
        if not (start <= top < len(sheet.cells)) or left < 0 or left >= len(sheet.cells[top]):
            continue
        value = sheet.cells[top][left]
        for index in range(top, min(bottom + 1, len(sheet.cells))) if value else ():
            row = sheet.cells[index]
            for column in range(left, min(right + 1, len(row))):
                if not row[column]:
                    row[column] = value
                    filled.append(index)
    return filled


def _place(sheet: Sheet) -> list[Range]:
    """Merged ranges, counted from the sheet's first cell."""
    row, column = sheet.first_row - 1, sheet.first_column
    return [((top - row, left - column), (low - row, right - column)) for (top, left), (low, right) in sheet.merged]
