"""Files that cannot be read, each with its problem; formats known by content."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from studio.contract.problems import StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.findings import Findings
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
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "data.binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "data.binary"),
        (bytes(1000), "data.binary"),
        (os.urandom(4096), "data.binary"),
        (b"%PDF-1.7\n1 0 obj\n", "data.binary"),
        (make_zip("a.txt"), "data.binary"),
    ],
)
def test_content_that_is_no_text(write: Write, content: bytes, code: str) -> None:
    assert find_problem(write("a.csv", content)) == code


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert find_problem(tmp_path / "none.csv") == "data.file_missing"
    assert find_problem(tmp_path) == "data.is_folder"


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ({"format": "docx"}, "data.format_unknown"),
        ({"format": "xlsx"}, "data.spreadsheet_broken"),
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


def test_a_format_can_be_chosen(read: Read) -> None:
    name, _, records, _ = read("a.csv", "text,label\nhello,a\n", format="txt")
    assert (name, records[1].values) == ("plain", {"text": "hello,a"})
    assert read("a.txt", "a b\n", format="tsv")[0] == "csv"
