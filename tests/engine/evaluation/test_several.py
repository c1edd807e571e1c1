"""Figures where a text may have several labels: counted by hand, and the confusion accounts for every label once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.contract.entities import pair_labels
from studio.contract.report import Report
from studio.engine.evaluation.reading import read_report
from studio.engine.evaluation.several import compare_several, measure_several

LABELS = ["a", "b", "c"]
SETS = st.lists(st.lists(st.sampled_from(LABELS), unique=True), min_size=1, max_size=8)


def test_one_label_alone_is_counted_like_one_of_several() -> None:
    gold: list[list[str]] = [["a"], [], [], []]
    predicted: list[list[str]] = [["a"], ["a"], [], []]
    for labels in (["a"], ["a", "b"]):
        report = measure_several(gold, predicted, labels, "test")
        assert (report.overall.precision, report.overall.recall, report.overall.accuracy) == (1 / 2, 1.0, 3 / 4)
        first = report.classes[0]
        assert (first.precision, first.recall, first.support) == (1 / 2, 1.0, 1)


def test_the_figures_are_those_counted_by_hand() -> None:
    gold = [["a", "b"], ["a"], [], ["b"]]
    predicted = [["a"], ["b"], ["a"], ["b"]]
    report = measure_several(gold, predicted, LABELS, "test")
    assert (report.overall.precision, report.overall.recall) == (2 / 4, 2 / 4)
    assert report.overall.accuracy == 1 / 4
    assert [(row.label, row.precision, row.recall, row.support) for row in report.classes] == [
        ("a", 1 / 2, 1 / 2, 2), ("b", 1 / 2, 1 / 2, 2), ("c", 0.0, 0.0, 0),
    ]  # fmt: skip
    assert report.overall.macro_f1 == 1 / 2  # "c" never occurs
    assert report.has_missed
    assert report.confusion.labels == [*LABELS, "missed", "invented"]
    assert report.confusion.counts == [
        [1, 1, 0, 0, 0], [0, 1, 0, 1, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0],
    ]  # fmt: skip


@given(SETS)
def test_each_label_is_counted_once(gold: list[list[str]]) -> None:
    predicted = [list(reversed(labels))[: len(labels) // 2] for labels in gold]
    counts = measure_several(gold, predicted, LABELS, "test").confusion.counts
    assert [sum(row) for row in counts[:3]] == [sum(label in one for one in gold) for label in LABELS]
    assert [sum(row[i] for row in counts) for i in range(3)] == [
        sum(label in one for one in predicted) for label in LABELS
    ]


def test_one_missed_and_one_invented_label_are_taken_for_each_other() -> None:
    assert pair_labels(["a", "b"], ["a", "c"]) == [("a", "a"), ("b", "c")]
    assert pair_labels(["a", "b"], ["c"]) == [("a", ""), ("b", ""), ("", "c")]
    assert pair_labels([], []) == []


def test_no_label_at_all_is_measured_too() -> None:
    report = measure_several([[], []], [[], []], LABELS, "test")
    assert report.overall.accuracy == 1
    assert report.overall.micro_f1 == 0


def test_the_reading_speaks_of_labels() -> None:
    gold = [["a", "b"], ["a"], ["c"]] * 4
    split = compare_several(measure_several(gold, gold, LABELS, "test"), gold, gold)
    codes = {one.code: one for one in read_report(Report(task="multi-label-classification", **split.model_dump()))}
    assert {"report.good_labels", "report.beats_most_frequent_set"} <= set(codes)
    assert "10 of 10 labels" in codes["report.good_labels"].en
