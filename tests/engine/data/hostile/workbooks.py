"""Workbooks: merged cells, many sheets, locked, cut, exploding, and files that only pretend to be one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter

from tests.engine.data.hostile.case import HEAD, PAIRS, TABLE, TALK, Case, cut_places, put, swap, write_csv

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
Fill = Callable[[Any, Any], object]


def make_book(*fills: Fill) -> bytes:
    """A workbook with a sheet for each function that fills one."""
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    for fill in fills:
        fill(book, book.add_worksheet())
    book.close()
    return out.getvalue()


def fill_talk(book: Any, sheet: Any) -> None:
    for at, row in enumerate(TABLE):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)


def fill_nothing(book: Any, sheet: Any) -> None:
    """Leaves it empty."""


def fill_below_title(book: Any, sheet: Any) -> None:
    fill_at(1, 0)(book, sheet)
    sheet.merge_range(0, 0, 0, 1, "Talk of 2024", book.add_format())


def fill_hidden(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["secret", "x"])
    sheet.hide()


def fill_shown(book: Any, sheet: Any) -> None:
    fill_talk(book, sheet)
    sheet.activate()
    sheet.set_first_sheet()


def fill_at(row: int, column: int) -> Fill:
    def fill(book: Any, sheet: Any) -> None:
        for at, cells in enumerate(TABLE):
            for beside, cell in enumerate(cells):
                sheet.write_string(row + at, column + beside, cell)

    return fill


def then(change: Callable[[Any, Any], object]) -> bytes:
    """The good sheet with something more done to it."""

    def fill(book: Any, sheet: Any) -> None:
        fill_talk(book, sheet)
        change(book, sheet)

    return make_book(fill)


GOOD = make_book(fill_talk)


def rezip(content: bytes, **parts: bytes | None) -> bytes:
    """The same archive with parts replaced (``__`` for /, ``_X_`` for a dot), or left out."""
    named = {name.replace("__", "/").replace("_X_", "."): part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = named.pop(info.filename, old.read(info))
            if part is not None:
                new.writestr(info.filename, part)
        for name, added in named.items():
            if added is not None:
                new.writestr(name, added)
    return out.getvalue()


def make_locked() -> bytes:
    """The container of a workbook with a password: streams EncryptionInfo and EncryptedPackage, by hand."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    sectors = [fat, end, *range(3, 10), end, *range(11, 18), end]
    table = b"".join(struct.pack("<I", sector) for sector in sectors).ljust(512, b"\xff")

    def entry(name: str, kind: int, start: int, size: int, left: int = free, child: int = free) -> bytes:
        raw = name.encode("utf-16-le")
        head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
        return head + struct.pack("<III", free, left, child) + bytes(36) + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, end, 0, child=1) + entry("EncryptionInfo", 2, 2, 4096, left=2)
    folder += entry("EncryptedPackage", 2, 10, 4096)
    return head + table + folder.ljust(512, b"\0") + bytes([4, 0, 4, 0]) + bytes(4092) + bytes(range(256)) * 16


def make_ods(rows: str) -> bytes:
    """An OpenDocument sheet with these rows of XML."""
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def write_cells(*cells: str) -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"


ODS = "".join(write_cells(*row) for row in TABLE)
HTML = (
    "<html><head><meta charset='utf-8'></head><body><table>"
    + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    + "</table></body></html>"
)
XML_2003 = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook><Worksheet/></Workbook>'
SHEET, SHARED = "xl__worksheets__sheet1_X_xml", "xl__sharedStrings_X_xml"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]><sst><si><t>&m;</t></si></sst>"
)
READ = [
    Case("good", put("talk.xlsx", GOOD), PAIRS),
    Case("named-csv", put("talk.csv", GOOD), PAIRS),
    Case("named-nothing", put("talk", GOOD), PAIRS),
    Case("named-xls", put("talk.xls", GOOD), PAIRS),
    Case("first-empty", put("talk.xlsx", make_book(fill_nothing, fill_talk)), PAIRS),
    Case("second-asked", put("talk.xlsx", make_book(fill_nothing, fill_at(0, 0))), PAIRS, read={"sheet": "Sheet2"}),
    Case("absent-asked", put("talk.xlsx", GOOD), codes=("data.sheet_absent",), read={"sheet": "No such"}),
    Case("moved", put("talk.xlsx", make_book(fill_at(4, 3))), PAIRS),
    Case(
        "far",
        put("talk.xlsx", make_book(fill_at(1_000_000, 16_000))),
        PAIRS,
        codes=("data.spreadsheet_too_large",),
        either=True,
    ),
    Case(
        "two-corners",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_string(1_048_575, 16_383, "x"))),
        codes=("data.*",),
    ),
    Case(
        "blank-rows",
        put(
            "talk.xlsx",
            make_book(lambda book, sheet: [sheet.write_row(at * 3, 0, row) for at, row in enumerate(TABLE)]),
        ),
        PAIRS,
    ),
    Case(
        "merged-label",
        put("talk.xlsx", then(lambda book, sheet: sheet.merge_range(1, 1, 3, 1, "praise", book.add_format()))),
        swap(PAIRS, 1, (PAIRS[1][0], ("praise",))),
    ),
    Case(
        "merged-title",
        put(
            "talk.xlsx",
            make_book(fill_below_title),
        ),
        PAIRS,
        codes=("data.*",),
        either=True,
    ),
    Case(
        "hidden",
        put(
            "talk.xlsx",
            then(
                lambda book, sheet: (
                    sheet.set_row(3, None, None, {"hidden": True}),
                    sheet.set_column("C:C", None, None, {"hidden": True}),
                )
            ),
        ),
        PAIRS,
    ),
    Case(
        "hidden-sheet-first",
        put(
            "talk.xlsx",
            make_book(fill_hidden, fill_shown),
        ),
        PAIRS,
        codes=("data.*sheet*",),
        either=True,
    ),
    Case("sheet-locked", put("talk.xlsx", then(lambda book, sheet: sheet.protect("secret"))), PAIRS),
    Case(
        "formula",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_formula(4, 0, "=1/0", None, "#DIV/0!"))),
        codes=("data.*",),
        row=5,
    ),
    Case(
        "formula-value",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_formula(4, 0, '="a"&"b"', None, "ab"))),
        swap(PAIRS, 3, ("ab", PAIRS[3][1])),
    ),
    Case(
        "formula-not-computed",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_formula(4, 0, '="a"&"b"', None, ""))),
        swap(PAIRS, 3),
        codes=("data.text_missing",),
        row=5,
    ),
    Case(
        "formula-text",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_string(4, 0, "=1+1"))),
        swap(PAIRS, 3, ("=1+1", PAIRS[3][1])),
    ),
    Case(
        "rich",
        put(
            "talk.xlsx",
            then(
                lambda book, sheet: sheet.write_rich_string(
                    4, 0, "one ", book.add_format({"bold": True}), "two", " three"
                )
            ),
        ),
        swap(PAIRS, 3, ("one two three", PAIRS[3][1])),
    ),
    Case(
        "link",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_url(4, 0, "https://example.org", string="see"))),
        swap(PAIRS, 3, ("see", PAIRS[3][1])),
    ),
    Case("remark", put("talk.xlsx", then(lambda book, sheet: sheet.write_comment(4, 0, "a remark"))), PAIRS),
    Case(
        "newline",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_string(4, 0, "a\nb\tc"))),
        swap(PAIRS, 3, ("a\nb\tc", PAIRS[3][1])),
    ),
    Case(
        "escape",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_string(4, 0, "a_x000D_b"))),
        swap(PAIRS, 3, ("a_x000D_b", PAIRS[3][1])),
        codes=("data.*",),
        either=True,
    ),
    Case(
        "longest-cell",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_string(4, 0, "x" * 32_767))),
        swap(PAIRS, 3, ("x" * 32_767, PAIRS[3][1])),
    ),
    Case(
        "emoji",
        put("talk.xlsx", then(lambda book, sheet: sheet.write_string(4, 0, "👩‍👩‍👧‍👦 \u202eabc"))),
        swap(PAIRS, 3, ("👩‍👩‍👧‍👦 \u202eabc", PAIRS[3][1])),
    ),
    Case(
        "values",
        put(
            "talk.xlsx",
            then(
                lambda book, sheet: [
                    sheet.write(0, 2, "x"),
                    sheet.write_string(1, 2, "007"),
                    sheet.write_number(2, 2, 7),
                    sheet.write_number(3, 2, 0.1),
                    sheet.write_boolean(4, 2, True),
                    sheet.write_number(5, 2, 12345678901),
                ]
            ),
        ),
        PAIRS,
        [
            ("text", "label", "x"),
            *(
                (*row, cell)
                for row, cell in zip(TALK, ("007", "7", "0.1", "TRUE", "12345678901", *[""] * 7), strict=True)
            ),
        ],
    ),
    Case("chart-only", put("talk.xlsx", make_book(lambda book, sheet: book.add_chartsheet())), codes=("data.*",)),
    Case("empty", put("talk.xlsx", make_book(fill_nothing)), codes=("data.no_rows|data.*",)),
    Case(
        "header-only",
        put("talk.xlsx", make_book(lambda book, sheet: sheet.write_row(0, 0, HEAD))),
        codes=("data.no_rows",),
    ),
    Case("ods", put("talk.ods", make_ods(ODS)), PAIRS),
    Case(
        "ods-rows-repeated",
        put(
            "talk.ods",
            make_ods(
                ODS + '<table:table-row table:number-rows-repeated="1048000">'
                '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            ),
        ),
        PAIRS,
    ),
]
REFUSED = [
    Case("password", put("talk.xlsx", make_locked()), codes=("data.spreadsheet_protected",)),
    Case("password-xls", put("talk.xls", make_locked()), codes=("data.spreadsheet_protected",)),
    Case("ole-random", put("talk.xls", OLE + bytes(range(256)) * 20), codes=("data.spreadsheet_broken|data.*",)),
    Case("ole-short", put("talk.xls", OLE), codes=("data.spreadsheet_broken|data.*",)),
    Case("ole-zeros", put("talk.xls", OLE + bytes(4096)), codes=("data.spreadsheet_broken|data.*",)),
    Case("zip-only-types", put("talk.xlsx", rezip(GOOD, xl__workbook_X_xml=None)), codes=("data.*",)),
    Case("no-sheet-part", put("talk.xlsx", rezip(GOOD, **{SHEET: None})), codes=("data.*",)),
    Case(
        "sheet-cut",
        put("talk.xlsx", rezip(GOOD, **{SHEET: b"<worksheet><sheetData><row r='1'><c t='s'><v>0</v>"})),
        codes=("data.*",),
    ),
    Case("sheet-no-xml", put("talk.xlsx", rezip(GOOD, **{SHEET: bytes(range(256))})), codes=("data.*",)),
    Case("strings-lost", put("talk.xlsx", rezip(GOOD, **{SHARED: None})), codes=("data.*",)),
    Case(
        "strings-outside", put("talk.xlsx", rezip(GOOD, **{SHARED: b"<sst><si><t>a</t></si></sst>"})), codes=("data.*",)
    ),
    Case("laughs", put("talk.xlsx", rezip(GOOD, **{SHARED: LAUGHS})), codes=("data.*",)),
    Case(
        "outer-entity",
        put(
            "talk.xlsx",
            rezip(
                GOOD,
                **{
                    SHARED: b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>'
                    + b"<si><t>&x;</t></si>" * 40
                    + b"</sst>"
                },
            ),
        ),
        codes=("data.*",),
    ),
    Case(
        "bomb",
        put("talk.xlsx", rezip(GOOD, **{SHARED: b"<sst><si><t>" + b" " * 60_000_000 + b"</t></si></sst>"})),
        codes=("data.spreadsheet_*",),
    ),
    Case(
        "docx", put("talk.xlsx", rezip(GOOD, xl__workbook_X_xml=None, word__document_X_xml=b"<w/>")), codes=("data.*",)
    ),
    Case(
        "ods-bomb",
        put(
            "talk.ods",
            make_ods(ODS + '<table:table-row table:number-rows-repeated="1000000000">' + write_cells("x")[17:]),
        ),
        codes=("data.*",),
    ),
    Case("ods-broken", put("talk.ods", make_ods("<<<")), codes=("data.*",)),
    Case("html", put("talk.xls", HTML), PAIRS, codes=("data.*html*|data.*",), either=True),
    Case("xml-2003", put("talk.xls", XML_2003), codes=("data.*",)),
    Case("tsv", put("talk.xls", write_csv(delimiter="\t")), PAIRS),
    Case("tsv-16", put("talk.xls", write_csv(delimiter="\t").encode("utf-16")), PAIRS),
    Case("csv", put("talk.xlsx", write_csv()), PAIRS),
    Case("asked-of-text", put("talk.csv", write_csv()), codes=("data.spreadsheet_broken",), read={"format": "xlsx"}),
    *(Case(f"cut-{place}", put("talk.xlsx", GOOD[:place]), codes=("data.*",)) for place in cut_places(len(GOOD), 8)),
    *(
        Case(
            f"flipped-{place}",
            put("talk.xlsx", GOOD[:place] + bytes([GOOD[place] ^ 255]) + GOOD[place + 1 :]),
            PAIRS,
            codes=("data.*",),
            either=True,
        )
        for place in cut_places(len(GOOD), 12, 9)
    ),
]
CASES: list[Case] = [*READ, *REFUSED]
