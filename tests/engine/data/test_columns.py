"""What columns hold, what they are called, and whether the first row says so."""

from typing import Any

import pytest

from studio.contract.problems import StudioError
from studio.engine.data.columns import Column, are_strings, find_column, is_missing, profile_columns
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record
from studio.engine.data.headers import has_header, has_known_name, name_columns


def profile(*cells: Any) -> Column:
    (column,) = profile_columns(["a"], [Record(row, {"a": cell}) for row, cell in enumerate(cells)])
    return column


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["one", "two words"], "text"),
        (["1", "-2.5", "3,5"], "number"),
        ([1, 2.5], "number"),
        (["1", "two"], "text"),
        ([True, False], "other"),
        ([["a", "b"], ["c"]], "strings"),
        ([["O", "B-PER"], ["O"]], "tags"),
        ([[[0, 1, "X"]], []], "spans"),
        ([[{"start": 0, "end": 1, "label": "X"}]], "spans"),
        ([[1, 2]], "other"),
        ([{"a": 1}], "other"),
        (["one", ["two"]], "other"),
        ([None, "", "  ", []], "empty"),
    ],
)
def test_kinds(cells: list[Any], kind: str) -> None:
    assert profile(*cells).kind == kind


def test_counts_and_lengths() -> None:
    column = profile("aa", "bbbb", None, "aa", " ")
    assert (column.filled, column.distinct) == (3, 2)
    assert column.length == pytest.approx(8 / 3)
    assert not column.is_constant
    assert profile("a", "a").is_constant
    assert not profile("a").is_constant


def test_whole_and_broken_numbers() -> None:
    assert profile("1", "2").whole
    assert not profile("1", "2.5").whole
    assert not profile("1,5").whole
    assert not profile(1, 0.5).whole


def test_lists_of_numbers_are_marked() -> None:
    assert profile(["1", "2"], ["1"]).is_numbered
    assert not profile(["1", "a"]).is_numbered


@pytest.mark.parametrize("cell", [None, "", "  \n", []])
def test_missing_cells(cell: Any) -> None:
    assert is_missing(cell)


@pytest.mark.parametrize("cell", [0, False, "0", [""], {}])
def test_cells_that_hold_something(cell: Any) -> None:
    assert not is_missing(cell)


def test_lists_of_texts() -> None:
    assert are_strings(["a", ""])
    assert are_strings([])
    assert not are_strings(["a", 1])
    assert not are_strings("ab")


def test_a_column_by_name_or_number() -> None:
    columns = [Column(name, "text", 1, 1, 1.0) for name in ("column 1", "2", "body")]
    assert find_column(columns, "body", "text", "a.csv") == "body"
    assert find_column(columns, "1", "text", "a.csv") == "column 1"
    assert find_column(columns, "2", "text", "a.csv") == "2"
    with pytest.raises(StudioError) as caught:
        find_column(columns, "3", "label", "d/a.csv")
    problem = caught.value.problems[0]
    assert problem.values == {"name": "3", "known": "column 1, 2, body", "role": "label", "file": "a.csv"}
    assert problem.place.field == "data.columns.label"


@pytest.mark.parametrize(
    ("header", "width", "names"),
    [
        (["a", "b"], 2, ["a", "b"]),
        ([" a ", ""], 3, ["a", "column 2", "column 3"]),
        (["a", "a", "a"], 3, ["a", "a 2", "a 3"]),
        (["a 2", "a", "a"], 3, ["a 2", "a", "a 3"]),
        ([], 2, ["column 1", "column 2"]),
    ],
)
def test_names(header: list[str], width: int, names: list[str]) -> None:
    assert name_columns(header, width, Findings()) == names


@pytest.mark.parametrize(
    ("rows", "headed"),
    [
        ([], False),
        ([["text", "label"]], True),
        ([["Text ", "x"], ["hello", "a"]], True),
        ([["1", "2"], ["3", "4"]], False),
        ([["", ""], ["a", "b"]], False),
        ([["ham", "hi"], ["spam", "buy"], ["ham", "see you"]], False),
        ([["kind", "what"], ["ham", "a much longer text than its name is"]], True),
        ([["kind", "size"], ["ham", "12"], ["egg", "7"]], True),
        ([["yes", "no"], ["maybe", "so"]], False),
        ([["kind"]], False),
        ([["a name that is far too long to be the name of a column", "x"], ["b", "12"]], False),
    ],
)
def test_headers(rows: list[list[str]], headed: bool) -> None:
    assert has_header(rows) is headed


def test_known_names_in_both_languages() -> None:
    assert has_known_name(["x", " 标签 "])
    assert not has_known_name(["x", "labels of things"])
