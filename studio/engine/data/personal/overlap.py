"""Spans kept apart: of two that lie over each other the one that was first is kept."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from studio.engine.data.wordrule import Span


def keep_apart(spans: Iterable[Span], taken: list[Span]) -> Iterator[Span]:
    """Those that touch none of ``taken``, a sorted list that they join."""
    for span in spans:
        at = bisect_left(taken, span)
        is_free = (at == 0 or taken[at - 1][1] <= span[0]) and (at == len(taken) or span[1] <= taken[at][0])
        if is_free:
            insort(taken, span)
            yield span
