"""Excel, row by row, without formulas, links or anything else that acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.outputs.cells import guard_cells
from studio.engine.data.outputs.protocol import Cell, RowT, Shape

_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767


def write_xlsx(path: Path, shape: Shape[RowT], rows: Iterable[RowT]) -> int:
    """One sheet. Raises ``StudioError`` for more rows or a longer text than Excel holds."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        _write_row(sheet, 0, guard_cells(shape.list_columns()))
        for row in rows:
            count += 1
            _write_row(sheet, count, guard_cells(shape.list_cells(row)))
    return count


def _write_row(sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
    if row >= _MOST_ROWS:
        raise StudioError(Problem(code="data.too_many_rows", values={"most": _MOST_ROWS}))
    for column, cell in enumerate(cells):
        if not isinstance(cell, str):
            sheet.write_number(row, column, cell)
        elif len(cell) > _MOST_CHARACTERS:
            place = Place(row=row + 1)
            raise StudioError(Problem(code="data.cell_too_long", values={"most": _MOST_CHARACTERS}, place=place))
        else:
            sheet.write_string(row, column, cell)
