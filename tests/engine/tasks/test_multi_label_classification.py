"""Any number of labels a text, each decided on its own."""

from __future__ import annotations

import numpy as np
import pytest
from transformers import PreTrainedTokenizerBase

from studio.engine.tasks.multi_label_classification import MultiLabelClassification
from studio.engine.tasks.protocol import IGNORED, Example

TASK = MultiLabelClassification()
TAGS = ["delivery", "praise", "price"]


def test_each_label_is_an_output_and_unknown_gold_teaches_nothing(tokenizer: PreTrainedTokenizerBase) -> None:
    examples: list[Example] = [
        {"text": "late", "gold": ["delivery", "price"]}, {"text": "so " * 30, "gold": []}, {"text": "?"},
    ]  # fmt: skip
    features = TASK.features(examples, tokenizer, TAGS, 16)
    assert [list(feature.labels) for feature in features] == [[1, 0, 1], [0, 0, 0], [IGNORED] * 3]
    assert [feature.cut for feature in features] == [0, 16, 0]


def test_the_labels_more_probable_than_not_are_given(tokenizer: PreTrainedTokenizerBase) -> None:
    examples: list[Example] = [{"text": "late and dear", "gold": ["delivery"]}, {"text": "hm", "gold": []}]
    features = TASK.features(examples, tokenizer, TAGS, 16)
    chances = np.asarray([[0.9, 0.2, 0.6], [0.1, 0.2, 0.3]])
    logits = [np.log(row / (1 - row))[None].astype(np.float32) for row in chances]
    first, second = TASK.collect(examples, features, logits, TAGS)
    assert (first.predicted, second.predicted) == (["delivery", "price"], [])
    assert first.probability == pytest.approx(0.6)
    assert first.loss == pytest.approx(-np.log([0.9, 0.8, 0.4]).mean())
    shown = TASK.show(examples[0], first)
    assert [label for label, _ in shown.labels] == ["delivery", "price", "praise"]
    assert shown.chosen == ["delivery", "price"]
    assert TASK.show(examples[1], second).chosen == []


def test_the_right_labels_are_no_mistake_in_any_order(tokenizer: PreTrainedTokenizerBase) -> None:
    examples: list[Example] = [{"text": "x", "gold": ["price", "delivery"]}]
    features = TASK.features(examples, tokenizer, TAGS, 16)
    (all_given,) = TASK.collect(examples, features, [np.full((1, 3), 2.0, np.float32)], TAGS)
    assert all_given.predicted == ["price", "delivery", "praise"]


def test_the_bar_is_the_most_frequent_set_of_labels() -> None:
    gold = [["delivery", "price"], ["praise"]]
    report = TASK.measure(gold, gold, TAGS, "test")
    assert report.overall.micro_f1 == report.overall.accuracy == 1
    train = [{"gold": ["price", "delivery"]}, {"gold": ["delivery", "price"]}, {"gold": ["praise"]}]
    (baseline,) = TASK.compare(report, [{"gold": one} for one in gold], train).baselines
    assert (baseline.name, baseline.accuracy) == ("most_frequent", 0.5)
    assert baseline.micro_f1 == pytest.approx(2 * 2 / (3 + 4))
