"""The examples of one split as windows, and what a model says of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np
import torch
from torch import nn
from transformers import PreTrainedTokenizerBase

from studio.contract.report import SplitReport
from studio.contract.storage.windows import open_windows
from studio.contract.table import Table
from studio.engine.models.packing import Packing
from studio.engine.tasks.protocol import ExamplePrediction, Feature, Logits, Task
from studio.engine.training.batching import Batch, Collator, measure_lengths, pack_by_length
from studio.engine.training.hardware import explain_lack_of_memory
from studio.engine.training.keeping.windows import Writer, find_key, recall
from studio.engine.training.precision import Precision
from studio.engine.training.tuning.trimming import Trimming

CHUNK = 500
"""Examples made into windows at a time: a fraction of a second."""
READ_TOKENS = {"cpu": 2048, "mps": 8192, "cuda": 32768}
"""Padded sub-tokens of one batch: many enough to keep the device busy, few enough to answer a request soon."""


@dataclass(frozen=True)
class Coding:
    """How a run's examples become windows and its logits become tags."""

    task: Task
    tokenizer: PreTrainedTokenizerBase
    labels: list[str]
    tags: list[str]
    max_length: int

    def find_windows(self, data: str) -> Path | None:
        """Where the windows of a copy of data of this fingerprint are kept; None where the disk refuses."""
        key = find_key(data, self.task.id, self.tokenizer, self.tags, self.max_length)
        try:
            return open_windows(key)
        except OSError:
            return None


@dataclass(frozen=True)
class Reader:
    """A model together with what it takes to read a split with it."""

    model: nn.Module
    coding: Coding
    collator: Collator
    precision: Precision
    packing: Packing | None = None
    learner: nn.Module | None = None
    trimming: Trimming | None = None

    def score(self, batch: Batch, learn: bool = False) -> torch.Tensor:
        """The logits of a batch; ``learn`` takes the compiled form of the model where there is one.

        Of a model that is trimmed, logits to learn from are right only where the batch has labels.
        """
        model = self.learner if learn and self.learner is not None else self.model
        if self.trimming is not None:
            self.trimming.aim(batch if learn and self.learner is None and self.packing is None else None)
        announced = self.packing.announce(batch.lengths) if self.packing else nullcontext()
        with self.precision.cast(), announced:
            logits: torch.Tensor = model(input_ids=batch.input_ids, attention_mask=batch.attention_mask).logits
        return logits


class Split:
    """One split: ``features`` in the order of the table, ``example`` of each is its row there."""

    def __init__(self, name: str, table: Table) -> None:
        self.name = name
        self.table = table
        self.features: Sequence[Feature] = []

    def prepare(self, coding: Coding, folder: Path | None = None) -> Iterator[float]:
        """Makes all windows, or finds them in ``folder`` and else leaves them there; yields the share that is done.

        The folder is what :meth:`Coding.find_windows` says; None keeps the windows in memory alone.
        """
        path = folder / f"{self.name}.arrow" if folder else None
        stamp = self._make_stamp(path)
        found = recall(path, stamp) if path else None
        if found is not None:
            self.features = found
            yield 1.0
            return
        with Writer(path, stamp) as writer:
            for start in range(0, len(self.table), CHUNK):
                rows = self.table.rows(start, CHUNK, ["text", "tokens", "gold"])
                fresh = coding.task.features(rows, coding.tokenizer, coding.tags, coding.max_length)
                writer.add([replace(feature, example=feature.example + start) for feature in fresh])
                yield min(1.0, (start + CHUNK) / len(self.table))
            self.features = writer.finish()

    def _make_stamp(self, path: Path | None) -> str:
        """What the kept windows must say of themselves: their key and the table that they are cut from."""
        key = path.parent.name if path else ""
        return f"{key} {self.name} {len(self.table)} {self.table.path.stat().st_size}"

    def read(self, reader: Reader, group: int) -> Iterator[list[ExamplePrediction]]:
        """Predicts the examples in order, ``group`` at a time with its longest window first.

        Yields after every batch: the predictions of a group that is complete, else nothing.
        """
        for start in range(0, len(self.table), group):
            stop = min(start + group, len(self.table))
            first, last = (bisect_left(self.features, row, key=lambda f: f.example) for row in (start, stop))
            features = [replace(f, example=f.example - start) for f in self.features[first:last]]
            logits: list[Logits | None] = [None] * len(features)
            waiting = len(features)
            for batch in infer(reader, features):
                for index, scores in batch:
                    logits[index] = scores
                waiting -= len(batch)
                if waiting:
                    yield []
            rows = self.table.rows(start, stop - start, ["text", "tokens", "gold"])
            whole = [scores for scores in logits if scores is not None]
            yield reader.coding.task.collect(rows, features, whole, reader.coding.tags)

    def measure(self, coding: Coding, predictions: Sequence[ExamplePrediction]) -> SplitReport:
        """The figures of the first ``len(predictions)`` examples."""
        gold = self.table.column("gold")[: len(predictions)]
        return coding.task.measure(gold, [p.predicted for p in predictions], coding.labels, self.name)


def average_loss(predictions: Sequence[ExamplePrediction]) -> float:
    """The mean cross entropy of a label (a word's tag for token tasks)."""
    weighed = [(p.loss, p.decisions) for p in predictions if p.loss is not None]
    return sum(loss * count for loss, count in weighed) / max(1, sum(count for _, count in weighed))


def infer(reader: Reader, features: Sequence[Feature]) -> Iterator[list[tuple[int, Logits]]]:
    """Reads all windows, the longest first, without learning.

    Yields after each batch which windows (by index) it read, with logits ``[len(labels), tags]`` in fp32. Leaves the
    model in evaluation mode.
    """
    reader.model.eval()
    waiting = deque(pack_by_length(measure_lengths(features), READ_TOKENS[reader.collator.device.type]))
    while waiting:
        indices = waiting.popleft()
        scores = _score(reader, [features[index] for index in indices])
        if scores is None:
            waiting.extendleft(reversed(np.array_split(indices, 2)))
            continue
        yield [(int(i), row[: len(features[i].labels)]) for i, row in zip(indices, scores, strict=True)]


def _score(reader: Reader, features: Sequence[Feature]) -> Logits | None:
    """Logits ``[windows, labels, tags]``; None where memory is too short for so many at once."""
    try:
        with torch.inference_mode():
            scores = reader.score(reader.collator.collate(features)).float().cpu().numpy()
    except RuntimeError as error:
        if len(features) < 2 or explain_lack_of_memory(error) is None:
            raise
        return None
    return cast(Logits, scores.reshape(len(features), -1, scores.shape[-1]))
