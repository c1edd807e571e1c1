"""What is done by hand to single rows, and what is said where a row is gone or has changed."""

from __future__ import annotations

from typing import Any

import pytest

from studio.contract.data.steps import make_step
from studio.contract.problems import StudioError
from studio.engine.data.changing.places import find_file
from studio.engine.data.steps import begin_steps
from tests.engine.data.steps.conftest import Doing, make_text, make_words

ROWS = [make_text("one", "A"), make_text("two", "A", row=2), make_text("three", "B", row=2, file="b.csv")]


def test_a_label_is_given_anew(do: Doing) -> None:
    done = do(ROWS, make_step("edit_label", {"file": "a.csv", "row": 2, "labels": ["C", "D"]}))
    assert done.golds == [["A"], ["C", "D"], ["B"]]
    assert (done.counts, done.problems) == ([1], [])


def test_spans_are_marked_anew_and_words_cut_at_their_edges(do: Doing) -> None:
    rows = [make_words("Ada of London-born fame", "B-PER O B-LOC O")]
    spans = [{"start": 7, "end": 13, "label": "LOC", "text": "London"}, {"start": 0, "end": 6, "label": "PER"}]
    done = do(rows, make_step("edit_spans", {"file": "a.conll", "row": 1, "spans": spans}))
    assert done.rows[0]["tokens"] == ["Ada", "of", "London", "-born", "fame"]
    assert done.golds == [["B-PER", "I-PER", "B-LOC", "O", "O"]]
    assert do(rows, make_step("edit_spans", {"file": "a.conll", "row": 1, "spans": []})).golds == [["O"] * 4]


def test_rows_are_taken_away(do: Doing) -> None:
    done = do(ROWS, make_step("drop_examples", {"places": [["a.csv", 1], ["b.csv", 2], ["b.csv", 9]]}))
    assert done.texts == ["two"]
    assert done.counts == [2]
    assert [(p.code, p.level, p.place.file, p.place.row) for p in done.problems] == [
        ("data.step_row_gone", "look", "b.csv", 9)
    ]


@pytest.mark.parametrize("file", ["a.csv", "c.csv"])
def test_a_row_that_is_gone_is_said(do: Doing, file: str) -> None:
    gone = make_step("edit_label", {"file": file, "row": 7, "labels": ["C"]})
    done = do(ROWS, gone)
    assert (done.rows[0]["gold"], done.counts) == (["A"], [0])
    [problem] = done.problems
    assert (problem.code, problem.place.file, problem.place.row) == ("data.step_row_gone", file, 7)
    assert problem.values["step"] == "edit_label"


def test_a_row_that_an_earlier_step_took_away_is_said(do: Doing) -> None:
    taken = make_step("drop_labels", {"labels": ["B"]})
    done = do(ROWS, taken, make_step("edit_label", {"file": "b.csv", "row": 2, "labels": ["C"]}))
    assert [problem.code for problem in done.problems] == ["data.step_row_gone"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("edit_label", {"labels": ["C"]}),
        ("edit_spans", {"spans": [{"start": 0, "end": 99, "label": "X"}]}),
        ("edit_spans", {"spans": [{"start": 3, "end": 4, "label": "X"}]}),
        ("edit_spans", {"spans": [{"start": 0, "end": 3, "label": "X", "text": "Eve"}]}),
        ("edit_spans", {"spans": [{"start": 0, "end": 5, "label": "X"}, {"start": 3, "end": 7, "label": "X"}]}),
    ],
)
def test_a_correction_that_does_not_fit_leaves_the_row_and_is_said(
    do: Doing, kind: str, values: dict[str, Any]
) -> None:
    rows = [make_words("Ada is in Rome", "B-PER O O B-LOC")]
    done = do(rows, make_step(kind, {"file": "a.conll", "row": 1} | values))
    assert done.rows == rows
    assert [(problem.code, problem.place.row) for problem in done.problems] == [("data.step_unfit", 1)]
    assert done.counts == [0]


def test_spans_do_not_fit_a_text_with_a_label(do: Doing) -> None:
    done = do(ROWS, make_step("edit_spans", {"file": "a.csv", "row": 1, "spans": []}))
    assert [problem.code for problem in done.problems] == ["data.step_unfit"]


@pytest.mark.parametrize(
    ("asked", "files", "found"),
    [
        ("a.csv", ["a.csv", "x/a.csv"], "a.csv"),
        ("../data/a.csv", ["/home/ada/data/a.csv", "/home/ada/old/a.csv"], "/home/ada/data/a.csv"),
        ("C:\\work\\a.csv", ["a.csv"], "a.csv"),
        ("a.csv", ["x/a.csv", "y/a.csv"], None),
        ("x/a.csv", ["y/a.csv"], None),
        ("..", ["a.csv"], None),
    ],
)
def test_files_are_known_by_the_end_of_their_path(asked: str, files: list[str], found: str | None) -> None:
    assert find_file(asked, files) == found


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("mask_personal", {"kinds": ["age"]}, "kinds.0"),
    ("mask_personal", {}, "kinds"),
    ("drop_duplicates", {"how": "all"}, "how"),
    ("drop_near_duplicates", {"threshold": 0.1}, "threshold"),
    ("drop_near_duplicates", {"threshold": "0.9"}, "threshold"),
    ("settle_conflicts", {"how": "guess"}, "how"),
    ("merge_labels", {"labels": ["A"]}, "to"),
    ("merge_labels", {"labels": ["A"], "to": " "}, "to"),
    ("drop_labels", {"labels": "A"}, "labels"),
    ("edit_label", {"file": "a", "row": "1", "labels": []}, "row"),
    ("edit_spans", {"file": "a", "row": 1, "spans": [{"start": 0}]}, "spans.0.end"),
    ("drop_examples", {"places": [["a"]]}, "places.0.1"),
    ("clean_markup", {"x": 1}, "x"),
    ("clean_controls", {"x": 1}, "x"),
    ("drop_leaks", {"x": 1}, "x"),
]


@pytest.mark.parametrize(("kind", "values", "name"), WRONG)
def test_wrong_values_name_the_step(kind: str, values: dict[str, Any], name: str) -> None:
    with pytest.raises(StudioError) as caught:
        begin_steps([make_step(kind, values)])
    [problem] = caught.value.problems
    assert (problem.code, problem.values) == ("data.step_values", {"step": kind, "name": name})


def test_all_wrong_steps_are_told_at_once() -> None:
    with pytest.raises(StudioError) as caught:
        begin_steps([make_step("stretch"), make_step("clean_markup"), make_step("clean_markup", {"x": 1})])
    assert [problem.code for problem in caught.value.problems] == ["data.step_unknown", "data.step_values"]
    assert "mask_personal" in caught.value.problems[0].values["known"]
