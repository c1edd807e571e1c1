"""What a report says between good and useless, and which rows of a file of predictions it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.contract.report import Report, Sentence
from studio.contract.table import Table
from studio.engine.evaluation.figures import compare_texts, measure_texts
from studio.engine.evaluation.mistakes import Piece, cut_pieces, find_mistakes
from studio.engine.evaluation.predictions import write_predictions
from studio.engine.evaluation.reading import read_report
from tests.engine.evaluation.test_mistakes import make_row


def read(gold: str, predicted: str, labels: str = "abc", **more: Any) -> dict[str, Sentence]:
    """The sentences by their codes; each letter is the label of a text."""
    truth = list(gold)
    split = compare_texts(measure_texts(truth, list(predicted), list(labels), "test"), truth, truth)
    report = Report(task="text-classification", **split.model_dump(), **more)
    return {sentence.code: sentence for sentence in read_report(report)}


@pytest.mark.parametrize(
    ("right", "code"),
    [(8, "report.good_texts"), (7, "report.fair_texts"), (6, "report.fair_texts"), (5, "report.weak_texts")],
)
def test_the_verdict_turns_at_eight_and_six_of_ten(right: int, code: str) -> None:
    found = read("a" * 10, "a" * right + "b" * (10 - right))
    assert next(iter(found)) == code
    assert found[code].values["f1"] == 10.0 * right


def test_a_class_nobody_tested_is_not_the_weakest_but_is_rare() -> None:
    found = read("a" * 12 + "b" * 4, "a" * 12 + "abbb")
    assert found["report.weakest"].values == {"label": "b", "f1": 85.7, "support": 4}
    assert found["report.few_examples"].values["labels"] == "b, c"


def test_one_class_alone_is_not_compared_with_itself() -> None:
    found = read("a" * 12, "a" * 12, labels="a")
    assert {"report.weakest", "report.confused", "report.few_examples"} & set(found) == set()


def test_the_most_frequent_confusion_is_named_in_its_direction() -> None:
    found = read("aaabbbccc", "abbbbbcca")
    assert found["report.confused"].values == {"gold": "a", "predicted": "b", "count": 2}
    assert "2" in found["report.confused"].en


def test_to_reach_the_baseline_is_not_to_beat_it() -> None:
    found = read("aaab", "aaaa")
    assert "report.misses_most_frequent" in found
    assert found["report.misses_most_frequent"].values == {"reached": 75.0, "baseline": 75.0}


def test_what_was_cut_is_counted() -> None:
    assert read("ab", "ab", truncated=7)["report.truncated"].values == {"count": 7}
    assert not {"report.truncated", "report.stopped_early"} & set(read("ab", "ab"))


def test_only_so_many_mistakes_and_those_without_a_loss_last(tmp_path: Path) -> None:
    rows = [make_row(row=row, loss=loss) for row, loss in [(1, None), (2, 0.5), (3, 2.5), (4, 1.0)]]
    write_predictions(tmp_path / "p.parquet", rows)
    read_back = Table(tmp_path / "p.parquet").rows(0, 9)
    assert [mistake.row for mistake in find_mistakes(read_back, most=9)] == [3, 4, 2, 1]
    assert [mistake.row for mistake in find_mistakes(read_back, most=2)] == [3, 4]
    assert find_mistakes(read_back, most=9)[-1].loss == 0.0


def test_predictions_that_break_off_leave_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    assert write_predictions(path, []) == 0
    assert len(Table(path)) == 0
    before = path.read_bytes()
    with pytest.raises(KeyError):
        write_predictions(path, [make_row(), {"text": "no offsets"}], chunk=1)
    assert path.read_bytes() == before


def test_entities_that_touch_and_reach_the_end_are_cut_apart() -> None:
    places = [{"start": 0, "end": 1}, {"start": 1, "end": 2}, {"start": 2, "end": 4}]
    row = make_row(text="北京上海", offsets=places)
    assert cut_pieces(row, ["B-LOC", "I-LOC", "B-LOC"]) == [Piece("北京", "LOC"), Piece("上海", "LOC")]
    assert cut_pieces(row, ["O", "O", "O"]) == [Piece("北京上海")]
    assert cut_pieces(row, ["O", "I-LOC", "O"]) == [Piece("北京上海")]
    assert cut_pieces(row, []) == [Piece("北京上海")]
