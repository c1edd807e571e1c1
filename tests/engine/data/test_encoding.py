"""Encodings found from content, and rows that stay whole."""

from pathlib import Path

import pytest

from studio.contract.problems import StudioError
from studio.engine.data.encoding import detect_encoding
from tests.engine.data.conftest import Read, Write

CHINESE = "文本,标签\n这个手机的电池很好用,正面\n快递太慢了，等了一个星期,负面\n" * 4
FRENCH = "text,label\nCafé crème à Genève, s'il vous plaît,food\nLe garçon a été très gentil,service\n" * 4


@pytest.mark.parametrize(
    ("content", "encoding", "found"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "gbk", "gb18030"),
        ("今天天氣很好，我們去圖書館看書\n" * 4, "big5", "big5"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "latin-1", "cp1252"),
        ("Привет, как твои дела сегодня?\n" * 4, "cp1251", "cp1251"),
        ("plain\n", "ascii", "utf-8"),
    ],
)
def test_text_comes_out_as_it_went_in(write: Write, content: str, encoding: str, found: str) -> None:
    path = write("a.txt", content.encode(encoding))
    detected = detect_encoding(path)
    assert detected.name == found
    assert path.read_text(encoding=detected.name) == content


def test_a_late_character_counts(write: Write) -> None:
    late = b"plain text here\n" * 300_000 + "Café à Genève\n".encode("latin-1")
    assert detect_encoding(write("a.txt", late)).name == "cp1252"


def test_a_few_broken_bytes_leave_utf8(write: Write) -> None:
    encoding = detect_encoding(write("a.txt", CHINESE.encode() + b"\xff\xfe broken\n"))
    assert (encoding.name, encoding.errors, encoding.broken_row) == ("utf-8", "replace", 13)


def test_characters_on_the_edge_of_a_block_are_whole(write: Write) -> None:
    path = write("a.txt", b"x" * ((1 << 20) - 1) + "中文".encode())
    assert detect_encoding(path).name == "utf-8"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_chinese_rows_are_whole_from_the_first(read: Read, encoding: str) -> None:
    _, columns, records, _ = read("a.csv", CHINESE.encode(encoding))
    assert columns == ["文本", "标签"]
    assert records[0].values == {"文本": "这个手机的电池很好用", "标签": "正面"}
    assert len([record for record in records if record.values["标签"] in ("正面", "负面")]) == 8


def test_a_wrong_encoding_names_the_row(read: Read) -> None:
    with pytest.raises(StudioError) as caught:
        read("a.csv", ("text,label\n" + CHINESE).encode("gb18030"), encoding="utf-8")
    problem = caught.value.problems[0]
    assert (problem.code, problem.place.row) == ("data.wrong_encoding", 2)
    assert problem.values["likely"] == "gb18030"


def test_an_encoding_that_fits_by_chance_deserves_a_look(read: Read) -> None:
    *_, findings = read("a.csv", CHINESE.encode(), encoding="latin-1")
    assert [p.code for p in findings.problems if p.level == "look"] == ["data.encoding_doubtful"]


def test_an_unknown_encoding(read: Read) -> None:
    with pytest.raises(StudioError) as caught:
        read("a.csv", "a,b\n", encoding="utf-9")
    assert caught.value.problems[0].code == "data.encoding_unknown"


def test_broken_characters_are_said_with_their_row(read: Read) -> None:
    *_, findings = read("a.csv", CHINESE.encode() + b"\xff\xff,\n")
    problem = findings.problems[0]
    assert (problem.code, problem.level, problem.place.row) == ("data.broken_characters", "look", 13)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        detect_encoding(tmp_path / "none")
