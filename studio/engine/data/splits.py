"""Which examples validate and test: fractions of the training files, the same ones for the same seed."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec, SplitSpec

TRAIN, VALIDATION, TEST = "train", "validation", "test"
FEW = 100
_MOST = 0.9
_KINDS = ("random", "stratified")


def advise_fraction(examples: int) -> float:
    """The part to set aside where nothing is asked: a tenth, of small data a fifth."""
    return 0.1 if examples >= FEW else 0.2


def check_fractions(data: DataSpec) -> None:
    """Raises ``StudioError`` where the fractions or the kind of split cannot be met."""
    problems = []
    asked = {VALIDATION: data.validation, TEST: data.test}
    fractions = {name: value for name, value in asked.items() if isinstance(value, float | int)}
    for name, value in fractions.items():
        if not 0 <= value <= _MOST:
            place = Place(field=f"data.{name}")
            problems.append(Problem(code="data.fraction", values={"name": f"data.{name}", "value": value}, place=place))
    if not problems and sum(fractions.values()) > _MOST:
        values = {"name": "data.validation + data.test", "value": sum(fractions.values())}
        problems.append(Problem(code="data.fraction", values=values, place=Place(field="data.validation")))
    if data.split.kind not in _KINDS:
        values = {"kind": data.split.kind, "known": ", ".join(_KINDS)}
        problems.append(Problem(code="data.split_kind", values=values, place=Place(field="data.split.kind")))
    if problems:
        raise StudioError(problems)


def assign_splits(
    groups: Sequence[Hashable], strata: Sequence[Hashable], fractions: Mapping[str, float], spec: SplitSpec
) -> list[str]:
    """The split of each example; ``fractions`` are parts of all of them.

    Examples of one group (such as the same text twice) stay together; with kind "stratified" each stratum gives
    its share, and its last group stays in training.
    """
    members: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        members[group].append(index)
    pools: defaultdict[Hashable, list[list[int]]] = defaultdict(list)
    for indexes in members.values():
        pools[strata[indexes[0]] if spec.kind == "stratified" else None].append(indexes)
    chance = random.Random(spec.seed)
    for pool in pools.values():
        chance.shuffle(pool)
    assigned = [TRAIN] * len(groups)
    for name, fraction in fractions.items():
        wanted = round(fraction * len(groups)) or int(fraction > 0)
        for indexes in _take(list(pools.values()), wanted, fraction):
            for index in indexes:
                assigned[index] = name
    return assigned


def _take(pools: list[list[list[int]]], wanted: int, fraction: float) -> list[list[int]]:
    """Removes groups from the pools until ``wanted`` examples are taken: of each pool its share, rounded down, then
    one more from those with the largest remainder."""
    sizes = [sum(map(len, pool)) for pool in pools]
    taken: list[list[int]] = []
    count = 0

    def take_one(pool: list[list[int]]) -> int:
        if len(pool) < 2:
            return 0
        taken.append(pool.pop())
        return len(taken[-1])

    for pool, size in zip(pools, sizes, strict=True):
        quota = int(size * fraction)
        while quota > 0 and count < wanted and (got := take_one(pool)):
            quota -= got
            count += got
    by_remainder = sorted(range(len(pools)), key=lambda i: (-((sizes[i] * fraction) % 1), -sizes[i], i))
    while count < wanted:
        before = count
        for index in by_remainder:
            if count < wanted:
                count += take_one(pools[index])
        if count == before:
            break
    return taken


def recognise_splits(files: Sequence[str]) -> dict[str, list[str]]:
    """Which files train, validate and test, by their names; all train where the names do not say."""
    found: dict[str, list[str]] = {TRAIN: [], VALIDATION: [], TEST: []}
    for file in files:
        stem = file.replace("\\", "/").rsplit("/", 1)[-1].casefold()
        words = {VALIDATION: ("valid", "dev", "eval"), TEST: ("test",)}
        name = next((split for split, marks in words.items() if any(mark in stem for mark in marks)), TRAIN)
        found[name].append(file)
    return found if found[TRAIN] else {TRAIN: list(files), VALIDATION: [], TEST: []}
