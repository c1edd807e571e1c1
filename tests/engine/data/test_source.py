"""Files that cannot be read, each with its problem; formats known by content."""

import io
import os
import zipfile
import zlib
from pathlib import Path

import pytest

from studio.contract.problems import StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.findings import Findings
from studio.engine.data.formats import find_asked
from studio.engine.data.source import open_source
from tests.engine.data.conftest import Read, Write


def find_problem(path: Path, **spec: str) -> str:
    with pytest.raises(StudioError) as caught:
        open_source(path, path.name, ReadSpec.model_validate(spec), Findings(path.name))
    return caught.value.problems[0].code


def make_zip(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "data.empty_file"),
        (b"\xef\xbb\xbf \r\n\t\n", "data.empty_file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "data.pictures"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "data.binary"),
        (bytes(1000), "data.binary"),
        (os.urandom(4096), "data.binary"),
        (zlib.compress(b"packed by a program"), "data.binary"),
        (b"%PDF-1.7\n1 0 obj\n", "data.document"),
        (make_zip("word/document.xml"), "data.document"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "WordDocument".encode("utf-16-le"), "data.document"),
        (make_zip("a.txt"), "data.archive_unreadable"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "data.archive_unreadable"),
        (bytes.fromhex("0900040007001000") + bytes(50), "data.spreadsheet_old"),
        (b"<html><body><table><tr><td>a</td></tr></table>", "data.web_page"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>", "data.web_page"),
        ("<table>\n<tr>".encode("utf-16"), "data.web_page"),
    ],
)
def test_content_that_is_no_text(write: Write, content: bytes, code: str) -> None:
    assert find_problem(write("a.csv", content)) == code


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert find_problem(tmp_path / "none.csv") == "data.file_missing"
    assert find_problem(tmp_path) == "data.empty_folder"
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    assert find_problem(tmp_path) == "data.is_folder"


def test_a_folder_of_pictures(tmp_path: Path) -> None:
    for label in ("cat", "dog"):
        (tmp_path / label).mkdir()
        (tmp_path / label / "1.JPG").write_bytes(b"\xff\xd8\xff")
    assert find_problem(tmp_path) == "data.pictures"


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ({"format": "docx"}, "data.format_unknown"),
        ({"format": "xlsx"}, "data.spreadsheet_broken"),
        ({"format": "parquet"}, "data.format_unfit"),
        ({"format": "class_folder"}, "data.format_unfit"),
        ({"delimiter": "::"}, "data.delimiter_invalid"),
        ({"delimiter": '"'}, "data.delimiter_invalid"),
    ],
)
def test_corrections_that_cannot_be(write: Write, spec: dict[str, str], code: str) -> None:
    assert find_problem(write("a.csv", "a,b\n1,2\n"), **spec) == code


@pytest.mark.parametrize(
    ("content", "format"),
    [
        ("Ann B-PER\nlives O\n\nBob B-PER\n", "conll"),
        ("a\tO\nb\tB-X\n\n", "conll"),
        ("text,label\nhello,a\nbye,b\n", "csv"),
        ("text;label\nhello, you;a\nbye, you;b\n", "csv"),
        ("ham\thello\nspam\tbuy\n", "tsv"),
        ('{"text": "a"}\n{"text": "b"}\n', "jsonl"),
        ("One sentence.\nAnd another one here.\n", "plain"),
        ("First, one sentence.\nThen, another one.\nAt last, the third.\n", "plain"),
        ("text, label\nhello, a\nbye, b\n", "csv"),
    ],
)
def test_the_format_is_known_by_content_whatever_the_name(read: Read, content: str, format: str) -> None:
    for name in ("data", "data.dat", "data.txt", "data.csv"):
        found = read(name, content)[0]
        assert found == ("csv" if (format, name) == ("plain", "data.csv") else format)


@pytest.mark.parametrize(
    ("asked", "id"),
    [("CSV", "delimited"), (".tsv", "delimited"), ("Excel", "spreadsheet"), ("feather", "arrow"), ("", "")],
)
def test_formats_have_the_names_that_people_use(asked: str, id: str) -> None:
    assert find_asked(ReadSpec(format=asked)) == id


def test_a_page_is_a_table_if_it_is_said_to_be_one(read: Read) -> None:
    _, columns, records, _ = read("a.csv", "<html>,label\n<p>x</p>,y\n", format="csv")
    assert (columns, len(records)) == (["<html>", "label"], 1)


def test_a_large_file_opens_by_its_beginning(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.data.source.HEAD", 4096)
    path = write("a.csv", b"text,label\n" + b"hello,a\n" * 1000 + "Café,b\n".encode("latin-1"))
    findings = Findings("a.csv")
    source, format = open_source(path, "a.csv", ReadSpec(), findings, whole=False)
    assert (source.encoding.name, source.encoding.errors, findings.problems) == ("utf-8", "replace", [])
    assert list(format.read(source, findings).records)[-1].values == {"text": "Caf\ufffd", "label": "b"}
    assert open_source(path, "a.csv", ReadSpec(), findings)[0].encoding.name == "cp1252"


def test_zero_characters_are_said_and_kept(read: Read) -> None:
    _, _, records, findings = read("a.csv", "text,label\nok,a\nb\0c,a\n\0,b\n")
    assert [record.values["text"] for record in records] == ["ok", "b\0c", "\0"]
    assert [(p.code, p.level, p.place.row, p.count) for p in findings.problems] == [
        ("data.zero_characters", "look", 3, 2)
    ]


def test_a_format_can_be_chosen(read: Read) -> None:
    name, _, records, _ = read("a.csv", "text,label\nhello,a\n", format="txt")
    assert (name, records[1].values) == ("plain", {"text": "hello,a"})
    assert read("a.txt", "a b\n", format="tsv")[0] == "csv"
