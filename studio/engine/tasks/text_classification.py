"""Text classification: one label for each text; what ``max_length`` cuts is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from transformers import AutoModelForSequenceClassification, PreTrainedTokenizerBase

from studio.contract.calls import Prediction
from studio.contract.report import SplitReport
from studio.engine.evaluation.figures import compare_texts, measure_texts
from studio.engine.tasks.protocol import (
    IGNORED,
    Example,
    ExamplePrediction,
    Feature,
    Logits,
    Outputs,
    code_beginnings,
    to_probabilities,
)


class TextClassification:
    """Topics, intents, moods … of whole texts."""

    id = "text-classification"
    auto_class: Any = AutoModelForSequenceClassification
    outputs: Outputs = "exclusive"

    def tags(self, labels: Sequence[str]) -> list[str]:
        """The labels themselves."""
        return list(labels)

    def features(
        self, examples: Sequence[Example], tokenizer: PreTrainedTokenizerBase, tags: Sequence[str], max_length: int
    ) -> list[Feature]:
        """One window a text: its beginning, as much as fits."""
        number = {tag: index for index, tag in enumerate(tags)}
        found = []
        for index, (ids, cut) in enumerate(code_beginnings(examples, tokenizer, max_length)):
            gold = examples[index].get("gold") or [""]
            found.append(Feature(index, ids, np.asarray([number.get(gold[0], IGNORED)], np.int32), cut=cut))
        return found

    def collect(
        self, examples: Sequence[Example], features: Sequence[Feature], logits: Sequence[Logits], tags: Sequence[str]
    ) -> list[ExamplePrediction]:
        """The most probable label of each text."""
        chances = [to_probabilities(scores)[0] for scores in logits]
        return [_read(feature, chance, tags) for feature, chance in zip(features, chances, strict=True)]

    def measure(
        self, gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]], labels: Sequence[str], split: str
    ) -> SplitReport:
        """Labels, one a text."""
        return measure_texts([one[0] for one in gold], [one[0] for one in predicted], labels, split)

    def compare(self, report: SplitReport, examples: Sequence[Example], train: Sequence[Example]) -> SplitReport:
        """Against always answering the most frequent label of training."""
        gold, learnt = ([example["gold"][0] for example in rows] for rows in (examples, train))
        return compare_texts(report, gold, learnt)

    def show(self, example: Example, prediction: ExamplePrediction) -> Prediction:
        """All labels, the most probable first."""
        labels = sorted(prediction.classes.items(), key=lambda item: -item[1])
        return Prediction(text=example["text"], labels=labels, cut=prediction.cut)


def _read(feature: Feature, chances: Logits, tags: Sequence[str]) -> ExamplePrediction:
    best = int(chances.argmax())
    label = int(feature.labels[0])
    return ExamplePrediction(
        predicted=[tags[best]],
        probability=float(chances[best]),
        classes={tag: float(chance) for tag, chance in zip(tags, chances, strict=True)},
        loss=None if label == IGNORED else -float(np.log(max(chances[label], 1e-12))),
        cut=feature.cut,
    )
