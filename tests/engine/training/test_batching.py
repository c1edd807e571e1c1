"""Every window once an epoch, little padding, the same batches again on resume."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.tasks.protocol import IGNORED
from studio.engine.training.batching import (
    POOL,
    Collator,
    count_targets,
    measure_lengths,
    pack_by_length,
    plan_epoch,
    split_batch,
)
from tests.engine.training.bench import CPU, draw_features

FEATURES = draw_features(1000)
LENGTHS, TARGETS = measure_lengths(FEATURES), count_targets(FEATURES)


@given(st.integers(1, 300), st.integers(1, 40), st.integers(0, 5))
def test_an_epoch_has_each_window_once_in_as_many_batches_as_their_mean_size_says(
    count: int, size: int, epoch: int
) -> None:
    batches = plan_epoch(LENGTHS[:count], TARGETS[:count], size, 1, epoch)
    assert sorted(index for batch in batches for index in batch) == list(range(count))
    assert len(batches) == math.ceil(count / size)
    assert all(map(len, batches))


@given(st.integers(1, 300), st.integers(1, 40))
def test_where_each_window_has_as_many_labels_all_batches_have_as_many_windows(count: int, size: int) -> None:
    sizes = [len(batch) for batch in plan_epoch(LENGTHS[:count], np.ones(count, np.int64), size, 1, 0)]
    assert max(sizes) <= size
    assert max(sizes) - min(sizes) <= 1 or count > POOL * size  # then the last pool may be smaller


def test_a_label_weighs_as_much_among_short_windows_as_among_long_ones() -> None:
    batches = plan_epoch(LENGTHS, TARGETS, 16, 1, 0)
    sums = np.array([TARGETS[batch].sum() for batch in batches])
    fair = 16 * TARGETS.mean()
    assert abs(sums - fair).max() <= TARGETS.max()
    by_length = np.argsort([LENGTHS[batch].max() for batch in batches])
    short, long = sums[by_length[: len(sums) // 2]], sums[by_length[len(sums) // 2 :]]
    assert short.mean() == pytest.approx(long.mean(), rel=0.05)
    assert len(batches[by_length[0]]) > 2 * 16 > 2 * 1.5 * len(batches[by_length[-1]])


def test_windows_without_labels_are_read_all_the_same() -> None:
    batches = plan_epoch(LENGTHS, np.zeros_like(TARGETS), 16, 1, 0)
    assert {len(batch) for batch in batches} <= {15, 16}


def test_the_plan_depends_on_seed_and_epoch_alone() -> None:
    def plan(seed: int, epoch: int) -> list[list[int]]:
        return [list(batch) for batch in plan_epoch(LENGTHS, TARGETS, 16, seed, epoch)]

    assert plan(1, 0) == plan(1, 0)
    assert plan(1, 0) != plan(1, 1)
    assert plan(1, 0) != plan(2, 0)


def test_batches_are_of_similar_length_and_in_random_order() -> None:
    batches = plan_epoch(LENGTHS, TARGETS, 16, 1, 0)
    padded = sum(len(batch) * LENGTHS[batch].max() for batch in batches)
    order = np.random.default_rng(1).permutation(len(LENGTHS))
    careless = sum(16 * LENGTHS[order[start : start + 16]].max() for start in range(0, len(order), 16))
    assert padded < 1.05 * LENGTHS.sum()
    assert careless > 1.5 * LENGTHS.sum()
    longest = [int(LENGTHS[batch].max()) for batch in batches]
    assert longest not in (sorted(longest), sorted(longest, reverse=True))


@given(st.integers(1, 64), st.integers(1, 400))
def test_micro_batches_fit_and_lose_nothing(count: int, tokens: int) -> None:
    batch = np.arange(count)
    pieces = split_batch(batch, LENGTHS, tokens)
    assert list(np.concatenate(pieces)) == list(batch)
    assert all(len(piece) == 1 or len(piece) * LENGTHS[batch].max() <= tokens for piece in pieces)
    assert max(map(len, pieces)) - min(map(len, pieces)) <= 1


def test_reading_takes_the_longest_first() -> None:
    batches = list(pack_by_length(LENGTHS, 256))
    assert sorted(index for batch in batches for index in batch) == list(range(len(LENGTHS)))
    longest = [int(LENGTHS[batch].max()) for batch in batches]
    assert longest == sorted(longest, reverse=True)
    assert all(len(batch) * LENGTHS[batch].max() <= 256 for batch in batches)


@pytest.mark.parametrize("tokens", [2048, 32768])
def test_reading_pads_little_also_where_few_windows_are_long(tokens: int) -> None:
    lengths = np.random.default_rng(5).geometric(1 / 15, 4000).clip(4, 128)  # as messages of customers are
    batches = list(pack_by_length(lengths, tokens))
    padded = sum(len(batch) * int(lengths[batch].max()) for batch in batches)
    assert padded < 1.15 * lengths.sum()
    assert len(batches) < 3 * max(12, lengths.sum() / tokens)


def test_a_batch_is_padded_and_counted() -> None:
    features = draw_features(5)
    batch = Collator(pad_id=99, device=CPU).collate(features)
    width = max(len(feature.input_ids) for feature in features)
    assert batch.input_ids.shape == batch.attention_mask.shape == batch.labels.shape == (5, width)
    assert (
        int(batch.lengths.sum())
        == int(batch.attention_mask.sum())
        == sum(len(feature.input_ids) for feature in features)
    )
    assert batch.targets == int((batch.labels != IGNORED).sum())
    for row, feature in enumerate(features):
        size = len(feature.input_ids)
        assert batch.input_ids[row, :size].tolist() == list(feature.input_ids)
        assert set(batch.input_ids[row, size:].tolist()) <= {99}
        assert batch.labels[row, :size].tolist() == list(feature.labels)
    assert batch.input_ids.dtype == torch.int64


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_read_is_no_batch(count: int) -> None:
    assert len(list(pack_by_length(LENGTHS[:count], 100))) == count
