"""How large a workbook is before it is read: what it really unpacks to, and how far its cells lie apart."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from xml.parsers import expat

_MOST_BYTES = 1 << 30
_MOST_RATIO = 1000
_MOST_CELLS = 200_000_000
_EMPTY_CELLS = 20_000_000
_CHUNK = 4 << 20
_MOST_ERRORS = 1000
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*>.{0,2000}?<(?:\w+:)?v>([^<]{1,30})<', re.S
)
_SHEET = re.compile(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"[^>]*?\w+:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship\s[^>]*>")
_OPEN_ELEMENT = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,18})"')


class TooLarge(Exception):
    """It would unpack to ``bytes``, or hold ``cells``."""

    def __init__(self, *, bytes: int = 0, cells: int = 0) -> None:
        super().__init__(f"{bytes} bytes, {cells} cells")
        self.bytes, self.cells = bytes, cells


@dataclass
class Extent:
    """Where the outermost filled cells of a sheet stand, how many there are, and which hold an error (row, column,
    error)."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    errors: list[tuple[int, int, str]] = field(default_factory=list)

    def check(self) -> None:
        """Raises ``TooLarge`` where the cells between them fill the memory."""
        cells = self.rows * self.columns
        if cells > _MOST_CELLS or (cells > _EMPTY_CELLS and cells > 50 * self.filled):
            raise TooLarge(cells=cells)


def check_archive(path: Path) -> None:
    """Reads all parts once. Raises ``TooLarge``, or ``zipfile.BadZipFile`` where one is damaged or not as it says."""
    with zipfile.ZipFile(path) as archive:
        declared = sum(part.file_size for part in archive.infolist())
        if declared > _MOST_BYTES or declared > max(path.stat().st_size, 4096) * _MOST_RATIO:
            raise TooLarge(bytes=declared)
        for part in archive.infolist():
            for _ in _read_part(archive, part.filename):
                pass
        if "content.xml" in archive.namelist():
            _check_open(archive)


def measure_sheet(path: Path, sheet: str) -> Extent:
    """The extent of one sheet of an xlsx or ods file; an empty one where its part is not found."""
    extent = Extent()
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            _measure_open(archive, sheet, extent)
        elif (part := _find_part(archive, sheet)) in names:
            for text in _cut(_read_part(archive, part), b"</c>"):
                _measure_cells(text, extent)
    return extent


def _check_open(archive: zipfile.ZipFile) -> None:
    """An OpenDocument file is read whole as soon as it is opened, and one whose XML is broken never ends."""
    parser = expat.ParserCreate()
    try:
        for chunk in _read_part(archive, "content.xml"):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise zipfile.BadZipFile(str(error)) from error
    extent = Extent()
    _measure_open(archive, None, extent)
    extent.check()


def find_column_number(letters: bytes) -> int:
    """Of "A" 1, of "AA" 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _measure_cells(text: bytes, extent: Extent) -> None:
    for match in _PLACE.finditer(text):
        row, column = int(match[2]), len(match[1])
        extent.filled += 1
        extent.rows = max(extent.rows, row)
        if column >= 2 or extent.columns < 26:
            extent.columns = max(extent.columns, find_column_number(match[1]))
    if b't="e"' in text and len(extent.errors) < _MOST_ERRORS:
        for match in _ERROR.finditer(text):
            shown = match[3].decode("utf-8", "replace")
            extent.errors.append((int(match[2]), find_column_number(match[1]), shown))


def _measure_open(archive: zipfile.ZipFile, sheet: str | None, extent: Extent) -> None:
    """Of an OpenDocument sheet (None: of all of them), in which one cell may stand for a million."""
    inside, row, column, repeated = False, 0, 0, 1
    for text in _cut(_read_part(archive, "content.xml"), b">"):
        for match in _OPEN_ELEMENT.finditer(text):
            kind, attributes = match[1], match[2]
            times = int(found[1]) if (found := _REPEATED.search(attributes)) else 1
            if kind == b"table":
                name = re.search(rb'table:name="([^"]*)"', attributes)
                called = unescape(name[1].decode("utf-8", "replace")) if name else None
                inside = sheet is None or called == sheet
                row = 0
            elif inside and kind == b"table-row":
                row, column, repeated = row + times, 0, times
            elif inside:
                column += times
                if b"value-type" in attributes:
                    extent.rows, extent.columns = max(extent.rows, row), max(extent.columns, column)
                    extent.filled += times * repeated


def _find_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part of an xlsx file that holds a sheet; "" where it is not found."""
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return ""
    wanted = next((id for name, id in _SHEET.findall(book) if unescape(name) == sheet), None)
    for relation in _RELATION.findall(relations):
        id, target = re.search(r'\bId="([^"]*)"', relation), re.search(r'\bTarget="([^"]*)"', relation)
        if id and target and id[1] == wanted:
            return target[1].lstrip("/") if target[1].startswith("/") else f"xl/{target[1]}"
    return ""


def _read_part(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                yield chunk
    except (zlib.error, EOFError, OSError) as error:  # OSError: a part that is said to lie outside of the file
        raise zipfile.BadZipFile(str(error)) from error


def _cut(chunks: Iterator[bytes], end: bytes) -> Iterator[bytes]:
    """The same bytes, each piece but the last one ending with ``end``; one without any is given as it is."""
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        place = text.rfind(end)
        place = place + len(end) if place >= 0 else len(text) if len(text) > 4 * _CHUNK else 0
        yield text[:place]
        rest = text[place:]
    yield rest
