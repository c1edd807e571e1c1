"""One defect at a known line of each text format: the problem names that very line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.data.hostile.case import HEAD, TALK, put, put_all, write_csv
from tests.engine.data.hostile.outcome import read_files
from tests.engine.data.hostile.tokens import GOOD as TOKENS
from tests.engine.data.hostile.workbooks import fill_talk, make_book

COUNT = len(TALK)


def in_table(bad: str, end: str = "\n", first: str = "", delimiter: str = ",") -> Callable[[int], str]:
    """A table whose row of this number (the header is the first) is bad."""

    def make(row: int) -> str:
        lines = write_csv([HEAD, *TALK], delimiter=delimiter).splitlines()
        lines[row - 1] = bad
        return first + end.join(lines) + end

    return make


def in_quoted(row: int) -> str:
    """Every text stands on three lines, so that rows and lines differ; the row begins at line ``row``."""
    rows = [*HEAD], *([f"{text}\n\nmore", label] for text, label in TALK)
    lines = write_csv(rows).split("\n")
    number = lines.index(next(line for line in lines[row - 1 :] if line.startswith('"')))
    assert number == row - 1
    lines[row + 1] = 'more",'
    return "\n".join(lines)


def in_lines(bad: str) -> Callable[[int], str]:
    def make(row: int) -> str:
        lines = [json.dumps({"text": text, "label": label}) for text, label in TALK]
        return "\n".join([*lines[: row - 1], bad, *lines[row:]]) + "\n"

    return make


def in_tokens(bad: str, end: str = "\n", first: str = "") -> Callable[[int], str]:
    def make(row: int) -> str:
        lines = TOKENS.splitlines()
        return first + end.join([*lines[: row - 1], bad, *lines[row:]]) + end

    return make


def in_array(row: int) -> str:
    """A JSON array: its rows are its values, wherever their lines end."""
    rows = [{"text": text, "label": label} for text, label in TALK]
    rows[row - 1] = {"label": "praise"}
    return json.dumps(rows, indent=1)


Made = Callable[[int], str]
PLACES: dict[str, tuple[str, Made, str, int]] = {
    "csv-wide": ("talk.csv", in_table("a,b,c,d"), "data.ragged_row", 7),
    "csv-wide-last": ("talk.csv", in_table("a,b,c,d"), "data.ragged_row", COUNT + 1),
    "csv-crlf": ("talk.csv", in_table("a,b,c,d", "\r\n"), "data.ragged_row", 7),
    "csv-cr": ("talk.csv", in_table("a,b,c,d", "\r"), "data.ragged_row", 7),
    "csv-text": ("talk.csv", in_table(",praise"), "data.text_missing", 5),
    "csv-label": ("talk.csv", in_table("words,"), "data.label_missing", 5),
    "csv-short": ("talk.csv", in_table("words"), "data.label_missing", 5),
    "csv-quoted": ("talk.csv", in_quoted, "data.label_missing", 8),
    "csv-semicolon": ("talk.csv", in_table("words;", delimiter=";"), "data.label_missing", 9),
    "tsv": ("talk.tsv", in_table("words\t", delimiter="\t"), "data.label_missing", 9),
    "csv-marked": ("talk.csv", in_table("words,", first="\ufeff"), "data.label_missing", 2),
    "jsonl-broken": ("talk.jsonl", in_lines('{"text": '), "data.not_json", 6),
    "jsonl-first": ("talk.jsonl", in_lines("[1]"), "data.not_json", 1),
    "jsonl-last": ("talk.jsonl", in_lines("nothing"), "data.not_json", COUNT),
    "jsonl-text": ("talk.jsonl", in_lines('{"label": "praise"}'), "data.text_missing", 6),
    "jsonl-label": ("talk.jsonl", in_lines('{"text": "words"}'), "data.label_missing", 6),
    "json-array": ("talk.json", in_array, "data.text_missing", 6),
    "conll-narrow": ("news.conll", in_tokens("saw"), "data.ragged_line", 10),
    "conll-wide": ("news.conll", in_tokens("saw\tO\tO"), "data.ragged_line", 10),
    "conll-crlf": ("news.conll", in_tokens("saw", "\r\n"), "data.ragged_line", 10),
    "conll-several": ("news.conll", in_tokens("Rome\tB-LOC|B-ORG"), "data.several_tags", 11),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_problem_names_its_line(tmp_path: Path, name: str) -> None:
    file, make, code, row = PLACES[name]
    outcome = read_files(str(put(file, make(row))(tmp_path)), tmp_path, {})
    problem = outcome.find(code)
    assert problem is not None, [p.code for p in outcome.problems]
    assert (problem.place.row, problem.place.file, problem.count) == (row, file, 1)


@pytest.mark.parametrize(("encoding", "row"), [("utf-8", 4), ("utf-8-sig", 4), ("utf-16", 4), ("gb18030", 4)])
def test_rows_are_counted_alike_in_every_encoding(tmp_path: Path, encoding: str, row: int) -> None:
    content = write_csv([HEAD, ("昨天买的鞋子质量很好", "表扬"), ("物流太慢了", "退款"), ("", "表扬"), *TALK]).encode(
        encoding
    )
    problem = read_files(str(put("talk.csv", content)(tmp_path)), tmp_path, {}).find("data.text_missing")
    assert problem is not None
    assert problem.place.row == row


@pytest.mark.parametrize("row", [2, 9, 13])
def test_a_cell_of_a_workbook_is_found_in_its_row(tmp_path: Path, row: int) -> None:
    def fill(book: object, sheet: object) -> None:
        fill_talk(book, sheet)
        sheet.write_string(row - 1, 0, "  ")  # type: ignore[attr-defined]

    problem = read_files(str(put("talk.xlsx", make_book(fill))(tmp_path)), tmp_path, {}).find("data.text_missing")
    assert problem is not None
    assert (problem.place.row, problem.place.file) == (row, "talk.xlsx")


def test_a_problem_in_a_folder_names_the_file_in_it(tmp_path: Path) -> None:
    made = put_all("set", {"a.txt": "Anna saw Oslo.", "a.ann": "T1\tPER 0 4\tAnna\nT2\tLOC 9 99\tOslo\n"})(tmp_path)
    outcome = read_files(str(made), tmp_path, {})
    problem = outcome.find("data.span_*")
    assert problem is not None, [p.code for p in outcome.problems]
    assert problem.place.file is not None
    assert problem.place.file.endswith(("a.ann", "a.txt"))
