"""The figures: seqeval's silent traps, classes without examples, and the confusion of entities."""

from __future__ import annotations

import random

import pytest
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

from studio.engine.evaluation.figures import compare_texts, compare_tokens, measure_texts, measure_tokens

LABELS = ["LOC", "ORG", "PER"]


def draw_tags(random: random.Random, count: int) -> list[list[str]]:
    """Valid IOB2 sequences."""
    found = []
    for _ in range(count):
        tags: list[str] = []
        while len(tags) < 12:
            label = random.choice(LABELS)
            tags += random.choice([["O"], [f"B-{label}"], [f"B-{label}", f"I-{label}"]])
        found.append(tags)
    return found


def test_agrees_with_seqeval_on_random_tags() -> None:
    source = random.Random(1)
    gold, predicted = draw_tags(source, 40), draw_tags(source, 40)
    for one, other in zip(gold, predicted, strict=True):
        size = min(len(one), len(other))
        del one[size:], other[size:]
    report = measure_tokens(gold, predicted, LABELS, "test")
    expected = classification_report(gold, predicted, output_dict=True, mode="strict", scheme=IOB2)
    assert report.overall.micro_f1 == pytest.approx(expected["micro avg"]["f1-score"])
    for figures in report.classes:
        assert figures.f1 == pytest.approx(expected[figures.label]["f1-score"])
        assert figures.support == expected[figures.label]["support"]
        assert figures.f1_low is not None
        assert figures.f1_high is not None
        assert figures.f1_low <= figures.f1 <= figures.f1_high


def test_an_entity_that_begins_with_i_is_wrong() -> None:
    """seqeval#23: the default mode would call this right."""
    report = measure_tokens([["B-PER", "I-PER"]], [["I-PER", "I-PER"]], LABELS, "test")
    assert report.overall.micro_f1 == 0.0


def test_no_class_goes_missing() -> None:
    """seqeval#45."""
    report = measure_tokens([["B-PER", "O"]], [["B-PER", "O"]], LABELS, "test")
    assert [(figures.label, figures.support) for figures in report.classes] == [("LOC", 0), ("ORG", 0), ("PER", 1)]
    assert report.overall.macro_f1 == 1.0


@pytest.mark.parametrize("label", ["-minus-", "a-b-", "B-", "名字", "<script>", "_"])
def test_a_label_keeps_its_name(label: str) -> None:
    """seqeval#75: it trims hyphens off names."""
    report = measure_tokens([[f"B-{label}"]], [[f"B-{label}"]], [label], "test")
    assert [(figures.label, figures.f1) for figures in report.classes] == [(label, 1.0)]


def test_confusion_counts_each_entity_once() -> None:
    gold = [["B-PER", "I-PER", "O", "B-LOC", "O"], ["O", "B-ORG"]]
    predicted = [["B-PER", "O", "O", "B-ORG", "O"], ["B-ORG", "O"]]
    confusion = measure_tokens(gold, predicted, LABELS, "test").confusion
    assert confusion.labels == [*LABELS, "missed", "invented"]
    cells = {
        (confusion.labels[i], confusion.labels[j]): count
        for i, row in enumerate(confusion.counts)
        for j, count in enumerate(row)
        if count
    }
    assert cells == {("PER", "PER"): 1, ("LOC", "ORG"): 1, ("ORG", "missed"): 1, ("invented", "ORG"): 1}


def test_nothing_to_find_and_nothing_found() -> None:
    report = measure_tokens([["O", "O"]], [["O", "O"]], LABELS, "test")
    assert report.overall.accuracy == 1.0
    assert report.overall.micro_f1 == 0.0


def test_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match=r"length|shorter|longer"):
        measure_tokens([["O"], ["O"]], [["O"]], LABELS, "test")


def test_texts_give_every_label_a_row_and_average_over_those_that_occur() -> None:
    report = measure_texts(list("aabbc"), list("aabcc"), list("abcd"), "validation")
    assert [figures.label for figures in report.classes] == list("abcd")
    assert report.overall.micro_f1 == report.overall.accuracy == pytest.approx(0.8)
    assert report.overall.macro_f1 == pytest.approx((1 + 2 / 3 + 2 / 3) / 3)
    assert report.confusion.counts[1] == [0, 1, 1, 0]


def test_baselines_are_measured_on_the_same_split() -> None:
    texts = compare_texts(measure_texts(list("aab"), list("aab"), list("ab"), "test"), list("aab"), list("bbb"))
    assert [(b.name, round(b.accuracy, 3)) for b in texts.baselines] == [("most_frequent", 0.333)]
    gold = [["B-LOC", "O"], ["B-LOC", "O"]]
    words = [["Rome", "fell"], ["Ulm", "rose"]]
    report = compare_tokens(measure_tokens(gold, gold, ["LOC"], "test"), words, gold, ([["Rome"]], [["B-LOC"]]))
    assert [b.name for b in report.baselines] == ["dictionary"]
    assert report.baselines[0].micro_f1 == pytest.approx(2 / 3)
