"""Excel and OpenDocument sheets, read by calamine after a look at how much they unpack to."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import python_calamine as calamine

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.headers import has_header, name_columns

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_MOST_BYTES = 1 << 30
_MOST_RATIO = 1000
_SAMPLE = 2000


class Spreadsheet:
    """The first sheet with cells, or the one that is asked for."""

    id = "spreadsheet"
    kind: Kind = "binary"
    name = "xlsx"

    def rate(self, source: Source) -> float:
        """Sure of a workbook by its first bytes and its parts, whatever its name."""
        if source.magic.startswith(_OLE):
            return 1.0
        if not source.magic.startswith(_ZIP) or not zipfile.is_zipfile(source.path):
            return 0.0
        with zipfile.ZipFile(source.path) as archive:
            names = set(archive.namelist())
        return 1.0 if names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a row; numbers that are whole lose their ".0". Raises ``StudioError`` for a broken file."""
        _check_size(source)
        try:
            book = calamine.load_workbook(str(source.path))
            sheet = source.spec.sheet or _choose_sheet(book)
            if sheet not in book.sheet_names:
                known = ", ".join(book.sheet_names)
                raise _complain(source, "data.sheet_absent", sheet=sheet, known=known)
            opened = book.get_sheet_by_name(sheet)
            cells = opened.iter_rows()
            first_row = (opened.start or (0, 0))[0] + 1
            rows = [(first_row + index, [_show(cell) for cell in row]) for index, row in enumerate(cells)]
        except calamine.PasswordError as error:
            raise _complain(source, "data.spreadsheet_protected") from error
        except calamine.CalamineError as error:
            raise _complain(source, "data.spreadsheet_broken", str(error)) from error
        rows = [(number, row) for number, row in rows if any(row)]
        head = [row for _, row in rows[:_SAMPLE]]
        headed = has_header(head)
        width = max(map(len, head), default=0)
        columns = name_columns(head[0] if headed else [], width, findings)
        name = source.suffix[1:] if source.suffix in (".xls", ".ods") else self.name
        return Rows(name, columns, _pair(rows[1:] if headed else rows, columns))


def _pair(rows: Sequence[tuple[int, list[str]]], columns: list[str]) -> Iterator[Record]:
    for number, cells in rows:
        yield Record(number, {name: cell or None for name, cell in zip(columns, cells, strict=False)})


def _choose_sheet(book: calamine.CalamineWorkbook) -> str:
    filled = (name for name in book.sheet_names if book.get_sheet_by_name(name).height > 0)
    return next(filled, book.sheet_names[0] if book.sheet_names else "")


def _show(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _check_size(source: Source) -> None:
    if not source.magic.startswith(_ZIP):
        return
    with zipfile.ZipFile(source.path) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > _MOST_BYTES or size > source.size * _MOST_RATIO:
        raise _complain(source, "data.spreadsheet_too_large", megabytes=size >> 20)


def _complain(source: Source, code: str, details: str = "", **values: Any) -> StudioError:
    place = Place(file=source.name)
    return StudioError(Problem(code=code, values={"file": source.path.name} | values, place=place, details=details))
