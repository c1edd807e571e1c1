"""One label a text, and an honest count of what was not read."""

from __future__ import annotations

import numpy as np
import pytest
from transformers import PreTrainedTokenizerBase

from studio.engine.tasks.protocol import IGNORED, ExamplePrediction
from studio.engine.tasks.text_classification import TextClassification

TASK = TextClassification()
TAGS = ["complaint", "praise", "question"]


def test_one_window_a_text_and_what_is_cut_is_counted(tokenizer: PreTrainedTokenizerBase) -> None:
    texts = {"good": ["praise"], "why " * 30: ["question"], "": []}
    examples = [{"text": text, "gold": gold} for text, gold in texts.items()]
    features = TASK.features(examples, tokenizer, TAGS, 16)
    assert [len(feature.input_ids) for feature in features] == [3, 16, 2]
    assert [feature.cut for feature in features] == [0, 16, 0]
    assert [int(feature.labels[0]) for feature in features] == [1, 2, IGNORED]


def test_a_text_that_fits_is_coded_as_the_tokenizer_does_it(tokenizer: PreTrainedTokenizerBase) -> None:
    text = "My parcel hasn't arrived — where is it?"
    (feature,) = TASK.features([{"text": text, "gold": ["question"]}], tokenizer, TAGS, 64)
    assert list(feature.input_ids) == tokenizer(text)["input_ids"]


def test_the_most_probable_label_with_the_probability_of_each(tokenizer: PreTrainedTokenizerBase) -> None:
    examples = [{"text": "where", "gold": ["question"]}]
    features = TASK.features(examples, tokenizer, TAGS, 16)
    logits = np.log(np.asarray([[0.2, 0.3, 0.5]], np.float32))
    (prediction,) = TASK.collect(examples, features, [logits], TAGS)
    assert prediction.predicted == ["question"]
    assert prediction.probability == pytest.approx(0.5)
    assert prediction.classes == pytest.approx({"complaint": 0.2, "praise": 0.3, "question": 0.5})
    assert prediction.loss == pytest.approx(-np.log(0.5))


def test_labels_are_shown_from_the_most_probable_down() -> None:
    prediction = ExamplePrediction(["praise"], 0.7, classes={"complaint": 0.1, "praise": 0.7, "question": 0.2}, cut=3)
    shown = TASK.show({"text": "lovely"}, prediction)
    assert [label for label, _ in shown.labels] == ["praise", "question", "complaint"]
    assert (shown.text, shown.cut, shown.spans) == ("lovely", 3, [])


def test_figures_and_baseline_come_from_the_labels() -> None:
    gold = [["praise"], ["praise"], ["question"]]
    report = TASK.measure(gold, [["praise"], ["praise"], ["praise"]], TAGS, "test")
    assert report.overall.accuracy == pytest.approx(2 / 3)
    train = [{"gold": ["complaint"]}, {"gold": ["complaint"]}]
    compared = TASK.compare(report, [{"gold": one} for one in gold], train)
    assert [(baseline.name, baseline.accuracy) for baseline in compared.baselines] == [("most_frequent", 0.0)]
