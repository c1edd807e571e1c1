"""Examples drawn by chance: the same ones for the same seed on every computer, exact in number, fair to each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from studio.engine.data.splits import SPLITS

Codes = npt.NDArray[np.int8]
"""The split of each example: its place in ``SPLITS``."""
Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.integer[Any]]
_MANY = 100_000
_MARK_BITS = 24


def draw(keys: Keys, strata: Numbers | None, fractions: Mapping[str, float], seed: int) -> Codes:
    """The split of each example; ``fractions`` are parts of all of them.

    Examples of one key (such as the same text twice) stay together. Where there are ``strata`` each gives its share;
    its last group stays in training.
    """
    if not len(keys):
        return np.zeros(0, np.int8)
    groups = number_groups(keys)
    firsts = np.flatnonzero(np.diff(np.maximum.accumulate(groups), prepend=-1))
    sizes = np.bincount(groups)
    pools = strata[firsts] if strata is not None else np.zeros(len(firsts), np.int64)
    chance = mix_seed(np.arange(len(firsts), dtype=np.uint64), seed)
    # Of many groups only those are put in order that may be taken: a little more than asked for.
    limit = sum(fractions.values()) * 1.05 + 0.01
    is_near = np.ones(len(firsts), bool)
    if limit < 1 and len(firsts) > _MANY:
        is_near = chance < np.uint64(int(limit * 2**64))
    taken, is_short = _take(np.flatnonzero(is_near), chance, sizes, pools, fractions)
    if is_short and not is_near.all():
        taken, _ = _take(np.arange(len(firsts)), chance, sizes, pools, fractions)
    return taken[groups]


def number_groups(keys: Keys) -> Numbers:
    """The number of each key, counted in the order in which they first come."""
    ordered = np.sort(keys)
    is_again = ordered[1:] == ordered[:-1]
    if not is_again.any():
        return np.arange(len(keys), dtype=np.int32)
    marked = np.zeros(1 << _MARK_BITS, bool)
    marked[_mark(ordered[1:][is_again])] = True
    del ordered, is_again
    several = np.flatnonzero(marked[_mark(keys)])
    local = pa.array(keys[several]).dictionary_encode().indices.to_numpy()
    leaders = several[np.flatnonzero(np.diff(np.maximum.accumulate(local), prepend=-1))][local]
    is_first = np.ones(len(keys), bool)
    is_first[several] = leaders == several
    numbers = np.cumsum(is_first, dtype=np.int32) - np.int32(1)
    numbers[several] = numbers[leaders]
    return numbers


def _mark(keys: Keys) -> npt.NDArray[np.int32]:
    """A small number of each key, the same for equal ones."""
    with np.errstate(over="ignore"):
        return ((keys * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _MARK_BITS)).astype(np.int32)


def mix_seed(numbers: Keys, seed: int) -> Keys:
    """Numbers that look like chance (splitmix64), the same everywhere."""
    start = np.uint64(seed * 0xD1342543DE82EF95 % 2**64)
    with np.errstate(over="ignore"):
        mixed = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + start
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return mixed ^ (mixed >> np.uint64(31))


def _take(
    chosen: Numbers, chance: Keys, sizes: Numbers, pools: Numbers, fractions: Mapping[str, float]
) -> tuple[Codes, bool]:
    """The split of each group, and whether the ``chosen`` ones were too few to give what was asked.

    Of each pool its share rounded down, by chance, then one more where the remainder is largest.
    """
    taken = np.zeros(len(sizes), np.int8)
    heights = np.bincount(pools, weights=sizes)
    chosen = chosen[np.argsort(chance[chosen])]
    few = len(heights) < 1 << 16
    order = chosen[np.argsort(pools[chosen].astype(np.uint16 if few else np.int64), kind="stable")]
    sums = np.concatenate([[0], np.cumsum(sizes[order])])
    bounds = np.searchsorted(pools[order], np.arange(len(heights) + 1))
    fronts, ends = bounds[:-1].copy(), bounds[1:]
    count, is_short = int(heights.sum()), False
    for name, fraction in fractions.items():
        code, wanted, got = SPLITS.index(name), round(fraction * count) or int(fraction > 0), 0
        for pool, quota in enumerate(np.floor(heights * fraction).astype(int)):
            front = int(fronts[pool])
            least = min(quota, wanted - got)
            if least <= 0:
                continue
            stop = int(np.searchsorted(sums, sums[front] + least, "left"))
            is_short |= stop >= ends[pool]
            stop = min(stop, int(ends[pool]) - 1)
            if stop > front:
                taken[order[front:stop]] = code
                got += int(sums[stop] - sums[front])
                fronts[pool] = stop
        by_remainder = np.lexsort((np.arange(len(heights)), -heights, -(heights * fraction % 1)))
        spare = _Spare(order, sums, fronts, ends)
        is_short |= spare.top_up(taken, by_remainder, code, wanted - got)
    return taken, is_short


@dataclass
class _Spare:
    """What is left of each pool: of the groups in ``order`` those from ``fronts`` to ``ends``."""

    order: Numbers
    sums: Numbers
    fronts: Numbers
    ends: Numbers

    def top_up(self, taken: Codes, pools: Numbers, code: int, missing: int) -> bool:
        """Takes one group after the other from each pool, until nothing is missing or every pool has only one left."""
        while missing > 0:
            usable = [pool for pool in pools if self.ends[pool] - self.fronts[pool] > 1]
            if not usable:
                return True
            for pool in usable:
                if missing <= 0:
                    break
                front = int(self.fronts[pool])
                taken[self.order[front]] = code
                missing -= int(self.sums[front + 1] - self.sums[front])
                self.fronts[pool] = front + 1
        return False
