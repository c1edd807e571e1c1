"""Encodings found from content, and rows that stay whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.contract.problems import StudioError
from studio.engine.data.encoding import MARK, Encoding, Strays, count_rows, detect_encoding, find_break, find_strays
from studio.engine.data.encoding.utf8 import find_utf8_break
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
        ("Привет, как твои дела сегодня?\n", "koi8_r", "koi8_r"),
        ("こんにちは、世界\n今日は天気がいい\n", "shift_jis", "cp932"),
        ("こんにちは、世界\n今日は天気がいい\n", "euc_jp", "euc_jp"),
        ("제품이 정말 좋아요\n배송이 느려요\n", "euc_kr", "cp949"),
        ("“Quoted” – l’été\n", "cp1252", "cp1252"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        ("一二三，四五六。\n" * 3, "utf-16-be", "utf-16-be"),
        (CHINESE, "utf-32", "utf-32"),
        (CHINESE, "utf-32-be", "utf-32-be"),
        (FRENCH, "utf-32-le", "utf-32-le"),
        ("plain\n", "ascii", "utf-8"),
    ],
)
def test_text_comes_out_as_it_went_in(write: Write, content: str, encoding: str, found: str) -> None:
    path = write("a.txt", content.encode(encoding))
    detected = detect_encoding(path)
    assert detected.name == found
    assert path.read_text(encoding=detected.name) == content


@pytest.mark.parametrize("text", ["你好", "价格", "好评", "内科", "头痛", "测试", "标题,类别\n好,差\n", "张三,男,北京"])
def test_a_few_chinese_characters_are_enough(write: Write, text: str) -> None:
    assert detect_encoding(write("a.txt", text.encode("gbk"))).name == "gb18030"


@pytest.mark.parametrize("text", ["Müller", "naïve", "München, Köln", "€5", "Señor", "Très créée", "à"])
def test_a_few_accents_are_enough(write: Write, text: str) -> None:
    assert detect_encoding(write("a.txt", text.encode("cp1252"))).name == "cp1252"


def test_a_few_broken_bytes_leave_chinese(write: Write) -> None:
    encoding = detect_encoding(write("a.txt", CHINESE.encode("gbk") + b"a\xff\xff\n"))
    assert (encoding.name, encoding.errors, encoding.broken_row) == ("gb18030", "replace", 13)


def test_what_reads_well_in_nothing_is_said(read: Read) -> None:
    twice = "costs å£‰Û÷ 5\nor ÌxÏ åÕ‰Ûª\nÌÏÌ¼ now\n"
    *_, findings = read("a.txt", twice.encode("cp1252"))
    assert [problem.code for problem in findings.problems] == ["data.encoding_unsure"]


@given(text=st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFFFF, exclude_categories=["Cs", "Co", "Cn"])))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_text_with_a_mark_or_in_utf8_comes_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    text = f"{text}汉"  # without, a few letters may be Chinese in GBK as well
    path.write_bytes(text.encode(encoding))
    found = detect_encoding(path)
    assert found.broken_row == 0
    assert path.read_bytes().decode(found.name) == text.removeprefix("\ufeff" if encoding == "utf-8" else "")


@given(content=st.binary(max_size=200))
def test_any_bytes_have_an_encoding(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_bytes(content)
    found = detect_encoding(path)
    content.decode(found.name, found.errors)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32-be", "gb18030"])
def test_zero_characters_are_counted_by_row(write: Write, encoding: str) -> None:
    path = write("a.txt", "一\nab\0\n\0\n".encode(encoding))
    assert find_strays(path, Encoding(encoding), "\0") == Strays(2, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("size", [0, (1 << 20) - 9, (1 << 20) - 8, (1 << 20) - 7, (1 << 20) - 6])
def test_marks_inside_are_found_on_any_edge(write: Write, encoding: str, size: int) -> None:
    content = ("a" * (size // 2 if encoding == "utf-16" else size) + "\n\nab" + MARK).encode(encoding)
    content = content if encoding in ("utf-8-sig", "utf-16") else MARK.encode(encoding) + content
    assert find_strays(write("a.txt", content), Encoding(encoding), MARK) == Strays(1, 3)


@given(content=st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_utf8_breaks_where_python_says(content: bytes) -> None:
    try:
        content.decode()
        wanted = None
    except UnicodeDecodeError as error:
        wanted = error.start
    for size in (1, 3, 64):
        chunks = [content[start : start + size] for start in range(0, len(content), size)]
        assert find_utf8_break(chunks, None) == wanted


def test_a_limit_may_cut_a_character(write: Write) -> None:
    path = write("a.txt", CHINESE.encode())
    assert [find_break(path, "utf-8", limit) for limit in range(1, 30)] == [None] * 29


@pytest.mark.parametrize(("content", "row"), [(b"a\nb\nc\xff", 3), (b"a\rb\rc\xff", 3), (b"a\r\nb\r\n\xff", 3)])
def test_rows_are_counted_by_any_line_end(write: Write, content: bytes, row: int) -> None:
    assert count_rows(write("a.txt", content), content.index(b"\xff"), "utf-8") == row


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


@pytest.mark.parametrize(
    "content", ["text,label\nplain,a\nalso plain,b\nna\u00efve,a\n", "text,label\nplain,a\nso,b\n中,a\n"]
)
def test_too_few_letters_to_tell_are_said_with_their_row(read: Read, content: str) -> None:
    data = content.encode("gb18030" if "中" in content else "cp1252")
    *_, findings = read("a.csv", data)
    problem = findings.problems[0]
    assert (problem.code, problem.level, problem.place.row) == ("data.encoding_few", "look", 4)
    *_, findings = read("a.txt", FRENCH.replace(", s'il", " s'il").encode("cp1252"))
    assert findings.problems == []
