"""Token classification: one IOB2 tag for each word, long texts in overlapping windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from transformers import AutoModelForTokenClassification, PreTrainedTokenizerBase

from studio.contract.calls import Prediction, Span
from studio.contract.entities import find_entities
from studio.contract.report import SplitReport
from studio.engine.evaluation.figures import compare_tokens, measure_tokens
from studio.engine.tasks.protocol import (
    IGNORED,
    Example,
    ExamplePrediction,
    Feature,
    Frame,
    Logits,
    Outputs,
    to_probabilities,
)

OVERLAP = 0.25
"""The share of a window that the next one reads again, so that every word has some context on both sides."""


class Window(NamedTuple):
    """Sub-tokens ``begin`` to ``end`` are read, ``first`` to ``last`` of them are predicted."""

    begin: int
    end: int
    first: int
    last: int


class TokenClassification:
    """Names, products, symptoms … in text."""

    id = "token-classification"
    auto_class: Any = AutoModelForTokenClassification
    outputs: Outputs = "exclusive"

    def tags(self, labels: Sequence[str]) -> list[str]:
        """``O`` first, then ``B-`` and ``I-`` of each entity type."""
        return ["O", *(f"{prefix}-{label}" for label in labels for prefix in "BI")]

    def features(
        self, examples: Sequence[Example], tokenizer: PreTrainedTokenizerBase, tags: Sequence[str], max_length: int
    ) -> list[Feature]:
        """Each word is learnt and predicted at its first sub-token, in the window that sees most around it."""
        if not examples:
            return []
        frame = Frame.of(tokenizer)
        room = frame.room(max_length)
        number = {tag: index for index, tag in enumerate(tags)}
        words = [list(example["tokens"]) or [""] for example in examples]
        coded = tokenizer(words, is_split_into_words=True, add_special_tokens=False, verbose=False)
        found = []
        for index, (example, ids) in enumerate(zip(examples, coded["input_ids"], strict=True)):
            starts = _keep_first(coded.word_ids(index))
            gold = example.get("gold") or []
            labels = np.asarray([number.get(tag, IGNORED) for tag in gold], np.int32)
            for window in cut_windows(len(ids), room):
                input_ids = frame.wrap(ids[window.begin : window.end])
                positions = np.full(len(input_ids), -1, np.int32)
                shift = len(frame.prefix) - window.begin
                positions[window.first + shift : window.last + shift] = starts[window.first : window.last]
                known = (positions >= 0) & (positions < len(labels))
                targets = np.full(len(input_ids), IGNORED, np.int32)
                targets[known] = labels[positions[known]]
                found.append(Feature(index, input_ids, targets, positions))
        return found

    def collect(
        self, examples: Sequence[Example], features: Sequence[Feature], logits: Sequence[Logits], tags: Sequence[str]
    ) -> list[ExamplePrediction]:
        """The most probable tag of each word; a word of which the tokenizer makes nothing is ``O``, surely."""
        chances: list[Logits] = [_say_nothing(len(example["tokens"]), len(tags)) for example in examples]
        for feature, scores in zip(features, logits, strict=True):
            seen = feature.words >= 0
            chances[feature.example][feature.words[seen]] = to_probabilities(scores[seen])
        number = {tag: index for index, tag in enumerate(tags)}
        return [_read(chance, example, tags, number) for chance, example in zip(chances, examples, strict=True)]

    def measure(
        self, gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]], labels: Sequence[str], split: str
    ) -> SplitReport:
        """Entities, scored strictly."""
        return measure_tokens(gold, predicted, labels, split)

    def compare(self, report: SplitReport, examples: Sequence[Example], train: Sequence[Example]) -> SplitReport:
        """Against remembering the entities of training."""
        words, gold = ([example[column] for example in examples] for column in ("tokens", "gold"))
        learnt = ([example["tokens"] for example in train], [example["gold"] for example in train])
        return compare_tokens(report, words, gold, learnt)

    def show(self, example: Example, prediction: ExamplePrediction) -> Prediction:
        """Entities as spans of the text; a span is as probable as its least sure word."""
        offsets = example["offsets"]
        spans = [
            Span(
                start=offsets[entity.start][0],
                end=offsets[entity.end - 1][1],
                label=entity.label,
                probability=min(prediction.probabilities[entity.start : entity.end]),
            )
            for entity in find_entities(prediction.predicted)
        ]
        return Prediction(text=example["text"], spans=spans, cut=prediction.cut)


def _keep_first(words: Sequence[int | None]) -> np.ndarray[Any, np.dtype[np.int32]]:
    """The word that begins at each sub-token, -1 inside of one."""
    starts = np.asarray([-1 if word is None else word for word in words], np.int32)
    starts[1:][starts[1:] == starts[:-1].copy()] = -1
    return starts


def cut_windows(length: int, room: int) -> list[Window]:
    """Overlapping windows of at most ``room`` over ``length`` sub-tokens; the last reaches back to be full.

    A place that two windows read belongs to the one that sees more around it.
    """
    step = max(1, room - int(room * OVERLAP))
    begins = [max(0, min(begin, length - room)) for begin in range(0, max(1, length - room + step), step)]
    ends = [min(begin + room, length) for begin in begins]
    borders = [0, *((begin + end + 1) // 2 for begin, end in zip(begins[1:], ends, strict=False)), length]
    return [Window(*parts) for parts in zip(begins, ends, borders, borders[1:], strict=False)]


def _say_nothing(words: int, tags: int) -> Logits:
    """Certainty of the first tag (``O``) for every word."""
    chances = np.zeros((words, tags), np.float32)
    chances[:, 0] = 1.0
    return chances


def _read(chances: Logits, example: Example, tags: Sequence[str], number: dict[str, int]) -> ExamplePrediction:
    best = chances.argmax(axis=1)
    sure = chances.max(axis=1)
    gold = [number.get(tag, IGNORED) for tag in example.get("gold") or []]
    known = [(word, tag) for word, tag in enumerate(gold) if tag != IGNORED]
    losses = [-float(np.log(max(chances[word, tag], 1e-12))) for word, tag in known]
    return ExamplePrediction(
        predicted=[tags[index] for index in best],
        probability=float(sure.min(initial=1.0)),
        probabilities=[float(p) for p in sure],
        loss=float(np.mean(losses)) if losses else None,
        decisions=len(best),
    )
