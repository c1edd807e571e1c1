"""Tables as text."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.data.conftest import Read

CELLS = st.text('ab,;\t"\n 中', max_size=8).filter(lambda cell: bool(cell.strip()))


def test_newlines_and_quotes_inside_quotes(read: Read) -> None:
    content = 'text,label\r\n"Hello, you\nthere",a\r\n"She said ""no""",b\r\nplain,a\r\n'
    name, columns, records, findings = read("a.csv", content)
    assert (name, columns) == ("csv", ["text", "label"])
    assert [record.values["text"] for record in records] == ["Hello, you\nthere", 'She said "no"', "plain"]
    assert [record.row for record in records] == [2, 4, 5]
    assert findings.problems == []


def test_raw_quotes_in_a_table_with_tabs(read: Read) -> None:
    content = 'ham\t"Hi there\nspam\tWin "now" and\nham\tsay "yes\n' * 3
    name, _, records, _ = read("a.tsv", content)
    assert name == "tsv"
    assert len(records) == 9
    assert records[0].values["column 2"] == '"Hi there'


def test_quotes_that_break_late_are_no_quotes(read: Read) -> None:
    content = "a\tplain text of some length\n" * 10_000 + 'b\t"never closed\n'
    _, _, records, _ = read("a.tsv", content)
    assert len(records) == 10_001
    assert records[-1].values["column 2"] == '"never closed'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
def test_delimiters_are_found(read: Read, delimiter: str) -> None:
    rows = [["text", "label"], ["one two", "a"], ["three: four", "b"], ["five", "a"]]
    _, columns, records, _ = read("a.dat", "\n".join(delimiter.join(row) for row in rows))
    assert columns == ["text", "label"]
    assert len(records) == 3


def test_a_delimiter_can_be_chosen(read: Read) -> None:
    _, columns, _, _ = read("a.csv", "text:label\na, b:x\nc, d:y\n", delimiter=":")
    assert columns == ["text", "label"]


def test_old_line_ends(read: Read) -> None:
    _, _, records, _ = read("a.csv", "text,label\rone,a\rtwo,b\r")
    assert [record.values["text"] for record in records] == ["one", "two"]


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("text,label\nhello,a\nbye,b\n", ["text", "label"]),
        ("v1,v2,,,\nham,Hello there my friend,,,\nspam,Buy now,,,\n", ["v1", "v2", "column 3", "column 4", "column 5"]),
        ("ham,Hello there\nspam,Buy now\nham,See you\n", ["column 1", "column 2"]),
        ("c,一种算法的研究,工学\nc,水稻栽培,农学\nc,桥梁,工学\n", ["column 1", "column 2", "column 3"]),
        ("Satz,Wert\nDas ist ein langer Satz zum Lesen,1\nUnd noch ein langer Satz,2\n", ["Satz", "Wert"]),
        ("1.5,x\n2.5,y\n", ["column 1", "column 2"]),
    ],
)
def test_headers_are_told_from_data(read: Read, content: str, columns: list[str]) -> None:
    assert read("a.csv", content)[1] == columns


def test_names_that_repeat_are_told_apart(read: Read) -> None:
    _, columns, records, findings = read("a.csv", "text,text,label\nhello,world,a\nbye,moon,b\n")
    assert columns == ["text", "text 2", "label"]
    assert records[0].values["text 2"] == "world"
    assert findings.problems[0].code == "data.duplicate_column"


def test_a_row_with_a_cell_too_many_is_named(read: Read) -> None:
    _, _, records, findings = read("a.csv", "text,label\nhello,a\none, two,b\nshort\nfine,b,,\nbye,b\n")
    problem = findings.problems[0]
    assert (problem.code, problem.level, problem.place.row) == ("data.ragged_row", "stop", 3)
    assert problem.values["found"] == 3
    assert [record.values for record in records] == [
        {"text": "hello", "label": "a"},
        {"text": "short", "label": None},
        {"text": "fine", "label": "b"},
        {"text": "bye", "label": "b"},
    ]


def test_rows_with_cells_too_few_are_told_once(read: Read) -> None:
    _, _, records, findings = read("a.csv", "id,text,label,\n1,hello,a\n2,bye\n3,well,b,\n4\n5,oh,a\n")
    problem = findings.problems[0]
    assert [record.values["label"] for record in records] == ["a", None, "b", None, "a"]
    assert [(p.code, p.level, p.place.row, p.count) for p in findings.problems] == [("data.short_row", "look", 3, 2)]
    assert (problem.values["found"], problem.values["expected"]) == (2, 3)


def test_one_column_keeps_its_commas(read: Read) -> None:
    name, columns, records, _ = read("a.csv", "text\nHello, world\nBye\nOne, two, three\n")
    assert (name, columns) == ("csv", ["text"])
    assert [record.values["text"] for record in records] == ["Hello, world", "Bye", "One, two, three"]


def test_a_huge_cell_is_read(read: Read) -> None:
    _, _, records, _ = read("a.csv", "text,label\n" + "x" * 1_000_000 + ",a\nb,c\n")
    assert len(records[0].values["text"]) == 1_000_000


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=2, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_what_is_written_with_quotes_comes_back(read: Read, rows: list[tuple[str, str]], delimiter: str) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("text", "label"), *rows])
    _, _, records, findings = read("a.csv", stream.getvalue(), delimiter=delimiter)
    assert [tuple(record.values.values()) for record in records] == rows
    assert findings.problems == []
