"""Which windows are read together: batches of similar length, micro-batches that fit, and their tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from studio.engine.tasks.protocol import IGNORED, Feature
from studio.engine.training.keeping.windows import Windows

Indices = NDArray[np.int64]
POOL = 50
"""How many batches are sorted by length together: the more, the less padding and the less shuffling."""
SIMILAR, LEAST = 0.8, 8
"""Windows of at least this share of the longest are read with it; so many are read together whatever their lengths."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Tensors ``[windows, positions]`` on the device, ``labels`` ``[windows, outputs]``.

    ``lengths`` counts the sub-tokens of each without padding, ``targets`` the labels that are learnt; both are known
    without asking the device.
    """

    input_ids: torch.Tensor
    attention_mask: torch.Tensor
    labels: torch.Tensor
    lengths: Indices
    targets: int


@dataclass(frozen=True)
class Collator:
    """Makes tensors of windows, padded to the longest of them (on CUDA to a multiple of 8)."""

    pad_id: int
    device: torch.device

    def collate(self, features: Sequence[Feature]) -> Batch:
        """The windows as one batch on the device."""
        ids, lengths = self._stack([feature.input_ids for feature in features], self.pad_id)
        labels, _ = self._stack([feature.labels for feature in features], IGNORED)
        mask = np.arange(ids.shape[1]) < lengths[:, None]
        return Batch(
            input_ids=self._send(ids),
            attention_mask=self._send(mask.astype(np.int64)),
            labels=self._send(labels),
            lengths=lengths,
            targets=int((labels != IGNORED).sum()),
        )

    def _stack(self, rows: Sequence[NDArray[np.int32]], filler: int) -> tuple[NDArray[np.int64], Indices]:
        lengths = np.asarray([len(row) for row in rows], np.int64)
        width = int(lengths.max())
        if self.device.type == "cuda" and width > 1:
            width = 8 * ceil(width / 8)
        stacked = np.full((len(rows), width), filler, np.int64)
        for target, row in zip(stacked, rows, strict=True):
            target[: len(row)] = row
        return stacked, lengths

    def _send(self, array: NDArray[Any]) -> torch.Tensor:
        tensor = torch.from_numpy(array)
        if self.device.type == "cuda":
            return tensor.pin_memory().to(self.device, non_blocking=True)
        return tensor.to(self.device)


def measure_lengths(features: Sequence[Feature]) -> Indices:
    """The number of sub-tokens of each window."""
    if isinstance(features, Windows):
        return features.lengths
    return np.asarray([len(feature.input_ids) for feature in features], np.int64)


def count_targets(features: Sequence[Feature]) -> Indices:
    """The number of labels of each window that are learnt."""
    if isinstance(features, Windows):
        return features.targets
    return np.asarray([(feature.labels != IGNORED).sum() for feature in features], np.int64)


def list_ids(features: Sequence[Feature]) -> Indices:
    """The sub-tokens that occur, each once, in rising order."""
    if isinstance(features, Windows):
        return features.list_ids()
    return np.unique(np.concatenate([feature.input_ids for feature in features])).astype(np.int64)


def plan_epoch(lengths: Indices, targets: Indices, batch_size: int, seed: int, epoch: int) -> list[Indices]:
    """The batches of one epoch: each window once, similar lengths together, all in random order.

    ``batch_size`` is the mean: each batch has as many labels as that many windows have on average, so that short
    windows come in larger batches than long ones and no label weighs more than another. Where windows have as many
    labels each, all batches have ``batch_size`` windows (the last of them may share a few less).

    Depends on its arguments alone, so that a resumed run finds the very batch where it stopped.
    """
    chance = np.random.Generator(np.random.PCG64([seed, epoch]))
    order = chance.permutation(len(lengths))
    pool = batch_size * POOL
    batches: list[Indices] = []
    for start in range(0, len(order), pool):
        part = order[start : start + pool]
        part = part[np.argsort(-lengths[part], kind="stable")]
        batches += _cut_evenly(part, np.maximum(targets[part], 1), ceil(len(part) / batch_size))
    return [batches[index] for index in chance.permutation(len(batches))]


def _cut_evenly(windows: Indices, weights: Indices, count: int) -> list[Indices]:
    """The windows, in their order, in ``count`` parts of about the same weight, none of them empty."""
    ends, places = np.cumsum(weights), np.arange(count)
    part = (2 * ends - weights) * count // (2 * ends[-1])  # where the middle of each lies
    starts = np.searchsorted(part, places)
    starts = np.maximum.accumulate(starts - places) + places
    return np.split(windows, np.minimum(starts, len(windows) - count + places)[1:])


def split_batch(batch: Indices, lengths: Indices, micro_tokens: int) -> list[Indices]:
    """The batch in even micro-batches of at most ``micro_tokens`` padded sub-tokens, one window at least."""
    size = max(1, micro_tokens // int(lengths[batch].max()))
    return list(np.array_split(batch, ceil(len(batch) / size)))


def pack_by_length(lengths: Indices, tokens: int) -> Iterator[Indices]:
    """Batches for reading only: all windows, the longest first, at most ``tokens`` padded sub-tokens each.

    What is much shorter than the first of a batch begins the next one, where that leaves enough to read at once.
    """
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        longest = int(lengths[order[start]])
        batch = order[start : start + max(1, tokens // longest)]
        similar = int((lengths[batch] >= SIMILAR * longest).sum())
        batch = batch[: max(LEAST, similar)]
        yield batch
        start += len(batch)
