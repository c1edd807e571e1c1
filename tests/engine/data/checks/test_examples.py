"""Prepared data as the checks see them."""

from pathlib import Path

import pytest

from studio.contract.problems import Cancelled
from studio.engine.data.checks import examples as module
from studio.engine.data.checks.examples import Examples, shorten
from tests.engine.data.checks.conftest import MakeExamples, write_split

ROWS = [(f"text {at}", "a") for at in range(10)]


def test_small_batches_come_together(make_examples: MakeExamples) -> None:
    examples = make_examples("text-classification", train=ROWS, test=ROWS[:4])
    chunks = list(examples.chunks(["text", "row"]))
    assert [(chunk.split, chunk.start, chunk.table.num_rows) for chunk in chunks] == [("train", 0, 10), ("test", 0, 4)]
    assert examples.count == 14
    assert examples.size("test") == 4


def test_chunks_are_bounded(make_examples: MakeExamples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK_ROWS", 5)
    examples = make_examples("text-classification", train=ROWS)
    chunks = list(examples.chunks(["text"]))
    assert [(chunk.start, chunk.table.num_rows) for chunk in chunks] == [(0, 6), (6, 4)]
    assert [text for chunk in chunks for text in chunk.table["text"].to_pylist()] == [row[0] for row in ROWS]


def test_it_ends_between_chunks_when_nobody_waits(make_examples: MakeExamples) -> None:
    examples = make_examples("text-classification", train=ROWS)

    def look(part: float) -> None:
        raise Cancelled

    examples.look = look
    with pytest.raises(Cancelled):
        next(examples.chunks(["text"]))


def test_single_rows_are_found_in_their_batch(make_examples: MakeExamples) -> None:
    examples = make_examples("text-classification", train=ROWS)
    assert [row["text"] for row in examples.take("train", [7, 0, 9], ["text"])] == ["text 7", "text 0", "text 9"]
    positions = examples.keys("train").texts.argsort() * 0 + range(10)
    assert examples.take_texts("train", positions[[1, 2, 3, 8]]) == ["text 1", "text 2", "text 3", "text 8"]
    place = examples.place("train", 4)
    assert (place.file, place.row) == ("train.csv", 6)


def test_a_finding_names_the_first_thousand_rows_and_counts_all(make_examples: MakeExamples) -> None:
    examples = make_examples("text-classification", train=ROWS, test=ROWS)
    finding = examples.report("x", "data.duplicates", {"train": [], "test": list(range(2, 10)) * 200})
    assert finding.problem is not None
    assert finding.problem.place.file == "test.csv"
    assert (finding.problem.place.row, finding.problem.values["text"]) == (4, "text 2")
    assert finding.problem.count == 1600
    assert {split: len(rows) for split, rows in finding.rows.items()} == {"test": 1000}


def test_a_table_without_task_has_all_its_cells_as_text(tmp_path: Path, make_examples: MakeExamples) -> None:
    made = make_examples("unsupported")
    write_split(tmp_path / "train.arrow", [("", [], {"a": "one", "b": None}), ("", [], {"a": "x", "b": "y"})], "train")
    examples = Examples(made.inspection, {"train": tmp_path / "train.arrow"})
    assert examples.cells == ["a", "b"]
    assert [chunk.table["text"].to_pylist() for chunk in examples.chunks(["text"])] == [["one ", "x y"]]


def test_an_empty_split_is_no_trouble(make_examples: MakeExamples) -> None:
    examples = make_examples("text-classification", train=ROWS, test=[])
    assert [chunk.split for chunk in examples.chunks(["text"])] == ["train"]
    assert len(examples.keys("test").texts) == 0


def test_a_long_text_is_shown_by_its_beginning() -> None:
    assert shorten("a\n b") == "a b"
    assert len(shorten("word " * 100)) == 80
    assert shorten(None) == ""
