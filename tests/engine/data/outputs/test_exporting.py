"""What is exported is read again as the same examples, whatever stands in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.contract.calls import CallProgress, ExportData
from studio.contract.data.steps import dump_steps, make_step
from studio.contract.problems import Cancelled, StudioError
from studio.contract.recipe import DataSpec, ReadSpec
from studio.contract.table import Table
from studio.engine.answering import Asked
from studio.engine.data.changing.alignment import list_entities
from studio.engine.data.outputs import write_rows
from studio.engine.data.outputs.cells import neutralise
from studio.engine.data.outputs.examples import ExampleShape
from studio.engine.data.outputs.exporting import export_data
from studio.engine.data.store import prepare
from tests.engine.data.conftest import Write

TABLE = 'id,body,topic\n1,"one ""quoted""\n北京",A\n2,"=1+1, two",B\n3,some three,A\n4,four and more,B\n5,@five,A\n'
WORDS = "John B-PER\nlives O\nin O\nNew B-LOC\nYork I-LOC\n. O\n\n北 B-LOC\n京 I-LOC\n好 O\n\n"
ALL = DataSpec(train="a.csv", validation=0.0, test=0.0)


def export(data: DataSpec, base: Path, out: Path, **more: Any) -> int:
    """Writes; how many rows."""
    call = ExportData(data=data, base=str(base), out=str(out), **more)
    written = export_data(call, Asked(lambda progress: None))
    assert written.path == str(out)
    return written.rows


def read(data: DataSpec, base: Path, task: str | None = None) -> list[dict[str, Any]]:
    """All training examples."""
    table = Table(prepare(data, base, task).splits["train"])
    return table.rows(0, len(table))


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".jsonl"])
def test_a_table_comes_back_with_all_its_columns(write: Write, tmp_path: Path, suffix: str) -> None:
    write("a.csv", TABLE)
    assert export(ALL, tmp_path, tmp_path / f"out{suffix}") == 5
    before, after = read(ALL, tmp_path), read(ALL.model_copy(update={"train": f"out{suffix}"}), tmp_path)
    is_sheet = suffix != ".jsonl"
    expected = [neutralise(row["text"]) if is_sheet else row["text"] for row in before]
    assert [row["text"] for row in after] == expected
    assert expected[1] == ("'=1+1, two" if is_sheet else "=1+1, two")
    assert [(row["gold"], row["cells"]) for row in after] == [(row["gold"], row["cells"]) for row in before]


@pytest.mark.parametrize("suffix", [".jsonl", ".conll"])
def test_entities_come_back_on_the_same_strings(write: Write, tmp_path: Path, suffix: str) -> None:
    write("a.conll", WORDS * 3)
    data = DataSpec(train="a.conll", validation=0.0, test=0.0)
    assert export(data, tmp_path, tmp_path / f"out{suffix}") == 6
    before, after = read(data, tmp_path), read(data.model_copy(update={"train": f"out{suffix}"}), tmp_path)
    assert [row["text"] for row in after] == [row["text"] for row in before]
    assert [list_entities(row) for row in after] == [list_entities(row) for row in before]
    if suffix == ".conll":
        assert [row["tokens"] for row in after] == [row["tokens"] for row in before]


def test_entities_in_a_sheet_are_for_people_and_for_programs(write: Write, tmp_path: Path) -> None:
    write("a.conll", WORDS)
    export(DataSpec(train="a.conll", validation=0.0, test=0.0), tmp_path, tmp_path / "out.tsv")
    header, first, _ = (line.split("\t") for line in (tmp_path / "out.tsv").read_text().splitlines())
    assert header == ["text", "entities", "spans"]
    assert first[1] == "John (PER); New York (LOC)"
    assert json.loads(first[2].strip('"').replace('""', '"'))[0] == {"start": 0, "end": 4, "label": "PER"}


def test_several_labels_come_back(write: Write, tmp_path: Path) -> None:
    rows = "".join(f'"text number {at} here",{"a;b" if at % 2 else "c"}\n' for at in range(8))
    write("a.csv", f"text,topics\n{rows}")
    data = DataSpec(
        train="a.csv", validation=0.0, test=0.0, read=ReadSpec(label_separator=";"), columns={"label": "topics"}
    )
    before = [row["gold"] for row in read(data, tmp_path)]
    assert ["a", "b"] in before
    export(data, tmp_path, tmp_path / "out.csv")
    assert [row["gold"] for row in read(data.model_copy(update={"train": "out.csv"}), tmp_path)] == before
    export(data, tmp_path, tmp_path / "out.jsonl")
    assert json.loads((tmp_path / "out.jsonl").read_text().splitlines()[1])["topics"] == ["a", "b"]


def test_lists_of_labels_come_back(write: Write, tmp_path: Path) -> None:
    lines = [{"text": f"text number {at} here", "labels": ["a", "b"] if at % 2 else ["c"]} for at in range(8)]
    write("a.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    data, task = DataSpec(train="a.jsonl", validation=0.0, test=0.0), "multi-label-classification"
    export(data, tmp_path, tmp_path / "out.jsonl", task=task)
    after = read(data.model_copy(update={"train": "out.jsonl"}), tmp_path, task)
    assert [row["gold"] for row in after] == [line["labels"] for line in lines]


def test_what_is_exported_is_what_the_steps_left(write: Write, tmp_path: Path) -> None:
    write("a.csv", TABLE)
    steps = [make_step("drop_labels", {"labels": ["B"]}), make_step("merge_labels", {"labels": ["A"], "to": "Z"})]
    (tmp_path / "steps.jsonl").write_text(dump_steps(steps), encoding="utf-8")
    data = ALL.model_copy(update={"steps": "steps.jsonl"})
    assert export(data, tmp_path, tmp_path / "out.jsonl") == 3
    assert {json.loads(line)["topic"] for line in (tmp_path / "out.jsonl").read_text().splitlines()} == {"Z"}


def test_splits_are_chosen_or_named_in_a_column(write: Write, tmp_path: Path) -> None:
    write("a.csv", TABLE)
    write("b.csv", TABLE.replace("five", "six"))
    data = DataSpec(train="a.csv", test="b.csv", validation=0.0)
    assert export(data, tmp_path, tmp_path / "out.csv") == 10
    assert (tmp_path / "out.csv").read_text().splitlines()[0] == "id,body,topic,split"
    assert export(data, tmp_path, tmp_path / "test.csv", splits=["test"]) == 5
    assert "six" in (tmp_path / "test.csv").read_text()
    assert_refused("data.split_unknown", data, tmp_path, tmp_path / "x.csv", splits=["all"])


def assert_refused(code: str, data: DataSpec, base: Path, out: Path, **more: Any) -> None:
    """It ends in this problem, and nothing was written."""
    before = {path: path.stat().st_mtime_ns for path in base.iterdir() if path.is_file()}
    with pytest.raises(StudioError) as caught:
        export(data, base, out, **more)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert {path: path.stat().st_mtime_ns for path in base.iterdir() if path.is_file()} == before


def test_nothing_is_overwritten_unasked(write: Write, tmp_path: Path) -> None:
    write("a.csv", TABLE)
    write("old.csv", "mine")
    (tmp_path / "steps.jsonl").write_text("", encoding="utf-8")
    data = ALL.model_copy(update={"steps": "steps.jsonl"})
    assert_refused("usage.same_file", data, tmp_path, tmp_path / "a.csv", force=True)
    assert_refused("usage.same_file", data, tmp_path, tmp_path / "steps.jsonl", force=True)
    assert_refused("usage.file_exists", data, tmp_path, tmp_path / "old.csv")
    assert_refused("data.output_unknown", data, tmp_path, tmp_path / "out.txt")
    assert_refused("data.output_without_words", data, tmp_path, tmp_path / "out.conll")
    assert export(data, tmp_path, tmp_path / "old.csv", force=True) == 5


def test_cancel_leaves_nothing(write: Write, tmp_path: Path) -> None:
    write("a.csv", TABLE)
    prepare(ALL, tmp_path, None)

    def cancel(progress: CallProgress) -> None:
        if progress.code == "progress.writing_file":
            raise Cancelled

    with pytest.raises(Cancelled):
        export_data(ExportData(data=ALL, base=str(tmp_path), out=str(tmp_path / "out.csv")), Asked(cancel))
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


ANYTHING = st.text(st.one_of(st.sampled_from("\"',;\t\n=#京\u3000é"), st.characters(exclude_categories=["Cs", "Cc"])))
TEXTS = ANYTHING.map(lambda text: f"word {text} end")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(TEXTS, min_size=3, max_size=6, unique=True), st.sampled_from(["csv", "tsv", "jsonl"]))
def test_any_text_comes_back(tmp_path: Path, texts: list[str], suffix: str) -> None:
    rows = [{"text": text, "gold": ["AB"[at % 2]], "tokens": []} for at, text in enumerate(texts)]
    (tmp_path / f"out.{suffix}").unlink(missing_ok=True)
    assert write_rows(tmp_path / f"out.{suffix}", ExampleShape([]), rows) == len(texts)
    data = DataSpec(train=f"out.{suffix}", validation=0.0, test=0.0, columns={"text": "text", "label": "label"})
    assert [row["text"] for row in read(data, tmp_path)] == texts


def test_columns_added_never_take_a_name_that_is_there() -> None:
    shape = ExampleShape(["split", "label", "text"], text="text_new", label="label_new", split=True)
    assert shape.list_columns() == ["text_new", "label_new", "split", "label", "text", "split_new"]
    row = {
        "text": "a",
        "gold": ["b"],
        "tokens": [],
        "split": "test",
        "cells": {"split": "x", "label": None, "text": "y"},
    }
    assert shape.list_cells(row) == ["a", "b", "x", "", "y", "test"]
    assert shape.show_line(row) == ("a", "b")
