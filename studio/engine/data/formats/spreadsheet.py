"""Excel and OpenDocument sheets, read by calamine after a look at how much they unpack to."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import python_calamine as calamine

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.headers import name_columns
from studio.engine.data.workbooks.extent import TooLarge, check_archive, measure_sheet
from studio.engine.data.workbooks.table import Sheet, Table, find_table

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_NAMES = (".xls", ".ods", ".xlsb", ".xlsm")
_EXACT = 1e15
_MOST_NAMED = 10
_NO_BOOKS = ("WordDocument", "PowerPoint Document", "__substg1.0")
_ENCRYPTED = "EncryptedPackage"
_SEEN = 64 << 20


class Spreadsheet:
    """The first sheet with cells, or the one that is asked for."""

    id = "spreadsheet"
    kind: Kind = "binary"
    name = "xlsx"

    def rate(self, source: Source) -> float:
        """Sure of a workbook by its first bytes and its parts, whatever its name."""
        if source.magic.startswith(_OLE):
            return 0.0 if any(_holds(source, name) for name in _NO_BOOKS) else 1.0
        if not source.magic.startswith(_ZIP):
            return 0.0
        try:
            with zipfile.ZipFile(source.path) as archive:
                names = set(archive.namelist())
                kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError):
            return 0.9 if source.suffix in (".xlsx", *_NAMES) else 0.0
        book = names & {"xl/workbook.xml", "xl/workbook.bin"}
        return 1.0 if book or ("content.xml" in names and b"spreadsheet" in kind) else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a row, its cells as people see them. Raises ``StudioError`` for a broken or protected file."""
        with _explain(source):
            if source.magic.startswith(_OLE) and _holds(source, _ENCRYPTED):
                raise _complain(source, "data.spreadsheet_protected")
            if source.magic.startswith(_ZIP):
                check_archive(source.path)
            with source.path.open("rb") as file, calamine.load_workbook(file) as book:  # by content, not by name
                name = source.spec.sheet or _choose_sheet(source, book)
                if name not in book.sheet_names:
                    known = ", ".join(book.sheet_names)
                    raise _complain(source, "data.sheet_absent", sheet=name, known=known)
                sheet, errors = _read_sheet(source, book, name)
                sheets = list(book.sheet_names)
                others = [] if source.spec.sheet else _list_filled(source, book, name)
        table = find_table(sheet, source.spec.header)
        names = name_columns(table.header, table.width, findings)
        _tell(table, sheet, names, errors, findings)
        if others:
            findings.add(
                "data.other_sheets", "look", count=len(others), sheet=name, others=", ".join(others[:_MOST_NAMED])
            )
        kind = source.suffix[1:] if source.suffix in _NAMES else self.name
        records = _pair(table.rows, names)
        return Rows(kind, names, records, sheet=name, sheets=sheets, header=bool(table.header))


def _pair(rows: Sequence[tuple[int, list[str]]], columns: list[str]) -> Iterator[Record]:
    for number, cells in rows:
        missing = dict.fromkeys(columns[len(cells) :])
        yield Record(number, {name: cell or None for name, cell in zip(columns, cells, strict=False)} | missing)


def _choose_sheet(source: Source, book: calamine.CalamineWorkbook) -> str:
    """The first one with cells, of those that are shown if one of them has any."""
    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == calamine.SheetVisibleEnum.Visible]
    for name in (*shown, *(name for name in book.sheet_names if name not in shown)):
        if source.magic.startswith(_ZIP):
            measure_sheet(source.path, name).check()
        if book.get_sheet_by_name(name).height > 0:
            return name
    return book.sheet_names[0] if book.sheet_names else ""


def _list_filled(source: Source, book: calamine.CalamineWorkbook, chosen: str) -> list[str]:
    """The other sheets with cells that people see."""
    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == calamine.SheetVisibleEnum.Visible]
    others = [name for name in shown if name != chosen]
    if source.magic.startswith(_ZIP):
        return [name for name in others if measure_sheet(source.path, name).filled]
    return [name for name in others if book.get_sheet_by_name(name).height > 0]


def _read_sheet(source: Source, book: calamine.CalamineWorkbook, name: str) -> tuple[Sheet, list[tuple[int, int, str]]]:
    """The cells of a sheet as text, and its errors."""
    errors = []
    if source.magic.startswith(_ZIP):
        extent = measure_sheet(source.path, name)
        extent.check()
        errors = extent.errors
    opened = book.get_sheet_by_name(name)
    first_row, first_column = opened.start or (0, 0)
    cells = [[_show(cell) for cell in row] for row in opened.to_python()]
    return Sheet(first_row + 1, first_column, cells, opened.merged_cell_ranges or []), errors


def _show(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else f"{cell:.15g}"
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    return str(cell)


def _tell(table: Table, sheet: Sheet, names: list[str], errors: list[tuple[int, int, str]], findings: Findings) -> None:
    """What was done to make a table of the sheet, and the cells that hold an error instead of a value."""
    if table.above:
        findings.add("data.title_rows", "look", row=sheet.first_row, count=table.above)
    if table.filled:
        findings.add("data.merged_cells", "look", row=table.filled_row, count=table.filled)
    first = table.rows[0][0] if table.rows else 0
    for row, column, error in errors:
        place = column - 1 - sheet.first_column
        if row >= first and 0 <= place < len(names):
            findings.add("data.error_cell", "look", row=row, column=names[place], error=error)


def _holds(source: Source, name: str) -> bool:
    """Whether an old binary file names a stream so."""
    with source.path.open("rb") as file:
        return name.encode("utf-16-le") in file.read(_SEEN)


@contextmanager
def _explain(source: Source) -> Iterator[None]:
    """What calamine and the look before it raise, as problems of the file."""
    try:
        yield
    except TooLarge as error:
        values = {"megabytes": error.bytes >> 20, "cells": error.cells}
        raise _complain(source, "data.spreadsheet_too_large", str(error), **values) from error
    except calamine.PasswordError as error:
        raise _complain(source, "data.spreadsheet_protected") from error
    except (calamine.CalamineError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise _complain(source, "data.spreadsheet_broken", str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a defect in calamine shows itself
            raise
        raise _complain(source, "data.spreadsheet_broken", str(error)) from error


def _complain(source: Source, code: str, details: str = "", **values: Any) -> StudioError:
    place = Place(file=source.name)
    return StudioError(Problem(code=code, values={"file": source.path.name} | values, place=place, details=details))
