"""Fractions of the training data: exact, repeatable, fair to small classes."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.contract.problems import StudioError
from studio.contract.recipe import DataSpec, SplitSpec
from studio.engine.data.splits import TEST, TRAIN, VALIDATION, assign_splits, check_fractions, recognise_splits

FRACTIONS = {TEST: 0.1, VALIDATION: 0.1}


@given(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from("aab")), min_size=10, max_size=80),
    st.sampled_from(["random", "stratified"]),
    st.integers(0, 9),
)
def test_groups_stay_together_and_everything_is_assigned(examples: list[tuple[int, str]], kind: str, seed: int) -> None:
    groups, strata = [group for group, _ in examples], [stratum for _, stratum in examples]
    spec = SplitSpec(kind=kind, seed=seed)
    splits = assign_splits(groups, strata, FRACTIONS, spec)
    assert len(splits) == len(examples)
    assert all(len({s for s, g in zip(splits, groups, strict=True) if g == group}) == 1 for group in set(groups))
    assert splits == assign_splits(groups, strata, FRACTIONS, spec)


@pytest.mark.parametrize("kind", ["random", "stratified"])
def test_fractions_are_exact(kind: str) -> None:
    strata = ["a"] * 700 + ["b"] * 250 + ["c"] * 50
    splits = assign_splits(range(1000), strata, {TEST: 0.2, VALIDATION: 0.15}, SplitSpec(kind=kind))
    assert Counter(splits) == {TRAIN: 650, TEST: 200, VALIDATION: 150}


def test_strata_give_their_share() -> None:
    strata = ["a"] * 700 + ["b"] * 250 + ["c"] * 50
    splits = assign_splits(range(1000), strata, FRACTIONS, SplitSpec())
    tested = Counter(stratum for stratum, split in zip(strata, splits, strict=True) if split == TEST)
    assert tested == {"a": 70, "b": 25, "c": 5}


def test_the_last_of_a_class_stays_in_training() -> None:
    strata = [f"class {number}" for number in range(20)] + ["many"] * 80
    splits = assign_splits(range(100), strata, {TEST: 0.5}, SplitSpec())
    trained = {stratum for stratum, split in zip(strata, splits, strict=True) if split == TRAIN}
    assert trained == set(strata)
    assert Counter(splits)[TEST] == 50


def test_another_seed_gives_another_split() -> None:
    first, second = (assign_splits(range(100), ["a"] * 100, FRACTIONS, SplitSpec(seed=seed)) for seed in (1, 2))
    assert first != second


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ({"validation": 1.5}, ["data.fraction"]),
        ({"validation": -0.1, "test": 2}, ["data.fraction", "data.fraction"]),
        ({"validation": 0.5, "test": 0.5}, ["data.fraction"]),
        ({"split": {"kind": "grouped", "by": "patient"}}, ["data.split_kind"]),
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


def test_files_are_recognised_by_their_names() -> None:
    found = recognise_splits(["d/train.conll", "d/dev.conll", "d/emerging.TEST.conll", "more.conll"])
    assert found == {
        TRAIN: ["d/train.conll", "more.conll"],
        VALIDATION: ["d/dev.conll"],
        TEST: ["d/emerging.TEST.conll"],
    }
    assert recognise_splits(["latest.csv", "test.csv"])[TRAIN] == ["latest.csv", "test.csv"]
