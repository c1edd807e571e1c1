"""What needs no learning: the most frequent label, and entities known by heart."""

from __future__ import annotations

import pytest

from studio.contract.report import ClassFigures
from studio.engine.evaluation.baselines import predict_most_frequent, recall_dictionary
from studio.engine.evaluation.intervals import bound_f1, find_wilson

WORDS = [["New", "York", "and", "York"], ["York", "United"], ["York", "spoke"], ["May", "spoke"], ["May", "came"]]
TAGS = [["B-LOC", "I-LOC", "O", "B-LOC"], ["B-ORG", "I-ORG"], ["B-PER", "O"], ["B-PER", "O"], ["B-DATE", "O"]]


def recall(sentence: str) -> list[str]:
    """What memory of the five sentences above says of another one."""
    (tags,) = recall_dictionary([sentence.split()], WORDS, TAGS)
    return tags


@pytest.mark.parametrize(
    ("train", "best"),
    [(["b", "a", "b"], "b"), (["b", "a"], "a"), (["a", "b", "b", "a", "c"], "a"), (["乙", "甲"], "乙")],
)
def test_the_most_frequent_label_is_the_answer_to_everything(train: list[str], best: str) -> None:
    assert predict_most_frequent(train, 3) == [best] * 3
    assert predict_most_frequent(train, 0) == []


@pytest.mark.parametrize(
    ("sentence", "tags"),
    [
        ("to New York", ["O", "B-LOC", "I-LOC"]),  # the longest match goes before the one inside of it
        ("New York United", ["B-LOC", "I-LOC", "O"]),  # the first goes before a later one
        ("York United York", ["B-ORG", "I-ORG", "B-LOC"]),
        ("New New York", ["O", "B-LOC", "I-LOC"]),
        ("york united", ["O", "O"]),  # memory is of words as they are written
        ("May", ["B-DATE"]),  # as often the one as the other: the first in the alphabet
        ("York", ["B-LOC"]),
        ("spoke and came", ["O", "O", "O"]),
        ("", []),
    ],
)
def test_entities_are_remembered(sentence: str, tags: list[str]) -> None:
    assert recall(sentence) == tags


def test_the_usual_label_wins() -> None:
    seen = [["York"]] * 3
    assert recall_dictionary([["York"]], seen, [["B-PER"], ["B-LOC"], ["B-PER"]]) == [["B-PER"]]


def test_without_an_entity_in_training_nothing_is_remembered() -> None:
    assert recall_dictionary([["York"], []], [["York"]], [["O"]]) == [["O"], []]
    assert recall_dictionary([["York"]], [], []) == [["O"]]


def test_training_of_unequal_parts_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        recall_dictionary([["York"]], [["York"], ["May"]], [["B-LOC"]])


def test_an_interval_narrows_with_what_it_rests_on() -> None:
    widths = [high - low for low, high in (find_wilson(8 * times, 10 * times) for times in (1, 10, 100, 1000))]
    assert widths == sorted(widths, reverse=True)
    assert find_wilson(8, 10) == pytest.approx((0.490, 0.943), abs=0.001)  # by the published formula
    low, high = find_wilson(2, 10)
    assert (1 - high, 1 - low) == pytest.approx(find_wilson(8, 10))


@pytest.mark.parametrize(("hits", "support", "predicted"), [(0, 5, 3), (5, 5, 5), (3, 4, 9), (0, 0, 0), (0, 0, 4)])
def test_bounds_hold_the_f1_of_a_class(hits: int, support: int, predicted: int) -> None:
    precision, recall = hits / (predicted or 1), hits / (support or 1)
    f1 = 2 * hits / ((support + predicted) or 1)
    figures = bound_f1(ClassFigures(label="x", precision=precision, recall=recall, f1=f1, support=support), predicted)
    assert figures.f1_low is not None
    assert figures.f1_high is not None
    assert 0 <= figures.f1_low <= f1 + 1e-9
    assert f1 - 1e-9 <= figures.f1_high <= 1
    assert (figures.f1_low, figures.f1_high) != (0.0, 1.0) or support + predicted == 0
