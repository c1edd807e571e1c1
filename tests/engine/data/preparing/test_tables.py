"""Tables from file to split: other columns, several labels, groups, time, and what is found again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from studio.contract.problems import StudioError
from studio.contract.table import Table
from studio.engine.data.preparing import remembering
from studio.engine.data.store import Prepared
from tests.engine.data.conftest import PrepareFile, Write, list_codes

Row = dict[str, object]


def read_rows(prepared: Prepared) -> dict[str, list[Row]]:
    return {name: Table(path).rows(0, 10_000) for name, path in prepared.splits.items()}


def list_cells(rows: list[Row], name: str) -> list[str]:
    found = []
    for row in rows:
        cells = row["cells"]
        assert isinstance(cells, dict)
        found.append(cells[name])
    return found


def test_other_columns_are_kept_as_text(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", "id,text,label,note\n" + "".join(f"{n},this is text {n},{n % 2},\n" for n in range(20)))
    write("b.csv", "text,label,source\n" + "".join(f"another text {n},{n % 2},web\n" for n in range(5)))
    rows = read_rows(prepare_data(train="a.csv", test="b.csv"))
    assert rows["train"][0]["cells"] == {"id": "0", "note": None, "source": None}
    assert rows["test"][4]["cells"] == {"id": None, "note": None, "source": "web"}
    assert rows["test"][4]["gold"] == ["0"]


def test_rows_without_text_or_label_are_left_out_and_said(write: Write, prepare_data: PrepareFile) -> None:
    lines = [f"this is text {n},{'ab'[n % 2]}" for n in range(20)]
    lines[3], lines[7], lines[8], lines[9] = " \t,a", "text,", "text,  ", "\u3000,"
    write("a.csv", "text,label\n" + "\n".join(lines) + "\n")
    found = prepare_data(train="a.csv").inspection
    assert found.examples == 16
    codes = list_codes(found)
    assert (codes["data.text_missing"], codes["data.label_missing"]) == (("look", 5, 2), ("look", 9, 2))
    assert {column.name: column.missing for column in found.columns} == {"text": 2, "label": 3}


def test_a_separator_gives_several_labels(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", "text,label\n" + "first text,b | a |b\nsecond text,a\nthird text,\n" * 10)
    prepared = prepare_data(train="a.csv", read={"label_separator": "|"}, validation=0, test=0)
    assert prepared.task == "multi-label-classification"
    assert [row["gold"] for row in read_rows(prepared)["train"][:3]] == [["b", "a"], ["a"], []]
    assert prepared.inspection.labels == {"a": 20, "b": 10}
    assert list_codes(prepared.inspection) == {"data.no_labels": ("look", 4, 10)}


def test_lists_of_labels_are_several(write: Write, prepare_data: PrepareFile) -> None:
    write("a.jsonl", '{"text": "one; two", "labels": ["x; y", "z"]}\n{"text": "three", "labels": []}\n' * 10)
    prepared = prepare_data(train="a.jsonl", validation=0, test=0)
    assert prepared.task == "multi-label-classification"
    assert [row["gold"] for row in read_rows(prepared)["train"][:2]] == [["x; y", "z"], []]


def test_no_group_is_in_two_splits(write: Write, prepare_data: PrepareFile) -> None:
    lines = [f"this is text {n},{'ab'[n % 2]},{n % 23 or ''}" for n in range(460)]
    write("a.csv", "text,label,patient\n" + "\n".join(lines) + "\n")
    prepared = prepare_data(train="a.csv", validation=0.2, test=0.1, split={"kind": "grouped", "by": "patient"})
    groups = {name: set(list_cells(rows, "patient")) for name, rows in read_rows(prepared).items()}
    assert groups["train"].isdisjoint(groups["test"] | groups["validation"])
    assert groups["test"].isdisjoint(groups["validation"])
    assert None in groups["train"]
    assert list_codes(prepared.inspection)["data.split_group_missing"] == ("look", 2, 20)
    assert prepared.inspection.splits == {"train": 300, "validation": 100, "test": 60}


def test_groups_that_cannot_be_divided_are_said(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", "text,label,patient\n" + "".join(f"text {n},{n % 2},{n % 3 > 0}\n" for n in range(90)))
    found = prepare_data(train="a.csv", validation=0, test=0.1, split={"kind": "grouped", "by": "patient"})
    assert list_codes(found.inspection)["data.split_groups_uneven"][0] == "look"


def test_the_newest_are_for_testing(write: Write, prepare_data: PrepareFile) -> None:
    dates = [f"2024-{1 + n * 7 % 12:02d}-{1 + n % 28:02d}" for n in range(100)]
    dates[5], dates[6] = "soon", ""
    write("a.csv", "text,label,when\n" + "".join(f"this is text {n},{n % 2},{when}\n" for n, when in enumerate(dates)))
    prepared = prepare_data(train="a.csv", validation=0.1, test=0.1, split={"kind": "time", "by": "when"})
    times = {name: list_cells(rows, "when") for name, rows in read_rows(prepared).items()}
    known = [when for when in times["train"] if when and when != "soon"]
    assert max(known) <= min(times["validation"])
    assert max(times["validation"]) <= min(times["test"])
    assert prepared.inspection.splits == {"train": 80, "validation": 10, "test": 10}
    assert list_codes(prepared.inspection)["data.split_time_unreadable"] == ("look", 7, 2)


@pytest.mark.parametrize("kind", ["grouped", "time"])
def test_an_unknown_column_is_refused_with_those_there_are(write: Write, prepare_data: PrepareFile, kind: str) -> None:
    write("a.csv", "text,label,when\n" + "some text,a,1\nother text,b,2\n" * 10)
    with pytest.raises(StudioError) as caught:
        prepare_data(train="a.csv", split={"kind": kind, "by": "patient"})
    [problem] = caught.value.problems
    assert (problem.code, problem.values["known"], problem.place.field) == (
        "data.split_column_absent", "when", "data.split.by",
    )  # fmt: skip


def test_steps_are_done_before_the_split(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", "text,label\n" + "".join(f"this is text {n % 30},{n % 2}\n" for n in range(60)))
    write("steps.jsonl", '{"id": "1", "kind": "drop_duplicates"}\n')
    first = prepare_data(train="a.csv", steps="steps.jsonl")
    assert (first.inspection.examples, first.inspection.step_counts) == (30, [30])
    write(
        "steps.jsonl", '{"id": "1", "kind": "drop_duplicates"}\n{"id": "2", "kind": "undo", "values": {"step": "1"}}\n'
    )
    undone = prepare_data(train="a.csv", steps="steps.jsonl")
    assert (undone.inspection.examples, undone.inspection.step_counts) == (60, [])
    assert undone.folder != first.folder


def test_files_opened_before_are_not_read_again(
    write: Write, prepare_data: PrepareFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.csv", "text,label\n" + "some text,a\nother text,b\n" * 10)
    monkeypatch.setattr(remembering, "_SETTLED", -1.0)
    first = prepare_data(train="a.csv")
    mode = path.stat().st_mode
    monkeypatch.setattr("studio.engine.data.store.open_files", None)
    assert prepare_data(train="a.csv") == first
    monkeypatch.undo()
    path.write_bytes(path.read_bytes().replace(b"some", b"more"))
    os.utime(path, (time.time(), time.time() + 5))
    assert mode == path.stat().st_mode
    assert prepare_data(train="a.csv").folder != first.folder


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_ragged_rows_are_counted_once_wherever_they_stand(
    write: Write, prepare_data: PrepareFile, delimiter: str
) -> None:
    lines = [f"this is text {n},{'ab'[n % 2]}" + ",more" * (n % 1000 == 7) for n in range(5000)]
    write("a.csv", "\n".join(["text,label", *lines]).replace(",", delimiter))
    found = prepare_data(train="a.csv").inspection
    assert list_codes(found)["data.ragged_row"] == ("stop", 9, 5)
    assert found.examples == 4995


def test_a_late_byte_that_does_not_fit_is_met_in_a_large_file(
    write: Write, prepare_data: PrepareFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("source", "preparing.intake"):
        monkeypatch.setattr(f"studio.engine.data.{module}.HEAD", 2000)
    content = "文本,标签\n" + "".join(f"第{n}条中文文本,{'甲乙'[n % 2]}\n" for n in range(400))
    write("a.csv", content)
    assert list_codes(prepare_data(train="a.csv").inspection) == {}
    write("b.csv", content.encode() + b"broken \xff here,\xe7\x94\xb2\n")
    found = prepare_data(train="b.csv").inspection
    assert list_codes(found)["data.broken_characters"] == ("look", 402, 1)
    assert found.examples == 401


def test_a_folder_of_files_brings_its_splits(write: Write, prepare_data: PrepareFile, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    for name in ("train", "dev", "test"):
        write(f"set/{name}.csv", "text,label\n" + "".join(f"{name} text {n},{n % 2}\n" for n in range(20)))
    prepared = prepare_data(train="set")
    assert prepared.inspection.splits == {"train": 20, "validation": 20, "test": 20}
    assert len(prepared.inspection.fingerprints) == 3
    assert prepare_data(train="set", validation=0.5).inspection.splits == {"train": 20, "validation": 20, "test": 20}
