"""Fractions of the training data: exact, repeatable, fair to small classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.contract.problems import StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.splits import SPLITS, TEST, TRAIN, VALIDATION, check_fractions
from studio.engine.data.splits.drawing import draw, mix_seed, number_groups

FRACTIONS = {TEST: 0.1, VALIDATION: 0.1}


def assign(
    groups: Sequence[int], strata: Sequence[Hashable] | None, fractions: Mapping[str, float], seed: int = 42
) -> list[str]:
    """The name of each example's split."""
    known = list(dict.fromkeys(strata or ()))
    numbers = None if strata is None else np.array([known.index(stratum) for stratum in strata])
    return [SPLITS[code] for code in draw(np.array(groups, np.uint64), numbers, fractions, seed)]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from("aab")), min_size=10, max_size=80),
    st.booleans(),
    st.integers(0, 9),
)
def test_groups_stay_together_and_everything_is_assigned(
    examples: list[tuple[int, str]], stratified: bool, seed: int
) -> None:
    groups = [group for group, _ in examples]
    strata = [stratum for _, stratum in examples] if stratified else None
    splits = assign(groups, strata, FRACTIONS, seed)
    assert len(splits) == len(examples)
    assert all(len({s for s, g in zip(splits, groups, strict=True) if g == group}) == 1 for group in set(groups))
    assert splits == assign(groups, strata, FRACTIONS, seed)
    assert TRAIN in splits


@pytest.mark.parametrize("stratified", [True, False])
def test_fractions_are_exact(stratified: bool) -> None:
    strata = ["a"] * 700 + ["b"] * 250 + ["c"] * 50
    splits = assign(range(1000), strata if stratified else None, {TEST: 0.2, VALIDATION: 0.15})
    assert Counter(splits) == {TRAIN: 650, TEST: 200, VALIDATION: 150}


def test_strata_give_their_share() -> None:
    strata = ["a"] * 700 + ["b"] * 250 + ["c"] * 50
    splits = assign(range(1000), strata, FRACTIONS)
    for name in FRACTIONS:
        drawn = Counter(stratum for stratum, split in zip(strata, splits, strict=True) if split == name)
        assert drawn == {"a": 70, "b": 25, "c": 5}


def test_the_last_of_a_class_stays_in_training() -> None:
    strata = [f"class {number}" for number in range(20)] + ["many"] * 80
    splits = assign(range(100), strata, {TEST: 0.5})
    trained = {stratum for stratum, split in zip(strata, splits, strict=True) if split == TRAIN}
    assert trained == set(strata)
    assert Counter(splits)[TEST] == 50


def test_another_seed_gives_another_split() -> None:
    first, second = (assign(range(100), None, FRACTIONS, seed) for seed in (1, 2))
    assert first != second
    assert Counter(first) == Counter(second)


def test_the_same_rows_are_drawn_on_every_computer() -> None:
    """These figures stand for all computers: when they change, the split of every user changes."""
    assert mix_seed(np.arange(3, dtype=np.uint64), 42).tolist() == [
        3546357672855535781, 9134013159268703604, 12250470901521323789
    ]  # fmt: skip
    splits = assign(range(20), ["a", "b"] * 10, {TEST: 0.2})
    assert [at for at, split in enumerate(splits) if split == TEST] == [3, 6, 7, 14]


def test_a_million_are_drawn_in_a_moment() -> None:
    keys = np.arange(1_000_000, dtype=np.uint64) // 2
    codes = draw(keys, (keys % 7).astype(np.int64), FRACTIONS, 1)
    assert np.bincount(codes).tolist() == [800_000, 100_000, 100_000]
    assert (codes[::2] == codes[1::2]).all()


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ({"validation": 1.5}, ["data.fraction"]),
        ({"validation": -0.1, "test": 2}, ["data.fraction", "data.fraction"]),
        ({"validation": 0.5, "test": 0.5}, ["data.fraction"]),
        ({"split": {"kind": "by chance"}}, ["data.split_kind"]),
        ({"split": {"kind": "grouped", "by": "patient"}}, []),
        ({"split": {"kind": "time"}}, ["recipe.missing_key"]),
        ({"validation": 0.1, "test": "test.csv"}, []),
        ({"validation": 0, "test": 0}, []),
    ],
)
def test_what_cannot_be_split(data: dict[str, object], codes: list[str]) -> None:
    problems = []
    try:
        check_fractions(DataSpec.model_validate({"train": "a"} | data))
    except StudioError as error:
        problems = error.problems
    assert [problem.code for problem in problems] == codes


@given(st.lists(st.integers(0, 20), max_size=60))
def test_groups_are_numbered_as_they_come(keys: list[int]) -> None:
    known = list(dict.fromkeys(keys))
    assert number_groups(np.array(keys, np.uint64)).tolist() == [known.index(key) for key in keys]
