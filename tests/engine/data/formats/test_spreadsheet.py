"""Excel sheets in."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from studio.contract.problems import StudioError
from tests.engine.data.conftest import Read


def make_book(**sheets: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)
    return stream.getvalue()


ROWS: list[list[object]] = [["text", "label"], ["你好", 1], ["", ""], ["a\nb", 2.5]]


def test_cells_come_as_text_with_their_rows(read: Read) -> None:
    name, columns, records, _ = read("a.dat", make_book(Data=ROWS))
    assert (name, columns) == ("xlsx", ["text", "label"])
    assert [record.values for record in records] == [{"text": "你好", "label": "1"}, {"text": "a\nb", "label": "2.5"}]
    assert [record.row for record in records] == [2, 4]


def test_the_first_sheet_with_cells_or_the_one_asked_for(read: Read) -> None:
    book = make_book(Empty=[], Data=ROWS, Other=[["text", "label"], ["x", "y"]])
    assert len(read("a.xlsx", book)[2]) == 2
    assert len(read("a.xlsx", book, sheet="Other")[2]) == 1
    with pytest.raises(StudioError) as caught:
        read("a.xlsx", book, sheet="Third")
    assert caught.value.problems[0].values["known"] == "Empty, Data, Other"


def test_a_broken_book(read: Read) -> None:
    book = make_book(Data=ROWS)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name)[:40] if "sheet" in name else source.read(name))
    with pytest.raises(StudioError) as caught:
        read("a.xlsx", stream.getvalue())
    assert caught.value.problems[0].code == "data.spreadsheet_broken"


def test_an_old_binary_file_that_is_no_book(read: Read) -> None:
    with pytest.raises(StudioError) as caught:
        read("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert caught.value.problems[0].code == "data.spreadsheet_broken"


def test_a_zip_bomb_is_not_opened(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1100):
                part.write(bytes(1 << 20))
    with pytest.raises(StudioError) as caught:
        read("b.xlsx", path.read_bytes())
    assert caught.value.problems[0].code == "data.spreadsheet_too_large"
