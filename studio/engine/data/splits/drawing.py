"""Examples drawn by chance: the same ones for the same seed on every computer, exact in number, fair to each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from studio.engine.data.splits import SPLITS

Codes = npt.NDArray[np.int8]
"""The split of each example: its place in ``SPLITS``."""
Numbers = npt.NDArray[np.int64]


def draw(keys: npt.NDArray[Any], strata: Numbers | None, fractions: Mapping[str, float], seed: int) -> Codes:
    """The split of each example; ``fractions`` are parts of all of them.

    Examples of one key (such as the same text twice) stay together. Where there are ``strata`` each gives its share;
    its last group stays in training.
    """
    codes = np.zeros(len(keys), np.int8)
    if not len(keys):
        return codes
    groups = number_groups(keys)
    firsts = np.flatnonzero(np.diff(np.maximum.accumulate(groups), prepend=-1))
    sizes = np.bincount(groups)
    pools = strata[firsts] if strata is not None else np.zeros(len(firsts), np.int64)
    order = _shuffle(pools, seed)
    pools, sizes = pools[order], sizes[order]
    begins = np.concatenate([[0], np.flatnonzero(np.diff(pools)) + 1])
    taken = _take(sizes, begins, fractions, len(keys))
    by_group = np.empty(len(order), np.int8)
    by_group[order] = taken
    return by_group[groups]


def number_groups(keys: npt.NDArray[Any]) -> Numbers:
    """The number of each key, counted in the order in which they first come."""
    groups: Numbers = pa.array(keys).dictionary_encode().indices.to_numpy().astype(np.int64)
    return groups


def mix_seed(numbers: npt.NDArray[np.uint64], seed: int) -> npt.NDArray[np.uint64]:
    """Numbers that look like chance (splitmix64), the same everywhere."""
    with np.errstate(over="ignore"):
        mixed = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed) * np.uint64(0xD1342543DE82EF95)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return mixed ^ (mixed >> np.uint64(31))


def _shuffle(pools: Numbers, seed: int) -> Numbers:
    """The groups pool by pool, by chance within each."""
    chance = mix_seed(np.arange(len(pools), dtype=np.uint64), seed) >> np.uint64(24)
    order: Numbers = np.argsort((pools.astype(np.uint64) << np.uint64(40)) | chance, kind="stable")
    return order


def _take(sizes: Numbers, begins: Numbers, fractions: Mapping[str, float], count: int) -> Codes:
    """The split of each group; of each pool its share rounded down, then one more where the remainder is largest."""
    taken = np.zeros(len(sizes), np.int8)
    sums = np.concatenate([[0], np.cumsum(sizes)])
    ends = np.append(begins[1:], len(sizes))
    heights = (sums[ends] - sums[begins]).astype(float)
    fronts = begins.copy()
    for name, fraction in fractions.items():
        code = SPLITS.index(name)
        wanted = round(fraction * count) or int(fraction > 0)
        got = 0
        for pool, quota in enumerate(np.floor(heights * fraction).astype(int)):
            front = int(fronts[pool])
            least = min(quota, wanted - got)
            if least <= 0:
                continue
            stop = int(np.searchsorted(sums, sums[front] + least, "left"))
            stop = min(stop, int(ends[pool]) - 1)
            if stop > front:
                taken[front:stop] = code
                got += int(sums[stop] - sums[front])
                fronts[pool] = stop
        remainders = heights * fraction % 1
        by_remainder = np.lexsort((np.arange(len(begins)), -heights, -remainders))
        _top_up(taken, sums, fronts, ends, by_remainder, code, wanted - got)
    return taken


def _top_up(
    taken: Codes, sums: Numbers, fronts: Numbers, ends: Numbers, pools: Numbers, code: int, missing: int
) -> None:
    """One group after the other from each pool, until nothing is missing or every pool has only one left."""
    while missing > 0:
        usable = [pool for pool in pools if ends[pool] - fronts[pool] > 1]
        if not usable:
            return
        for pool in usable:
            if missing <= 0:
                return
            front = int(fronts[pool])
            taken[front] = code
            missing -= int(sums[front + 1] - sums[front])
            fronts[pool] = front + 1
