"""Labelled rows at the edges: names that are taken, cells that are no text, and more than a format holds."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from studio.contract.calls import Prediction, Span
from studio.contract.problems import StudioError
from studio.engine.data.inputs import Input
from studio.engine.data.outputs import choose_output, spreadsheet, write_rows
from studio.engine.data.outputs.cells import guard_cells
from studio.engine.data.outputs.predicted import Labelled, Layout, find_label, list_tags, show_entities

TEXT = "Ada met Ada"


def make_labelled(text: str = TEXT, spans: list[tuple[int, int, str]] | None = None, **cells: Any) -> Labelled:
    """A row of words between blanks; without ``spans`` the model said nothing of it."""
    tokens, offsets, at = text.split(), [], 0
    for token in tokens:
        at = text.index(token, at)
        offsets.append((at, at + len(token)))
        at += len(token)
    found = [Span(start=start, end=end, label=label, probability=0.5) for start, end, label in spans or []]
    return Labelled(Input(cells, text, tokens, offsets), None if spans is None else Prediction(text=text, spans=found))


@pytest.mark.parametrize(
    ("columns", "entities", "added"),
    [
        ([], True, ("entities", "spans")),
        (["entities", "entities_new"], True, ("entities_new_new", "spans")),
        (["probability"], False, ("predicted", "probability_new")),
        (["entities", "spans"], False, ("predicted", "probability")),
    ],
)
def test_new_columns_never_take_a_name_that_is_there(
    columns: list[str], entities: bool, added: tuple[str, str]
) -> None:
    layout = Layout(columns, entities)
    assert layout.added == added
    assert guard_cells(layout.list_columns()) == [*columns, *added]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (3, 3),
        (-2.5, -2.5),
        (True, "true"),
        (["=a", 1], '["=a", 1]'),
        ({"名": None}, '{"名": null}'),
        ("-", "'-"),
    ],
)
def test_a_cell_of_any_kind_stays_what_it_was(value: object, shown: object) -> None:
    cell = guard_cells(Layout(["x"], False).list_cells(make_labelled(x=value)))[0]
    assert (type(cell), cell) == (type(shown), shown)


def test_a_cell_that_a_row_lacks_is_empty() -> None:
    assert Layout(["x", "y"], True).list_cells(make_labelled(y="1"))[:2] == ["", "1"]


def test_the_same_name_twice_is_two_entities() -> None:
    labelled = make_labelled(spans=[(8, 11, "PER"), (0, 3, "PER")])
    assert list_tags(labelled) == ["B-PER", "O", "B-PER"]
    assert show_entities(labelled) == "Ada (PER); Ada (PER)"


def test_nothing_found_is_told_from_nothing_asked() -> None:
    layout = Layout([], True)
    assert layout.list_cells(make_labelled(spans=[])) == ["", "[]"]
    assert layout.list_cells(make_labelled()) == ["", ""]
    assert list_tags(make_labelled()) == ["O", "O", "O"]
    assert find_label(make_labelled(spans=[])) == ("", None)


def test_an_entity_name_cannot_begin_a_formula(tmp_path: Path) -> None:
    labelled = make_labelled("=SUM(A1) now", [(0, 8, "X")])
    write_rows(tmp_path / "out.csv", Layout([], True), [labelled])
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file))[1][0] == "'=SUM(A1) (X)"


def test_a_sheet_holds_so_many_rows_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_MOST_ROWS", 3)
    layout, out = Layout(["n"], False), tmp_path / "out.xlsx"
    assert write_rows(out, layout, [make_labelled(n=number) for number in range(2)]) == 2
    before = out.read_bytes()
    with pytest.raises(StudioError) as caught:
        write_rows(out, layout, (make_labelled(n=number) for number in range(3)))
    assert (caught.value.problems[0].code, caught.value.problems[0].values) == ("data.too_many_rows", {"most": 3})
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]
    assert out.read_bytes() == before
    sheet = python_calamine.load_workbook(str(out)).get_sheet_by_index(0)
    assert sheet.to_python() == [["n", "predicted", "probability"], [0.0, "", ""], [1.0, "", ""]]


@pytest.mark.parametrize("suffix", [".CSV", ".JsonL"])
def test_capitals_in_the_name_do_not_matter(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / f"Data{suffix}"
    out = choose_output(source, "csv")
    assert out.name == f"Data-labelled{suffix.lower()}"
    assert write_rows(tmp_path / f"x{suffix}", Layout([], True), []) == 0


def test_json_says_null_where_nothing_is_predicted(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert write_rows(out, Layout(["a"], False), [make_labelled("", a=None), make_labelled(a="\u2028")]) == 2
    first, second = (json.loads(line) for line in out.read_text(encoding="utf-8").split("\n")[:2])
    assert first == {"a": None, "predicted": None, "probability": None}
    assert second["a"] == "\u2028"
