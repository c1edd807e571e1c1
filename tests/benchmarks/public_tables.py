"""The ugly tables that other projects test their readers with, cell by cell against what is in them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from studio.contract.problems import StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.findings import Findings
from studio.engine.data.preparing.intake import list_members, open_files

CSVKIT, TABULATOR = "ugly_csvkit/examples", "ugly_tabulator/data"
SMALL = [["id", "name"], ["1", "english"], ["2", "中国人"]]
DUMMY = [["a", "b", "c"], ["1", "2", "3"]]


@dataclass(frozen=True)
class Ugly:
    """A file with its cells, or the codes of which one must be told; ``shape`` compares rows and columns alone."""

    file: str
    cells: list[list[str]] | None = None
    codes: tuple[str, ...] = ()


def read_as(name: str, encoding: str = "utf-8", delimiter: str = ",") -> Ugly:
    """A file whose cells are those that the csv module finds, told how it is written; blank lines are no rows."""
    return Ugly(name, [[encoding, delimiter]], ("csv",))


UGLY = (
    *(
        Ugly(f"{TABULATOR}/table.{end}", SMALL)
        for end in ("csv", "ndjson", "xlsx", "xls", "ods", "csv.gz", "csv.zip")
    ),
    Ugly(f"{TABULATOR}/table.tsv", [*SMALL, ["3", "\\N"]]),
    Ugly(f"{TABULATOR}/table-dicts.json", SMALL),
    Ugly(f"{TABULATOR}/special/bom.csv", SMALL),
    Ugly(f"{TABULATOR}/special/table.bad-format", SMALL),
    Ugly(f"{TABULATOR}/special/table.csv.zip", SMALL),
    Ugly(f"{TABULATOR}/table_unicode_headers.csv", [["id", "国人"], *SMALL[1:]]),
    Ugly(f"{TABULATOR}/table-reverse.csv", [SMALL[0], ["1", "中国人"], ["2", "english"]]),
    *(
        read_as(f"{TABULATOR}/{name}")
        for name in ("matrix.csv", "special/long.csv", "special/doublequote.csv", "special/issue305.csv")
    ),
    read_as(f"{TABULATOR}/special/accent.csv", delimiter=";"),
    *(read_as(f"{CSVKIT}/{name}.csv") for name in (
        "dummy", "dummy2", "dummy3", "dummy_col_shuffled", "foo1", "foo2", "iris", "irismeta", "join_a",
        "join_b", "blanks", "optional_quote_characters", "sort_ints_nulls", "test_geo", "test_geojson", "test_utf8",
        "test_literal_order", "test_locale", "test_no_leading_zeroes", "test_precision", "testdbf_converted",
        "test_date_format", "date_like_number", "testjson_nested_converted", "realdata/FY09_EDU_Recipients_by_State",
        "realdata/ks_1033_data", "realdata/acs2012_5yr_population",
    )),
    read_as(f"{CSVKIT}/dummy.tsv", delimiter="\t"),
    read_as(f"{CSVKIT}/sniff_limit.csv", delimiter=";"),
    read_as(f"{CSVKIT}/test_utf16_big.csv", "utf-16"),
    read_as(f"{CSVKIT}/test_utf16_little.csv", "utf-16"),
    read_as(f"{CSVKIT}/test_utf8_bom.csv", "utf-8-sig"),
    read_as(f"{CSVKIT}/test_latin1.csv", "cp1252"),
    read_as(f"{CSVKIT}/mac_newlines.csv"),
    *(Ugly(f"{CSVKIT}/dummy.{end}", DUMMY) for end in ("csv.gz", "csv.bz2", "xls", "xlsx")),
    Ugly(f"{CSVKIT}/bad.csv", None, ("data.ragged_row",)),
    Ugly(f"{CSVKIT}/empty.csv", None, ("data.empty_file",)),
    Ugly(f"{CSVKIT}/null_byte.csv", None, ("data.zero_characters",)),
    Ugly(f"{CSVKIT}/testdbf.dbf", None, ("data.binary",)),
    *(Ugly(f"{TABULATOR}/table{n}.html", None, ("data.web_page",)) for n in (1, 2, 3, 4)),
)  # fmt: skip


def check_tables(folder: Path) -> list[bool]:
    """Prints one row for each file; whether its cells are right."""
    return [_check(ugly, folder) for ugly in UGLY if (folder / ugly.file).exists()]


def _check(ugly: Ugly, folder: Path) -> bool:
    cells, codes, read_as = _read(folder, ugly.file)
    if ugly.codes == ("csv",) and ugly.cells:
        encoding, delimiter = ugly.cells[0]
        text = (folder / ugly.file).read_bytes().decode(encoding)
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
        width = len(rows[0])
        names = [name.strip() or f"column {at}" for at, name in enumerate(rows[0], start=1)]
        wanted = [names, *([*row, *[""] * (width - len(row))] for row in rows[1:])]
        right = cells == wanted
        result = f"{len(cells)} rows, expected {len(wanted)}; {_differ(cells, wanted)}"
    elif ugly.cells is not None:
        right = cells == ugly.cells
        result = f"{cells!s:.200}, expected {ugly.cells!s:.200}"
    else:
        right = bool(set(codes) & set(ugly.codes))
        result = f"{codes}, expected {ugly.codes}"
    shown = f"{max(0, len(cells) - 1)} × {len(cells[0]) if cells else 0}"
    print(f"| {ugly.file} | {read_as} | {', '.join(codes)} | {shown} | | | | | {'as expected' if right else result} |")
    return right


def _differ(found: list[list[str]], wanted: list[list[str]]) -> str:
    return next((f"{a!s:.150} is not {b!s:.150}" for a, b in zip(found, wanted, strict=False) if a != b), "")


def _read(folder: Path, name: str) -> tuple[list[list[str]], list[str], str]:
    """Names and cells as the data desk reads them, with the codes of its problems."""
    findings = Findings(name)
    try:
        spec = DataSpec(train=name)
        file = open_files(spec, list_members(spec, folder, lambda fraction, code: None), findings)[0]
        names = [column.name for column in file.columns]
        rows = [[_show(record.values.get(column)) for column in names] for record in file.read(findings)]
    except StudioError as error:
        return [], [problem.code for problem in error.problems], ""
    return [names, *rows], [problem.code for problem in findings.problems], file.facts.format


def _show(cell: object) -> str:
    return "" if cell is None else str(cell)
