"""Excel and OpenDocument sheets in."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
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


DAY = datetime.datetime.fromisoformat("2024-01-05")
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
    *_, findings = read("a.xlsx", book)
    assert [(p.code, p.values["others"]) for p in findings.problems] == [("data.other_sheets", "Other")]


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
            for _ in range(50):
                part.write(bytes(1 << 20))
    with pytest.raises(StudioError) as caught:
        read("b.xlsx", path.read_bytes())
    assert caught.value.problems[0].code == "data.spreadsheet_too_large"


def make_sheet(write: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        write(book, book.add_worksheet("Data"))
    return stream.getvalue()


def change_part(book: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same book with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text.decode()) if name == part else text)
    return stream.getvalue()


def test_cells_look_as_in_excel(read: Read) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        day, minute = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["id", "text", "yes", "day", "time", "sum"])
        sheet.write_row(1, 0, ["007", 0.1 + 0.2, True])
        sheet.write_datetime(1, 3, DAY, day)
        sheet.write_datetime(1, 4, DAY + datetime.timedelta(hours=10.5), minute)
        sheet.write_formula(1, 5, "=1+1", None, 2)

    _, _, records, findings = read("a.xlsx", make_sheet(write))
    assert list(records[0].values.values()) == ["007", "0.3", "TRUE", "2024-01-05", "2024-01-05 10:30:00", "2"]
    assert findings.problems == []


def test_titles_stand_above_the_table(read: Read) -> None:
    rows: list[list[object]] = [["Report 2024"], [], ["by", "Ann"], ["text", "label", "id"], ["hello", "a", 1]]
    _, columns, records, findings = read("a.xlsx", make_book(Data=rows))
    assert (columns, [record.row for record in records]) == (["text", "label", "id"], [5])
    assert [(p.code, p.place.row, p.count) for p in findings.problems] == [("data.title_rows", 1, 2)]
    assert len(read("a.xlsx", make_book(Data=rows), header=False)[2]) == 4


def test_a_first_row_of_names_or_of_data_can_be_said(read: Read) -> None:
    book = make_book(Data=[["good", "x"], ["bad", "y"]])
    assert read("a.xlsx", book, header=True)[1] == ["good", "x"]
    assert read("a.xlsx", book, header=False)[1] == ["column 1", "column 2"]


def test_a_merged_cell_holds_for_all_its_rows(read: Read) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for row, text in enumerate(["text", "one", "two", "three", "four"], start=2):
            sheet.write(row, 1, text)
        sheet.write(2, 2, "label")
        sheet.merge_range(3, 2, 5, 2, "good")
        sheet.write(6, 2, "bad")

    _, columns, records, findings = read("a.xlsx", make_sheet(write))
    assert columns == ["text", "label"]
    assert [record.values["label"] for record in records] == ["good", "good", "good", "bad"]
    assert [(p.code, p.place.row, p.count) for p in findings.problems] == [("data.merged_cells", 5, 2)]


def test_names_in_several_rows(read: Read) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range(0, 0, 1, 0, "text")
        sheet.merge_range(0, 1, 0, 2, "answer")
        sheet.write_row(1, 1, ["first", "second"])
        sheet.write_row(2, 0, ["hello", "a", "b"])

    _, columns, records, _ = read("a.xlsx", make_sheet(write))
    assert columns == ["text", "answer first", "answer second"]
    assert [(record.row, list(record.values.values())) for record in records] == [(3, ["hello", "a", "b"])]


def test_a_merged_cell_alone_is_no_name(read: Read) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range(0, 0, 2, 1, "data")

    assert [record.values for record in read("a.xlsx", make_sheet(write))[2]] == [{"column 1": "data"}]


def test_errors_are_named_with_their_cell(read: Read) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["text", "label"])
        sheet.write_row(1, 0, ["hello", "a"])
        sheet.write_row(2, 0, ["bye"])
        sheet.write_formula(2, 1, "=NA()", None, "#N/A")

    _, _, records, findings = read("a.xlsx", make_sheet(write))
    assert records[1].values == {"text": "bye", "label": None}
    problem = findings.problems[0]
    assert (problem.code, problem.place.row, problem.place.column) == ("data.error_cell", 3, "label")
    assert problem.values["error"] == "#N/A"


def test_a_hidden_sheet_is_not_chosen(read: Read) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["list", "of", "things"])
        book.add_worksheet("Shown").write_column(0, 0, ["text", "hello"])
        sheet.hide()
        book.worksheets()[1].activate()

    assert [record.values for record in read("a.xlsx", make_sheet(write))[2]] == [{"text": "hello"}]


def test_cells_far_apart_do_not_fill_the_memory(read: Read) -> None:
    book = change_part(
        make_book(Data=ROWS), "xl/worksheets/sheet1.xml", lambda text: text.replace('r="B4"', 'r="XFD1048576"')
    )
    with pytest.raises(StudioError) as caught:
        read("a.xlsx", book)
    problem = caught.value.problems[0]
    assert (problem.code, problem.values["megabytes"]) == ("data.spreadsheet_too_large", 0)


def make_open_document(cells: str) -> bytes:
    stream = io.BytesIO()
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        kind = 'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"'
        space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        manifest = f"<manifest:manifest {space}><manifest:file-entry {kind}/></manifest:manifest>"
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet>'
            f'<table:table table:name="A">{cells}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return stream.getvalue()


CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def test_an_open_document(read: Read) -> None:
    rows = (f"<table:table-row>{CELL.format('', a)}{CELL.format('', b)}</table:table-row>" for a, b in ("xy", "ab"))
    name, _, records, _ = read("a.ods", make_open_document("".join(rows)), header=True)
    assert (name, [record.values for record in records]) == ("ods", [{"x": "a", "y": "b"}])


def test_one_cell_that_stands_for_millions(read: Read) -> None:
    repeated = CELL.format(' table:number-columns-repeated="16384"', "x")
    with pytest.raises(StudioError) as caught:
        read(
            "a.ods",
            make_open_document(f'<table:table-row table:number-rows-repeated="900000">{repeated}</table:table-row>'),
        )
    assert caught.value.problems[0].code == "data.spreadsheet_too_large"


def test_an_encrypted_book(read: Read) -> None:
    content = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    with pytest.raises(StudioError) as caught:
        read("a.xlsx", content)
    assert caught.value.problems[0].code == "data.spreadsheet_protected"


def test_a_part_that_is_not_as_it_says(read: Read) -> None:
    book = bytearray(make_book(Data=ROWS))
    place = book.index(b"PK\x01\x02")
    book[place + 24 : place + 28] = (10**9).to_bytes(4, "little")
    with pytest.raises(StudioError) as caught:
        read("a.xlsx", bytes(book))
    assert re.fullmatch(r"data.spreadsheet_(broken|too_large)", caught.value.problems[0].code)
