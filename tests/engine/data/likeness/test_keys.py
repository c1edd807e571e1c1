"""Sameness by sorted numbers: the same in one part or in many, from memory or from the disk."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from studio.engine.data.likeness import keys as likeness
from studio.engine.data.likeness.keys import (
    KeyFile,
    SplitKeys,
    find_conflicts,
    find_known,
    find_repeats,
    part_by,
)
from studio.engine.data.likeness.numbers import Keys


@pytest.fixture(params=[4_000_000, 50])
def part(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """All rows at once, or in many parts."""
    monkeypatch.setattr(likeness, "PART", request.param)
    monkeypatch.setattr(likeness, "_BLOCK", 37)
    return int(request.param)


def draw(count: int, kinds: int, seed: int) -> Keys:
    chance = np.random.default_rng(seed)
    return chance.integers(-(2**62), 2**62, kinds)[chance.integers(0, kinds, count)]


@pytest.fixture
def split(part: int) -> SplitKeys:
    """A thousand rows of few texts and fewer labels, written in two goes and read from the disk."""
    texts, golds, words = draw(1000, 300, 1), draw(1000, 3, 2), np.ones(1000, np.int32)
    with KeyFile() as file:
        for rows in (slice(0, 400), slice(400, 1000)):
            file.add(SplitKeys(texts[rows], texts[rows], golds[rows], words[rows]))
        opened = file.open()
    assert isinstance(opened.texts, np.memmap)
    assert np.array_equal(opened.golds, golds)
    return opened


def test_each_row_is_in_one_part_and_equal_numbers_are_together(split: SplitKeys, part: int) -> None:
    parts = [own for (own,) in part_by(split.texts)]
    assert len(parts) == max(1, 1000 // part)
    assert sorted(np.concatenate(parts)) == list(range(1000))
    met = Counter(text for own in parts for text in {int(key) for key in split.texts[own]})
    assert set(met.values()) == {1}


def test_repeats_are_all_but_the_first(split: SplitKeys) -> None:
    seen: set[tuple[int, int]] = set()
    expected = []
    for row, pair in enumerate(zip(split.texts.tolist(), split.golds.tolist(), strict=True)):
        if pair in seen:
            expected.append(row)
        seen.add(pair)
    assert find_repeats(split.texts, split.golds).tolist() == expected


def test_conflicts_are_all_rows_of_a_text_with_several_labels(split: SplitKeys) -> None:
    labels: dict[int, set[int]] = {}
    for text, gold in zip(split.texts.tolist(), split.golds.tolist(), strict=True):
        labels.setdefault(text, set()).add(gold)
    expected = [row for row, text in enumerate(split.texts.tolist()) if len(labels[text]) > 1]
    assert find_conflicts(split).tolist() == expected


def test_known_ones_are_found_again(split: SplitKeys) -> None:
    asked = np.concatenate([split.texts[::7], draw(50, 50, 9)])
    assert find_known(asked, split.texts).tolist() == list(range(len(split.texts[::7])))
    assert find_known(np.zeros(0, np.int64), split.texts).tolist() == []
    with KeyFile() as empty:
        assert empty.open().texts.tolist() == []
