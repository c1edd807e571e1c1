"""The reading of a report: every sentence exists in both languages and says what the figures say."""

from __future__ import annotations

from typing import Any

import pytest

from studio.contract.report import Report
from studio.engine.evaluation.figures import compare_texts, compare_tokens, measure_texts, measure_tokens
from studio.engine.evaluation.intervals import find_wilson
from studio.engine.evaluation.reading import read_report


def make_report(gold: list[str], predicted: list[str], **more: Any) -> Report:
    """A report of texts with labels a, b, c."""
    split = compare_texts(measure_texts(gold, predicted, list("abc"), "test"), gold, gold)
    return Report(task="text-classification", **split.model_dump(), **more)


def test_a_perfect_model_earns_a_good_verdict_and_no_confusion() -> None:
    codes = [sentence.code for sentence in read_report(make_report(["a", "b"] * 20, ["a", "b"] * 20))]
    assert codes == ["report.good_texts", "report.beats_most_frequent", "report.few_examples"]


def test_a_useless_model_is_told_so() -> None:
    sentences = read_report(
        make_report(["a"] * 10 + ["b"] * 10, ["b"] * 10 + ["a"] * 10, truncated=2, stopped_early=True)
    )
    codes = [sentence.code for sentence in sentences]
    assert codes[:2] == ["report.weak_texts", "report.misses_most_frequent"]
    assert {"report.confused", "report.truncated", "report.stopped_early"} <= set(codes)


def test_entities_have_a_verdict_of_their_own() -> None:
    gold = [["B-PER", "O"]] * 12
    split = compare_tokens(measure_tokens(gold, gold, ["PER"], "test"), [["Ann", "ran"]] * 12, gold, ([["x"]], [["O"]]))
    sentences = read_report(Report(task="token-classification", **split.model_dump()))
    assert [sentence.code for sentence in sentences] == ["report.good_entities", "report.beats_dictionary"]
    assert "10 of 10" in sentences[0].en
    assert "10" in sentences[0].zh_CN
    assert all(sentence.en != sentence.zh_CN for sentence in sentences)


@pytest.mark.parametrize(("hits", "trials"), [(0, 0), (0, 5), (5, 5), (3, 7), (500, 1000)])
def test_an_interval_holds_its_share(hits: int, trials: int) -> None:
    low, high = find_wilson(hits, trials)
    assert 0 <= low <= (hits / trials if trials else 0.5) <= high <= 1
    if trials == 1000:
        assert high - low == pytest.approx(0.062, abs=0.001)
