"""The first look at data: the beginning of each file, as it would be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.contract.calls import PreviewAnswer
from studio.contract.problems import StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.preparing.preview import preview
from tests.engine.data.conftest import Write


def look(folder: Path, task: str | None = None, count: int = 100, **data: object) -> PreviewAnswer:
    return preview(DataSpec.model_validate(data), folder, task, count)


def test_a_table_is_shown_as_it_is_read(write: Write, tmp_path: Path) -> None:
    write("a.csv", "id,text,label\n" + "".join(f"{n},this is text {n},{'ab'[n % 2]}\n" for n in range(50)))
    found = look(tmp_path, count=3, train="a.csv")
    assert (found.task, found.rows, found.is_whole) == ("text-classification", 50, True)
    assert [(column.name, column.role) for column in found.columns] == [
        ("id", "ignored"), ("text", "text"), ("label", "label"),
    ]  # fmt: skip
    assert found.cells[:2] == [["0", "this is text 0", "a"], ["1", "this is text 1", "b"]]
    assert found.places == [("a.csv", 2), ("a.csv", 3), ("a.csv", 4)]
    assert found.examples[1] == {
        "example_id": 1, "split": "train", "file": "a.csv", "row": 3, "text": "this is text 1", "tokens": [],
        "offsets": [], "gold": ["b"], "cells": {"id": "1"},
    }  # fmt: skip
    assert sorted(found.labels) == ["a", "b"]


def test_tokens_are_shown_with_their_scheme(write: Write, tmp_path: Path) -> None:
    write("a.conll", "Ann\tS-PER\nsaw\tO\nNew\tB-LOC\nYork\tE-LOC\n\n" * 20)
    found = look(tmp_path, train="a.conll")
    assert (found.task, found.scheme, found.labels) == ("token-classification", "BIOES", ["PER", "LOC"])
    assert found.cells[0] == ["Ann saw New York", "S-PER O B-LOC E-LOC"]
    assert found.examples[0]["gold"] == ["B-PER", "O", "B-LOC", "I-LOC"]


def test_only_the_beginning_of_a_large_file_is_read(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.engine.data.source.HEAD", 100_000)
    write("a.csv", "text,label\n" + "a text that is as long as any other,x\n" * 10_000)
    found = look(tmp_path, train="a.csv")
    assert not found.is_whole
    assert 9_000 < found.rows < 11_000
    assert len(found.cells) == 100


def test_bad_rows_are_problems_and_long_cells_are_shortened(write: Write, tmp_path: Path) -> None:
    write("a.csv", f"text,label\n{'long ' * 500},a\n,b\none,two,three\n" + "fine,a\nfine too,b\n" * 10)
    found = look(tmp_path, train="a.csv")
    assert {(p.code, p.place.row) for p in found.problems} == {("data.text_missing", 3), ("data.ragged_row", 4)}
    assert len(found.cells[0][0]) == 300
    assert found.cells[1] == ["", "b"]


@pytest.mark.parametrize(
    ("task", "columns", "code"),
    [
        ("token-classification", {}, "data.tag_column_missing"),
        (None, {"text": "body"}, "data.column_absent"),
    ],
)
def test_what_does_not_fit_is_still_shown(
    write: Write, tmp_path: Path, task: str | None, columns: dict[str, str], code: str
) -> None:
    write("a.csv", "text,label\n" + "good,a\nbad,b\n" * 10)
    found = look(tmp_path, task, train="a.csv", columns=columns)
    assert (found.task, [problem.code for problem in found.problems]) == ("unsupported", [code])
    assert found.cells[0] == ["good", "a"]


def test_a_correction_changes_what_is_shown(write: Write, tmp_path: Path) -> None:
    write("a.csv", "text,label\n" + "good,a; b\nbad,b\n" * 10)
    found = look(tmp_path, train="a.csv", read={"label_separator": ";", "header": False})
    assert found.cells[0] == ["text", "label"]
    assert found.files[0].header is False
    found = look(tmp_path, train="a.csv", read={"label_separator": ";"})
    assert found.task == "multi-label-classification"
    assert found.examples[0]["gold"] == ["a", "b"]


@pytest.mark.parametrize("content", ["", "text,label\n"])
def test_a_file_without_rows_is_a_problem(write: Write, tmp_path: Path, content: str) -> None:
    write("a.csv", content)
    with pytest.raises(StudioError):
        look(tmp_path, train="a.csv")
