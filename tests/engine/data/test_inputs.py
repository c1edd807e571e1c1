"""Texts to be labelled, from every format, with no row lost."""

import bz2
import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from studio.contract.problems import StudioError
from studio.engine.data.inputs import Input, read_inputs, read_texts
from studio.engine.data.wordrule import WordRule
from tests.engine.data.conftest import Write


def make_book() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        rows: list[list[object]] = [["id", "text"], [1, "Ann in Rome"], [2, None], [3, "北京"]]
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "texts", "format"),
    [
        ("a.csv", 'id,text\n1,"Ann, in\nRome"\n2,\n3,北京\n', ["Ann, in\nRome", "", "北京"], "csv"),
        ("a.tsv", "1\tAnn in Rome\n2\tBob\n", ["Ann in Rome", "Bob"], "tsv"),
        ("a.csv", "text\nAnn, in Rome\nBob\n", ["Ann, in Rome", "Bob"], "csv"),
        ("a.xlsx", make_book(), ["Ann in Rome", "", "北京"], "xlsx"),
        ("a.jsonl", '{"text": "Ann"}\n{"text": null}\n{"n": 1}\n', ["Ann", "", ""], "jsonl"),
        ("a.txt", "Ann in Rome\n\nBob\n", ["Ann in Rome", "", "Bob"], "plain"),
        ("a.txt", "好的，谢谢\n".encode("gb18030"), ["好的，谢谢"], "plain"),
        ("a.conll", "Ann\tB-PER\nsleeps\tO\n\nBob\tB-PER\n\n", ["Ann sleeps", "Bob"], "conll"),
        ("a.conll", "Ann\nsleeps\n\nBob\n\n", ["Ann sleeps", "Bob"], "conll"),
        ("a.jsonl", '{"tokens": ["北", "京"]}\n', ["北京"], "jsonl"),
    ],
)
def test_every_row_comes_with_its_text(
    write: Write, name: str, content: str | bytes, texts: list[str], format: str
) -> None:
    path = write(name, content)
    assert [text for _, text in read_texts(path)] == texts
    assert read_inputs(path, WordRule()).format == format


def test_words_of_a_text_follow_the_rule_and_tokens_stay(write: Write) -> None:
    table = list(read_inputs(write("a.csv", "id,text\n1,Ann sleeps.\n2,Bob.\n"), WordRule()).rows)
    assert table[0] == Input(
        {"id": "1", "text": "Ann sleeps."}, "Ann sleeps.", ["Ann", "sleeps", "."], [(0, 3), (4, 10), (10, 11)]
    )
    conll = list(read_inputs(write("a.conll", "Ann.\tO\nx-y\tB-X\n\n"), WordRule(inner="-")).rows)
    assert (conll[0].tokens, conll[0].offsets) == (["Ann.", "x-y"], [(0, 4), (5, 8)])


def test_the_column_can_be_said(write: Write) -> None:
    path = write("a.csv", "id,text,note\n1,Ann,see Rome\n2,Bob,see Oslo\n")
    assert [text for _, text in read_texts(path, "note")] == ["see Rome", "see Oslo"]
    with pytest.raises(StudioError) as caught:
        list(read_texts(path, "nothing"))
    assert caught.value.problems[0].code == "data.column_absent"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("id,text\n1,Ann\n2,Bob,more\n3,Eve\n", "data.ragged_row"),
        ('{"text": "a"}\n{"text": \n{"text": "b"}\n', "data.not_json"),
        ("", "data.empty_file"),
        ("text,label\n", "data.no_rows"),
        ("1,2\n3,4\n5,6\n", "data.text_column_missing"),
    ],
)
def test_rows_that_cannot_be_read_are_named(write: Write, content: str, code: str) -> None:
    with pytest.raises(StudioError) as caught:
        list(read_texts(write("a.csv", content)))
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize(("encoding", "marked"), [("utf-8", False), ("utf-8-sig", True), ("gb18030", True)])
def test_a_byte_order_mark_is_kept_and_given_to_old_encodings(write: Write, encoding: str, marked: bool) -> None:
    content: Any = "id,text\n1,今天天气很好\n2,我们去公园\n".encode(encoding)
    assert read_inputs(write("a.csv", content), WordRule()).marked == marked


@pytest.mark.parametrize("name", ["a.csv.gz", "a.csv.bz2", "a.zip"])
def test_a_packed_file_is_read_like_the_one_in_it(write: Write, name: str) -> None:
    table = b"id,text\n1,Ann in Rome\n2,Bob\n"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", table)
    packed = {"gz": gzip.compress(table), "bz2": bz2.compress(table), "zip": stream.getvalue()}
    path = write(name, packed[name.rpartition(".")[2]])
    told: list[str] = []
    inputs = read_inputs(path, WordRule(), tell=lambda fraction, code: told.append(code))
    assert (inputs.format, [row.text for row in inputs.rows]) == ("csv", ["Ann in Rome", "Bob"])
    assert set(told) == {"progress.unpacking"}
    with pytest.raises(StudioError) as caught:
        read_inputs(path, WordRule(), "body")
    assert caught.value.problems[0].code == "data.column_absent"


def test_several_files_at_once_are_refused(tmp_path: Path) -> None:
    (tmp_path / "days").mkdir()
    for day in range(3):
        (tmp_path / "days" / f"{day}.csv").write_text("id,text\n1,Ann\n2,Bob\n")
    with pytest.raises(StudioError) as caught:
        read_inputs(tmp_path / "days", WordRule())
    problem = caught.value.problems[0]
    assert (problem.code, problem.values) == ("data.several_files", {"file": "days", "count": 3})
