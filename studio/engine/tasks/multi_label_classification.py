"""Multi-label classification: any number of labels for each text, each decided on its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from transformers import AutoModelForSequenceClassification, PreTrainedTokenizerBase

from studio.contract.calls import Prediction
from studio.contract.report import SplitReport
from studio.engine.evaluation.several import compare_several, measure_several
from studio.engine.tasks.protocol import (
    IGNORED,
    Example,
    ExamplePrediction,
    Feature,
    Logits,
    Outputs,
    code_beginnings,
)

THRESHOLD = 0.5
"""A label is given where it is more probable than not."""


class MultiLabelClassification:
    """Topics of which a text may have several, or none."""

    id = "multi-label-classification"
    auto_class: Any = AutoModelForSequenceClassification
    outputs: Outputs = "independent"

    def tags(self, labels: Sequence[str]) -> list[str]:
        """The labels themselves."""
        return list(labels)

    def features(
        self, examples: Sequence[Example], tokenizer: PreTrainedTokenizerBase, tags: Sequence[str], max_length: int
    ) -> list[Feature]:
        """One window a text: its beginning, as much as fits; a 1 for each of its labels, all ignored without gold."""
        found = []
        for index, (ids, cut) in enumerate(code_beginnings(examples, tokenizer, max_length)):
            gold = examples[index].get("gold")
            known = [IGNORED] * len(tags) if gold is None else [int(tag in gold) for tag in tags]
            found.append(Feature(index, ids, np.asarray(known, np.int32), cut=cut))
        return found

    def collect(
        self, examples: Sequence[Example], features: Sequence[Feature], logits: Sequence[Logits], tags: Sequence[str]
    ) -> list[ExamplePrediction]:
        """The labels of each text that are more probable than not; the right ones in the order of gold, then others."""
        chances = [1 / (1 + np.exp(-scores[0].astype(np.float64))) for scores in logits]
        golds = [example.get("gold") or [] for example in examples]
        return [_read(*parts, tags) for parts in zip(features, chances, golds, strict=True)]

    def measure(
        self, gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]], labels: Sequence[str], split: str
    ) -> SplitReport:
        """Each label counts on its own; a text is right (accuracy) where all of its labels are."""
        return measure_several(gold, predicted, labels, split)

    def compare(self, report: SplitReport, examples: Sequence[Example], train: Sequence[Example]) -> SplitReport:
        """Against always giving the most frequent set of labels of training."""
        gold, learnt = ([example["gold"] for example in rows] for rows in (examples, train))
        return compare_several(report, gold, learnt)

    def show(self, example: Example, prediction: ExamplePrediction) -> Prediction:
        """All labels, the most probable first, and those that are given."""
        labels = sorted(prediction.classes.items(), key=lambda item: -item[1])
        chosen = [label for label, _ in labels if label in prediction.predicted]
        return Prediction(text=example["text"], labels=labels, chosen=chosen, cut=prediction.cut)


def _read(
    feature: Feature, chances: np.ndarray[Any, np.dtype[np.float64]], gold: Sequence[str], tags: Sequence[str]
) -> ExamplePrediction:
    given = [tag for tag, chance in zip(tags, chances, strict=True) if chance >= THRESHOLD]
    known = feature.labels != IGNORED
    right = np.where(feature.labels == 1, chances, 1 - chances)[known]
    return ExamplePrediction(
        predicted=[*(label for label in gold if label in given), *(label for label in given if label not in gold)],
        probability=float(np.maximum(chances, 1 - chances).min()),
        classes={tag: float(chance) for tag, chance in zip(tags, chances, strict=True)},
        loss=-float(np.log(np.maximum(right, 1e-12)).mean()) if known.any() else None,
        cut=feature.cut,
    )
